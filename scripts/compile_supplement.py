"""Compile the supplement of the gazetteer: every place that is no town.

    python scripts/compile_supplement.py [--sources ../shared/data] [--packages build/packages] [--out geo/data]

Countries, provinces, districts, continents, seas, rivers, islands, airports…,
written to geo/data/supplement.tsv.gz. The same sources give the same bytes.
"""

from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry.base import BaseGeometry
from sources import division_shapes, inland_waters
from sources.airfields import compile_airfields
from sources.composed import compose
from sources.contested import compile_contested
from sources.countries import compile_countries
from sources.country_shapes import country_shapes
from sources.districts import compile_districts
from sources.divisions import compile_divisions, compile_former
from sources.entries import Entry, NameGiver, write
from sources.folders import add_arguments
from sources.lands import compile_lands
from sources.locator import Locator
from sources.names import fold
from sources.regions import compile_regions
from sources.seas import compile_seas
from sources.summits import compile_summits

__all__ = ["Supplement", "compile_entries"]

POINTS = frozenset({"site", "airport", "airbase"})
"""Kinds that are drawn as a spot: they keep no shape."""


@dataclass(frozen=True)
class Supplement:
    """Every place with its shape where one is known; shapes of composed regions; counts of how they were found."""

    entries: list[Entry]
    composed: dict[str, BaseGeometry]
    counts: dict[str, int]


def compile_entries(sources: Path, packages: Path) -> Supplement:
    """Find every place of the supplement."""
    names = NameGiver()
    shapes = division_shapes.match(sources, packages)
    locator = Locator(shapes)
    countries = compile_countries(sources, packages)
    taken = frozenset(fold(n) for e in countries for n in (e.name, *e.alternates))
    divisions, division_counts = compile_divisions(sources, packages, shapes, taken)
    districts, district_counts = compile_districts(sources, packages, shapes)
    contested = compile_contested(sources, names)
    regions = compile_regions(sources, packages, districts, [*divisions, *contested])
    parts = [
        countries,
        divisions,
        compile_former(sources, packages, shapes),
        districts,
        contested,
        regions,
        compile_seas(sources, locator, names),
        compile_lands(sources, locator, names, [*countries, *contested, *regions], divisions),
        compile_summits(sources, locator, names),
        inland_waters.compile_rivers(sources, locator, names),
        inland_waters.compile_lakes(sources, locator, names),
        compile_airfields(packages, locator),
    ]
    entries: dict[str, Entry] = {}
    for entry in (e for part in parts for e in part):
        entries.setdefault(entry.place_id, entry)
    outlines = country_shapes(sources, shapes)
    for entry in entries.values():
        if entry.kind == "country":
            entry.geometry = outlines.get(entry.country)
    composed = compose(entries)
    for entry in entries.values():
        if entry.geometry is not None and entry.kind not in POINTS:
            entry.area_id = entry.place_id
    counts = {f"admin1 {k}": v for k, v in division_counts.items()} | {
        f"admin2 {k}": v for k, v in district_counts.items()
    }
    return Supplement(list(entries.values()), composed, {**shapes.report, **counts})


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add_arguments(parser)
    options = parser.parse_args()
    supplement = compile_entries(options.sources, options.packages)
    path = options.out / "supplement.tsv.gz"
    print(f"{write(supplement.entries, path)} places, {path.stat().st_size / 1e6:.2f} MB: {path}")
    for label, number in [
        *Counter(e.kind for e in supplement.entries).most_common(),
        *sorted(supplement.counts.items()),
    ]:
        print(f"{number:7} {label}")
