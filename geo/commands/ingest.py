"""`geo ingest`: read articles, find and place what they report, and keep it in the store."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands import events as telling
from geo.commands import options, web
from geo.commands.kept import FailureLog, failed_before, joined, kept_failures
from geo.commands.opening import open_pipeline, without_password
from geo.commands.outcome import SKIPPED, Problems, complain, guarded, inert, name_problems
from geo.commands.progress import byte_bar

if TYPE_CHECKING:
    from geo.articles.web.opening import Web
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
    files: Annotated[
        list[Path] | None,
        typer.Option(
            "--files",
            metavar="FILE",
            help="A list of files and folders to read: one path a line; may be given again.",
            show_default=False,
        ),
    ] = None,
    glob: Annotated[
        list[str] | None,
        typer.Option(
            "--glob",
            metavar="PATTERN",
            help="Of folders, read only files that match (`*.pdf`, `reports/*.txt`); may be given again.",
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        str,
        typer.Option(
            "--columns",
            metavar="ROLE=COLUMN,…",
            help="Of tables, which column is what (`text=body,published=date`); others are guessed, and all are said.",
            show_default=False,
        ),
    ] = "",
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read what could not be read before, from where it was.")
    ] = False,
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
    events: telling.Option = False,
) -> None:
    """Read articles into the store.

    A `.txt`, `.md`, `.html`, `.pdf`, `.docx`, `.odt`, `.rtf` or `.eml` file is one article, and so is a chapter of an
    `.epub`. Title, publisher, author, date and language are the file's own; a `NAME.json` beside `NAME.txt`, or beside
    any of them, may hold `title`, `url`, `source` (the publisher) and `published`. A `.jsonl` file holds one article a
    line: `{"id", "text"}`, and the same fields if known. A `.zip` holds any of these, and so does a folder.
    A table (`.csv`, `.tsv`, `.xlsx`, `.parquet`, `.json`, `.ndjson`) holds an article a row, whatever its columns are
    called; exports of GDELT, ACLED, Media Cloud and NewsAPI are known, and coordinates that come with a row are kept.
    The format is told by content before the name. What can't be read is named, and the rest goes on; it is kept in a
    list, which `--retry-failed` goes through again.
    What is in the store already is passed over, so the same command takes up a stopped run.

    A web page is fetched from public addresses only, where its site's robots.txt allows it, one a second from one site;
    what was fetched is kept as WARC beside the store. A page that is fetched again updates its article.

    With `--events`, a line of JSON tells of each article when it is done: `{"outcome", "where", "id", "title",
    "reports", "places"}`, the outcome being "added", "updated" or "unchanged"; or `{"outcome": "skipped", "where",
    "why"}`. The last line is what `--json` writes, with the outcome "summary"; a run that was stopped has none.

    Exit code: 0 when all were read, 3 when some were skipped (each is named, with why).

    Examples:

        geo ingest report.txt

        geo ingest ~/articles archive.jsonl.gz --jobs 4

        geo ingest ~/reports --glob "*.pdf" --glob "*.docx"

        zcat wire.jsonl.gz | geo ingest -

        geo ingest https://www.example.org/news/story --links links.txt

        geo ingest clippings.csv --columns "text=Full article,published=Seen on"

        geo ingest --retry-failed

        geo ingest ~/articles --store /srv/dateline/store.sqlite --json

        geo ingest ~/articles --home "Athens Review=Athens, Texas"
    """
    from geo import settings

    began = time.monotonic()
    chosen = settings.store_url(store)
    roles = _roles(columns)
    named, addresses = web.split_links(paths or [], links or [])
    named += [path for one in files or () for path in _listed(one)]
    teller = telling.Events(on=events)
    again = failed_before(chosen) if retry_failed else []
    if not named and not addresses and not retry_failed and not files:
        raise typer.BadParameter("name what to read", param_hint="PATH|URL…")
    if retry_failed and not (again or named or addresses) and not events:
        typer.echo("Nothing is kept for another try.")
        return
    rounds: list[tuple[list[Path], list[str | ArticleError], Mapping[str, str], Sequence[str]]] = [
        (*web.split_links(retry.targets, []), {**retry.columns, **roles}, ()) for retry in again
    ]
    if named or addresses:
        rounds.insert(0, (named, addresses, roles, glob or ()))
    warnings = Problems()
    summaries = []
    url = chosen
    with telling.stoppable(on=events):
        for some_files, some_addresses, said, globs in rounds:
            reader = (
                web.open_web(chosen, archive=not no_archive, private=allow_private, ports=allow_ports)
                if some_addresses
                else None
            )
            url, summary, problems = ingest_paths(
                some_files,
                chosen,
                addresses=some_addresses,
                reader=reader,
                globs=globs,
                columns=said,
                gazetteer=gazetteer,
                actors=actors,
                recogniser=recogniser,
                homes=home or (),
                jobs=jobs,
                events=teller,
            )
            summaries.append(summary)
            warnings.extend(problems)
    summary = joined(summaries)
    seconds = time.monotonic() - began
    if events:
        teller.sum_up(_record(url, summary, warnings, kept_failures(chosen), seconds))
    else:
        _report(url, summary, warnings, kept_failures(chosen), seconds=seconds, as_json=as_json)
    if summary.skipped:
        raise typer.Exit(SKIPPED)


def ingest_paths(
    paths: list[Path],
    url: str,
    *,
    addresses: "Sequence[str | ArticleError]" = (),
    reader: "Web | None" = None,
    globs: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    gazetteer: Path | None = None,
    actors: Path | None = None,
    recogniser: str = "trained",
    homes: Sequence[str] = (),
    jobs: int = 1,
    events: telling.Events | None = None,
) -> tuple[str, "IngestSummary", Problems]:
    """Read articles into the store at `url`: the store's address, the summary, and what metadata was left out.

    `reader` fetches those at the web `addresses`; `columns` says which column of a table is what ("text" → "body").
    What can't be read is kept in the store's list of failures, and what is read now leaves it. `events` are told of
    each article.
    """
    from geo.articles import read_articles, size_of
    from geo.articles.tables import asking
    from geo.pipeline import ingest as run
    from geo.store import open_store

    warnings = Problems()
    teller = events or telling.Events(on=False)
    store = open_store(url)
    try:
        pipeline = open_pipeline(gazetteer, actors=actors, recogniser=recogniser, homes=homes)
        named = [*map(str, paths), *(address for address in addresses if isinstance(address, str))]
        failures = FailureLog(store, named, columns=columns, whole=not globs)
        with (
            asking(columns, tell=_tell),
            byte_bar("Reading articles", size_of(paths, globs=globs)) as on_bytes,
        ):
            articles = teller.following(
                read_articles(
                    paths,
                    globs=globs,
                    on_bytes=on_bytes,
                    on_file=teller.begin,
                    on_warning=warnings.append,
                    standard_input=sys.stdin.buffer,
                )
            )
            if reader is not None:
                fetched = web.read_addresses(addresses, reader, warn=warnings.append)
                articles = chain(articles, teller.following(fetched, web=True))

            def skip(problem: "ArticleError") -> None:
                failures.add(problem)
                teller.skipped(problem)

            summary = run(
                articles,
                store,
                pipeline,
                jobs=jobs,
                complete=online(store),
                on_saved=teller.saved,
                on_skipped=skip,
            )
        failures.finish()
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


def _roles(columns: str) -> dict[str, str]:
    from geo.articles.tables import read_columns

    try:
        return read_columns(columns)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--columns") from error


def _listed(file: Path) -> list[Path]:
    """The paths in a list of files."""
    try:
        lines = file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError as error:
        raise typer.BadParameter(f"{file} can't be read ({error.strerror})", param_hint="--files") from error
    return [Path(line) for line in lines if line.strip()]


def _tell(where: str, columns: str) -> None:
    typer.echo(inert(f"{where}: {columns}"), err=True)


def _report(
    url: str, summary: "IngestSummary", warnings: Problems, kept: int, *, seconds: float, as_json: bool
) -> None:
    shown = without_password(url)
    if as_json:
        typer.echo(json.dumps(_record(url, summary, warnings, kept, seconds), ensure_ascii=False))
    else:
        counts = f"{summary.added:,} added, {summary.updated:,} updated, {summary.unchanged:,} unchanged"
        typer.echo(f"Articles: {counts}; {summary.reports:,} reports, in {seconds:.1f} s.")
        typer.echo(f"Store: {inert(shown)}")
    name_problems("Read, but without some of their metadata", warnings.kept, total=warnings.total)
    name_problems("Skipped", summary.skipped)
    if kept and not as_json:
        typer.echo(f"Kept for another try: {kept:,}. Read them again with `geo ingest --retry-failed`.", err=True)


def _record(url: str, summary: "IngestSummary", warnings: Problems, kept: int, seconds: float) -> dict[str, object]:
    return {
        "added": summary.added,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "reports": summary.reports,
        "skipped": [{"where": problem.where, "why": problem.why} for problem in summary.skipped],
        "warnings": [{"where": problem.where, "why": problem.why} for problem in warnings.kept],
        "kept_for_retry": kept,
        "store": without_password(url),
        "seconds": round(seconds, 2),
    }
