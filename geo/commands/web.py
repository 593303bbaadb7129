"""Open what fetches pages and feeds, as the options and settings say."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo import settings
from geo.articles.metadata import tidy
from geo.commands.progress import step_bar

if TYPE_CHECKING:
    from geo.articles.web import FeedReader, PageReader, Seen, Stop
    from geo.errors import ArticleError
    from geo.records import Article

__all__ = [
    "AllowPorts",
    "AllowPrivate",
    "Links",
    "NoArchive",
    "Web",
    "open_web",
    "read_addresses",
    "read_ports",
    "split_links",
]

Links = Annotated[
    list[Path] | None,
    typer.Option(
        "--links",
        metavar="FILE",
        help="A list of links: one web address a line, `#` before a comment; may be given again.",
        show_default=False,
    ),
]
NoArchive = Annotated[
    bool, typer.Option("--no-archive", help="Do not keep fetched pages in the archive (WARC) beside the store.")
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Fetch from private addresses too (an intranet's). Otherwise DATELINE_ALLOW_PRIVATE=1, or never.",
    ),
]
AllowPorts = Annotated[
    str,
    typer.Option(
        "--allow-ports",
        metavar="PORTS",
        help="Fetch from these ports too (`8080,8443`), besides 80 and 443.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Web:
    """What reads the web for one store."""

    pages: "PageReader"
    feeds: "FeedReader"
    seen: "Seen"


def open_web(
    store: str,
    *,
    archive: bool = True,
    private: bool = False,
    ports: str = "",
    stop: "Stop | None" = None,
) -> Web:
    """Readers of pages and feeds whose memory and archive lie beside the store at `store`.

    `stop` ends all waiting. Raises `typer.BadParameter` where `ports` are none.
    """
    from geo.articles.web import Archive, FeedReader, Fetcher, PageReader, PoliteFetcher, Reach, Seen

    reach = Reach(private=private or settings.private_allowed(), ports=read_ports(ports))
    polite = PoliteFetcher(
        Fetcher(reach=reach, agent=settings.user_agent()), guard=stop.waiting if stop is not None else nullcontext
    )
    seen = Seen(settings.beside_store(store, "seen.jsonl", own=True))
    kept = Archive(settings.beside_store(store, "archive")) if archive else None
    pages = PageReader(polite, seen=seen, archive=kept)
    return Web(pages, FeedReader(polite, pages, seen, stopping=lambda: stop is not None and stop.asked), seen)


def split_links(words: Sequence[str], lists: Sequence[Path]) -> "tuple[list[Path], list[str | ArticleError]]":
    """The words of a command line as paths and as web addresses, those of the lists behind them."""
    from geo.articles.web.links import read_links
    from geo.articles.web.locations import is_link

    files = [Path(word) for word in words if not is_link(word)]
    addresses: list[str | ArticleError] = [word for word in words if is_link(word)]
    for path in lists:
        addresses.extend(read_links(path))
    return files, addresses


def read_addresses(
    addresses: "Sequence[str | ArticleError]", web: Web, *, warn: "Callable[[ArticleError], None]"
) -> "Iterator[Article | ArticleError]":
    """The articles at some addresses, one after another; what is wrong with a list is handed on."""
    with step_bar("Fetching pages") as progress:
        for number, address in enumerate(addresses):
            if not isinstance(address, str):
                yield address
                continue
            progress(tidy(address, limit=60), number / len(addresses))
            yield from web.pages.read(address, warn=warn)


def read_ports(given: str) -> frozenset[int]:
    """The ports that may be asked: 80, 443, and those given as "8080,8443"; raises `typer.BadParameter`."""
    ports = {80, 443}
    for part in given.replace(",", " ").split():
        if not part.isdecimal() or not 1 <= int(part[:6]) <= 65_535:
            raise typer.BadParameter(f"“{part}” is no port", param_hint="--allow-ports")
        ports.add(int(part))
    return frozenset(ports)
