"""Read the articles of a table, row by row: its columns are guessed and told first, and a bad row costs only itself."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from geo.articles.tables.asking import asked
from geo.articles.tables.days import day_first
from geo.articles.tables.delimited import delimited_table
from geo.articles.tables.known import export_columns, headless_columns
from geo.articles.tables.mapping import Mapping, guess
from geo.articles.tables.objects import document_table, lines_table
from geo.articles.tables.parquet import parquet_table
from geo.articles.tables.rows import article_of
from geo.articles.tables.sheets import sheet_tables
from geo.articles.tables.table import Row, Table
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["TABLE_FORMATS", "articles_of"]

_SAMPLE = 50
"""Rows that are looked at to tell the columns."""
_KEYS = re.compile(rb'"([^"\\]{1,60})"\s*:')


def articles_of(table: Table, warn: Callable[[ArticleError], None]) -> Iterator[Article | ArticleError]:
    """The articles of a table, in order, each row that can't be read as an ArticleError with its number."""
    first = list(islice(table.rows, _SAMPLE))
    sample = [row.cells for row in first if isinstance(row, Row)]
    said = asked()
    try:
        known = export_columns(table.columns)
        if not known or said.columns:
            mapping = guess(table.columns, sample, {**said.columns}, table.where)
        else:
            mapping = Mapping(known)
    except ArticleError as error:
        yield error
        return
    said.tell(table.where, mapping.told())
    published = mapping.column("published")
    order = day_first(cells.get(published, "") for cells in sample) if published else None
    for row in chain(first, table.rows):
        if isinstance(row, ArticleError):
            yield row
            continue
        try:
            yield article_of(row, mapping, day_first=order, warn=warn)
        except ArticleError as error:
            yield error


@dataclass(frozen=True, slots=True)
class _TableFormat:
    """One way in which tables are kept in files."""

    name: str
    suffixes: tuple[str, ...]
    tables: Callable[[Path, str], Iterator[Table]]
    tells: Callable[[bytes, str], bool]

    def fits(self, head: bytes, name: str) -> bool:
        return self.tells(head, name.lower())

    def read(self, path: Path, where: str, *, warn: Callable[[ArticleError], None]) -> Iterator[Article | ArticleError]:
        met = False
        try:
            for table in self.tables(path, where):
                for found in articles_of(table, warn):
                    met = True
                    yield found
        except ArticleError as error:
            yield error
            return
        if not met:
            yield ArticleError(where, "holds no rows; write an article into each, or take the file away")


def _delimited(path: Path, where: str) -> Iterator[Table]:
    yield delimited_table(path, where, headless=headless_columns)


def _parquet(path: Path, where: str) -> Iterator[Table]:
    yield parquet_table(path, where)


def _lines(path: Path, where: str) -> Iterator[Table]:
    yield lines_table(path, where)


def _document(path: Path, where: str) -> Iterator[Table]:
    table = document_table(path, where)
    if table is not None:
        yield table
    elif not _is_sidecar(path):
        raise ArticleError(where, "is JSON, but no list of articles; name a file that holds one")


def _is_sidecar(path: Path) -> bool:
    return any(path.with_suffix(suffix).is_file() for suffix in (".txt", ".md", ".html", ".pdf"))


def _named(*suffixes: str) -> Callable[[bytes, str], bool]:
    return lambda head, name: name.endswith(suffixes)


def _tells_lines(head: bytes, name: str) -> bool:
    """JSON Lines whose fields are called otherwise than this project's, or whose columns the user names."""
    if not name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")):
        return False
    if asked().columns or name.endswith((".ndjson", ".ndjson.gz")):
        return True
    if head.startswith(b"\x1f\x8b"):
        return False
    keys = set(_KEYS.findall(head.split(b"\n", 1)[0]))
    return bool(keys) and (b"text" not in keys or b"id" not in keys) and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _tells_document(head: bytes, name: str) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return name.endswith(".json") and start[:1] in {b"[", b"{"}


TABLE_FORMATS = (
    _TableFormat("Parquet", (".parquet",), _parquet, lambda head, name: head.startswith(b"PAR1")),
    _TableFormat("Excel", (".xlsx", ".xlsm"), sheet_tables, _named(".xlsx", ".xlsm")),
    _TableFormat(
        "CSV",
        (".csv", ".tsv", ".tab", ".csv.gz", ".tsv.gz"),
        _delimited,
        _named(".csv", ".tsv", ".tab", ".csv.gz", ".tsv.gz"),
    ),
    _TableFormat("JSON Lines of other fields", (".ndjson", ".ndjson.gz"), _lines, _tells_lines),
    _TableFormat("JSON", (), _document, _tells_document),
)
"""The formats of tables, for geo/articles/formats.py; they are tried before plain JSON Lines."""
