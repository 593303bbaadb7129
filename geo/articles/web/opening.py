"""Open what reads the web for one store, with its memory and its archive beside the store."""

from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from geo import settings
from geo.articles.web.archive import Archive
from geo.articles.web.fetching import Fetcher
from geo.articles.web.following import FeedReader
from geo.articles.web.manners import PoliteFetcher
from geo.articles.web.pages import PageReader
from geo.articles.web.responses import Reach
from geo.articles.web.seen import Seen
from geo.articles.web.stopping import Stop

__all__ = ["Web", "archive_of", "forget_pages", "open_web"]


@dataclass(frozen=True, slots=True)
class Web:
    """What reads the web for one store."""

    pages: PageReader
    feeds: FeedReader
    seen: Seen


def open_web(store: str, *, reach: Reach | None = None, archive: bool = True, stop: Stop | None = None) -> Web:
    """Readers of pages and feeds for the store at `store` (as `geo.settings.store_url` gives it).

    `reach`: public addresses only, unless it says otherwise; `archive`: whether pages are kept; `stop` ends all
    waiting. Nothing is fetched or written yet.
    """
    guard = stop.waiting if stop is not None else nullcontext
    polite = PoliteFetcher(Fetcher(reach=reach, agent=settings.user_agent()), guard=guard)
    seen = Seen(_memory(store))
    pages = PageReader(polite, seen=seen, archive=archive_of(store) if archive else None)
    feeds = FeedReader(polite, pages, seen, stopping=lambda: stop is not None and stop.asked)
    return Web(pages, feeds, seen)


def archive_of(store: str) -> Archive:
    """The archive beside a store."""
    return Archive(settings.beside_store(store, "archive"))


def forget_pages(store: str, urls: Collection[str]) -> int:
    """Take the pages of articles (by their `url`) out of the archive beside a store; says how many were kept.

    Feeds' entries stay known as read, so that a watch does not bring them back. Raises OSError where the archive can't
    be written.
    """
    return archive_of(store).forget([url for url in urls if url])


def _memory(store: str) -> Path:
    return settings.beside_store(store, "seen.jsonl", own=True)
