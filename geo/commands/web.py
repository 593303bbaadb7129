"""Open what fetches pages and feeds, as the options and settings say."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo import settings
from geo.commands.progress import step_bar

if TYPE_CHECKING:
    from geo.articles.web.opening import Web
    from geo.articles.web.stopping import Stop
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
        envvar="DATELINE_ALLOW_PORTS",
        help="Fetch from these ports too (`8080,8443`), besides 80 and 443.",
        show_default=False,
    ),
]


def open_web(store: str, *, archive: bool, private: bool, ports: str, stop: "Stop | None" = None) -> "Web":
    """Readers of pages and feeds for the store at `store`; raises `typer.BadParameter` where `ports` are none."""
    from geo.articles.web.opening import open_web as open_for
    from geo.articles.web.responses import Reach

    reach = Reach(private=private or settings.private_allowed(), ports=read_ports(ports))
    return open_for(store, reach=reach, archive=archive, stop=stop)


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
    addresses: "Sequence[str | ArticleError]", web: "Web", *, warn: "Callable[[ArticleError], None]"
) -> "Iterator[Article | ArticleError]":
    """The articles at some addresses, the sites by turns; what is wrong with a list is handed on."""
    from geo.articles.metadata import tidy
    from geo.articles.web.links import by_turns

    with step_bar("Fetching pages") as progress:
        for number, address in enumerate(by_turns(addresses)):
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
