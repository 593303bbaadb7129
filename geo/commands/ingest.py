"""`geo ingest`: read articles, find and place what they report, and keep it in the store."""

import json
import sys
import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands import options, web
from geo.commands.opening import open_pipeline, without_password
from geo.commands.outcome import SKIPPED, Problems, complain, guarded, inert, name_problems
from geo.commands.progress import byte_bar

if TYPE_CHECKING:
    from geo.errors import ArticleError
    from geo.geocoder import OnlineFiller
    from geo.pipeline import IngestSummary
    from geo.store import Store

__all__ = ["ingest", "ingest_paths", "online"]

_STOPPED = "stopped; the articles saved so far are kept: run the same command again to go on"


@guarded(on_stop=_STOPPED)
def ingest(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH|URL…",
            help="Files, zip archives or folders, and addresses of web pages; `-` is standard input.",
            show_default=False,
        ),
    ] = None,
    *,
    links: web.Links = None,
    glob: Annotated[
        list[str] | None,
        typer.Option(
            "--glob",
            metavar="PATTERN",
            help="Of folders, read only files that match (`*.pdf`, `reports/*.txt`); may be given again.",
            show_default=False,
        ),
    ] = None,
    store: options.Store = None,
    gazetteer: options.Gazetteer = None,
    actors: options.Actors = None,
    recogniser: options.Recogniser = "trained",
    home: options.Homes = None,
    jobs: options.Jobs = 1,
    no_archive: web.NoArchive = False,
    allow_private: web.AllowPrivate = False,
    allow_ports: web.AllowPorts = "",
    as_json: options.Json = False,
) -> None:
    """Read articles into the store.

    A `.txt`, `.md`, `.html`, `.pdf`, `.docx`, `.odt`, `.rtf` or `.eml` file is one article, and so is a chapter of an
    `.epub`. Title, publisher, author, date and language are the file's own; a `NAME.json` beside `NAME.txt`, or beside
    any of them, may hold `title`, `url`, `source` (the publisher) and `published`. A `.jsonl` file holds one article a
    line: `{"id", "text"}`, and the same fields if known. A `.zip` holds any of these, and so does a folder.
    The format is told by content before the name. What can't be read is named, and the rest goes on.
    What is in the store already is passed over, so the same command takes up a stopped run.

    A web page is fetched from public addresses only, where its site's robots.txt allows it, one a second from one site;
    what was fetched is kept as WARC beside the store. A page that is fetched again updates its article.

    Exit code: 0 when all were read, 3 when some were skipped (each is named, with why).

    Examples:

        geo ingest report.txt

        geo ingest ~/articles archive.jsonl.gz --jobs 4

        geo ingest ~/reports --glob "*.pdf" --glob "*.docx"

        zcat wire.jsonl.gz | geo ingest -

        geo ingest https://www.example.org/news/story --links links.txt

        geo ingest ~/articles --store /srv/dateline/store.sqlite --json

        geo ingest ~/articles --home "Athens Review=Athens, Texas"
    """
    from geo import settings

    began = time.monotonic()
    chosen = settings.store_url(store)
    files, addresses = web.split_links(paths or [], links or [])
    if not files and not addresses:
        raise typer.BadParameter("name what to read", param_hint="PATH|URL…")
    reader = (
        web.open_web(chosen, archive=not no_archive, private=allow_private, ports=allow_ports) if addresses else None
    )
    url, summary, warnings = ingest_paths(
        files,
        chosen,
        addresses=addresses,
        reader=reader,
        globs=glob or (),
        gazetteer=gazetteer,
        actors=actors,
        recogniser=recogniser,
        homes=home or (),
        jobs=jobs,
    )
    _report(url, summary, warnings, seconds=time.monotonic() - began, as_json=as_json)
    if summary.skipped:
        raise typer.Exit(SKIPPED)


def ingest_paths(
    paths: list[Path],
    url: str,
    *,
    addresses: "Sequence[str | ArticleError]" = (),
    reader: "web.Web | None" = None,
    globs: Sequence[str] = (),
    gazetteer: Path | None = None,
    actors: Path | None = None,
    recogniser: str = "trained",
    homes: Sequence[str] = (),
    jobs: int = 1,
) -> tuple[str, "IngestSummary", Problems]:
    """Read articles into the store at `url`: the store's address, the summary, and what metadata was left out.

    `reader` fetches those at the web `addresses`.
    """
    from geo.articles import read_articles, size_of
    from geo.pipeline import ingest as run
    from geo.store import open_store

    warnings = Problems()
    store = open_store(url)
    try:
        pipeline = open_pipeline(gazetteer, actors=actors, recogniser=recogniser, homes=homes)
        with byte_bar("Reading articles", size_of(paths, globs=globs)) as on_bytes:
            articles = read_articles(
                paths,
                globs=globs,
                on_bytes=on_bytes,
                on_warning=warnings.append,
                standard_input=sys.stdin.buffer,
            )
            if reader is not None:
                articles = chain(articles, web.read_addresses(addresses, reader, warn=warnings.append))
            summary = run(articles, store, pipeline, jobs=jobs, complete=online(store))
        return store.url, summary, warnings
    finally:
        store.close()


def online(store: "Store") -> "OnlineFiller | None":
    """What places online what the gazetteer could not; None unless an online geocoder is configured."""
    from geo import settings

    configured = settings.online_geocoder()
    if configured is None:
        return None
    from geo.geocoder import OnlineFiller, open_online

    return OnlineFiller(open_online(configured, cache=store), warn=complain)


def _report(url: str, summary: "IngestSummary", warnings: Problems, *, seconds: float, as_json: bool) -> None:
    shown = without_password(url)
    if as_json:
        record = {
            "added": summary.added,
            "updated": summary.updated,
            "unchanged": summary.unchanged,
            "reports": summary.reports,
            "skipped": [{"where": problem.where, "why": problem.why} for problem in summary.skipped],
            "warnings": [{"where": problem.where, "why": problem.why} for problem in warnings.kept],
            "store": shown,
            "seconds": round(seconds, 2),
        }
        typer.echo(json.dumps(record, ensure_ascii=False))
    else:
        counts = f"{summary.added:,} added, {summary.updated:,} updated, {summary.unchanged:,} unchanged"
        typer.echo(f"Articles: {counts}; {summary.reports:,} reports, in {seconds:.1f} s.")
        typer.echo(f"Store: {inert(shown)}")
    name_problems("Read, but without some of their metadata", warnings.kept, total=warnings.total)
    name_problems("Skipped", summary.skipped)
