"""`geo remove`: take articles out of the store with every trace of them."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands import options
from geo.commands.outcome import FAILED, complain, guarded, inert

if TYPE_CHECKING:
    from geo.store import Removable

__all__ = ["remove"]

_SHOWN = 10


@guarded(on_stop="stopped; what was removed so far is gone, and the rest is kept: run the same command again to go on")
def remove(
    article_ids: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLE_ID…", help="Articles by their ids.", show_default=False)
    ] = None,
    *,
    source: Annotated[
        str, typer.Option("--source", metavar="NAME", help="All articles of this publisher.", show_default=False)
    ] = "",
    before: Annotated[
        datetime | None,
        typer.Option(
            "--before", metavar="DATE", formats=["%Y-%m-%d"], help="All published before this day.", show_default=False
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    store: options.Store = None,
) -> None:
    """Take articles out of the store: their text, what was found in it, and every trace of both in the store's file.

    Pages that were fetched for them leave the archive beside the store. They are named by their ids, or by publisher or
    day of publication (both: those to which both apply). Reading the same files again brings them back.

    Exit code: 0 when they are gone, 1 when there are none such or you say no.

    Examples:

        geo remove 3f2a9c0d11ab44e0

        geo remove --source "The Harbour Post" --before 2020-01-01 --yes
    """
    from geo import settings
    from geo.removing import remove_articles
    from geo.store import open_store

    if not article_ids and not source and before is None:
        raise typer.BadParameter("name articles by their ids, or by --source or --before", param_hint="ARTICLE_ID…")
    if article_ids and (source or before is not None):
        raise typer.BadParameter("name articles by their ids or by --source and --before, not both")
    url = settings.store_url(store)
    opened = open_store(url)
    try:
        found = opened.removable(article_ids or (), source=source, before=before.date() if before is not None else None)
        missing = sorted(set(article_ids or ()) - {one.article_id for one in found})
        for article_id in missing:
            complain(f"there is no article “{article_id}” in the store")
        if not found:
            if not missing:
                complain("there are no such articles in the store")
            raise typer.Exit(FAILED)
        if not yes:
            _show(found)
            if not typer.confirm(f"Remove {_counted(len(found))} for good?"):
                raise typer.Exit(FAILED)
    finally:
        opened.close()
    removed = remove_articles(url, [one.article_id for one in found])
    typer.echo(f"Removed {_counted(len(removed.articles))}.")
    if not removed.clean:
        complain(
            "another process reads the store, so that some of it stays in the log beside it until that has finished"
        )
    if missing:
        raise typer.Exit(FAILED)


def _show(found: "list[Removable]") -> None:
    for one in found[:_SHOWN]:
        day = one.published.isoformat() if one.published else "no day"
        typer.echo(inert(f"  {one.article_id}  {day}  {one.source or 'no publisher'}: {one.title or 'Untitled'}"))
    if len(found) > _SHOWN:
        typer.echo(f"  … and {len(found) - _SHOWN:,} more")


def _counted(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"
