"""An article is kept whole, once, and read back as it was."""

import dataclasses
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text

from geo.errors import StoreError
from geo.records import Alternative, Article, Focus, ParsedArticle, Role, Sentence
from geo.store import SaveOutcome, Store, open_store
from tests.store.making import IDLIB, LATAKIA, RUSSIA, SYRIA, TARTUS, TRIPOLI, buildup, parsed


def count(store: Store, table: str) -> int:
    with store.reading() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def found_by(store: Store, words: str) -> int:
    with store.reading() as connection:
        query = text("SELECT count(*) FROM article_search WHERE article_search MATCH :words")
        return connection.execute(query, {"words": words}).scalar_one()


def test_an_article_is_read_back_exactly_as_it_was_saved(store: Store) -> None:
    article = buildup(url="https://example.org/advisers")
    assert store.save(article) is SaveOutcome.ADDED
    assert store.article("buildup") == article


def test_what_an_article_is_about_is_kept_in_its_order(store: Store) -> None:
    about = dataclasses.replace(buildup(), focus=(Focus(SYRIA, 0.75), Focus(IDLIB, 0.5), Focus(RUSSIA, 0.2)))
    store.save(buildup())
    assert store.save(about) is SaveOutcome.UPDATED
    assert store.article("buildup") == about
    assert store.save(dataclasses.replace(about, focus=about.focus[:2])) is SaveOutcome.UPDATED
    assert count(store, "focuses") == 2
    store.remove("buildup")
    assert count(store, "focuses") == 0


def test_an_unknown_article_is_none(store: Store) -> None:
    assert store.article("buildup") is None


def test_toponyms_without_a_place_and_alternatives_are_kept(store: Store) -> None:
    article = parsed("tripoli", "Planes from [Nowhereville] landed at [Tripoli].", scores=(0.6125,))
    assert article.toponyms[0].place is None
    assert article.toponyms[1].alternatives[0].place.country == "LB"
    store.save(article)
    assert store.article("tripoli") == article


def test_text_in_any_script_keeps_its_offsets(store: Store) -> None:
    article = parsed(
        "scripts", "اللاذقية — [Латакия|Latakia] 🛩 拉塔基亚 \u0000 [Tartus].", title="Ⅻ “quotes” 'and' --", url="x"
    )
    store.save(article)
    kept = store.article("scripts")
    assert kept == article
    for toponym in kept.toponyms:
        assert kept.article.text[toponym.start : toponym.end] == toponym.surface


def test_an_empty_article_is_kept(store: Store) -> None:
    empty = ParsedArticle(Article("empty", ""), (), (), ())
    assert store.save(empty) is SaveOutcome.ADDED
    assert store.save(empty) is SaveOutcome.UNCHANGED
    assert store.article("empty") == empty


def test_the_same_article_twice_changes_nothing(store: Store) -> None:
    store.save(buildup())
    before = store.revision(), store.summary()
    assert store.save(buildup()) is SaveOutcome.UNCHANGED
    assert (store.revision(), store.summary()) == before


@pytest.mark.parametrize(
    "facts",
    [
        {"title": "Another title"},
        {"url": "https://example.org/"},
        {"source": "The Inland Post"},
        {"published": date(2015, 9, 12)},
        {"published": None},
        {"parser": "test-2"},
        {"scores": (0.1,)},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_whatever_differs_replaces_what_was_kept(store: Store, facts: dict[str, object]) -> None:
    store.save(buildup())
    assert store.save(buildup(**facts)) is SaveOutcome.UPDATED
    assert store.article("buildup") == buildup(**facts)
    assert store.summary().articles == 1
    assert store.save(buildup(**facts)) is SaveOutcome.UNCHANGED


def test_a_replaced_text_leaves_nothing_of_the_old_one(store: Store) -> None:
    store.save(buildup())
    shorter = parsed("buildup", "Nothing but [Tartus] was in the news.")
    assert store.save(shorter) is SaveOutcome.UPDATED
    assert store.article("buildup") == shorter
    assert (count(store, "mentions"), count(store, "actor_mentions"), count(store, "reports")) == (1, 0, 1)
    assert (found_by(store, "fighters"), found_by(store, "news")) == (0, 1)
    assert (store.summary().places, store.summary().actors) == (1, 0)


def test_the_revision_grows_with_each_change(store: Store) -> None:
    seen = [store.revision()]
    for change in (buildup(), buildup("other"), buildup(parser="test-2")):
        store.save(change)
        seen.append(store.revision())
    store.remove("other")
    seen.append(store.revision())
    assert seen == sorted(set(seen))


def test_a_removed_article_is_gone_with_its_words(store: Store) -> None:
    store.save(buildup())
    store.save(buildup("other"))
    assert store.remove("buildup")
    assert store.article("buildup") is None
    assert found_by(store, "fighters") == 1
    assert (
        store.summary().reports == len({(t.place, t.start) for t in buildup().toponyms}) - 1
    )  # one stands in a prompt
    assert not store.remove("buildup")


def test_a_parsed_article_need_not_be_parsed_again_unless_it_or_the_parser_changed(store: Store) -> None:
    store.save(buildup())
    article = buildup().article
    assert store.has(article, "test-1")
    assert not store.has(article, "test-2")
    assert not store.has(dataclasses.replace(article, text=article.text + " "), "test-1")
    assert not store.has(dataclasses.replace(article, published=None), "test-1")
    assert not store.has(dataclasses.replace(article, article_id="other"), "test-1")


def test_a_place_whose_facts_were_mended_is_mended_everywhere(store: Store) -> None:
    store.save(parsed("old", "A harbour at [Tartus]."))
    mended = dataclasses.replace(TARTUS, population=115_769)
    new = parsed("new", "A harbour at [Tartus].")
    toponym = dataclasses.replace(new.toponyms[0], place=mended)
    store.save(dataclasses.replace(new, toponyms=(toponym,)))
    kept = store.article("old")
    assert kept.toponyms[0].place == mended


def test_a_report_is_a_place_in_a_sentence_that_counts(store: Store) -> None:
    article = parsed(
        "counting",
        "[Latakia], and again [Latakia], near <Latakia>.",
        "[Latakia] once more, and [Tartus].",
        "Read more on [Idlib].",
        "Nothing is known of [Nowhereville].",
        silent=(2,),
    )
    store.save(article)
    summary = store.summary()
    assert (summary.reports, summary.places) == (3, 2)


def test_a_report_is_literal_if_any_mention_is_and_takes_the_best_score(store: Store) -> None:
    store.save(parsed("roles", "<Russia> and [Russia] and <Russia>.", scores=(0.3, 0.4, 0.8)))
    with store.reading() as connection:
        row = connection.execute(text("SELECT score, literal FROM reports")).one()
    assert tuple(row) == (0.8, 1)


def test_a_toponym_outside_every_sentence_makes_no_report(store: Store) -> None:
    article = parsed("gap", "A harbour at [Tartus].")
    store.save(dataclasses.replace(article, sentences=(Sentence(0, 5),)))
    assert store.summary().reports == 0
    assert store.article("gap").toponyms == article.toponyms


def test_the_summary_counts_what_is_shown(store: Store) -> None:
    store.save(buildup())
    store.save(buildup("undated", published=None, source=""))
    store.save(buildup("later", published=date(2016, 2, 29), source="Radio Coast"))
    summary = store.summary()
    assert (summary.articles, summary.sources) == (3, 2)
    assert (summary.first, summary.last) == (date(2015, 9, 11), date(2016, 2, 29))
    assert (
        summary.places == len({LATAKIA, TARTUS, RUSSIA, IDLIB} | {SYRIA}) - 1 + 1
    )  # Moscow, but not the prompt's Syria
    assert summary.url == store.url


def test_many_articles_go_over_one_connection_each_in_its_own_transaction(store: Store) -> None:
    with store.writer() as writer:
        for n in range(20):
            writer.save(buildup(f"a{n}"))
            assert store.summary().articles == n + 1  # another connection sees each at once


def test_a_failure_in_the_middle_of_an_article_leaves_it_as_it_was(store: Store) -> None:
    store.save(buildup())
    before = store.revision(), store.summary()
    broken = parsed("buildup", "A harbour at [Tripoli].")
    nan = dataclasses.replace(broken.toponyms[0], score=float("nan"))  # no database keeps it as a number
    with store.writer() as writer:
        with pytest.raises(StoreError):
            writer.save(dataclasses.replace(broken, toponyms=(nan,)))
        assert (store.revision(), store.summary()) == before
        assert store.article("buildup") == buildup()
        assert writer.save(broken) is SaveOutcome.UPDATED  # the numbers of places that were rolled back are not used
    assert store.article("buildup") == broken


def test_half_of_a_character_is_refused_in_one_sentence(store: Store) -> None:
    with pytest.raises(StoreError, match="lone surrogate"):
        store.save(parsed("half", "A harbour \ud83d at [Tartus]."))
    assert store.summary().articles == 0


def test_a_full_disk_says_so_and_loses_nothing(store: Store) -> None:
    store.save(buildup())
    store.engine.dispose()
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=40"))
    saved = 1
    with pytest.raises(StoreError, match="no room left"):
        for n in range(500):
            store.save(buildup(f"a{n}"))
            saved += 1
    assert store.summary().articles == saved > 1


def test_threads_share_a_store(store: Store) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for n in range(10):
                store.save(buildup(f"{name}{n}"))
                assert store.article(f"{name}{n}") is not None
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert store.summary().articles == 40


def test_the_time_of_adding_comes_from_the_clock_and_stays(path: Path) -> None:
    opened = open_store(path)
    store = Store(opened.engine, opened.url, clock=lambda: datetime(2015, 9, 11, 12, tzinfo=UTC))
    store.save(buildup())
    store.save(buildup(parser="test-2"))
    with store.reading() as connection:
        assert connection.execute(text("SELECT added FROM articles")).scalar_one().startswith("2015-09-11 12:00")
    store.close()


def test_online_answers_and_misses_are_remembered(store: Store) -> None:
    asked = datetime(2015, 9, 11, 12, tzinfo=UTC)
    assert store.cached_geocode("nominatim", "Hmeimim") is None
    store.cache_geocode("nominatim", "Hmeimim", payload=None, asked_at=asked)
    miss = store.cached_geocode("nominatim", "Hmeimim")
    assert miss is not None
    assert (miss.payload, miss.asked_at) == (None, asked)
    store.cache_geocode("nominatim", "Hmeimim", payload='[{"lat": "35.4"}]')
    assert store.cached_geocode("nominatim", "Hmeimim").payload == '[{"lat": "35.4"}]'
    assert store.cached_geocode("other", "Hmeimim") is None


def test_alternatives_keep_their_order_and_scores(store: Store) -> None:
    article = parsed("many", "A flight to [Tripoli].")
    others = (Alternative(IDLIB, 0.25), Alternative(SYRIA, 0.125), Alternative(TRIPOLI, 0.0625))
    toponym = dataclasses.replace(article.toponyms[0], alternatives=others, origin="nominatim", role=Role.ASSOCIATIVE)
    article = dataclasses.replace(article, toponyms=(toponym,))
    store.save(article)
    assert store.article("many") == article
