"""`geo archive`: show a page as it was fetched, to check an excerpt after the page has changed."""

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands import options
from geo.commands.outcome import FAILED, complain, guarded, inert

if TYPE_CHECKING:
    from geo.articles.web.archive import Kept

__all__ = ["archive"]


@guarded()
def archive(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="The address of a page, or of an article.", show_default=False)
    ],
    *,
    number: Annotated[
        int | None,
        typer.Option("--copy", metavar="N", min=1, help="Write the Nth copy to standard output.", show_default=False),
    ] = None,
    store: options.Store = None,
    as_json: options.Json = False,
) -> None:
    """Show what was kept of a web page, and when; write a copy out.

    Exit code: 0, or 1 where nothing was kept of the address.

    Examples:

        geo archive https://www.example.org/news/story

        geo archive https://www.example.org/news/story --copy 1 > story.html
    """
    from geo import settings
    from geo.articles.web.opening import archive_of

    found = list(archive_of(settings.store_url(store)).copies(url))
    if not found or (number is not None and number > len(found)):
        complain(f"the archive keeps {len(found) or 'no'} {'copy' if len(found) == 1 else 'copies'} of {url}")
        raise typer.Exit(FAILED)
    if number is not None:
        sys.stdout.buffer.write(found[number - 1].body)
        sys.stdout.buffer.flush()
        return
    if as_json:
        typer.echo(json.dumps([_record(kept) for kept in found], ensure_ascii=False))
        return
    for count, kept in enumerate(found, 1):
        typer.echo(inert(f"{count}. {_moment(kept.at)}, {len(kept.body):,} bytes, {kept.url} ({kept.place})"))


def _record(kept: "Kept") -> dict[str, object]:
    return {
        "url": kept.url,
        "article": kept.article,
        "fetched": kept.at.isoformat(),
        "bytes": len(kept.body),
        "place": kept.place,
    }


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
