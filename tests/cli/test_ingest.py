"""`geo ingest` keeps what can be read, names what can't, and says so by its exit code."""

import contextlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import Result

from geo.store import open_store
from tests.articles import making
from tests.cli.conftest import FakePipeline
from tests.nominatim_server import serving

Geo = Callable[..., Result]


@pytest.fixture(autouse=True)
def _fake(pipeline: FakePipeline) -> None:
    pass


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text("An air base near Latakia.")
    (folder / "two.txt").write_text("Moscow hinted at more.")
    (folder / "wire.jsonl").write_text('{"id": "w1", "text": "Back to Latakia."}\n{"id": "w2", "text": "Nothing."}\n')
    return folder


def articles_in(store: Path) -> int:
    opened = open_store(store, read_only=True)
    try:
        return opened.summary().articles
    finally:
        opened.close()


def test_everything_read_is_zero_and_a_summary(geo: Geo, news: Path, tmp_path: Path) -> None:
    result = geo("ingest", news)
    assert result.exit_code == 0, result.output
    assert "Articles: 4 added, 0 updated, 0 unchanged; " in result.stdout
    assert result.stderr == ""
    assert articles_in(tmp_path / "own" / "store.sqlite") == 4


def test_the_same_again_changes_nothing(geo: Geo, news: Path) -> None:
    geo("ingest", news)
    result = geo("ingest", news)
    assert result.exit_code == 0
    assert "0 added, 0 updated, 4 unchanged; 0 reports" in result.stdout


def test_the_store_is_where_the_option_says(geo: Geo, news: Path, tmp_path: Path) -> None:
    assert geo("ingest", news, "--store", tmp_path / "other.sqlite").exit_code == 0
    assert articles_in(tmp_path / "other.sqlite") == 4
    assert not (tmp_path / "own" / "store.sqlite").exists()


def test_what_is_skipped_is_three_and_named_with_why_and_the_rest_is_kept(geo: Geo, news: Path, tmp_path: Path) -> None:
    (news / "empty.txt").touch()
    (news / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (news / "utf16.txt").write_bytes("Latakia again.".encode("utf-16"))
    (news / "latin.txt").write_bytes("À Latakia, l'armée a été vue près du café.".encode("latin-1"))
    (news / "broken.jsonl").write_text("banana\n")
    (news / "crash.txt").write_text("Please break me.")
    with (news / "long.jsonl").open("wb") as file:
        file.write(b"x" * 50_000_000)
    result = geo("ingest", news, tmp_path / "gone")
    assert result.exit_code == 3
    assert "Articles: 6 added" in result.stdout
    lines = result.stderr.splitlines()
    assert lines[0] == "Skipped (6):"
    named = "\n".join(lines[1:])
    for name, why in {
        "empty.txt": "is empty",
        "picture.txt": "looks like a picture",
        "broken.jsonl:1": "not valid JSON",
        "long.jsonl:1": "too long for one article",
        "gone": "no such file or folder",
    }.items():
        assert any(name in line and why in line for line in lines), named
    assert "could not be parsed" in named
    assert articles_in(tmp_path / "own" / "store.sqlite") == 6


def test_a_broken_sidecar_is_named_and_skips_nothing(geo: Geo, news: Path) -> None:
    (news / "one.json").write_text('{"published": "banana"}')
    result = geo("ingest", news)
    assert result.exit_code == 0
    assert "4 added" in result.stdout
    assert "without some of their metadata (1):" in result.stderr
    assert '"published" is not a date ("banana")' in result.stderr


def test_the_summary_is_json_for_programs(geo: Geo, news: Path, tmp_path: Path) -> None:
    (news / "empty.txt").touch()
    result = geo("ingest", news, "--json")
    assert result.exit_code == 3
    summary = json.loads(result.stdout)
    assert {key: summary[key] for key in ("added", "updated", "unchanged", "warnings")} == {
        "added": 4,
        "updated": 0,
        "unchanged": 0,
        "warnings": [],
    }
    (skipped,) = summary["skipped"]
    assert skipped["where"] == str(news / "empty.txt")
    assert summary["store"].endswith("store.sqlite")


def test_a_name_full_of_terminal_commands_is_shown_harmless(geo: Geo, news: Path) -> None:
    (news / "\x1b[31mred\x1b]0;title\x07.txt").touch()
    result = geo("ingest", news)
    assert result.exit_code == 3
    assert "\x1b" not in result.stderr
    assert "\x07" not in result.stderr


def test_stopping_keeps_what_was_saved_and_says_how_to_go_on(geo: Geo, news: Path, tmp_path: Path) -> None:
    (news / "m.txt").write_text("Please stop here.")
    result = geo("ingest", news)
    assert result.exit_code == 130
    assert result.stderr.strip() == (
        "geo: stopped; the articles saved so far are kept: run the same command again to go on"
    )
    assert articles_in(tmp_path / "own" / "store.sqlite") == 0
    (news / "m.txt").unlink()
    assert "4 added" in geo("ingest", news).stdout


def test_no_path_and_no_such_option_are_usage_errors(geo: Geo) -> None:
    assert geo("ingest").exit_code == 2
    assert geo("ingest", "x.txt", "--banana").exit_code == 2
    assert geo("ingest", "x.txt", "--jobs", "0").exit_code == 2
    assert geo("banana").exit_code == 2


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to look at" * 9, b"SQLite format 3\x00" + b"\xff" * 500]
)
def test_a_store_that_is_none_is_one_sentence_and_left_alone(
    geo: Geo, news: Path, tmp_path: Path, content: bytes
) -> None:
    store = tmp_path / "store.sqlite"
    store.write_bytes(content)
    result = geo("ingest", news, "--store", store)
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert str(store) in result.stderr
    assert store.read_bytes() == content


def test_what_the_gazetteer_lacks_is_asked_online_where_that_is_configured(
    geo: Geo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Divers went down to Atlantis.")
    with serving() as server:
        place = {
            "osm_type": "node",
            "osm_id": 1,
            "lat": "31.2",
            "lon": "29.9",
            "name": "Atlantis",
            "display_name": "Atlantis",
        }
        server.places["atlantis"] = [place]
        monkeypatch.setenv("DATELINE_NOMINATIM", server.url)
        result = geo("ingest", article, "--json")
        assert result.exit_code == 0, result.output
        assert json.loads(result.stdout)["reports"] == 1
        geo("ingest", article, "--store", tmp_path / "own" / "store.sqlite")
    assert len(server.asked) == 1


def test_an_online_geocoder_that_fails_costs_no_article(
    geo: Geo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Divers went down to Atlantis.")
    with serving() as server:
        server.status = 403
        monkeypatch.setenv("DATELINE_NOMINATIM", server.url)
        result = geo("ingest", article)
    assert result.exit_code == 0
    assert "1 added" in result.stdout
    assert "asked no more in this run" in result.stderr


@contextlib.contextmanager
def without_rights() -> Iterator[None]:
    """Root may read and write anything: lay that down for a while, where these tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that users other than its owner can look into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_store_is_one_sentence_and_stays_as_it_is(geo: Geo, shelf: Path) -> None:
    article = shelf / "a.txt"
    article.write_text("An air base near Latakia.")
    store = shelf / "store.sqlite"
    assert geo("ingest", article, "--store", store).exit_code == 0
    article.write_text("Another air base near Latakia.")
    before = store.read_bytes()
    store.chmod(0o444)
    shelf.chmod(0o555)
    with without_rights():
        result = geo("ingest", article, "--store", store)
        shown = geo("show", "--store", store)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "read-only" in result.stderr
    assert store.read_bytes() == before
    assert shown.exit_code == 0


@pytest.mark.parametrize("command", [("ingest", "a.txt"), ("show",)], ids=lambda command: command[0])
def test_a_store_of_a_newer_version_is_one_sentence(geo: Geo, tmp_path: Path, command: tuple[str, ...]) -> None:
    store = tmp_path / "store.sqlite"
    open_store(store).close()
    with contextlib.closing(sqlite3.connect(store)) as connection:
        connection.execute("UPDATE dateline_meta SET value = 99 WHERE name = 'schema'")
        connection.commit()
    result = geo(*command, "--store", store)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "newer version" in result.stderr


def test_files_that_may_not_be_read_are_named_and_the_others_are_kept(geo: Geo, shelf: Path) -> None:
    for name, mode in (("a.txt", 0o644), ("secret.txt", 0o000), ("secret.jsonl", 0o000)):
        (shelf / name).write_text('{"id": 1, "text": "Troops left Latakia."}')
        (shelf / name).chmod(mode)
    (shelf / "closed").mkdir(mode=0o000)
    (shelf / "stores").mkdir()
    (shelf / "stores").chmod(0o777)
    with without_rights():
        result = geo("ingest", shelf, "--store", shelf / "stores" / "store.sqlite")
    assert result.exit_code == 3, result.output
    assert "1 added" in result.stdout
    assert result.stderr.count("Permission denied") == 3


def test_json_lines_come_from_standard_input_too(geo: Geo) -> None:
    result = geo("ingest", "-", stdin='{"id": 1, "text": "Back to Latakia."}\nbanana\n')
    assert result.exit_code == 3
    assert "1 added" in result.stdout
    assert "standard input:2: is not valid JSON" in result.stderr


def test_of_thousands_of_warnings_the_first_are_named_and_all_are_counted(geo: Geo, tmp_path: Path) -> None:
    news = tmp_path / "wire.jsonl"
    news.write_text("".join(f'{{"id": {n}, "text": "Quiet.", "published": "banana"}}\n' for n in range(1200)))
    result = geo("ingest", news)
    assert result.exit_code == 0
    assert "(1,200):" in result.stderr
    assert result.stderr.splitlines()[-1] == "  … and 200 more"


def test_documents_are_kept_with_what_they_say_of_themselves(geo: Geo, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(making.pdf([["Shells fell on Latakia."], ["Moscow hinted at more."]]))
    (folder / "b.zip").write_bytes(making.zipped({"c.docx": making.docx(), "bomb.txt": bytes(20_000_000)}))
    result = geo("ingest", folder)
    assert result.exit_code == 3
    assert "Articles: 2 added" in result.stdout
    assert "bomb.txt: unpacks to over 200 times its size; it may be made to harm" in result.stderr
    assert "Articles: 0 added, 0 updated, 2 unchanged" in geo("ingest", folder).stdout


def test_a_pattern_narrows_what_is_read_of_a_folder(geo: Geo, news: Path, tmp_path: Path) -> None:
    (news / "two.md").write_text("# Latakia\n\nMore of it.")
    first = geo("ingest", news, "--glob", "*.md", "--glob", "one.*")
    assert "Articles: 2 added" in first.stdout, first.stderr
    assert "holds no file that matches" in geo("ingest", news, "--glob", "*.pdf").stderr
