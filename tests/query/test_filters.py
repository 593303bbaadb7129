"""Filters mean what they say, however they are combined."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.query import Reports
from geo.records import Bounds, Filters, ParsedArticle, PlaceKind
from geo.store import Store, open_store
from tests.query.corpora import SENTENCES, SOURCES, articles, filters, passes, plain_reports, who
from tests.store.making import (
    APIA,
    IDLIB,
    ISLAMIC_STATE,
    LATAKIA,
    LATAKIA_PROVINCE,
    LAVROV,
    MOSCOW,
    NATO,
    PACIFIC,
    RUSSIA,
    SUVA,
    SYRIA,
    TARTUS,
    TRIPOLI,
    buildup,
    parsed,
)

EVERYTHING = Filters(literal_only=False)


@pytest.fixture
def reports(store: Store) -> Reports:
    store.save(buildup())
    store.save(
        parsed(
            "rain",
            "Rain fell over [Latakia province] and the whole of [Syria].",
            "<Moscow> was dry, {NATO} said.",
            source="Radio Coast",
            scores=(0.5, 0.7, 0.3),
        )
    )
    store.save(
        parsed(
            "ferry", "Ferries left [Suva] for [Apia] across the [Pacific|Pacific Ocean].", published=date(2016, 2, 29)
        )
    )
    return Reports(store)


def places(reports: Reports, filters: Filters) -> set[str]:
    return set(reports.by_place(filters)["place_id"])


def ids(*chosen: object) -> set[str]:
    return {place.place_id for place in chosen}  # type: ignore[attr-defined]


def test_only_literal_mentions_unless_asked(reports: Reports) -> None:
    assert MOSCOW.place_id not in places(reports, Filters())
    assert ids(MOSCOW, RUSSIA) <= places(reports, EVERYTHING)


def test_a_country_includes_what_lies_within_it(reports: Reports) -> None:
    within = places(reports, Filters(places=(SYRIA.place_id,)))
    assert within == ids(SYRIA, LATAKIA_PROVINCE, LATAKIA, TARTUS, IDLIB)


def test_a_province_includes_its_towns_and_itself(reports: Reports) -> None:
    assert places(reports, Filters(places=(LATAKIA_PROVINCE.place_id,))) == ids(LATAKIA_PROVINCE, LATAKIA)


def test_a_province_that_no_article_names_still_includes_its_towns(reports: Reports) -> None:
    assert places(reports, Filters(places=(TARTUS.admin1_id,))) == ids(TARTUS)


def test_a_country_by_its_code_needs_no_place(reports: Reports) -> None:
    assert places(reports, Filters(places=("country:FJ",))) == ids(SUVA)
    assert places(reports, Filters(places=("country:fj",))) == ids(SUVA)
    assert places(reports, Filters(places=("country:",))) == set()


def test_a_town_is_only_itself(reports: Reports) -> None:
    assert places(reports, Filters(places=(LATAKIA.place_id,))) == ids(LATAKIA)


def test_several_places_mean_any_of_them(reports: Reports) -> None:
    assert places(reports, Filters(places=(LATAKIA.place_id, SUVA.place_id))) == ids(LATAKIA, SUVA)


def test_an_unknown_place_finds_nothing(reports: Reports) -> None:
    assert reports.totals(Filters(places=("geonames:0",))).reports == 0
    assert reports.totals(Filters(places=("",))).reports == 0


def test_an_actor_must_stand_in_the_sentence_itself(reports: Reports) -> None:
    assert places(reports, Filters(actors=(ISLAMIC_STATE.actor_id,))) == ids(IDLIB)
    assert places(reports, Filters(actors=(LAVROV.actor_id,))) == ids(LATAKIA)
    assert places(reports, Filters(actors=(LAVROV.actor_id, NATO.actor_id))) == ids(LATAKIA, IDLIB)


def test_kinds_and_sources(reports: Reports) -> None:
    assert places(reports, Filters(kinds=(PlaceKind.SEA, PlaceKind.COUNTRY))) == ids(PACIFIC, SYRIA)
    assert places(reports, Filters(sources=("Radio Coast",))) == ids(LATAKIA_PROVINCE, SYRIA)
    assert places(reports, Filters(sources=("",))) == ids(SUVA, APIA, PACIFIC)


def test_a_score_at_the_limit_passes(reports: Reports) -> None:
    assert places(reports, Filters(sources=("Radio Coast",), min_score=0.7)) == ids(SYRIA)


def test_days_are_included_at_both_ends(reports: Reports) -> None:
    day = date(2015, 9, 11)
    assert places(reports, Filters(published_from=day, published_to=day)) == ids(LATAKIA, TARTUS, IDLIB)
    assert places(reports, Filters(published_from=date(2015, 9, 12))) == ids(SUVA, APIA, PACIFIC)
    assert places(reports, Filters(published_to=date(2015, 9, 10))) == set()


def test_a_date_filter_leaves_out_undated_articles_and_says_how_many_reports(reports: Reports) -> None:
    assert reports.totals(Filters()).undated == 0
    narrowed = reports.totals(Filters(published_to=date(2030, 1, 1)))
    assert narrowed.reports == reports.totals(Filters()).reports - 2
    assert narrowed.undated == 2
    assert reports.totals(Filters(published_to=date(2030, 1, 1), kinds=(PlaceKind.COUNTRY,))).undated == 1


def test_free_text_finds_articles_by_title_and_text(reports: Reports) -> None:
    assert places(reports, Filters(text="advisers coast")) == ids(LATAKIA, TARTUS, IDLIB)
    assert places(reports, Filters(text='"rain fell"')) == ids(LATAKIA_PROVINCE, SYRIA)
    assert reports.totals(Filters(text="unheard of")).reports == 0
    assert reports.totals(Filters(text='"')) == reports.totals(Filters())


def test_a_box_across_the_180th_meridian(reports: Reports) -> None:
    assert places(reports, Filters(bounds=Bounds(-30, 175, 0, -165))) == ids(SUVA, APIA)
    assert places(reports, Filters(bounds=Bounds(-30, -165, 0, 175))) == ids(PACIFIC)
    assert places(reports, Filters(bounds=Bounds(-30, 170, 0, 180))) == ids(SUVA)


def test_a_map_that_was_panned_around_the_world(reports: Reports) -> None:
    assert places(reports, Filters(bounds=Bounds(-30, 175 + 360, 0, 195 + 360))) == ids(SUVA, APIA)
    assert places(reports, Filters(bounds=Bounds(30, 30 - 720, 40, 45 - 720))) == places(
        reports, Filters(bounds=Bounds(30, 30, 40, 45))
    )
    assert places(reports, Filters(bounds=Bounds(-90, -500, 90, 500))) == places(reports, Filters())


def test_different_filters_mean_all_of_them(reports: Reports) -> None:
    both = Filters(places=(SYRIA.place_id,), actors=(NATO.actor_id,), text="province", min_score=0.9)
    assert places(reports, both) == ids(IDLIB)


@pytest.fixture(scope="module")
def corpus() -> Iterator[tuple[Reports, list[ParsedArticle]]]:
    """Sixty articles that differ, fixed by a seed."""
    made: dict[str, ParsedArticle] = {}
    for n in range(60):
        made[f"article {n}"] = _drawn(n)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store.sqlite")
        with store.writer() as writer:
            for article in made.values():
                writer.save(article)
        yield Reports(store), list(made.values())
        store.close()


def _drawn(n: int) -> ParsedArticle:
    """The n-th article of the corpus: each of the sentences in turn, with other dates, scores and publishers."""
    chosen = [SENTENCES[(n * 3 + k * (n % 4 + 1)) % len(SENTENCES)] for k in range(n % 6 + 1)]
    scores = [((n * 7 + k * 3) % 11) / 10 for k in range(12)]
    published = None if n % 5 == 0 else date(2015, 9, 1 + n % 20)
    source = SOURCES[n % 3]
    return parsed(f"article {n}", *chosen, scores=scores, silent={n % 7}, source=source, published=published)


@settings(max_examples=200, deadline=None)
@given(asked=filters())
def test_every_filter_finds_what_a_plain_search_finds(
    corpus: tuple[Reports, list[ParsedArticle]], asked: Filters
) -> None:
    reports, made = corpus
    expected = [report for report in plain_reports(made) if passes(report, asked)]
    found = reports.reports(asked, limit=None)
    assert sorted((r.article_id, r.place.place_id, r.start, r.score, r.role) for r in found) == sorted(
        (r.article.article.article_id, r.place.place_id, r.start, r.score, r.role) for r in expected
    )
    counted = reports.by_place(asked).set_index("place_id")
    assert counted["reports"].to_dict() == Counter(r.place.place_id for r in expected)
    assert counted["articles"].to_dict() == Counter(
        place_id for place_id, _ in {(r.place.place_id, r.article.article.article_id) for r in expected}
    )
    acting = reports.by_actor(asked).set_index("actor_id")
    assert acting["reports"].to_dict() == Counter(actor for r in expected for actor in who(r, asked))
    assert acting["articles"].to_dict() == Counter(
        actor for actor, _ in {(actor, r.article.article.article_id) for r in expected for actor in who(r, asked)}
    )
    totals = reports.totals(asked)
    assert totals.reports == len(expected)
    assert totals.articles == len({r.article.article.article_id for r in expected})
    assert totals.places == len({r.place.place_id for r in expected})
    assert totals.sources == len({r.article.article.source for r in expected} - {""})


@settings(max_examples=25, deadline=None)
@given(
    steps=st.lists(st.one_of(articles(), st.sampled_from([f"article {n}" for n in range(6)])), max_size=8),
    asked=filters(),
)
def test_what_was_refreshed_step_by_step_equals_what_is_loaded_at_once(
    steps: list[ParsedArticle | str], asked: Filters
) -> None:
    kept: dict[str, ParsedArticle] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store.sqlite")
        growing = Reports(store)
        for step in steps:
            if isinstance(step, str):
                store.remove(step)
                kept.pop(step, None)
            else:
                store.save(step)
                kept[step.article.article_id] = step
            assert growing.totals(Filters(literal_only=False)).reports == len(plain_reports(kept.values()))
        fresh = Reports(store)
        for wanted in (asked, EVERYTHING):
            assert growing.reports(wanted, limit=None) == fresh.reports(wanted, limit=None)
            for table in ("by_place", "by_actor", "by_day", "by_source", "by_focus"):
                assert getattr(growing, table)(wanted).equals(getattr(fresh, table)(wanted)), table
        store.close()


def test_the_same_name_in_two_countries_is_two_places(store: Store) -> None:
    store.save(parsed("two", "A café at [Tripoli] and one at [Tripoli|Tripoli (Lebanon)]."))
    assert places(Reports(store), Filters(places=(TRIPOLI.place_id,))) == ids(TRIPOLI)
    assert len(places(Reports(store), Filters())) == 2
