"""Tell what a file is from how it begins.

Only what is certain is told: a text that merely mentions a format is text.
"""

import codecs
import re

__all__ = ["GZIP", "HTML", "JSON", "MAIL", "PDF", "RTF", "ZIP", "kind_of"]

PDF, ZIP, RTF, GZIP, HTML, MAIL, JSON = "pdf", "zip", "rtf", "gzip", "html", "mail", "json"

_PAGE = re.compile(
    r"""(?:\s+|(?><!--.*?-->)|(?><\?xml.*?\?>))*+<(?:!doctype\s+html|html|head|body)\b""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:"[^"\n]{1,100}"\s*:|\}\s*$)')
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*\r?\n")
_POSTED = frozenset({b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to", b"x-mailer"})


def kind_of(head: bytes) -> str:
    """What a file's first bytes say that it is: one of this module's names, or "" where they don't say."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if start.startswith(b"%PDF-"):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return ZIP
    if head.startswith(b"\x1f\x8b"):
        return GZIP
    if start.startswith(b"{\\rtf"):
        return RTF
    if _OBJECT.match(head):
        return JSON
    if _PAGE.match(_as_text(head)):
        return HTML
    return MAIL if _is_mail(head) else ""


def _as_text(head: bytes) -> str:
    """Enough of a text to find tags in; where it is UTF-16, marked or plainly so."""
    if head.startswith(codecs.BOM_UTF16_BE) or head.startswith(b"\0<"):
        return head.decode("utf-16-be", "ignore").lstrip("\ufeff")
    if head.startswith(codecs.BOM_UTF16_LE) or head[1:2] == b"\0":
        return head.decode("utf-16-le", "ignore").lstrip("\ufeff")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _is_mail(head: bytes) -> bool:
    """Whether it begins with the headers of a letter that was posted: who from, and a trace of the post."""
    at = 0
    names: set[bytes] = set()
    while found := _HEADER.match(head, at):
        names.add(found[1].lower())
        at = found.end()
    return b"from" in names and bool(names & _POSTED)
