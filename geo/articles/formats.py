"""Tell what format a file of articles is in, by what it holds more than by what it is called.

A format that knows its files by their content is tried before those that know them by their name alone, so that a PDF
called `report.txt` is read as a PDF.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from geo.articles.archives import EPUB, ODT, WORD, ZIP_ARCHIVE
from geo.articles.documents import DocumentFormat
from geo.articles.html import read_html_file
from geo.articles.jsonlines import JSON_LINES
from geo.articles.mail import LETTER
from geo.articles.markdown import read_markdown
from geo.articles.pdf import PDF_SECONDS, read_pdf
from geo.articles.plaintext import PLAIN_TEXT
from geo.articles.rtf import read_rtf
from geo.articles.sniffing import HTML, PDF, RTF
from geo.articles.tables import TABLE_FORMATS
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["FORMATS", "HEAD_BYTES", "Format", "format_of", "head_of", "suffixes"]

HEAD_BYTES = 4096
"""What is looked at to tell a format: the longest preamble (an HTML page's comments) that is still common."""


class Format(Protocol):
    """One format: how to tell it, and how to read its articles."""

    @property
    def name(self) -> str:
        """What a reader calls it ("PDF")."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What its files are called, in lower case (".pdf"); a folder's files of other suffixes are passed over."""
        ...

    def fits(self, head: bytes, name: str) -> bool:
        """Whether a file is of this format: `head` is its first `HEAD_BYTES`, `name` its name, or "" where unknown."""
        ...

    def read(self, path: Path, where: str, *, warn: Callable[[ArticleError], None]) -> Iterator[Article | ArticleError]:
        """The articles of the file; `where` is what errors call it, `warn` is told of metadata that was left out."""
        ...


FORMATS: tuple[Format, ...] = (
    DocumentFormat("PDF", (".pdf",), PDF, read_pdf, PDF_SECONDS),
    DocumentFormat("web page", (".html", ".htm", ".xhtml"), HTML, read_html_file),
    DocumentFormat("rich text", (".rtf",), RTF, read_rtf),
    LETTER,
    *TABLE_FORMATS,
    JSON_LINES,
    WORD,
    ODT,
    EPUB,
    ZIP_ARCHIVE,  # takes every zip file that is left: what knows its own by their name stands before it
    DocumentFormat("Markdown", (".md", ".markdown"), "", read_markdown),
    PLAIN_TEXT,
)
"""In the order in which they are tried: what is told by its content first, what is only told by its name last."""


def format_of(head: bytes, name: str) -> Format | None:
    """The format of a file by its start and its name; None where it is none that is read."""
    return next((known for known in FORMATS if known.fits(head, name)), None)


def head_of(path: Path) -> bytes:
    """The start of a file, as `format_of` looks at it; raises OSError."""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def suffixes() -> tuple[str, ...]:
    """The suffixes of all formats, each once, in the order of `FORMATS`."""
    return tuple(dict.fromkeys(suffix for known in FORMATS for suffix in known.suffixes))
