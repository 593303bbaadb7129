"""Read articles from JSON Lines: one object a line, `{"id", "text"}` and optional metadata.

A line that can't be read is handed on as an ArticleError with its number, and the rest goes on.
No more than one line is held in memory, and a line has a bound.
"""

import codecs
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from geo.articles.decoding import what_binary
from geo.articles.limits import MAX_BAD_LINES, MAX_LINE_BYTES, MAX_TEXT
from geo.articles.metadata import headline_of, read_metadata, split_leading_url, tidy
from geo.articles.plaintext import too_long
from geo.articles.sniffing import GZIP, JSON, kind_of
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["JSON_LINES", "LineSource", "read_json_lines", "read_json_records"]

Warn = Callable[[ArticleError], None]
_INERT = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")
"""What no store can hold: NUL and lone halves of surrogate pairs; replaced one for one, so that offsets stay."""


class LineSource(Protocol):
    """A binary stream that is read by the line: an open file, standard input, a gzip file."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or `size` bytes of it; b"" at the end."""
        ...


@dataclass(frozen=True, slots=True)
class _JsonLines:
    """The format: told by its name, or by beginning as a JSON object does."""

    name: str = "JSON Lines"
    suffixes: tuple[str, ...] = (".jsonl", ".jsonl.gz")

    def fits(self, head: bytes, name: str) -> bool:
        if name.lower().endswith(self.suffixes):
            return True
        kind = kind_of(head)
        return (kind == JSON and not name.lower().endswith(".json")) or (kind == GZIP and not name)

    def read(
        self, path: Path, where: str, *, warn: Warn, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Article | ArticleError]:
        try:
            raw = path.open("rb")
        except OSError as error:
            yield ArticleError(where, f"can't be read ({error.strerror}); check the file")
            return
        with raw:
            packed = raw.read(2) == _GZIP
            raw.seek(0)
            stream: LineSource = gzip.GzipFile(fileobj=raw) if packed or path.name.lower().endswith(".gz") else raw
            met = 0
            empty = True
            for found in read_json_lines(stream, where, on_warning=warn):
                empty = False
                yield found
                if on_bytes is not None:
                    on_bytes(raw.tell() - met)
                    met = raw.tell()
            if empty:
                yield ArticleError(where, "is empty; write a line for each article into it, or take the file away")


_GZIP = b"\x1f\x8b"
JSON_LINES = _JsonLines()


def read_json_lines(
    stream: LineSource, where: str, *, verbatim: bool = False, on_warning: Warn | None = None
) -> Iterator[Article | ArticleError]:
    """The articles of a stream of JSON Lines, in order, each bad line as an ArticleError (`where:line`).

    An address alone on a text's first line becomes its `url` and leaves the text, and a headline its title;
    `verbatim` leaves every text character for character as it is given (address and headline in it, or empty).
    """
    for found in read_json_records(stream, where, verbatim=verbatim, on_warning=on_warning):
        yield found if isinstance(found, ArticleError) else found[1]


def read_json_records(
    stream: LineSource, where: str, *, verbatim: bool = False, on_warning: Warn | None = None
) -> Iterator[tuple[str | int, Article] | ArticleError]:
    """As `read_json_lines`, each article with its id as it was given (a number stays one)."""
    warn = on_warning or (lambda problem: None)
    bad = 0
    for number, line in _lines(stream, where):
        at = f"{where}:{number}"
        if isinstance(line, str):
            found: tuple[str | int, Article] | ArticleError = ArticleError(at, line)
        elif not line.strip():
            continue
        else:
            try:
                found = _article(line, at, verbatim=verbatim, warn=warn)
            except ArticleError as error:
                found = error
        yield found
        bad = bad + 1 if isinstance(found, ArticleError) else 0
        if bad >= MAX_BAD_LINES:
            yield ArticleError(at, f"{bad:,} lines in a row can't be read; the rest was left alone: is it JSON Lines?")
            return


def _lines(stream: LineSource, where: str) -> Iterator[tuple[int, bytes | str]]:
    """Each line with its number, or a clause that says why it can't be read."""
    number = 0
    while True:
        number += 1
        try:
            line = stream.readline(MAX_LINE_BYTES + 1)
            over = len(line) > MAX_LINE_BYTES
            while over and line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
        except (OSError, EOFError, zlib.error) as error:
            yield number, f"the file breaks off here ({tidy(str(error), limit=80)}); what came before was read"
            return
        if not line and not over:
            return
        if number == 1:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                yield number, "is UTF-16, but JSON Lines is UTF-8: save it as UTF-8"
                return
            if what_binary(line) or b"\0" in line:
                yield number, "looks like a binary file, not JSON Lines"
                return
            line = line.removeprefix(codecs.BOM_UTF8)
        yield number, too_long("line") if over else line


def _article(line: bytes, at: str, *, verbatim: bool, warn: Warn) -> tuple[str | int, Article]:
    fields = _object(line, at)
    given_id = fields.get("id")
    if isinstance(given_id, bool) or not isinstance(given_id, str | int) or not str(given_id).strip():
        raise ArticleError(at, 'has no "id"; give every line one (text or a whole number)')
    text = fields.get("text")
    if not isinstance(text, str):
        raise ArticleError(at, 'has no "text"; give the article\'s text as a string')
    if len(text) > MAX_TEXT:
        raise ArticleError(at, too_long("text"))
    text = text.translate(_INERT) if _has_inert(text) else text
    leading_url, rest = split_leading_url(text)
    if not fields.get("url"):
        fields["url"] = leading_url
    if not verbatim:
        text = rest
        if not text.strip():
            raise ArticleError(at, 'has an empty "text"')
    given = read_metadata(fields, warn=lambda why: warn(ArticleError(at, why)))
    title = given.title or ("" if verbatim else headline_of(text))
    article_id = str(given_id).translate(_INERT)
    return given_id, Article(article_id, text, title, given.url, given.source, given.published)


def _object(line: bytes, at: str) -> dict[str, object]:
    try:
        fields = json.loads(line)
    except UnicodeDecodeError as error:
        raise ArticleError(at, "is not UTF-8; save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise ArticleError(at, f"is not valid JSON ({error.msg} at column {error.colno})") from error
    except (ValueError, RecursionError) as error:
        raise ArticleError(at, f"is not valid JSON ({tidy(str(error), limit=80)})") from error
    if not isinstance(fields, dict):
        raise ArticleError(at, 'is not a JSON object; a line is {"id": …, "text": …}')
    return fields


def _has_inert(text: str) -> bool:
    if "\0" in text:
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
