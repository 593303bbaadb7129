"""Read OpenDocument texts (.odt), as LibreOffice writes them: paragraphs, lists, tables, notes, and their properties.

Comments and text that was deleted while changes were tracked are left alone. (OASIS OpenDocument 1.3.)
"""

import re
import zipfile
from xml.etree.ElementTree import Element

from geo.articles.documents import Document, Extract
from geo.articles.xml import local, parse_xml, texts_by_name
from geo.articles.zipped import open_zip, read_xml_part
from geo.errors import ArticleError

__all__ = ["odt_document", "read_odt"]

_SKIPPED = frozenset({"tracked-changes", "annotation", "forms", "sequence-decls", "table-of-content", "note-citation"})


def read_odt(path: str) -> Extract:
    """The article in an OpenDocument text; raises ArticleError."""
    with open_zip(path) as opened:
        return odt_document(opened)


def odt_document(opened: zipfile.ZipFile) -> Extract:
    """The article in an opened OpenDocument text."""
    names = set(opened.namelist())
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in read_xml_part(opened, manifest):
        raise ArticleError("", "is encrypted; save it without a password")
    content = parse_xml(read_xml_part(opened, "content.xml"))
    body = next((child for child in content if local(child.tag) == "body"), content)
    said: dict[str, str] = {}
    if "meta.xml" in names:
        said = texts_by_name(field for group in parse_xml(read_xml_part(opened, "meta.xml")) for field in group)
    return Extract(
        (
            Document(
                "\n\n".join(_blocks(body)),
                title=said.get("title", ""),
                author=said.get("creator", "") or said.get("initial-creator", ""),
                source=said.get("publisher", ""),
                published=said.get("creation-date", "") or said.get("date", ""),
                language=said.get("language", ""),
            ),
        )
    )


def _blocks(element: Element) -> list[str]:
    """The paragraphs below an element, each row of a table as one; without those that are empty."""
    found: list[str] = []
    for child in element:
        name = local(child.tag)
        if name in _SKIPPED:
            continue
        if name in {"p", "h"}:
            apart: list[str] = []
            text = re.sub(r"[^\S\n]+", " ", _inline(child, apart)).strip()
            found += [text] * bool(text) + apart
        elif name == "table-row":
            cells = [" ".join(_blocks(cell)) for cell in child]
            row = "\t".join(cell for cell in cells if cell)
            found += [row] * bool(row)
        else:
            found += _blocks(child)
    return found


def _inline(element: Element, apart: list[str]) -> str:
    """The text of a paragraph; notes and text frames within it go to `apart`."""
    found = [element.text or ""]
    for child in element:
        name = local(child.tag)
        if name == "s":  # so many spaces, which are one here
            found.append(" ")
        elif name in {"tab", "line-break"}:
            found.append("\t" if name == "tab" else "\n")
        elif name in {"note", "frame"}:
            apart += _blocks(child)
        elif name not in _SKIPPED:
            found.append(_inline(child, apart))
        found.append(child.tail or "")
    return "".join(found)
