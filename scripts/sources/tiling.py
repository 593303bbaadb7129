"""Put an area's outline together from the faces that tile it, so that it ends on the lines that the map draws."""

import shapely
from shapely.geometry.base import BaseGeometry

from sources.coverage import SLIVER
from sources.topology import Topology

__all__ = ["tiled"]

NEARLY = 0.001
"""A difference of less than this share of an area is rounding, whatever its form."""


def tiled(shape: BaseGeometry, topology: Topology) -> BaseGeometry | None:
    """The union of the faces in a shape, or None where these differ from it by more than slivers."""
    if not shape.geom_type.endswith("Polygon"):
        return None
    faces = topology.within(shape)
    if not faces:
        return None
    whole = shapely.coverage_union_all([topology.coverage.faces[f] for f in faces])
    odd = shapely.symmetric_difference(whole, shape, grid_size=1e-7)
    if odd.area > NEARLY * shape.area and not shapely.buffer(odd, -2 * SLIVER, quad_segs=1).is_empty:
        return None
    return shapely.normalize(shapely.coverage_union_all([topology.faces[f] for f in faces]))
