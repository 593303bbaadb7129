"""A feed is followed: what is new is read once, also after failures, and nothing is doubled or lost."""

from collections.abc import Iterator
from datetime import date

import pytest

from geo.articles.web import Archive, FeedReader, FetchError, PageReader, PoliteFetcher, Seen
from geo.articles.web.stopping import Stop, Stopped
from geo.errors import ArticleError
from geo.records import Article
from tests.articles.web.conftest import Clock
from tests.articles.web.site import Asked, Page, Site, story
from tests.articles.web.test_feeds import LONG, rss

FEED = "http://news.example/rss"


def item(name: str, *, full: bool = False, link: str = "") -> str:
    content = f"<content:encoded><![CDATA[{LONG}]]></content:encoded>" if full else ""
    return (
        f"<item><title>About {name}</title><link>{link or f'http://news.example/{name}'}</link><guid>{name}</guid>"
        f"<pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate><description>Short.</description>{content}</item>"
    )


def feed(*items: str) -> Page:
    return Page(rss("".join(items)), kind="application/rss+xml")


@pytest.fixture
def reader(polite: PoliteFetcher, pages: PageReader, seen: Seen, clock: Clock) -> FeedReader:
    return FeedReader(polite, pages, seen, now=clock)


def titles(found: Iterator[Article | ArticleError]) -> list[str]:
    return [item.title if isinstance(item, Article) else f"! {item.why}" for item in found]


def test_new_entries_are_read_once_oldest_first(reader: FeedReader, site: Site) -> None:
    site.pages["/two"], site.pages["/one"] = Page(story("Two")), Page(story("One"))
    site.pages["/rss"] = feed(item("two"), item("one"))
    assert titles(reader.read(FEED)) == ["One", "Two"]
    assert titles(reader.read(FEED)) == []
    site.pages["/three"] = Page(story("Three"))
    site.pages["/rss"] = feed(item("three"), item("two"), item("one"))
    assert titles(reader.read(FEED)) == ["Three"]
    assert site.paths == ["/rss", "/one", "/two", "/rss", "/rss", "/three"]


def test_the_whole_text_is_taken_from_the_feed_where_it_is_there(
    reader: FeedReader, site: Site, archive: Archive
) -> None:
    site.pages["/rss"] = feed(item("one", full=True, link="http://news.example/one?utm_source=rss"))
    (found,) = reader.read(FEED)
    assert isinstance(found, Article)
    assert found.text.startswith("About one\n\nThe bridge at Latakia")
    assert (found.title, found.url) == ("About one", "http://news.example/one")
    assert (found.source, found.published, found.language) == ("The Coast Herald", date(2026, 11, 2), "en")
    assert site.paths == ["/rss"]


def test_an_article_is_the_same_from_the_feed_and_from_its_page(
    reader: FeedReader, pages: PageReader, site: Site
) -> None:
    site.pages["/rss"] = feed(item("one", full=True))
    site.pages["/one"] = Page(story("One"))
    ((from_feed,), (from_page,)) = reader.read(FEED), pages.read("http://news.example/one")
    assert isinstance(from_feed, Article)
    assert isinstance(from_page, Article)
    assert from_feed.article_id == from_page.article_id


def test_entries_that_share_a_link_are_articles_of_their_own(reader: FeedReader, site: Site) -> None:
    home = "http://news.example/live"
    site.pages["/rss"] = feed(item("one", full=True, link=home), item("two", full=True, link=home))
    found = [article for article in reader.read(FEED) if isinstance(article, Article)]
    assert len({article.article_id for article in found}) == 2


def test_the_feeds_date_stands_in_for_a_page_that_gives_none(reader: FeedReader, site: Site) -> None:
    site.pages["/rss"], site.pages["/one"] = feed(item("one")), Page(story("One"))
    (found,) = reader.read(FEED)
    assert isinstance(found, Article)
    assert found.published == date(2026, 11, 2)


def test_a_page_that_two_feeds_link_to_is_fetched_once(reader: FeedReader, site: Site) -> None:
    site.pages["/rss"] = site.pages["/politics"] = feed(item("one"))
    site.pages["/one"] = Page(story("One"))
    assert titles(reader.read(FEED)) == ["One"]
    assert titles(reader.read("http://news.example/politics")) == []
    assert site.paths.count("/one") == 1


def test_relative_links_are_read_from_where_the_feed_is(reader: FeedReader, site: Site) -> None:
    site.pages["/rss"], site.pages["/deep/one"] = feed(item("one", link="/deep/one")), Page(story("One"))
    assert titles(reader.read(FEED)) == ["One"]


@pytest.mark.parametrize("link", ["http://169.254.169.254/latest", "file:///etc/passwd", "http://localhost:22/"])
def test_a_feed_cannot_lead_inside(reader: FeedReader, site: Site, link: str) -> None:
    site.pages["/rss"] = feed(item("one", link=link))
    (found,) = reader.read(FEED)
    assert isinstance(found, ArticleError)
    assert site.paths == ["/rss"]
    assert titles(reader.read(FEED)) == []


def test_a_feed_that_changes_breaks_and_comes_back(reader: FeedReader, site: Site, clock: Clock) -> None:
    site.pages["/one"], site.pages["/two"] = Page(story("One")), Page(story("Two"))
    site.pages["/rss"] = feed(item("one"))
    assert titles(reader.read(FEED)) == ["One"]
    for broken, why in (
        (Page(status=500), "answers 500"),
        (Page("<html><body>Maintenance</body></html>"), "is no feed"),
        (Page(raw=b""), "no web page"),
        (Page(status=404), "is not there"),
    ):
        site.pages["/rss"] = broken
        ((problem),) = reader.read(FEED)
        assert isinstance(problem, ArticleError)
        assert problem.where == FEED
        assert why in problem.why
    site.pages["/rss"] = feed(item("two"), item("one"))
    assert titles(reader.read(FEED)) == ["Two"]


def test_an_unchanged_feed_costs_one_short_answer(reader: FeedReader, site: Site) -> None:
    page = feed(item("one", full=True))
    page.headers["ETag"] = '"r1"'
    site.pages["/rss"] = lambda asked: Page(status=304) if asked.headers.get("If-None-Match") == '"r1"' else page
    assert titles(reader.read(FEED)) == ["About one"]
    assert titles(reader.read(FEED)) == []
    assert site.asked[-1].headers["If-None-Match"] == '"r1"'


def test_a_page_that_cannot_be_had_now_is_tried_again_later_and_not_for_ever(
    reader: FeedReader, site: Site, clock: Clock
) -> None:
    page = feed(item("one"))
    page.headers["ETag"] = '"r1"'
    site.pages["/rss"] = lambda asked: Page(status=304) if asked.headers.get("If-None-Match") == '"r1"' else page
    site.pages["/one"] = Page(status=503)
    assert titles(reader.read(FEED)) == ["! can't be had now (the server answers 503); try again later"]
    assert titles(reader.read(FEED)) == []
    clock.moment += 901
    site.pages["/one"] = Page(story("One"))
    assert titles(reader.read(FEED)) == ["One"]
    site.pages["/rss"] = feed(item("two"))
    site.pages["/two"] = Page(status=503)
    tries = 0
    last: list[bool] = []
    for _ in range(40):
        for found in reader.read(FEED):
            assert isinstance(found, FetchError)
            tries += 1
            last.append(not found.passing)
        clock.moment += 86_400 * 2
    assert tries == 8
    assert last == [False] * 7 + [True]


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_page_that_is_refused_is_not_asked_for_again(
    reader: FeedReader, site: Site, status: int, clock: Clock
) -> None:
    site.pages["/rss"], site.pages["/one"] = feed(item("one")), Page(status=status)
    assert len(titles(reader.read(FEED))) == 1
    clock.moment += 86_400
    assert titles(reader.read(FEED)) == []


def test_an_entry_that_was_not_taken_is_read_again(reader: FeedReader, site: Site) -> None:
    site.pages["/rss"] = feed(item("two", full=True), item("one", full=True))
    reading = reader.read(FEED)
    first = next(reading)
    assert isinstance(first, Article)
    reading.close()  # the run ended while this one was being saved
    assert titles(reader.read(FEED)) == ["About one", "About two"]


def test_a_restart_goes_on_where_it_stopped(reader: FeedReader, site: Site, seen: Seen, polite: PoliteFetcher) -> None:
    site.pages["/rss"] = feed(item("three", full=True), item("two", full=True), item("one", full=True))
    reading = reader.read(FEED)
    next(reading)
    next(reading)  # the first one was taken, the second was not
    again = FeedReader(polite, PageReader(polite), Seen(seen._path))
    assert titles(again.read(FEED)) == ["About two", "About three"]


def test_stopping_ends_it_after_the_entry_at_hand_and_keeps_it_as_read(
    polite: PoliteFetcher, pages: PageReader, seen: Seen, site: Site
) -> None:
    site.pages["/rss"] = feed(item("two", full=True), item("one", full=True))
    stop = Stop()
    reader = FeedReader(polite, pages, seen, stopping=lambda: stop.asked)
    reading = reader.read(FEED)
    next(reading)
    stop()
    assert list(reading) == []
    stop.asked = False
    assert titles(reader.read(FEED)) == ["About two"]


def test_stopping_while_a_page_is_waited_for_ends_it_at_once(fetcher: object, seen: Seen, site: Site) -> None:
    stop = Stop()
    site.pages["/rss"] = feed(item("two"), item("one"))

    def interrupted(asked: Asked) -> Page:
        stop.asked = True
        return Page(status=503)

    def sleep(_seconds: float) -> None:
        if stop.asked:
            raise Stopped  # as the signal does

    site.pages["/one"] = interrupted
    polite = PoliteFetcher(fetcher, sleep=sleep, guard=stop.waiting)  # type: ignore[arg-type]
    reader = FeedReader(polite, PageReader(polite), seen)
    assert titles(reader.read(FEED)) == []
    assert site.paths == ["/rss", "/one"]
    assert seen.entry(FEED, "one") is None


def test_asking_to_stop_twice_stops_whatever_is_going_on() -> None:
    stop = Stop()
    stop()
    with pytest.raises(KeyboardInterrupt):
        stop()
    waiting = Stop()
    with pytest.raises(Stopped), waiting.waiting():
        waiting()
    with pytest.raises(Stopped), waiting.waiting():
        raise AssertionError("not reached")
