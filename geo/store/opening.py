"""Open a store, or start one, and refuse what isn't one.

A path is an SQLite file; anything with "://" is an SQLAlchemy URL. A store's file is never opened but by SQLite: a
process that closes it, however briefly it looked into it, gives up the locks of all its connections to it (POSIX), and
another process then takes away the log that they still read.
"""

import os
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from geo.errors import StoreError, StoreReadOnly, StoreTooNew
from geo.store import sqlite
from geo.store.failures import spoken
from geo.store.migrating import migrate
from geo.store.schema import META_TABLE, SCHEMA_VERSION, meta, tables
from geo.store.store import Store

__all__ = ["open_store"]

PATIENCE = 15.0
"""Seconds to wait for another process's write before giving up."""


def open_store(url: str | Path, *, read_only: bool = False, patience: float = PATIENCE) -> Store:
    """Open the store at a path or SQLAlchemy URL; makes it where there is none (unless `read_only`).

    A store whose file or folder can't be written opens as read-only. `patience` is how many seconds to wait for
    another process that is writing. Raises StoreError (not a store, damaged, unreachable), StoreReadOnly (a new
    one can't be made there) and StoreTooNew.
    """
    target = _target(url)
    if isinstance(target, Path):
        return _open_file(target, read_only=read_only, patience=patience)
    where = target.render_as_string(hide_password=True)
    try:
        engine = create_engine(target, pool_pre_ping=True)
    except NoSuchModuleError as error:
        raise StoreError(f"{where} names a kind of database that isn't known: name a file, or PostgreSQL.") from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"The store {where} needs a database driver that isn't installed: install it (for PostgreSQL: "
            "pip install 'psycopg[binary]', and write postgresql+psycopg://…), or name a file."
        ) from error
    return _prepared(engine, where, read_only=read_only, patience=patience)


def _target(url: str | Path) -> Path | URL:
    if isinstance(url, Path) or "://" not in url:
        path = os.fspath(url)
        if not path or "\x00" in path or path == ":memory:":
            raise StoreError(f"{path!r} can't hold a store: name a file.")
        return Path(path).expanduser()
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            f"{url!r} is not a store's address: give a path, or a URL such as sqlite:///news.sqlite."
        ) from error
    if parsed.get_backend_name() != "sqlite":
        return parsed
    if parsed.database in {None, "", ":memory:"} or "\x00" in str(parsed.database):
        raise StoreError(f"{url!r} names no file, and a store in memory would be lost: name a file.")
    return Path(str(parsed.database)).expanduser()


def _open_file(path: Path, *, read_only: bool, patience: float) -> Store:
    where = str(path)
    try:
        exists = path.exists()
        if path.is_dir():
            raise StoreError(f"{where} is a folder: name a file in it, such as {path / 'store.sqlite'}.")
        if exists and not path.is_file():
            raise StoreError(f"{where} is a device, not a file: name a file.")
        if not exists and read_only:
            raise StoreError(
                f"There is no store at {where}: make one with `python -m geo ingest PATH --store {where}`."
            )
        if not exists:
            path.parent.mkdir(parents=True, exist_ok=True)
    except PermissionError as error:
        raise StoreError(f"The store {where} can't be opened: you have no right to read or write there.") from error
    except OSError as error:
        raise StoreError(f"The store {where} can't be opened ({error.strerror}): name another file.") from error
    folder_writable = sqlite.writable(path.parent)
    if not exists and not folder_writable:
        raise StoreReadOnly(f"A store can't be made at {where}: its folder is read-only; name another with --store.")
    read_only = read_only or not folder_writable or (exists and not sqlite.writable(path))
    with spoken(where):
        engine = sqlite.connect(path, read_only=read_only, patience=patience)
    return _prepared(engine, where, read_only=read_only, patience=patience)


def _prepared(engine: Engine, where: str, *, read_only: bool, patience: float) -> Store:
    try:
        with spoken(where):
            version = _version(engine, where)
            if version is not None and version > SCHEMA_VERSION:
                raise StoreTooNew(
                    f"The store {where} was written by a newer version of Dateline (its tables are version {version}, "
                    f"this one knows {SCHEMA_VERSION}): update Dateline, or name another store."
                )
            if version is None and read_only:
                raise StoreError(
                    f"{where} holds no store yet: make one with `python -m geo ingest PATH --store {where}`."
                )
            if version is None or version < SCHEMA_VERSION:
                if read_only:
                    raise StoreReadOnly(
                        f"The store {where} was made by an older version of Dateline: bring it up to date with "
                        f"`python -m geo serve --store {where}`, where the file may be written."
                    )
                if version is None and engine.dialect.name == "sqlite":
                    sqlite.start_log(engine, patience=patience)
                with engine.connect().execution_options(**{sqlite.WRITING: True}) as connection, connection.begin():
                    migrate(connection)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, where, read_only=read_only)


def _version(engine: Engine, where: str) -> int | None:
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        if META_TABLE in names:
            return connection.execute(select(meta.c.value).where(meta.c.name == "schema")).scalar()
    foreign = names if engine.dialect.name == "sqlite" else names & set(tables.tables)
    if foreign:
        raise StoreError(f"{where} is a database, but not a Dateline store: name another file or database.")
    return None
