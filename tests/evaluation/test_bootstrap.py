import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.evaluation import Score, area_under_log_error, figures, intervals

ERRORS = st.lists(st.floats(0, 20_000), max_size=6)


def article(errors: list[float], extra: int = 1) -> Score:
    """An article whose toponyms were all found and placed, with these errors, and some more that were not."""
    near = sum(e <= 161 for e in errors)
    count = len(errors)
    return Score(
        gold=count + extra, predicted=count + 1, exact=count, overlap_gold=count, overlap_predicted=count,
        gold_placed=count + extra, predicted_placed=count + 1, right_gold=near, right_predicted=near,
        errors_km=list(errors),
    )  # fmt: skip


@settings(deadline=None)  # a loaded machine is no failure
@given(st.lists(ERRORS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_a_draw_scores_like_the_articles_it_draws(errors: list[list[float]], chance: random.Random) -> None:
    each = [article(e) for e in errors]
    drawn = [chance.randrange(len(each)) for _ in each]
    draws = np.bincount(drawn, minlength=len(each)).astype(np.float64)[None, :]
    whole = Score()
    for i in drawn:
        whole.add(each[i])
    for name, value in figures(each, draws).items():
        assert value[0] == pytest.approx(whole.summary()[name], nan_ok=True), name


@settings(deadline=None)  # a loaded machine is no failure
@given(st.lists(st.floats(0, 20_000), min_size=1, max_size=30))
def test_figures_agree_with_their_plain_definitions(errors: list[float]) -> None:
    found = article(errors).summary()
    assert found["accuracy_161km"] == pytest.approx(sum(e <= 161 for e in errors) / len(errors))
    assert found["mean_error_km"] == pytest.approx(sum(errors) / len(errors))
    assert found["median_error_km"] == sorted(errors)[len(errors) // 2]
    assert found["auc_log_error"] == pytest.approx(area_under_log_error(errors))


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    each = [article([1.0, 500.0]) if i % 3 else article([2000.0, 3.0, 4.0]) for i in range(40)]
    whole = Score()
    for one in each:
        whole.add(one)
    found = intervals(each, rounds=300)
    low, high = found["end_to_end_f1"]
    assert low < whole.end_to_end_f1 < high
    assert found["mean_error_km"] == intervals(each, rounds=300)["mean_error_km"]


def test_more_articles_make_an_interval_narrower() -> None:
    few, many = ([article([1.0]) if i % 2 else article([900.0]) for i in range(n)] for n in (10, 400))
    width = {len(e): np.subtract(*intervals(e, rounds=300)["accuracy_161km"][::-1]) for e in (few, many)}
    assert width[400] < width[10] / 3


def test_no_articles_have_no_interval() -> None:
    assert all(math.isnan(low) and math.isnan(high) for low, high in intervals([]).values())
