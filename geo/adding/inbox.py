"""Keep what editors give until it is read: one folder a file, named by its content, beside the store.

Names from outside never name a folder, and a file's only after they were made safe; what is read leaves, what failed
stays for another try.
"""

import hashlib
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from geo import settings
from geo.adding.trouble import writing

__all__ = ["Inbox", "safe_name"]

_LIST = "list"
_MOST = 80
_MOST_BYTES = 180
_SUFFIX = 12
_UNSAFE = frozenset('<>:"|?*`$')


class Inbox:
    """The folder of one store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    @classmethod
    def of(cls, store: str) -> "Inbox":
        """The inbox beside the store at `store` (`store.sqlite` → `store.inbox`); of a server's, in the data folder."""
        return cls(settings.beside_store(store, "inbox", own=True))

    def keep(self, name: str, data: bytes, *, beside: bytes = b"") -> Path:
        """Write a file, with the metadata `beside` it if any; the same again gives the same path.

        Raises Refused where it can't be written.
        """
        path = self.path_of(name, data, beside=beside)
        with writing(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            if beside:
                _write(path.with_suffix(".json"), beside)
            _write(path, data)
        return path

    def path_of(self, name: str, data: bytes, *, beside: bytes = b"") -> Path:
        """Where a file lies, or would."""
        safe = safe_name(name)
        parts = (safe.encode(), hashlib.sha256(data).digest(), hashlib.sha256(beside).digest())
        return self.folder / hashlib.sha256(b"\0".join(parts)).hexdigest()[:16] / safe

    def keep_list(self, lines: Sequence[str]) -> Path:
        """Write a list of paths or addresses for a command to read, one a line."""
        return self.keep(_LIST, "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))

    def free(self, path: Path) -> None:
        """Take a file out, with what lies beside it; anything outside the inbox is left alone."""
        part = self.part(str(path))
        if part:
            shutil.rmtree(self.folder / part, ignore_errors=True)

    def part(self, where: str) -> str:
        """Which of the inbox's files a place is in (or is): the name of its folder; "" for one elsewhere."""
        start = f"{self.folder}{os.sep}"
        part = where[len(start) :].partition(os.sep)[0] if where.startswith(start) else ""
        return part if len(part) == 16 and part.isalnum() else ""

    def shown(self, where: str) -> str:
        """A place as people know it: a file of the inbox by its own name."""
        part = self.part(where)
        return where[len(f"{self.folder}{os.sep}{part}{os.sep}") :] or part if part else where

    def files(self) -> Iterator[Path]:
        """Every file that was given, lists and metadata apart."""
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if not self.part(f"{folder}{os.sep}x"):
                continue
            names = sorted(path for path in folder.iterdir() if path.name != _LIST and path.name[0] != ".")
            whole = [path for path in names if path.suffix != ".json"] or names
            yield from whole


def safe_name(name: str) -> str:
    """A file's name without what could lead elsewhere, hide, or be taken for an option: a last part, bounded."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(
        "_" if c in _UNSAFE else c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C"
    )
    tidy = " ".join(plain.split()).lstrip(".- ").rstrip(". ")
    suffix = "".join(PurePosixPath(tidy).suffixes[-2:]) if tidy.lower().endswith(".gz") else PurePosixPath(tidy).suffix
    suffix = suffix if len(suffix.encode()) <= _SUFFIX else ""
    stem = tidy.removesuffix(suffix)[:_MOST]
    while len(stem.encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip('. ') or 'article'}{suffix}"


def _write(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
