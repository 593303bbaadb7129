"""Say what only SQLite needs: how to connect, and how to search full text.

Everything else in this room is plain SQLAlchemy; another database takes the
fallback in geo/store/search.py. Settings and why: docs/decisions/0005-store.md
"""

import os
import sqlite3
import time
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

__all__ = [
    "WRITING",
    "connect",
    "create_search",
    "error_name",
    "index",
    "matching",
    "rewrite",
    "start_log",
    "tidy_search",
    "unindex",
    "writable",
]

WRITING = "dateline_writing"
"""The execution option that makes a transaction take the write lock at once."""

_SEARCH = (
    "CREATE VIEW IF NOT EXISTS searched AS"
    " SELECT a.article_no AS article_no, a.title AS title, t.text AS text"
    " FROM articles a JOIN texts t ON t.article_no = a.article_no",
    "CREATE VIRTUAL TABLE IF NOT EXISTS article_search USING fts5("
    "title, text, content='searched', content_rowid='article_no', tokenize='unicode61 remove_diacritics 2')",
)
_INDEX = text("INSERT INTO article_search (rowid, title, text) VALUES (:article_no, :title, :text)")
_UNINDEX = text(
    "INSERT INTO article_search (article_search, rowid, title, text)"
    " SELECT 'delete', article_no, title, text FROM searched WHERE article_no = :article_no"
)
_MATCHING = text("SELECT rowid FROM article_search WHERE article_search MATCH :expression")


def connect(path: Path, *, read_only: bool, patience: float) -> Engine:
    """Make the engine of a store in the file `path`; waits `patience` seconds for another's lock.

    A pooled connection serves one thread at a time. In a folder that can't be written, each question gets a fresh
    connection, which reads the file as immutable unless a writer's log lies beside it.
    """
    path = path.resolve()
    sealed = read_only and not writable(path.parent)

    def open_file() -> sqlite3.Connection:
        uri = "file:" + quote(os.fsencode(path)) + ("?mode=ro" if read_only else "?mode=rwc")
        if sealed and not _holds_anything(path.with_name(path.name + "-wal")):
            uri += "&immutable=1"
        return sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)

    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.execute("PRAGMA cache_size=-32768")
        if not read_only:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA secure_delete=ON")
            cursor.execute("PRAGMA journal_size_limit=67108864")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    engine = create_engine(
        URL.create("sqlite", database=str(path)), creator=open_file, poolclass=NullPool if sealed else QueuePool
    )
    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine


def start_log(engine: Engine, *, patience: float) -> None:
    """Switch a new database to a write-ahead log, so that readers and the writer never wait for one another."""
    raw = engine.raw_connection()
    deadline = time.monotonic() + patience
    try:
        while True:
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:  # SQLite doesn't wait for another that starts the same store
                if not error_name(error).startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return
    finally:
        raw.close()


def create_search(connection: Connection) -> None:
    """Make the full-text index over titles and texts."""
    for statement in _SEARCH:
        connection.exec_driver_sql(statement)


def index(connection: Connection, article_no: int, *, title: str, words: str) -> None:
    """Put an article's title and text into the full-text index."""
    connection.execute(_INDEX, {"article_no": article_no, "title": title, "text": words})


def unindex(connection: Connection, article_no: int) -> None:
    """Take an article out of the full-text index; its title and text must still stand in the tables."""
    connection.execute(_UNINDEX, {"article_no": article_no})


def tidy_search(connection: Connection) -> None:
    """Rewrite the full-text index without the words of articles that were taken out of it."""
    connection.exec_driver_sql("INSERT INTO article_search (article_search) VALUES ('optimize')")


def rewrite(engine: Engine) -> bool:
    """Write the file anew without what was deleted; False where a reader keeps the log from being emptied just now."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.close()
    return not busy


def matching(connection: Connection, expression: str) -> list[int]:
    """Give the numbers of the articles that an FTS5 expression matches."""
    return list(connection.execute(_MATCHING, {"expression": expression}).scalars())


def error_name(error: BaseException | None) -> str:
    """Give SQLite's name of an error ("SQLITE_BUSY"), or "" where it is another's."""
    name = getattr(error, "sqlite_errorname", "")
    return name if isinstance(name, str) else ""


def writable(path: Path) -> bool:
    """Whether this process may write a file, or in a folder."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _holds_anything(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
