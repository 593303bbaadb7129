"""Compile the mountains that stand for themselves: Everest, Kilimanjaro, Etna."""

from pathlib import Path

from sources.entries import Entry, NameGiver
from sources.locator import Locator
from sources.names import usable
from sources.natural_earth import layer
from sources.shapes import inside
from sources.wording import in_full

__all__ = ["compile_summits"]

STEPS = ((0.04, 0.0), (-0.04, 0.0), (0.0, 0.04), (0.0, -0.04))
"""Degrees around a summit: where another country lies that near, the border runs over it."""

SUMMITS = {
    "Vesuvio": "Mount Vesuvius",
    "Paektu-san": "Mount Paektu",
    "Olympus": "Mount Olympus",
    "Krakatau": "Krakatoa",
    "Halla-san": "Mount Halla",
    "Unzen-dake": "Mount Unzen",
    "Galdhpiggen": "Galdhøpiggen",
    "Hvannadalshnkur": "Hvannadalshnúkur",
}
"""What English calls them."""


def compile_summits(sources: Path, locator: Locator, names: NameGiver) -> list[Entry]:
    """Mountains that stand for themselves: Everest, Kilimanjaro, Etna."""
    features = [
        f
        for f in layer(sources, "ne_10m_geography_regions_elevation_points")
        if f.text("featurecla") == "mountain" and f.text("name")
    ]
    places = locator.of_points([inside(f.geometry) for f in features], reach=0.1)
    around = [
        locator.of_points([(lat + a, lon + b) for a, b in STEPS]) for lat, lon in (inside(f.geometry) for f in features)
    ]
    entries = []
    for feature, (country, division), steps in zip(features, places, around, strict=True):
        name, _, second = in_full(feature.text("name").replace("Mt.", "Mt. ")).partition("/")
        name = SUMMITS.get(name, name)
        if " " not in name and "-" not in name and len(name) < 7:
            name = f"Mount {name}"
        other = in_full(second or feature.text("name_alt"))
        both = len({c for c, _ in steps if c} | {country}) > 1
        lat, lon = inside(feature.geometry)
        bare = name.removeprefix("Mount ")
        alternates = [other, f"Mt {bare}", f"Mt. {bare}"] if name != bare else [other, f"Mount {name}"]
        entries.append(
            Entry(
                names.give("mountain", name),
                name,
                "mountains",
                "T",
                "MT",
                lat,
                lon,
                "" if both else country,
                "" if both else division,
                radius_km=5.0,
                alternates=[n for n in alternates if usable(n)],
            )
        )
    return entries
