"""Tell whether any place of a name lies where the annotators put it.

The candidates that the resolver weighs for a name as it stands in its text, and besides whatever the gazetteer has
under the very words: what no candidate reaches, no choosing can mend.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from geo.evaluation.corpus import Document, GoldToponym, Prediction
from geo.evaluation.measuring import NEAR_KM
from geo.gazetteer import Gazetteer
from geo.gazetteer.nearness import distances_km
from geo.records import EntityKind, Place, Toponym
from geo.resolution.candidates import CandidateFinder
from geo.resolution.cues import Cue, read_cues
from geo.text.lexicon import fold_word
from geo.text.words import abbreviations, folded_demonyms

__all__ = ["Reach"]


class Reach:
    """Knows the candidates of names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._candidates = CandidateFinder(gazetteer)

    def of_answers(self, document: Document, answers: Sequence[Prediction]) -> list[set[int]]:
        """For each answer, the rows of the places that its words could mean in this text."""
        order = sorted(range(len(answers)), key=lambda i: answers[i].start)
        toponyms = [_toponym(document.text, answers[i].start, answers[i].end) for i in order]
        rows: list[set[int]] = [set() for _ in answers]
        for i, toponym, cue in zip(order, toponyms, read_cues(document.text, toponyms), strict=True):
            answer = answers[i]
            places = [a.place for a in answer.alternatives] + ([answer.place] if answer.place else [])
            rows[i] = self._rows(toponym, cue) | self._known(places)
        return rows

    def of_name(self, name: str) -> set[int]:
        """The rows of the places that a name could mean by itself."""
        return self._rows(_toponym(name, 0, len(name)), Cue()) if name.strip() else set()

    def is_near(self, rows: set[int], gold: GoldToponym) -> bool:
        """Whether any of these rows lies within 161 km of the marked point."""
        if not rows or gold.lat is None or gold.lon is None:
            return False
        at = np.fromiter(rows, dtype=np.int64, count=len(rows))
        far = distances_km(gold.lat, gold.lon, self._gazetteer.lat[at], self._gazetteer.lon[at])
        return bool((far <= NEAR_KM).any())

    def _rows(self, toponym: Toponym, cue: Cue) -> set[int]:
        gazetteer = self._gazetteer
        found = set(gazetteer.rows(gazetteer.name_id(toponym.surface)).tolist())
        plain = Toponym(toponym.start, toponym.end, toponym.surface)
        for form in (plain, toponym) if toponym != plain else (plain,):
            found.update(self._candidates.find(form, cue).rows.tolist())
        row = gazetteer.row(abbreviations().get(toponym.surface, ""))
        return found | ({row} if row >= 0 else set())

    def _known(self, places: Iterable[Place]) -> set[int]:
        rows = (self._gazetteer.row(place.place_id) for place in places)
        return {row for row in rows if row >= 0}


def _toponym(text: str, start: int, end: int) -> Toponym:
    surface = text[start:end]
    known = folded_demonyms().get(fold_word(surface))
    if not known:
        return Toponym(start, end, surface)
    return Toponym(
        start, end, surface, lookup=known[0].place, kind=EntityKind.DEMONYM, country=known[0].country
    )  # fmt: skip
