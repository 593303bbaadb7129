"""Gather spots that would overlap on the screen into clusters, so that any number of places can be shown.

A grid in the pixels of the Web Mercator map at the zoom that is shown, anchored to the world (a pan doesn't reshuffle
it); then clusters that would still touch are joined, larger ones first. Pure NumPy. Nothing is lost: the reports of
the clusters add up to those of the spots in the view.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.records import Bounds

__all__ = ["Clusters", "cluster", "in_bounds", "mercator", "unproject"]

_CELL = 52.0
_WORLD = 256.0
_MAX_LAT = 85.0511287798
_FLOATS = NDArray[np.float64]
_INTS = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Clusters:
    """One row a cluster, most reports first.

    `lat`, `lon` (degrees) are the mean of its spots, weighted by reports; `reports` and `spots` count what is in it;
    `south, west, north, east` bound its spots (degrees; not across the 180th meridian); `label[i]` is the cluster
    of spot i, −1 where it lies outside the view; `first` is the spot with the most reports.
    """

    lat: _FLOATS
    lon: _FLOATS
    reports: _INTS
    spots: _INTS
    south: _FLOATS
    west: _FLOATS
    north: _FLOATS
    east: _FLOATS
    first: _INTS
    label: _INTS

    def __len__(self) -> int:
        """How many clusters."""
        return len(self.reports)


def mercator(lat: _FLOATS, lon: _FLOATS) -> tuple[_FLOATS, _FLOATS]:
    """Degrees to the unit square: x grows east from the 180th meridian, y grows south; poles are held at the edge."""
    phi = np.radians(np.clip(lat, -_MAX_LAT, _MAX_LAT))
    x = np.mod(np.asarray(lon, dtype=np.float64) + 180.0, 360.0) / 360.0
    y = 0.5 - np.log(np.tan(np.pi / 4 + phi / 2)) / (2 * np.pi)
    return x, np.clip(y, 0.0, 1.0)


def unproject(x: _FLOATS, y: _FLOATS) -> tuple[_FLOATS, _FLOATS]:
    """The unit square back to degrees (lat, lon)."""
    lat = np.degrees(2 * np.arctan(np.exp((0.5 - y) * 2 * np.pi)) - np.pi / 2)
    return lat, x * 360.0 - 180.0


def in_bounds(lat: _FLOATS, lon: _FLOATS, bounds: Bounds) -> NDArray[np.bool_]:
    """Which points lie within the bounds, also where those cross the 180th meridian."""
    inside = (lat >= bounds.south) & (lat <= bounds.north)
    if bounds.east - bounds.west >= 360.0:
        return inside
    west, east = (bounds.west + 180.0) % 360.0 - 180.0, (bounds.east + 180.0) % 360.0 - 180.0
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return inside & across


def cluster(
    lat: _FLOATS, lon: _FLOATS, reports: _INTS, *, zoom: float, bounds: Bounds | None = None, limit: int = 500
) -> Clusters:
    """Cluster spots for a view; at most `limit` clusters, by coarser cells where there would be more.

    `lat`, `lon` in degrees and `reports` (≥ 1) are parallel; `bounds` leaves out what lies outside.
    """
    at = np.flatnonzero(in_bounds(lat, lon, bounds)) if bounds is not None else np.arange(len(lat))
    seen_lat, seen_lon = np.asarray(lat, dtype=np.float64)[at], np.asarray(lon, dtype=np.float64)[at]
    x, y = mercator(seen_lat, seen_lon)
    weight = np.asarray(reports, dtype=np.int64)[at]
    scale = _WORLD * 2.0**zoom
    cell = _CELL
    group = _grid(x, y, scale / cell)
    while group.size and group.max() >= limit:
        cell *= 1.5
        group = _grid(x, y, scale / cell)
    group = group[:0] if not group.size else _joined(x, y, weight, group, scale)[group]
    return _described(_Seen(at, seen_lat, seen_lon, x, y, weight), group, len(lat))


class _Seen(NamedTuple):
    """The spots in the view: their numbers among all, degrees, the unit square, and reports."""

    at: _INTS
    lat: _FLOATS
    lon: _FLOATS
    x: _FLOATS
    y: _FLOATS
    weight: _INTS


def _grid(x: _FLOATS, y: _FLOATS, cells: float) -> _INTS:
    """The number of each spot's occupied cell, 0…n−1."""
    column, row = np.floor(x * cells).astype(np.int64), np.floor(y * cells).astype(np.int64)
    _, group = np.unique(column * (int(cells) + 2) + row, return_inverse=True)
    return np.asarray(group, dtype=np.int64)


def _joined(x: _FLOATS, y: _FLOATS, weight: _INTS, group: _INTS, scale: float) -> _INTS:
    """For each cell the cluster it goes into: larger ones take in those whose circles would cover theirs."""
    total = np.bincount(group, weights=weight)
    at_x = np.bincount(group, weights=weight * x) / total * scale
    at_y = np.bincount(group, weights=weight * y) / total * scale
    radius = np.minimum(24.0, 4 + 2.5 * np.log2(total + 1))
    into = np.full(len(total), -1, dtype=np.int64)
    for i in np.argsort(-total, kind="stable"):
        if into[i] >= 0:
            continue
        near = (np.hypot(at_x - at_x[i], at_y - at_y[i]) < 0.8 * (radius + radius[i])) & (into < 0)
        into[near] = i
    _, dense = np.unique(into, return_inverse=True)
    return np.asarray(dense, dtype=np.int64)


def _described(seen: _Seen, group: _INTS, spots_in_all: int) -> Clusters:
    count = int(group.max()) + 1 if group.size else 0
    total = np.bincount(group, weights=seen.weight, minlength=count)
    safe = np.maximum(total, 1)
    middle_lat, middle_lon = unproject(
        np.bincount(group, weights=seen.weight * seen.x, minlength=count) / safe,
        np.bincount(group, weights=seen.weight * seen.y, minlength=count) / safe,
    )
    south, west, north, east = (np.full(count, fill) for fill in (90.0, 180.0, -90.0, -180.0))
    np.minimum.at(south, group, seen.lat)
    np.minimum.at(west, group, seen.lon)
    np.maximum.at(north, group, seen.lat)
    np.maximum.at(east, group, seen.lon)
    by_weight = np.argsort(seen.weight, kind="stable")
    most = np.zeros(count, dtype=np.int64)
    most[group[by_weight]] = by_weight
    spots = np.bincount(group, minlength=count)
    alone = spots == 1
    middle_lat[alone], middle_lon[alone] = seen.lat[most[alone]], seen.lon[most[alone]]
    order = np.argsort(-total, kind="stable")
    rank = np.empty(count, dtype=np.int64)
    rank[order] = np.arange(count)
    label = np.full(spots_in_all, -1, dtype=np.int64)
    label[seen.at] = rank[group]
    return Clusters(
        lat=middle_lat[order],
        lon=middle_lon[order],
        reports=total[order].astype(np.int64),
        spots=spots[order].astype(np.int64),
        south=south[order],
        west=west[order],
        north=north[order],
        east=east[order],
        first=seen.at[most[order]],
        label=label,
    )
