"""Find the articles in files and folders, in a steady order.

A problem with one file is handed on as an ArticleError where it was met, and the rest goes on.
"""

import gzip
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from geo.articles.jsonlines import LineSource, read_json_lines
from geo.articles.plaintext import read_text_file
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["SUFFIXES", "read_articles", "size_of"]

SUFFIXES = (".txt", ".jsonl", ".jsonl.gz")
STANDARD_INPUT = Path("-")
_NAMED = ".txt, .jsonl or .jsonl.gz"
_DEEPEST = 100


def read_articles(
    paths: Sequence[Path],
    *,
    on_bytes: Callable[[int], None] | None = None,
    on_warning: Callable[[ArticleError], None] | None = None,
    standard_input: LineSource | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles of files (.txt, .jsonl, .jsonl.gz) and folders (with all below them, sorted by name).

    The path `-` means JSON Lines from `standard_input`, where that is given.
    `on_bytes` is told how many more bytes were read; `on_warning` of metadata that was left out though its article
    was read. Hidden files and files of other kinds in a folder are passed over; a file met twice is read once.
    """
    seen: set[str] = set()
    for path in paths:
        if standard_input is not None and path == STANDARD_INPUT:
            yield from read_json_lines(standard_input, "standard input", on_warning=on_warning)
            continue
        for found in _files([path]):
            if isinstance(found, ArticleError):
                yield found
            elif (real := os.path.realpath(found)) not in seen:
                seen.add(real)
                yield from _read_file(found, on_bytes, on_warning)


def size_of(paths: Sequence[Path]) -> int:
    """Bytes in all files that `read_articles` would read: the length of its progress bar."""
    named = [path for path in paths if path != STANDARD_INPUT]
    return sum(_size(found) for found in _files(named) if isinstance(found, Path))


def _read_file(
    path: Path, on_bytes: Callable[[int], None] | None, on_warning: Callable[[ArticleError], None] | None
) -> Iterator[Article | ArticleError]:
    if not path.name.lower().endswith(".txt"):
        yield from _read_lines(path, on_bytes, on_warning)
        return
    try:
        yield read_text_file(path, on_warning=on_warning)
    except ArticleError as error:
        yield error
    if on_bytes is not None:
        on_bytes(_size(path))


def _read_lines(
    path: Path, on_bytes: Callable[[int], None] | None, on_warning: Callable[[ArticleError], None] | None
) -> Iterator[Article | ArticleError]:
    try:
        raw = path.open("rb")
    except OSError as error:
        yield ArticleError(str(path), f"can't be read ({error.strerror}); check the file")
        return
    with raw:
        packed = path.name.lower().endswith(".gz")
        stream: LineSource = gzip.GzipFile(fileobj=raw) if packed else raw
        met = 0
        empty = True
        for found in read_json_lines(stream, str(path), on_warning=on_warning):
            empty = False
            yield found
            if on_bytes is not None:
                on_bytes(raw.tell() - met)
                met = raw.tell()
        if empty:
            yield ArticleError(str(path), "is empty; write a line for each article into it, or take the file away")


def _files(paths: Sequence[Path]) -> Iterator[Path | ArticleError]:
    for path in paths:
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            yield ArticleError(str(path), "no such file or folder; check the path")
            continue
        except (OSError, ValueError) as error:
            yield ArticleError(str(path), f"can't be read ({_cause(error)}); check the path")
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(path)
        elif not path.name.lower().endswith(SUFFIXES):
            yield ArticleError(str(path), f"is not a {_NAMED} file; rename it if it is one")
        elif not stat.S_ISREG(mode):
            yield ArticleError(str(path), "is not an ordinary file; save the article as one")
        else:
            yield path


def _folder(folder: Path) -> Iterator[Path | ArticleError]:
    met = False
    for found in _below(folder, set()):
        met = True
        yield found
    if not met:
        yield ArticleError(str(folder), f"holds no {_NAMED} file; put articles there, or name another folder")


def _below(folder: Path, above: set[str]) -> Iterator[Path | ArticleError]:
    """The articles' files in and under a folder; a link back to a folder above is not followed."""
    real = os.path.realpath(folder)
    if real in above:
        return
    if len(above) >= _DEEPEST:
        yield ArticleError(str(folder), f"lies more than {_DEEPEST} folders deep; move it up")
        return
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield ArticleError(str(folder), f"can't be listed ({_cause(error)}); check the folder")
        return
    for path in paths:
        if path.name.startswith("."):
            continue
        mode = _mode(path)
        if stat.S_ISDIR(mode):
            yield from _below(path, above | {real})
        elif path.name.lower().endswith(SUFFIXES):
            if stat.S_ISREG(mode):
                yield path
            else:
                yield ArticleError(str(path), "is not an ordinary file, or a link to none; take it away")


def _mode(path: Path) -> int:
    """What sort of file it is, links followed; 0 where that can't be told (a link to nothing, or to itself)."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _cause(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
