"""Parse XML that nobody vouches for: no entities, no outside references, no document type of its own.

Shared by the formats that are XML inside (Word, OpenDocument, EPUB, the metadata of PDFs).
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from geo.errors import ArticleError

__all__ = ["local", "parse_xml", "text_of", "texts_by_name"]


def parse_xml(data: bytes, *, doctype: bool = False) -> Element:
    """The root of a document; raises ArticleError where it is no XML, or has what only an attack has.

    `doctype`: whether it may name a document type, as old books do; it may never declare entities.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=not doctype)
    except DefusedXmlException as error:
        raise ArticleError("", "declares XML entities, which no such file needs: it may be made to harm") from error
    except (ParseError, ValueError, LookupError) as error:
        raise ArticleError("", "is cut off or damaged: what is in it is no XML") from error
    return root


def local(tag: object) -> str:
    """A tag's or attribute's name without its namespace; "" for a comment."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Element | None) -> str:
    """All text in an element, in one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def texts_by_name(elements: Iterable[Element]) -> dict[str, str]:
    """The text of each element by its local name; of several, the first that says something."""
    found: dict[str, str] = {}
    for element in elements:
        name = local(element.tag)
        if name not in found and (text := text_of(element)):
            found[name] = text
    return found
