"""Hand the browser the outline of an area: by an address that it asks once, so that a pan carries no polygons."""

import json
from dataclasses import dataclass
from pathlib import Path

from geo.errors import GazetteerError
from geo.gazetteer.areas import Areas
from geo.records import Bounds
from geo.view.assets import STATIC, write_outline

__all__ = ["Outline", "Outlines"]


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the map's frame finds an area's polygon (GeoJSON), and the box around it."""

    address: str
    bounds: Bounds


class Outlines:
    """The outlines that were asked for; safe to share: the worst that two threads can do is the same work twice."""

    def __init__(self, areas: Areas | None, folder: Path = STATIC) -> None:
        self._areas = areas
        self._folder = folder
        self._known: dict[str, Outline | None] = {}

    def find(self, area_id: str) -> Outline | None:
        """The outline of an area, or None where none is known or it can't be read: it is then drawn as a circle."""
        if area_id not in self._known:
            self._known[area_id] = self._made(area_id)
        return self._known[area_id]

    def _made(self, area_id: str) -> Outline | None:
        if self._areas is None or not area_id:
            return None
        try:
            geometry, bounds = self._areas.get(area_id), self._areas.bounds(area_id)
        except GazetteerError:
            return None
        if geometry is None or bounds is None:
            return None
        address = write_outline(self._folder, area_id, json.dumps(geometry, separators=(",", ":")))
        return Outline(address, bounds) if address else None
