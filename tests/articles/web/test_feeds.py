"""A feed's entries are read whatever form it has, with the whole text where it is whole."""

import json

import pytest

from geo.articles.web.feeds import read_feed
from geo.errors import ArticleError

LONG = "".join(
    f"<p>The bridge at Latakia was opened to traffic again on Monday, after engineers had worked on it for {n} weeks. "
    "Lorries were seen crossing by noon, and the ministry said that trains would follow.</p>"
    for n in ("three", "four", "five", "six", "seven")
)
URL = "http://news.example/rss"


def rss(items: str, channel: str = "<title>The Coast Herald</title><language>en-gb</language>") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{channel}{items}</channel></rss>'
    ).encode()


def test_an_rss_feed_with_whole_articles() -> None:
    feed = read_feed(
        rss(
            "<item><title>Bridge &amp;amp; road</title><link>http://news.example/1</link><guid>g1</guid>"
            "<pubDate>Mon, 02 Nov 2026 23:30:00 -0500</pubDate><dc:creator>Rana Haddad</dc:creator>"
            f"<description>Short.</description><content:encoded><![CDATA[{LONG}<script>evil()</script>]]></content:encoded></item>"
        ),
        url=URL,
    )
    assert (feed.title, feed.language) == ("The Coast Herald", "en-gb")
    (entry,) = feed.entries
    assert (entry.entry_id, entry.link, entry.title) == ("g1", "http://news.example/1", "Bridge & road")
    assert (entry.published, entry.author) == ("2026-11-03", "Rana Haddad")
    assert entry.text.count("\n\n") == 4
    assert "<p>" not in entry.text
    assert "evil" not in entry.text


def test_an_atom_feed() -> None:
    feed = read_feed(
        f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title><entry><id>tag:1</id><title>Bridge</title>
        <link rel="alternate" href="/story/1"/><updated>2026-11-02T10:00:00Z</updated>
        <content type="html"><![CDATA[{LONG}]]></content></entry></feed>""".encode(),
        url=URL,
    )
    (entry,) = feed.entries
    assert (entry.entry_id, entry.link, entry.published) == ("tag:1", "/story/1", "2026-11-02")
    assert entry.text.startswith("The bridge at Latakia")


def test_a_json_feed() -> None:
    item = {
        "id": "1",
        "url": "http://news.example/1",
        "title": "Bridge",
        "content_html": LONG,
        "date_published": "2026-11-02T10:00:00+02:00",
        "authors": [{"name": "Rana Haddad"}],
    }
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": "Herald", "items": [item, {"id": 2}, "x", {}]}
    feed = read_feed(json.dumps(whole).encode(), url=URL)
    assert [entry.entry_id for entry in feed.entries] == ["1", "2"]
    assert (feed.entries[0].author, feed.entries[0].published) == ("Rana Haddad", "2026-11-02T10:00:00+02:00")
    assert feed.entries[0].text.startswith("The bridge at Latakia")


@pytest.mark.parametrize(
    "content",
    [
        "<p>The bridge reopened.</p>",
        LONG + "<p>And then it …</p>",
        LONG + "<p>And then it [&hellip;]</p>",
        LONG + "<p>And then it [...]</p>",
        LONG + '<p><a href="http://news.example/1">Weiterlesen</a></p>',
        "",
    ],
)
def test_a_text_that_goes_on_elsewhere_is_not_the_article(content: str) -> None:
    item = f"<item><guid>1</guid><link>http://x.example/</link><content:encoded><![CDATA[{content}]]></content:encoded></item>"
    (entry,) = read_feed(rss(item), url=URL).entries
    assert entry.text == ""


def test_a_long_description_is_the_article_and_a_short_one_is_not() -> None:
    long, short = LONG * 3, LONG
    items = f"<item><guid>1</guid><description><![CDATA[{long}]]></description></item>"
    items += f"<item><guid>2</guid><description><![CDATA[{short}]]></description></item>"
    one, two = read_feed(rss(items), url=URL).entries
    assert one.text
    assert two.text == ""


def test_the_character_set_is_the_servers_or_the_feeds() -> None:
    text = '<rss version="2.0"><channel><title>Вести</title></channel></rss>'
    assert (
        read_feed(text.encode("cp1251"), url=URL, headers={"content-type": "text/xml; charset=windows-1251"}).title
        == "Вести"
    )
    declared = '<?xml version="1.0" encoding="windows-1251"?>' + text
    assert read_feed(declared.encode("cp1251"), url=URL).title == "Вести"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a feed",
        b"<html><body>Not a feed</body></html>",
        b"{}",
        b'{"version": "1"}',
        b"[1]",
        b"\xff\xfe\x00\x01" * 40,
        b"{" * 100_000,
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title>',
        b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><title>&b;</title>',
    ],
)
def test_what_is_no_feed_is_one_sentence(content: bytes) -> None:
    with pytest.raises(ArticleError, match=r"is no feed|declares XML entities") as caught:
        read_feed(content, url=URL)
    assert caught.value.where == URL


def test_a_feed_that_breaks_off_gives_what_came_before() -> None:
    whole = rss("<item><guid>1</guid><title>One</title></item><item><guid>2</guid><title>Two</title></item>")
    assert [entry.entry_id for entry in read_feed(whole[:-60], url=URL).entries][:1] == ["1"]


def test_entries_without_anything_to_know_them_by_are_passed_over() -> None:
    assert read_feed(rss("<item><description>x</description></item>"), url=URL).entries == ()


def test_a_page_that_names_its_feed_is_no_feed_but_says_where_it_is() -> None:
    page = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>News</body></html>'
    )
    with pytest.raises(ArticleError, match=r"is no feed: .*; this page names /rss\.xml as its feed"):
        read_feed(page.encode(), url=URL)
