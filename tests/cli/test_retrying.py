"""Nothing that could not be read is forgotten until it is read after all; tables say how they are read."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from geo.commands.kept import target_of
from geo.store import Failure, open_store
from tests.cli.conftest import FakePipeline

Geo = Callable[..., Result]


@pytest.fixture(autouse=True)
def _fake(pipeline: FakePipeline) -> None:
    pass


def kept(tmp_path: Path) -> list[Failure]:
    store = open_store(tmp_path / "own" / "store.sqlite", read_only=True)
    try:
        return store.failures()
    finally:
        store.close()


def test_what_failed_is_kept_and_read_again_when_it_is_mended(
    geo: Geo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "one.txt").write_text("Near Latakia.")
    (news / "two.txt").touch()
    (news / "lines.jsonl").write_text('{"id": 1, "text": "Latakia."}\nbanana\n')
    monkeypatch.chdir(tmp_path)
    result = geo("ingest", "news")
    assert result.exit_code == 3
    assert "Kept for another try: 2." in result.stderr
    assert [(f.place, f.target, f.kind, f.tries) for f in kept(tmp_path)] == [
        (f"{news}/lines.jsonl:2", f"{news}/lines.jsonl", "row", 1),
        (f"{news}/two.txt", f"{news}/two.txt", "file", 1),
    ]
    (news / "two.txt").write_text("Latakia again.")
    monkeypatch.chdir("/")
    result = geo("ingest", "--retry-failed", "--json")
    assert result.exit_code == 3
    report = json.loads(result.stdout)
    assert (report["added"], report["unchanged"], report["kept_for_retry"]) == (1, 1, 1)
    assert [(f.place, f.tries) for f in kept(tmp_path)] == [(f"{news}/lines.jsonl:2", 2)]
    (news / "lines.jsonl").write_text('{"id": 1, "text": "Latakia."}\n')
    assert geo("ingest", news).exit_code == 0  # reading the folder again clears it as well
    assert kept(tmp_path) == []
    result = geo("ingest", "--retry-failed")
    assert (result.exit_code, result.stdout) == (0, "Nothing is kept for another try.\n")


def test_a_run_over_part_of_a_folder_forgets_nothing_of_the_rest(geo: Geo, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").write_text("Latakia.")
    geo("ingest", tmp_path / "a.txt")
    assert geo("ingest", tmp_path, "--glob", "b.txt").exit_code == 0
    assert [f.target for f in kept(tmp_path)] == [f"{tmp_path}/a.txt"]


def test_an_article_that_can_not_be_parsed_is_kept_with_its_file(geo: Geo, tmp_path: Path) -> None:
    (tmp_path / "crash.txt").write_text("Please break me.")
    assert geo("ingest", tmp_path / "crash.txt").exit_code == 3
    (failure,) = kept(tmp_path)
    assert failure.target == f"{tmp_path}/crash.txt"
    assert "as it was told to" in failure.why


def test_a_table_says_how_it_is_read_and_is_retried_as_it_was_given(geo: Geo, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("memo,body,seen\nNear Latakia.,x,2026-05-01\n,y,2026-05-01\n")
    result = geo("ingest", table, "--columns", "text=memo, published=seen")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"{table}: text ← memo, published ← seen\n")
    assert [(f.place, f.why) for f in kept(tmp_path)] == [(f"{table}:3", "has no text")]
    table.write_text("memo,body,seen\nNear Latakia.,x,2026-05-01\nMoscow.,y,2026-05-01\n")
    result = geo("ingest", "--retry-failed")
    assert result.exit_code == 0
    assert "text ← memo" in result.stderr
    assert "1 added, 0 updated, 1 unchanged" in result.stdout


def test_columns_that_are_not_there_or_make_no_sense_are_refused(geo: Geo, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("memo,body\na,b\n")
    result = geo("ingest", tmp_path / "t.csv", "--columns", "text=corps")
    assert result.exit_code == 3
    assert "has no column “corps”; its columns are: memo, body" in result.stderr
    result = geo("ingest", tmp_path / "t.csv", "--columns", "tekst=memo")
    assert result.exit_code == 2
    assert "“tekst” is nothing that a column can be" in result.stderr


def test_standard_input_is_named_but_not_kept(geo: Geo, tmp_path: Path) -> None:
    assert geo("ingest", "-", stdin='{"id": 1}\n').exit_code == 3
    assert kept(tmp_path) == []


def test_a_failure_is_traced_to_what_can_be_given_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zip").touch()
    (tmp_path / "t:1.csv").touch()
    monkeypatch.chdir(tmp_path)
    assert target_of("https://news.example/a?b=1") == "https://news.example/a?b=1"
    assert target_of("a.zip/folder/x.pdf") == str(tmp_path / "a.zip")
    assert target_of("t:1.csv:12") == str(tmp_path / "t:1.csv")
    assert target_of(os.path.join("gone", "x.txt")) == str(tmp_path / "gone" / "x.txt")  # noqa: PTH118
    assert target_of("an id") == ""
