"""Know the outline of a country, a province, a sea or a river, so that it is drawn as an area and not as a pin.

Outlines are Natural Earth's, simplified, one deflated blob each in
`geo/data/areas/areas.bin`; `index.npy` says where each begins. Opening reads
nothing but the index; an outline is read when it is asked for. How the files are
made: scripts/sources/area_files.py; why: docs/decisions/0003-supplement-and-areas.md
"""

import json
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import GazetteerError
from geo.records import Bounds

__all__ = ["Areas"]

FOLDER = Path(__file__).resolve().parent.parent / "data" / "areas"
SCALE = 10_000
KEPT = 256
"""Outlines that stay decoded."""


class Areas:
    """The outlines of areas by `area_id`; read-only, safe to share between threads."""

    def __init__(self, index: NDArray[np.void], blobs: NDArray[np.uint8]) -> None:
        self._index = index
        self._blobs = blobs
        self._ids = index["id"]
        self._shape = lru_cache(maxsize=KEPT)(self._read)

    @classmethod
    def open(cls, folder: Path = FOLDER) -> Self:
        """Open the outlines that ship with Dateline, in milliseconds.

        Raises GazetteerError where the files are missing or broken.
        """
        try:
            index = np.load(folder / "index.npy", allow_pickle=False)
            blobs = np.memmap(folder / "areas.bin", dtype=np.uint8, mode="r")
            whole = len(index) > 0 and int(index["offset"][-1]) + int(index["length"][-1]) == len(blobs)
        except (OSError, ValueError, IndexError) as error:
            raise GazetteerError(f"The outlines of areas in {folder} can't be read: reinstall Dateline.") from error
        if not whole:
            raise GazetteerError(f"The outlines of areas in {folder} are incomplete: reinstall Dateline.")
        return cls(index, blobs)

    def __len__(self) -> int:
        """How many areas there are."""
        return len(self._index)

    def __contains__(self, area_id: object) -> bool:
        """Whether there is an outline of that area."""
        return isinstance(area_id, str) and self._row(area_id) >= 0

    def __iter__(self) -> Iterator[str]:
        """The area_ids, sorted."""
        return (bytes(i).decode() for i in self._ids)

    def get(self, area_id: str) -> dict[str, Any] | None:
        """A GeoJSON geometry (longitude first, four decimals), or None where no outline is known."""
        row = self._row(area_id)
        return None if row < 0 else _geojson(self._shape(row))

    def shape(self, area_id: str) -> shapely.Geometry | None:
        """The outline itself (x east, y north, in degrees; shared: not to be changed), or None where none is known."""
        row = self._row(area_id)
        return None if row < 0 else self._shape(row)

    def contains(self, area_id: str, lat: float, lon: float) -> bool:
        """Whether a point lies in the area; False for rivers, which are lines, and for unknown areas."""
        row = self._row(area_id)
        if row < 0 or not _within(self._bounds(row), lat, lon):
            return False
        return bool(shapely.contains_xy(self._shape(row), lon, lat))

    def bounds(self, area_id: str) -> Bounds | None:
        """The area's bounding box, or None; `west` > `east` where it crosses the 180th meridian."""
        row = self._row(area_id)
        return None if row < 0 else self._bounds(row)

    def _row(self, area_id: str) -> int:
        key = area_id.encode()
        row = int(np.searchsorted(self._ids, np.bytes_(key)))
        return row if row < len(self._ids) and bytes(self._ids[row]) == key else -1

    def _bounds(self, row: int) -> Bounds:
        found = self._index[row]
        south, west, north, east = (float(found[side]) for side in ("south", "west", "north", "east"))
        return Bounds(south, west, north, east)

    def _read(self, row: int) -> shapely.Geometry:
        start, length = int(self._index["offset"][row]), int(self._index["length"][row])
        try:
            shape = _unpack(zlib.decompress(self._blobs[start : start + length].tobytes()))
        except (zlib.error, ValueError, IndexError) as error:
            raise GazetteerError("The outlines of areas are broken: reinstall Dateline.") from error
        shapely.prepare(shape)
        return shape


def _within(box: Bounds, lat: float, lon: float) -> bool:
    slack = 1e-4  # the index keeps single precision
    if not box.south - slack <= lat <= box.north + slack:
        return False
    if box.west <= box.east:
        return box.west - slack <= lon <= box.east + slack
    return lon >= box.west - slack or lon <= box.east + slack


def _integers(raw: bytes) -> NDArray[np.int64]:
    """Undo variable-length, zigzag integers: seven bits a byte, the eighth says that more follows."""
    octets = np.frombuffer(raw, np.uint8).astype(np.int64)
    last = octets < 0x80
    starts = np.concatenate(([0], np.flatnonzero(last)[:-1] + 1))
    place = np.arange(len(octets)) - np.repeat(starts, np.diff(np.append(starts, len(octets))))
    numbers = np.add.reduceat((octets & 0x7F) << (7 * place), starts)
    return np.asarray((numbers >> 1) ^ -(numbers & 1), np.int64)


def _unpack(raw: bytes) -> shapely.Geometry:
    numbers = _integers(raw)
    is_line, parts = int(numbers[0]), int(numbers[1])
    rings: list[int] = []
    sizes: list[int] = []
    at = 2
    for _ in range(parts):
        count = int(numbers[at])
        rings.append(count)
        sizes += numbers[at + 1 : at + 1 + count].tolist()
        at += 1 + count
    points = np.cumsum(numbers[at:].reshape(-1, 2), axis=0) / SCALE
    ends = np.cumsum(sizes)
    if int(ends[-1]) != len(points):
        raise ValueError("an outline's points do not add up")
    pieces = [points[e - s : e] for s, e in zip(sizes, ends.tolist(), strict=True)]
    if is_line:
        return shapely.MultiLineString(pieces)
    polygons: list[shapely.Polygon] = []
    first = 0
    for count in rings:
        shell, *holes = pieces[first : first + count]
        polygons.append(shapely.Polygon(shell, holes))
        first += count
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _geojson(shape: shapely.Geometry) -> dict[str, Any]:
    raw = json.loads(shapely.to_geojson(shape))
    return {"type": raw["type"], "coordinates": raw["coordinates"]}
