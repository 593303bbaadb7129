"""Pick the mistakes that are most worth reading, from all that the geoparser made.

Each kind of mistake gets its part of the list, so that one kind can't fill it; within a kind, the farthest and surest
come first, and of what was missed the best known. One name counts once in an article.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.evaluation.causes import Cause, Diagnosis
from geo.evaluation.corpus import Document, GoldToponym, Prediction
from geo.evaluation.extents import Extents
from geo.records import Place

__all__ = ["Mistake", "worst_mistakes"]

_PARTS: dict[Cause, float] = {
    Cause.WRONG_CANDIDATE: 0.30,
    Cause.NO_CANDIDATE: 0.15,
    Cause.WRONG_SPAN: 0.10,
    Cause.UNPLACED: 0.12,
    Cause.NOT_FOUND: 0.15,
    Cause.SPURIOUS: 0.13,
    Cause.ROLE: 0.05,
}
"""How much of the list each cause gets. Chosen by hand: what is wrong on the map first."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: `gold` is None for what nobody marked, `answer` for what was not found.

    `place` is the marked one, where the gazetteer knows it.
    """

    corpus: str
    document: Document
    cause: Cause
    gold: GoldToponym | None
    answer: Prediction | None
    km: float | None = None
    weight: float = 0.0
    place: Place | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text: the marked words, else the answered ones."""
        mention = self.gold or self.answer
        return (mention.start, mention.end) if mention is not None else (0, 0)


def worst_mistakes(
    diagnoses: Mapping[str, Sequence[Diagnosis]], extents: Extents, *, count: int = 100
) -> list[Mistake]:
    """The mistakes most worth reading over all corpora, by cause and then the worst first."""
    by_cause: dict[Cause, list[Mistake]] = {cause: [] for cause in _PARTS}
    for corpus, each in diagnoses.items():
        for mistake in _mistakes(corpus, each, extents):
            by_cause[mistake.cause].append(mistake)
    ranked = {cause: _once_each(found) for cause, found in by_cause.items()}
    taken = {cause: min(len(ranked[cause]), int(part * count)) for cause, part in _PARTS.items()}
    while sum(taken.values()) < count:
        open_ = [cause for cause in _PARTS if taken[cause] < len(ranked[cause])]
        if not open_:
            break
        for cause in open_[: count - sum(taken.values())]:
            taken[cause] += 1
    return [mistake for cause in _PARTS for mistake in ranked[cause][: taken[cause]]]


def _once_each(mistakes: list[Mistake]) -> list[Mistake]:
    once: dict[tuple[str, str, str], Mistake] = {}
    for mistake in sorted(mistakes, key=lambda m: -m.weight):
        start, end = mistake.span
        once.setdefault(
            (mistake.corpus, mistake.document.document_id, mistake.document.text[start:end].casefold()), mistake
        )
    return list(once.values())


def _mistakes(corpus: str, diagnoses: Iterable[Diagnosis], extents: Extents) -> Iterable[Mistake]:
    for one in diagnoses:
        matching = one.matching
        for pair, cause in zip(matching.pairs, one.marked, strict=True):
            if cause in _PARTS:
                answer = matching.answer(pair)
                place = extents.marked(pair.gold)
                weight = _weight(place, answer, pair.km)
                yield Mistake(corpus, matching.document, cause, pair.gold, answer, pair.km, weight, place)
        for answer, cause in zip(matching.answers, one.answered, strict=True):
            if cause is Cause.SPURIOUS and answer.lat is not None:
                yield Mistake(corpus, matching.document, cause, None, answer, weight=_sure(answer))


def _weight(marked: Place | None, answer: Prediction | None, km: float | None) -> float:
    if answer is not None and km is not None:
        return _sure(answer) * math.log1p(km)
    return math.log10(marked.population + 10) if marked else 0.0


def _sure(answer: Prediction) -> float:
    return 1.0 if answer.score is None else answer.score
