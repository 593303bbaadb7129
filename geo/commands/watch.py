"""`geo watch`: follow feeds, and keep what is new in them as it comes."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands import events as telling
from geo.commands import options, web
from geo.commands.ingest import online
from geo.commands.kept import FailureLog
from geo.commands.opening import open_pipeline
from geo.commands.outcome import SKIPPED, complain, guarded, inert
from geo.commands.signals import handled

if TYPE_CHECKING:
    from geo.articles.web.opening import Web
    from geo.articles.web.stopping import Stop
    from geo.errors import ArticleError
    from geo.pipeline import IngestSummary, Pipeline
    from geo.records import Article
    from geo.store import Store

__all__ = ["watch"]

_EVERY = re.compile(r"(\d{1,6})\s*(s|m|h|d)?", re.IGNORECASE)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SHORTEST = 60.0


@guarded(on_stop="stopped; the articles saved so far are kept: run the same command again to go on")
def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="FEED…",
            help="Addresses of feeds (RSS, Atom, JSON Feed), and files that list some: OPML, or one address a line.",
            show_default=False,
        ),
    ],
    *,
    every: Annotated[
        str,
        typer.Option("--every", metavar="TIME", help="How often to look: `15m`, `2h`, `1d`; at most once a minute."),
    ] = "15m",
    rounds: Annotated[
        int | None, typer.Option("--rounds", metavar="N", min=1, help="Stop after so many looks.", show_default=False)
    ] = None,
    store: options.Store = None,
    gazetteer: options.Gazetteer = None,
    actors: options.Actors = None,
    recogniser: options.Recogniser = "trained",
    home: options.Homes = None,
    no_archive: web.NoArchive = False,
    allow_private: web.AllowPrivate = False,
    allow_ports: web.AllowPorts = "",
    events: telling.Option = False,
) -> None:
    """Follow feeds: read what is new in them, now and then, until it is stopped.

    An entry's article is read from the feed where the feed has all of it, otherwise from its page, and only once. What
    can't be had now is tried again in later rounds. Each round is reported in one line; what went wrong is named on
    stderr. It goes on when the network is away, and starts where it stopped. Ctrl-C ends it once the article at hand is
    saved.

    With `--events`, each article is told as `geo ingest --events` tells it, and each round in a line with the outcome
    "summary": `{"feeds", "added", "updated", "unchanged", "skipped", "reports"}`.

    Exit code: 0, also when it is stopped; 1 where the store or the feeds' list can't be used; 3 when, with `--rounds`,
    something could not be read.

    Examples:

        geo watch https://www.example.org/rss.xml --every 30m

        geo watch subscriptions.opml

        geo watch feeds.txt --rounds 1
    """
    from geo import settings
    from geo.articles.web.stopping import Stop, Stopped
    from geo.errors import StoreError
    from geo.store import open_store

    pause = _seconds(every)
    addresses = _addresses(feeds)
    teller = telling.Events(on=events)
    stop = Stop()
    chosen = settings.store_url(store)
    reader = web.open_web(chosen, archive=not no_archive, private=allow_private, ports=allow_ports, stop=stop)
    opened = open_store(chosen)
    try:
        if opened.summary().articles == 0:
            reader.seen.forget()  # a new store: what an earlier one held is read again
        pipeline = open_pipeline(gazetteer, actors=actors, recogniser=recogniser, homes=home or ())
        with handled(stop):
            done = failed = 0
            try:
                while not stop.asked and (rounds is None or done < rounds):
                    done += 1
                    last = rounds is not None and done >= rounds
                    try:
                        failed += _round(
                            addresses,
                            reader,
                            opened,
                            pipeline,
                            stop=stop,
                            teller=teller,
                            following=None if last else pause,
                        )
                    except StoreError as error:
                        if last or done == 1:
                            raise
                        complain(f"{error} The next look goes on from here.")
                    if not last:
                        with stop.waiting():
                            time.sleep(pause)
            except Stopped:
                pass
            if stop.asked and not events:
                typer.echo("Stopped; all that was read is saved.")
    finally:
        opened.close()
    if rounds is not None and failed and not stop.asked:
        raise typer.Exit(SKIPPED)


def _round(
    addresses: list[str],
    reader: "Web",
    store: "Store",
    pipeline: "Pipeline",
    *,
    stop: "Stop",
    teller: telling.Events,
    following: float | None,
) -> int:
    """Look at every feed once, and say in one line what came of it; gives how much could not be read.

    A page that is not tried again goes into the store's list of failures.
    """
    from geo.articles.web import FetchError

    failed: set[str] = set()
    found = teller.following(_entries(addresses, reader, stop, failed.add), web=True)
    first = next(found, None)
    summary: IngestSummary | None = None
    if first is not None:
        from geo.pipeline import ingest as run

        log = FailureLog(store, [])

        def keep(problem: "ArticleError") -> None:
            later = isinstance(problem, FetchError) and problem.passing
            if not later and problem.where not in addresses:
                log.add(problem)
            teller.skipped(problem)

        summary = run(
            chain([first], found), store, pipeline, complete=online(store), on_saved=teller.saved, on_skipped=keep
        )
        for problem in summary.skipped:
            complain(str(problem))
    if teller.on:
        teller.sum_up(_record(len(addresses), summary))
    else:
        typer.echo(inert(_line(len(addresses), len(failed), summary, following, stop)))
    return len(summary.skipped) if summary is not None else 0


def _line(feeds: int, failed: int, summary: "IngestSummary | None", following: float | None, stop: "Stop") -> str:
    parts = [f"{feeds:,} {'feed' if feeds == 1 else 'feeds'}" + (f" ({failed:,} not read)" if failed else "")]
    if summary is not None:
        parts.append(f"{summary.added:,} new")
        parts += [f"{summary.updated:,} updated"] if summary.updated else []
        parts += [f"{summary.unchanged:,} known"] if summary.unchanged else []
        skipped = len(summary.skipped) - failed
        parts += [f"{skipped:,} skipped"] if skipped > 0 else []
        parts.append(f"{summary.reports:,} {'report' if summary.reports == 1 else 'reports'}")
    else:
        parts.append("nothing new")
    now = datetime.now()
    tail = f"; next look at {now + timedelta(seconds=following):%H:%M}" if following and not stop.asked else ""
    return f"{now:%Y-%m-%d %H:%M}: {', '.join(parts)}{tail}."


def _record(feeds: int, summary: "IngestSummary | None") -> dict[str, object]:
    return {
        "feeds": feeds,
        "added": summary.added if summary is not None else 0,
        "updated": summary.updated if summary is not None else 0,
        "unchanged": summary.unchanged if summary is not None else 0,
        "skipped": len(summary.skipped) if summary is not None else 0,
        "reports": summary.reports if summary is not None else 0,
    }


def _entries(
    addresses: list[str], reader: "Web", stop: "Stop", on_failure: Callable[[str], None]
) -> "Iterator[Article | ArticleError]":
    """What is new in every feed, until asked to stop; `on_failure` is told of feeds that could not be read."""
    from geo.errors import ArticleError

    for address in addresses:
        for found in reader.feeds.read(address):
            if isinstance(found, ArticleError) and found.where == address:
                on_failure(address)
            yield found
        if stop.asked:
            return


def _addresses(words: list[str]) -> list[str]:
    """The addresses of the feeds that are named, each once; raises ArticleError where a list can't be used."""
    from geo.articles.web import is_link, read_feed_list
    from geo.errors import ArticleError

    found: dict[str, None] = {}
    for word in words:
        if is_link(word):
            found[word] = None
            continue
        for address in read_feed_list(Path(word)):
            if isinstance(address, ArticleError):
                raise address
            found[address] = None
    return list(found)


def _seconds(every: str) -> float:
    parsed = _EVERY.fullmatch(every.strip())
    if parsed is None:
        raise typer.BadParameter(f"“{every}” is no time like 15m, 2h or 1d", param_hint="--every")
    return max(_SHORTEST, float(int(parsed[1]) * _UNITS[(parsed[2] or "m").lower()]))
