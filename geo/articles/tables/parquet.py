"""Read a Parquet table a few rows at a time, in a process of its own."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from geo.articles.tables.table import Row, Table
from geo.articles.workers import run_limited
from geo.errors import ArticleError

__all__ = ["parquet_table", "read_columns_of", "read_slice"]

_ROWS = 2_000
_MEMORY = 4 << 30
"""Bytes of address space, of which pyarrow takes most of the first gigabyte before it has read anything."""


def parquet_table(path: Path, where: str) -> Table:
    """The table in a file; raises ArticleError where it can't be read."""
    columns = tuple(run_limited(read_columns_of, str(path), memory=_MEMORY, where=where))
    return Table(where, columns, _rows(path, where, columns))


def _rows(path: Path, where: str, columns: tuple[str, ...]) -> Iterator[Row | ArticleError]:
    number, at = 0, (0, 0)
    while True:
        try:
            rows, at = run_limited(read_slice, (str(path), *at), memory=_MEMORY, where=where)
        except ArticleError as error:
            yield ArticleError(f"{where}:{number + 1}", f"{error.why}; what came before was read")
            return
        for cells in rows:
            number += 1
            yield Row(f"{where}:{number}", dict(zip(columns, cells, strict=True)))
        if at[0] < 0:
            return


def read_columns_of(path: str) -> list[str]:
    """The names of a table's columns; for the worker process."""
    from pyarrow import ArrowException, parquet  # type: ignore[import-untyped]

    try:
        return [str(name) for name in parquet.ParquetFile(path).schema_arrow.names]
    except (ArrowException, OSError, ValueError) as error:
        raise ArticleError("", "can't be read as Parquet; it may be damaged") from error


def read_slice(asked: tuple[str, int, int]) -> tuple[list[list[Any]], tuple[int, int]]:
    """The next rows of a table, and where those after them begin: (path, row group, batch); for the worker process."""
    from pyarrow import ArrowException, parquet

    path, group, batch = asked
    try:
        file = parquet.ParquetFile(path)
        if group >= file.num_row_groups:
            return [], (-1, 0)
        for at, rows in enumerate(file.iter_batches(batch_size=_ROWS, row_groups=[group])):
            if at == batch:
                columns = [[_plain(value) for value in column.to_pylist()] for column in rows.columns]
                return [list(cells) for cells in zip(*columns, strict=True)], (group, batch + 1)
    except (ArrowException, OSError, ValueError) as error:
        raise ArticleError("", "can't be read as Parquet; it may be damaged") from error
    return [], (group + 1, 0)


def _plain(value: object) -> str | float | None:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
