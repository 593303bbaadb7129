"""What was fetched is remembered over restarts, power cuts and programs side by side."""

import json
from pathlib import Path

import pytest

from geo.articles.web.seen import Entry, Page, Seen
from geo.errors import StoreError


def test_what_is_remembered_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "below" / "seen.jsonl"
    seen = Seen(path)
    seen.keep_page("http://news.example/", Page('"one"', "", "a@1"))
    seen.keep_page("http://news.example/", Page('"two"', "", "a@2"))
    seen.keep_entry("http://news.example/rss", "é 7", Entry())
    again = Seen(path)
    assert again.page("http://news.example/") == Page('"two"', "", "a@2")
    assert again.entry("http://news.example/rss", "é 7") == Entry()
    assert again.entry("http://other.example/rss", "é 7") is None
    assert again.page("http://news.example/x") is None


@pytest.mark.parametrize(
    "tail", [b'["page http://x/", 17', b"\xff\xfe\x00", b"[1, 2]\n", b"null\n", b'["page", {}, 1]\n']
)
def test_a_line_that_was_torn_costs_nothing_but_itself(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "seen.jsonl"
    Seen(path).keep_entry("feed", "1", Entry())
    with path.open("ab") as file:
        file.write(tail)
    seen = Seen(path)
    assert seen.entry("feed", "1") == Entry()
    seen.keep_entry("feed", "2", Entry())
    again = Seen(path)
    assert again.entry("feed", "1") == again.entry("feed", "2") == Entry()


def test_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "seen.jsonl"
    seen = Seen(path)
    for n in range(2_500):
        seen.keep_page("http://news.example/rss", Page(str(n)))
    assert len(path.read_text().splitlines()) < 1_100
    assert Seen(path).page("http://news.example/rss") == Page("2499")


def test_what_was_not_met_for_half_a_year_is_forgotten_when_the_file_is_written_anew(tmp_path: Path) -> None:
    moment = [0.0]
    seen = Seen(tmp_path / "seen.jsonl", now=lambda: moment[0])
    seen.keep_entry("feed", "old", Entry())
    moment[0] = 200 * 86_400
    seen.keep_entry("feed", "new", Entry())
    assert seen.entry("feed", "old") is not None
    for n in range(1_100):
        seen.keep_page("http://news.example/rss", Page(str(n)))
    assert seen.entry("feed", "old") is None
    assert seen.entry("feed", "new") is not None


def test_what_another_program_remembered_is_kept_when_the_file_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "seen.jsonl"
    one, other = Seen(path), Seen(path)
    other.keep_entry("feed", "other's", Entry())
    for n in range(1_100):
        one.keep_page("http://news.example/rss", Page(str(n)))
    assert Seen(path).entry("feed", "other's") == Entry()


def test_only_headers_that_can_be_sent_are_sent() -> None:
    assert Page('"a"', "Mon, 02 Nov 2026 10:00:00 GMT").conditions == {
        "If-None-Match": '"a"',
        "If-Modified-Since": "Mon, 02 Nov 2026 10:00:00 GMT",
    }
    assert Page('"a"\r\n X: y', "x" * 501).conditions == {}


def test_all_can_be_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "seen.jsonl"
    seen = Seen(path)
    seen.forget()
    assert not path.exists()
    seen.keep_entry("feed", "1", Entry())
    seen.forget()
    assert Seen(path).entry("feed", "1") is None


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="can't be written"):
        Seen(tmp_path / "file" / "seen.jsonl").keep_entry("feed", "1", Entry())


def test_what_is_remembered_is_no_news_text(tmp_path: Path) -> None:
    path = tmp_path / "seen.jsonl"
    Seen(path).keep_entry("http://news.example/rss", "A bomb at Latakia", Entry(done=False, tries=1, again=5.0))
    ((key, _, value),) = [json.loads(line) for line in path.read_text().splitlines()]
    assert "Latakia" not in key
    assert value == {"done": False, "tries": 1, "again": 5.0}
