"""Carry what a user said of a table's columns to where tables are read, and what was guessed back."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

__all__ = ["Asked", "asked", "asking"]


def _silent(where: str, sentence: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`columns` says which column is what ("text" → "body"); `tell` is told how each table is read."""

    columns: Mapping[str, str] = field(default_factory=dict)
    tell: Callable[[str, str], None] = _silent


_asked: ContextVar[Asked] = ContextVar("asked", default=Asked())  # noqa: B039 - it is never changed


def asked() -> Asked:
    """What was said, in this thread."""
    return _asked.get()


@contextmanager
def asking(columns: Mapping[str, str] | None = None, *, tell: Callable[[str, str], None] = _silent) -> Iterator[None]:
    """Within it, tables are read by these columns; `tell` gets each table's name and "text ← body, url ← link"."""
    token = _asked.set(Asked(dict(columns or {}), tell))
    try:
        yield
    finally:
        _asked.reset(token)
