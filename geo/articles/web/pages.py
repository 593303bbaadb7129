"""Read the article at a web address, and keep the page that it was read from.

A page that was fetched before is asked for only if it has changed; if it has not, the kept copy is read. It is known by
its own address, so that fetching it again updates the article rather than doubling it.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from geo.articles.formats import HEAD_BYTES, format_of
from geo.articles.html import read_html
from geo.articles.sniffing import HTML, kind_of
from geo.articles.web.archive import Archive, Kept
from geo.articles.web.identity import article_id_of, own_address, plain_address
from geo.articles.web.manners import PoliteFetcher
from geo.articles.web.responses import Fetched, FetchError
from geo.articles.web.seen import Page, Seen
from geo.articles.web.wayback import read_capture
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["PageReader"]

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_DOCUMENTS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/epub+zip": ".epub",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_KINDS = _HTML | frozenset(_DOCUMENTS)
_FEED = re.compile(r"is no page that can be read \((?:application|text)/(?:rss|atom|rdf|feed|xml)")

Warn = Callable[[ArticleError], None]


@dataclass(frozen=True, slots=True)
class _Content:
    """A page to be read, just fetched or kept before."""

    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def kind(self) -> str:
        given = next((value for name, value in self.headers if name.lower() == "content-type"), "")
        return given.partition(";")[0].strip().lower()


class PageReader:
    """Reads pages one after another; what it remembers and keeps is optional."""

    def __init__(self, fetcher: PoliteFetcher, *, seen: Seen | None = None, archive: Archive | None = None) -> None:
        """Without both `seen` and `archive` every page is asked for in full."""
        self._fetcher, self._seen, self._archive = fetcher, seen, archive

    def read(self, url: str, *, warn: Warn | None = None) -> Iterator[Article | ArticleError]:
        """The article at an address (a document may hold several), or why it can't be had.

        A link to a copy in the Wayback Machine gives the original's article.
        """
        try:
            capture = read_capture(url)
            wanted = capture.url if capture is not None else plain_address(url)
        except ValueError as error:
            yield FetchError(url, str(error), refused=True)
            return
        try:
            fetched, kept = self._fetch(url, wanted)
            content = _Content(kept.url, kept.headers, kept.body) if kept is not None else _fresh(fetched)
            known_as = capture.original if capture is not None else content.url
            articles = list(_articles(content, known_as, warn or (lambda problem: None)))
            if kept is None:
                named = next((item.url for item in articles if isinstance(item, Article)), "")
                self._keep(url, wanted, fetched, named)
            yield from (ArticleError(url, item.why) if isinstance(item, ArticleError) else item for item in articles)
        except FetchError as error:
            yield FetchError(url, error.why, passing=error.passing, refused=error.refused)
        except ArticleError as error:
            yield ArticleError(url, error.why)

    def _fetch(self, url: str, wanted: str) -> tuple[Fetched, Kept | None]:
        """The answer, and the kept copy where it says that nothing has changed since."""
        before = self._seen.page(wanted) if self._seen is not None else None
        kept = self._archive.find(before.place) if before is not None and self._archive is not None else None
        if kept is not None and before is not None and kept.url != before.url:
            kept = None  # its file was written anew since
        conditions = before.conditions if before is not None and kept is not None else {}
        try:
            fetched = self._fetcher.get(wanted, headers=conditions, kinds=_KINDS)
        except FetchError as error:
            if _FEED.match(error.why):
                raise FetchError(url, "is a feed, not a page; `geo watch` reads feeds") from error
            raise
        if fetched.status != 304:
            return fetched, None
        if kept is None:
            why = "is said not to have changed, but was never fetched; try again later"
            raise FetchError(url, why, passing=True)
        return fetched, kept

    def keep_part(self, article: str, html: str, *, feed: str, at: datetime) -> None:
        """Keep what a feed held of an article; raises ArticleError where that can't be written."""
        try:
            if self._archive is not None:
                self._archive.keep_part(article, html, feed=feed, at=at)
        except OSError as error:
            raise ArticleError(article, _unwritten(error)) from error

    def _keep(self, url: str, wanted: str, fetched: Fetched, article: str) -> None:
        try:
            place = self._archive.keep(fetched, article=article) if self._archive is not None else ""
        except OSError as error:
            raise ArticleError(url, _unwritten(error)) from error
        if self._seen is not None:
            page = Page(fetched.header("ETag"), fetched.header("Last-Modified"), place, fetched.url)
            self._seen.keep_page(wanted, page)


def _fresh(fetched: Fetched) -> _Content:
    return _Content(fetched.url, fetched.headers, fetched.body)


def _unwritten(error: OSError) -> str:
    return f"can't be archived ({error.strerror or error}); make room, or leave the archive out (--no-archive)"


def _articles(content: _Content, known_as: str, warn: Warn) -> Iterator[Article | ArticleError]:
    head = content.body[:HEAD_BYTES]
    if content.kind in _HTML or kind_of(head) == HTML:
        article = read_html(content.body, url=known_as, headers=dict(content.headers))
        yield _known_as(article, own_address(known_as, article.url or known_as))
        return
    suffix = _DOCUMENTS.get(content.kind) or PurePosixPath(urlsplit(known_as).path).suffix.lower()
    known = format_of(head, f"page{suffix}")
    if known is None:
        raise ArticleError(known_as, f"is in no format that is read ({content.kind or 'it says none'})")
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / f"page{suffix}"
        path.write_bytes(content.body)
        found = list(known.read(path, known_as, warn=warn))
    single = len(found) == 1
    for item in found:
        yield _known_as(item, plain_address(known_as)) if single and isinstance(item, Article) else item


def _known_as(article: Article, url: str) -> Article:
    source = article.source or (urlsplit(url).hostname or "").removeprefix("www.")
    return replace(article, article_id=article_id_of(url), url=url, source=source)
