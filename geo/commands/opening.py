"""Open what the commands work with, where the settings say that it lies."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from geo import settings
from geo.commands.progress import step_bar

if TYPE_CHECKING:
    from geo.geocoder import ChainGeocoder
    from geo.pipeline import Pipeline
    from geo.records import Place

__all__ = ["open_geocoder", "open_pipeline", "read_homes", "without_password"]


def open_pipeline(
    gazetteer: Path | None,
    *,
    actors: Path | None = None,
    recogniser: str = "trained",
    homes: Sequence[str] = (),
) -> "Pipeline":
    """What `parse` and `ingest` need; the place index is built first where it is missing or out of date.

    `actors` is a user's own list; otherwise the one that the settings name, or the one that `geo actors` keeps;
    `recogniser` says what finds the names (see `geo.text.recognisers`); `homes` are publishers with their place, as
    "SOURCE=PLACE".
    """
    from geo.pipeline import Pipeline, collect_rarely

    collect_rarely()
    path = settings.gazetteer_path(gazetteer)
    with step_bar("Building the place index") as progress:
        return Pipeline.open(
            path,
            actors_csv=actors or _own_actors(),
            recogniser=recogniser,
            homes=read_homes(homes, path, progress) if homes else None,
            progress=progress,
        )


def read_homes(given: Sequence[str], path: Path, progress: Callable[[str, float], None]) -> "dict[str, Place]":
    """The place of each publisher; raises `typer.BadParameter` where one can't be read or found."""
    from geo.gazetteer import ensure_index
    from geo.geocoder import GazetteerGeocoder

    gazetteer = ensure_index(path, progress=progress)
    geocoder = GazetteerGeocoder(gazetteer)
    homes = {}
    for home in given:
        source, _, name = (part.strip() for part in home.partition("="))
        if not source or not name:
            raise typer.BadParameter(f"“{home}” is not SOURCE=PLACE", param_hint="--home")
        found = geocoder.geocode(name, exactly_one=False) or []
        row = gazetteer.row(found[0].raw["place_id"] if isinstance(found, list) and found else name)
        if row < 0:
            raise typer.BadParameter(f"the gazetteer knows no “{name}”", param_hint="--home")
        homes[source] = gazetteer.place(row)
    return homes


def _own_actors() -> Path | None:
    named, kept = settings.actors_csv(), settings.own_actors()
    return named or (kept if os.path.isfile(kept) else None)  # noqa: PTH113 - a folder that may not be read holds none


@contextmanager
def open_geocoder(gazetteer: Path) -> "Iterator[ChainGeocoder]":
    """The gazetteer as a geocoder, with the online one behind it where that is configured."""
    from geo.gazetteer import ensure_index
    from geo.geocoder import ChainGeocoder, GazetteerGeocoder, open_online
    from geo.store import open_store

    online = settings.online_geocoder()
    with step_bar("Building the place index") as progress:
        first = GazetteerGeocoder(ensure_index(gazetteer, progress=progress))
    if online is None:
        yield ChainGeocoder(first)
        return
    store = open_store(settings.store_url())
    try:
        yield ChainGeocoder(first, open_online(online, cache=store))
    finally:
        store.close()


def without_password(url: str) -> str:
    """A store's address, fit to be shown."""
    return re.sub(r"(://[^:@/]*):[^@/]*@", r"\1:…@", url)
