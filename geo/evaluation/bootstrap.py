"""Say how far a figure could be off by the luck of which articles were marked: 95 % bootstrap intervals.

Articles are drawn with replacement, as many as there are; a figure's interval holds the middle 95 % of its values
over the draws (Efron & Tibshirani 1993, the percentile method). Articles, not toponyms: those of one article stand or
fall together.
"""

from collections.abc import Sequence

import numpy as np

from geo.evaluation.scoring import Score, figures

__all__ = ["interval", "intervals"]

_TOGETHER = 250
"""Draws worked out at once: bounds the memory to a few megabytes."""


def intervals(each: Sequence[Score], *, rounds: int = 1000, seed: int = 1) -> dict[str, tuple[float, float]]:
    """The 95 % bootstrap interval of every figure, from each article's counts; NaN where nothing can be measured."""
    if not each:
        nothing = figures([Score()], np.ones((1, 1)))
        return dict.fromkeys(nothing, (float("nan"), float("nan")))
    rng = np.random.default_rng(seed)
    parts: dict[str, list[np.ndarray]] = {}
    for first in range(0, rounds, _TOGETHER):
        count = min(_TOGETHER, rounds - first)
        chosen = rng.integers(0, len(each), (count, len(each)))
        flat = chosen + np.arange(count)[:, None] * len(each)
        draws = np.bincount(flat.ravel(), minlength=count * len(each)).reshape(count, len(each)).astype(np.float64)
        for name, values in figures(each, draws).items():
            parts.setdefault(name, []).append(values)
    answer = {}
    for name, chunks in parts.items():
        values = np.concatenate(chunks)
        known = values[~np.isnan(values)]
        low, high = np.quantile(known, (0.025, 0.975)) if len(known) else (np.nan, np.nan)
        answer[name] = (float(low), float(high))
    return answer


def interval(each: Sequence[Score], figure: str, *, rounds: int = 1000, seed: int = 1) -> tuple[float, float]:
    """The 95 % bootstrap interval of one figure over articles."""
    return intervals(each, rounds=rounds, seed=seed)[figure]
