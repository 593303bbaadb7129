"""Put a circle where a text describes a place by others: "50 miles south of Latakia".

Every circle has an honest radius, a reason, and an id made of what was said, so that two articles that say the same
mean the same place. Where a phrase describes a place that is named ("Tartus, 50 miles south of Latakia") no circle is
drawn: the phrase then helps to choose among the places of that name. docs/decisions/0013-relative-places.md
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geo.gazetteer import Gazetteer
from geo.gazetteer.areas import Areas
from geo.records import Article, Place, PlaceKind, Relation, RelationKind, ResolvedToponym, Role, Sentence
from geo.resolution.apposition import Subject, find_subject, named_by
from geo.resolution.circles import Shapes
from geo.resolution.describing import Described, Describer, spot_like
from geo.vicinities import vicinity_id

__all__ = ["Vicinities"]

_LEAST = 0.6
"""An anchor less certain than this carries no circle: of 120 circles that were read over the tuning corpora, five of
the six whose anchor scored less stood in the wrong state or country."""
_TRUST = dict.fromkeys(RelationKind, 0.9)
_TRUST |= {RelationKind.OFFSET: 0.95, RelationKind.PART: 0.95}
"""How much of the anchor's score its circle keeps: where the anchor was right, nine in ten circles were, and more of
those with a direction (docs/decisions/0013-relative-places.md)."""
_REMEMBERED = 5_000
_ON_LAND_KM = 60.0
"""A town this near says which country a circle's middle lies in."""
_PROVINCE_KM = 60.0
"""A circle wider than this lies in a country, but is not put into a province."""
_OF_A_SPOT = frozenset({RelationKind.OFFSET, RelationKind.NEAR, RelationKind.BETWEEN, RelationKind.OUTSKIRTS})
_OF_ITS_ANCHOR = frozenset({RelationKind.PART, RelationKind.OUTSKIRTS, RelationKind.COAST})


class Vicinities:
    """Places the relations of one article after another. Not safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer, areas: Areas | None = None) -> None:
        self._gazetteer = gazetteer
        self._describer = Describer(gazetteer, Shapes(gazetteer, areas or Areas.open()))
        self._made: dict[str, Place] = {}

    def place(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        relations: Sequence[Relation],
        placed: Sequence[ResolvedToponym],
    ) -> tuple[tuple[ResolvedToponym, ...], tuple[ResolvedToponym, ...]]:
        """Give the toponyms, re-ranked where a phrase says where they are, and the circles of the other phrases.

        `placed` are the article's toponyms, sorted by start; the circles are sorted by start as well.
        """
        if not relations:
            return tuple(placed), ()
        answers = list(placed)
        at = {toponym.start: i for i, toponym in enumerate(answers)}
        circles = []
        for relation in relations:
            anchors = [answers[at[start]] for start in relation.anchors]
            if any(anchor.place is None or anchor.score < _LEAST for anchor in anchors):
                continue
            around = _Around(sentences, relation, answers)
            described = self._describer.describe(relation, _leaned_on(relation, anchors), around)
            if described is None:
                continue
            subject = find_subject(article.text, relation, answers)
            if subject is not None and self._is_named(subject, described, relation, answers):
                continue
            score = round(min(anchor.score for anchor in anchors) * _TRUST[relation.kind], 4)
            circles.append(
                ResolvedToponym(
                    relation.start,
                    relation.end,
                    relation.surface,
                    Role.LITERAL,
                    self._place(relation.kind, described),
                    score,
                    _reason(relation, described),
                )
            )
        return tuple(answers), tuple(circles)

    def _is_named(
        self, subject: Subject, described: Described, relation: Relation, answers: list[ResolvedToponym]
    ) -> bool:
        """Whether the phrase speaks of a named place, which is then chosen by it, everywhere in the article."""
        named = answers[subject.index]
        chosen, found = named_by(subject, named, described, relation, self._gazetteer)
        if chosen is not None:
            before = named.place
            for i, other in enumerate(answers):
                if other.surface == named.surface and other.place == before:
                    answers[i] = replace(
                        other,
                        place=chosen.place,
                        score=chosen.score,
                        reason=chosen.reason,
                        alternatives=chosen.alternatives,
                    )
        return found

    def _place(self, kind: RelationKind, described: Described) -> Place:
        place_id = vicinity_id(kind, described.detail, [anchor.place_id for anchor in described.anchors])
        known = self._made.get(place_id)
        if known is not None:
            return known
        if len(self._made) >= _REMEMBERED:
            self._made.clear()
        circle = described.circle
        country, admin1, admin1_id = self._whereabouts(kind, described)
        self._made[place_id] = place = Place(
            place_id=place_id,
            name=described.name,
            lat=round(circle.lat, 4),
            lon=round(circle.lon, 4),
            kind=PlaceKind.VICINITY,
            country=country,
            admin1=admin1,
            admin1_id=admin1_id,
            radius_km=_rounded(circle.radius_km),
        )
        return place

    def _whereabouts(self, kind: RelationKind, described: Described) -> tuple[str, str, str]:
        """The country and the province of a circle: its anchor's where it is part of it, else the nearest town's."""
        anchor = described.anchors[0]
        if kind in _OF_ITS_ANCHOR:
            return anchor.country, anchor.admin1, anchor.admin1_id
        circle = described.circle
        near = self._gazetteer.nearest(circle.lat, circle.lon, max_km=_ON_LAND_KM, kinds={PlaceKind.TOWN})
        if not near:
            return (anchor.country if kind is RelationKind.NEAR else ""), "", ""
        town = near[0][0]
        if circle.radius_km > _PROVINCE_KM:
            return town.country, "", ""
        return town.country, town.admin1, town.admin1_id


class _Around:
    """The places that were reported beside a relation: what it may be near to, and in which country."""

    def __init__(self, sentences: Sequence[Sentence], relation: Relation, placed: Sequence[ResolvedToponym]) -> None:
        here = next((s for s in sentences if s.start <= relation.start < s.end), None)
        others = [t for t in placed if t.place is not None and t.start not in relation.anchors]
        beside = [t for t in others if here is not None and here.start <= t.start < here.end]
        self._all, self._named, self._here = (
            [t.place for t in some if t.place is not None] for some in (_literal(others), beside, _literal(beside))
        )

    def spots(self) -> list[Place]:
        """The towns and sites named in the same sentence."""
        return [place for place in self._here if spot_like(place)]

    def provinces(self) -> list[Place]:
        """The first- and second-order divisions named in the same sentence."""
        return [place for place in self._here if place.kind in {PlaceKind.ADMIN1, PlaceKind.ADMIN2}]

    def countries(self) -> list[str]:
        """ISO codes of where the sentence's and then the article's places lie, the most often named first.

        Of the sentence's those that are only spoken of come second: "Slovak engineers at the border with Hungary".
        """
        out: list[str] = []
        for places in (self._here, self._named, self._all):
            codes = [place.country for place in places if place.country]
            out += [code for code, _ in Counter(codes).most_common() if code not in out]  # of equals, the first named
        return out


def _literal(toponyms: Sequence[ResolvedToponym]) -> list[ResolvedToponym]:
    return [toponym for toponym in toponyms if toponym.role is not Role.ASSOCIATIVE]


def _leaned_on(relation: Relation, anchors: Sequence[ResolvedToponym]) -> list[Place]:
    """The anchors' places; of a province and the town it is named for, the town, where a spot is meant."""
    places = []
    for anchor in anchors:
        assert anchor.place is not None
        place = anchor.place
        if relation.kind in _OF_A_SPOT and place.kind in {PlaceKind.ADMIN1, PlaceKind.ADMIN2}:
            seats = (a.place for a in anchor.alternatives if a.place.kind is PlaceKind.TOWN)
            place = next((seat for seat in seats if place.place_id == seat.admin1_id), place)
        places.append(place)
    return places


def _reason(relation: Relation, described: Described) -> str:
    words = " ".join(relation.surface.split())
    told = described.name if words == described.name else f"{described.name} (“{words}”)"
    radius = _rounded(described.circle.radius_km)
    return f"{told[0].upper()}{told[1:]}, as the article says; accurate to about {radius:g} km."


def _rounded(radius_km: float) -> float:
    """A radius to two figures, so that it promises no more than it holds."""
    return float(f"{radius_km:.2g}")
