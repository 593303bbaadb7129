"""Keep an article with all that was found in it, in one transaction.

What `save` has returned from is on the disk: neither a killed process nor a
power cut takes it back. The same article twice changes nothing.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from geo.errors import StoreError
from geo.records import Article, ParsedArticle
from geo.store import sqlite
from geo.store.digesting import article_digest, findings_digest
from geo.store.extras import write_given, write_pages
from geo.store.failures import spoken
from geo.store.grouping import join_story, leave_story
from geo.store.numbering import Numbers
from geo.store.removing import forget_names, sweep
from geo.store.reporting import report_key, reports_of, sentence_at
from geo.store.schema import actor_mentions, articles, focuses, mentions, meta, reports, texts

__all__ = ["SaveOutcome", "Writer"]

_FEW = 500
"""How many articles are named in one statement."""
_Rows = list[dict[str, Any]]
_KNOWN = select(articles.c.article_no, articles.c.digest, articles.c.parser, articles.c.findings, articles.c.url).where(
    articles.c.article_id == bindparam("id")
)
_COUNTERS = select(meta.c.name, meta.c.value).where(meta.c.name.in_(["revision", "removals"])).with_for_update()
_COUNT_UP = update(meta).where(meta.c.name == bindparam("counter")).values(value=meta.c.value + 1)
_MEND = update(articles).where(articles.c.article_no == bindparam("no"))
_CLEAR = tuple(
    delete(table).where(table.c.article_no == bindparam("no"))
    for table in (reports, mentions, actor_mentions, focuses, texts)
)
_DELETE = delete(articles).where(articles.c.article_no == bindparam("no"))
_FILL = tuple(insert(table) for table in (mentions, actor_mentions, reports, focuses))


class SaveOutcome(StrEnum):
    """What saving an article did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Writer:
    """Saves articles over one connection, for many in a row; one thread's only. Get it from `Store.writer()`."""

    def __init__(self, connection: Connection, where: str, *, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._where = where
        self._clock = clock
        self._numbers = Numbers(connection)
        self._removals = -1

    def save(self, parsed: ParsedArticle) -> SaveOutcome:
        """Save an article in a transaction of its own; replaces all that was kept of it where anything differs.

        Raises StoreError, and then nothing of the article has changed.
        """
        article = parsed.article
        facts: dict[str, Any] = {
            "article_id": article.article_id,
            "title": article.title,
            "url": article.url,
            "source": article.source,
            "published": article.published,
            "author": article.author,
            "language": article.language,
            "pages": write_pages(article.pages),
            "given": write_given(article.given),
            "digest": article_digest(article),
            "parser": parsed.parser,
            "findings": findings_digest(parsed),
        }
        with self._transaction(article):
            revision = self._next_revision()
            known = self._connection.execute(_KNOWN, {"id": article.article_id}).first()
            if known is not None and all(facts[name] == known._mapping[name] for name in _STATE):
                return SaveOutcome.UNCHANGED
            facts["changed"] = revision
            if known is None:
                facts["added"] = self._clock().astimezone(UTC).replace(tzinfo=None)
                made = self._connection.execute(insert(articles), facts).inserted_primary_key
                assert made is not None
                article_no = int(made[0])
            else:
                article_no = int(known.article_no)
                self._clear(article_no, revision)
                self._connection.execute(_MEND, facts | {"no": article_no})
            self._fill(parsed, article_no, revision)
            self._connection.execute(_COUNT_UP, {"counter": "revision"})
        return SaveOutcome.ADDED if known is None else SaveOutcome.UPDATED

    def remove(self, article_id: str, *, tidy: bool = True) -> bool:
        """Remove an article with every trace of it; False where there is none of that id.

        Not `tidy`: the names that only it brought stay until the next removal that is; for many removals in a row.
        """
        with spoken(self._where), self._connection.begin():
            revision = self._next_revision()
            known = self._connection.execute(_KNOWN, {"id": article_id}).first()
            if known is None:
                return False
            forget_names(self._connection, known.article_no, article_id=article_id, url=known.url)
            self._clear(known.article_no, revision)
            self._connection.execute(_DELETE, {"no": known.article_no})
            if tidy:
                sweep(self._connection)
            self._connection.execute(_COUNT_UP, [{"counter": "revision"}, {"counter": "removals"}])
        return True

    def restamp(self, article_ids: Sequence[str], parser: str) -> None:
        """Note that this parser, too, would find in these articles what is kept of them: readers see no change."""
        for at in range(0, len(article_ids), _FEW):
            some = articles.c.article_id.in_(article_ids[at : at + _FEW])
            with spoken(self._where), self._connection.begin():
                self._connection.execute(update(articles).where(some).values(parser=parser))

    def _next_revision(self) -> int:
        """The number of this transaction; numbers of names are learnt anew where a removal may have taken some out."""
        counters = {name: int(value) for name, value in self._connection.execute(_COUNTERS)}
        if counters["removals"] != self._removals:
            self._removals = counters["removals"]
            self._numbers = Numbers(self._connection)
        return counters["revision"] + 1

    @contextmanager
    def _transaction(self, article: Article) -> Iterator[None]:
        try:
            with spoken(self._where), self._connection.begin():
                yield
        except UnicodeEncodeError as error:
            self._numbers.forget()
            raise StoreError(
                f"The article {article.article_id!r} holds half of a character (a lone surrogate), which no store can "
                "keep: read it again with its right encoding."
            ) from error
        except BaseException:
            self._numbers.forget()
            raise
        self._numbers.keep()

    def _clear(self, article_no: int, revision: int) -> None:
        leave_story(self._connection, article_no, revision)
        if self._connection.dialect.name == "sqlite":
            sqlite.unindex(self._connection, article_no)
        for statement in _CLEAR:
            self._connection.execute(statement, {"no": article_no})

    def _fill(self, parsed: ParsedArticle, article_no: int, revision: int) -> None:
        article = parsed.article
        sentences = json.dumps([[s.start, s.end, int(s.counts)] for s in parsed.sentences], separators=(",", ":"))
        row = {"article_no": article_no, "text": article.text, "sentences": sentences}
        self._connection.execute(insert(texts), row)
        if self._connection.dialect.name == "sqlite":
            sqlite.index(self._connection, article_no, title=article.title, words=article.text)
        alone = bool(article.given)  # two rows of a table of events may say the same of two events
        join_story(
            self._connection, article_no, article.text, published=article.published, revision=revision, alone=alone
        )
        place_no = self._numbers.places(parsed, revision)
        actor_no = self._numbers.actors(parsed.actors, revision)
        rows = (
            _mention_rows(parsed, article_no, place_no),
            _actor_rows(parsed, article_no, actor_no),
            _report_rows(parsed, article_no, place_no),
            _focus_rows(parsed, article_no, place_no),
        )
        for statement, many in zip(_FILL, rows, strict=True):
            if many:
                self._connection.execute(statement, many)


_STATE = ("digest", "parser", "findings")


def _sentence(parsed: ParsedArticle, offset: int) -> int:
    found = sentence_at(parsed.sentences, offset)
    return -1 if found is None else found.start


def _mention_rows(parsed: ParsedArticle, article_no: int, place_no: dict[str, int]) -> _Rows:
    return [
        {
            "article_no": article_no,
            "n": n,
            "start": t.start,
            "end": t.end,
            "sentence": _sentence(parsed, t.start),
            "surface": t.surface,
            "role": t.role.value,
            "place_no": None if t.place is None else place_no[t.place.place_id],
            "score": t.score,
            "reason": t.reason,
            "origin": t.origin,
            "alternatives": json.dumps([[a.place.place_id, a.score] for a in t.alternatives])
            if t.alternatives
            else "[]",
        }
        for n, t in enumerate((*parsed.toponyms, *parsed.vicinities))
    ]


def _actor_rows(parsed: ParsedArticle, article_no: int, actor_no: dict[str, int]) -> _Rows:
    return [
        {
            "article_no": article_no,
            "n": n,
            "start": m.start,
            "end": m.end,
            "sentence": _sentence(parsed, m.start),
            "surface": m.surface,
            "actor_no": actor_no[m.actor_id],
        }
        for n, m in enumerate(parsed.actors)
    ]


def _report_rows(parsed: ParsedArticle, article_no: int, place_no: dict[str, int]) -> _Rows:
    rows: _Rows = []
    for row in reports_of(parsed):
        key = report_key(parsed.article.article_id, row.place_id, row.start)
        rows.append(
            {
                "article_no": article_no,
                "start": row.start,
                "place_no": place_no[row.place_id],
                "key": key - (1 << 64) if key >> 63 else key,
                "score": row.score,
                "literal": row.literal,
            }
        )
    return rows


def _focus_rows(parsed: ParsedArticle, article_no: int, place_no: dict[str, int]) -> _Rows:
    return [
        {"article_no": article_no, "n": n, "place_no": place_no[focus.place.place_id], "share": focus.share}
        for n, focus in enumerate(parsed.focus)
    ]
