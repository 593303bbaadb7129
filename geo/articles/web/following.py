"""Follow a feed: read what is new in it, once.

An entry counts as seen when its article was taken, that is, when the next one is asked for: what was not saved when a
run ended is read again. A page that can't be had now is tried again in later rounds, ever more seldom, eight times.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from geo.articles.documents import language_of
from geo.articles.metadata import parse_published, read_metadata, tidy
from geo.articles.web.feeds import Feed, FeedEntry, read_feed
from geo.articles.web.identity import article_id_of, plain_address
from geo.articles.web.locations import read_location
from geo.articles.web.manners import PoliteFetcher
from geo.articles.web.pages import PageReader
from geo.articles.web.responses import Fetched, FetchError
from geo.articles.web.seen import Entry, Page, Seen
from geo.articles.web.stopping import Stopped
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["FeedReader"]

_FEEDS = frozenset(
    f"application/{kind}"
    for kind in ("rss+xml", "atom+xml", "rdf+xml", "xml", "feed+json", "json", "octet-stream", "x-rss+xml", "rss")
) | {"text/xml", "text/html", "text/plain", "text/rss+xml", "application/xhtml+xml"}
_TRIES = 8
_AGAIN = 900.0
_LINK = "link"


class FeedReader:
    """Reads feeds one after another, for one store."""

    def __init__(
        self,
        fetcher: PoliteFetcher,
        pages: PageReader,
        seen: Seen,
        *,
        stopping: Callable[[], bool] = lambda: False,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`pages` reads the pages of entries that the feed has no full text of; `now` is in seconds since 1970.

        `stopping` says, after each entry, whether to leave it at that.
        """
        self._fetcher, self._pages, self._seen, self._stopping, self._now = fetcher, pages, seen, stopping, now

    def read(self, url: str) -> Iterator[Article | ArticleError]:
        """The articles of the entries that are new, oldest first, and what can't be had.

        Stopping (`Stopped`, raised by the fetcher) ends it without an error.
        """
        try:
            fetched = self._fetch(url)
            if fetched is None:
                return
            feed = read_feed(fetched.body, url=url, headers=dict(fetched.headers))
        except Stopped:
            return
        except ArticleError as error:
            yield error
            return
        links = Counter(entry.link for entry in feed.entries)
        waiting = False
        for entry in reversed(feed.entries):
            before = self._seen.entry(url, entry.entry_id)
            if before is not None and before.done:
                continue
            if before is not None and before.again > self._now():
                waiting = True
                continue
            try:
                memory = yield from self._read_entry(
                    url, feed, _resolved(entry, fetched), before, alone=links[entry.link] <= 1
                )
            except Stopped:
                return
            except ArticleError as error:
                yield error
                return
            self._seen.keep_entry(url, entry.entry_id, memory)
            waiting = waiting or not memory.done
            if self._stopping():
                return
        if not waiting:
            self._seen.keep_page(url, Page(fetched.header("ETag"), fetched.header("Last-Modified"), url=fetched.url))

    def _fetch(self, url: str) -> Fetched | None:
        """The feed, or None where it has not changed since all its entries were read."""
        before = self._seen.page(url)
        fetched = self._fetcher.get(url, headers=before.conditions if before is not None else {}, kinds=_FEEDS)
        return None if fetched.status == 304 else fetched

    def _read_entry(
        self, url: str, feed: Feed, entry: FeedEntry, before: Entry | None, *, alone: bool
    ) -> Generator[Article | ArticleError, None, Entry]:
        """Hand on the article of an entry; says what to remember of the entry once that was taken."""
        if entry.text:
            article = _article(url, feed, entry, alone=alone)
            at = datetime.fromtimestamp(self._now(), UTC)
            self._pages.keep_part(article.url or f"urn:sha256:{article.article_id}", entry.html, feed=url, at=at)
            yield article
            return Entry()
        if not entry.link:
            yield ArticleError(
                url, f"its entry “{tidy(entry.title or entry.entry_id, limit=60)}” has no text and no link"
            )
            return Entry()
        if (known := self._seen.entry(_LINK, entry.link)) is not None and known.done:
            return Entry()
        tries = before.tries + 1 if before is not None else 1
        passing = False
        for found in self._pages.read(entry.link):
            passing = isinstance(found, FetchError) and found.passing and tries < _TRIES
            if isinstance(found, FetchError) and not passing:
                yield FetchError(found.where, found.why, refused=found.refused)  # it is not tried again
            else:
                yield found if isinstance(found, ArticleError) else _completed(found, entry)
        if passing:
            return Entry(done=False, tries=tries, again=round(self._now() + _AGAIN * 2 ** (tries - 1)))
        self._seen.keep_entry(_LINK, entry.link, Entry())
        return Entry()


def _resolved(entry: FeedEntry, fetched: Fetched) -> FeedEntry:
    """The entry with its link made whole and plain; without one where it is no web address."""
    if not entry.link:
        return entry
    try:
        return replace(entry, link=plain_address(read_location(entry.link, base=read_location(fetched.url)).url))
    except ValueError:
        return replace(entry, link="")


def _article(url: str, feed: Feed, entry: FeedEntry, *, alone: bool) -> Article:
    """The article that the feed itself holds; `alone`: no other entry of the feed has its link."""
    given = {"title": entry.title, "url": entry.link, "source": feed.title, "published": entry.published}
    known = read_metadata(given, warn=lambda why: None)
    if entry.link and alone:
        article_id = article_id_of(entry.link)
    else:
        article_id = hashlib.sha256(f"{url}\n{entry.entry_id}".encode("utf-8", "replace")).hexdigest()[:16]
    return Article(
        article_id,
        f"{known.title}\n\n{entry.text}" if known.title else entry.text,
        known.title,
        known.url,
        known.source or (urlsplit(url).hostname or ""),
        known.published,
        author=tidy(entry.author, limit=200),
        language=language_of(entry.language or feed.language),
    )


def _completed(article: Article, entry: FeedEntry) -> Article:
    """The article of an entry's page, with the feed's date and author where the page gives none."""
    return replace(
        article,
        published=article.published or parse_published(entry.published),
        author=article.author or tidy(entry.author, limit=200),
    )
