from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.evaluation import Cause, GoldToponym, Judge, Prediction, diagnose, match
from geo.evaluation.causes import count_causes
from geo.evaluation.reach import Reach
from geo.gazetteer import Gazetteer
from geo.records import Alternative
from tests.evaluation.making import answer, document, gold, known

TEXT = "A storm passed Paris, Texas, and Zzyzxia; in Old Springfield City nobody in Latakia slept."


@pytest.fixture(scope="module")
def judge(real_gazetteer: Gazetteer) -> Judge:
    return Judge.of(real_gazetteer)


def cause(judge: Judge, mark: GoldToponym, *answers: Prediction, text: str = TEXT) -> Cause:
    """The cause of a single mark."""
    assert judge.reach is not None
    return diagnose(match(document(text, mark), answers, judge.extents), judge.reach).marked[0]


def test_a_name_that_nobody_answered_was_not_found(judge: Judge) -> None:
    assert cause(judge, gold(TEXT, "Paris", 33.66, -95.55)) is Cause.NOT_FOUND


def test_the_other_paris_was_a_wrong_choice(judge: Judge, real_gazetteer: Gazetteer) -> None:
    wrong = answer(TEXT, "Paris", known(real_gazetteer, "Paris", country="FR", kind="town"))
    assert cause(judge, gold(TEXT, "Paris", 33.66, -95.55), wrong) is Cause.WRONG_CANDIDATE


def test_a_place_unknown_there_had_no_candidate(judge: Judge, real_gazetteer: Gazetteer) -> None:
    anywhere = answer(TEXT, "Paris", known(real_gazetteer, "Paris", country="FR", kind="town"))
    assert cause(judge, gold(TEXT, "Paris", -54.0, -36.0), anywhere) is Cause.NO_CANDIDATE
    assert cause(judge, gold(TEXT, "Zzyzxia", 10.0, 10.0), answer(TEXT, "Zzyzxia", None)) is Cause.NO_CANDIDATE


def test_a_place_known_there_but_not_given_was_left_unplaced(judge: Judge) -> None:
    assert cause(judge, gold(TEXT, "Paris", 33.66, -95.55), answer(TEXT, "Paris", None)) is Cause.UNPLACED


def test_an_alternative_that_the_resolver_weighed_is_a_candidate(judge: Judge, real_gazetteer: Gazetteer) -> None:
    latakia = known(real_gazetteer, "Latakia", country="SY", kind="town")
    start = TEXT.index("Zzyzxia")
    weighed = Prediction(start, start + 7, "Zzyzxia", None, None, "literal", alternatives=(Alternative(latakia, 0.1),))
    assert cause(judge, gold(TEXT, "Zzyzxia", latakia.lat, latakia.lon), weighed) is Cause.UNPLACED


def test_words_too_many_are_told_from_a_name_unknown(judge: Judge, real_gazetteer: Gazetteer) -> None:
    springfield = known(real_gazetteer, "Springfield", country="US", kind="town")
    mark = gold(TEXT, "Springfield", springfield.lat, springfield.lon)
    assert cause(judge, mark, answer(TEXT, "nobody in Latakia", None)) is Cause.NOT_FOUND
    assert cause(judge, mark, answer(TEXT, "in Old Springfield City nobody", None)) is Cause.WRONG_SPAN


def test_a_role_counts_as_wrong_only_where_the_spot_is_right(judge: Judge, real_gazetteer: Gazetteer) -> None:
    latakia = known(real_gazetteer, "Latakia", country="SY", kind="town")
    right = answer(TEXT, "Latakia", latakia, role="associative")
    assert cause(judge, gold(TEXT, "Latakia", latakia.lat, latakia.lon, role="literal"), right) is Cause.ROLE
    assert cause(judge, gold(TEXT, "Latakia", latakia.lat, latakia.lon), right) is Cause.RIGHT
    filed = answer(TEXT, "Latakia", latakia, role="filed")
    assert cause(judge, gold(TEXT, "Latakia", latakia.lat, latakia.lon, role="literal"), filed) is Cause.RIGHT


def test_the_right_country_is_no_mistake_where_its_point_is_far(judge: Judge, real_gazetteer: Gazetteer) -> None:
    text = "Snow fell on Canada."
    canada = answer(text, "Canada", known(real_gazetteer, "Canada", country="CA", kind="country"))
    assert cause(judge, gold(text, "Canada", 53.5, -113.5, number=6251999), canada, text=text) is Cause.AREA


def test_an_answer_takes_the_best_of_what_it_covers_and_the_rest_is_spurious(
    judge: Judge, real_gazetteer: Gazetteer
) -> None:
    texas = known(real_gazetteer, "Texas", country="US", kind="admin1")
    paris = known(real_gazetteer, "Paris", country="US", kind="town")
    assert judge.reach is not None
    marks = (gold(TEXT, "Paris", paris.lat, paris.lon), gold(TEXT, "Texas", texas.lat, texas.lon))
    answers = [answer(TEXT, "Paris, Texas", paris), answer(TEXT, "as", None), answer(TEXT, "storm", texas)]
    found = diagnose(match(document(TEXT, *marks), answers, judge.extents), judge.reach)
    assert found.answered[0] is Cause.RIGHT
    assert found.answered[2] is Cause.SPURIOUS


def test_a_second_answer_for_one_mark_is_not_called_spurious(judge: Judge, real_gazetteer: Gazetteer) -> None:
    assert judge.reach is not None
    paris = known(real_gazetteer, "Paris", country="US", kind="town")
    mark = gold(TEXT, "Paris, Texas", paris.lat, paris.lon)
    answers = [answer(TEXT, "Paris", paris), answer(TEXT, "Texa", paris)]
    assert diagnose(match(document(TEXT, mark), answers), judge.reach).answered == (Cause.RIGHT, Cause.EXTRA)


_SPANS = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 20))
_POINTS = st.one_of(st.none(), st.tuples(st.floats(-89, 89), st.floats(-179, 179)))
_ROLES = st.sampled_from(["", "literal", "associative", "filed"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.tuples(_SPANS, _POINTS, _ROLES), max_size=6), st.lists(st.tuples(_SPANS, _POINTS, _ROLES), max_size=6)
)
def test_causes_add_up_to_all_marks_and_all_answers(judge: Judge, marks: list, answers: list) -> None:
    assert judge.reach is not None
    gold_marks = [GoldToponym(*_cut(span), *(point or (None, None)), role) for span, point, role in marks]
    found = [Prediction(*_cut(span), *(point or (None, None)), role) for span, point, role in answers]
    matching = match(document(TEXT, *gold_marks), found, judge.extents)
    marked, answered = count_causes([diagnose(matching, judge.reach)])
    assert marked.total() == len(marks)
    assert answered.total() == len(answers)
    assert not set(marked) & {Cause.SPURIOUS, Cause.EXTRA}
    assert marked[Cause.NOT_FOUND] == sum(p.answer < 0 for p in matching.pairs)
    assert Cause.NOT_FOUND not in answered


def _cut(span: tuple[int, int]) -> tuple[int, int, str]:
    start, length = span
    end = min(start + length, len(TEXT))
    return start, end, TEXT[start:end]


class _NothingNear(Reach):
    """A reach that never looks anything up."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def of_answers(self, document, answers):
        return [set() for _ in answers]

    def of_name(self, name):
        self.asked[name] += 1
        return set()

    def is_near(self, rows, gold):
        return False


def test_nothing_is_looked_up_for_what_is_right() -> None:
    mark = gold(TEXT, "Latakia", 35.5, 35.8)
    reach = _NothingNear()
    right = match(document(TEXT, mark), [Prediction(mark.start, mark.end, "Latakia", 35.5, 35.8)])
    assert diagnose(right, reach).marked == (Cause.RIGHT,)
    assert not reach.asked
