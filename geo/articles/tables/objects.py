"""Read tables that are JSON: objects one a line, or in a list, with whatever names their fields have."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from geo.articles.limits import MAX_BAD_LINES, MAX_LINE_BYTES
from geo.articles.tables.table import Row, Table
from geo.errors import ArticleError

__all__ = ["document_table", "lines_table"]

_LISTS = ("articles", "results", "items", "data", "stories", "docs", "documents", "rows", "value", "hits")
"""Under which name news services list their articles."""
_PEEK = 50
_MOST = 100_000_000
"""Bytes in one JSON document, which is held in memory as a whole."""


def lines_table(path: Path, where: str) -> Table:
    """The table in a file of JSON Lines (also gzipped)."""
    rows = _line_rows(path, where)
    first = list(islice(rows, _PEEK))
    return Table(where, _columns(first), chain(first, rows))


def document_table(path: Path, where: str) -> Table | None:
    """The table in a JSON document: a list of objects, or one under a well-known name; None where it holds none.

    Raises ArticleError where the file can't be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
        if len(data) > _MOST:
            raise ArticleError(where, "is too long for one JSON document; save it as JSON Lines, one object a line")
        document = json.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise ArticleError(where, f"can't be read ({error.strerror}); check the file") from error
    except (ValueError, RecursionError) as error:
        raise ArticleError(where, f"is not valid JSON ({str(error)[:80]})") from error
    found = _list_in(document)
    if found is None:
        return None
    rows: list[Row | ArticleError] = [
        Row(f"{where}:{number}", _flat(one))
        if isinstance(one, dict)
        else ArticleError(f"{where}:{number}", "is not a JSON object")
        for number, one in enumerate(found, start=1)
    ]
    return Table(where, _columns(rows[:_PEEK]), iter(rows))


def _list_in(document: object) -> Sequence[object] | None:
    if isinstance(document, list):
        return document if any(isinstance(one, dict) for one in document) else None
    if isinstance(document, dict):
        for name in _LISTS:
            inner = document.get(name)
            if isinstance(inner, list) and (not inner or any(isinstance(one, dict) for one in inner)):
                return inner
            if isinstance(inner, dict) and (deeper := _list_in(inner)) is not None:
                return deeper
    return None


def _line_rows(path: Path, where: str) -> Iterator[Row | ArticleError]:
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        source = gzip.GzipFile(fileobj=raw) if packed else raw
        number = bad = 0
        while True:
            number += 1
            at = f"{where}:{number}"
            try:
                line = source.readline(MAX_LINE_BYTES + 1)
                over = len(line) > MAX_LINE_BYTES
                while over and line and not line.endswith(b"\n"):
                    line = source.readline(1 << 20)
            except (OSError, EOFError, zlib.error) as error:
                yield ArticleError(at, f"the file breaks off here ({error}); what came before was read")
                return
            if not line and not over:
                return
            if not line.strip() and not over:
                continue
            found = ArticleError(at, "the line is too long for one article") if over else _object(line, at)
            yield found
            bad = bad + 1 if isinstance(found, ArticleError) else 0
            if bad >= MAX_BAD_LINES:
                yield ArticleError(at, f"{bad:,} lines in a row can't be read; the rest was left alone")
                return


def _object(line: bytes, at: str) -> Row | ArticleError:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return ArticleError(at, f"is not valid JSON ({str(error)[:80]})")
    return Row(at, _flat(fields)) if isinstance(fields, dict) else ArticleError(at, "is not a JSON object")


def _flat(fields: Mapping[str, object], prefix: str = "", depth: int = 0) -> dict[str, object]:
    """The fields with those of inner objects beside them: {"source": {"name": "x"}} has "source.name"."""
    flat: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, dict) and depth < 3:
            flat |= _flat(value, f"{prefix}{name}.", depth + 1)
        elif isinstance(value, list):
            flat[f"{prefix}{name}"] = ", ".join(str(one) for one in value if isinstance(one, str | int | float))
        else:
            flat[f"{prefix}{name}"] = value
    return flat


def _columns(rows: Sequence[Row | ArticleError]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in rows if isinstance(row, Row) for name in row.cells))
