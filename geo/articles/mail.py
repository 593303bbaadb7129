"""Read letters (.eml): the text, who sent it and when, and the files that were attached.

The plain text goes before the HTML of the same letter. The subject is the headline. Attachments of formats that are
read become articles of their own; others are left out without a word, pictures of a signature being most of them.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses
from pathlib import Path, PurePosixPath

from geo.articles.decoding import decode
from geo.articles.documents import Attachment, Document, Extract, articles_of, extract
from geo.articles.limits import MAX_ATTACHMENTS, MAX_DOCUMENT_BYTES
from geo.articles.metadata import tidy
from geo.articles.nesting import Around, read_inside, suffix_of
from geo.articles.sniffing import MAIL, kind_of
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["LETTER", "read_mail"]

Warn = Callable[[ArticleError], None]

_ANSWER = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr|rv|sv)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_LETTER = "message/rfc822"
_SIGNATURE = "\n-- \n"
_MOST_ATTACHED = MAX_DOCUMENT_BYTES


def read_mail(path: str) -> Extract:
    """The letter and its attachments; raises ArticleError."""
    with Path(path).open("rb") as file:
        letter = BytesParser(policy=policy.default).parse(file)
    assert isinstance(letter, EmailMessage)
    if not letter.keys():
        raise ArticleError(path, "is no letter, though its name says so; rename it to what it is")
    attachments, left_out = _attachments(letter)
    subject = _ANSWER.sub("", _header(letter, "Subject"))
    body = _body(letter)
    documents: tuple[Document, ...] = ()
    if body:
        name, address = _sender(letter)
        documents = (
            Document(
                body if not subject or body.startswith(subject) else f"{subject}\n\n{body}",
                title=subject,
                author=name or address,
                source=_header(letter, "Organization") or address.rpartition("@")[2],
                published=_header(letter, "Date"),
                language=_header(letter, "Content-Language"),
                url=_header(letter, "Archived-At").strip("<>"),
            ),
        )
    elif not attachments:
        raise ArticleError(path, "holds no text")
    return Extract(documents, attachments, left_out)


@dataclass(frozen=True, slots=True)
class _Mail:
    """The format: told by its headers, or by its name."""

    name: str = "letter"
    suffixes: tuple[str, ...] = (".eml",)

    def fits(self, head: bytes, name: str) -> bool:
        kind = kind_of(head)
        return kind == MAIL or (not kind and name.lower().endswith(self.suffixes))

    def read(self, path: Path, where: str, *, warn: Warn) -> Iterator[Article | ArticleError]:
        yield from self.read_nested(path, where, warn=warn, around=Around())

    def read_nested(self, path: Path, where: str, *, warn: Warn, around: Around) -> Iterator[Article | ArticleError]:
        try:
            found = extract(read_mail, path, where)
            yield from articles_of(found, path, where, warn=warn)
            for attachment in found.attachments:
                yield from _read_attached(attachment, where, warn=warn, around=around)
        except ArticleError as error:
            yield error


LETTER = _Mail()


def _read_attached(
    attachment: Attachment, where: str, *, warn: Warn, around: Around
) -> Iterator[Article | ArticleError]:
    name = tidy(PurePosixPath(attachment.name.replace("\\", "/")).name, limit=200)
    at = f"{where}/{name}"
    if around.too_deep or not around.spend(len(attachment.data)):
        yield ArticleError(
            at, "lies too deep, attached to what is itself in another file; save it, and give it by itself"
        )
        return
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        target = Path(folder) / f"attached{suffix_of(name)}"
        target.write_bytes(attachment.data)
        yield from read_inside(target, name, at, warn=warn, around=around.deeper())


def _header(letter: EmailMessage, name: str) -> str:
    """A header in one line, decoded; "" where it is missing or beyond reading."""
    try:
        return " ".join(str(letter.get(name, "")).split())
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):  # the email package, on broken headers
        return ""


def _sender(letter: EmailMessage) -> tuple[str, str]:
    found = [pair for pair in getaddresses([_header(letter, "From")]) if any(pair)]
    return found[0] if found else ("", "")


def _body(letter: EmailMessage) -> str:
    """The letter's text: as plain text where it has that, else what its HTML shows."""
    for kind in ("plain", "html"):
        part = letter.get_body(preferencelist=(kind,))
        if part is None or part.get_content_maintype() != "text":
            continue
        text = _text(part).replace("\r\n", "\n").replace("\r", "\n")
        if kind == "html":
            text = _shown(text)
        else:
            text = text.partition(_SIGNATURE)[0]
            if str(part.get_param("format", "")).lower() == "flowed":
                text = _flowed(text)
        if text.strip():
            return text.strip()
    return ""


def _text(part: MIMEPart) -> str:
    """A part's text in the encoding that it names, or as it looks where that is wrong."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset("") or "utf-8"
    for name in (charset, "utf-8") if charset not in {"us-ascii", "ascii"} else ("utf-8",):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    try:
        return decode(data)
    except ValueError:
        return ""


def _shown(source: str) -> str:
    from geo.articles.blocks import blocks_of, html_tree

    tree = html_tree(source)
    return "" if tree is None else "\n\n".join(blocks_of(tree))


def _flowed(text: str) -> str:
    """Lines that end in a space go on in the next (RFC 3676)."""
    return re.sub(r" \n(?=[^\n>])", " ", text)


def _parts(letter: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a letter that hold no others; a letter in it is one of them."""
    waiting = [letter]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list) and (part is letter or part.get_content_type() != _LETTER):
            waiting += [below for below in reversed(inner) if isinstance(below, EmailMessage)]
        elif part is not letter:
            yield part


def _attachments(letter: EmailMessage) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """What is attached under a name, and what was left out because there is too much of it."""
    found: list[Attachment] = []
    size = 0
    for part in _parts(letter):
        if part.get_content_type() == _LETTER:
            inner = part.get_payload()
            if not isinstance(inner, list) or not inner:
                continue
            name, data = part.get_filename() or "letter.eml", bytes(inner[0])  # type: ignore[arg-type]
        else:
            name = part.get_filename() or ""
            payload = part.get_payload(decode=True) if name else None
            data = payload if isinstance(payload, bytes) else b""
        if not name or not data:
            continue
        size += len(data)
        if len(found) >= MAX_ATTACHMENTS or size > _MOST_ATTACHED:
            return tuple(found), (f"has more attached than is read; what comes after {found[-1].name!r} was left out",)
        found.append(Attachment(name, data))
    return tuple(found), ()
