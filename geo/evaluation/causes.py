"""Say of every marked toponym, and of every answer, what went right or wrong with it.

One cause each, so that the causes add up to all that was marked, and to all that was answered.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from geo.evaluation.matching import Matching, Pair
from geo.evaluation.reach import Reach
from geo.evaluation.scoring import ROLES
from geo.records import Role

__all__ = ["Cause", "Diagnosis", "count_causes", "diagnose"]


class Cause(StrEnum):
    """What became of a marked toponym or of an answer; the best first. "Near" means within 161 km."""

    RIGHT = "right"
    ROLE = "right spot, wrong role"
    NO_POINT = "found; the corpus gives no coordinates"
    AREA = "the right area, whose point is not near"
    UNPLACED = "left unplaced, though a place of the name is near"
    WRONG_CANDIDATE = "another place of the name chosen"
    WRONG_SPAN = "found with other words; a place of the marked ones is near"
    NO_CANDIDATE = "found; no place of the name is near"
    NOT_FOUND = "not found"
    EXTRA = "a second answer for one marked toponym"
    SPURIOUS = "found, but not marked"


_RANK = {cause: rank for rank, cause in enumerate(Cause)}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One article's causes: of each pair (marked toponym) and of each answer, in their order."""

    matching: Matching
    marked: tuple[Cause, ...]
    answered: tuple[Cause, ...]


def diagnose(matching: Matching, reach: Reach) -> Diagnosis:
    """Find the cause of every marked toponym and every answer of an article."""
    rows = reach.of_answers(matching.document, matching.answers)
    marked = tuple(_cause(matching, pair, rows, reach) for pair in matching.pairs)
    answered = [Cause.SPURIOUS] * len(matching.answers)
    for pair, cause in zip(matching.pairs, marked, strict=True):
        if pair.answer >= 0 and _RANK[cause] < _RANK[answered[pair.answer]]:
            answered[pair.answer] = cause
    for i, answer in enumerate(matching.answers):
        touches = any(answer.start < p.gold.end and p.gold.start < answer.end for p in matching.pairs)
        if answered[i] is Cause.SPURIOUS and touches:
            answered[i] = Cause.EXTRA
    return Diagnosis(matching, marked, tuple(answered))


def _cause(matching: Matching, pair: Pair, rows: list[set[int]], reach: Reach) -> Cause:
    answer, gold = matching.answer(pair), pair.gold
    if answer is None:
        return Cause.NOT_FOUND
    if gold.lat is None:
        return Cause.NO_POINT
    if pair.is_near:
        told = gold.role in ROLES and bool(answer.role)
        return Cause.ROLE if told and answer.is_literal != (gold.role == Role.LITERAL.value) else Cause.RIGHT
    if pair.mutual:
        return Cause.AREA
    if reach.is_near(rows[pair.answer], gold):
        return Cause.UNPLACED if answer.lat is None else Cause.WRONG_CANDIDATE
    if (gold.start, gold.end) != (answer.start, answer.end):
        words = matching.document.text[gold.start : gold.end]
        if reach.is_near(reach.of_name(words), gold):
            return Cause.WRONG_SPAN
    return Cause.NO_CANDIDATE


def count_causes(diagnoses: Iterable[Diagnosis]) -> tuple[Counter[Cause], Counter[Cause]]:
    """How many marked toponyms, and how many answers, there are of each cause."""
    marked: Counter[Cause] = Counter()
    answered: Counter[Cause] = Counter()
    for one in diagnoses:
        marked.update(one.marked)
        answered.update(one.answered)
    return marked, answered
