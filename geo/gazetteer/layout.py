"""Write and read the index's one file: sections of bytes, then a table of them, guarded by digests.

A preamble of 64 bytes (magic, where the table lies, its SHA-256) is written last: a file that was cut off, or whose
head was damaged, is known at once without reading it all. Readers map the file; a rebuilt one replaces
it in one step, and whoever has the old one open keeps it.
"""

import hashlib
import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from geo.errors import GazetteerError

__all__ = ["LAYOUT", "IndexFile", "IndexWriter"]

LAYOUT = 1
"""Number of this layout; a file with another one is rebuilt."""

_MAGIC = b"DATELINE-PLACES\n"
_PREAMBLE = struct.Struct("<16sQQ32s")
_ALIGNMENT = 64
_REMEDY = "run `python -m geo gazetteer build`"


class IndexWriter:
    """Writes sections one after the other; the file counts only once `finish` has run."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")
        self._file.write(bytes(_PREAMBLE.size))
        self._sections: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def add(self, name: str, array: NDArray[Any]) -> None:
        """Append an array of one dimension."""
        array = np.ascontiguousarray(array)
        with self._section(name, array.dtype.newbyteorder("<").str) as write:
            view = array.astype(array.dtype.newbyteorder("<"), copy=False).data.cast("B")
            for start in range(0, len(view), 1 << 24):
                write(view[start : start + (1 << 24)])

    def add_file(self, name: str, path: Path) -> None:
        """Append a file's bytes."""
        with self._section(name, "|u1") as write, path.open("rb") as file:
            while block := file.read(1 << 20):
                write(block)

    @contextmanager
    def _section(self, name: str, dtype: str) -> Iterator[Any]:
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))
        start, checksum = self._file.tell(), 0

        def write(block: Any) -> None:
            nonlocal checksum
            checksum = zlib.crc32(block, checksum)
            self._file.write(block)

        yield write
        size = self._file.tell() - start
        self._sections[name] = {"start": start, "size": size, "dtype": dtype, "crc32": checksum}

    def finish(self, facts: dict[str, Any]) -> None:
        """Write the table, then the preamble that makes the file valid; `facts` must be fit for JSON."""
        table = json.dumps({"layout": LAYOUT, "sections": self._sections, **facts}, sort_keys=True).encode()
        start = self._file.tell()
        self._file.write(table)
        self._file.flush()
        self._file.seek(0)
        self._file.write(_PREAMBLE.pack(_MAGIC, start, len(table), hashlib.sha256(table).digest()))
        self._file.flush()
        os.fsync(self._file.fileno())


class IndexFile:
    """A mapped index file: `facts` of its table, and its sections as read-only arrays.

    Raises GazetteerError when missing, cut off, damaged at its head, or of another layout.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError:
            raise GazetteerError(f"There is no place index at {path}: {_REMEDY}.") from None
        except ValueError:
            raise GazetteerError(f"The place index {path} is empty: {_REMEDY}.") from None
        except OSError as error:
            raise GazetteerError(
                f"The place index {path} can't be read ({error.strerror}): mend its permissions, or {_REMEDY}."
            ) from None
        self.facts: dict[str, Any] = self._read_table()
        if self.facts.get("layout") != LAYOUT:
            raise GazetteerError(f"The place index {path} was written by another version of Dateline: {_REMEDY}.")

    def _read_table(self) -> dict[str, Any]:
        broken = GazetteerError(f"The place index {self.path} is damaged: {_REMEDY}.")
        if len(self._map) < _PREAMBLE.size:
            raise broken
        magic, start, size, digest = _PREAMBLE.unpack_from(self._map)
        if magic != _MAGIC or start + size != len(self._map):
            raise broken
        table = self._map[start : start + size]
        if hashlib.sha256(table).digest() != digest:
            raise broken
        facts: dict[str, Any] = json.loads(table)
        return facts

    def section(self, name: str) -> NDArray[Any]:
        """A section as a read-only array over the mapped file."""
        entry = self.facts["sections"][name]
        dtype = np.dtype(entry["dtype"])
        return np.frombuffer(self._map, dtype, count=entry["size"] // dtype.itemsize, offset=entry["start"])

    def damaged_sections(self) -> list[str]:
        """Names of the sections whose bytes are not those that were written; reads the whole file."""
        return [
            name
            for name, entry in self.facts["sections"].items()
            if zlib.crc32(memoryview(self._map)[entry["start"] : entry["start"] + entry["size"]]) != entry["crc32"]
        ]
