"""Open what the commands work with, where the settings say that it lies."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo import settings
from geo.commands.progress import step_bar

if TYPE_CHECKING:
    from geo.geocoder import ChainGeocoder
    from geo.pipeline import Pipeline

__all__ = ["open_geocoder", "open_pipeline", "without_password"]


def open_pipeline(gazetteer: Path | None, *, actors: Path | None = None, recogniser: str = "trained") -> "Pipeline":
    """What `parse` and `ingest` need; the place index is built first where it is missing or out of date.

    `actors` is a user's own list; otherwise the one that the settings name, or the one that `geo actors` keeps;
    `recogniser` says what finds the names (see `geo.text.recognisers`).
    """
    from geo.pipeline import Pipeline

    path = settings.gazetteer_path(gazetteer)
    with step_bar("Building the place index") as progress:
        return Pipeline.open(path, actors_csv=actors or _own_actors(), recogniser=recogniser, progress=progress)


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
