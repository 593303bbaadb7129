"""A story that several papers print is counted once, unless a reader asks for each copy."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.query import Reports
from geo.records import Copy, Filters, ParsedArticle
from geo.store import Store
from geo.stories import same_days, same_story, signature_of
from tests.query.corpora import Plain, articles, filters, passes, plain_reports
from tests.store.making import parsed, wire

ALL = Filters(copies=True)
BOILERPLATE = "Our reporters in [Tartus] and elsewhere write for you every day of the week and on Sundays too."


@pytest.fixture
def reports(store: Store) -> Reports:
    store.save(wire("Post", 0, published=date(2026, 5, 2)))
    store.save(wire("Mail", 0, published=date(2026, 5, 1)))
    store.save(wire("Star", 0))
    store.save(wire("Star", 1))
    return Reports(store)


def test_a_story_is_counted_once_and_from_its_earliest_copy(reports: Reports) -> None:
    assert reports.totals(Filters()).reports == 8
    assert reports.totals(Filters()).articles == 2
    assert reports.totals(ALL).reports == 16
    assert {report.article_id for report in reports.reports(Filters())} == {"mail-0", "star-1"}


def test_a_report_names_the_other_papers_the_earliest_first(reports: Reports) -> None:
    (first, *_) = reports.reports(Filters())
    assert first.article_id == "mail-0"
    assert first.also == (Copy("post-0", "Post", date(2026, 5, 2)), Copy("star-0", "Star"))
    assert [report.also for report in reports.reports(ALL) if report.article_id == "star-1"] == [()] * 4


def test_a_paper_that_is_asked_for_shows_its_own_copy(reports: Reports) -> None:
    found = reports.reports(Filters(sources=("Post",)))
    assert {report.article_id for report in found} == {"post-0"}
    assert reports.by_source(Filters()).set_index("source")["reports"].to_dict() == {"Star": 8, "Mail": 4, "Post": 4}


def test_what_only_a_copy_says_of_another_place_is_counted(store: Store) -> None:
    store.save(wire("Post", 0, published=date(2026, 5, 1)))
    told = [sentence.replace("Latakia", "[Latakia]") for sentence in _sentences(wire("Mail", 0))]
    store.save(parsed("longer", *told, BOILERPLATE, source="Mail", published=date(2026, 5, 2)))
    found = Reports(store).reports(Filters())
    assert [(r.article_id, r.place.name) for r in found] == [("longer", "Tartus"), *[("post-0", "Latakia")] * 4]


def test_a_copy_that_goes_or_comes_shows_at_once(store: Store, reports: Reports) -> None:
    assert reports.totals(Filters()).reports == 8
    store.remove("mail-0")
    assert {report.article_id for report in reports.reports(Filters())} == {"post-0", "star-1"}
    store.save(wire("Dawn", 1, published=date(2026, 4, 30)))
    found = reports.reports(Filters())
    assert {report.article_id for report in found} == {"post-0", "dawn-1"}
    assert {report.also for report in found if report.article_id == "dawn-1"} == {(Copy("star-1", "Star"),)}


def _sentences(article: ParsedArticle) -> list[str]:
    return [article.article.text[s.start : s.end] for s in article.sentences]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(articles(), max_size=7), st.data())
def test_any_question_leaves_out_what_an_earlier_copy_says(
    store: Store, made: list[ParsedArticle], data: st.DataObject
) -> None:
    with store.writer() as writer:
        for number in range(6):
            writer.remove(f"article {number}")
        for article in made:
            writer.save(article)
    kept: dict[str, ParsedArticle] = {}
    for article in made:
        kept[article.article.article_id] = article
    asked = data.draw(filters())
    passing = [report for report in plain_reports(kept.values()) if passes(report, asked)]
    stories = grouped(list(kept.values()))
    first: dict[tuple[int, str], tuple] = {}
    for report in passing:
        name = report.article.article.article_id
        key = (stories[name], report.place.place_id)
        first[key] = min(first.get(key, (date.max, 9, "")), printed(report, list(kept)))
    expected = {
        (r.article.article.article_id, r.place.place_id, r.start)
        for r in passing
        if first[stories[r.article.article.article_id], r.place.place_id] == printed(r, list(kept))
    }
    found = Reports(store).reports(asked, limit=None)
    assert {(r.article_id, r.place.place_id, r.start) for r in found} == expected


def printed(report: Plain, order: list[str]) -> tuple[date, int, str]:
    article = report.article.article
    return (article.published or date.max, order.index(article.article_id), article.article_id)


def grouped(made: list[ParsedArticle]) -> dict[str, int]:
    """The story of each article, by joining any two that are copies until nothing moves."""
    story = {article.article.article_id: n for n, article in enumerate(made)}
    moved = True
    while moved:
        moved = False
        for one in made:
            for other in made:
                a, b = one.article, other.article
                if story[a.article_id] != story[b.article_id] and _copies(one, other):
                    low = min(story[a.article_id], story[b.article_id])
                    story[a.article_id] = story[b.article_id] = low
                    moved = True
    return story


def _copies(one: ParsedArticle, other: ParsedArticle) -> bool:
    signatures = signature_of(one.article.text), signature_of(other.article.text)
    return (
        signatures[0] is not None
        and signatures[1] is not None
        and same_days(one.article.published, other.article.published)
        and same_story(*signatures)
    )
