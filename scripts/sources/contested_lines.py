"""Tell which borders are contested, so that the map dashes them."""

from shapely.geometry.base import BaseGeometry

__all__ = ["is_contested"]

CONTESTED = frozenset({"PSX", "SOL", "SAH", "CYN", "KOS", "KAS"})
"""Natural Earth codes of lands whose land borders are drawn as disputed."""


def is_contested(codes: set[str], line: BaseGeometry) -> bool:
    """Whether a stretch of the border of two lands (Natural Earth's three letters) is contested along all of it."""
    crimea = codes == {"RUS", "UKR"} and line.bounds[2] < 36 and line.bounds[3] < 47
    return crimea or codes == {"ISR", "SYR"} or bool(codes & CONTESTED)
