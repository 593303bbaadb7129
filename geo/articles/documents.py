"""Make articles of what a document holds: its text, and what it says of itself.

A reader takes a file apart in a worker (`geo.articles.workers`) and hands back an `Extract`; here it becomes articles,
with the metadata that lies beside the file going before the document's own.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from geo.articles.limits import MAX_DOCUMENT_BYTES, MAX_TEXT
from geo.articles.metadata import headline_of, parse_published, read_metadata, tidy
from geo.articles.plaintext import given_id, read_sidecar, too_long
from geo.articles.sniffing import kind_of
from geo.articles.workers import SECONDS, run_limited
from geo.errors import ArticleError
from geo.records import Article

__all__ = [
    "Attachment",
    "Document",
    "DocumentFormat",
    "Extract",
    "article_of",
    "articles_of",
    "extract",
    "has_sidecar",
    "language_of",
]

Warn = Callable[[ArticleError], None]
R = TypeVar("R")

_MAX_AUTHOR = 200
_ONE_ARTICLE = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".odt", ".rtf", ".eml", ".epub")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2})(?:[-_].*)?\s*")
_INERT = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")
_FILE_NAME = re.compile(r".{1,200}\.(?:docx?|odt|rtf|pdf|indd|qxd|qxp|pages|tex|dvi|html?|txt|wpd)", re.IGNORECASE)
_PROGRAM = re.compile(r"^Microsoft (?:Office )?(?:Word|PowerPoint|Excel|Outlook)\s+-\s+", re.IGNORECASE)
_NO_TITLE = frozenset({"untitled", "untitled document", "document", "document1", "no title", "unknown", "(anonymous)"})


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what it says of itself; "" where it says nothing.

    `published` is as it was written (ISO 8601 or RFC 2822); `pages` the offsets in `text` at which pages begin; `part`
    names a part of the file ("chapter 3").
    """

    text: str
    title: str = ""
    author: str = ""
    source: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    pages: tuple[int, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a file."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader found in a file; `left_out` says, a clause each, what of it could not be read."""

    documents: tuple[Document, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format whose files are read in a worker, by `reader`, which takes the path of a file.

    `kind` is what `kind_of` calls such files, or "" where their start doesn't tell.
    """

    name: str
    suffixes: tuple[str, ...]
    kind: str
    reader: Callable[[str], Extract] = field(repr=False)
    seconds: float = SECONDS

    def fits(self, head: bytes, name: str) -> bool:
        """Whether its start says so, or nothing but its name does."""
        kind = kind_of(head)
        return kind == self.kind if kind else name.lower().endswith(self.suffixes)

    def read(self, path: Path, where: str, *, warn: Warn) -> Iterator[Article | ArticleError]:
        """The articles of the file."""
        try:
            found = extract(self.reader, path, where, seconds=self.seconds)
            yield from articles_of(found, path, where, warn=warn)
        except ArticleError as error:
            yield error


def extract(reader: Callable[[str], R], path: Path, where: str, *, seconds: float = SECONDS) -> R:
    """What a reader finds in a file, read in a worker; raises ArticleError."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ArticleError(where, f"can't be read ({error.strerror or error}); check the file") from error
    if not size:
        raise ArticleError(where, "is empty; write the article into it, or take the file away")
    if size > MAX_DOCUMENT_BYTES:
        raise ArticleError(where, f"is larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB; split it into its articles")
    return run_limited(reader, str(path), seconds=seconds, where=where)


def articles_of(found: Extract, path: Path, where: str, *, warn: Warn) -> Iterator[Article | ArticleError]:
    """The articles of what was found in a file, with what lies beside it in `NAME.json`."""
    sidecar = path.with_suffix(".json")
    beside = read_sidecar(sidecar, warn) if sidecar != path and sidecar.is_file() else {}
    with path.open("rb") as file:
        digest = given_id(beside.get("id")) or hashlib.file_digest(file, "sha256").hexdigest()[:16]
    for clause in found.left_out:
        yield ArticleError(where, clause)
    several = len(found.documents) > 1
    if several:
        beside = {key: value for key, value in beside.items() if key not in {"title", "url"}}
    for number, document in enumerate(found.documents, 1):
        at = f"{where} ({document.part})" if document.part else where
        own_id = f"{digest}-{number}" if several else digest
        try:
            yield article_of(document, own_id, at, beside=beside, warn=warn)
        except ArticleError as error:
            yield error


def article_of(
    document: Document, article_id: str, where: str, *, beside: Mapping[str, object] | None = None, warn: Warn
) -> Article:
    """One article; what lies beside it goes before what it says of itself. Raises ArticleError where it is no text."""
    text = document.text
    if not text.strip():
        raise ArticleError(where, "holds no text; write the article into it, or take the file away")
    if len(text) > MAX_TEXT:
        raise ArticleError(where, too_long())
    text = text.translate(_INERT)
    url = document.url if document.url.lower().startswith(("http://", "https://")) else ""
    own = {"title": _title(document.title), "url": url, "source": document.source}
    given = read_metadata(
        own | {key: value for key, value in (beside or {}).items() if value},
        warn=lambda why: warn(ArticleError(where, why)),
    )
    return Article(
        article_id,
        text,
        given.title or headline_of(text),
        given.url,
        given.source,
        given.published or parse_published(document.published),
        author=tidy(document.author, limit=_MAX_AUTHOR),
        language=language_of(document.language),
        pages=document.pages,
    )


def has_sidecar(name: str) -> bool:
    """Whether a file so called may have its metadata beside it, in `NAME.json`."""
    return name.lower().endswith(_ONE_ARTICLE)


def language_of(tag: str) -> str:
    """ISO 639-1 of a language tag ("en-GB" → "en"), or "" where it is none."""
    found = _LANGUAGE.fullmatch(tag[:40])
    return found[1].lower() if found else ""


def _title(given: str) -> str:
    """A document's own title, unless a program made it up: a file's name, "Microsoft Word - …", "Untitled"."""
    title = _PROGRAM.sub("", given.strip())
    return "" if title.casefold() in _NO_TITLE or _FILE_NAME.fullmatch(title) else title
