"""Take the text out of HTML as it stands, paragraph by paragraph, without judging what is the article.

For pages that are all article (a book's chapter, a letter), and where the search for the article found nothing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["blocks_of", "heading_of", "html_tree", "tidy_lines"]

_SKIPPED = frozenset(
    "script style template noscript head nav iframe object embed svg math form button select option textarea audio "
    "video canvas map title meta link".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer h1 h2 "
    "h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


def html_tree(text: str) -> "HtmlElement | None":
    """The tree of a page, or None where there is none to be had. No entity is expanded, nothing fetched."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        parser = HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def blocks_of(tree: "HtmlElement") -> list[str]:
    """The paragraphs of a page, in order, each on one line; lines that a page breaks by itself (`br`) stay broken."""
    found: list[str] = []
    open_text: list[str] = []

    def close() -> None:
        if text := tidy_lines("".join(open_text)):
            found.append(text)
        open_text.clear()

    for event, element in _walk(tree):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS:
                close()
            if tag == "br":
                open_text.append("\0")
            if tag not in _SKIPPED and element.text:
                open_text.append(element.text)
        else:
            if tag in _BLOCKS:
                close()
            if element.tail and element is not tree:
                open_text.append(element.tail)
    close()
    return found


def heading_of(tree: "HtmlElement") -> str:
    """The first heading of a page, or ""."""
    for element in tree.iter("h1", "h2", "h3"):
        if text := " ".join(element.text_content().split()):
            return text
    return ""


def tidy_lines(text: str) -> str:
    """Single spaces; a line break only where there is a NUL."""
    lines = (" ".join(line.split()) for line in text.split("\0"))
    return "\n".join(line for line in lines if line)


def _walk(tree: "HtmlElement") -> "list[tuple[str, HtmlElement]]":
    """Each element as it opens and as it closes, without what is below those that are skipped; no recursion."""
    events: list[tuple[str, HtmlElement]] = []
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, closing = stack.pop()
        if closing:
            events.append(("end", element))
            continue
        events.append(("start", element))
        stack.append((element, True))
        if element.tag not in _SKIPPED:
            stack.extend((child, False) for child in reversed(element))
    return events
