import pytest

from geo.evaluation import GoldToponym, Judge, match
from geo.evaluation.breakdown import Breakdown
from geo.gazetteer import Gazetteer
from tests.evaluation.making import answer, document, gold, known

TEXT = "From Homs to New York City, then Syria, the Nowhere Hills and home to Toledo."


@pytest.fixture(scope="module")
def parts(real_gazetteer: Gazetteer) -> Breakdown:
    found = Judge.of(real_gazetteer).breakdown
    assert found is not None
    return found


@pytest.fixture(scope="module")
def matched(real_gazetteer: Gazetteer):
    homs = known(real_gazetteer, "Homs", country="SY", kind="town")
    toledo = known(real_gazetteer, "Toledo", country="ES", kind="town")
    marks = (
        gold(TEXT, "Homs", homs.lat, homs.lon, number=int(homs.place_id.partition(":")[2])),
        gold(TEXT, "New York City", 40.71, -74.0),
        gold(TEXT, "Syria", 35.0, 38.0, number=163843),
        gold(TEXT, "Nowhere Hills", None, None),
    )
    return match(document(TEXT, *marks), [answer(TEXT, "Homs", homs), answer(TEXT, "Toledo", toledo)])


def test_kinds_are_those_of_the_marked_places(parts: Breakdown, matched) -> None:
    kinds = parts.by_kind([matched])
    assert kinds["country"].marked == 1
    assert (kinds["town"].marked, kinds["town"].found, kinds["town"].answered_placed) == (1, 1, 2)
    assert (kinds["town"].precision, kinds["town"].recall) == (0.5, 1)
    assert kinds["unknown"].marked == 2


def test_a_corpus_word_for_what_it_is_stands_in_where_the_gazetteer_knows_no_number(parts: Breakdown) -> None:
    marks = [
        GoldToponym(i, i + 1, TEXT[i], None, None, feature=feature)
        for i, feature in enumerate(("PPLA2", "PCLI", "ADM2", "STREET", "CITY"))
    ]
    kinds = parts.by_kind([match(document(TEXT, *marks), [])])
    assert {name: share.marked for name, share in kinds.items()} == {"town": 2, "admin2": 1, "country": 1, "street": 1}


def test_lengths_count_words(parts: Breakdown, matched) -> None:
    lengths = parts.by_length([matched])
    assert {name: share.marked for name, share in lengths.items()} == {"1 word": 2, "2 words": 1, "3 words": 1}


def test_countries_are_told_by_number_or_by_the_nearest_town(parts: Breakdown, matched) -> None:
    countries = parts.by_country([matched])
    assert {name: share.marked for name, share in countries.items()} == {
        "SY": 2, "US": 1, "no coordinates": 1, "ES": 0,
    }  # fmt: skip
    assert countries["ES"].answered_placed == 1, "Toledo, which nobody marked, costs Spain"


def test_the_high_seas_are_in_no_country(parts: Breakdown) -> None:
    mark = gold(TEXT, "Homs", -40.0, -120.0)
    assert list(parts.by_country([match(document(TEXT, mark), [])])) == ["none"]


def test_every_part_adds_up(parts: Breakdown, matched) -> None:
    for shares in (parts.by_kind([matched]), parts.by_length([matched]), parts.by_country([matched])):
        assert sum(s.marked for s in shares.values()) == 4
        assert sum(s.answered_placed for s in shares.values()) == 2
        assert sum(s.right for s in shares.values()) == sum(s.right_answers for s in shares.values()) == 1
