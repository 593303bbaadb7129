"""Part the land of the world into faces that meet edge to edge: Natural Earth's divisions, and pieces of them.

Natural Earth's 10m divisions cover all land, but neighbours were rounded apart:
their common border has gaps and overlaps of up to 300 m. Here every line is laid
on one grid and crossed with every other, and each sliver goes to the neighbour
that it shares most of its edge with. Contested lands (the Golan Heights, Kashmir) cut the
divisions that they lie in, so that they can be counted to either side.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sources.natural_earth import Feature, layer
from sources.shapes import area_km2

__all__ = ["ALWAYS", "GRID", "SLIVER", "Coverage", "contested_lands", "cover"]

GRID = 1e-4
"""Of all coordinates, in degrees: eleven metres."""

SLIVER = 0.003
"""Narrower than this (degrees, twice the area through the edge) is what rounding left, and no land of its own."""

LEAST_KM2 = 40.0
ALWAYS = frozenset({"B16", "B19", "B28"})
"""Lands that a country's outline counts in though Natural Earth draws them as another's: the Golan, Western Sahara."""

Key = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class Coverage:
    """Faces that tile the land; of each the number of its division, and the contested lands that it belongs to."""

    divisions: list[Feature]
    contested: list[Feature]
    faces: list[BaseGeometry]
    owners: list[int]
    claims: list[tuple[str, ...]]


def contested_lands(sources: Path) -> list[Feature]:
    """The contested lands that are large enough to be drawn, and those that change a country's outline."""
    kept = []
    for land in layer(sources, "ne_10m_admin_0_disputed_areas"):
        drawn = area_km2(land.geometry) >= LEAST_KM2 and land.text("TYPE") not in ("Dependency", "Lease")
        if land.text("BRK_A3") in ALWAYS or (drawn and land.text("BRK_A3") != "B51"):
            kept.append(land)
    return kept


def cover(sources: Path) -> Coverage:
    """Make the faces, in the order of Natural Earth's divisions."""
    divisions = layer(sources, "ne_10m_admin_1_states_provinces")
    contested = contested_lands(sources)
    pieces = _pieces([d.geometry for d in divisions], [c.geometry for c in contested])
    keys = _settled(pieces, divisions, contested)
    groups: dict[Key, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        if key is not None:
            groups[key].append(number)
    ordered = sorted(groups)
    faces = [shapely.normalize(shapely.coverage_union_all(pieces[groups[key]])) for key in ordered]
    return Coverage(divisions, contested, faces, [k[0] for k in ordered], [k[1] for k in ordered])


def _pieces(divisions: list[BaseGeometry], contested: list[BaseGeometry]) -> NDArray[np.object_]:
    """All that the lines enclose, once every line is crossed with every other."""
    drawn = shapely.boundary(divisions)
    tree = shapely.STRtree(drawn)
    laid = []
    for edge in shapely.boundary(contested):
        near = shapely.multilinestrings(shapely.get_parts(drawn[tree.query(edge.buffer(SLIVER))]).tolist())
        laid.append(shapely.snap(edge, near, SLIVER))
    lines = shapely.get_parts(shapely.union_all([*shapely.get_parts(drawn), *laid], grid_size=GRID))
    return np.asarray(shapely.get_parts(shapely.polygonize(lines.tolist())))


def _lengths(pieces: NDArray[np.object_]) -> dict[int, dict[int, float]]:
    """How long an edge each piece has in common with which other."""
    rings, of_piece = shapely.get_rings(pieces, return_index=True)
    points, of_ring = shapely.get_coordinates(rings, return_index=True)
    whole = np.rint(points / GRID).astype(np.int64)
    same = of_ring[1:] == of_ring[:-1]
    start, end, piece = whole[:-1][same], whole[1:][same], of_piece[of_ring[1:][same]]
    swapped = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    edges = np.where(swapped[:, None], np.hstack([end, start]), np.hstack([start, end]))
    order = np.lexsort(edges.T)
    edges, piece = edges[order], piece[order]
    twice = np.flatnonzero((edges[1:] == edges[:-1]).all(axis=1))
    length = np.hypot(*(edges[twice, :2] - edges[twice, 2:]).T.astype(float)) * GRID
    shared: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for a, b, long in zip(piece[twice].tolist(), piece[twice + 1].tolist(), length.tolist(), strict=True):
        shared[a][b] += long
        shared[b][a] += long
    return shared


def _holders(pieces: NDArray[np.object_], lands: list[Feature]) -> list[list[int]]:
    """The lands that each piece lies in."""
    held: list[list[int]] = [[] for _ in pieces]
    tree = shapely.STRtree([land.geometry for land in lands])
    for piece, land in zip(*tree.query(shapely.point_on_surface(pieces), predicate="within").tolist(), strict=True):
        held[piece].append(land)
    return [sorted(h) for h in held]


def _settled(pieces: NDArray[np.object_], divisions: list[Feature], contested: list[Feature]) -> list[Key | None]:
    """Whose each piece is: its division and contested lands; None for the Caspian Sea."""
    owners, disputes = _holders(pieces, divisions), _holders(pieces, contested)
    area, thin = shapely.area(pieces), 2 * shapely.area(pieces) / shapely.length(pieces) < SLIVER
    claims = [tuple(sorted({contested[d].text("BRK_A3") for d in ds})) for ds in disputes]
    size = shapely.area([d.geometry for d in divisions])
    alone = {held[0] for held in owners if len(held) == 1}
    largest: dict[int, int] = {}
    keys: list[Key | None] = []
    for number, held in enumerate(owners):
        if len(held) > 1 and (not thin[number] or set(held) - alone):  # the Vatican lies in Lazio, Lazio has no hole
            owners[number] = [min(set(held) - alone or held, key=lambda h: size[h])]
        owner = owners[number][0] if len(owners[number]) == 1 else None
        keys.append(None if owner is None else (owner, claims[number]))
        if owner is not None and (owner not in largest or area[number] > area[largest[owner]]):
            largest[owner] = number
    shared = _lengths(pieces)
    open_ = []
    for number, key in enumerate(keys):
        if (key is None and thin[number]) or len(owners[number]) > 1:
            open_.append(number)
        elif key is not None and thin[number] and largest[key[0]] != number and shared.get(number):
            keys[number] = None
            open_.append(number)
    while open_:
        found = {n: key for n in open_ if (key := _longest(shared.get(n, {}), keys)) is not None}
        if not found:
            break
        for number, key in found.items():
            keys[number] = key
        open_ = [n for n in open_ if n not in found]
    for number in open_:
        if owners[number]:
            keys[number] = (owners[number][0], claims[number])
    return keys


def _longest(shared: dict[int, float], keys: list[Key | None]) -> Key | None:
    by_key: dict[Key, float] = defaultdict(float)
    for other, length in shared.items():
        key = keys[other]
        if key is not None:
            by_key[key] += length
    return min(by_key, key=lambda k: (-by_key[k], k)) if by_key else None
