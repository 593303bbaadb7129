"""Read lists of actors: the one that ships, and a user's own CSV files.

A file has the columns actor_id,name,kind,country,aliases; aliases are joined with "|", and one that begins with "~"
(or "~~") is ambiguous: docs/decisions/0010-actors.md says what that means. A later file's row with an actor_id that
is known already replaces the name, kind and country and adds its aliases.
"""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from geo.errors import ActorListError
from geo.records import Actor, ActorKind

__all__ = ["COLUMNS", "read_actors", "read_list"]

COLUMNS = ("actor_id", "name", "kind", "country", "aliases")
_ID = re.compile(r"[a-z][a-z0-9-]*:[^\s,|]{1,120}")
_LARGEST_FILE = 64 * 1024 * 1024
_LONGEST_LINE = 65_536
_KINDS = {kind.value: kind for kind in ActorKind}


def read_actors(extra: Sequence[Path] = ()) -> tuple[dict[str, Actor], str]:
    """Return the actors by id, in the files' order, and a digest of what was read.

    Raises ActorListError, which names file, line and remedy.
    """
    actors: dict[str, Actor] = {}
    digest = hashlib.sha256()
    shipped = files("geo").joinpath("data", "actors.csv").read_bytes()
    for where, data in [("actors.csv", shipped), *((str(path), _bytes(path)) for path in extra)]:
        digest.update(data)
        for actor in _parse(where, data):
            actors[actor.actor_id] = _merged(actors.get(actor.actor_id), actor)
    return actors, digest.hexdigest()[:16]


def read_list(path: Path) -> list[Actor]:
    """Return the actors of one file. Raises ActorListError, which names file, line and remedy."""
    return list(_parse(str(path), _bytes(path)))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ActorListError(f"{path} is larger than 64 MB, too large for a list of actors; split or shorten it.")
        return path.read_bytes()
    except OSError as error:
        raise ActorListError(f"{path} can't be read ({error.strerror}); check the path and its permissions.") from error


def _parse(where: str, data: bytes) -> Iterator[Actor]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ActorListError(f"{where}, line {line}, is not UTF-8 text; save the list as CSV in UTF-8.") from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ActorListError(f"{where}, line {line}, holds binary data; save the list as CSV in UTF-8.")
    lines = text.splitlines(keepends=True)
    for number, content in enumerate(lines, 1):
        if len(content) > _LONGEST_LINE:
            raise ActorListError(
                f"{where}, line {number}, is {len(content):,} characters long, over the limit of {_LONGEST_LINE:,}; "
                "check that its quotation marks are closed, or shorten it."
            )
    reader = csv.DictReader(lines, strict=True)
    seen: dict[str, int] = {}
    line = 0
    try:
        missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
        if missing:
            raise ActorListError(
                f"{where}, line 1, lacks the column {', '.join(missing)}; begin the file with {','.join(COLUMNS)}."
            )
        line = reader.line_num
        for row in reader:
            actor = _actor(f"{where}, line {reader.line_num}", row)
            if actor.actor_id in seen:
                raise ActorListError(
                    f"{where}, line {reader.line_num}, repeats the actor_id {actor.actor_id} of line "
                    f"{seen[actor.actor_id]}; join the two rows."
                )
            seen[actor.actor_id] = line = reader.line_num
            yield actor
    except csv.Error as error:
        raise ActorListError(
            f"{where}, line {line + 1}, is not well-formed CSV ({error}); check its quotation marks."
        ) from error


def _actor(where: str, row: dict[str | None, str | list[str] | None]) -> Actor:
    cells = {c: str(row.get(c) or "").strip() for c in COLUMNS}
    if None in row:
        raise ActorListError(
            f'{where}, has more cells than columns; put a cell that holds a comma in "quotation marks".'
        )
    if not _ID.fullmatch(cells["actor_id"]):
        raise ActorListError(
            f"{where}, has the actor_id {cells['actor_id'][:60]!r}; write it as kind:name, such as group:my-group."
        )
    if not any(c.isalnum() for c in cells["name"]):
        raise ActorListError(f"{where}, has no name; write the actor's name in the column name.")
    if cells["kind"] not in _KINDS:
        raise ActorListError(f"{where}, has the kind {cells['kind'][:60]!r}; choose one of {', '.join(_KINDS)}.")
    if cells["country"] and not re.fullmatch(r"[A-Za-z]{2}", cells["country"]):
        raise ActorListError(
            f"{where}, has the country {cells['country'][:60]!r}; write two letters, such as SY, or nothing."
        )
    aliases = _distinct(a.strip() for a in cells["aliases"].split("|"))
    return Actor(cells["actor_id"], cells["name"], _KINDS[cells["kind"]], aliases, cells["country"].upper())


def _merged(known: Actor | None, new: Actor) -> Actor:
    if known is None:
        return new
    aliases = _distinct([*new.aliases, *known.aliases, *([known.name] if known.name != new.name else [])])
    return Actor(new.actor_id, new.name, new.kind, aliases, new.country or known.country)


def _distinct(aliases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for a in aliases if any(c.isalnum() for c in a)))
