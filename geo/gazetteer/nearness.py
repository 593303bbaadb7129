"""Find what lies nearest to a point on the globe, also across the poles and the date line.

Places are sorted into cells of half a degree; a query reads the cells within a circle, and widens it until
the nearest are surely among them.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["GRID_LATS", "GRID_LONS", "NearIndex", "distances_km", "grid"]

_CELL = 0.5
GRID_LATS = int(180 / _CELL)
GRID_LONS = int(360 / _CELL)
_EARTH_KM = 6371.0088
_KM_PER_DEGREE = math.pi * _EARTH_KM / 180


def grid(lat: NDArray[np.float32], lon: NDArray[np.float32]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Where each cell's places begin (GRID_LATS · GRID_LONS + 1), and all rows in cells' order.

    A place without coordinates (NaN) is in no cell.
    """
    known = np.flatnonzero(np.isfinite(lat) & np.isfinite(lon)).astype(np.int32)
    band = np.clip(((lat[known].astype(np.float64) + 90) / _CELL).astype(np.int64), 0, GRID_LATS - 1)
    column = ((lon[known].astype(np.float64) + 180) / _CELL).astype(np.int64) % GRID_LONS
    cell = band * GRID_LONS + column
    counts = np.bincount(cell, minlength=GRID_LATS * GRID_LONS)
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)
    return starts, known[np.argsort(cell, kind="stable")]


def distances_km(lat: float, lon: float, lats: NDArray[Any], lons: NDArray[Any]) -> NDArray[np.float64]:
    """Great-circle distances from one point to many, in kilometres (haversine, mean radius)."""
    phi, phis = math.radians(lat), np.radians(lats.astype(np.float64))
    half_lon = np.radians(lons.astype(np.float64) - lon) / 2
    a = np.sin((phis - phi) / 2) ** 2 + math.cos(phi) * np.cos(phis) * np.sin(half_lon) ** 2
    answer: NDArray[np.float64] = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(a, 0, 1)))
    return answer


class NearIndex:
    """The grid over the index's columns; all arrays are shared, none is copied."""

    def __init__(
        self, starts: NDArray[np.uint32], rows: NDArray[np.int32], lat: NDArray[np.float32], lon: NDArray[np.float32]
    ) -> None:
        self._starts = starts
        self._rows = rows
        self._lat = lat
        self._lon = lon

    def nearest(
        self,
        lat: float,
        lon: float,
        *,
        count: int,
        max_km: float,
        wanted: NDArray[np.bool_] | None = None,
        kind: NDArray[np.uint8] | None = None,
    ) -> list[tuple[int, float]]:
        """Rows with their distances in kilometres, nearest first; only kinds for which `wanted[kind]` holds."""
        radius = min(_KM_PER_DEGREE * _CELL, max_km)
        while True:
            rows = self._within(lat, lon, radius)
            if wanted is not None and kind is not None:
                rows = rows[wanted[kind[rows]]]
            far = distances_km(lat, lon, self._lat[rows], self._lon[rows])
            sure = far <= radius
            if int(np.count_nonzero(sure)) >= count or radius >= max_km or radius >= math.pi * _EARTH_KM:
                rows, far = rows[sure], far[sure]
                order = np.argsort(far, kind="stable")[:count]
                return [(int(rows[i]), float(far[i])) for i in order]
            radius = min(radius * 3, max_km)

    def _within(self, lat: float, lon: float, radius: float) -> NDArray[np.int32]:
        """Rows of all cells that a circle touches, and some more."""
        degrees = radius / _KM_PER_DEGREE + 1e-4  # columns hold 32-bit floats
        south, north = max(lat - degrees, -90.0), min(lat + degrees, 90.0)
        first = min(int((south + 90) / _CELL), GRID_LATS - 1)
        last = min(int((north + 90) / _CELL), GRID_LATS - 1)
        if south <= -90 or north >= 90:
            width = 180.0
        else:
            ratio = math.sin(math.radians(min(degrees, 90))) / math.cos(math.radians(lat))
            width = 180.0 if ratio >= 1 or degrees >= 90 else math.degrees(math.asin(ratio))
        slices = []
        for band in range(first, last + 1):
            for west, east in _columns(lon, width):
                start, end = self._starts[band * GRID_LONS + west], self._starts[band * GRID_LONS + east + 1]
                if end > start:
                    slices.append(self._rows[start:end])
        return np.concatenate(slices) if slices else np.empty(0, np.int32)


def _columns(lon: float, width: float) -> list[tuple[int, int]]:
    """The grid's columns from `lon - width` to `lon + width`, as one or two ranges, ends included."""
    if width >= 180 - _CELL:
        return [(0, GRID_LONS - 1)]
    west = math.floor((lon - width + 180) / _CELL) % GRID_LONS
    east = math.floor((lon + width + 180) / _CELL) % GRID_LONS
    return [(west, east)] if west <= east else [(west, GRID_LONS - 1), (0, east)]
