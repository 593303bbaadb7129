"""Read the sheets of an Excel workbook (.xlsx), in a process of its own: a workbook is a zip of XML from anywhere."""

from collections.abc import Iterator
from pathlib import Path

from geo.articles.limits import MAX_TEXT
from geo.articles.tables.delimited import named
from geo.articles.tables.table import Row, Table
from geo.articles.workers import run_limited
from geo.errors import ArticleError

__all__ = ["read_workbook", "sheet_tables"]

_SECONDS = 300.0
_MEMORY = 2 << 30
"""Bytes of address space: a worker that has read Parquet before holds nearly one gigabyte of it already."""
_MOST = 200_000_000
"""Characters of one workbook's cells: about a hundred thousand articles of 300 words. Longer tables are CSV files."""

Cell = str | float | None


def sheet_tables(path: Path, where: str) -> Iterator[Table]:
    """A table for each sheet that holds one; raises ArticleError where the workbook can't be read."""
    sheets = run_limited(read_workbook, str(path), seconds=_SECONDS, memory=_MEMORY, where=where)
    for name, rows in sheets:
        called = where if len(sheets) == 1 else f"{where}/{name}"
        if rows:
            _, first = rows[0]
            columns = named(["" if cell is None else str(cell) for cell in first])
            yield Table(called, columns, _rows(called, columns, rows[1:]))


def read_workbook(path: str) -> list[tuple[str, list[tuple[int, list[Cell]]]]]:
    """The cells of each sheet, as text and numbers, with the number of each row; for the worker process.

    Days and times are given as ISO 8601. Raises ArticleError.
    """
    import warnings
    import zipfile

    import openpyxl  # type: ignore[import-untyped]

    warnings.simplefilter("ignore")  # openpyxl warns of every feature of a workbook that it doesn't keep
    total = 0
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheets = []
        for sheet in book.worksheets:
            rows = []
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                plain = [_plain(cell) for cell in cells]
                if any(cell not in (None, "") for cell in plain):
                    rows.append((number, plain))
                    total += sum(len(cell) for cell in plain if isinstance(cell, str))
                if total > _MOST:
                    raise ArticleError(
                        "", "is too long for a workbook (more than 200 million characters); save it as CSV"
                    )
            sheets.append((str(sheet.title), rows))
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        EOFError,
        zipfile.BadZipFile,
    ) as error:
        raise ArticleError("", f"can't be read as an Excel workbook ({type(error).__name__}); save it anew") from error
    return sheets


def _plain(cell: object) -> Cell:
    from datetime import date, datetime, time

    if cell is None or isinstance(cell, str):
        return cell[: MAX_TEXT + 1] if cell else cell
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else float(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)


def _rows(where: str, columns: tuple[str, ...], rows: list[tuple[int, list[Cell]]]) -> Iterator[Row | ArticleError]:
    for number, cells in rows:
        yield Row(f"{where}:{number}", dict(zip(columns, cells, strict=False)))
