"""Tell whether a phrase describes a place that is named beside it, and let it help to choose that place.

In "Tartus, 50 miles south of Latakia" the town is meant, and the phrase is evidence: of the places called Tartus, the
one that lies there. Pure but for the gazetteer.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geo.gazetteer import Gazetteer
from geo.gazetteer.nearness import distances_km
from geo.records import Alternative, Place, PlaceKind, Relation, RelationKind, ResolvedToponym
from geo.resolution.circles import Circle
from geo.resolution.describing import Described

__all__ = ["Subject", "find_subject", "named_by"]

_KIND = (
    r"(?:city|town|village|hamlet|capital|port|province|district|suburb|base|camp|county|island|airport|area|resort)"
)
_APPOSED = re.compile(
    rf"(?:\s+{_KIND})?(?P<mark>\s*[,(–—]\s*|\s+)(?:(?:a|an|the)\s+(?:[\w-]+\s+){{0,3}}{_KIND}\s+)?(?:(?:which|that)\s+)?"
    r"(?:(?P<is>is|was|lies|lay|sits|stands)\s+)?(?:(?:located|situated|based|lying|set|just|only|right)\s+){0,2}"
    r"(?:(?P<in>in|at|on|along|from)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_REACH = 60
_CHOICES = 60
"""How many places of a name are tried, the most prominent first."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The toponym that a phrase describes: its index, and how sure that is.

    `outright`: the words leave no doubt ("Tartus, …"); `listed`: the two may as well be items of a list ("Laos,
    northern Thailand"), and where the places disagree they are.
    """

    index: int
    outright: bool
    listed: bool = False


def find_subject(text: str, relation: Relation, toponyms: Sequence[ResolvedToponym]) -> Subject | None:
    """The toponym right before a phrase, or None where something else stands there."""
    index = bisect_right(toponyms, relation.start, key=lambda toponym: toponym.end) - 1
    if index < 0 or relation.start - toponyms[index].end > _REACH:
        return None
    gap = _APPOSED.fullmatch(text, toponyms[index].end, relation.start)
    if gap is None:
        return None
    while index > 0 and text[toponyms[index - 1].end : toponyms[index].start] == ", " and _holds(toponyms, index):
        index -= 1
    marked = gap["mark"].strip() != ""
    listed = relation.kind is RelationKind.PART and gap["in"] is None
    return Subject(index, (marked or gap["is"] is not None) and not listed, listed)


def _holds(toponyms: Sequence[ResolvedToponym], index: int) -> bool:
    """Whether a toponym says where the one before it lies ("La Esperanza, Honduras")."""
    before, place = toponyms[index - 1].place, toponyms[index].place
    if place is None or place.kind not in {PlaceKind.COUNTRY, PlaceKind.ADMIN1}:
        return False
    return before is None or (before.country == place.country and before.kind is not PlaceKind.COUNTRY)


def named_by(
    subject: Subject, named: ResolvedToponym, described: Described, relation: Relation, gazetteer: Gazetteer
) -> tuple[ResolvedToponym | None, bool]:
    """The named toponym as the phrase would have it (None: as it was), and whether the phrase speaks of it at all."""
    circle = described.circle
    within = max(2 * circle.radius_km, 15.0)
    if relation.kind in {RelationKind.PART, RelationKind.BORDER, RelationKind.COAST}:
        within = circle.radius_km * 1.4 + 15.0
    place = named.place
    if place is not None and place.is_area and place.radius_km > max(circle.radius_km, 30.0):
        return None, False  # "Syria, north of Aleppo": what holds the place, rather than the place
    said = " ".join(relation.surface.split())
    if relation.kind is RelationKind.PART:
        said = f"in {said}"
    if place is not None and _apart(place, circle) <= within:
        reason = f"{named.reason.rstrip('.')}; the article says that it lies {said}."
        return replace(named, reason=reason), True
    if subject.listed:
        return None, False
    choices = [alternative.place for alternative in named.alternatives]
    if ":" not in named.surface:
        rows = gazetteer.rows(gazetteer.name_id(named.surface))[:_CHOICES]
        choices += [found for row in rows.tolist() if (found := gazetteer.place(int(row))) not in choices]
    for choice in choices:
        if choice.kind not in {PlaceKind.COUNTRY, PlaceKind.CONTINENT} and _apart(choice, circle) <= within:
            others = tuple(a for a in named.alternatives if a.place != choice)
            if place is not None:
                others = (Alternative(place, named.score), *others)
            reason = f"It is the place of this name that lies {said}, as the article says."
            return replace(named, place=choice, score=max(named.score, 0.7), reason=reason, alternatives=others), True
    if place is None:
        return None, False
    return None, subject.outright or relation.kind is RelationKind.PART


def _apart(place: Place, circle: Circle) -> float:
    return float(distances_km(circle.lat, circle.lon, np.array([place.lat]), np.array([place.lon]))[0])
