"""Say where the store and the gazetteer lie, from options, the environment, or the user's own folders.

Nothing is read or created here. The defaults never lie inside a checkout: two checkouts share
one gazetteer, and deleting a checkout deletes no article.
"""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from geo.errors import DatelineError, GeocoderError

__all__ = [
    "ACTORS",
    "ALLOW_PRIVATE",
    "CARTO_KEY",
    "CONTACT",
    "EDIT",
    "EDIT_KEY",
    "GAZETTEER",
    "NOMINATIM",
    "NOMINATIM_BUDGET",
    "NOMINATIM_EMAIL",
    "SHORTEST_KEY",
    "STORE",
    "Editing",
    "OnlineSettings",
    "actors_csv",
    "beside_store",
    "carto_key",
    "editing",
    "gazetteer_path",
    "online_geocoder",
    "own_actors",
    "private_allowed",
    "store_url",
    "user_agent",
]

STORE = "DATELINE_STORE"
GAZETTEER = "DATELINE_GAZETTEER"
ACTORS = "DATELINE_ACTORS"
NOMINATIM = "DATELINE_NOMINATIM"
NOMINATIM_EMAIL = "DATELINE_NOMINATIM_EMAIL"
NOMINATIM_BUDGET = "DATELINE_NOMINATIM_BUDGET"
ALLOW_PRIVATE = "DATELINE_ALLOW_PRIVATE"
CONTACT = "DATELINE_CONTACT"
CARTO_KEY = "DATELINE_CARTO_KEY"
EDIT = "DATELINE_EDIT"
EDIT_KEY = "DATELINE_EDIT_KEY"
SHORTEST_KEY = 12
"""Characters that an editors' key has at least."""
_BUDGET = 500
_PRODUCT = "Dateline/0.1"


@dataclass(frozen=True, slots=True)
class OnlineSettings:
    """An online geocoder: the address of a Nominatim, how to name ourselves to it, and the requests for one run."""

    url: str
    user_agent: str
    budget: int = _BUDGET


@dataclass(frozen=True, slots=True)
class Editing:
    """Whether the dashboard lets people add and remove articles, and the key that it asks for first; "" for none."""

    on: bool
    key: str = field(default="", repr=False)


def editing(*, environ: Mapping[str, str] | None = None) -> Editing:
    """Who may edit in the dashboard: nobody unless DATELINE_EDIT is 1; with DATELINE_EDIT_KEY, who knows that key.

    Raises DatelineError where the key is too short to be one, so that nothing is left open by it.
    """
    values = _environment(environ)
    key = values.get(EDIT_KEY, "").strip()
    if not _is_yes(values.get(EDIT, "")):
        return Editing(on=False)
    if key and len(key) < SHORTEST_KEY:
        raise DatelineError(
            f"{EDIT_KEY} is too short: set it to at least {SHORTEST_KEY} characters, or unset it and serve on localhost"
        )
    return Editing(on=True, key=key)


def store_url(given: str | None = None, *, environ: Mapping[str, str] | None = None) -> str:
    """The store to use: `given`, else DATELINE_STORE, else `store.sqlite` in the user's data folder.

    A path or an SQLAlchemy URL, as `geo.store.open_store` takes it; `~` is expanded in paths.
    """
    value = given or _environment(environ).get(STORE, "").strip()
    if not value:
        return str(Path(platformdirs.user_data_dir("dateline", appauthor=False)) / "store.sqlite")
    return value if "://" in value else str(Path(value).expanduser())


def beside_store(store: str, name: str, *, own: bool = False) -> Path:
    """A file or folder beside the store at `store` (as `store_url` gives it): `archive` → `…/archive`.

    `own`: of this store alone, so that two stores in one folder have two (`store.sqlite` → `…/store.NAME`). What goes
    with a store on a server lies in the user's data folder.
    """
    file = store.removeprefix("sqlite:///") if store.startswith("sqlite:///") else store
    if "://" not in file:
        path = Path(file).expanduser()
        return path.with_name(f"{path.stem}.{name}") if own else path.with_name(name)
    known_by = re.sub(r"://[^/@]*@", "://", file)
    folder = Path(platformdirs.user_data_dir("dateline", appauthor=False))
    return folder / (f"{hashlib.sha256(known_by.encode()).hexdigest()[:12]}.{name}" if own else name)


def private_allowed(*, environ: Mapping[str, str] | None = None) -> bool:
    """Whether pages may be fetched from private addresses too: only where DATELINE_ALLOW_PRIVATE is 1."""
    return _is_yes(_environment(environ).get(ALLOW_PRIVATE, ""))


def carto_key(*, environ: Mapping[str, str] | None = None) -> str:
    """The key that CARTO asks for with each of its tiles, from DATELINE_CARTO_KEY; "" where none is set, or no key.

    Browsers are given it, so it is no secret; CARTO marks tiles that are asked for without one (carto.com/basemaps).
    """
    key = _environment(environ).get(CARTO_KEY, "").strip()
    return key if re.fullmatch(r"[A-Za-z0-9._-]{8,200}", key) else ""


def user_agent(*, environ: Mapping[str, str] | None = None) -> str:
    """How we name ourselves to servers: the product, and whom to write to where DATELINE_CONTACT says so."""
    contact = "".join(c for c in _environment(environ).get(CONTACT, "") if c.isascii() and c.isprintable()).strip()
    return f"{_PRODUCT} ({contact})" if contact else _PRODUCT


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


def own_actors(*, environ: Mapping[str, str] | None = None) -> Path:
    """Where `geo actors` keeps the actors that a user adds: DATELINE_ACTORS, else `actors.csv` in the data folder."""
    return actors_csv(environ=environ) or Path(platformdirs.user_data_dir("dateline", appauthor=False)) / "actors.csv"


def online_geocoder(*, environ: Mapping[str, str] | None = None) -> OnlineSettings | None:
    """The online geocoder that DATELINE_NOMINATIM names, or None: nothing is asked online unless it is set.

    Raises GeocoderError where it is no web address, or where DATELINE_NOMINATIM_BUDGET is no number.
    """
    values = _environment(environ)
    url = values.get(NOMINATIM, "").strip().rstrip("/")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise GeocoderError(f"{NOMINATIM} is no web address; set it like https://nominatim.openstreetmap.org")
    budget = values.get(NOMINATIM_BUDGET, "").strip() or str(_BUDGET)
    if not budget.isdecimal():
        raise GeocoderError(f"{NOMINATIM_BUDGET} is no number; set it to how many names one run may ask for")
    email = values.get(NOMINATIM_EMAIL, "").strip()
    return OnlineSettings(url, f"Dateline/0.1 ({email})" if email else "Dateline/0.1", int(budget))


def _is_yes(value: str) -> bool:
    return value.strip().lower() in {"1", "true", "yes", "on"}


def _environment(environ: Mapping[str, str] | None) -> Mapping[str, str]:
    return os.environ if environ is None else environ
