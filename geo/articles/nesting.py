"""Read files that lie in other files: in archives, attached to letters, or on standard input.

How deep that goes, and how much is unpacked in all, is bounded together for everything in one file that a user named.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, runtime_checkable

from geo.articles.limits import MAX_DEPTH, MAX_ENTRIES, MAX_UNPACKED_BYTES
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["Around", "Budget", "Nested", "read_inside", "suffix_of"]

Warn = Callable[[ArticleError], None]


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of one file, everything in it together."""

    entries: int = MAX_ENTRIES
    size: int = MAX_UNPACKED_BYTES


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around a file: how many archives and letters, and what may still be unpacked of them."""

    depth: int = 0
    budget: Budget = field(default_factory=Budget)

    def deeper(self) -> "Around":
        """What lies around a file in this one."""
        return replace(self, depth=self.depth + 1)

    @property
    def too_deep(self) -> bool:
        """Whether a file here may hold no others."""
        return self.depth >= MAX_DEPTH

    def spend(self, size: int) -> bool:
        """Count one more file of so many bytes; whether it is within the bounds."""
        self.budget.entries -= 1
        self.budget.size -= size
        return self.budget.entries >= 0 and self.budget.size >= 0


@runtime_checkable
class Nested(Protocol):
    """A format whose files hold files."""

    def read_nested(self, path: Path, where: str, *, warn: Warn, around: Around) -> Iterator[Article | ArticleError]:
        """The articles of the file, and of those in it."""
        ...


def suffix_of(name: str) -> str:
    """The suffix by which a file called `name` is known, or "": what is safe to call a file of our own."""
    from geo.articles.formats import suffixes

    return max((suffix for suffix in suffixes() if name.lower().endswith(suffix)), key=len, default="")


def read_inside(path: Path, name: str, where: str, *, warn: Warn, around: Around) -> Iterator[Article | ArticleError]:
    """The articles of a file that was taken out of another and called `name` there.

    Nothing where it is of no format that is read, as in a folder.
    """
    from geo.articles.formats import format_of, head_of

    known = format_of(head_of(path), name)
    try:
        if isinstance(known, Nested):
            yield from known.read_nested(path, where, warn=warn, around=around)
        elif known is not None:
            yield from known.read(path, where, warn=warn)
    except (OSError, EOFError, zlib.error) as error:
        yield ArticleError(where, f"breaks off ({error}); what came before was read")
