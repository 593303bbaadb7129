"""A link becomes an article that is known by its own address, and the page it was read from is kept."""

from datetime import date

import pytest

from geo.articles.web import Archive, Fetcher, FetchError, PageReader, PoliteFetcher, Seen
from geo.errors import ArticleError
from geo.records import Article
from tests.articles.web.site import Asked, Page, Site, story

URL = "http://news.example/world/bridge"


def article(pages: PageReader, url: str = URL) -> Article:
    (found,) = pages.read(url)
    assert isinstance(found, Article), found
    return found


def problem(pages: PageReader, url: str = URL) -> ArticleError:
    (found,) = pages.read(url)
    assert isinstance(found, ArticleError), found
    assert found.where == url
    return found


def test_the_article_of_a_page_with_what_the_page_says_of_it(pages: PageReader, site: Site) -> None:
    head = (
        '<meta property="og:site_name" content="The Coast Herald"><meta name="author" content="Rana Haddad">'
        '<meta property="article:published_time" content="2026-11-02T08:00:00Z">'
        '<link rel="canonical" href="https://www.news.example/world/bridge?utm_source=self">'
    )
    site.pages["/world/bridge?id=1"] = Page(story(head=head))
    found = article(pages, URL + "?id=1&utm_campaign=x")
    assert found.text.startswith("Bridge at Latakia reopens\n")
    assert "engineers had worked on it for six weeks" in found.text
    assert "All rights reserved" not in found.text
    assert (found.title, found.source, found.author) == ("Bridge at Latakia reopens", "The Coast Herald", "Rana Haddad")
    assert (found.url, found.published) == ("https://www.news.example/world/bridge", date(2026, 11, 2))
    assert found.language == "en"
    assert site.paths == ["/world/bridge?id=1"]


def test_a_page_that_is_fetched_again_is_the_same_article(pages: PageReader, site: Site) -> None:
    site.pages["/world/bridge"] = [Page(story()), Page(story(body="The bridge at Latakia was closed to traffic"))]
    before, after = article(pages), article(pages, URL + "?fbclid=z")
    assert before.article_id == after.article_id
    assert before.text != after.text


def test_a_page_cannot_pass_for_one_of_another_site(pages: PageReader, site: Site) -> None:
    head = '<link rel="canonical" href="https://other.example/important">'
    site.pages["/world/bridge"] = Page(story(head=head))
    assert article(pages).url == URL


def test_the_copy_on_an_amp_cache_is_read_at_its_publisher(pages: PageReader, site: Site) -> None:
    site.pages["news.example/world/bridge"] = Page(story())
    found = article(pages, "https://news-example.cdn.ampproject.org/c/news.example/world/bridge")
    assert found.url == URL
    assert [asked.host for asked in site.asked] == ["news.example", "news.example"]


def test_a_copy_in_the_wayback_machine_is_the_originals_article(
    pages: PageReader, site: Site, archive: Archive
) -> None:
    raw = "/web/20150914120000id_/http://news.example/world/bridge"
    site.pages[f"web.archive.org{raw}"] = Page(story())
    site.pages["news.example/world/bridge"] = Page(story())
    copy = article(pages, "http://web.archive.org/web/20150914120000/http://news.example/world/bridge")
    assert copy.url == URL
    assert site.paths == [raw]
    assert [kept.url for kept in archive.copies(f"http://web.archive.org{raw}")] == [f"http://web.archive.org{raw}"]
    assert copy.article_id == article(pages).article_id


def test_a_page_that_has_not_changed_is_read_from_the_archive(pages: PageReader, site: Site) -> None:
    def answer(asked: Asked) -> Page:
        known = asked.headers.get("If-None-Match") == '"one"' and asked.headers.get("If-Modified-Since")
        if known:
            return Page(status=304)
        return Page(story(), headers={"ETag": '"one"', "Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT"})

    site.pages["/world/bridge"] = answer
    before = article(pages)
    assert article(pages) == before
    assert "If-None-Match" not in site.asked[1].headers
    assert site.asked[2].headers["If-None-Match"] == '"one"'


def test_without_its_copy_a_page_is_asked_for_in_full(
    polite: PoliteFetcher, seen: Seen, archive: Archive, pages: PageReader, site: Site
) -> None:
    site.pages["/world/bridge"] = Page(story(), headers={"ETag": '"one"'})
    before = article(pages)
    archive.forget([URL])
    assert article(pages) == before
    assert article(PageReader(polite, seen=seen)) == before
    assert not any("If-None-Match" in asked.headers for asked in site.asked)


def test_a_kept_page_of_another_address_is_never_taken_for_it(pages: PageReader, site: Site, archive: Archive) -> None:
    site.pages["/a"] = lambda asked: Page(
        story("First"), 304 if "If-None-Match" in asked.headers else 200, {"ETag": "1"}
    )
    site.pages["/b"] = Page(story("Second page"), headers={"ETag": '"b"'})
    first = article(pages, "http://news.example/a")
    article(pages, "http://news.example/b")
    archive.forget(["http://news.example/a"])  # the second page now lies where the first one lay
    assert article(pages, "http://news.example/a") == first


def test_a_page_without_an_archive_leaves_nothing_behind(polite: PoliteFetcher, site: Site, tmp_path: object) -> None:
    site.pages["/world/bridge"] = Page(story())
    assert article(PageReader(polite)).url == URL


@pytest.mark.parametrize(
    ("kind", "declared"), [("text/html; charset=windows-1251", ""), ("text/html", '<meta charset="windows-1251">')]
)
def test_a_page_in_another_character_set_is_read_right(pages: PageReader, site: Site, kind: str, declared: str) -> None:
    text = story("Мост в Латакии открыт", body="Мост в Латакии открыли для движения").replace(
        '<meta charset="utf-8">', declared
    )
    site.pages["/world/bridge"] = Page(text.encode("cp1251"), kind=kind)
    assert article(pages).text.startswith("Мост в Латакии открыт\n")


@pytest.mark.parametrize("kind", ["text/html; charset=utf-16", "text/html; charset=banana", "text/html; charset=rot13"])
def test_a_wrong_character_set_does_no_harm(pages: PageReader, site: Site, kind: str) -> None:
    site.pages["/world/bridge"] = Page(story("Café at Latakia"), kind=kind)
    assert article(pages).title == "Café at Latakia"


def test_a_plain_text_is_an_article_too(pages: PageReader, site: Site) -> None:
    text = "Bridge reopens\n\nThe bridge at Latakia was opened to traffic again.\n"
    site.pages["/bridge.txt"] = Page(text, kind="text/plain; charset=utf-8")
    found = article(pages, "http://news.example/bridge.txt")
    assert (found.title, found.url, found.source) == (
        "Bridge reopens",
        "http://news.example/bridge.txt",
        "news.example",
    )


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (Page("<html><body></body></html>"), "holds no text"),
        (Page("", status=404), "is not there"),
        (Page("<rss/>", kind="application/rss+xml"), "geo watch"),
        (Page("<rss/>", kind="text/xml; charset=utf-8"), "geo watch"),
        (Page("x", kind="video/mp4"), "no page that can be read"),
        (Page(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, kind="text/plain"), "picture"),
        (Page(b"%PDF-1.7 broken", kind="application/pdf"), ""),
    ],
)
def test_what_is_no_article_is_one_sentence(pages: PageReader, site: Site, page: Page, why: str) -> None:
    site.pages["/world/bridge"] = page
    assert why in problem(pages).why


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "ftp://news.example/", "http://a:b@news.example/", "http://"])
def test_a_link_out_of_bounds_is_one_sentence(pages: PageReader, url: str) -> None:
    found = problem(pages, url)
    assert isinstance(found, FetchError)
    assert found.refused


def test_an_archive_that_cannot_be_written_is_one_sentence(polite: PoliteFetcher, site: Site, tmp_path: object) -> None:
    from pathlib import Path

    blocked = Path(str(tmp_path)) / "file"
    blocked.touch()
    site.pages["/world/bridge"] = Page(story())
    assert "--no-archive" in problem(PageReader(polite, archive=Archive(blocked / "archive"))).why


def test_a_host_called_after_a_feed_is_no_feed() -> None:
    def unknown(_host: str, _port: int, _seconds: float) -> list[str]:
        raise OSError("Name or service not known")

    reader = PageReader(PoliteFetcher(Fetcher(resolve=unknown), sleep=lambda _seconds: None))
    assert "atom.example" in problem(reader, "http://atom.example/story").why
