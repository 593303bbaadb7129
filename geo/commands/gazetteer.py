"""`geo gazetteer`: build the place index, and say what is in it."""

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands import options
from geo.commands.outcome import guarded, inert

if TYPE_CHECKING:
    from geo.gazetteer import IndexInfo

__all__ = ["app"]

app = typer.Typer(help="Build the place index, and say what is in it.", no_args_is_help=True)


@app.command()
@guarded(on_stop="stopped; the index that was there before is untouched")
def build(
    dumps: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            metavar="DUMP…",
            help="A GeoNames dump: cities*.txt, XX.txt, allCountries.txt or alternateNamesV2.txt, zipped or not. "
            "More of them may follow, with or without another --from.",
            show_default=False,
        ),
    ] = None,
    more: Annotated[list[Path] | None, typer.Argument(metavar="", hidden=True)] = None,
    *,
    gazetteer: options.Gazetteer = None,
    as_json: options.Json = False,
) -> None:
    """Build the place index anew, from what ships with Dateline or from GeoNames dumps as well.

    Examples:

        geo gazetteer build

        geo gazetteer build --from allCountries.zip alternateNamesV2.zip
    """
    from geo import settings
    from geo.commands.progress import step_bar
    from geo.gazetteer import build_index

    path = settings.gazetteer_path(gazetteer)
    with step_bar("Building the place index") as progress:
        info = build_index(path, dumps=[*(dumps or []), *(more or [])], progress=progress)
    _show(info, as_json=as_json)


@app.command()
@guarded()
def info(gazetteer: options.Gazetteer = None, as_json: options.Json = False) -> None:
    """Say what the place index holds, and what it was built from.

    Examples:

        geo gazetteer info

        geo gazetteer info --json
    """
    from geo import settings
    from geo.gazetteer import describe_index

    _show(describe_index(settings.gazetteer_path(gazetteer)), as_json=as_json)


def _show(info: "IndexInfo", *, as_json: bool) -> None:
    fields = dataclasses.asdict(info)
    if as_json:
        typer.echo(json.dumps(fields, ensure_ascii=False, default=str))
        return
    for name, value in fields.items():
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            shown = f"{part:,}" if isinstance(part, int) else str(part)
            typer.echo(f"{name.replace('_', ' ').capitalize():<18}{inert(shown)}")
