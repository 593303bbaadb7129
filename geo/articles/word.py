"""Read Word documents (.docx): paragraphs, tables, footnotes, and the properties that Word keeps.

Macros, pictures, comments and text that was deleted under "track changes" are left alone. The parts are XML in a zip
(ECMA-376); python-docx leaves out footnotes, text boxes and content controls, which reports have.
"""

import re
import zipfile
from xml.etree.ElementTree import Element

from geo.articles.documents import Document, Extract
from geo.articles.xml import local, parse_xml, texts_by_name
from geo.articles.zipped import open_zip, read_xml_part

__all__ = ["docx_document", "read_docx"]

_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr"})
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_NO_NOTE = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_docx(path: str) -> Extract:
    """The article in a Word document; raises ArticleError."""
    with open_zip(path) as opened:
        return docx_document(opened)


def docx_document(opened: zipfile.ZipFile) -> Extract:
    """The article in an opened Word document."""
    names = set(opened.namelist())
    blocks = _blocks(parse_xml(read_xml_part(opened, "word/document.xml")))
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if part in names:
            notes = parse_xml(read_xml_part(opened, part))
            blocks += [block for note in notes if _attribute(note, "type") not in _NO_NOTE for block in _blocks(note)]
    said = texts_by_name(parse_xml(read_xml_part(opened, "docProps/core.xml"))) if "docProps/core.xml" in names else {}
    app = texts_by_name(parse_xml(read_xml_part(opened, "docProps/app.xml"))) if "docProps/app.xml" in names else {}
    return Extract(
        (
            Document(
                "\n\n".join(blocks),
                title=said.get("title", ""),
                author=said.get("creator", ""),
                source=app.get("Company", ""),
                published=said.get("created", ""),
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
        if name == "p":
            boxes: list[str] = []
            text = _tidy("".join(_runs(child, boxes)))
            found += [text] * bool(text) + boxes
        elif name == "tr":
            cells = [" ".join(_blocks(cell)) for cell in child if local(cell.tag) in {"tc", "sdt"}]
            row = "\t".join(cell for cell in cells if cell)
            found += [row] * bool(row)
        else:
            found += _blocks(child)
    return found


def _runs(element: Element, boxes: list[str]) -> list[str]:
    """The text of a paragraph; what stands in a text box within it goes to `boxes`."""
    found: list[str] = []
    for child in element:
        name = local(child.tag)
        if name == "t":
            found.append(child.text or "")
        elif name in _SPACES:
            found.append(_SPACES[name])
        elif name == "txbxContent":
            boxes += _blocks(child)
        elif name not in _SKIPPED:
            found += _runs(child, boxes)
    return found


def _tidy(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", text.replace("\u00ad", "")).strip()


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")
