"""Read a layer of Natural Earth (public domain): countries, seas, rivers, lakes, regions.

Each feature keeps Natural Earth's own properties; geometries are shapely's, in
degrees, longitude first.
"""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

__all__ = ["Feature", "layer"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map: its properties and its shape."""

    properties: dict[str, Any]
    geometry: BaseGeometry

    def text(self, name: str) -> str:
        """A property as text without stray blanks; "" where Natural Earth says nothing."""
        value = self.properties.get(name)
        return "" if value in (None, "-99") else " ".join(str(value).split())


def layer(sources: Path, name: str) -> list[Feature]:
    """All features of one layer, such as `ne_50m_lakes`, in the file's order, with valid geometries."""
    with gzip.open(sources / "natural-earth" / f"{name}.json.gz") as stream:
        raw = json.load(stream)["features"]
    return [Feature(f["properties"], _valid(shape(f["geometry"]))) for f in raw if f["geometry"]]


def _valid(geometry: BaseGeometry) -> BaseGeometry:
    if geometry.is_valid:
        return geometry
    parts = shapely.get_parts(shapely.make_valid(geometry))
    if geometry.geom_type.endswith("Polygon"):
        return shapely.union_all([p for p in parts if p.geom_type.endswith("Polygon")])
    return shapely.union_all(parts)
