"""A table as it is read: the names of its columns, and its rows one after another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from geo.errors import ArticleError

__all__ = ["Row", "Table"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `at` names it as a reader finds it ("news.csv:12", the heading being row 1)."""

    at: str
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is open: `rows` is read once, and holds an ArticleError for each row that can't be."""

    where: str
    columns: tuple[str, ...]
    rows: Iterator[Row | ArticleError]
