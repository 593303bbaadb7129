"""`geo show`: say what a store holds."""

import json
from datetime import date

import typer

from geo.commands import options
from geo.commands.opening import without_password
from geo.commands.outcome import guarded, inert

__all__ = ["show"]


@guarded()
def show(store: options.Store = None, as_json: options.Json = False) -> None:
    """Say how many articles, reports and places a store holds.

    Examples:

        geo show

        geo show --store /srv/dateline/store.sqlite --json
    """
    from geo import settings
    from geo.store import open_store

    kept = open_store(settings.store_url(store), read_only=True)
    try:
        summary = kept.summary()
    finally:
        kept.close()
    counts = {
        "articles": summary.articles,
        "reports": summary.reports,
        "places": summary.places,
        "actors": summary.actors,
        "sources": summary.sources,
    }
    shown = without_password(summary.url)
    if as_json:
        days = {"first": _day(summary.first), "last": _day(summary.last)}
        typer.echo(json.dumps({**counts, **days, "store": shown}, ensure_ascii=False))
        return
    for what, count in counts.items():
        typer.echo(f"{what.capitalize():<10}{count:>10,}")
    if summary.first is not None:
        typer.echo(f"{'Published':<10}{_day(summary.first):>10} to {_day(summary.last)}")
    typer.echo(f"Store: {inert(shown)}")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
