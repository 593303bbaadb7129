"""Keep what could not be read, with its reason, so that it can be tried again and is not lost."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from geo.store.schema import failures

__all__ = ["Failure", "drop_failures", "keep_failure", "read_failures"]

_MOST = 1000
"""Failures kept of one target: a file of which a million rows are broken is one thing to mend."""
_FEW = 500
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read, and how to try again.

    `place` names it in full ("reports.csv:12", an address); `target` is what to give to `geo ingest` again: its file,
    folder or address; `kind` is "file", "page", "feed", "row" or "article"; `options` is a JSON object of what else was
    given ("{}" for nothing). `first` and `last` try are in UTC, None where it is not yet kept.
    """

    place: str
    why: str
    kind: str
    target: str
    options: str = "{}"
    first: datetime | None = None
    last: datetime | None = None
    tries: int = 0


def keep_failure(connection: Connection, failure: Failure, *, at: datetime) -> None:
    """Keep a failure; where the same place failed before, the newest reason stands and its tries are counted."""
    now = at.astimezone(UTC).replace(tzinfo=None)
    place = _kept(failure.place)
    same = failures.c.place == place
    facts = {
        "why": _kept(failure.why),
        "kind": failure.kind,
        "target": _kept(failure.target),
        "options": failure.options,
        "last": now,
    }
    if connection.execute(update(failures).where(same).values(tries=failures.c.tries + 1, **facts)).rowcount:
        return
    of_target = select(func.count()).select_from(failures).where(failures.c.target == facts["target"])
    if connection.execute(of_target).scalar_one() < _MOST:
        connection.execute(insert(failures), facts | {"place": place, "first": now, "tries": 1})


def read_failures(connection: Connection, targets: Collection[str] | None = None) -> list[Failure]:
    """Give the failures kept, of these targets or all, the longest known first."""
    query = select(failures).order_by(failures.c.first, failures.c.place)
    rows = connection.execute(query).all()
    wanted = None if targets is None else {_kept(target) for target in targets}
    return [
        Failure(
            place=row.place,
            why=row.why,
            kind=row.kind,
            target=row.target,
            options=row.options,
            first=row.first.replace(tzinfo=UTC),
            last=row.last.replace(tzinfo=UTC),
            tries=row.tries,
        )
        for row in rows
        if wanted is None or row.target in wanted
    ]


def drop_failures(connection: Connection, places: Collection[str]) -> int:
    """Forget the failures of these places; gives how many there were."""
    ordered = sorted({_kept(place) for place in places})
    dropped = 0
    for at in range(0, len(ordered), _FEW):
        dropped += connection.execute(delete(failures).where(failures.c.place.in_(ordered[at : at + _FEW]))).rowcount
    return dropped


def _kept(words: str) -> str:
    """What a database can hold of a name or a reason: no halves of characters, no NUL, no great length."""
    whole = words.encode("utf-8", "replace").decode().replace("\0", "�")
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"
