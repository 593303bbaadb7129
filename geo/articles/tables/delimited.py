"""Read CSV and TSV tables row by row, in any encoding and with any of the usual separators."""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Literal, cast

from geo.articles.decoding import encoding_of
from geo.articles.limits import MAX_BAD_LINES, MAX_TEXT
from geo.articles.tables.table import Row, Table
from geo.errors import ArticleError

__all__ = ["delimited_table", "named", "separator_of"]

_SAMPLE = 1 << 18
_SEPARATORS = ",;\t|"
_GZIP = b"\x1f\x8b"


def delimited_table(path: Path, where: str, *, headless: Callable[[Sequence[str]], tuple[str, ...] | None]) -> Table:
    """The table in a file; raises ArticleError where it can't be opened or holds none.

    `headless` gives the columns of a table that has no heading, by its first row, or None. The file is open as long as
    its rows are read.
    """
    try:
        with path.open("rb") as raw:
            start = raw.read(2)
            raw.seek(0)
            packed = start == _GZIP
            sample = gzip.GzipFile(fileobj=raw).read(_SAMPLE) if packed else raw.read(_SAMPLE)
    except (OSError, EOFError) as error:
        raise ArticleError(where, f"can't be read ({getattr(error, 'strerror', None) or error})") from error
    try:
        encoding = encoding_of(sample)
    except ValueError as error:
        raise ArticleError(where, str(error)) from error
    text = sample.decode(encoding, "replace")
    lines = list(io.StringIO(text, newline=""))
    whole = lines[:-1] if len(sample) == _SAMPLE and len(lines) > 1 else lines
    separator = separator_of(whole)
    first = _heading(whole, separator)
    known = headless(whole[0].rstrip("\r\n").split("\t")) if whole else None
    if known is not None:
        return Table(where, known, _rows(path, where, encoding, "\t", packed=packed, columns=known))
    if not any(cell.strip() for cell in first):
        raise ArticleError(where, "holds no table; its first row should name the columns")
    columns = named(first)
    return Table(where, columns, _rows(path, where, encoding, separator, packed=packed, columns=columns, heading=True))


def _heading(lines: Sequence[str], separator: str) -> list[str]:
    try:
        return next((row for row in csv.reader(lines, delimiter=separator) if any(row)), [])
    except csv.Error:
        return []


def separator_of(lines: Sequence[str]) -> str:
    """What separates the cells: the sign that cuts most rows into the same number of cells, more than one."""
    best, most = ",", (0.0, 0)
    for separator in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines[:200], delimiter=separator) if row)
        except csv.Error:
            continue
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
        if width > 1 and (times / sum(widths.values()), width) > most:
            best, most = separator, (times / sum(widths.values()), width)
    return best


def named(first: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, each once."""
    names: list[str] = []
    for at, cell in enumerate(first, start=1):
        name = " ".join(cell.replace("\ufeff", "").split()) or f"column {at}"
        names.append(name if name not in names else f"{name} ({at})")
    return tuple(names)


def _rows(
    path: Path,
    where: str,
    encoding: str,
    separator: str,
    *,
    packed: bool,
    columns: tuple[str, ...],
    heading: bool = False,
) -> Iterator[Row | ArticleError]:
    csv.field_size_limit(MAX_TEXT + 1)
    with path.open("rb") as raw:
        source = cast(IO[bytes], gzip.GzipFile(fileobj=raw) if packed else raw)
        lines = io.TextIOWrapper(source, encoding, "replace", newline="")
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if heading else csv.QUOTE_NONE
        reader = csv.reader(_without_nul(lines), delimiter=separator, quoting=quoting)
        number = bad = 0
        while True:
            number += 1
            at = f"{where}:{number}"
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                found: Row | ArticleError | None = ArticleError(
                    at, f"can't be read as a row ({error}); check its quotes"
                )
            except (OSError, EOFError) as error:
                yield ArticleError(at, f"the file breaks off here ({error}); what came before was read")
                return
            else:
                found = None if heading or not any(cells) else _row(at, cells, columns)
                heading = heading and not any(cells)
            if found is None:
                continue
            yield found
            bad = bad + 1 if isinstance(found, ArticleError) else 0
            if bad >= MAX_BAD_LINES:
                yield ArticleError(at, f"{bad:,} rows in a row can't be read; the rest was left alone: is it a table?")
                return


def _row(at: str, cells: Sequence[str], columns: tuple[str, ...]) -> Row | ArticleError:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        return ArticleError(
            at, f"has {len(cells)} cells where the table has {len(columns)} columns; check its quotes and separators"
        )
    return Row(at, dict(zip(columns, cells, strict=False)))


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    """The lines as csv takes them; one without end is cut where no article is longer."""
    for line in lines:
        yield line.replace("\0", "\ufffd") if "\0" in line else line
