"""Bring the tables of an older store up to date, step by step, with all that is in them.

Each step runs in the transaction that also raises the version: an interrupted one leaves the store as it was.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlalchemy import Column, Connection, insert, inspect, select, update
from sqlalchemy.schema import CreateColumn

from geo.errors import StoreError
from geo.store import sqlite
from geo.store.grouping import join_story
from geo.store.schema import (
    META_TABLE,
    SCHEMA_VERSION,
    articles,
    failures,
    focuses,
    meta,
    stories,
    story_bands,
    tables,
    texts,
)

__all__ = ["MIGRATIONS", "migrate"]

_AT_ONCE = 200


def migrate(
    connection: Connection,
    *,
    steps: Mapping[int, Callable[[Connection], None]] | None = None,
    version: int = SCHEMA_VERSION,
) -> None:
    """Bring the tables up to `version`, in the transaction that is open: made when missing, else step by step."""
    if not inspect(connection).has_table(META_TABLE):
        tables.create_all(connection)
        if connection.dialect.name == "sqlite":
            sqlite.create_search(connection)
        first = [("schema", version), ("revision", 0), ("removals", 0)]
        connection.execute(insert(meta), [{"name": name, "value": value} for name, value in first])
        return
    known = MIGRATIONS if steps is None else steps
    found = connection.execute(select(meta.c.value).where(meta.c.name == "schema")).scalar_one()
    for older in range(found, version):
        if older not in known:
            raise StoreError(
                f"The store is of version {older}, which this Dateline can't bring up to date: ingest into a new store."
            )
        known[older](connection)
        connection.execute(update(meta).where(meta.c.name == "schema").values(value=older + 1))


def _add_focuses(connection: Connection) -> None:
    """1 → 2: articles kept before have no focus until they are parsed anew."""
    focuses.create(connection)


def _add_stories(connection: Connection) -> None:
    """2 → 3: articles kept before are grouped into stories; their authors and pages stay unknown."""
    for column in (articles.c.author, articles.c.language, articles.c.pages, articles.c.given):
        _add_column(connection, column)
    for table in (stories, story_bands, failures):
        table.create(connection)
    query = select(articles.c.article_no, articles.c.published, texts.c.text).join(texts)
    query = query.order_by(articles.c.article_no).limit(_AT_ONCE)
    last = -1
    while rows := connection.execute(query.where(articles.c.article_no > last)).all():
        for row in rows:
            join_story(connection, row.article_no, row.text, published=row.published, revision=None)
        last = rows[-1].article_no


def _add_column(connection: Connection, column: Column[str]) -> None:
    made = CreateColumn(column).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE {articles.name} ADD COLUMN {made}")


MIGRATIONS: Mapping[int, Callable[[Connection], None]] = MappingProxyType({1: _add_focuses, 2: _add_stories})
"""The step from each older version to the next, run in the same transaction as the version's change."""
