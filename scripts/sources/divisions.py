"""Compile the first-order divisions: provinces, governorates, states, oblasts."""

from collections import defaultdict
from pathlib import Path

import shapely

from sources import geonames
from sources.division_shapes import DivisionShapes
from sources.division_words import bare, distinct, spelt_out
from sources.entries import Entry
from sources.names import alike, fold, is_latin, usable
from sources.shapes import circle_radius_km

__all__ = ["compile_divisions", "compile_former", "far_km"]

ONLY_IN_FULL = frozenset("EG.02 SD.36 SD.41 SD.42 SD.53 ER.06 SS.04 SS.06 NG.22 NG.31 NG.36 NG.49 NG.50 SO.04".split())
"""Divisions named after a sea, a river or a plain word: only found with "State", "Governorate" or "Region"."""


def _by_hand() -> dict[str, tuple[str, list[str]]]:
    lines = (Path(__file__).parent / "division_names.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[0]: (row[1], [n for n in "".join(row[2:]).split("|") if n]) for row in rows}


def far_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance of two points, in kilometres; good enough up to a few hundred."""
    import math

    x = math.radians((lon2 - lon1 + 180) % 360 - 180) * math.cos(math.radians((lat1 + lat2) / 2))
    return 6371.0088 * math.hypot(x, math.radians(lat2 - lat1))


def _point(
    division: geonames.Division,
    known: geonames.Point | None,
    shape: shapely.Geometry | None,
    towns: list[geonames.Town],
) -> tuple[float, float, str] | None:
    """Where the division is, and how that is known: GeoNames' point, a point inside its shape, its towns' middle."""
    if known:
        return known.lat, known.lon, "GeoNames"
    if shape is not None:
        inside = max(shapely.get_parts(shape), key=lambda g: g.area).representative_point()
        return inside.y, inside.x, "polygon"
    if towns:
        same = next((t for t in towns if fold(t.name) == fold(bare(division.code[:2], division.name))), towns[0])
        return same.lat, same.lon, "largest town"
    return None


def compile_divisions(
    sources: Path, packages: Path, shapes: DivisionShapes, taken: frozenset[str]
) -> tuple[list[Entry], dict[str, int]]:
    """One entry for each first-order division, and how many got their point from where.

    `taken` holds folded names of countries, which no alternate of a division may be.
    """
    points = geonames.points(packages)
    towns: dict[str, list[geonames.Town]] = defaultdict(list)
    for town in geonames.towns():
        towns[town.admin1].append(town)
    by_hand = _by_hand()
    entries: list[Entry] = []
    counts: dict[str, int] = defaultdict(int)
    for division in geonames.divisions(sources, 1):
        code, country = division.code, division.code[:2]
        known, shape = points.get(division.number), shapes.shapes.get(code)
        point = _point(division, known, shape, towns[code])
        if point is None:
            counts["left out: no point known"] += 1
            continue
        counts[f"point: {point[2]}"] += 1
        main, names = by_hand.get(code, ("", []))
        main = main or distinct(country, bare(country, division.name))
        population = (known.population if known else 0) or sum(t.population for t in towns[code])
        names = [*names, *spelt_out(country, main), division.name, division.ascii_name, *shapes.names.get(code, [])]
        if known:
            names += [n for n in known.names if not is_latin(n) or alike(n, main) or alike(n, division.name)]
        good = [n for n in names if n and usable(n) and fold(n) not in taken]
        if code in ONLY_IN_FULL:
            good = [n for n in good if not fold(main).startswith(f"{fold(n)} ")]
        good = [n for n in good if not is_latin(n) or fold(n) != fold(main) or n != main]
        entries.append(
            Entry(
                f"geonames:{division.number}"
                if division.number
                else f"curated:admin1-{code.lower().replace('.', '-')}",
                main,
                "admin1",
                "A",
                "ADM1",
                point[0],
                point[1],
                country,
                code,
                population=population,
                radius_km=circle_radius_km(shape) if shape is not None else _spread_km(point, towns[code]),
                alternates=good,
                geometry=shape,
            )
        )
    return entries, dict(counts)


def _identifier(division: geonames.Division) -> str:
    if division.number:
        return f"geonames:{division.number}"
    return f"curated:admin1-{division.code.lower().replace('.', '-')}"


def _spread_km(point: tuple[float, float, str], towns: list[geonames.Town]) -> float:
    """Without a polygon: the distance within which nine tenths of its towns lie, at least 3 and at most 300 km."""
    if len(towns) < 3:
        return 10.0
    distances = sorted(far_km(point[0], point[1], t.lat, t.lon) for t in towns)
    return min(300.0, max(3.0, distances[int(0.9 * (len(distances) - 1))]))


def compile_former(sources: Path, packages: Path, shapes: DivisionShapes) -> list[Entry]:
    """Provinces that have been merged into others, but that news still names: regions now."""
    points = geonames.points(packages)
    by_name = {(p.text("iso_a2"), fold(p.text("name"))): p.geometry for p in shapes.polygons}
    entries = []
    for division in geonames.former_divisions(sources):
        country, name = division.code[:2], bare(division.code[:2], division.name.replace("Povince", "Province"))
        name = {"ình Định": "Bình Định"}.get(name, name)
        known, shape = points.get(division.number), by_name.get((country, fold(name)))
        point = _point(division, known, shape, [])
        if point is None:
            continue
        names = [n for n in (f"{name} Province", *(known.names if known else ())) if usable(n)]
        entries.append(
            Entry(
                f"geonames:{division.number}",
                name,
                "region",
                "A",
                "ADM1H",
                point[0],
                point[1],
                country,
                population=known.population if known else 0,
                radius_km=circle_radius_km(shape) if shape is not None else 40.0,
                alternates=names,
                geometry=shape,
            )
        )
    return entries
