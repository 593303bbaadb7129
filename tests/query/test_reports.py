"""A report is complete, pages neither overlap nor skip, and what is saved elsewhere shows up."""

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.query import Order, Reports
from geo.query.ordering import _first
from geo.records import Filters, ParsedArticle, Role
from geo.store import Store, open_store
from tests.query.corpora import SENTENCES
from tests.store.making import IDLIB, LATAKIA, LAVROV, MOSCOW, RUSSIA, TARTUS, TRIPOLI_LEBANON, buildup, parsed

EVERYTHING = Filters(literal_only=False)
ROOT = Path(__file__).parents[2]


def test_a_report_is_complete(store: Store) -> None:
    store.save(buildup(url="https://example.org/advisers"))
    (report,) = Reports(store).reports(Filters(places=(TARTUS.place_id,)))
    text = buildup().article.text
    assert report.text == "Moscow keeps a harbour at Tartus, an hour south of Latakia."
    assert text[report.start : report.start + len(report.text)] == report.text
    assert (report.place, report.role, report.score) == (TARTUS, Role.LITERAL, 0.9)
    assert [m.surface for m in report.mentions] == ["Tartus"]
    assert [(m.surface, m.place) for m in report.others] == [("Moscow", MOSCOW), ("Latakia", LATAKIA)]
    assert report.actors == ()
    for mention in (*report.mentions, *report.others):
        assert text[mention.start : mention.end] == mention.surface
    assert (report.title, report.source) == ("Advisers on the coast", "The Harbour Post")
    assert (report.url, report.published) == ("https://example.org/advisers", date(2015, 9, 11))


def test_a_report_has_the_actors_of_its_sentence(store: Store) -> None:
    store.save(buildup())
    (report,) = Reports(store).reports(Filters(places=(IDLIB.place_id,)))
    assert [(a.surface, a.name) for a in report.actors] == [
        ("Islamic State", "Islamic State"),
        ("NATO", "NATO"),
        ("Mr Putin", "Vladimir Putin"),
    ]
    text = buildup().article.text
    assert all(text[a.start : a.end] == a.surface for a in report.actors)


def dateline(role: Role) -> ParsedArticle:
    """An article of one sentence, which was filed from Tartus and says once more what Tartus is in it."""
    made = parsed("filed", "[Tartus] (AP) — Ships left <Tartus> on Monday.", scores=(0.9, 0.6))
    first, second = made.toponyms
    return replace(made, toponyms=(replace(first, role=Role.FILED, reason="Filed."), replace(second, role=role)))


def test_a_place_that_an_article_was_only_filed_from_is_no_literal_report(store: Store) -> None:
    made = parsed("filed", "[Tartus] (AP) — Ships left [Latakia] on Monday.")
    store.save(replace(made, toponyms=(replace(made.toponyms[0], role=Role.FILED), *made.toponyms[1:])))
    assert [r.place for r in Reports(store).reports(Filters())] == [LATAKIA]
    roles = {r.place: r.role for r in Reports(store).reports(EVERYTHING)}
    assert roles == {TARTUS: Role.FILED, LATAKIA: Role.LITERAL}


def test_a_local_story_without_another_place_is_on_the_map_where_it_was_filed_and_says_so(store: Store) -> None:
    made = dateline(Role.ASSOCIATIVE)
    store.save(replace(made, toponyms=made.toponyms[:1]))
    (report,) = Reports(store).reports(Filters())
    assert (report.place, report.role, report.reason) == (TARTUS, Role.FILED, "Filed.")


def test_the_body_counts_for_a_place_that_is_in_the_dateline_too(store: Store) -> None:
    store.save(dateline(Role.LITERAL))
    (report,) = Reports(store).reports(Filters())
    assert (report.role, report.score) == (Role.LITERAL, 0.9)
    assert report.reason != "Filed."


def test_a_reports_best_mention_gives_score_reason_and_alternatives(store: Store) -> None:
    store.save(parsed("tripoli", "[Tripoli] or <Tripoli> or [Nowhereville].", scores=(0.4, 0.8)))
    (report,) = Reports(store).reports(Filters())
    assert (report.score, report.role) == (0.8, Role.LITERAL)
    assert report.reason == report.mentions[1].reason
    assert report.alternatives[0].place == TRIPOLI_LEBANON
    assert len(report.mentions) == 2
    assert report.others == ()  # what was not placed is no other place


def test_a_report_keeps_its_id_when_its_article_is_parsed_again(store: Store) -> None:
    store.save(buildup())
    reports = Reports(store)
    before = reports.reports(EVERYTHING)
    store.save(buildup(parser="test-2", title="Another title"))
    after = reports.reports(EVERYTHING)
    assert [r.report_id for r in after] == [r.report_id for r in before]
    assert len({r.report_id for r in after}) == len(after) == 6
    for report in after:
        assert reports.report(report.report_id) == report


@pytest.mark.parametrize(
    "report_id", ["", "0", "zz", "-1", "0x1", "1_0", "f" * 16, "f" * 17, "\x00", "'", " 1", "é" * 99]
)
def test_an_unknown_report_is_none(store: Store, report_id: str) -> None:
    store.save(buildup())
    assert Reports(store).report(report_id) is None


def test_a_repeated_word_is_marked_where_it_stands(store: Store) -> None:
    store.save(parsed("twice", "Tartus Street is not [Tartus].", "[Tartus] is."))
    reports = Reports(store)
    assert [[m.start for m in r.mentions] for r in sorted(reports.reports(Filters()), key=lambda r: r.start)] == [
        [21],
        [29],
    ]


@pytest.fixture
def many(store: Store) -> Reports:
    with store.writer() as writer:
        for n in range(60):
            day = None if n % 4 == 0 else date(2015, 9, 1 + n % 13)
            scores = [(n * 7 + k) % 10 / 10 for k in range(12)]
            writer.save(parsed(f"a{n}", *SENTENCES[n % 5 : n % 5 + 4], published=day, scores=scores))
    return Reports(store)


@pytest.mark.parametrize("order", ["newest", "certain", "place"])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_pages_follow_one_another_without_overlap_or_gap(many: Reports, order: Order, size: int) -> None:
    whole = many.reports(EVERYTHING, limit=None, order=order)
    paged = [
        r
        for at in range(0, min(len(whole), 40) + size, size)
        for r in many.reports(EVERYTHING, limit=size, offset=at, order=order)
    ]
    assert paged == whole[: len(paged)]
    assert len(paged) >= 40
    assert len({r.report_id for r in whole}) == len(whole) == many.totals(EVERYTHING).reports


def test_the_newest_come_first_each_article_as_it_reads_and_undated_last(many: Reports) -> None:
    whole = many.reports(EVERYTHING, limit=None)
    days = [(r.published is None, -(r.published or date.min).toordinal()) for r in whole]
    assert days == sorted(days)
    articles = [article_id for article_id, _ in groupby(r.article_id for r in whole)]
    assert len(articles) == len(set(articles))
    for _, reports in groupby(whole, key=lambda r: r.article_id):
        starts = [r.start for r in reports]
        assert starts == sorted(starts)


def test_the_most_certain_come_first_when_asked(many: Reports) -> None:
    whole = many.reports(EVERYTHING, limit=None, order="certain")
    assert [r.score for r in whole] == sorted((r.score for r in whole), reverse=True)


def test_reports_can_go_by_name_of_place(many: Reports) -> None:
    whole = many.reports(EVERYTHING, limit=None, order="place")
    assert [r.place.name for r in whole] == sorted(r.place.name for r in whole)


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-5, 0), (10, 10_000)])
def test_a_page_outside_is_empty(many: Reports, limit: int, offset: int) -> None:
    assert many.reports(EVERYTHING, limit=limit, offset=offset) == []


def test_a_negative_offset_is_the_beginning(many: Reports) -> None:
    assert many.reports(EVERYTHING, limit=3, offset=-10) == many.reports(EVERYTHING, limit=3)


def test_an_unknown_order_is_refused(many: Reports) -> None:
    with pytest.raises(ValueError, match="newest, certain or place"):
        many.reports(EVERYTHING, order="oldest")  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=60), st.integers(0, 70))
def test_the_first_of_many_are_those_of_a_full_sort(pairs: list[tuple[int, int]], wanted: int) -> None:
    keys = [np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs]), np.arange(len(pairs))]
    wanted = min(wanted, len(pairs))
    expected = sorted(range(len(pairs)), key=lambda at: (*pairs[at], at))[:wanted]
    assert _first(keys, np.arange(len(pairs)), wanted).tolist() == expected


def test_what_is_saved_shows_at_once(store: Store) -> None:
    reports = Reports(store)
    assert reports.totals(Filters()).reports == 0
    store.save(buildup())
    assert reports.totals(Filters()).articles == 1
    assert reports.revision() == store.revision()
    store.remove("buildup")
    assert reports.totals(Filters()).articles == 0


def test_actors_stay_with_their_reports_when_another_article_is_replaced(store: Store) -> None:
    reports = Reports(store)
    store.save(parsed("first", "A ship at [Tartus], {NATO} said.", "And at [Latakia], {NATO} said."))
    store.save(parsed("second", "Rain over [Idlib].", "{Sergey Lavrov} went to [Tartus]."))
    assert reports.totals(Filters(actors=(LAVROV.actor_id,))).reports == 1
    store.save(parsed("first", "Nothing happened."))
    assert [r.place for r in reports.reports(Filters(actors=(LAVROV.actor_id,)))] == [TARTUS]
    assert reports.by_actor(Filters())[["name", "reports", "articles"]].to_numpy().tolist() == [["Sergey Lavrov", 1, 1]]


def test_what_another_process_saves_shows_at_once(store: Store, path: Path) -> None:
    reports = Reports(store)
    assert reports.totals(Filters(text="harbour")).articles == 0
    script = (
        "import sys; from geo.store import open_store; from tests.store.making import buildup;"
        "store = open_store(sys.argv[1]); store.save(buildup()); store.close()"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=True, timeout=60)
    assert reports.totals(Filters(text="harbour")).articles == 1
    assert reports.by_place(Filters())["name"].tolist() == ["Latakia", "Idlib", "Tartus"]


def test_a_large_store_rests_after_a_refresh_unless_one_is_asked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.query.reports._LARGE", -1)
    monkeypatch.setattr("geo.query.reports._REST", 1e9)
    reports = Reports(store)
    assert reports.totals(Filters()).articles == 0
    store.save(buildup())
    assert reports.totals(Filters()).articles == 0
    assert reports.refresh() == store.revision()
    assert reports.totals(Filters()).articles == 1


def test_a_store_that_cannot_be_written_is_asked_all_the_same(store: Store, path: Path) -> None:
    store.save(buildup())
    reader = open_store(path, read_only=True)
    assert Reports(reader).totals(Filters(text="advisers")).reports == 4
    reader.close()


def test_threads_share_the_reports_while_articles_are_saved(store: Store) -> None:
    reports = Reports(store)
    failures: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                by_place = reports.by_place(EVERYTHING)
                assert by_place["reports"].sum() % 6 == 0  # each article has six: never half of one
                assert reports.totals(Filters(text="advisers", literal_only=False)).reports % 6 == 0
                for report in reports.reports(EVERYTHING, limit=5):
                    assert report.text
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(30):
        store.save(buildup(f"a{n}"))
        if n % 5 == 4:
            store.remove(f"a{n - 2}")
    done.set()
    for thread in threads:
        thread.join()
    assert not failures
    assert reports.totals(EVERYTHING).articles == 24
    assert reports.by_place(EVERYTHING).set_index("place_id").loc[RUSSIA.place_id, "reports"] == 24


def test_an_article_comes_with_all_that_was_found_in_it(store: Store) -> None:
    store.save(buildup())
    reports = Reports(store)
    assert reports.article("buildup") == buildup()
    assert reports.article("other") is None
