"""Find the articles in files and folders, in a steady order.

A problem with one file is handed on as an ArticleError where it was met, and the rest goes on.
"""

import os
import stat
import zlib
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from geo.articles.decoding import what_binary
from geo.articles.documents import has_sidecar
from geo.articles.formats import Format, format_of, head_of, suffixes
from geo.articles.jsonlines import JSON_LINES, LineSource
from geo.articles.piped import read_piped
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["read_articles", "size_of"]

STANDARD_INPUT = Path("-")
_NAMED = ".txt, .md, .html, .pdf, .docx, .odt, .rtf, .eml, .epub, .zip, .jsonl, .csv, .xlsx or .parquet"
_DEEPEST = 100


def read_articles(
    paths: Sequence[Path],
    *,
    globs: Sequence[str] = (),
    on_bytes: Callable[[int], None] | None = None,
    on_file: Callable[[Path], None] | None = None,
    on_warning: Callable[[ArticleError], None] | None = None,
    standard_input: LineSource | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles of files and folders (with all below them, sorted by name), in any format of `geo.articles.formats`.

    The format is told by content as well as by name. `globs` narrow what is read of folders to names that match one of
    them ("2024-*.pdf"), or paths below the folder where one has a slash ("reports/*.txt"). The path `-` means
    `standard_input`, where that is given.
    `on_bytes` is told how many more bytes were read; `on_file` of each file before it is read; `on_warning` of metadata
    that was left out though its article was read. Hidden files and files of other kinds in a folder are passed over; a
    file met twice is read once.
    """
    warn = on_warning or (lambda problem: None)
    seen: set[str] = set()
    for path in paths:
        if standard_input is not None and path == STANDARD_INPUT:
            yield from read_piped(standard_input, "standard input", warn=warn)
            continue
        for found in _files([path], globs):
            if isinstance(found, ArticleError):
                yield found
            elif (real := os.path.realpath(found)) not in seen:
                seen.add(real)
                if on_file is not None:
                    on_file(found)
                yield from _read_file(found, on_bytes, warn)


def size_of(paths: Sequence[Path], *, globs: Sequence[str] = ()) -> int:
    """Bytes in all files that `read_articles` would read: the length of its progress bar."""
    named = [path for path in paths if path != STANDARD_INPUT]
    return sum(_size(found) for found in _files(named, globs) if isinstance(found, Path))


def _read_file(
    path: Path, on_bytes: Callable[[int], None] | None, warn: Callable[[ArticleError], None]
) -> Iterator[Article | ArticleError]:
    where = str(path)
    try:
        known = _format_of(path)
    except ArticleError as error:
        yield error
        return
    if known is JSON_LINES:
        yield from JSON_LINES.read(path, where, warn=warn, on_bytes=on_bytes)
        return
    try:
        yield from known.read(path, where, warn=warn)
    except (OSError, EOFError, zlib.error) as error:
        yield ArticleError(where, f"breaks off ({_cause(error)}); what came before was read")
    if on_bytes is not None:
        on_bytes(_size(path))


def _format_of(path: Path) -> Format:
    """The format of a file; raises ArticleError where it can't be told."""
    where = str(path)
    try:
        head = head_of(path)
    except OSError as error:
        raise ArticleError(where, f"can't be read ({error.strerror or error}); check the file") from error
    known = format_of(head, path.name)
    if known is not None:
        return known
    if (kind := what_binary(head)) and path.name.lower().endswith(suffixes()):
        raise ArticleError(where, f"looks like {kind}, which is not read, whatever its name; save it as text")
    raise ArticleError(where, f"is not a {_NAMED} file; rename it if it is one")


def _files(paths: Sequence[Path], globs: Sequence[str]) -> Iterator[Path | ArticleError]:
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
            yield from _folder(path, globs)
        elif not stat.S_ISREG(mode):
            yield ArticleError(str(path), "is not an ordinary file; save the article as one")
        else:
            yield path


def _folder(folder: Path, globs: Sequence[str]) -> Iterator[Path | ArticleError]:
    met = False
    for found in _below(folder, set()):
        if isinstance(found, Path) and globs and not _matches(found, folder, globs):
            continue
        met = True
        yield found
    if not met and globs:
        yield ArticleError(str(folder), "holds no file that matches; check the pattern, and quote it")
    elif not met:
        yield ArticleError(str(folder), f"holds no {_NAMED} file; put articles there, or name another folder")


def _matches(path: Path, folder: Path, globs: Sequence[str]) -> bool:
    below = path.relative_to(folder)
    return any(
        PurePath(below).match(glob) if "/" in glob else fnmatchcase(path.name.lower(), glob.lower()) for glob in globs
    )


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
    known = suffixes()
    with_sidecar = {path.stem for path in paths if has_sidecar(path.name)}
    for path in paths:
        if path.name.startswith(".") or (path.suffix.lower() == ".json" and path.stem in with_sidecar):
            continue
        mode = _mode(path)
        if stat.S_ISDIR(mode):
            yield from _below(path, above | {real})
        elif path.name.lower().endswith(known):
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
