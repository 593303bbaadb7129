"""Read books and magazines (.epub): each chapter as one article, in the order of reading.

Publisher, author, date and language are the book's. A chapter's title is its first heading. (EPUB 3.3, Open
Packaging Format.)
"""

import posixpath
import zipfile
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from geo.articles.blocks import blocks_of, heading_of, html_tree
from geo.articles.documents import Document, Extract
from geo.articles.html import decode_html
from geo.articles.limits import MAX_TEXT
from geo.articles.xml import local, parse_xml, texts_by_name
from geo.articles.zipped import open_zip, read_xml_part
from geo.errors import ArticleError

__all__ = ["epub_chapters", "read_epub"]

_CONTAINER = "META-INF/container.xml"
_PROTECTED = "is protected against copying (DRM); give it without"
_PAGE_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_MOST_IN_ALL = 4 * MAX_TEXT


def read_epub(path: str) -> Extract:
    """The chapters of a book; raises ArticleError."""
    with open_zip(path) as opened:
        return epub_chapters(opened)


def epub_chapters(opened: zipfile.ZipFile) -> Extract:
    """The chapters of an opened book."""
    if "META-INF/rights.xml" in opened.namelist():
        raise ArticleError("", _PROTECTED)
    package_name = _package_name(opened)
    package = parse_xml(read_xml_part(opened, package_name), doctype=True)
    groups = {local(group.tag): group for group in package}
    said = texts_by_name(groups["metadata"].iter()) if "metadata" in groups else {}
    encrypted = _encrypted(opened)
    chapters: list[Document] = []
    left_out: list[str] = []
    length = 0
    for name in _spine(groups, posixpath.dirname(package_name)):
        if name in encrypted:
            raise ArticleError("", _PROTECTED)
        try:
            title, text = _chapter(opened, name)
        except ArticleError as error:
            left_out.append(f"has a chapter ({name}) that {error.why}")
            continue
        if not text:
            continue
        length += len(text)
        if length > _MOST_IN_ALL:
            raise ArticleError("", f"holds more than {_MOST_IN_ALL:,} characters; split it into its articles")
        chapters.append(
            Document(
                text,
                title=title or said.get("title", ""),
                author=said.get("creator", ""),
                source=said.get("publisher", ""),
                published=_day(said.get("date", "")),
                language=said.get("language", ""),
                part=f"chapter {len(chapters) + 1}",
            )
        )
    if not chapters and not left_out:
        raise ArticleError("", "holds no text; it may be a book of pictures")
    return Extract(tuple(chapters), left_out=tuple(left_out))


def _package_name(opened: zipfile.ZipFile) -> str:
    """Where the book's list of contents lies, as its container says."""
    for element in parse_xml(read_xml_part(opened, _CONTAINER), doctype=True).iter():
        if local(element.tag) == "rootfile" and element.get("full-path"):
            return str(element.get("full-path"))
    raise ArticleError("", "lacks its list of contents; it may be damaged")


def _spine(groups: dict[str, Element], folder: str) -> list[str]:
    """The names of the chapters' entries, in the order of reading; without lists of contents."""
    items: dict[str, str] = {}
    for item in groups.get("manifest", ()):
        if item.get("media-type", "") in _PAGE_TYPES and "nav" not in item.get("properties", "").split():
            href = unquote(urlsplit(item.get("href", "")).path)
            items[item.get("id", "")] = posixpath.normpath(posixpath.join(folder, href))
    named = [items[entry.get("idref", "")] for entry in groups.get("spine", ()) if entry.get("idref", "") in items]
    return list(dict.fromkeys(named))


def _encrypted(opened: zipfile.ZipFile) -> set[str]:
    """The entries that are encrypted; fonts often are, which is no matter."""
    name = "META-INF/encryption.xml"
    if name not in opened.namelist():
        return set()
    root = parse_xml(read_xml_part(opened, name), doctype=True)
    return {unquote(e.get("URI", "")) for e in root.iter() if local(e.tag) == "CipherReference"}


def _chapter(opened: zipfile.ZipFile, name: str) -> tuple[str, str]:
    """A chapter's title and text, "" where it has none (a cover)."""
    tree = html_tree(decode_html(read_xml_part(opened, name)))
    if tree is None:
        return "", ""
    return heading_of(tree), "\n\n".join(blocks_of(tree))


def _day(given: str) -> str:
    """A whole date; a year alone is none."""
    return given if len(given) >= 10 else ""
