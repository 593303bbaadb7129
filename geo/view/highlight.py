"""Cut a text into stretches to mark: this place, other places, actors, and the words between.

By offsets only: searching for a surface would mark the wrong occurrence. Where marks overlap, the more
important one keeps its ground and the other is cut back or left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.records import ActorMention, ResolvedToponym, Role

__all__ = ["Mark", "Segment", "Sort", "marks_of", "segments"]


class Sort(StrEnum):
    """What a stretch is, in falling order of importance."""

    PLACE = "place"
    OTHER = "other"
    ACTOR = "actor"
    FILED = "filed"
    FOUND = "found"
    PLAIN = "plain"


_RANK = {sort: 2 * rank for rank, sort in enumerate(Sort)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to mark: offsets in the article, what it is, the id behind it, and whether it is associative."""

    start: int
    end: int
    sort: Sort
    target: str = ""
    associative: bool = False

    @property
    def rank(self) -> int:
        """Lower is more important; "Moscow" that hints is the actor rather than the town."""
        return _RANK[Sort.ACTOR] + 1 if self.associative and self.sort is Sort.OTHER else _RANK[self.sort]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text, verbatim; the segments of a text joined are the text again."""

    text: str
    sort: Sort = Sort.PLAIN
    target: str = ""
    associative: bool = False


def segments(text: str, marks: Iterable[Mark], *, start: int = 0) -> list[Segment]:
    """`text`, which begins at offset `start` of its article, cut at the marks; those outside it are left out."""
    taken: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.rank, m.start, -m.end)):
        inside = start <= mark.start < mark.end <= start + len(text)
        if inside and all(mark.end <= other.start or mark.start >= other.end for other in taken):
            taken.append(mark)
    out: list[Segment] = []
    at = 0
    for mark in sorted(taken, key=lambda m: m.start):
        begin, end = mark.start - start, mark.end - start
        if begin > at:
            out.append(Segment(text[at:begin]))
        out.append(Segment(text[begin:end], mark.sort, mark.target, mark.associative))
        at = end
    if at < len(text):
        out.append(Segment(text[at:]))
    return out


def marks_of(
    toponyms: Iterable[ResolvedToponym], actors: Sequence[ActorMention], *, place_ids: Iterable[str] = ()
) -> list[Mark]:
    """The marks of places and actors; those of `place_ids` are the place that is asked for, the rest others.

    A dateline's place is neither: it says where the article was filed.
    """
    chosen = frozenset(place_ids)
    out = [
        Mark(
            t.start,
            t.end,
            Sort.FILED if t.role is Role.FILED else Sort.PLACE if t.place.place_id in chosen else Sort.OTHER,
            t.place.place_id,
            t.role is Role.ASSOCIATIVE,
        )
        for t in toponyms
        if t.place is not None
    ]
    return out + [Mark(a.start, a.end, Sort.ACTOR, a.actor_id) for a in actors]
