"""Take points out of arcs, the least missed first, and never let two lines touch that did not.

Visvalingam & Whyatt's measure: the area of the triangle that a point makes with
its neighbours. A point stays where another lies in that triangle: taking it out
would draw the line across the other.
"""

import heapq
from collections import Counter
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

__all__ = ["thin"]


def thin(lines: Sequence[NDArray[np.int64]], tolerances: Sequence[float]) -> list[NDArray[np.int64]]:
    """The lines with fewer points; a tolerance is the square root of the area that may be lost at a point.

    Tolerances in the lines' own unit. Ends stay, so that what met still meets.
    """
    ends = Counter(_ends(line) for line in lines)
    points = np.vstack(lines).astype(float)
    first = np.concatenate(([0], np.cumsum([len(line) for line in lines])))
    before, after = np.arange(len(points)) - 1, np.arange(len(points)) + 1
    limit = np.zeros(len(points))
    spare = np.zeros(len(points), np.int64)
    line_of = np.repeat(np.arange(len(lines)), np.diff(first))
    for n, line in enumerate(lines):
        limit[first[n] + 1 : first[n + 1] - 1] = tolerances[n] ** 2
        closed = bool((line[0] == line[-1]).all())
        least = 4 if closed else 3 if ends[_ends(line)] > 1 else 2
        spare[n] = len(line) - least
    tree = shapely.STRtree(shapely.points(points))
    alive = np.ones(len(points), bool)
    xs, ys = points[:, 0].tolist(), points[:, 1].tolist()
    prev, succ, limits, of = before.tolist(), after.tolist(), limit.tolist(), line_of.tolist()

    def area(p: int) -> float:
        a, c = prev[p], succ[p]
        return abs((xs[p] - xs[a]) * (ys[c] - ys[a]) - (xs[c] - xs[a]) * (ys[p] - ys[a])) / 2

    heap = [(area(p) / limits[p], p) for p in range(len(xs)) if limits[p] > 0]
    heapq.heapify(heap)
    while heap:
        cost, p = heapq.heappop(heap)
        if cost > 1:
            break
        if not alive[p] or spare[of[p]] <= 0 or cost != area(p) / limits[p]:
            continue
        a, c = prev[p], succ[p]
        corner = np.array([(xs[a], ys[a]), (xs[p], ys[p]), (xs[c], ys[c])])
        shape = shapely.polygons(corner) if cost > 0 else shapely.linestrings(corner)
        inside = tree.query(shape, predicate="intersects")
        own = ((points[inside, None] == corner[None]).all(axis=2)).any(axis=1)
        if (alive[inside] & ~own).any():
            continue
        alive[p] = False
        spare[of[p]] -= 1
        succ[a], prev[c] = c, a
        for q in (a, c):
            if limits[q] > 0:
                heapq.heappush(heap, (max(area(q) / limits[q], 0.0), q))
    return [line[alive[first[n] : first[n + 1]]] for n, line in enumerate(lines)]


def _ends(line: NDArray[np.int64]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    a, b = tuple(line[0].tolist()), tuple(line[-1].tolist())
    return (a, b) if a < b else (b, a)
