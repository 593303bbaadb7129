"""Draw coasts, borders, province lines and outlines from one set of arcs, so that they end on one another.

The faces of `coverage` are cut into arcs and thinned once, each arc with the
finest tolerance that an area on either side asks for. Whatever is drawn near (the land,
the lines) and whatever is shaded (countries, provinces) is put together from these.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from sources.arcs import SEA, Arcs, cut
from sources.coverage import GRID, Coverage, cover
from sources.shapes import circle_radius_km
from sources.thinning import thin

__all__ = ["GRID", "Topology", "build"]

STEPS = ((3.0, 0.001), (25.0, 0.004), (80.0, 0.009), (250.0, 0.018), (800.0, 0.025), (1e9, 0.03))
"""Up to which radius of a division (kilometres) which tolerance (degrees: square root of the area lost at a point)."""

TOGETHER = {"KAB": "KAZ", "USG": "CUB"}
"""Leased land is drawn as part of the country that it lies in: Baikonur, Guantanamo."""


@dataclass(frozen=True)
class Topology:
    """Faces with their arcs; `lands` says under which country each is drawn, by Natural Earth's three letters."""

    coverage: Coverage
    arcs: Arcs
    faces: list[BaseGeometry]
    lands: list[str]
    middles: shapely.STRtree

    def within(self, shape: BaseGeometry) -> list[int]:
        """The faces that lie in a shape, by a point inside each."""
        found = self.middles.query(shape, predicate="contains")
        return sorted(found.tolist())

    def rings(self, faces: Iterable[int]) -> list[list[int]]:
        """The edge of faces taken together: rings of arcs (n, or ~n for backwards), land always on the same hand."""
        used = [arc for face in faces for polygon in self.arcs.rings[face] for ring in polygon for arc in ring]
        all_of_them = set(used)
        edge = [arc for arc in used if ~arc not in all_of_them]
        onward: dict[tuple[int, int], list[int]] = defaultdict(list)
        for arc in reversed(edge):
            onward[self._start(arc)].append(arc)
        rings = []
        for arc in edge:
            if arc not in onward[self._start(arc)]:
                continue
            onward[self._start(arc)].remove(arc)
            ring, begin, at = [arc], self._start(arc), self._start(~arc)
            while at != begin:
                ring.append(onward[at].pop())
                at = self._start(~ring[-1])
            rings.append(ring)
        return rings

    def chains(self, arcs: Collection[int]) -> list[list[int]]:
        """Arcs joined end to end wherever just two of them meet."""
        at: dict[tuple[int, int], list[int]] = defaultdict(list)
        for arc in arcs:
            at[self._start(arc)].append(arc)
            at[self._start(~arc)].append(~arc)
        free = dict.fromkeys(arcs)
        firsts = [a for held in at.values() if len(held) != 2 for a in held]
        chains = []
        for first in [*firsts, *arcs]:
            if max(first, ~first) not in free:
                continue
            chain, arc = [first], first
            del free[max(first, ~first)]
            while len(at[self._start(~arc)]) == 2:
                further = [a for a in at[self._start(~arc)] if max(a, ~a) in free]
                if not further:
                    break
                arc = further[0]
                del free[max(arc, ~arc)]
                chain.append(arc)
            chains.append(chain)
        return chains

    def line(self, arc: int) -> BaseGeometry:
        """An arc as a line in degrees."""
        return shapely.LineString(self.arcs.ring([arc], GRID))

    def lines(self) -> dict[tuple[str, str], list[int]]:
        """The arcs between two lands, or, where both are the same, between the divisions of one."""
        lines: dict[tuple[str, str], list[int]] = defaultdict(list)
        for arc, (a, b) in enumerate(self.arcs.sides):
            if a != SEA and self.coverage.owners[a] != self.coverage.owners[b]:
                one, other = sorted((self.lands[a], self.lands[b]))
                lines[one, other].append(arc)
        return lines

    def within_a_division(self, claims: Collection[str]) -> list[int]:
        """The arcs that part some of these contested lands from the rest of the division that they lie in."""
        found = []
        for arc, (a, b) in enumerate(self.arcs.sides):
            if a != SEA and self.coverage.owners[a] == self.coverage.owners[b]:
                one, other = (set(self.coverage.claims[side]) & set(claims) for side in (a, b))
                if one != other:
                    found.append(arc)
        return found

    def _start(self, arc: int) -> tuple[int, int]:
        line = self.arcs.lines[arc] if arc >= 0 else self.arcs.lines[~arc]
        x, y = line[0 if arc >= 0 else -1].tolist()
        return x, y


def _tolerance(radius: float) -> float:
    return next(tolerance for limit, tolerance in STEPS if radius <= limit)


@cache
def build(sources: Path) -> Topology:
    """Part the land, cut it into arcs, and thin them; half a minute."""
    coverage = cover(sources)
    whole = cut(coverage.faces, GRID)
    of_division = [_tolerance(circle_radius_km(d.geometry)) for d in coverage.divisions]
    of_face = [of_division[owner] for owner in coverage.owners]
    tolerances = [min(of_face[s] for s in sides if s != SEA) / GRID for sides in whole.sides]
    arcs = Arcs(thin(whole.lines, tolerances), whole.sides, whole.rings)
    faces = arcs.faces(GRID)
    if not shapely.is_valid(faces).all() or not shapely.coverage_is_valid(faces):
        raise ValueError("the thinned faces overlap or leave gaps")
    codes = [coverage.divisions[owner].text("adm0_a3") for owner in coverage.owners]
    middles = shapely.STRtree(shapely.point_on_surface(coverage.faces))
    return Topology(coverage, arcs, faces, [TOGETHER.get(code, code) for code in codes], middles)
