import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ArticleError
from geo.evaluation import (
    Document,
    GoldToponym,
    Prediction,
    area_under_log_error,
    distance_km,
    interval,
    read_gold,
    score,
)

TEXT = "From Homs to Paris and Rome."
GOLD = (GoldToponym(5, 9, "Homs", 34.73, 36.71), GoldToponym(13, 18, "Paris", 48.85, 2.35))


def test_a_perfect_answer_scores_one() -> None:
    answers = [Prediction(5, 9, "Homs", 34.73, 36.71), Prediction(13, 18, "Paris", 48.85, 2.35)]
    total, _ = score([Document("1", TEXT, GOLD)], lambda _: answers)
    figures = total.summary()
    assert figures["end_to_end_f1"] == figures["recognition_exact_f1"] == figures["accuracy_161km"] == 1
    assert figures["auc_log_error"] == 0


def test_a_wrong_spot_costs_precision_and_recall() -> None:
    answers = [Prediction(5, 9, "Homs", 34.73, 36.71), Prediction(13, 18, "Paris", 33.66, -95.55)]
    total, _ = score([Document("1", TEXT, GOLD)], lambda _: answers)
    assert total.summary()["end_to_end_precision"] == 0.5
    assert total.summary()["end_to_end_recall"] == 0.5


def test_an_unplaced_answer_costs_recall_alone() -> None:
    answers = [Prediction(5, 9, "Homs", None, None), Prediction(13, 18, "Paris", 48.85, 2.35)]
    total, _ = score([Document("1", TEXT, GOLD)], lambda _: answers)
    assert total.summary()["end_to_end_precision"] == 1
    assert total.summary()["end_to_end_recall"] == 0.5


def test_a_place_found_that_nobody_marked_costs_precision() -> None:
    answers = [Prediction(5, 9, "Homs", 34.73, 36.71), Prediction(23, 27, "Rome", 41.9, 12.5)]
    total, _ = score([Document("1", TEXT, GOLD)], lambda _: answers)
    assert total.summary()["recognition_overlap_precision"] == 0.5


@settings(deadline=None)  # a loaded machine is no failure
@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distances_are_symmetric_and_bounded(a: float, b: float, c: float, d: float) -> None:
    there, back = distance_km(a, b, c, d), distance_km(c, d, a, b)
    assert math.isclose(there, back, abs_tol=1e-6)
    assert 0 <= there <= 20_016


def test_london_to_paris_is_known() -> None:
    assert distance_km(51.5074, -0.1278, 48.8566, 2.3522) == pytest.approx(343.6, abs=1)


def test_the_area_under_the_log_error_runs_from_none_to_one() -> None:
    assert area_under_log_error([0.0, 0.0]) == 0
    assert area_under_log_error([20038.0, 20038.0]) == pytest.approx(1)
    assert math.isnan(area_under_log_error([]))


def test_an_interval_holds_the_figure() -> None:
    documents = [Document(str(i), TEXT, GOLD) for i in range(20)]
    answers = {str(i): [Prediction(5, 9, "Homs", 34.73, 36.71)] if i % 2 else [] for i in range(20)}
    total, each = score(documents, lambda d: answers[d.document_id])
    low, high = interval(each, "end_to_end_f1", rounds=200)
    assert low < total.end_to_end_f1 < high


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": 1, "text": "x", "toponyms": []}) + "\nnot json\n", encoding="utf-8")
    with pytest.raises(ArticleError, match="line 2"):
        list(read_gold(path))
