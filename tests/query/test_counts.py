"""Counts are right, and every table has its documented columns, also when it is empty."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from geo.query import BY_ACTOR, BY_DAY, BY_FOCUS, BY_PLACE, BY_SOURCE, TABLE, Reports
from geo.records import Filters, Focus
from geo.store import Store
from tests.query.corpora import SENTENCES, SOURCES, plain_reports
from tests.store.making import (
    IDLIB,
    ISLAMIC_STATE,
    LATAKIA,
    LATAKIA_PROVINCE,
    LAVROV,
    NATO,
    PUTIN,
    SYRIA,
    TARTUS,
    buildup,
    parsed,
)

EVERYTHING = Filters(literal_only=False)
NOTHING = Filters(places=("geonames:0",))
TABLES: Mapping[str, Mapping[str, str]] = {
    "by_place": BY_PLACE,
    "by_actor": BY_ACTOR,
    "by_day": BY_DAY,
    "by_source": BY_SOURCE,
    "by_focus": BY_FOCUS,
    "table": TABLE,
}


@pytest.fixture
def reports(store: Store) -> Reports:
    store.save(replace(buildup(), focus=(Focus(LATAKIA, 0.6),)))
    store.save(buildup("again", published=date(2015, 9, 13), scores=(0.5,) * 7))
    store.save(
        parsed(
            "undated", "A ship reached [Tartus], {NATO} and {NATO} said.", "[Tartus] was calm.", source="Radio Coast"
        )
    )
    return Reports(store)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("asked", [EVERYTHING, NOTHING], ids=["full", "nothing found"])
def test_tables_have_their_documented_columns_and_types(reports: Reports, name: str, asked: Filters) -> None:
    table = getattr(reports, name)(asked)
    assert {column: str(dtype) for column, dtype in table.dtypes.items()} == TABLES[name]
    assert list(table.columns) == list(TABLES[name])
    assert list(table.index) == list(range(len(table)))
    assert table.empty is (asked is NOTHING)


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_an_empty_store_have_their_columns_too(store: Store, name: str) -> None:
    table = getattr(Reports(store), name)(EVERYTHING)
    assert {column: str(dtype) for column, dtype in table.dtypes.items()} == TABLES[name]
    assert table.empty


def test_an_empty_store_answers_everything(store: Store) -> None:
    empty = Reports(store)
    assert empty.totals(EVERYTHING).reports == 0
    assert empty.reports(EVERYTHING) == []
    assert empty.report("00") is None
    assert empty.article("buildup") is None
    assert empty.find_places("lat") == []
    assert empty.find_actors("") == []
    assert empty.places(["geonames:1"]) == {}
    assert empty.revision() == 0


def test_places_are_counted_by_reports_and_by_articles(reports: Reports) -> None:
    table = reports.by_place(Filters()).set_index("place_id")
    assert table.loc[TARTUS.place_id, ["reports", "articles", "score"]].tolist() == [4, 3, 0.9]
    assert table.loc[LATAKIA.place_id, ["reports", "articles", "score"]].tolist() == [4, 2, 0.9]
    assert table.loc[IDLIB.place_id, ["reports", "articles"]].tolist() == [2, 2]
    assert SYRIA.place_id not in table.index  # it stands only in a prompt


def test_a_place_shows_all_its_facts(reports: Reports) -> None:
    row = reports.by_place(Filters(places=(LATAKIA.place_id,))).iloc[0]
    facts = {name: row[name] for name in BY_PLACE if name not in {"reports", "articles", "score"}}
    assert facts == {name: getattr(LATAKIA, name) for name in facts}


def test_the_best_score_is_that_of_the_reports_that_pass(reports: Reports) -> None:
    table = reports.by_place(Filters(published_from=date(2015, 9, 12)))
    assert set(table["score"]) == {0.5}


def test_the_most_reported_place_comes_first_and_names_break_ties(reports: Reports) -> None:
    table = reports.by_place(Filters())
    assert table["name"].tolist() == ["Latakia", "Tartus", "Idlib"]
    assert table["reports"].is_monotonic_decreasing


def test_an_actor_counts_once_for_a_report_however_often_it_is_named(reports: Reports) -> None:
    table = reports.by_actor(Filters()).set_index("actor_id")
    assert table.loc[NATO.actor_id, ["reports", "articles"]].tolist() == [3, 3]
    assert table.loc[LAVROV.actor_id, ["name", "kind", "reports"]].tolist() == ["Sergey Lavrov", "person", 2]
    assert set(table.index) == {actor.actor_id for actor in (NATO, LAVROV, PUTIN, ISLAMIC_STATE)}


def test_days_are_in_order_and_undated_reports_have_none(reports: Reports) -> None:
    table = reports.by_day(Filters())
    assert table["day"].tolist() == [pd.Timestamp(2015, 9, 11), pd.Timestamp(2015, 9, 13)]
    assert table["reports"].tolist() == [4, 4]
    assert table["articles"].tolist() == [1, 1]


def test_sources_are_counted(reports: Reports) -> None:
    table = reports.by_source(Filters())
    assert table.to_dict("list") == {
        "source": ["The Harbour Post", "Radio Coast"],
        "reports": [8, 2],
        "articles": [2, 1],
    }


def test_counts_of_a_larger_corpus_equal_plain_counting(store: Store) -> None:
    made = [
        parsed(f"a{n}", *SENTENCES[n % 4 : n % 4 + 5], source=SOURCES[n % 3], published=date(2015, 9, 1 + n % 9))
        for n in range(40)
    ]
    with store.writer() as writer:
        for article in made:
            writer.save(article)
    reports, expected = Reports(store), plain_reports(made)
    by_place = reports.by_place(EVERYTHING).set_index("place_id")
    assert by_place["reports"].to_dict() == Counter(r.place.place_id for r in expected)
    assert by_place["articles"].to_dict() == Counter(
        place_id for place_id, _ in {(r.place.place_id, r.article.article.article_id) for r in expected}
    )
    by_actor = reports.by_actor(EVERYTHING).set_index("actor_id")
    assert by_actor["reports"].to_dict() == Counter(actor for r in expected for actor in r.actors)
    assert by_actor["articles"].to_dict() == Counter(
        actor for actor, _ in {(actor, r.article.article.article_id) for r in expected for actor in r.actors}
    )
    by_day = reports.by_day(EVERYTHING)
    assert dict(zip(by_day["day"].dt.date, by_day["reports"], strict=True)) == Counter(
        r.article.article.published for r in expected
    )
    by_source = reports.by_source(EVERYTHING).set_index("source")
    assert by_source["reports"].to_dict() == Counter(r.article.article.source for r in expected)


def test_what_articles_are_about_is_counted_with_the_provinces_and_countries_that_hold_it(store: Store) -> None:
    store.save(parsed("coast", "Rain fell on [Latakia] and [Latakia].", focus=[LATAKIA, TARTUS]))
    store.save(parsed("whole", "Rain fell over [Syria], most of all on [Latakia province].", focus=[SYRIA]))
    store.save(parsed("filed", "<Moscow> said so.", focus=[LATAKIA]))
    reports = Reports(store)
    table = reports.by_focus(Filters()).set_index("place_id")
    assert table["articles"].to_dict() == {
        "country:SY": 2, LATAKIA_PROVINCE.place_id: 1, LATAKIA.place_id: 1, TARTUS.place_id: 1
    }  # fmt: skip
    assert reports.by_focus(EVERYTHING).set_index("place_id")["articles"]["country:SY"] == 3
    for place_id, row in table.iterrows():
        assert reports.totals(Filters(about=(str(place_id),))).articles == row["articles"]
        assert reports.totals(Filters(about=(str(place_id),))).reports == row["reports"]


def test_an_actor_counts_for_the_whole_article_where_that_is_asked(store: Store) -> None:
    store.save(parsed("apart", "{NATO} met.", "Rain fell on [Latakia].", "{Sergey Lavrov} went to [Tartus]."))
    reports = Reports(store)
    assert reports.by_actor(Filters()).set_index("actor_id")["reports"].to_dict() == {LAVROV.actor_id: 1}
    anywhere = reports.by_actor(Filters(actors_anywhere=True)).set_index("actor_id")
    assert anywhere["reports"].to_dict() == {NATO.actor_id: 2, LAVROV.actor_id: 2}
    for actor_id, row in anywhere.iterrows():
        asked = Filters(actors=(str(actor_id),), actors_anywhere=True)
        assert (reports.totals(asked).reports, reports.totals(asked).articles) == (row["reports"], row["articles"])
    assert reports.totals(Filters(actors=(NATO.actor_id,))).reports == 0


def test_a_table_has_a_row_for_each_report_with_its_words(reports: Reports) -> None:
    table = reports.table(Filters(places=(IDLIB.place_id,)))
    assert len(table) == 2
    row = table.iloc[0]
    assert row["text"].startswith("The province of Idlib fell")
    assert (row["name"], row["kind"], row["role"], row["surfaces"]) == ("Idlib", "admin1", "literal", "Idlib")
    assert row["actors"] == "Islamic State; NATO; Vladimir Putin"
    assert table["published"].tolist() == [pd.Timestamp(2015, 9, 13), pd.Timestamp(2015, 9, 11)]
    assert reports.table(Filters(sources=("Radio Coast",)))["published"].isna().all()


def test_a_table_that_was_handed_out_can_be_changed_without_harm(reports: Reports) -> None:
    first = reports.by_place(Filters())
    expected = first.copy(deep=True)
    first.loc[:, "name"] = "changed"
    first["reports"] = 0
    assert reports.by_place(Filters()).equals(expected)


def test_names_are_found_while_they_are_typed(reports: Reports) -> None:
    assert [place.name for place in reports.find_places("LAT")] == ["Latakia"]
    assert [place.name for place in reports.find_places("")] == ["Latakia", "Tartus", "Idlib", "Moscow", "Russia"]
    assert len(reports.find_places("", limit=2)) == 2
    assert reports.find_places("Syria") == []  # known, but no report names it
    assert [actor.name for actor in reports.find_actors("state")] == ["Islamic State"]
    assert [actor.name for actor in reports.find_actors("ATO")] == ["NATO"]
    assert reports.find_actors("\ud83d%_*\x00") == []


def test_who_is_called_otherwise_is_found_by_that_name_too(store: Store) -> None:
    store.save(parsed("daesh", "Fighters of {Daesh|Islamic State} left [Idleb|Idlib], as {NATO} said, for [Tartus]."))
    reports = Reports(store)
    assert reports.find_actors("daesh") == [ISLAMIC_STATE]
    assert reports.find_places("idleb") == [IDLIB]
    assert reports.find_places("t") == [TARTUS]
    assert reports.find_places("i", limit=1) == [IDLIB]
    assert [actor.name for actor in reports.find_actors("ae")] == ["Islamic State"]
    assert reports.find_actors("%") == []


def test_places_and_actors_are_given_by_their_ids(reports: Reports) -> None:
    assert reports.places([LATAKIA.place_id, "geonames:0"]) == {LATAKIA.place_id: LATAKIA}
    assert reports.actors([NATO.actor_id, "body:unheard-of"]) == {NATO.actor_id: NATO}
