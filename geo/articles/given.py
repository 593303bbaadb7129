"""Read articles for a program that sends them and waits: ids as they were given, and texts character for character.

JSON Lines are passed on as they are; of any other format, what was read as the text is part of the answer.
"""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

from geo.articles.folders import STANDARD_INPUT, read_articles
from geo.articles.formats import format_of, head_of
from geo.articles.jsonlines import JSON_LINES, LineSource, read_json_records
from geo.articles.piped import as_json_lines
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["Given", "read_given"]

Given = tuple[str | int, Article, bool]
"""An article with its id as it was given, and whether its text was given as it is."""


def read_given(
    path: Path, *, standard_input: LineSource, on_warning: Callable[[ArticleError], None] | None = None
) -> Iterator[Given | ArticleError]:
    """The articles of a file, a folder, or of `standard_input` for the path `-`.

    Raises ArticleError where the file can't be opened at all; a file of no known format is taken for JSON Lines.
    """
    if path == STANDARD_INPUT:
        lines, stream = as_json_lines(standard_input)
        if lines:
            yield from _lines(stream, "standard input")
            return
        yield from _others(path, stream, on_warning)
    elif path.is_dir() or not _is_json_lines(path):
        yield from _others(path, standard_input, on_warning)
    else:
        with path.open("rb") as raw:
            packed = path.name.lower().endswith(".gz")
            yield from _lines(gzip.GzipFile(fileobj=raw) if packed else raw, str(path))


def _lines(stream: LineSource, where: str) -> Iterator[Given | ArticleError]:
    for found in read_json_records(stream, where, verbatim=True):
        yield found if isinstance(found, ArticleError) else (*found, True)


def _others(
    path: Path, stream: LineSource, on_warning: Callable[[ArticleError], None] | None
) -> Iterator[Given | ArticleError]:
    for found in read_articles([path], standard_input=stream, on_warning=on_warning):
        yield found if isinstance(found, ArticleError) else (found.article_id, found, False)


def _is_json_lines(path: Path) -> bool:
    try:
        known = format_of(head_of(path), path.name)
    except OSError as error:
        raise ArticleError(str(path), f"can't be read ({error.strerror}); check the path") from error
    return known is None or known is JSON_LINES
