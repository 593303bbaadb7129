"""Write and read the id of a relative place, so that every room can tell what it leans on.

"80 km south of Latakia" is `vicinity:offset:80-s:geonames:173576`: kind, detail and the anchors' ids, joined by "+".
The same words about the same anchors are the same place, in whichever article.
"""

from collections.abc import Sequence

from geo.records import RelationKind

__all__ = ["PREFIX", "anchor_ids", "is_apart", "vicinity_id"]

PREFIX = "vicinity:"
_APART = tuple(
    f"{PREFIX}{kind.value}:"
    for kind in (RelationKind.OFFSET, RelationKind.BETWEEN, RelationKind.COAST, RelationKind.BORDER)
)


def vicinity_id(kind: RelationKind, detail: str, anchors: Sequence[str]) -> str:
    """The id of a relative place; `detail` holds neither ":" nor "+"; `anchors` are place_ids."""
    return f"{PREFIX}{kind.value}:{detail}:{'+'.join(anchors)}"


def anchor_ids(place_id: str) -> tuple[str, ...]:
    """The places that a relative place leans on; none for any other place."""
    if not place_id.startswith(PREFIX):
        return ()
    return tuple(place_id.split(":", 3)[3].split("+"))


def is_apart(place_id: str) -> bool:
    """Whether it is a relative place that lies away from its anchors: what happens there doesn't happen in them.

    "50 miles south of Latakia" is not in Latakia; "northern Idlib" is in Idlib, and "near Homs" touches it.
    """
    return place_id.startswith(_APART)
