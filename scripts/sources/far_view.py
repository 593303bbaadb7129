"""Draw the lands for the far view of the map: fewer points, and nothing that is too small to see."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from sources.arcs import Arcs, cut
from sources.thinning import thin
from sources.topology import GRID

__all__ = ["far_shapes"]

TOLERANCE = 0.16
"""In degrees (square root of the area that may be lost at a point); a pixel of zoom 3 is 0.18."""

DIGITS = 2
LEAST = 0.02
"""An island of less (square degrees) is not drawn, but for the largest of each land."""


def far_shapes(lands: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """The lands as they are seen from afar; neighbours keep one border."""
    large = [_without_islets(land) for land in lands]
    whole = cut(large, GRID)
    arcs = Arcs(thin(whole.lines, [TOLERANCE / GRID] * len(whole.lines)), whole.sides, whole.rings)
    return [_rounded(face) for face in arcs.faces(GRID)]


def _rounded(land: BaseGeometry) -> BaseGeometry:
    """With two decimals; what is smaller than that (the Vatican) is left out."""
    parts = []
    for part in shapely.get_parts(land):
        shell, *holes = (_ring(ring) for ring in (part.exterior, *part.interiors))
        if shell:
            parts.append(shapely.Polygon(shell, [hole for hole in holes if hole]))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _ring(ring: BaseGeometry) -> list[tuple[float, float]]:
    points = [(x, y) for x, y in np.round(shapely.get_coordinates(ring), DIGITS).tolist()]
    kept = [points[0], *(b for a, b in pairwise(points) if a != b)]
    return kept if len(set(kept)) > 2 else []


def _without_islets(land: BaseGeometry) -> BaseGeometry:
    parts = sorted(shapely.get_parts(land), key=lambda p: -p.area)
    kept = [parts[0], *(p for p in parts[1:] if p.area >= LEAST)]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)
