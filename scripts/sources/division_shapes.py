"""Tell which of Natural Earth's polygons make up each first-order division of GeoNames.

The two disagree on what a first-order division is: Natural Earth has England's
counties and France's departments, GeoNames England and eighteen regions. So
each polygon is given to the division that most towns inside it belong to, the
names and codes being a second witness, and a division's shape is the union of
its polygons.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from sources import geonames
from sources.countries import natural_earth_code
from sources.names import fold
from sources.natural_earth import Feature, layer
from sources.us_counties import county_shapes

__all__ = ["DivisionShapes", "match"]

LEAST_SHARE = 0.55
"""Share of a polygon's towns that must belong to a division where neither name nor code agrees."""

LEAST_RIVAL = 0.25
"""Share of the towns with which a polygon's own name wins over a newer division that was carved out of it."""


@dataclass
class DivisionShapes:
    """Shapes by GeoNames code, Natural Earth's names of them, and how the match went."""

    shapes: dict[str, BaseGeometry] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    claimed: dict[int, str] = field(default_factory=dict)
    polygons: list[Feature] = field(default_factory=list)
    report: Counter[str] = field(default_factory=Counter)


def _town_votes(polygons: list[Feature]) -> list[Counter[str]]:
    towns = geonames.towns()
    tree = shapely.STRtree([p.geometry for p in polygons])
    places = shapely.points(np.array([(t.lon, t.lat) for t in towns]))
    found_towns, found_polygons = tree.query(places, predicate="within")
    votes: list[Counter[str]] = [Counter() for _ in polygons]
    for town, polygon in zip(found_towns.tolist(), found_polygons.tolist(), strict=True):
        votes[polygon][towns[town].admin1] += 1
    return votes


def _fips_code(polygon: Feature) -> str:
    """GeoNames took FIPS numbers for most countries: Natural Earth's "SY12" is "SY.12"."""
    fips = polygon.text("fips")
    return f"{natural_earth_code(polygon)}.{fips[2:]}" if len(fips) == 4 else ""


def match(sources: Path, packages: Path) -> DivisionShapes:
    """Give each of Natural Earth's polygons to a division of GeoNames, or to none."""
    result = DivisionShapes(polygons=layer(sources, "ne_10m_admin_1_states_provinces"))
    divisions = {d.code: d for d in geonames.divisions(sources, 1)}
    points = geonames.points(packages)
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, division in divisions.items():
        known = points.get(division.number)
        for name in {fold(n) for n in (division.name, division.ascii_name, *(known.names if known else ()))}:
            by_name[code[:2], name].append(code)
    for number, (polygon, votes) in enumerate(zip(result.polygons, _town_votes(result.polygons), strict=True)):
        code = _choose(polygon, votes, by_name, divisions, result.report)
        if code:
            result.claimed[number] = code
    parts: dict[str, list[int]] = defaultdict(list)
    for number, code in result.claimed.items():
        parts[code].append(number)
    for code, numbers in parts.items():
        result.shapes[code] = shapely.union_all([result.polygons[n].geometry for n in numbers])
        if len(numbers) == 1:
            result.names[code] = [result.polygons[numbers[0]].text("name")]
    for code, shape in county_shapes(packages).items():
        if code in divisions:
            result.shapes.setdefault(code, shape)
    result.report["divisions"] = len(divisions)
    result.report["divisions with a polygon"] = len(result.shapes)
    result.report["divisions made of several polygons"] = sum(len(n) > 1 for n in parts.values())
    return result


def _choose(
    polygon: Feature,
    votes: Counter[str],
    by_name: dict[tuple[str, str], list[str]],
    divisions: dict[str, geonames.Division],
    report: Counter[str],
) -> str:
    country = natural_earth_code(polygon)
    voters = sum(votes.values())
    first, share = ("", 0.0)
    if voters:
        first, most = min(votes.items(), key=lambda v: (-v[1], v[0]))
        share = most / voters
    named = {c for n in (polygon.text("name"),) for c in by_name.get((country, fold(n)), [])}
    numbered = _fips_code(polygon)
    report["polygons"] += 1
    older = [c for c in named if c != first and votes[c] >= LEAST_RIVAL * voters]
    if len(older) == 1:
        report["polygons by name against a newer division inside"] += 1
        return older[0]
    if first in divisions and (share >= LEAST_SHARE or first in named or first == numbered):
        confirmed = first in named or first == numbered
        report[f"polygons by towns{', confirmed by name or code' if confirmed else ' alone'}"] += 1
        return first
    if len(named) == 1 and (first not in divisions or votes[next(iter(named))]):
        report["polygons by name"] += 1
        return next(iter(named))
    if not voters and numbered in divisions:
        report["polygons by code"] += 1
        return numbered
    report["polygons without a division"] += 1
    return ""
