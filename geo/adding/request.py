"""Check what an editor gives, put it into the inbox, and say what is to be read."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePosixPath

from geo.adding.inbox import Inbox, safe_name
from geo.adding.trouble import Refused, Trouble
from geo.articles.documents import has_sidecar
from geo.articles.limits import MAX_SIDECAR_BYTES, MAX_TEXT
from geo.articles.metadata import tidy
from geo.articles.web.locations import MAX_URL, is_link
from geo.store import Failure

__all__ = [
    "MOST_BYTES",
    "MOST_FEEDS",
    "MOST_FILES",
    "MOST_LINKS",
    "Dropped",
    "Kind",
    "Request",
    "feeds_request",
    "files_request",
    "find_links",
    "links_request",
    "retry_request",
    "text_request",
]

MOST_FILES = 5_000
"""Files given at once."""
MOST_BYTES = 1_000_000_000
"""Bytes of all files given at once: they lie in the server's memory until they are in the inbox."""
MOST_LINKS = 2_000
"""Links given at once: at one a second from one site, half an hour."""
MOST_FEEDS = 200
"""Feeds given at once."""

_LINK = re.compile(r"https?://[^\s<>\"“”«»|\\^`{}\x00-\x1f\x7f]+", re.IGNORECASE)
_END = ".,;:!?'’*_…"
_PAIRS = {")": "(", "]": "["}


class Kind(StrEnum):
    """What was given."""

    TEXT = "text"
    FILES = "files"
    LINKS = "links"
    FEEDS = "feeds"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file as it came: its name, which may be anything, and its bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be read. `files` lie in the inbox and leave it when they are read; `listed` is the list of all of it.

    `total` is how many files or addresses there are; 0 where that shows only later. `passed` are lines of a list of
    links that hold no address.
    """

    kind: Kind
    files: tuple[Path, ...] = ()
    listed: Path | None = None
    total: int = 0
    passed: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All that lies in the inbox for it."""
        return (*self.files, *([self.listed] if self.listed is not None else []))

    def command(self) -> tuple[str, ...]:
        """The words of the command that reads it; none of them is an editor's own."""
        if self.kind is Kind.RETRY:
            return ("ingest", "--events", "--retry-failed")
        if self.kind is Kind.FEEDS:
            return ("watch", "--events", "--rounds", "1", str(self.listed))
        option = "--links" if self.kind is Kind.LINKS else "--files"
        return ("ingest", "--events", option, str(self.listed))


def text_request(
    inbox: Inbox, text: str, *, title: str = "", source: str = "", published: date | None = None, url: str = ""
) -> Request:
    """One article as it was pasted; raises Refused where there is no text, too much, or its address is none."""
    body = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not body:
        raise Refused(Trouble.NO_TEXT, "There is no text yet: paste the article, then add it.")
    if len(body) > MAX_TEXT:
        raise Refused(Trouble.LONG_TEXT, f"The text is longer than {MAX_TEXT:,} characters: split it.", n=MAX_TEXT)
    address = url.strip()
    if address and (not is_link(address) or len(address) > MAX_URL or not _LINK.fullmatch(address)):
        raise Refused(Trouble.BAD_ADDRESS, "The address is none: write it in full, with https://, or leave it out.")
    given = {"title": tidy(title, limit=300), "source": tidy(source, limit=200), "url": address}
    fields = {name: value for name, value in given.items() if value}
    if published is not None:
        fields["published"] = published.isoformat()
    beside = json.dumps(fields, ensure_ascii=False).encode() if fields else b""
    name = given["title"] or tidy(body.split("\n", 1)[0], limit=60) or "text"
    path = inbox.keep(f"{safe_name(name).replace('.', '')}.txt", body.encode("utf-8", "replace"), beside=beside)
    return Request(Kind.TEXT, (path,), inbox.keep_list([str(path)]), total=1)


def files_request(inbox: Inbox, dropped: Sequence[Dropped]) -> Request:
    """Files; a NAME.json that comes with a NAME.txt (or another file that is one article) is its metadata."""
    if not dropped:
        raise Refused(Trouble.NO_FILES, "There are no files yet: choose some, then add them.")
    if len(dropped) > MOST_FILES:
        raise Refused(Trouble.MANY_FILES, f"More than {MOST_FILES:,} files: give fewer at once.", n=MOST_FILES)
    if sum(len(one.data) for one in dropped) > MOST_BYTES:
        raise Refused(Trouble.LARGE_FILES, "The files are larger than 1 GB together: give fewer at once.")
    owners = {PurePosixPath(safe_name(one.name)).stem for one in dropped if has_sidecar(one.name)}
    beside = {
        PurePosixPath(safe_name(one.name)).stem: one.data
        for one in dropped
        if one.name.lower().endswith(".json") and len(one.data) <= MAX_SIDECAR_BYTES
    }
    paths: dict[Path, None] = {}
    fresh = []
    for one in dropped:
        stem = PurePosixPath(safe_name(one.name)).stem
        if one.name.lower().endswith(".json") and stem in owners and stem in beside:
            continue
        mine = beside.get(stem, b"") if has_sidecar(one.name) else b""
        path = inbox.path_of(one.name, one.data, beside=mine)
        fresh += [] if path.exists() else [path]
        paths[path] = None
        try:
            inbox.keep(one.name, one.data, beside=mine)
        except Refused:
            for kept in fresh:
                inbox.free(kept)
            raise
    return Request(Kind.FILES, tuple(paths), inbox.keep_list([str(path) for path in paths]), total=len(paths))


def links_request(inbox: Inbox, text: str) -> Request:
    """Pages: the addresses in a list or in any text."""
    return _addresses(inbox, text, kind=Kind.LINKS, most=MOST_LINKS)


def feeds_request(inbox: Inbox, text: str) -> Request:
    """Feeds, which are read once, now."""
    found = _addresses(inbox, text, kind=Kind.FEEDS, most=MOST_FEEDS)
    return Request(found.kind, (), found.listed, 0, found.passed)


def retry_request(inbox: Inbox, failures: Sequence[Failure]) -> Request:
    """All that could not be read and can be given again."""
    targets = {failure.target for failure in failures if failure.target}
    if not targets:
        raise Refused(Trouble.NOTHING_LEFT, "Nothing is left to be tried again.")
    mine = tuple(Path(target) for target in sorted(targets) if inbox.part(target))
    return Request(Kind.RETRY, mine, total=len(targets))


def find_links(text: str) -> tuple[list[str], list[str]]:
    """The addresses in a text, each once and in order, and the lines that look like one but are none.

    A line of several words without an address is taken for words around them.
    """
    found: dict[str, None] = {}
    passed = []
    for line in text.splitlines():
        links = [_trimmed(link) for link in _LINK.findall(line)]
        found.update(dict.fromkeys(link for link in links if len(link) <= MAX_URL and len(link) > len("https://")))
        if not links and len(line.split()) == 1 and not line.lstrip().startswith("#"):
            passed.append(line.strip())
    return list(found), passed


def _addresses(inbox: Inbox, text: str, *, kind: Kind, most: int) -> Request:
    links, passed = find_links(text[: most * (MAX_URL + 1)])
    if not links:
        raise Refused(Trouble.NO_LINKS, "No web address was found: write each in full, with https://.")
    if len(links) > most:
        raise Refused(Trouble.MANY_LINKS, f"More than {most:,} addresses: give fewer at once.", n=most)
    return Request(kind, (), inbox.keep_list(links), len(links), tuple(passed))


def _trimmed(link: str) -> str:
    """An address without the marks that a sentence puts behind it."""
    while link:
        last = link[-1]
        unpaired = last in _PAIRS and link.count(last) > link.count(_PAIRS[last])
        if last not in _END and not unpaired:
            break
        link = link[:-1]
    return link
