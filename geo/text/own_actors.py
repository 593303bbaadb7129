"""Add actors to a user's own list (CSV), and take them out again.

The file keeps its columns, its order and whatever else stands in it; it is replaced in one step, so that whoever
reads it finds the old list or the new one.
"""

import csv
import io
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from geo.errors import ActorListError
from geo.records import Actor, ActorKind
from geo.text.actor_files import COLUMNS, read_list
from geo.text.naming import slug

__all__ = ["PREFIXES", "add_actor", "new_id", "remove_actor"]

PREFIXES = {
    ActorKind.STATE: "state",
    ActorKind.PERSON: "person",
    ActorKind.ORGANISATION: "org",
    ActorKind.ARMED_GROUP: "group",
    ActorKind.BODY: "body",
    ActorKind.PEOPLE: "people",
}
"""How the ids of each kind begin."""


def new_id(name: str, kind: ActorKind) -> str:
    """The id that an actor of this name gets: `group:grey-wolves`."""
    return f"{PREFIXES[kind]}:{slug(name)}"


def add_actor(path: Path, actor: Actor) -> None:
    """Add an actor to the list, which is begun where there is none.

    Raises ActorListError where the list holds its id already, where the row is not well-formed, or where the file can't
    be read or written.
    """
    fields, rows = _rows(path)
    line = next((n for n, row in enumerate(rows, 2) if row["actor_id"] == actor.actor_id), 0)
    if line:
        raise ActorListError(
            f"{path}, line {line}, holds {actor.actor_id} already; take it out first (geo actors remove "
            f"{actor.actor_id}), or edit that line."
        )
    cells = (actor.actor_id, actor.name, actor.kind.value, actor.country, "|".join(actor.aliases))
    _write(path, fields, [*rows, dict(zip(COLUMNS, cells, strict=True))])


def remove_actor(path: Path, actor_id: str) -> Actor:
    """Take an actor out of the list and return it as it was; raises ActorListError where it is not there."""
    known = {actor.actor_id: actor for actor in read_list(path)} if path.exists() else {}
    if actor_id not in known:
        raise ActorListError(f"{path} holds no {actor_id[:60]}; geo actors list names those that it holds.")
    fields, rows = _rows(path)
    _write(path, fields, [row for row in rows if row["actor_id"].strip() != actor_id])
    return known[actor_id]


def _rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    if not path.exists():
        return list(COLUMNS), []
    read_list(path)  # says what is wrong with it, where something is
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    rows = [{name: cell or "" for name, cell in row.items()} for row in reader]
    return list(reader.fieldnames or COLUMNS), rows


def _write(path: Path, fields: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(fields), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(out.getvalue(), encoding="utf-8")
        try:
            read_list(draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except ActorListError as error:
        raise ActorListError(str(error).replace(str(draft), str(path))) from error
    except (OSError, UnicodeEncodeError) as error:
        why = getattr(error, "strerror", None) or "half of a character in a name"
        raise ActorListError(f"{path} can't be written ({why}); check the path and its permissions.") from error
