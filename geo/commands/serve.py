"""`geo serve`: make everything ready that is not, and open the dashboard."""

import os
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from geo.commands import options
from geo.commands.outcome import guarded, name_problems
from geo.commands.readiness import Readiness
from geo.errors import DatelineError

__all__ = ["serve"]

_LARGEST_UPLOAD = 100
"""Megabytes of one file that is dropped on the page; it lies in memory for a moment. Where nobody may edit: one."""


@guarded()
def serve(
    *,
    store: options.Store = None,
    gazetteer: options.Gazetteer = None,
    seeds: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Articles to read first, where the store lacks them.", show_default=False),
    ] = None,
    port: Annotated[
        int, typer.Option(min=1, max=65535, envvar="PORT", help="The port that the page is served on.")
    ] = 8501,
    address: Annotated[
        str, typer.Option(help="The address to listen on; 0.0.0.0 for everyone who can reach it.")
    ] = "localhost",
    edit: Annotated[
        bool,
        typer.Option(
            "--edit/--no-edit",
            envvar="DATELINE_EDIT",
            help="Let people add and remove articles in the page. On an address other than this machine's own, "
            "DATELINE_EDIT_KEY must be set; the page then asks for that key.",
        ),
    ] = False,
    browser: Annotated[bool, typer.Option(help="Open a browser, where there is a screen.")] = True,
    prepare_only: Annotated[bool, typer.Option("--prepare-only", help="Make everything ready, and stop.")] = False,
) -> None:
    """Open the dashboard on a store, building what is missing first.

    Examples:

        geo serve

        geo serve --edit

        geo serve --store /srv/dateline/store.sqlite --address 0.0.0.0 --port 80 --no-browser
    """
    from geo import settings

    script = Path(__file__).resolve().parents[2] / "dashboard.py"
    if not script.is_file():
        raise DatelineError(f"the dashboard ({script.name}) lies in Dateline's checkout only; run this command there")
    os.environ[settings.EDIT] = "1" if edit else "0"
    if edit and not settings.editing().key and not _is_own(address):
        raise DatelineError(
            f"--edit on {address or 'every address'} would let everyone who reaches it change the store: set "
            f"{settings.EDIT_KEY} to a key of at least {settings.SHORTEST_KEY} characters, or serve on localhost"
        )
    url, index = _absolute(settings.store_url(store)), settings.gazetteer_path(gazetteer).absolute()
    _prepare(url, index, seeds, script.parent / "static")
    if prepare_only:
        return
    os.environ[settings.STORE], os.environ[settings.GAZETTEER] = url, str(index)
    headless = not (browser and _has_screen())
    shown = "localhost" if address in {"", "0.0.0.0", "::"} else address  # noqa: S104
    flags = {
        "server.port": str(port),
        "server.address": address,
        "server.maxUploadSize": str(_LARGEST_UPLOAD if edit else 1),
        "server.headless": str(headless).lower(),
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
    }
    os.chdir(script.parent)
    command = [sys.executable, "-m", "geo.view.serving", shown, str(port), script.name]
    os.execv(sys.executable, [*command, *(f"--{name}={value}" for name, value in flags.items())])  # noqa: S606


def _prepare(url: str, index: Path, seeds: Path | None, static: Path) -> None:
    ready = Readiness(url, index, seeds, results=(index / "places.index", static / "version.txt"))
    if ready.is_done():
        return
    from geo.commands.ingest import ingest_paths
    from geo.commands.progress import step_bar
    from geo.gazetteer import ensure_index
    from geo.store import open_store
    from geo.view.assets import ensure_assets

    with step_bar("Building the place index") as progress:
        ensure_index(index, progress=progress)
    ensure_assets()
    if seeds is None:
        open_store(url).close()
    else:
        _, summary, _ = ingest_paths([seeds], url, gazetteer=index)
        name_problems("Skipped", summary.skipped)
    ready.note()


def _absolute(url: str) -> str:
    """The store's address, good in any folder: the server runs in the checkout, wherever the command was given."""
    scheme, separator, path = url.rpartition(":///")
    if separator and scheme.startswith("sqlite") and path and not path.startswith("/"):
        return f"{scheme}{separator}{Path(path).absolute()}"
    return url if "://" in url else str(Path(url).absolute())


def _is_own(address: str) -> bool:
    """Whether only this machine can reach an address."""
    if address.strip("[]").lower() == "localhost":
        return True
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _has_screen() -> bool:
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True
