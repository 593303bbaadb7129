"""Pack polygons so that one can be read without the others.

An area's numbers (quantised to 1/10,000 degree, each the difference from the one
before) are written as variable-length integers and deflated; the index holds
where each begins, and its bounds. geo/gazetteer/areas.py reads it.
"""

import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["INDEX", "SCALE", "bounds", "pack", "write_areas"]

SCALE = 10_000
INDEX = np.dtype(
    [
        ("id", "S56"),
        ("offset", "<u4"),
        ("length", "<u4"),
        ("south", "<f4"),
        ("west", "<f4"),
        ("north", "<f4"),
        ("east", "<f4"),
    ]
)


def _varints(values: list[int]) -> bytes:
    out = bytearray()
    for value in values:
        number = (value << 1) ^ (value >> 63)
        while number > 0x7F:
            out.append(number & 0x7F | 0x80)
            number >>= 7
        out.append(number)
    return bytes(out)


def pack(geometry: BaseGeometry) -> bytes:
    """Sort (0 polygons, 1 lines), parts, rings of each part, points of each ring, then the points' differences."""
    whole = shapely.set_precision(geometry, 1 / SCALE)  # keeps the shape valid, and drops what rounding leaves empty
    if whole.is_empty:  # an islet narrower than the grid
        whole = shapely.set_precision(geometry.buffer(2 / SCALE), 1 / SCALE)
    parts = [p for p in shapely.get_parts(whole) if p.geom_type in ("Polygon", "LineString") and not p.is_empty]
    lines = bool(parts) and parts[0].geom_type == "LineString"
    head = [int(lines), len(parts)]
    body: list[int] = []
    x = y = 0
    for part in parts:
        rings = [part] if lines else [part.exterior, *part.interiors]
        head.append(len(rings))
        for ring in rings:
            points = np.rint(np.array(ring.coords)[:, :2] * SCALE).astype(np.int64).tolist()
            kept = [points[0], *(b for a, b in pairwise(points) if a != b)]
            head.append(len(kept))
            for px, py in kept:
                body += [px - x, py - y]
                x, y = px, py
    return zlib.compress(_varints(head + body), 9)


def bounds(geometry: BaseGeometry) -> tuple[float, float, float, float]:
    """South, west, north, east; west > east where the shape is narrower across the 180th meridian."""
    west, south, east, north = geometry.bounds
    if east - west > 300:
        xs = shapely.get_coordinates(geometry)[:, 0]
        shifted = np.where(xs < 0, xs + 360, xs)
        if shifted.max() - shifted.min() < east - west - 1:
            west, east = float(shifted.min()), float(shifted.max()) - 360
    return south, west, north, east


def write_areas(areas: dict[str, BaseGeometry], folder: Path) -> None:
    """Write `areas.bin` and `index.npy`, sorted by identifier, with the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    index = np.zeros(len(areas), INDEX)
    blobs = bytearray()
    for row, area_id in enumerate(sorted(areas)):
        if len(area_id) > INDEX["id"].itemsize:
            raise ValueError(f"{area_id} is too long for the index")
        blob = pack(areas[area_id])
        index[row] = (area_id.encode(), len(blobs), len(blob), *bounds(areas[area_id]))
        blobs += blob
    (folder / "areas.bin").write_bytes(bytes(blobs))
    np.save(folder / "index.npy", index)
