"""Compile the continents, and the regions that GeoNames knows: the Levant, West Africa, the Midwest."""

import math
from pathlib import Path

from sources import cldr, geonames
from sources.entries import Entry
from sources.names import DIRECTIONS, fold, usable
from sources.natural_earth import layer
from sources.shapes import circle_radius_km
from sources.wording import in_full

__all__ = ["compile_regions"]

CONTINENTS = {
    "Africa": ("002", 3000.0),
    "Asia": ("142", 3700.0),
    "Europe": ("150", 1800.0),
    "North America": ("003", 2800.0),
    "South America": ("005", 2400.0),
    "Oceania": ("009", 1700.0),
}
UN_CODES = {
    "Southern Asia": "034",
    "Eastern Asia": "030",
    "South Eastern Asia": "035",
    "Northern America": "021",
    "Western Africa": "011",
    "Eastern Africa": "014",
    "Western Asia": "145",
    "Eastern Europe": "151",
    "Northern Africa": "015",
    "Western Europe": "155",
    "Central America": "013",
    "Southern Europe": "039",
    "Central Africa": "017",
    "Northern Europe": "154",
    "Southern Africa": "018",
    "Central Asia": "143",
    "Caribbean": "029",
    "Sub-Saharan Africa": "202",
    "Latin America and the Caribbean": "419",
    "Australia and New Zealand": "053",
    "Melanesia": "054",
    "Micronesia": "057",
    "Polynesia": "061",
}
ENGLISH = {
    ("IQ", "Kurdistan"): "Iraqi Kurdistan",
    ("", "South Eastern Asia"): "Southeast Asia",
    ("", "Eastern Asia"): "East Asia",
    ("", "Southern Asia"): "South Asia",
    ("", "Western Asia"): "West Asia",
    ("", "Western Africa"): "West Africa",
    ("", "Eastern Africa"): "East Africa",
    ("", "Northern Africa"): "North Africa",
    ("", "Caucasus Region"): "Caucasus",
    ("", "Nordic"): "Nordic countries",
    ("", "Baltic States"): "Baltic states",
}
"""What news calls GeoNames' regions."""

REGION_COUNTRIES = frozenset("US IQ RU TR BR JP GB ID IN AU IT UA PL DE FR CA CN EG SO GQ".split())
"""Countries whose regions news in English names; elsewhere GeoNames' regions are statistics."""

NOT_REGIONS = frozenset(
    "south west central volga ural far east northwest centro sud isole nord ovest outer london inner london chicago "
    "metropolitan area mountain states pacific states".split()
)


def compile_regions(sources: Path, packages: Path, districts: list[Entry], divisions: list[Entry]) -> list[Entry]:
    """Continents and GeoNames' regions (the Levant, Western Africa, the Midwest); radii of regions are estimates."""
    polygons = layer(sources, "ne_10m_geography_regions_polys")
    shapes = {in_full(f.text("name")): f.geometry for f in polygons if f.text("featurecla") == "Continent"}
    drawn = {
        fold(in_full(f.text("name"))): f.geometry for f in polygons if f.text("featurecla") in ("Geoarea", "Plain")
    }
    have = {(e.country, fold(e.name)) for e in (*districts, *divisions)}
    entries = []
    for point in geonames.points(packages).values():
        names = [n for n in point.names if usable(n)]
        if point.sort == "continent" and point.name in CONTINENTS:
            code, radius = CONTINENTS[point.name]
            kind, feature_code, shape = "continent", "CONT", shapes.get(point.name)
            names += cldr.territory_names(packages, code)
            radius = circle_radius_km(shape) if shape is not None else radius
        elif point.sort == "region" and _is_region(point) and (point.country, fold(point.name)) not in have:
            kind, feature_code, shape = "region", "RGN", drawn.get(fold(point.name))
            names += cldr.territory_names(packages, UN_CODES[point.name]) if point.name in UN_CODES else []
            radius = min(2500.0, max(20.0, 0.05 * math.sqrt(point.population)))
            radius = circle_radius_km(shape) if shape is not None else radius
        else:
            continue
        country, name = point.country, ENGLISH.get((point.country, point.name), point.name)
        names = [*([point.name] if point.name != "Kurdistan" else []), *names]
        entries.append(
            Entry(
                f"geonames:{point.number}",
                name,
                kind,
                "L",
                feature_code,
                point.lat,
                point.lon,
                country,
                population=point.population,
                radius_km=radius,
                alternates=names,
                geometry=shape,
            )
        )
    return entries


def _is_region(point: geonames.Point) -> bool:
    words = fold(point.name).split()
    if point.name == "Middle East":
        return True
    if all(w in NOT_REGIONS or w in DIRECTIONS for w in words) or "metropolitan" in words or len(words) > 4:
        return False
    if point.name in ("Arab Gulf Countries", "Al Maghrib", "Middle America", "Volga", "Ural"):
        return False
    return (not point.country and point.population > 0) or (
        point.country in REGION_COUNTRIES and point.population >= 100_000
    )
