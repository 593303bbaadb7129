"""Keep what was fetched as it came, so that an excerpt can be checked after the page has changed.

WARC 1.1 (ISO 28500), which every web archive reads: one response a record, each compressed by itself, so that one is
read without those before it. Files are begun anew when they have grown. Several programs may write at once.
"""

import io
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
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
_SOFTWARE = "Dateline/0.1"


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was fetched: `body` unpacked, `place` where the record lies ("file@offset")."""

    url: str
    at: datetime
    headers: tuple[tuple[str, str], ...]
    body: bytes
    place: str


class Archive:
    """A folder of WARC files."""

    def __init__(self, folder: Path, *, largest: int = _LARGEST) -> None:
        """`largest`: bytes after which a new file is begun."""
        self._folder, self._largest = folder, largest

    def keep(self, fetched: Fetched) -> str:
        """Add what was fetched, and say where it lies; raises OSError where it can't be written (nothing is then)."""
        record = _packed(fetched)
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
        except (OSError, ArchiveLoadFailed, ValueError, EOFError):
            return None

    def copies(self, url: str) -> Iterator[Kept]:
        """All that was kept of an address, oldest first."""
        for path in self._files():
            with path.open("rb") as file:
                records = ArchiveIterator(file)
                for record in records:
                    if record.rec_type == "response" and _target(record) == url:
                        kept = _kept(record, "")
                        yield Kept(
                            kept.url, kept.at, kept.headers, kept.body, f"{path.name}@{records.get_record_offset()}"
                        )

    def forget(self, urls: Collection[str]) -> int:
        """Take out all that was kept of some addresses, and say how many records that were.

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


def _packed(fetched: Fetched) -> bytes:
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
            "WARC-Date": fetched.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-IP-Address": fetched.address,
        },
    )
    writer.write_record(record)
    return buffer.getvalue()


def _introduction(name: str) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(name, {"software": _SOFTWARE, "format": "WARC File Format 1.1"}))
    return buffer.getvalue()


def _kept(record: ArcWarcRecord, place: str) -> Kept:
    """A record as a page; raises ValueError where it is none that `keep` wrote."""
    if record.rec_type != "response" or record.http_headers is None:
        raise ValueError("no response")
    limit = Limits().unpacked
    raw = record.raw_stream.read(limit + 1)
    coding = record.http_headers.get_header("Content-Encoding") or ""
    return Kept(
        _target(record),
        datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        tuple(record.http_headers.headers),
        unpack(raw, coding, limit=limit),
        place,
    )


def _target(record: ArcWarcRecord) -> str:
    return record.rec_headers.get_header("WARC-Target-URI") or ""


def _without(path: Path, urls: frozenset[str]) -> int:
    """Write a file anew without the records of some addresses; each other record's bytes stay as they are."""
    data_until: list[tuple[int, int]] = []
    gone = 0
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            target = _target(record)
            record.raw_stream.read()
            start, length = records.get_record_offset(), records.get_record_length()
            if record.rec_type == "response" and target in urls:
                gone += 1
            else:
                data_until.append((start, length))
    if gone:
        fresh = path.with_name(path.name + ".new")
        with path.open("rb") as old, fresh.open("wb") as new:
            for start, length in data_until:
                old.seek(start)
                new.write(old.read(length))
            new.flush()
            os.fsync(new.fileno())
        fresh.replace(path)
    return gone
