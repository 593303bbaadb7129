"""`geo remove` asks first, and then what it names is gone."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import Result

from geo.articles.web import Archive
from geo.articles.web.seen import Page, Seen
from geo.store import Store, open_store
from tests.store.making import wire

Geo = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(tmp_path / "own" / "store.sqlite")
    for paper in ("Post", "Mail"):
        for story in (0, 1):
            opened.save(wire(paper, story))
    return opened


def left(store: Store) -> list[str]:
    return [article.article_id for paper in ("Post", "Mail") for article in store.removable(source=paper)]


def test_an_article_is_shown_and_asked_about(geo: Geo, store: Store) -> None:
    result = geo("remove", "post-0", stdin="n\n")
    assert result.exit_code == 1
    assert "post-0  no day  Post: As told by Post" in result.stdout
    assert len(left(store)) == 4
    result = geo("remove", "post-0", stdin="y\n")
    assert result.exit_code == 0
    assert "Removed 1 article." in result.stdout
    assert left(store) == ["post-1", "mail-0", "mail-1"]


def test_a_publishers_articles_go_at_once(geo: Geo, store: Store) -> None:
    result = geo("remove", "--source", "Mail", "--yes")
    assert (result.exit_code, result.stdout) == (0, "Removed 2 articles.\n")
    assert left(store) == ["post-0", "post-1"]


def test_what_is_not_there_is_named(geo: Geo, store: Store) -> None:
    result = geo("remove", "post-0", "post-9", "--yes")
    assert result.exit_code == 1
    assert "there is no article “post-9” in the store" in result.stderr
    assert "Removed 1 article." in result.stdout
    result = geo("remove", "--before", "1999-01-01", "--yes")
    assert result.exit_code == 1
    assert "there are no such articles" in result.stderr


@pytest.mark.parametrize("wish", [[], ["post-0", "--source", "Mail"], ["--before", "yesterday"]])
def test_a_wish_that_is_not_clear_removes_nothing(geo: Geo, store: Store, wish: list[str]) -> None:
    assert geo("remove", *wish, "--yes").exit_code == 2
    assert len(left(store)) == 4


def test_the_page_that_was_fetched_goes_too_unless_another_article_is_of_it(geo: Geo, store: Store) -> None:
    folder = Path(store.url).parent
    one, both = "https://news.example/one", "https://news.example/both"
    store.save(wire("Fetched", 0, url=one))
    store.save(wire("Fetched", 1, url=both))
    store.save(wire("Again", 1, url=both))
    archive, seen = Archive(folder / "archive"), Seen(folder / "store.seen.jsonl")
    for url in (one, both):
        archive.keep_part(
            url, "<p>Shells fell.</p>", feed="https://news.example/feed", at=datetime(2026, 5, 1, tzinfo=UTC)
        )
        seen.keep_page(url, Page(etag="1"))
    assert geo("remove", "--source", "Fetched", "--yes").exit_code == 0
    assert [len(list(archive.copies(url))) for url in (one, both)] == [0, 1]
    kept = Seen(folder / "store.seen.jsonl")
    assert [page.etag for url in (one, both) if (page := kept.page(url))] == ["", "1"]
