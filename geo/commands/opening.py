"""Open what the commands work with, where the settings say that it lies."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from geo import settings
from geo.commands.progress import step_bar

if TYPE_CHECKING:
    from geo.pipeline import Pipeline

__all__ = ["open_pipeline", "without_password"]


def open_pipeline(gazetteer: Path | None) -> "Pipeline":
    """What `parse` and `ingest` need; the place index is built first where it is missing or out of date."""
    from geo.pipeline import Pipeline

    path = settings.gazetteer_path(gazetteer)
    with step_bar("Building the place index") as progress:
        return Pipeline.open(path, actors_csv=settings.actors_csv(), progress=progress)


def without_password(url: str) -> str:
    """A store's address, fit to be shown."""
    return re.sub(r"(://[^:@/]*):[^@/]*@", r"\1:…@", url)
