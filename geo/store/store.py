"""Hold the articles, places and reports that a map is made of.

A store is safe to share between threads; several processes may read it while one
writes, and writers take turns. Times are UTC, given by the `clock`.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, delete, distinct, func, insert, select

from geo.errors import StoreReadOnly
from geo.records import Article, ParsedArticle
from geo.store import sqlite
from geo.store.digesting import article_digest
from geo.store.failures import spoken
from geo.store.geocodes import CachedGeocode, keep_geocode, read_geocode
from geo.store.reading import read_articles
from geo.store.removing import Removable, find_removable
from geo.store.retrying import Failure, drop_failures, keep_failure, read_failures
from geo.store.saving import SaveOutcome, Writer
from geo.store.schema import actor_mentions, articles, meta, reports

__all__ = ["Store", "StoreSummary"]


@dataclass(frozen=True, slots=True)
class StoreSummary:
    """What a store holds; `places` are those reported, `first` and `last` the days of its articles, where known."""

    articles: int
    reports: int
    places: int
    actors: int
    sources: int
    first: date | None
    last: date | None
    url: str


class Store:
    """A store that is open. Get it from `open_store`; every method raises StoreError where the database fails."""

    def __init__(
        self,
        engine: Engine,
        url: str,
        *,
        read_only: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.engine = engine
        self.url = url
        self.read_only = read_only
        self._clock = clock

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Open for saving many articles in a row, each in a transaction of its own."""
        with self._writing() as connection:
            yield Writer(connection, self.url, clock=self._clock)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open for questions that all see one state of the store; for geo/query alone."""
        with spoken(self.url), self.engine.connect() as connection:
            if connection.dialect.name != "sqlite":  # a transaction of SQLite sees one state in any case
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    def save(self, parsed: ParsedArticle) -> SaveOutcome:
        """Save an article with all that was found in it; the same twice changes nothing."""
        with self.writer() as writer:
            return writer.save(parsed)

    def remove(self, article_id: str) -> bool:
        """Remove an article with every trace of it; False where there is none of that id. See also `rewrite`."""
        with self.writer() as writer:
            return writer.remove(article_id)

    def begin_ingest(self) -> int:
        """Give the greatest article number from before the ingest that begins now, or that was broken off before.

        What an ingest learns from the store, it learns from articles up to that number: one that is taken up again
        then ends as it would have ended undisturbed. `end_ingest` says that it went through.
        """
        with self._writing() as connection, connection.begin():
            connection.execute(_REVISION.with_for_update())  # elsewhere than in SQLite, writers take turns by its row
            begun = connection.execute(_BEGUN).scalar()
            if begun is None:
                begun = connection.execute(select(func.max(articles.c.article_no))).scalar() or 0
                connection.execute(insert(meta), {"name": _INGEST, "value": begun})
            return int(begun)

    def end_ingest(self) -> None:
        """Note that an ingest went through."""
        with self._writing() as connection, connection.begin():
            connection.execute(delete(meta).where(meta.c.name == _INGEST))

    def removable(
        self, article_ids: Collection[str] = (), *, source: str = "", before: date | None = None
    ) -> list[Removable]:
        """Give the articles of these ids, or else those of a publisher, or published before a day, or both."""
        with self.reading() as connection:
            return find_removable(connection, article_ids, source=source, before=before)

    def holds_url(self, url: str) -> bool:
        """Whether an article of this address is kept."""
        with self.reading() as connection:
            return connection.execute(select(articles.c.article_no).where(articles.c.url == url)).first() is not None

    def rewrite(self) -> bool:
        """Write the file anew without what was deleted; False where a reader holds on to some of it just now.

        Removed articles are overwritten as they go; this also takes what older versions of Dateline left in the file.
        Another kind of database sees to that itself.
        """
        with self._writing() as connection:
            if connection.dialect.name != "sqlite":
                return True
        with spoken(self.url):
            return sqlite.rewrite(self.engine)

    def has(self, article: Article, parser: str) -> bool:
        """Whether this very text and metadata are kept, as found by this parser: then it need not be parsed again."""
        query = select(articles.c.article_no).where(
            articles.c.article_id == article.article_id,
            articles.c.digest == article_digest(article),
            articles.c.parser == parser,
        )
        with self.reading() as connection:
            return connection.execute(query).first() is not None

    def article(self, article_id: str) -> ParsedArticle | None:
        """Give an article as it was saved, or None."""
        query = select(articles.c.article_no).where(articles.c.article_id == article_id)
        with self.reading() as connection:
            number = connection.execute(query).scalar()
            return None if number is None else read_articles(connection, [number]).get(number)

    def summary(self) -> StoreSummary:
        """Count what the store holds."""
        with self.reading() as connection:
            counts = connection.execute(
                select(
                    func.count(),
                    func.count(distinct(articles.c.source)).filter(articles.c.source != ""),
                    func.min(articles.c.published),
                    func.max(articles.c.published),
                ).select_from(articles)
            ).one()
            reported = connection.execute(select(func.count(), func.count(distinct(reports.c.place_no)))).one()
            acting = connection.execute(select(func.count(distinct(actor_mentions.c.actor_no)))).scalar_one()
        return StoreSummary(counts[0], reported[0], reported[1], acting, counts[1], counts[2], counts[3], self.url)

    def revision(self) -> int:
        """Give a number that grows whenever the content changes, also from another process; cheap to ask."""
        with self.reading() as connection:
            return int(connection.execute(_REVISION).scalar_one())

    def note_failure(self, failure: Failure) -> None:
        """Keep what could not be read, with why; one kept before is tried once more now."""
        with self._writing() as connection, connection.begin():
            keep_failure(connection, failure, at=self._clock())

    def failures(self, targets: Collection[str] | None = None) -> list[Failure]:
        """Give what could not be read and was not read since, the longest known first; of these targets, or all."""
        with self.reading() as connection:
            return read_failures(connection, targets)

    def clear_failures(self, places: Collection[str]) -> int:
        """Forget failures by their `place`, for what was read after all; gives how many there were."""
        with self._writing() as connection, connection.begin():
            return drop_failures(connection, places)

    def cached_geocode(self, provider: str, query: str) -> CachedGeocode | None:
        """Give what an online geocoder answered to a query, or None where it was never asked."""
        with self.reading() as connection:
            return read_geocode(connection, provider, query)

    def cache_geocode(
        self, provider: str, query: str, *, payload: str | None, asked_at: datetime | None = None
    ) -> CachedGeocode:
        """Keep an online geocoder's answer (JSON), or its miss (None); `asked_at` is now unless it is given."""
        answer = CachedGeocode(provider, query, payload, asked_at or self._clock())
        with self._writing() as connection, connection.begin():
            keep_geocode(connection, answer)
        return answer

    def close(self) -> None:
        """Close every connection; the last one to close a file also tidies its log away."""
        self.engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise StoreReadOnly(
                f"The store {self.url} is read-only: make its file and folder writable, or name another."
            )
        with spoken(self.url), self.engine.connect() as connection:
            yield connection.execution_options(**{sqlite.WRITING: True})


_INGEST = "ingest"
_BEGUN = select(meta.c.value).where(meta.c.name == _INGEST)
_REVISION = select(meta.c.value).where(meta.c.name == "revision")
