"""Keep what an ingest could not read, and give it to a later one again."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import ArticleError

if TYPE_CHECKING:
    from geo.pipeline import IngestSummary
    from geo.store import Failure, Store

__all__ = ["FailureLog", "Retry", "failed_before", "joined", "kept_failures", "retries", "target_of"]

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_PIPED = "standard input"


@dataclass(frozen=True, slots=True)
class Retry:
    """What to ingest again at once: files and addresses, with the columns that were given for them."""

    targets: tuple[str, ...]
    columns: Mapping[str, str]


class FailureLog:
    """The failures of one run: kept as they come, and forgotten where a file or address is read after all.

    `given` are the files, folders and addresses of the run; `whole` says whether folders are read as a whole.
    """

    def __init__(
        self, store: "Store", given: Sequence[str], *, columns: Mapping[str, str] | None = None, whole: bool = True
    ) -> None:
        self._store = store
        self._given = [_absolute(one) for one in given]
        self._options = json.dumps({"columns": dict(columns)} if columns else {}, ensure_ascii=False)
        self._whole = whole
        self._failed: set[str] = set()

    def add(self, problem: ArticleError) -> None:
        """Keep a failure, at once; one that came by standard input can't be given again, and is only named."""
        from geo.store import Failure

        if problem.where.startswith(_PIPED):
            return
        target = target_of(problem.where) or (self._given[0] if len(self._given) == 1 else "")
        place = problem.where if not target or _ADDRESS.match(target) else _placed(problem.where, target)
        self._failed.add(place)
        kind = "page" if _ADDRESS.match(target) else "row" if re.search(r":\d+$", place) else "file"
        self._store.note_failure(Failure(place, problem.why, kind, target, self._options))

    def finish(self) -> int:
        """Forget what was read this time, of all that was given; says how many failures are kept now."""
        kept = self._store.failures()
        read = [f.place for f in kept if f.place not in self._failed and self._covers(f)]
        if read:
            self._store.clear_failures(read)
        return len(kept) - len(read)

    def _covers(self, failure: "Failure") -> bool:
        if failure.target in self._given:
            return True
        return self._whole and any(failure.target.startswith(one + os.sep) for one in self._given)


def failed_before(url: str) -> list[Retry]:
    """What failed in the store at `url`, as it can be ingested again."""
    from geo.store import open_store

    store = open_store(url)
    try:
        return list(retries(store.failures()))
    finally:
        store.close()


def kept_failures(url: str) -> int:
    """How many failures the store at `url` keeps."""
    from geo.store import open_store

    store = open_store(url)
    try:
        return len(store.failures())
    finally:
        store.close()


def joined(summaries: Sequence["IngestSummary"]) -> "IngestSummary":
    """What several runs did together."""
    from geo.pipeline import IngestSummary

    return IngestSummary(
        sum(one.added for one in summaries),
        sum(one.updated for one in summaries),
        sum(one.unchanged for one in summaries),
        sum(one.reports for one in summaries),
        tuple(problem for one in summaries for problem in one.skipped),
    )


def retries(failures: Sequence["Failure"]) -> Iterator[Retry]:
    """What to ingest again: the failures' targets, each once, those with the same columns together."""
    together: dict[str, dict[str, None]] = {}
    for failure in failures:
        if failure.target:
            together.setdefault(failure.options, {})[failure.target] = None
    for options, targets in together.items():
        columns = json.loads(options).get("columns", {})
        yield Retry(tuple(targets), {str(role): str(column) for role, column in columns.items()})


def target_of(where: str) -> str:
    """What to give again for a failure: its address, or the file that it is in (a row's, an archive's); "" if none.

    A file that is gone stands for itself.
    """
    if _ADDRESS.match(where):
        return where
    path = where
    while path and path != os.sep:
        for known in (path, re.sub(r":\d+$", "", path)):
            if os.path.lexists(known):
                return _absolute(known)
        path = os.path.dirname(path)  # noqa: PTH120 - a name, which need not be a path
    return _absolute(where) if os.sep in where or "." in where else ""


def _placed(where: str, target: str) -> str:
    """The failure's name, from whichever folder the file was given."""
    absolute = _absolute(where)
    return absolute if absolute.startswith(target) else f"{target} ({where})"


def _absolute(given: str) -> str:
    return given if _ADDRESS.match(given) else str(Path(given).absolute())
