"""Tell what a relative place leans on, by its id, in every room alike.

"80 km south of Latakia" is `vicinity:offset:80-s:geonames:173576`: kind, detail and the anchors' ids, joined by commas.
The same words about the same anchors are the same place, in whichever article.
"""

from collections.abc import Iterable, Sequence

from geo.records import RelationKind, ResolvedToponym, Role

__all__ = ["PREFIX", "anchor_ids", "is_apart", "is_reported", "leaned_on", "vicinity_id"]

PREFIX = "vicinity:"
_APART = tuple(
    f"{PREFIX}{kind.value}:"
    for kind in (RelationKind.OFFSET, RelationKind.BETWEEN, RelationKind.COAST, RelationKind.BORDER)
)


def vicinity_id(kind: RelationKind, detail: str, anchors: Sequence[str]) -> str:
    """The id of a relative place; `detail` holds neither ":" nor ","; `anchors` are place_ids."""
    return f"{PREFIX}{kind.value}:{detail}:{','.join(anchors)}"


def anchor_ids(place_id: str) -> tuple[str, ...]:
    """The places that a relative place leans on; none for any other place."""
    parts = place_id.split(":", 3)
    return tuple(parts[3].split(",")) if place_id.startswith(PREFIX) and len(parts) == 4 else ()


def is_apart(place_id: str) -> bool:
    """Whether it is a relative place that lies away from its anchors: what happens there doesn't happen in them.

    "50 miles south of Latakia" is not in Latakia; "northern Idlib" is in Idlib, and "near Homs" touches it.
    """
    return place_id.startswith(_APART)


def leaned_on(mentions: Iterable[ResolvedToponym]) -> list[tuple[int, int]]:
    """Give the stretches of text that place something away from the names in them: "50 miles south of Latakia"."""
    return [(m.start, m.end) for m in mentions if m.place is not None and is_apart(m.place.place_id)]


def is_reported(toponym: ResolvedToponym, apart: Sequence[tuple[int, int]]) -> bool:
    """Whether a mention says that something is at its place: literal, and no landmark of such a stretch."""
    if toponym.role is not Role.LITERAL:
        return False
    return not any(start <= toponym.start and toponym.end <= end for start, end in apart) or (
        toponym.place is not None and is_apart(toponym.place.place_id)
    )
