from geo.evaluation import Judge, Prediction, literal_only, match, score_matching
from tests.evaluation.making import answer, document, gold

TEXT = "BEIRUT (AP) — Moscow hinted that Russian planes left a base near Latakia."
MARKS = (
    gold(TEXT, "BEIRUT", 33.89, 35.5, role="literal"),
    gold(TEXT, "Moscow", 55.75, 37.62, role="associative"),
    gold(TEXT, "Russian", 61.5, 105.3, role="associative"),
    gold(TEXT, "Latakia", 35.53, 35.79, role="literal"),
)


def test_the_place_of_a_dateline_counts_as_literal() -> None:
    answers = [answer(TEXT, "BEIRUT", None, role="filed"), answer(TEXT, "Moscow", None, role="associative")]
    one = score_matching(match(document(TEXT, *MARKS), answers))
    assert (one.role_told, one.role_right) == (2, 2)


def test_literal_scores_leave_out_associative_marks_and_answers() -> None:
    answers = [
        answer(TEXT, "BEIRUT", None, role="filed"),
        answer(TEXT, "Moscow", None, role="associative"),
        answer(TEXT, "Russian", None, role="literal"),
    ]
    one = score_matching(match(*literal_only(document(TEXT, *MARKS), answers)))
    assert (one.gold, one.predicted, one.overlap_gold) == (2, 2, 1), "Russian, taken for literal, is spurious here"


def test_a_corpus_without_roles_has_no_literal_figures() -> None:
    plain = document("Homs fell.", gold("Homs fell.", "Homs", 34.73, 36.71))
    figures = Judge.of(None).evaluate("plain", [plain], lambda _: []).figures()
    assert not [name for name in figures if name.startswith("literal_")]


def test_answers_without_roles_are_no_evidence_on_roles() -> None:
    answers = [Prediction(0, 6, "BEIRUT", None, None)]
    assert score_matching(match(document(TEXT, *MARKS), answers)).role_told == 0
