"""`geo parse`: JSON Lines of articles in, JSON Lines of places and actors out."""

import json
import math
import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from geo.commands import options
from geo.commands.opening import open_pipeline
from geo.commands.outcome import SKIPPED, complain, guarded
from geo.errors import ArticleError
from geo.records import Article, ParsedArticle, ResolvedToponym
from geo.vicinities import anchor_ids

__all__ = ["as_record", "parse"]


@guarded()
def parse(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="JSON Lines, or any file that `geo ingest` reads; none or `-`: stdin."),
    ] = None,
    *,
    gazetteer: options.Gazetteer = None,
    actors: options.Actors = None,
    recogniser: options.Recogniser = "trained",
    jobs: options.Jobs = 1,
) -> None:
    """Find and place what articles report, without keeping it: JSON Lines in, JSON Lines out, in order.

    In: `{"id", "text"}`, and optionally `title`, `url`, `source`, `published`, which may help. A file of another format
    that `geo ingest` reads (a PDF, a web page, a table, an archive of them) gives a line for each article in it, with
    the `text` that the offsets count in.
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

        geo parse report.pdf > places.jsonl
    """
    from geo.pipeline import FailedArticle, parse_stream

    path = file or Path("-")
    if path == Path("-") and sys.stdin.isatty():
        complain("reading articles from the keyboard, JSON Lines or text; end with Ctrl-D")
    sent: deque[tuple[str | int, bool]] = deque()
    failures = 0

    def refuse(problem: str) -> None:
        nonlocal failures
        failures += 1
        complain(problem)

    pipeline = open_pipeline(gazetteer, actors=actors, recogniser=recogniser)
    for outcome in parse_stream(_articles(path, sent, refuse), pipeline, jobs=jobs):
        given_id, verbatim = sent.popleft()
        if isinstance(outcome, FailedArticle):
            refuse(f"{outcome.where}: {outcome.why}")
        else:
            record = as_record(outcome, given_id=given_id)
            record |= {} if verbatim else {"text": outcome.article.text}
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
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


def _articles(path: Path, sent: deque[tuple[str | int, bool]], refuse: Callable[[str], None]) -> Iterator[Article]:
    """The articles to parse; of each, `sent` keeps the id as it was given and whether its text was given as it is."""
    from geo.articles.given import read_given

    for found in read_given(path, standard_input=sys.stdin.buffer):
        if isinstance(found, ArticleError):
            refuse(str(found))
        else:
            given_id, article, verbatim = found
            sent.append((given_id, verbatim))
            yield article
