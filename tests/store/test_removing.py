"""What is removed is gone: from every table, from the index, and from the bytes of the file."""

import dataclasses
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from geo.records import ActorKind, ActorMention, Alternative, Place, PlaceKind, ResolvedToponym, Role
from geo.store import Failure, SaveOutcome, Store, open_store
from tests.store.making import LATAKIA, LAVROV, buildup, parsed, wire

WORD = "Zanzibarquux"
SECRET = parsed(
    "secret",
    f"The witness {WORD}person spoke near [Latakia] of {{Sergey Lavrov}} and a yard called {WORD}yard.",
    title=f"{WORD} speaks",
    source=f"{WORD} Weekly",
    url=f"https://news.example/{WORD}",
    published=date(2026, 5, 1),
)


def secret() -> "object":
    """An article whose word stands in its text, its people, its places and what was asked about them."""
    text = SECRET.article.text
    at, yard = text.index(f"{WORD}person"), text.index(f"{WORD}yard")
    own = Place(f"given:{WORD}", f"{WORD}yard", 35.5, 35.8, PlaceKind.SITE)
    near = Place(f"vicinity:near:0:{LATAKIA.place_id}", f"near {WORD}", 35.5, 35.8, PlaceKind.VICINITY)
    mention = ResolvedToponym(yard, yard + len(WORD) + 4, f"{WORD}yard", Role.LITERAL, own, 1.0, WORD, origin="given")
    person = ActorMention(at, at + len(WORD) + 6, f"{WORD}person", f"person:{WORD}", f"{WORD}person", ActorKind.PERSON)
    article = dataclasses.replace(SECRET.article, author=f"{WORD} Author")
    toponyms = tuple(dataclasses.replace(t, alternatives=(Alternative(LATAKIA, 0.1),)) for t in SECRET.toponyms)
    return dataclasses.replace(
        SECRET,
        article=article,
        toponyms=(*toponyms, mention),
        actors=(*SECRET.actors, person),
        vicinities=(dataclasses.replace(mention, place=near, origin="gazetteer"),),
    )


@pytest.fixture
def full(path: Path) -> Iterator[Store]:
    store = open_store(path)
    with store.writer() as writer:
        for n in range(30):
            writer.save(wire(f"Post {n}", n % 2))
        writer.save(secret())  # type: ignore[arg-type]
        writer.save(buildup())
    store.cache_geocode("nominatim", f'["search", "{WORD.casefold()}yard", ""]', payload=f'[{{"name": "{WORD}"}}]')
    store.cache_geocode("nominatim", '["search", "latakia", ""]', payload="[]")
    store.note_failure(Failure("secret", f"could not be parsed: {WORD}", "article", "x.txt"))
    yield store
    store.close()


def traces(path: Path) -> int:
    """How often the word stands in the files of a store, in any case."""
    return sum(file.read_bytes().lower().count(WORD.lower().encode()) for file in path.parent.glob(f"{path.name}*"))


def test_a_removed_article_leaves_no_trace_in_the_files(full: Store, path: Path) -> None:
    assert traces(path) > 10
    assert full.remove("secret")
    assert full.rewrite()
    assert traces(path) == 0
    full.close()
    assert traces(path) == 0
    assert full.article("buildup") == buildup()
    assert full.failures() == []
    assert full.cached_geocode("nominatim", '["search", "latakia", ""]') is not None


def test_it_is_overwritten_before_the_file_is_written_anew(full: Store, path: Path) -> None:
    assert full.remove("secret")
    full.close()  # the log goes into the file
    assert traces(path) == 0


def test_another_process_that_writes_goes_on_with_the_names_that_are_gone(full: Store, path: Path) -> None:
    other = open_store(path)
    with other.writer() as writer:
        writer.save(dataclasses.replace(secret(), parser="2"))  # type: ignore[type-var, call-overload]
        assert full.remove("secret")
        assert writer.save(secret()) is SaveOutcome.ADDED  # type: ignore[arg-type]
    other.close()
    assert full.article("secret") == secret()
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_name_that_another_article_has_stays(full: Store) -> None:
    again = dataclasses.replace(secret(), article=dataclasses.replace(SECRET.article, article_id="second"))  # type: ignore[type-var, call-overload]
    full.save(again)
    full.remove("secret")
    assert full.article("second") == again
    assert full.cached_geocode("nominatim", f'["search", "{WORD.casefold()}yard", ""]') is not None
    full.remove("buildup")
    kept = full.article("second")
    assert kept is not None
    assert LAVROV.actor_id in {mention.actor_id for mention in kept.actors}


def test_articles_are_found_by_id_by_publisher_and_by_day(full: Store) -> None:
    full.save(parsed("old", "Rain in [Tartus].", source="Post 1", published=date(2019, 12, 31)))
    ids = [one.article_id for one in full.removable(["secret", "never met"])]
    assert ids == ["secret"]
    assert [one.article_id for one in full.removable(source="Post 1")] == ["post 1-1", "old"]
    assert [one.article_id for one in full.removable(before=date(2020, 1, 1))] == ["buildup", "old"]
    assert [one.article_id for one in full.removable(source="Post 2", before=date(2020, 1, 1))] == []
    assert full.removable() == []
