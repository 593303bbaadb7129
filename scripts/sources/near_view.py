"""Lay out the near view of the map: land, contested lands, borders and province lines, all from the same arcs.

One file, because the lines share their points. `arcs` holds each stretch once, as
whole numbers on a grid: longitude and latitude of its first point, then the steps to each next one. Land and lines
name arcs by number; ~n is arc n backwards.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sources.contested_lines import is_contested
from sources.coverage import ALWAYS
from sources.drawn_lands import drawn_lands
from sources.natural_earth import Feature
from sources.shapes import area_km2
from sources.topology import GRID, Topology, build

__all__ = ["near_view"]

BESIDE = 0.06
"""How far (degrees) the 50m scale's contested lines may lie from those of the 10m scale that they stand for."""

ALONG = 0.5
"""An arc is contested where more than this share of it runs beside a contested line."""

REST = 0.1
"""What is left of a contested line beside no arc is kept where it is longer than this."""

Given = dict[str, Any]


def near_view(sources: Path, countries: list[Feature], claims: list[Feature]) -> Given:
    """All that the map draws of land and lines from zoom 4 on."""
    topology = build(sources)
    lands = drawn_lands(topology, countries)
    codes = {land.letters: land.code for land in lands}
    arcs = [_steps(line) for line in topology.arcs.lines]
    contested = _beside(topology, claims)
    return {
        "grid": GRID,
        "land": [_given(id=land.code, name=land.name, rings=topology.rings(land.faces)) for land in lands],
        "claims": [*_claims(topology)],
        "admin1": [*_admin1(topology)],
        "borders": [
            *_borders(topology, codes, contested),
            *_claim_lines(topology, claims, contested, arcs),
        ],
        "arcs": arcs,
    }


def _steps(line: NDArray[np.int64]) -> list[int]:
    return np.concatenate([line[0], np.diff(line, axis=0).ravel()]).tolist()


def _given(**properties: Any) -> Given:
    return {k: v for k, v in properties.items() if v not in ("", None)}


def _claims(topology: Topology) -> Iterator[Given]:
    for land in topology.coverage.contested:
        code = land.text("BRK_A3")
        faces = [n for n, claims in enumerate(topology.coverage.claims) if code in claims]
        if faces:
            rings = topology.rings(faces)
            yield _given(name=land.text("BRK_NAME"), note=land.text("NOTE_BRK"), min_zoom=4, rings=rings)


def _admin1(topology: Topology) -> Iterator[Given]:
    boxes: dict[str, dict[int, BaseGeometry]] = defaultdict(dict)
    for number in topology.coverage.owners:
        division = topology.coverage.divisions[number]
        boxes[division.text("adm0_a3")][number] = division.geometry.envelope
    for (land, other), arcs in sorted(topology.lines().items()):
        if land != other:
            continue
        each = area_km2(shapely.union_all(list(boxes[land].values()))) / len(boxes[land])
        zoom = 4 if each > 80_000 else 5 if each > 10_000 else 6
        yield _given(country=land, min_zoom=zoom, lines=topology.chains(arcs))


def _beside(topology: Topology, claims: list[Feature]) -> dict[int, list[int]]:
    """The arcs that run beside each contested line, by the line's number."""
    inland = [n for n, sides in enumerate(topology.arcs.sides) if sides[0] >= 0]
    lines = [topology.line(n) for n in inland]
    tree = shapely.STRtree(lines)
    found: dict[int, list[int]] = {}
    for number, claim in enumerate(claims):
        around = claim.geometry.buffer(BESIDE)
        near = sorted(tree.query(around, predicate="intersects").tolist())
        found[number] = [inland[n] for n in near if lines[n].intersection(around).length > ALONG * lines[n].length]
    return found


def _borders(topology: Topology, codes: dict[str, str], contested: dict[int, list[int]]) -> Iterator[Given]:
    beside = {arc for arcs in contested.values() for arc in arcs}
    for lands, arcs in sorted(topology.lines().items()):
        if lands[0] == lands[1]:
            continue
        between = "-".join(sorted(codes[land] for land in lands))
        agreed = set(lands) == {"KOR", "PRK"}
        dashed = [
            a
            for a in arcs
            if a in beside or is_contested(set(lands), topology.line(a)) or (not agreed and _claimed_twice(topology, a))
        ]
        solid = [a for a in arcs if a not in set(dashed)]
        for sort, zoom, kept in (("border", 0, solid), ("disputed", 2, dashed)):
            if kept:
                yield _given(**{"class": sort}, between=between, min_zoom=zoom, lines=topology.chains(kept))


def _claimed_twice(topology: Topology, arc: int) -> bool:
    """Whether the land on both sides is contested, as along the line of control in Kashmir."""
    return all(topology.coverage.claims[side] for side in topology.arcs.sides[arc])


def _claim_lines(
    topology: Topology, claims: list[Feature], contested: dict[int, list[int]], arcs: list[list[int]]
) -> Iterator[Given]:
    """Lines of claims that are no border: the arcs that they run along, and what is left of them."""
    borders = {arc for (one, other), held in topology.lines().items() if one != other for arc in held}
    for number, claim in enumerate(claims):
        kept = topology.chains([a for a in contested[number] if a not in borders])
        covered = shapely.union_all([topology.line(a) for a in contested[number]]).buffer(BESIDE)
        for part in shapely.get_parts(claim.geometry.difference(covered)):
            if part.length > REST:
                kept.append([len(arcs)])
                arcs.append(_steps(np.rint(np.array(part.simplify(0.01).coords)[:, :2] / GRID).astype(np.int64)))
        if kept:
            zoom = max(3, round(float(claim.properties["min_zoom"])))
            kind = claim.text("featurecla").lower()
            yield _given(**{"class": "disputed"}, kind=kind, min_zoom=zoom, lines=kept)
    beside = {arc for held in contested.values() for arc in held}
    others = [arc for arc in topology.within_a_division(ALWAYS) if arc not in beside]
    yield _given(**{"class": "disputed"}, kind="claim", min_zoom=4, lines=topology.chains(others))
