"""Read the article of a web page: its text without menus and notices, and what the page says of it.

Title, author, publisher, date and language come from the page's own metadata (JSON-LD, Open Graph, `meta`), by
trafilatura. The headline is the text's first line, as in a text file. Scripts are never run.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from geo.articles.decoding import decode, marked
from geo.articles.documents import Document, Extract, article_of
from geo.articles.limits import MAX_DOCUMENT_BYTES, MAX_FILE_BYTES
from geo.articles.plaintext import digest_of, too_long
from geo.articles.workers import run_limited
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["decode_html", "html_document", "read_html", "read_html_file"]

_META = re.compile(rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 8_192
_AS_BROWSERS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
_AS_BROWSERS |= {
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "x-sjis": "cp932",
}
_AS_BROWSERS |= {"iso-8859-15": "iso-8859-15", "windows-874": "cp874", "x-user-defined": "cp1252", "shift_jis": "cp932"}
_NO_TEXT_CODECS = frozenset(
    {"utf-7", "utf7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
)


def read_html(content: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Article:
    """The article of a page that was fetched from `url`; raises ArticleError (its `where` is `url`).

    `headers` are the response's: the character set of `Content-Type` is heeded. The id is made from the text.
    """
    where = url or "a page"
    if len(content) > MAX_DOCUMENT_BYTES:
        raise ArticleError(where, f"is larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB")
    found = run_limited(_read_page, _Page(content, url, _charset(headers or {})), where=where)
    (document,) = found.documents
    return article_of(document, digest_of(document.text), where, warn=lambda problem: None)


def read_html_file(path: str) -> Extract:
    """The article of a page that was saved; raises ArticleError."""
    with Path(path).open("rb") as file:
        content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise ArticleError(path, too_long())
    return _read_page(_Page(content))


@dataclass(frozen=True, slots=True)
class _Page:
    content: bytes
    url: str = ""
    charset: str = ""


def _read_page(page: _Page) -> Extract:
    return Extract((html_document(decode_html(page.content, page.charset), url=page.url),))


def html_document(text: str, *, url: str = "") -> Document:
    """The article in a page's source; raises ArticleError where there is none."""
    from trafilatura import bare_extraction

    from geo.articles.blocks import blocks_of, html_tree

    tree = html_tree(text)
    if tree is None:
        raise ArticleError(url, "holds no text; it may be a page that a script fills in, or be cut off")
    language = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    found = bare_extraction(
        tree,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params={"extensive_search": False, "original_date": True},  # no date guessed from the text
    )
    said = found if found is not None and not isinstance(found, dict) else None
    body = "\n\n".join(line for line in ((said.text if said else "") or "").split("\n") if line.strip())
    if not body and (whole := html_tree(text)) is not None:
        body = "\n\n".join(blocks_of(whole))
    if not body.strip():
        raise ArticleError(url, "holds no text; it may be a page that a script fills in, or be cut off")
    title = " ".join(((said.title if said else "") or "").split())
    return Document(
        _with_headline(title, body),
        title=title,
        author=(said.author if said else "") or "",
        source=(said.sitename if said else "") or (said.hostname if said else "") or "",
        published=(said.date if said else "") or "",
        language=(said.language if said else "") or language,
        url=(said.url if said else "") or url,
    )


def decode_html(content: bytes, charset: str = "") -> str:
    """A page's source as text: by its mark, else by what its server, then the page itself, says, else as it looks.

    UTF-8 that is declared to be something else is read as UTF-8: text in another encoding is hardly ever valid UTF-8.
    Raises ArticleError where it is no text.
    """
    if not marked(content):
        declared = [charset, *(m[1].decode("ascii") for m in _declarations(content))]
        for name in ["utf-8", *declared]:
            codec = _AS_BROWSERS.get(name.strip().lower(), name.strip().lower())
            if not codec or codec in _NO_TEXT_CODECS or codec.startswith("utf-16") or codec.startswith("utf-32"):
                continue
            try:
                text = content.decode(codec)
            except (LookupError, ValueError):
                continue
            if "\0" not in text:
                return text
    try:
        return decode(content)
    except ValueError as error:
        raise ArticleError("", str(error)) from error


def _declarations(content: bytes) -> list[re.Match[bytes]]:
    start = content[:_DECLARED_WITHIN]
    return [found for found in (_XML.search(start), _META.search(start)) if found is not None]


def _charset(headers: Mapping[str, str]) -> str:
    """The character set that a response names, or ""."""
    given = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    message = Message()
    message["Content-Type"] = given[:200].replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset", "")
    return charset if isinstance(charset, str) else ""


def _with_headline(title: str, body: str) -> str:
    """The text with its headline on the first line, unless it stands there already."""
    start = " ".join(body[: len(title) + 200].split()).casefold()
    return body if not title or start.startswith(title.casefold()) else f"{title}\n\n{body}"
