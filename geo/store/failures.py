"""Turn a database's failure into one sentence that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from geo.errors import StoreError, StoreReadOnly
from geo.store import sqlite

__all__ = ["spoken"]


@contextmanager
def spoken(where: str) -> Iterator[None]:
    """Raise StoreError (or StoreReadOnly) for whatever the database raises inside; `where` names the store."""
    try:
        yield
    except DBAPIError as error:
        raise _translated(error, where) from error
    except PoolTimeout as error:
        raise StoreError(f"The store {where} is busy with too many readers at once: try again in a moment.") from error
    except SQLAlchemyError as error:
        raise StoreError(f"The store {where} could not be used ({_brief(error)}).") from error


def _translated(error: DBAPIError, where: str) -> StoreError:
    code = sqlite.error_name(error.orig)
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(
            f"The store {where} is being written by another process: wait until that has finished, then try again."
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return StoreReadOnly(f"The store {where} is read-only: make its file and folder writable, or name another.")
    if code == "SQLITE_FULL":
        return StoreError(f"There is no room left on the disk of the store {where}: free some, then run this again.")
    if code.startswith("SQLITE_NOTADB"):
        return StoreError(f"{where} is not a Dateline store: name another file, or move it away to start a new store.")
    if code.startswith("SQLITE_CORRUPT"):
        return StoreError(f"The store {where} is damaged: restore a copy, or move it away and ingest again.")
    if code.startswith("SQLITE_CANTOPEN"):
        return StoreError(f"The store {where} can't be opened: check that its folder exists and may be read.")
    if code.startswith("SQLITE_IOERR"):
        return StoreError(f"The disk of the store {where} fails to read or write: check the disk, then try again.")
    return StoreError(f"The store {where} could not be used ({_brief(error)}): check that its database answers.")


def _brief(error: SQLAlchemyError) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    return lines[0]
