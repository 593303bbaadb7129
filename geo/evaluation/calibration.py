"""Tell whether a score of 0.8 means right in eight of ten cases.

Answers are laid into ten bins by their score; the expected calibration error is the mean distance between what the
bin's scores promise and the share that is right, weighed by size (Naeini et al. 2015). An answer that pairs with a
marked toponym without coordinates can't be judged, and is left out; a spurious one is wrong.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.evaluation.matching import Matching

__all__ = ["Bin", "calibration_error", "judged", "reliability"]

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers with scores from `low` (inclusive) to `high`: how many, their mean score, and the share that is right."""

    low: float
    high: float
    count: int
    mean_score: float
    share_right: float


def judged(matchings: Iterable[Matching]) -> list[tuple[float, bool]]:
    """The score of each placed answer, and whether it is right (an area: where it covers the marked point, too)."""
    answer = []
    for matching in matchings:
        right = {p.answer for p in matching.pairs if p.is_near or p.covered}
        unknown = {p.answer for p in matching.pairs if p.gold.lat is None} - right
        for i, found in enumerate(matching.answers):
            if found.score is not None and found.lat is not None and i not in unknown:
                answer.append((found.score, i in right))
    return answer


def reliability(scores: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The bins that hold any answers, lowest first."""
    if not scores:
        return []
    chance = np.array([s for s, _ in scores])
    right = np.array([r for _, r in scores], dtype=np.float64)
    number = np.clip((chance * BINS).astype(np.int64), 0, BINS - 1)
    return [
        Bin(b / BINS, (b + 1) / BINS, int(here.sum()), float(chance[here].mean()), float(right[here].mean()))
        for b in range(BINS)
        if (here := number == b).any()
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error, 0…1; NaN for no answers."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.mean_score - b.share_right) for b in bins) / total if total else float("nan")
