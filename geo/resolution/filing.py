"""Weigh what a dateline tells of where it happened: often nothing, and sometimes all there is.

A report from Beirut may be about Damascus. But a town's own paper files from the town, and where an article says
"here", or names no other place, the dateline is the best sign there is. docs/decisions/0014-dateline-and-focus.md
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from geo.records import Place, PlaceKind, ResolvedToponym, Role

__all__ = ["Filed", "filed_evidence", "is_fine", "tell_filed"]

_WIDE = frozenset({PlaceKind.CONTINENT, PlaceKind.REGION, PlaceKind.SEA})
_HERE = re.compile(r"\bhere\b")
"""In copy with a dateline, "here" is the place of the dateline."""
_OPENING = 600
"""Characters after a dateline in which "here" is looked for."""


class Filed(Enum):
    """What the place of a dateline tells of where it happened."""

    ELSEWHERE = 0
    """The article names closer places."""
    ALONE = 1
    """It is the only place finer than a country."""
    HERE = 2
    """The article says "here"."""


_TOLD = {
    Filed.ELSEWHERE: "The article was filed from here, which does not mean that it happened here.",
    Filed.ALONE: "The article was filed from here; it names no other spot, so that it may have happened here.",
    Filed.HERE: "The article was filed from here, and it says “here” in its first sentences.",
}


def filed_evidence(text: str, placed: Sequence[ResolvedToponym]) -> Filed:
    """What the place of a dateline tells of where it happened.

    "Here" in the first sentences means that place. Where the article names no other place finer than a country,
    nothing speaks against it.
    """
    filed = [t for t in placed if t.role is Role.FILED and t.place is not None]
    if not filed:
        return Filed.ELSEWHERE
    if _HERE.search(text, filed[0].end, filed[0].end + _OPENING) is not None:
        return Filed.HERE
    places = {t.place.place_id for t in filed if t.place is not None}
    for toponym in placed:
        place = toponym.place
        if toponym.role is Role.LITERAL and place is not None and place.place_id not in places and is_fine(place):
            return Filed.ELSEWHERE
    return Filed.ALONE


def is_fine(place: Place) -> bool:
    """Whether a place is finer than a country or a region of several."""
    return place.kind is not PlaceKind.COUNTRY and not (place.kind in _WIDE and not place.country)


def tell_filed(text: str, placed: Sequence[ResolvedToponym]) -> tuple[ResolvedToponym, ...]:
    """The toponyms, those of a dateline with a reason that says what they are."""
    if not any(toponym.role is Role.FILED for toponym in placed):
        return tuple(placed)
    told = _TOLD[filed_evidence(text, placed)]
    return tuple(
        replace(t, reason=f"{told} {t.reason}") if t.role is Role.FILED and t.place is not None else t for t in placed
    )
