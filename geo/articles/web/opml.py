"""Read a list of feeds: OPML, as feed readers hand it out, or a plain file of addresses."""

from collections.abc import Iterator
from pathlib import Path

from geo.articles.web.links import read_links
from geo.articles.web.locations import is_link
from geo.articles.workers import run_limited
from geo.articles.xml import local, parse_xml
from geo.errors import ArticleError

__all__ = ["read_feed_list"]

_MAX_BYTES = 20_000_000
_HEAD = 4_096


def read_feed_list(path: Path) -> Iterator[str | ArticleError]:
    """The addresses of the feeds in a file, each once, in order; what is wrong with it as an ArticleError."""
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        yield ArticleError(str(path), f"can't be read ({error.strerror}); check the file")
        return
    if b"<opml" not in content[:_HEAD].replace(b"\0", b"").lower():
        yield from read_links(path)
        return
    if len(content) > _MAX_BYTES:
        yield ArticleError(str(path), f"is longer than {_MAX_BYTES // 1_000_000} MB; split it")
        return
    try:
        addresses = run_limited(_addresses, content, where=str(path))
    except ArticleError as error:
        yield ArticleError(str(path), error.why)
        return
    if not addresses:
        yield ArticleError(str(path), "names no feed (no outline has an xmlUrl)")
    yield from addresses


def _addresses(content: bytes) -> tuple[str, ...]:
    found = []
    for element in parse_xml(content, doctype=True).iter():
        if local(element.tag).lower() == "outline":
            fields = {local(name).lower(): value.strip() for name, value in element.attrib.items()}
            if is_link(address := fields.get("xmlurl", "")):
                found.append(address)
    return tuple(dict.fromkeys(found))
