"""Compile the shapes of areas: countries, provinces, seas, islands, rivers.

    python scripts/compile_areas.py [--sources ../shared/data] [--packages build/packages] [--out geo/data]

Writes geo/data/areas/areas.bin and index.npy. Countries, provinces and what is
made of them are put together from the arcs that the map draws; other neighbours are simplified
together, so that they keep one border. Small areas keep more detail than large ones.
"""

from argparse import ArgumentParser
from collections import Counter, defaultdict

import shapely
from compile_supplement import Supplement, compile_entries
from shapely.geometry.base import BaseGeometry
from sources.area_files import write_areas
from sources.entries import Entry
from sources.folders import add_arguments
from sources.shapes import circle_radius_km
from sources.tiling import tiled
from sources.topology import Topology, build

__all__ = ["compile_areas"]

STEPS = ((25.0, 0.002), (80.0, 0.006), (250.0, 0.015), (800.0, 0.03), (1e9, 0.08))
"""Up to which radius (kilometres) which tolerance (degrees: square root of the area lost at a point)."""

TOGETHER = {"country": 0.0, "admin1": 0.0, "admin2": 0.012}
"""Kinds whose areas are neighbours, and their least tolerance."""

LINES = 0.015

TILED = frozenset({"country", "admin1", "admin2", "region", "island", "continent"})
"""Kinds that may be made of whole divisions."""

WIDE_KM = 800.0
"""Unions wider than this radius (Asia, the Sahel) are seen from afar: they are simplified further."""


def _tolerance(shape: BaseGeometry) -> float:
    radius = circle_radius_km(shape)
    return next(t for limit, t in STEPS if radius <= limit)


def _parted(entries: list[Entry], least: float) -> dict[str, BaseGeometry]:
    """Simplify the areas of one kind as a coverage, once for each tolerance, and pick each area's own."""
    chosen: dict[str, BaseGeometry] = {}
    wanted: dict[float, list[int]] = defaultdict(list)
    shapes = [e.geometry for e in entries if e.geometry is not None]
    for number, shape in enumerate(shapes):
        wanted[max(least, _tolerance(shape))].append(number)
    for tolerance, numbers in sorted(wanted.items()):
        simple = shapely.coverage_simplify(shapes, tolerance)
        chosen |= {entries[n].place_id: simple[n] for n in numbers}
    return chosen


def _alone(shape: BaseGeometry) -> BaseGeometry:
    if "Line" in shape.geom_type:
        return shapely.simplify(shape, LINES)
    return shapely.coverage_simplify([shape], _tolerance(shape))[0]


def _joined(shape: BaseGeometry, topology: Topology, *, whole: bool) -> BaseGeometry | None:
    found = tiled(shape, topology)
    if found is None or whole or circle_radius_km(shape) < WIDE_KM:
        return found
    return _alone(found)


def compile_areas(supplement: Supplement, topology: Topology) -> dict[str, BaseGeometry]:
    """Simplified shape of each entry that has an `area_id`, and of each composed region."""
    with_shape = [e for e in supplement.entries if e.area_id and e.geometry is not None]
    areas: dict[str, BaseGeometry] = {}
    for area_id, shape in supplement.composed.items():
        areas[area_id] = _joined(shape, topology, whole=False) or _alone(shape)
    for entry in with_shape:
        if entry.kind in TILED and entry.area_id not in areas:
            found = _joined(entry.geometry, topology, whole=entry.kind in TOGETHER)
            if found is not None:
                areas[entry.area_id] = found
    rest = [e for e in with_shape if e.area_id not in areas]
    for kind, least in TOGETHER.items():
        areas |= _parted([e for e in rest if e.kind == kind], least)
    return areas | {e.area_id: _alone(e.geometry) for e in rest if e.kind not in TOGETHER}


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add_arguments(parser)
    options = parser.parse_args()
    supplement = compile_entries(options.sources, options.packages)
    write_areas(compile_areas(supplement, build(options.sources)), options.out / "areas")
    print(Counter(e.kind for e in supplement.entries if e.area_id).most_common())
    for path in sorted((options.out / "areas").iterdir()):
        print(f"{path.stat().st_size / 1e6:8.2f} MB  {path}")
