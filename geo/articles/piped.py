"""Read articles from standard input, whatever comes: JSON Lines as they come, any other format as one file.

What comes has no name, so its start tells what it is.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from geo.articles.formats import HEAD_BYTES
from geo.articles.jsonlines import LineSource, read_json_lines
from geo.articles.limits import MAX_DOCUMENT_BYTES
from geo.articles.nesting import Around, read_inside
from geo.articles.sniffing import JSON, kind_of
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["as_json_lines", "read_piped"]

_CHUNK = 1 << 20


def read_piped(
    stream: LineSource, where: str, *, warn: Callable[[ArticleError], None]
) -> Iterator[Article | ArticleError]:
    """The articles of a stream; nothing where it is empty. `where` is what errors call it."""
    lines, stream = as_json_lines(stream)
    if lines:
        yield from read_json_lines(stream, where, on_warning=warn)
        return
    begun = _begun(stream)
    if not begun.strip():
        return
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "piped"
        size = len(begun)
        with path.open("wb") as file:
            file.write(begun)
            while chunk := stream.readline(_CHUNK):
                size += len(chunk)
                if size > MAX_DOCUMENT_BYTES:
                    yield ArticleError(
                        where, f"is more than {MAX_DOCUMENT_BYTES // 1_000_000} MB; save it, and name it"
                    )
                    return
                file.write(chunk)
        met = False
        for found in read_inside(path, "", where, warn=warn, around=Around()):
            met = True
            yield found
        if not met:
            yield ArticleError(where, "is of no format that is read; save it as text")


def as_json_lines(stream: LineSource) -> tuple[bool, LineSource]:
    """Whether a stream is JSON Lines, by its first line; and the stream, from its start."""
    begun = _begun(stream)
    start = begun.lstrip(b"\xef\xbb\xbf \t\r\n")
    alone = len(start.strip()) == 1  # a JSON document begins, one thing over many lines
    lines = kind_of(begun) == JSON or (start.startswith((b"{", b"[")) and kind_of(begun) == "" and not alone)
    return lines, _Again(begun, stream)


def _begun(stream: LineSource) -> bytes:
    """The first line with something in it, and what stands before it: whoever sends a line and waits is answered."""
    begun = b""
    while not begun.strip() and len(begun) < HEAD_BYTES and (line := stream.readline(HEAD_BYTES)):
        begun += line
    return begun


class _Again:
    """A stream whose start was read already, and is read again."""

    def __init__(self, begun: bytes, stream: LineSource) -> None:
        self._begun = begun
        self._stream = stream

    def readline(self, size: int, /) -> bytes:
        """The next line, or `size` bytes of it; b"" at the end."""
        if not self._begun:
            return self._stream.readline(size)
        at = self._begun.find(b"\n") + 1 or len(self._begun)
        line, self._begun = self._begun[:at], self._begun[at:]
        if line.endswith(b"\n") or self._begun:
            return line
        return line + self._stream.readline(size - len(line))
