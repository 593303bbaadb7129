"""Cut the edges of a coverage at the points where they meet, so that each stretch is kept once, whoever shares it.

An arc runs from one meeting point to the next, or all around an island; it knows
the face on either side (-1 for the sea).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["SEA", "Arcs", "cut"]

SEA = -1
Point = tuple[int, int]


@dataclass
class Arcs:
    """Arcs as rows of whole numbers (longitude, latitude, in steps of the grid), and the rings that they make up.

    `sides` holds for each arc its two faces, the smaller number first. `rings`
    holds for each face its polygons, of each its rings (the outer one first), of
    each its arcs: n, or ~n where the arc is run through backwards.
    """

    lines: list[NDArray[np.int64]]
    sides: list[tuple[int, int]]
    rings: list[list[list[list[int]]]]

    def faces(self, grid: float) -> list[BaseGeometry]:
        """The faces, put together again."""
        return [_polygons([[self.ring(ring, grid) for ring in polygon] for polygon in face]) for face in self.rings]

    def ring(self, arcs: Sequence[int], grid: float) -> NDArray[np.float64]:
        """The points of a ring."""
        pieces = [self.lines[a] if a >= 0 else self.lines[~a][::-1] for a in arcs]
        whole = np.vstack([pieces[0], *(p[1:] for p in pieces[1:])])
        return np.round(whole * grid, 6)


def _polygons(face: list[list[NDArray[np.float64]]]) -> BaseGeometry:
    parts = [shapely.Polygon(rings[0], rings[1:]) for rings in face]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def cut(faces: Sequence[BaseGeometry], grid: float) -> Arcs:
    """The arcs of faces that meet edge to edge, all of whose points lie on the grid."""
    rings = [
        [[_whole(r, grid) for r in (part.exterior, *part.interiors)] for part in shapely.get_parts(face)]
        for face in faces
    ]
    meeting = _meeting_points(ring for face in rings for polygon in face for ring in polygon)
    known: dict[tuple[Point, ...], int] = {}
    lines: list[tuple[Point, ...]] = []
    held: list[list[int]] = []
    refs: list[list[list[list[int]]]] = []
    for number, face in enumerate(rings):
        refs.append([])
        for polygon in face:
            refs[-1].append([])
            for ring in polygon:
                refs[-1][-1].append([])
                for arc in _split(ring, meeting):
                    backwards = arc[::-1]
                    place = known.get(arc)
                    if place is None and backwards in known:
                        place = known[backwards]
                        refs[-1][-1][-1].append(~place)
                    else:
                        if place is None:
                            place = known[arc] = len(lines)
                            lines.append(arc)
                            held.append([])
                        refs[-1][-1][-1].append(place)
                    held[place].append(number)
    sides = [(h[0], h[1]) if len(h) == 2 else (SEA, h[0]) for h in held]
    return Arcs([np.array(line, np.int64) for line in lines], [(min(s), max(s)) for s in sides], refs)


def _whole(ring: BaseGeometry, grid: float) -> list[Point]:
    points = np.rint(shapely.get_coordinates(ring) / grid).astype(np.int64).tolist()
    return [(x, y) for x, y in points]


def _meeting_points(rings: Iterator[list[Point]]) -> set[Point]:
    """Points from which more than two edges go out."""
    beside: dict[Point, set[Point]] = {}
    for ring in rings:
        for a, b in pairwise(ring):
            beside.setdefault(a, set()).add(b)
            beside.setdefault(b, set()).add(a)
    return {point for point, others in beside.items() if len(others) > 2}


def _split(ring: list[Point], meeting: set[Point]) -> Iterator[tuple[Point, ...]]:
    """The arcs of a ring; one that meets no other begins at its smallest point, and the same way around for both."""
    open_ = ring[:-1]
    starts = [n for n, point in enumerate(open_) if point in meeting]
    if not starts:
        first = min(range(len(open_)), key=open_.__getitem__)
        turned = open_[first:] + open_[:first]
        yield (*turned, turned[0])
        return
    turned = open_[starts[0] :] + open_[: starts[0]] + [open_[starts[0]]]
    at = 0
    for n in range(1, len(turned)):
        if turned[n] in meeting:
            yield tuple(turned[at : n + 1])
            at = n
