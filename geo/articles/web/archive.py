"""Keep what was fetched as it came, so that an excerpt can be checked after the page has changed.

WARC 1.1 (ISO 28500), which every web archive reads: one response a record, each compressed by itself, so that one is
read without those before it. Files are begun anew when they have grown. Several programs may write at once.
"""

import io
import os
import re
import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path

from filelock import FileLock
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from geo.articles.web.responses import Fetched, Limits
from geo.articles.web.unpacking import unpack

__all__ = ["Archive", "Kept"]

_LARGEST = 200_000_000
_NAME = re.compile(r"dateline-(\d{5,})\.warc\.gz")
_DAMAGE = (OSError, ArchiveLoadFailed, ValueError, EOFError, zlib.error)
_TYPES = frozenset({"response", "resource"})
_ARTICLE, _FEED = "Dateline-Article", "Dateline-Feed"
_PART = "text/html; charset=utf-8"
_SOFTWARE = "Dateline/0.1"


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was fetched: `body` unpacked, `place` where the record lies ("file@offset").

    `article` is the address that its article is known by; what a feed held of an article has no headers but its type.
    """

    url: str
    at: datetime
    headers: tuple[tuple[str, str], ...]
    body: bytes
    place: str
    article: str = ""


class Archive:
    """A folder of WARC files."""

    def __init__(self, folder: Path, *, largest: int = _LARGEST) -> None:
        """`largest`: bytes after which a new file is begun."""
        self._folder, self._largest = folder, largest

    def keep(self, fetched: Fetched, *, article: str = "") -> str:
        """Add what was fetched, and say where it lies; raises OSError where it can't be written (nothing is then).

        `article` is the address that its article is known by, where that is another.
        """
        return self._add(_packed(fetched, article))

    def keep_part(self, article: str, html: str, *, feed: str, at: datetime) -> str:
        """Add what a feed held of an article (a resource record), as `keep` does."""
        return self._add(_packed_part(article, html, feed, at))

    def _add(self, record: bytes) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._locked():
            path = self._current()
            with path.open("ab") as file:
                start = file.seek(0, os.SEEK_END)
                try:
                    if start == 0:
                        file.write(_introduction(path.name))
                        file.flush()
                    offset = file.tell()
                    file.write(record)
                    file.flush()
                except OSError:
                    os.ftruncate(file.fileno(), start)  # a torn record would hide those after it
                    raise
        return f"{path.name}@{offset}"

    def find(self, place: str) -> Kept | None:
        """The page that `keep` put there; None where it is not there any more."""
        name, _, offset = place.partition("@")
        if not _NAME.fullmatch(name) or not offset.isdecimal():
            return None
        try:
            with (self._folder / name).open("rb") as file:
                file.seek(int(offset))
                record = next(iter(ArchiveIterator(file)), None)
                return _kept(record, place) if record is not None else None
        except _DAMAGE:
            return None

    def copies(self, url: str) -> Iterator[Kept]:
        """All that was kept of an address, its own or its article's, oldest first."""
        for path in self._files():
            with path.open("rb") as file:
                records = ArchiveIterator(file)
                with suppress(*_DAMAGE):  # what came before is shown
                    for record in records:
                        if url in _names(record):
                            kept = _kept(record, "")
                            yield replace(kept, place=f"{path.name}@{records.get_record_offset()}")

    def forget(self, urls: Collection[str]) -> int:
        """Take out all that was kept of some addresses, their own or their articles', and say how many records.

        Files that held some are written anew, so that what `keep` said of their other records holds no longer.
        """
        gone = 0
        if not self._folder.is_dir():
            return 0
        with self._locked():
            for path in self._files():
                gone += _without(path, frozenset(urls))
        return gone

    def _locked(self) -> FileLock:
        return FileLock(self._folder / ".lock")

    def _files(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if _NAME.fullmatch(path.name))

    def _current(self) -> Path:
        files = self._files()
        if files and files[-1].stat().st_size < self._largest:
            return files[-1]
        number = int(_NAME.fullmatch(files[-1].name)[1]) + 1 if files else 1  # type: ignore[index]
        return self._folder / f"dateline-{number:05d}.warc.gz"


def _packed(fetched: Fetched, article: str) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    status = f"{fetched.status} {fetched.reason or responses.get(fetched.status, '')}".strip()
    headers = [(name, value) for name, value in fetched.headers if name.lower() != "transfer-encoding"]
    record = writer.create_warc_record(
        fetched.url,
        "response",
        payload=io.BytesIO(fetched.received),
        length=len(fetched.received),
        http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": _moment(fetched.at),
            "WARC-IP-Address": fetched.address,
            **({_ARTICLE: article} if article and article != fetched.url else {}),
        },
    )
    writer.write_record(record)
    return buffer.getvalue()


def _packed_part(article: str, html: str, feed: str, at: datetime) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    content = html.encode("utf-8", "replace")
    record = writer.create_warc_record(
        article,
        "resource",
        payload=io.BytesIO(content),
        length=len(content),
        warc_content_type=_PART,
        warc_headers_dict={"WARC-Date": _moment(at), _FEED: feed},
    )
    writer.write_record(record)
    return buffer.getvalue()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _introduction(name: str) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(name, {"software": _SOFTWARE, "format": "WARC File Format 1.1"}))
    return buffer.getvalue()


def _kept(record: ArcWarcRecord, place: str) -> Kept:
    """A record as a page; raises ValueError where it is none that `keep` wrote."""
    at = record.rec_headers.get_header("WARC-Date")
    if record.rec_type not in _TYPES or not at:
        raise ValueError("no page")
    limit = Limits().unpacked
    raw = record.raw_stream.read(limit + 1)
    said = record.http_headers
    headers = tuple(said.headers) if said is not None else (("Content-Type", _PART),)
    coding = (said.get_header("Content-Encoding") or "") if said is not None else ""
    article = record.rec_headers.get_header(_ARTICLE) or _target(record)
    body = unpack(raw, coding, limit=limit)
    return Kept(_target(record), datetime.fromisoformat(at), headers, body, place, article)


def _target(record: ArcWarcRecord) -> str:
    return record.rec_headers.get_header("WARC-Target-URI") or ""


def _names(record: ArcWarcRecord) -> set[str]:
    """The addresses that a page is known by; none for other records."""
    if record.rec_type not in _TYPES:
        return set()
    return {_target(record), record.rec_headers.get_header(_ARTICLE) or _target(record)}


def _without(path: Path, urls: frozenset[str]) -> int:
    """Write a file anew without the records of some addresses; each other record's bytes stay as they are."""
    stretches: list[tuple[int, int]] = []
    gone = end = 0
    with path.open("rb") as file, suppress(*_DAMAGE):
        records = ArchiveIterator(file)
        for record in records:
            names = _names(record)
            record.raw_stream.read()
            start, length = records.get_record_offset(), records.get_record_length()
            end = start + length
            if names & urls:
                gone += 1
            else:
                stretches.append((start, length))
    if gone:
        stretches.append((end, path.stat().st_size - end))  # what is damaged stays as it is
        fresh = path.with_name(path.name + ".new")
        with path.open("rb") as old, fresh.open("wb") as new:
            for start, length in stretches:
                old.seek(start)
                new.write(old.read(length))
            new.flush()
            os.fsync(new.fileno())
        fresh.replace(path)
    return gone
