"""`--events` tells a program of each article as it is done, and ends with what `--json` says."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from geo.commands.events import Events, stoppable
from geo.errors import ArticleError
from geo.pipeline import ArticleOutcome
from geo.store import SaveOutcome
from tests.articles.web.site import Page, Site, serving, story
from tests.articles.web.test_following import feed, item
from tests.cli.conftest import FakePipeline

Geo = Callable[..., Result]


@pytest.fixture(autouse=True)
def _fake(pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.articles.web.manners._PAUSE", 0.0)
    monkeypatch.setattr("geo.articles.web.manners._BACKOFF", 0.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def told(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_article_is_told_with_where_it_came_from(geo: Geo, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Air base\n\nAn air base near Latakia.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "wire.jsonl").write_text('{"id": "w1", "text": "Back to Latakia."}\n{"id": "w2"}\n')
    files = [tmp_path / name for name in ("one.txt", "empty.txt", "wire.jsonl")]
    result = geo("ingest", *files, "--events")
    assert result.exit_code == 3
    *articles, last = told(result)
    by_file = {(Path(one["where"]).name, one["outcome"]) for one in articles}
    assert by_file == {
        ("one.txt", "added"),
        ("empty.txt", "skipped"),
        ("wire.jsonl", "added"),
        ("wire.jsonl:2", "skipped"),
    }
    first = next(one for one in articles if one["where"].endswith("one.txt"))
    assert (first["title"], first["reports"], first["places"]) == ("Air base", 1, 1)
    assert "is empty" in next(one["why"] for one in articles if one["where"].endswith("empty.txt"))
    assert last["outcome"] == "summary"
    assert (last["added"], last["unchanged"], last["reports"], last["kept_for_retry"]) == (2, 0, 2, 2)
    again = told(geo("ingest", *files, "--events"))
    assert [one["outcome"] for one in again if one["outcome"] != "skipped"] == ["unchanged", "unchanged", "summary"]


def test_the_last_line_is_what_json_says(geo: Geo, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Latakia.")
    events = told(geo("ingest", tmp_path / "a.txt", "--events"))[-1]
    asked = told(geo("ingest", tmp_path / "a.txt", "--json"))[-1]
    assert set(events) == {*asked, "outcome"}


def test_files_may_be_named_in_a_list(geo: Geo, tmp_path: Path) -> None:
    for name in ("-a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Latakia, says {name}.")
    (tmp_path / "list").write_text(f"{tmp_path}/-a.txt\n\n{tmp_path}/b.txt\n")
    events = told(geo("ingest", "--files", tmp_path / "list", "--events"))
    assert [Path(one["where"]).name for one in events[:-1]] == ["-a.txt", "b.txt"]
    assert geo("ingest", "--files", tmp_path / "none").exit_code == 2


def test_a_retry_with_nothing_to_try_only_sums_up(geo: Geo) -> None:
    assert [one["outcome"] for one in told(geo("ingest", "--retry-failed", "--events"))] == ["summary"]


def test_pages_are_told_by_their_addresses(geo: Geo, site: Site) -> None:
    site.pages["/story"] = Page(story("Story"))
    options = ("--allow-private", "--allow-ports", site.port, "--no-archive", "--events")
    events = told(geo("ingest", f"{site.url}/story", f"{site.url}/none", *options))
    assert [(one["outcome"], one["where"]) for one in events[:-1]] == [
        ("added", f"{site.url}/story"),
        ("skipped", f"{site.url}/none"),
    ]


def test_a_watch_tells_each_entry_and_each_round(geo: Geo, site: Site) -> None:
    site.pages["/feed"] = feed(item("1", link=f"{site.url}/story"))
    site.pages["/story"] = Page(story("Story"))
    options = ("--allow-private", "--allow-ports", site.port, "--no-archive", "--rounds", 1, "--events")
    entry, last = told(geo("watch", f"{site.url}/feed", *options))
    assert (entry["outcome"], entry["where"]) == ("added", f"{site.url}/story")
    assert last == {
        "outcome": "summary",
        "feeds": 1,
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
        "reports": last["reports"],
    }
    assert [one["outcome"] for one in told(geo("watch", f"{site.url}/feed", *options))] == ["summary"]


def test_no_text_breaks_a_line() -> None:
    lines: list[str] = []
    events = Events(on=True, write=lines.append)
    events.skipped(ArticleError("a\nb\ud800", "no\u2028good"))
    events.saved(ArticleOutcome("id", "T" * 10_000, SaveOutcome.ADDED))
    assert all(line.isascii() and "\n" not in line for line in lines)
    assert len(lines[1]) < 1_000


def test_what_is_not_asked_for_is_not_told() -> None:
    lines: list[str] = []
    events = Events(on=False, write=lines.append)
    events.skipped(ArticleError("a", "b"))
    events.sum_up({})
    assert lines == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_program_may_stop_it_even_where_signals_were_ignored(number: signal.Signals) -> None:
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with pytest.raises(KeyboardInterrupt), stoppable(on=True):
            os.kill(os.getpid(), number)
        assert signal.getsignal(number) is signal.SIG_IGN
    finally:
        signal.signal(number, before)
