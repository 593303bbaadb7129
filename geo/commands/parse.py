"""`geo parse`: JSON Lines of articles in, JSON Lines of places and actors out."""

import gzip
import json
import math
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands import options
from geo.commands.opening import open_pipeline
from geo.commands.outcome import SKIPPED, complain, guarded
from geo.errors import ArticleError
from geo.records import Article, ParsedArticle, ResolvedToponym
from geo.vicinities import anchor_ids

if TYPE_CHECKING:
    from geo.articles import LineSource

__all__ = ["as_record", "parse"]


@guarded()
def parse(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="JSON Lines (.gz too); standard input where none is given, or for `-`."),
    ] = None,
    *,
    gazetteer: options.Gazetteer = None,
    actors: options.Actors = None,
    recogniser: options.Recogniser = "trained",
    jobs: options.Jobs = 1,
) -> None:
    """Find and place what articles report, without keeping it: JSON Lines in, JSON Lines out, in order.

    In: `{"id", "text"}`, and optionally `title`, `url`, `source`, `published`, which may help.
    Out: `{"id", "toponyms": [{"start", "end", "name", "place_id", "lat", "lon", "role", "score", "reason"}],
    "actors": [{"start", "end", "name", "actor_id", "kind"}], "vicinities": […],
    "focus": [{"place_id", "name", "share"}]}`.

    Offsets count characters of `text`; a toponym's `name` is what stands there, an actor's is the actor's own;
    `place_id`, `lat` and `lon` are null where a place was found, but not placed.
    `role` is `literal`, `associative` ("Moscow hinted"), or `filed` for the place of a dateline ("BEIRUT (AP) —").
    `vicinities` are what the text describes by other places ("50 miles south of Latakia"): as toponyms, with the
    circle's `radius_km`, what it is called (`described`) and the place_ids that it leans on (`anchors`).
    `focus` is what the article is about, most of all first: a country or two, and places in them; `share` is what part
    of all that it says of places is of this one. Empty where it says too little of any.
    A line that can't be read is named on stderr, and the rest goes on.

    Exit code: 0 when all lines were read, 3 when some were not.

    Examples:

        geo parse articles.jsonl > places.jsonl

        zcat archive.jsonl.gz | geo parse --jobs 4 | head
    """
    from geo.pipeline import FailedArticle, parse_stream

    ids: deque[str | int] = deque()
    failures = 0

    def refuse(problem: str) -> None:
        nonlocal failures
        failures += 1
        complain(problem)

    pipeline = open_pipeline(gazetteer, actors=actors, recogniser=recogniser)
    with _source(file) as (stream, where):
        for outcome in parse_stream(_articles(stream, where, ids, refuse), pipeline, jobs=jobs):
            given_id = ids.popleft()
            if isinstance(outcome, FailedArticle):
                refuse(f"{outcome.where}: {outcome.why}")
            else:
                sys.stdout.write(json.dumps(as_record(outcome, given_id=given_id), ensure_ascii=False) + "\n")
                sys.stdout.flush()  # whoever sends a line and waits gets its answer
    if failures:
        raise typer.Exit(SKIPPED)


def as_record(parsed: ParsedArticle, *, given_id: str | int) -> dict[str, object]:
    """One line of output, in the form that `geo parse --help` promises."""
    return {
        "id": given_id,
        "toponyms": [_toponym(toponym) for toponym in parsed.toponyms],
        "actors": [
            {"start": m.start, "end": m.end, "name": m.name, "actor_id": m.actor_id, "kind": m.kind.value}
            for m in parsed.actors
        ],
        "vicinities": [_vicinity(vicinity) for vicinity in parsed.vicinities],
        "focus": [{"place_id": f.place.place_id, "name": f.place.name, "share": f.share} for f in parsed.focus],
    }


def _toponym(toponym: ResolvedToponym) -> dict[str, object]:
    place = toponym.place if toponym.place and math.isfinite(toponym.place.lat) else None
    return {
        "start": toponym.start,
        "end": toponym.end,
        "name": toponym.surface,
        "place_id": place.place_id if place else None,
        "lat": round(float(place.lat), 5) if place else None,
        "lon": round(float(place.lon), 5) if place else None,
        "role": toponym.role.value,
        "score": round(float(toponym.score), 4),
        "reason": toponym.reason,
    }


def _vicinity(vicinity: ResolvedToponym) -> dict[str, object]:
    assert vicinity.place is not None
    return _toponym(vicinity) | {
        "described": vicinity.place.name,
        "radius_km": vicinity.place.radius_km,
        "anchors": list(anchor_ids(vicinity.place.place_id)),
    }


def _articles(
    stream: "LineSource", where: str, ids: deque[str | int], refuse: Callable[[str], None]
) -> Iterator[Article]:
    from geo.articles import read_json_records

    for found in read_json_records(stream, where, verbatim=True):
        if isinstance(found, ArticleError):
            refuse(str(found))
        else:
            ids.append(found[0])
            yield found[1]


@contextmanager
def _source(file: Path | None) -> Iterator[tuple["LineSource", str]]:
    if file is None or str(file) == "-":
        if sys.stdin.isatty():
            complain("reading JSON Lines from the keyboard; end with Ctrl-D")
        yield sys.stdin.buffer, "standard input"
        return
    try:
        raw = file.open("rb")
    except OSError as error:
        raise ArticleError(str(file), f"can't be read ({error.strerror}); check the path") from error
    with raw:
        if file.name.lower().endswith(".gz"):
            yield gzip.GzipFile(fileobj=raw), str(file)
        else:
            yield raw, str(file)
