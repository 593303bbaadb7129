"""What an editor gives is checked before anything is read, and none of it becomes a word of a command."""

import json
from datetime import date
from pathlib import Path

import pytest

from geo.adding import Dropped, Inbox, Kind, Refused, Trouble, feeds_request, files_request, links_request, text_request
from geo.adding.request import MOST_FILES, MOST_LINKS, find_links
from geo.articles import read_articles
from geo.articles.limits import MAX_TEXT
from geo.records import Article


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "inbox")


def refused(call: object) -> Trouble:
    with pytest.raises(Refused) as caught:
        call()  # type: ignore[operator]
    return caught.value.trouble


def test_a_pasted_article_is_read_with_what_is_said_of_it(inbox: Inbox) -> None:
    request = text_request(
        inbox,
        "Shells fell on Homs.\r\n",
        title="Homs shelled",
        source="The Example",
        published=date(2026, 11, 2),
        url="https://news.example/homs",
    )
    (found,) = read_articles(request.files)
    assert isinstance(found, Article)
    assert (found.title, found.source, found.published) == ("Homs shelled", "The Example", date(2026, 11, 2))
    assert (found.text, found.url) == ("Shells fell on Homs.", "https://news.example/homs")
    assert inbox.shown(str(request.files[0])) == "Homs shelled.txt"


def test_the_same_text_pasted_twice_is_one_article(inbox: Inbox) -> None:
    first, second = (text_request(inbox, text) for text in ("Back to Homs.", " Back to Homs.\n"))
    assert first.files == second.files
    assert first.listed == second.listed


def test_text_that_is_none_or_too_much_is_refused(inbox: Inbox) -> None:
    assert refused(lambda: text_request(inbox, " \n\0 ")) is Trouble.NO_TEXT
    assert refused(lambda: text_request(inbox, "x" * (MAX_TEXT + 1))) is Trouble.LONG_TEXT
    for url in ("javascript:alert(1)", "-o", "news.example", "https://a b"):
        assert refused(lambda url=url: text_request(inbox, "Homs.", url=url)) is Trouble.BAD_ADDRESS
    assert not inbox.folder.exists()


@pytest.mark.parametrize("text", ["\ud800 Homs", "<script>alert(1)</script>", "HOMS", "x" * 300, "..", "-rf /"])
def test_any_text_can_be_pasted(inbox: Inbox, text: str) -> None:
    request = text_request(inbox, text)
    assert request.files[0].is_file()
    assert inbox.part(str(request.files[0]))


def test_a_file_of_metadata_belongs_to_the_article_that_it_came_with(inbox: Inbox) -> None:
    request = files_request(
        inbox,
        [
            Dropped("a.txt", b"Shells fell on Homs."),
            Dropped("a.json", json.dumps({"title": "Its title"}).encode()),
            Dropped("rows.json", b'[{"text": "Back to Homs."}]'),
        ],
    )
    assert [path.name for path in request.files] == ["a.txt", "rows.json"]
    assert request.total == 2
    titles = [found.title for found in read_articles(request.files) if isinstance(found, Article)]
    assert titles[0] == "Its title"


def test_the_same_file_dropped_twice_is_read_once(inbox: Inbox) -> None:
    request = files_request(inbox, [Dropped("a.txt", b"Homs."), Dropped("a.txt", b"Homs.")])
    assert request.total == 1


def test_files_that_are_none_or_too_many_are_refused(inbox: Inbox) -> None:
    assert refused(lambda: files_request(inbox, [])) is Trouble.NO_FILES
    many = [Dropped("a.txt", b"x")] * (MOST_FILES + 1)
    assert refused(lambda: files_request(inbox, many)) is Trouble.MANY_FILES


def test_files_that_could_not_all_be_written_leave_nothing_behind(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Inbox.keep

    def full(self: Inbox, name: str, data: bytes, *, beside: bytes = b"") -> Path:
        if name == "b.txt":
            raise Refused(Trouble.DISK_FULL, "full")
        return kept(self, name, data, beside=beside)

    monkeypatch.setattr(Inbox, "keep", full)
    before = kept(inbox, "failed.txt", b"kept for another try")
    dropped = [Dropped("failed.txt", b"kept for another try"), Dropped("a.txt", b"a"), Dropped("b.txt", b"b")]
    assert refused(lambda: files_request(inbox, dropped)) is Trouble.DISK_FULL
    assert list(inbox.files()) == [before]


def test_addresses_are_found_in_any_text() -> None:
    links, passed = find_links(
        "# a comment\nhttps://a.example/one\nSee https://b.example/two), and (http://c.example/x_(y)).\n"
        "https://a.example/one\n-o\nftp://d.example\nexample.org/page\nnothing to be seen here\n"
    )
    assert links == ["https://a.example/one", "https://b.example/two", "http://c.example/x_(y)"]
    assert passed == ["-o", "ftp://d.example", "example.org/page"]


def test_links_go_by_a_list_and_never_by_the_command(inbox: Inbox) -> None:
    request = links_request(inbox, "https://a.example/--store=x\n--retry-failed")
    assert request.command()[:3] == ("ingest", "--events", "--links")
    assert request.listed is not None
    assert request.command()[3:] == (str(request.listed),)
    assert request.listed.read_text() == "https://a.example/--store=x\n"
    assert request.passed == ("--retry-failed",)
    assert request.total == 1
    feeds = feeds_request(inbox, "https://a.example/feed")
    assert (feeds.kind, feeds.total) == (Kind.FEEDS, 0)
    assert feeds.command() == ("watch", "--events", "--rounds", "1", str(feeds.listed))


def test_lists_without_an_address_or_with_too_many_are_refused(inbox: Inbox) -> None:
    assert refused(lambda: links_request(inbox, "example.org\n--help")) is Trouble.NO_LINKS
    many = "\n".join(f"https://a.example/{n}" for n in range(MOST_LINKS + 1))
    assert refused(lambda: links_request(inbox, many)) is Trouble.MANY_LINKS
