"""Compile the map that is drawn when no network is at hand, from Natural Earth.

    python scripts/compile_basemap.py [--sources ../shared/data] [--packages build/packages] [--out geo/data]

What countries are called in other languages is Unicode CLDR's, by way of Babel. Writes geo/data/basemap/*.json; their
properties are described in geo/data/SOURCES.md. The same sources give the same bytes.
"""

import json
import re
from argparse import ArgumentParser
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import shapely
from compile_country_names import interface_languages, territories
from shapely.geometry.base import BaseGeometry
from sources.folders import add_arguments
from sources.natural_earth import Feature, layer
from sources.shapes import area_km2, geojson, shared_edges, simplify_coverage

__all__ = ["compile_basemap"]

PACKAGES = Path(__file__).resolve().parents[1] / "build" / "packages"

LOW, HIGH = 0.35, 0.025
"""Tolerances in degrees (square root of the area that may be lost at a point) of the far and the near view."""

CONTESTED = frozenset({"PSX", "SOL", "SAH", "CYN", "KOS", "KAS"})
"""Natural Earth codes of lands whose land borders are drawn as disputed."""

LANGUAGES = ("de", "es", "fr", "pt", "ru", "zh")
"""What Natural Earth has for the largest towns; for all towns and for seas only what the interface speaks."""


def _feature(geometry: BaseGeometry, digits: int, **properties: Any) -> dict[str, Any]:
    kept = {k: v for k, v in properties.items() if v not in ("", None)}
    return {"type": "Feature", "properties": kept, "geometry": geojson(geometry, digits=digits)}


def _code(country: Feature) -> str:
    """ISO code of a country's area in the gazetteer, or Natural Earth's own where ISO has none."""
    code = country.text("ISO_A2")
    return {"NOR": "NO", "FRA": "FR", "KOS": "XK"}.get(country.text("ADM0_A3"), code) or country.text("ADM0_A3")


def _lands(countries: list[Feature], tolerance: float, digits: int) -> list[dict[str, Any]]:
    simple = simplify_coverage([c.geometry for c in countries], tolerance, digits=digits)
    pairs = zip(countries, simple, strict=True)
    return [_feature(g, digits, id=_code(c), name=c.text("NAME_LONG")) for c, g in pairs if not g.is_empty]


def _is_contested(codes: set[str], line: BaseGeometry) -> bool:
    crimea = codes == {"RUS", "UKR"} and line.bounds[2] < 36
    return crimea or codes == {"ISR", "SYR"} or bool(codes & CONTESTED)


def _borders(
    countries: list[Feature], claims: list[Feature], tolerance: float, digits: int
) -> Iterator[dict[str, Any]]:
    simple = simplify_coverage([c.geometry for c in countries], tolerance, digits=digits)
    near = shapely.union_all([c.geometry for c in claims]).buffer(max(0.03, tolerance / 2))
    for (a, b), lines in shared_edges(simple).items():
        codes = {countries[a].text("ADM0_A3"), countries[b].text("ADM0_A3")}
        between = "-".join(sorted((_code(countries[a]), _code(countries[b]))))
        for line in shapely.get_parts(lines):
            contested = line if _is_contested(codes, line) else line.intersection(near)
            held = line.difference(contested)
            if not held.is_empty:
                yield _feature(held, digits, **{"class": "border", "between": between, "min_zoom": 0})
            if contested.length > 0:
                yield _feature(contested, digits, **{"class": "disputed", "between": between, "min_zoom": 2})


def _claim_lines(claims: list[Feature]) -> Iterator[dict[str, Any]]:
    for claim in claims:
        kind = claim.text("featurecla").lower()
        zoom = max(3, round(float(claim.properties["min_zoom"])))
        line = claim.geometry.simplify(0.01)
        yield _feature(line, 3, **{"class": "disputed", "kind": kind, "min_zoom": zoom})


def _claim_areas(areas: list[Feature]) -> Iterator[dict[str, Any]]:
    for area in areas:
        if area_km2(area.geometry) < 40 or area.text("TYPE") in ("Dependency", "Lease") or area.text("BRK_A3") == "B51":
            continue
        geometry = shapely.coverage_simplify([area.geometry], 0.03)[0]
        name = area.text("BRK_NAME")
        yield _feature(geometry, 3, **{"class": "claim", "name": name, "note": area.text("NOTE_BRK"), "min_zoom": 4})


def _waters(features: list[Feature], tolerance: float, floor: float) -> Iterator[dict[str, Any]]:
    for water in features:
        zoom = float(water.properties["min_zoom"])
        if zoom < floor:
            continue
        geometry = water.geometry.simplify(tolerance)
        yield _feature(geometry, 3, name=water.text("name"), min_zoom=round(zoom, 1))


def _country_labels(countries: list[Feature], packages: Path) -> Iterator[dict[str, Any]]:
    names = {language: territories(packages, language) for language in LANGUAGES}
    for country in countries:
        inside = max(shapely.get_parts(country.geometry), key=lambda g: g.area)
        point = shapely.maximum_inscribed_circle(inside, tolerance=0.05).coords[0]
        zoom = max(2.0, float(country.properties["MIN_LABEL"]))
        most = float(country.properties["MAX_LABEL"])
        yield _feature(
            shapely.Point(point),
            2,
            **{"class": "country", "name": country.text("NAME"), "id": _code(country)},
            **_others(country.text("NAME"), {f: known.get(_code(country), "") for f, known in names.items()}),
            min_zoom=zoom,
            max_zoom=most,
            rank=int(country.properties["LABELRANK"]),
        )


def _calmed(name: str) -> str:
    """Without the capitals in which Natural Earth writes oceans, in French without their accents."""
    return re.sub("^Ocean (?=.)", "Océan ", name.title()) if name.isupper() else name


def _water_labels(seas: list[Feature]) -> Iterator[dict[str, Any]]:
    for sea in seas:
        if not sea.text("name") or float(sea.properties["min_label"]) > 7:
            continue
        inside = max(shapely.get_parts(sea.geometry), key=lambda g: g.area)
        known = {language: _calmed(sea.text(f"name_{language}")) for language in interface_languages()}
        point = shapely.maximum_inscribed_circle(inside, tolerance=0.05).coords[0]
        name = _calmed(sea.text("name"))
        zoom = max(2.0, float(sea.properties["min_label"]))
        kind = "ocean" if sea.text("featurecla") == "ocean" else "sea"
        yield _feature(shapely.Point(point), 2, **{"class": kind, "name": name}, **_others(name, known), min_zoom=zoom)


def _others(name: str, names: dict[str, str]) -> dict[str, str]:
    """What it is called in each language, where that differs."""
    return {f"name_{language}": other for language, other in names.items() if other and other != name}


def _town_labels(towns: list[Feature]) -> Iterator[dict[str, Any]]:
    for town in towns:
        zoom = float(town.properties["min_zoom"])
        kind = "capital" if town.text("FEATURECLA") == "Admin-0 capital" else "town"
        if zoom > 7 or town.text("FEATURECLA") in ("Scientific station", "Meteorological Station", "Historic place"):
            continue
        name = town.text("NAME_EN") or town.text("NAME")
        told = [lang for lang in LANGUAGES if zoom <= 4 or lang in interface_languages()]
        other = _others(name, {lang: town.text(f"NAME_{lang.upper()}") for lang in told})
        yield _feature(
            shapely.Point(float(town.properties["LONGITUDE"]), float(town.properties["LATITUDE"])),
            3,
            **{"class": kind, "name": name, **other},
            min_zoom=max(3.0, zoom),
            population=int(town.properties["POP_MAX"]),
        )


def _admin1_lines(sources: Path) -> Iterator[dict[str, Any]]:
    divisions = layer(sources, "ne_10m_admin_1_states_provinces")
    simple = simplify_coverage([d.geometry for d in divisions], 0.05, digits=3)
    by_country: dict[str, list[BaseGeometry]] = {}
    for (a, b), line in shared_edges(simple).items():
        country = divisions[a].text("adm0_a3")
        if country == divisions[b].text("adm0_a3"):
            by_country.setdefault(country, []).append(line)
    for country, lines in sorted(by_country.items()):
        count = sum(1 for d in divisions if d.text("adm0_a3") == country)
        size = area_km2(shapely.union_all([d.geometry.envelope for d in divisions if d.text("adm0_a3") == country]))
        zoom = 4 if size / count > 80_000 else 5 if size / count > 10_000 else 6
        merged = shapely.line_merge(shapely.union_all(lines))
        yield _feature(merged, 3, **{"class": "admin1", "country": country, "min_zoom": zoom})


def _layers(sources: Path, packages: Path) -> dict[str, Callable[[], list[dict[str, Any]]]]:
    """What makes each file, in the order in which a page needs them."""
    countries = sorted(layer(sources, "ne_50m_admin_0_countries"), key=lambda c: c.text("ADM0_A3"))
    claims = layer(sources, "ne_50m_admin_0_boundary_lines_disputed_areas")

    def labels() -> list[dict[str, Any]]:
        seas = layer(sources, "ne_10m_geography_marine_polys")
        towns = layer(sources, "ne_10m_populated_places")
        return [*_country_labels(countries, packages), *_water_labels(seas), *_town_labels(towns)]

    def lakes() -> list[dict[str, Any]]:
        return [*_waters([f for f in layer(sources, "ne_50m_lakes") if f.geometry.area > 0.002], 0.01, 0)]

    def rivers() -> list[dict[str, Any]]:
        lines = layer(sources, "ne_50m_rivers_lake_centerlines")
        return [*_waters([f for f in lines if f.text("featurecla") == "River"], 0.01, 0)]

    return {
        "land-low": lambda: _lands(countries, LOW, 2),
        "borders-low": lambda: [*_borders(countries, claims, LOW, 2)],
        "labels": labels,
        "land": lambda: _lands(countries, HIGH, 3),
        "borders": lambda: [*_borders(countries, claims, HIGH, 3), *_claim_lines(claims)],
        "claims": lambda: [*_claim_areas(layer(sources, "ne_10m_admin_0_disputed_areas"))],
        "lakes": lakes,
        "rivers": rivers,
        "admin1": lambda: [*_admin1_lines(sources)],
    }


def compile_basemap(sources: Path, out: Path, *, packages: Path = PACKAGES, only: Collection[str] = ()) -> list[Path]:
    """Write every layer of the basemap, or only some; returns the files, in the order in which a page needs them."""
    folder = out / "basemap"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, features in _layers(sources, packages).items():
        if only and name not in only:
            continue
        path = folder / f"{name}.json"
        collection = {"type": "FeatureCollection", "features": features()}
        path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add_arguments(parser)
    options = parser.parse_args()
    for file in compile_basemap(options.sources, options.out, packages=options.packages):
        print(f"{file.stat().st_size / 1000:8.0f} kB  {file}")
