"""Pair what was found in one article with what was marked there.

Each marked toponym pairs with the answer that shares most characters with it (the first of equals). An answer may
pair with several marked toponyms ("Paris, Texas" found as one); an answer that touches none is spurious.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.evaluation.corpus import Document, GoldToponym, Prediction
from geo.evaluation.extents import Extents
from geo.evaluation.measuring import NEAR_KM, distance_km

__all__ = ["Matching", "Pair", "match"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A marked toponym with the number of its answer (−1: not found) and the error in kilometres.

    `km` is None where one of the two has no coordinates. `covered` and `mutual` are those of `Extents`, and hold as
    well where the answer is near.
    """

    gold: GoldToponym
    answer: int
    km: float | None = None
    covered: bool = False
    mutual: bool = False

    @property
    def is_near(self) -> bool:
        """Whether the answer lies within 161 km of the marked point."""
        return self.km is not None and self.km <= NEAR_KM


@dataclass(frozen=True, slots=True)
class Matching:
    """One article: its pairs (one for each marked toponym), and all answers, `answers[pair.answer]` among them."""

    document: Document
    answers: tuple[Prediction, ...]
    pairs: tuple[Pair, ...]

    def answer(self, pair: Pair) -> Prediction | None:
        """The answer of a pair, None where the toponym was not found."""
        return self.answers[pair.answer] if pair.answer >= 0 else None


def match(document: Document, answers: Sequence[Prediction], extents: Extents | None = None) -> Matching:
    """Pair the answers of an article with its marks; areas count only where `extents` are given."""
    return Matching(document, tuple(answers), tuple(_pair(gold, answers, extents) for gold in document.gold))


def _pair(gold: GoldToponym, answers: Sequence[Prediction], extents: Extents | None) -> Pair:
    best, most = -1, 0
    for i, answer in enumerate(answers):
        shared = min(gold.end, answer.end) - max(gold.start, answer.start)
        if shared > most:
            best, most = i, shared
    if best < 0:
        return Pair(gold, -1)
    chosen = answers[best]
    if gold.lat is None or gold.lon is None or chosen.lat is None or chosen.lon is None:
        return Pair(gold, best)
    km = distance_km(gold.lat, gold.lon, chosen.lat, chosen.lon)
    near = km <= NEAR_KM
    covered = near or (extents is not None and extents.covered(gold, chosen))
    return Pair(gold, best, km, covered, near or (extents is not None and covered and extents.mutual(gold, chosen)))
