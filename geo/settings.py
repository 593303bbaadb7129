"""Say where the store and the gazetteer lie: by option, by environment, or in the user's own folders.

Nothing is read or created here. The defaults never lie inside a checkout: two checkouts share
one gazetteer, and deleting a checkout deletes no article.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs

__all__ = ["ACTORS", "GAZETTEER", "STORE", "actors_csv", "gazetteer_path", "store_url"]

STORE = "DATELINE_STORE"
GAZETTEER = "DATELINE_GAZETTEER"
ACTORS = "DATELINE_ACTORS"


def store_url(given: str | None = None, *, environ: Mapping[str, str] | None = None) -> str:
    """The store to use: `given`, else DATELINE_STORE, else `store.sqlite` in the user's data folder.

    A path or an SQLAlchemy URL, as `geo.store.open_store` takes it; `~` is expanded in paths.
    """
    value = given or _environment(environ).get(STORE, "").strip()
    if not value:
        return str(Path(platformdirs.user_data_dir("dateline", appauthor=False)) / "store.sqlite")
    return value if "://" in value else str(Path(value).expanduser())


def gazetteer_path(given: str | Path | None = None, *, environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the gazetteer index: `given`, else DATELINE_GAZETTEER, else in the user's cache folder."""
    value = str(given or _environment(environ).get(GAZETTEER, "").strip())
    if not value:
        return Path(platformdirs.user_cache_dir("dateline", appauthor=False)) / "gazetteer"
    return Path(value).expanduser()


def actors_csv(given: str | Path | None = None, *, environ: Mapping[str, str] | None = None) -> Path | None:
    """The user's own list of actors (CSV): `given`, else DATELINE_ACTORS, else None."""
    value = str(given or _environment(environ).get(ACTORS, "").strip())
    return Path(value).expanduser() if value else None


def _environment(environ: Mapping[str, str] | None) -> Mapping[str, str]:
    return os.environ if environ is None else environ
