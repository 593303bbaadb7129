"""Tell what an article is about: a country or two, and the places in it that matter.

Every mention of a place speaks for the place and for the country that it lies in: more where it is meant literally,
surely placed, or stands in the title or the first sentences; where an article was filed speaks least. Frequency with
containment is the idea of CLIFF (D'Ignazio et al. 2014). Where little is said of any place, there is no focus. Pure:
no I/O. docs/decisions/0014-dateline-and-focus.md
"""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.gazetteer import Gazetteer
from geo.records import Article, Focus, Place, PlaceKind, ResolvedToponym, Role
from geo.resolution.filing import Filed, filed_evidence, is_fine

__all__ = ["FocusFinder", "FocusWeights"]


@dataclass(frozen=True, slots=True)
class FocusWeights:
    """How much each mention says; tuned on 31 articles of tests/resolution/focus.json (scripts/measure_focus.py)."""

    associative: float = 0.7
    """Of "Syrian": what it is worth beside "in Syria", where the country is concerned."""
    filed: float = 0.3
    lead: float = 2.0
    """Of a mention in the lead."""
    lead_length: int = 400
    """Characters of the lead, from the end of the dateline."""
    title: float = 2.0
    """Of a name that the title says too; not tuned: those articles have no titles."""
    least: float = 1.0
    """What must be said of something that is a focus: more than one passing mention, …"""
    most: float = 0.5
    """… unless so much of all that is said is said of it."""
    share: float = 0.2
    """The least share of a focus."""


COUNTRIES = 2
PLACES = 3
_DIVISIONS = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2})


@dataclass(slots=True)
class _Tally:
    """What was said of one place."""

    place: Place
    said: float = 0.0
    fine: float = 0.0
    """As far as it can make a focus finer than a country."""


class FocusFinder:
    """Tells the focus of one article after another; holds nothing of them."""

    def __init__(self, gazetteer: Gazetteer, weights: FocusWeights | None = None) -> None:
        self._gazetteer = gazetteer
        self._weights = weights or FocusWeights()

    def focus(self, article: Article, placed: Sequence[ResolvedToponym]) -> tuple[Focus, ...]:
        """What the article is about, most of all first: up to two countries, and up to three finer places in them.

        Where no country has a share, a sea, a region or a continent takes its place. Empty where too little is said
        of any.
        """
        tallies = self._tally(article, placed)
        total = sum(t.said for t in tallies)
        if not total:
            return ()
        wide = self._wide(tallies, total)
        found = [*wide, *self._fine(tallies, total, wide)]
        found.sort(key=lambda focus: -focus.share)
        return tuple(found)

    def _is_enough(self, said: float, total: float) -> bool:
        """Whether so much is said of something that it is a focus."""
        share = said / total
        return share >= self._weights.share and (said >= self._weights.least or share >= self._weights.most)

    def _tally(self, article: Article, placed: Sequence[ResolvedToponym]) -> list[_Tally]:
        weights = self._weights
        filed = filed_evidence(article.text, placed)
        lead = next((t.end for t in placed if t.role is Role.FILED), 0) + weights.lead_length
        title = article.title.casefold()
        tallies: dict[str, _Tally] = {}
        for toponym in placed:
            place = toponym.place
            if place is None:
                continue
            weight = toponym.score
            first = toponym.start < lead
            fine = True
            if toponym.role is Role.ASSOCIATIVE:
                weight *= weights.associative
                fine = place.kind in _DIVISIONS
            elif toponym.role is Role.FILED:
                fine = filed is not Filed.ELSEWHERE
                weight *= 1.0 if fine else weights.filed
                first = filed is Filed.HERE
            if first:
                weight *= weights.lead
            if title and toponym.surface.casefold() in title:
                weight *= weights.title
            tally = tallies.get(place.place_id)
            if tally is None:
                tally = tallies[place.place_id] = _Tally(place)
            tally.said += weight
            if fine:
                tally.fine += weight
        return list(tallies.values())

    def _wide(self, tallies: Sequence[_Tally], total: float) -> list[Focus]:
        """The countries, or what stands for one where none has a share."""
        countries: dict[str, float] = {}
        for tally in tallies:
            if tally.place.country:
                countries[tally.place.country] = countries.get(tally.place.country, 0.0) + tally.said
        ranked = sorted(countries.items(), key=lambda item: -item[1])[:COUNTRIES]
        others = [t for t in tallies if not t.place.country and not is_fine(t.place)]
        other = max(others, key=lambda t: t.said, default=None)
        if other is not None and other.said > (ranked[0][1] if ranked else 0):
            return [Focus(other.place, round(other.said / total, 3))] if self._is_enough(other.said, total) else []
        rows = [(self._gazetteer.country_row(code), said) for code, said in ranked if self._is_enough(said, total)]
        return [Focus(self._gazetteer.place(row), round(said / total, 3)) for row, said in rows if row >= 0]

    def _fine(self, tallies: Sequence[_Tally], total: float, wide: Sequence[Focus]) -> list[Focus]:
        """The places finer than a country that are meant literally, in the countries of the focus."""
        codes = {focus.place.country for focus in wide}
        inside: dict[str, float] = {}
        for tally in tallies:
            if tally.place.admin1_id != tally.place.place_id:
                inside[tally.place.admin1_id] = inside.get(tally.place.admin1_id, 0.0) + tally.fine
        found = []
        for tally in tallies:
            place = tally.place
            if not tally.fine or not is_fine(place) or (codes and place.country and place.country not in codes):
                continue
            said = tally.said + inside.get(place.place_id, 0.0)
            if self._is_enough(said, total):
                found.append(Focus(place, round(said / total, 3)))
        found.sort(key=lambda focus: -focus.share)
        by_name = {(focus.place.name, focus.place.country): focus for focus in wide}
        for focus in found:  # of a town and its province, the one of which more is said; nothing of Taiwan in Taiwan
            by_name.setdefault((focus.place.name, focus.place.country), focus)
        return list(by_name.values())[len(wide) :][:PLACES]
