"""Compile the map that is drawn when no network is at hand, from Natural Earth.

    python scripts/compile_basemap.py [--sources ../shared/data] [--packages build/packages] [--out geo/data]

What countries are called in other languages is Unicode CLDR's, by way of Babel. Writes geo/data/basemap/*.json; their
properties are described in geo/data/SOURCES.md. The same sources give the same bytes.
"""

import json
import re
from argparse import ArgumentParser
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely
from compile_country_names import interface_languages, territories
from shapely.geometry.base import BaseGeometry
from sources.contested_lines import is_contested
from sources.drawn_lands import DrawnLand, drawn_lands
from sources.far_view import far_shapes
from sources.folders import add_arguments
from sources.natural_earth import Feature, layer
from sources.near_view import near_view
from sources.shapes import geojson, shared_edges
from sources.topology import build

__all__ = ["compile_basemap"]

PACKAGES = Path(__file__).resolve().parents[1] / "build" / "packages"

LANGUAGES = ("de", "es", "fr", "pt", "ru", "zh")
"""What Natural Earth has for the largest towns; for all towns and for seas only what the interface speaks."""


def _feature(geometry: BaseGeometry, digits: int, **properties: Any) -> dict[str, Any]:
    kept = {k: v for k, v in properties.items() if v not in ("", None)}
    return {"type": "Feature", "properties": kept, "geometry": geojson(geometry, digits=digits)}


def _code(country: Feature) -> str:
    """ISO code of a country's area in the gazetteer, or Natural Earth's own where ISO has none."""
    code = country.text("ISO_A2")
    return {"NOR": "NO", "FRA": "FR", "KOS": "XK"}.get(country.text("ADM0_A3"), code) or country.text("ADM0_A3")


def _far_view(sources: Path, countries: list[Feature]) -> list[tuple[DrawnLand, BaseGeometry]]:
    topology = build(sources)
    lands = drawn_lands(topology, countries)
    shapes = far_shapes([shapely.coverage_union_all([topology.faces[f] for f in land.faces]) for land in lands])
    return [(land, shape) for land, shape in zip(lands, shapes, strict=True) if not shape.is_empty]


def _lands(far: list[tuple[DrawnLand, BaseGeometry]]) -> list[dict[str, Any]]:
    return [_feature(shape, 2, id=land.code, name=land.name) for land, shape in far]


def _borders(far: list[tuple[DrawnLand, BaseGeometry]], claims: list[Feature]) -> Iterator[dict[str, Any]]:
    near = shapely.union_all([c.geometry for c in claims]).buffer(0.18)
    for (a, b), lines in shared_edges([shape for _, shape in far]).items():
        one, other = far[a][0], far[b][0]
        between = "-".join(sorted((one.code, other.code)))
        for line in shapely.get_parts(lines):
            contested = line if is_contested({one.letters, other.letters}, line) else line.intersection(near)
            held = line.difference(contested)
            if not held.is_empty:
                yield _feature(held, 2, **{"class": "border", "between": between, "min_zoom": 0})
            if contested.length > 0:
                yield _feature(contested, 2, **{"class": "disputed", "between": between, "min_zoom": 2})


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


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [*features]}


def _layers(sources: Path, packages: Path) -> dict[str, Callable[[], dict[str, Any]]]:
    """What makes each file, in the order in which a page needs them."""
    countries = sorted(layer(sources, "ne_50m_admin_0_countries"), key=lambda c: c.text("ADM0_A3"))
    claims = layer(sources, "ne_50m_admin_0_boundary_lines_disputed_areas")

    def labels() -> dict[str, Any]:
        seas = layer(sources, "ne_10m_geography_marine_polys")
        towns = layer(sources, "ne_10m_populated_places")
        return _collection([*_country_labels(countries, packages), *_water_labels(seas), *_town_labels(towns)])

    def lakes() -> dict[str, Any]:
        return _collection(_waters([f for f in layer(sources, "ne_50m_lakes") if f.geometry.area > 0.002], 0.01, 0))

    def rivers() -> dict[str, Any]:
        lines = layer(sources, "ne_50m_rivers_lake_centerlines")
        return _collection(_waters([f for f in lines if f.text("featurecla") == "River"], 0.01, 0))

    return {
        "land-low": lambda: _collection(_lands(_far_view(sources, countries))),
        "borders-low": lambda: _collection(_borders(_far_view(sources, countries), claims)),
        "labels": labels,
        "near": lambda: near_view(sources, countries, claims),
        "lakes": lakes,
        "rivers": rivers,
    }


def compile_basemap(sources: Path, out: Path, *, packages: Path = PACKAGES, only: Collection[str] = ()) -> list[Path]:
    """Write every layer of the basemap, or only some; returns the files, in the order in which a page needs them."""
    folder = out / "basemap"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in _layers(sources, packages).items():
        if only and name not in only:
            continue
        path = folder / f"{name}.json"
        path.write_text(json.dumps(content(), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add_arguments(parser)
    options = parser.parse_args()
    for file in compile_basemap(options.sources, options.out, packages=options.packages):
        print(f"{file.stat().st_size / 1000:8.0f} kB  {file}")
