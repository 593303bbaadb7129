"""Draw the Middle East, Donbas or Darfur as the union of the countries and provinces that they are made of."""

from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from sources.country_shapes import closed
from sources.entries import Entry
from sources.shapes import circle_radius_km

__all__ = ["compose"]


def _table() -> dict[str, list[str]]:
    lines = (Path(__file__).parent / "composed_areas.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {place_id: members.split() for place_id, members in pairs}


def compose(entries: dict[str, Entry]) -> dict[str, BaseGeometry]:
    """Give each composed region of `entries` its shape and radius; returns the shapes of all, curated ones too.

    Raises ValueError where a member is unknown or has no shape of its own.
    """
    members: dict[str, BaseGeometry] = {}
    for entry in entries.values():
        if entry.geometry is None:
            continue
        members[entry.place_id] = entry.geometry
        if entry.kind == "country":
            members[entry.country] = entry.geometry
        elif entry.kind == "admin1":
            members[entry.admin1] = entry.geometry
    without = {e.admin1 for e in entries.values() if e.kind == "admin1" and e.geometry is None}
    composed: dict[str, BaseGeometry] = {}
    for place_id, parts in _table().items():
        unknown = [p for p in parts if p not in members and p not in without]
        if unknown:
            raise ValueError(f"composed_areas.tsv: {place_id} has unknown members {unknown}")
        shape = closed(shapely.union_all([members[p] for p in parts if p in members]))
        composed[place_id] = shape
        entry = entries.get(place_id)
        if entry:
            entry.geometry, entry.radius_km = shape, circle_radius_km(shape)
    return composed
