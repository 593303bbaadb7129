"""Read PDFs: their text, where each page begins in it, and what the document says of itself.

Columns come in the order in which the file draws them, which for nearly all is the order of reading. A PDF that holds
only pictures of pages is refused with the remedy: no text is guessed here.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from math import hypot
from typing import TYPE_CHECKING, Any

from geo.articles.documents import Document, Extract
from geo.articles.limits import MAX_PAGES, MAX_TEXT
from geo.articles.pages import running_text
from geo.articles.xml import local, parse_xml, text_of
from geo.errors import ArticleError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["PDF_SECONDS", "read_pdf"]

PDF_SECONDS = 180.0
"""For one PDF: a page takes some hundredths of a second, a crowded one some tenths."""

_OTHER_SIZE = 1.12
"""How much larger type is that is another: the steps of common sizes (9, 10, 11, 12, 14) but for the next but one."""
_MAX_XMP = 1_000_000
_DATE = re.compile(r"\s*(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_ENCRYPTED = "is encrypted; save it without a password"
_NEEDS_AES = "is encrypted with AES; install the package cryptography, or save it without a password"
_SCAN = "holds no text; it may be a scan: run OCR over it first"


def read_pdf(path: str) -> Extract:
    """The article in a PDF; raises ArticleError."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        with PdfReader(path) as reader:
            _check(reader)
            said = _xmp(reader) | _information(reader)
            pages, largest = _pages(reader)
            text, starts = running_text(pages, titles=(said.get("title", ""), largest))
            if not text.strip():
                raise ArticleError(path, _SCAN)
    except DependencyError as error:
        raise ArticleError(path, _NEEDS_AES) from error
    except PyPdfError as error:
        raise ArticleError(path, "is no PDF that can be read; it may be cut off or damaged") from error
    return Extract(
        (
            Document(
                text,
                title=said.get("title", ""),
                author=said.get("author", ""),
                source=said.get("publisher", ""),
                published=said.get("date", ""),
                language=said.get("language", ""),
                pages=starts,
            ),
        )
    )


def _check(reader: "PdfReader") -> None:
    """Refuse what can't be read at all, or holds too much."""
    from pypdf.errors import PyPdfError

    if reader.is_encrypted:
        try:
            opened = bool(reader.decrypt(""))  # many are encrypted only against changes
        except (PyPdfError, NotImplementedError):
            opened = False
        if not opened:
            raise ArticleError("", _ENCRYPTED)
    count = _declared_pages(reader)
    if count <= MAX_PAGES:
        count = len(reader.pages)
    if count > MAX_PAGES:
        raise ArticleError(
            "", f"has {count:,} pages, more than the {MAX_PAGES:,} that are read; split it into its articles"
        )


def _declared_pages(reader: "PdfReader") -> int:
    """How many pages a document says that it has; 0 where it doesn't say. Asked first: counting takes long."""
    try:
        return int(reader.root_object["/Pages"]["/Count"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return 0


def _pages(reader: "PdfReader") -> tuple[list[str], str]:
    """The text of each page, "" for one that can't be read; and the first page's largest line."""
    found: list[str] = []
    largest = ""
    length = broken = 0
    for page in reader.pages:
        try:
            text, first = _page_text(page)
            largest = first if not found else largest
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001 - pypdf raises whatever a damaged page makes it run into
            text = ""
            broken += 1
        length += len(text)
        if length > 2 * MAX_TEXT:
            raise ArticleError(
                "", f"is too long for one article (more than {MAX_TEXT:,} characters); split it into its articles"
            )
        found.append(text)
    if broken and not length:
        raise ArticleError("", "can't be read; it may be cut off or damaged")
    return found, largest


def _page_text(page: "PageObject") -> tuple[str, str]:
    """The text of a page, and the first line in its largest type.

    There is a blank line where the type changes its size: a headline is no part of what follows.
    """
    pieces: list[tuple[str, float]] = []

    def met(text: str, outer: Sequence[float], inner: Sequence[float], font: object, size: float) -> None:
        scale = hypot(inner[2], inner[3]) * hypot(outer[2], outer[3])
        pieces.append((text, size * scale))

    text = str(page.extract_text(visitor_text=met))
    if "".join(piece for piece, _ in pieces) != text:
        return text, ""
    lines: list[tuple[str, float]] = [("", 0.0)]
    most = 0  # the size of a line is that of its longest piece
    for piece, size in pieces:
        for number, part in enumerate(piece.split("\n")):
            if number:
                lines.append(("", 0.0))
                most = 0
            if len(part.strip()) > most:
                most = len(part.strip())
                lines[-1] = (lines[-1][0] + part, size)
            else:
                lines[-1] = (lines[-1][0] + part, lines[-1][1])
    found: list[str] = []
    last = 0.0
    for line, size in lines:
        if size and last and not 1 / _OTHER_SIZE < size / last < _OTHER_SIZE:
            found.append("")
        last = size or last
        found.append(line)
    largest = max((size for line, size in lines if line.strip()), default=0.0)
    return "\n".join(found), next((line for line, size in lines if line.strip() and size == largest), "")


def _information(reader: "PdfReader") -> dict[str, str]:
    """What the document's information dictionary says (ISO 32000, 14.3.3)."""
    said: dict[str, str] = {}
    with suppress(Exception):  # it is not worth an article
        information: Any = reader.metadata or {}
        for key, name in (("/Title", "title"), ("/Author", "author"), ("/CreationDate", "date")):
            if value := str(information.get(key) or "").strip():
                said[name] = value
    if date := _day(said.pop("date", "")):
        said["date"] = date
    with suppress(Exception):
        if language := str(reader.root_object.get("/Lang") or ""):
            said["language"] = language
    return said


def _xmp(reader: "PdfReader") -> dict[str, str]:
    """What the document's XMP packet says (ISO 16684): title, author, publisher, date, language."""
    said: dict[str, str] = {}
    with suppress(Exception):  # it is not worth an article
        stream: Any = reader.root_object.get("/Metadata")
        data = stream.get_object().get_data() if stream is not None else b""
        if not data or len(data) > _MAX_XMP:
            return said
        for element in parse_xml(data).iter():
            name = _XMP.get(local(element.tag))
            if name and name not in said and (text := text_of(element)):
                said[name] = text
            for key, value in element.attrib.items():
                name = _XMP.get(local(key))
                if name and name not in said and value.strip():
                    said[name] = value.strip()
    return said


_XMP = {"title": "title", "creator": "author", "publisher": "publisher", "CreateDate": "date", "language": "language"}


def _day(given: str) -> str:
    """The day of a PDF's date ("D:20150903101500+02'00'") as ISO 8601, or ""."""
    found = _DATE.match(given)
    return f"{found[1]}-{found[2]}-{found[3]}" if found and found[2] and found[3] else ""
