"""Marks go by offsets: the right occurrence, never a piece of another word, and the text stays whole."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from geo.records import Focus, Role
from geo.view.cards import found_marks, reader
from geo.view.highlight import Mark, Segment, Sort, marks_of, segments
from tests.view import sample

texts = st.text("ab é\U0001f30d<&\n", max_size=40)
marks = st.lists(
    st.builds(
        lambda a, b, sort: Mark(min(a, b), max(a, b), sort),
        st.integers(-5, 60),
        st.integers(-5, 60),
        st.sampled_from(Sort),
    ),
    max_size=8,
)


@given(texts, marks, st.integers(0, 10))
def test_the_stretches_of_a_text_joined_are_the_text(text: str, found: list[Mark], start: int) -> None:
    assert "".join(s.text for s in segments(text, found, start=start)) == text


@given(texts, marks)
def test_marked_stretches_are_never_empty(text: str, found: list[Mark]) -> None:
    assert all(s.text for s in segments(text, found))


def test_the_second_occurrence_is_marked_where_the_second_is_meant() -> None:
    text = "Tripoli is not Tripoli."
    assert segments(text, [Mark(15, 22, Sort.PLACE)]) == [
        Segment("Tripoli is not "),
        Segment("Tripoli", Sort.PLACE),
        Segment("."),
    ]


def test_offsets_are_the_articles_not_the_sentences() -> None:
    assert segments("in Homs", [Mark(103, 107, Sort.PLACE)], start=100)[1] == Segment("Homs", Sort.PLACE)


def test_the_asked_place_wins_over_an_actor_and_an_actor_over_an_associative_place() -> None:
    text = "Moscow"
    over = [Mark(0, 6, Sort.ACTOR, "state:ru"), Mark(0, 6, Sort.OTHER, "geonames:524901", associative=True)]
    assert segments(text, over)[0].sort is Sort.ACTOR
    assert segments(text, [*over, Mark(0, 6, Sort.PLACE, "x")])[0].sort is Sort.PLACE


def test_every_mark_of_the_seed_article_reads_its_own_surface() -> None:
    parsed = sample.seed()
    text = parsed.article.text
    for toponym in parsed.toponyms:
        found = segments(text, marks_of([toponym], []))
        assert [s.text for s in found if s.sort is not Sort.PLAIN] == [toponym.surface]


def test_the_reader_lists_literal_places_only_and_marks_all() -> None:
    parsed = sample.seed()
    drawn = reader(parsed)
    assert {p["name"] for p in drawn["places"]} == {"Latakia", "Tartus", "Idlib", "Syria", "Ukraine"}  # type: ignore[attr-defined]
    assert "".join(s["t"] for s in drawn["segments"]) == parsed.article.text  # type: ignore[attr-defined]
    assert any(t.role is Role.ASSOCIATIVE for t in parsed.toponyms)


def test_a_dateline_is_marked_as_such_even_where_the_place_is_meant_too() -> None:
    parsed = sample.seed()
    first = next(t for t in parsed.toponyms if t.place == sample.LATAKIA)
    filed = dataclasses.replace(parsed, toponyms=(dataclasses.replace(first, role=Role.FILED), *parsed.toponyms[1:]))
    mark = marks_of(filed.toponyms[:1], [], place_ids=[sample.LATAKIA.place_id])[0]
    assert (mark.sort, mark.associative) == (Sort.FILED, False)


def test_the_reader_lists_where_an_article_was_filed_only_where_it_names_no_other_place() -> None:
    seed = sample.seed()
    filed = [dataclasses.replace(t, role=Role.FILED) for t in seed.toponyms if t.place == sample.LATAKIA][:1]
    alone = reader(dataclasses.replace(seed, toponyms=tuple(filed)))
    assert [p["name"] for p in alone["places"]] == ["Latakia"]  # type: ignore[attr-defined]
    assert "where it was filed" in str(alone["summary"])
    others = tuple(t for t in seed.toponyms if t.place == sample.IDLIB)
    both = reader(dataclasses.replace(seed, toponyms=(*filed, *others)))
    assert [p["name"] for p in both["places"]] == ["Idlib"]  # type: ignore[attr-defined]


def test_the_reader_says_what_the_article_is_about_and_each_leads_to_its_reports() -> None:
    about = (Focus(sample.SYRIA, 0.72), Focus(sample.IDLIB, 0.3))
    drawn = reader(dataclasses.replace(sample.seed(), focus=about))
    assert [(item["text"], item["act"]["id"]) for item in drawn["about"]] == [  # type: ignore[attr-defined]
        ("Syria", sample.SYRIA.place_id),
        ("Idlib", sample.IDLIB.place_id),
    ]
    assert reader(sample.seed())["about"] == []


@given(st.text(max_size=60), st.text("aAßİ ", max_size=10))
def test_words_that_were_searched_are_marked_inside_the_text(text: str, query: str) -> None:
    for mark in found_marks(text, query):
        assert 0 <= mark.start < mark.end <= len(text)
