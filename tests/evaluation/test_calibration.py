import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.evaluation import calibration_error, judged, match, reliability
from geo.gazetteer import Gazetteer
from tests.evaluation.making import answer, document, gold, known

TEXT = "From Homs to Damascus, Palmyra and Aleppo."


def test_scores_that_keep_their_promise_have_no_error() -> None:
    honest = [(0.75, True), (0.75, True), (0.75, True), (0.75, False)]
    assert calibration_error(reliability(honest)) == 0


def test_sure_and_wrong_is_the_worst() -> None:
    assert calibration_error(reliability([(1.0, False)] * 5)) == 1
    assert math.isnan(calibration_error(reliability([])))


@settings(deadline=None)  # a loaded machine is no failure
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_every_answer_stands_in_one_bin(scores: list[tuple[float, bool]]) -> None:
    bins = reliability(scores)
    assert sum(b.count for b in bins) == len(scores)
    assert all(b.low - 1e-9 <= b.mean_score <= b.high + 1e-9 for b in bins)
    assert 0 <= calibration_error(bins) <= 1


def test_an_answer_over_two_marks_is_judged_by_the_one_with_a_point(real_gazetteer: Gazetteer) -> None:
    homs = known(real_gazetteer, "Homs", country="SY")
    marks = (gold(TEXT, "Homs", homs.lat, homs.lon), gold(TEXT, "Damascus", None, None))
    assert judged([match(document(TEXT, *marks), [answer(TEXT, "Homs to Damascus", homs)])]) == [(0.9, True)]


def test_what_cannot_be_judged_is_left_out(real_gazetteer: Gazetteer) -> None:
    homs, damascus = (known(real_gazetteer, name, country="SY") for name in ("Homs", "Damascus"))
    marks = (gold(TEXT, "Homs", homs.lat, homs.lon), gold(TEXT, "Damascus", None, None))
    answers = [
        answer(TEXT, "Homs", homs, score=0.8),
        answer(TEXT, "Damascus", damascus, score=0.7),
        answer(TEXT, "Palmyra", homs, score=0.6),
        answer(TEXT, "Aleppo", None),
    ]
    scores = judged([match(document(TEXT, *marks), answers)])
    assert scores == [(pytest.approx(0.8), True), (pytest.approx(0.6), False)]
