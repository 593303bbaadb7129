"""Lists of links and of feeds are read line by line; what is none is named with its line."""

from pathlib import Path

import pytest

from geo.articles.web import is_link, read_feed_list, read_links
from geo.articles.web.links import by_turns
from geo.errors import ArticleError

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>News</title></head><body>
<outline text="World"><outline type="rss" text="Coast" xmlUrl="https://news.example/rss.xml" htmlUrl="https://x/"/>
<outline text="Herald" xmlurl="https://other.example/atom?a=1&amp;b=2"/></outline>
<outline text="Again" xmlUrl="https://news.example/rss.xml"/><outline text="Folder"/>
<outline text="Odd" xmlUrl="file:///etc/passwd"/></body></opml>"""


def test_a_list_of_links_with_comments(tmp_path: Path) -> None:
    path = tmp_path / "links.txt"
    path.write_bytes(
        b"\xef\xbb\xbf# mine\nhttp://news.example/a\n\n  HTTPS://news.example/b  \nbanana\nhttp://news.example/a\n"
        b"http://news.example/" + b"x" * 3000
    )
    found = list(read_links(path))
    assert [item for item in found if isinstance(item, str)] == ["http://news.example/a", "HTTPS://news.example/b"]
    assert [item.where for item in found if isinstance(item, ArticleError)] == [f"{path}:5", f"{path}:7"]


def test_a_list_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    for read in (read_links, read_feed_list):
        (found,) = read(tmp_path / "none")
        assert isinstance(found, ArticleError)
        assert "can't be read" in found.why


def test_an_opml_file_is_a_list_of_feeds(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(OPML)
    assert list(read_feed_list(path)) == ["https://news.example/rss.xml", "https://other.example/atom?a=1&b=2"]
    path.write_bytes(OPML.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert len(list(read_feed_list(path))) == 2


def test_a_plain_list_is_a_list_of_feeds_too(tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_text("# feeds\nhttps://news.example/rss.xml\n")
    assert list(read_feed_list(path)) == ["https://news.example/rss.xml"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<opml><body/></opml>", "names no feed"),
        ("<opml><body>", "cut off or damaged"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><opml><body/></opml>', "entities"),
    ],
)
def test_a_broken_opml_file_is_one_sentence(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(text)
    (found,) = read_feed_list(path)
    assert isinstance(found, ArticleError)
    assert found.where == str(path)
    assert why in found.why


def test_a_word_is_a_link_or_a_path() -> None:
    assert is_link("https://news.example/")
    assert is_link("HTTP://news.example/")
    assert not is_link("https.txt")
    assert not is_link("/tmp/http://x")


def test_sites_are_asked_by_turns() -> None:
    error = ArticleError("links.txt:3", "is no web address")
    links = ["http://a.example/1", "http://a.example/2", error, "http://b.example/1", "http://a.example/3", "http://[x"]
    turns = list(by_turns(links))
    assert turns == [
        error,
        "http://a.example/1",
        "http://b.example/1",
        "http://[x",
        "http://a.example/2",
        "http://a.example/3",
    ]
