"""Remember what was fetched, so that a second run, or one after a power cut, goes on where the first one stopped.

A journal beside the store: one JSON line for each thing remembered, the last one about a thing holds. A line is added
in one write, a torn last line is passed over, and the file is written anew (in one step) when most of it is stale.
Programs that run side by side take turns. What was not met for half a year is forgotten: it is then asked for again,
which costs a request and doubles nothing.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock

from geo.errors import StoreError

__all__ = ["Entry", "Page", "Seen"]

_KEPT_FOR = 180 * 86_400
_MIN_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page or feed that was fetched: what its server calls this state of it, and where the archive keeps it.

    `url` is where it came from in the end.
    """

    etag: str = ""
    modified: str = ""
    place: str = ""
    url: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for it only if it has changed."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value and value.isprintable() and len(value) <= 500}


@dataclass(frozen=True, slots=True)
class Entry:
    """A feed's entry: whether it is done with, and otherwise how often it was tried in vain and when to try again."""

    done: bool = True
    tries: int = 0
    again: float = 0.0


M = TypeVar("M", Page, Entry)


class Seen:
    """What was fetched for one store. Not safe to share between threads."""

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        """`now` is in seconds since 1970. A file that can't be read counts as empty."""
        self._path, self._now = path, now
        self._known: dict[str, tuple[float, dict[str, Any]]] = {}
        self._lines = 0
        self._read()

    def page(self, url: str) -> Page | None:
        """What is remembered of a page or feed."""
        return _as(Page, self._known.get(f"page {url}"))

    def keep_page(self, url: str, page: Page) -> None:
        """Remember a page; raises StoreError where that can't be written."""
        self._add(f"page {url}", asdict(page))

    def entry(self, feed: str, entry: str) -> Entry | None:
        """What is remembered of a feed's entry."""
        return _as(Entry, self._known.get(_entry_key(feed, entry)))

    def keep_entry(self, feed: str, entry: str, memory: Entry) -> None:
        """Remember a feed's entry; raises StoreError where that can't be written."""
        self._add(_entry_key(feed, entry), asdict(memory))

    def forget(self) -> None:
        """Forget everything."""
        self._known = {}
        if self._path.exists():
            with self._locked():
                self._write()

    def _read(self) -> None:
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return
        self._lines = len(lines)
        for line in lines:
            try:
                key, moment, value = json.loads(line)
            except (ValueError, TypeError, RecursionError):
                continue
            if isinstance(key, str) and isinstance(moment, int | float) and isinstance(value, dict):
                self._known[key] = (float(moment), value)

    def _add(self, key: str, value: dict[str, Any]) -> None:
        try:
            self._append(key, value)
        except OSError as error:
            why = error.strerror or str(error)
            raise StoreError(f"{self._path} can't be written ({why}): make room, or make it writable.") from error

    def _append(self, key: str, value: dict[str, Any]) -> None:
        known = self._known.get(key)
        moment = round(self._now(), 1)
        if known is not None and known[1] == value and moment - known[0] < _KEPT_FOR / 4:
            return
        self._known[key] = (moment, value)
        line = json.dumps([key, moment, value], ensure_ascii=True, separators=(",", ":"))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._locked():
            with self._path.open("ab") as file:
                file.write(f"\n{line}\n".encode() if self._is_torn() else f"{line}\n".encode())
            self._lines += 1
            if self._lines > max(_MIN_LINES, 3 * len(self._known)):
                self._known = {}
                self._read()  # another program may have added some
                self._write()

    def _is_torn(self) -> bool:
        try:
            with self._path.open("rb") as file:
                file.seek(-1, os.SEEK_END)
                return file.read(1) != b"\n"
        except OSError:
            return False

    def _write(self) -> None:
        oldest = self._now() - _KEPT_FOR
        self._known = {key: known for key, known in self._known.items() if known[0] >= oldest}
        fresh = self._path.with_name(self._path.name + ".new")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("w", encoding="ascii") as file:
            for key, (moment, value) in self._known.items():
                file.write(json.dumps([key, moment, value], separators=(",", ":")) + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        self._lines = len(self._known)

    def _locked(self) -> FileLock:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self._path.with_name(self._path.name + ".lock"))


def _entry_key(feed: str, entry: str) -> str:
    return "entry " + hashlib.sha256(f"{feed}\n{entry}".encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _as(kind: type[M], known: tuple[float, dict[str, Any]] | None) -> M | None:
    if known is None:
        return None
    try:
        return kind(**known[1])
    except TypeError:
        return None
