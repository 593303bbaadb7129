"""`geo geocode`: ask the gazetteer where names are."""

import json
from typing import Annotated

import typer

from geo.commands import options
from geo.commands.outcome import FAILED, complain, guarded, inert
from geo.errors import DatelineError, GeocoderError

__all__ = ["geocode"]


@guarded()
def geocode(
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Place names.", show_default=False)],
    *,
    country: Annotated[
        str | None,
        typer.Option(metavar="CC", help="Only in this country (two letters: ISO 3166-1).", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many places for a name.")] = 10,
    gazetteer: options.Gazetteer = None,
    as_json: options.Json = False,
) -> None:
    """Say where names are, the likeliest place first.

    A name may say more: "Paris, Texas", "Long Beach, CA", "Tripoli, Lebanon", "Idlib province", "Jordan River".
    With `--json`: a line for each name, an array of `{"place_id", "name", "lat", "lon", "kind", "country", "admin1",
    "population", "radius_km"}`, empty where nothing is known by that name.

    Examples:

        geo geocode Latakia

        geo geocode "Paris, Texas" "Tripoli, Lebanon" --json

        geo geocode Tripoli --country LB
    """
    from geopy.exc import GeocoderQueryError

    from geo import settings
    from geo.commands.opening import open_geocoder
    from geo.geocoder import FIELDS

    failed = False
    with open_geocoder(settings.gazetteer_path(gazetteer)) as geocoder:
        for name in names:
            try:
                found = geocoder.geocode(name, exactly_one=False, country=country, limit=limit) or []
            except GeocoderQueryError as error:
                raise DatelineError(str(error)) from error
            except GeocoderError as error:
                failed = True
                complain(str(error))
                found = []
            records = [{field: location.raw[field] for field in FIELDS} for location in found]
            if as_json:
                typer.echo(json.dumps(records, ensure_ascii=False))
            else:
                _show(name, records)
    if failed:
        raise typer.Exit(FAILED)


def _show(name: str, records: list[dict[str, object]]) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not records:
        typer.echo(f"{inert(name)}: no place is known by that name")
        return
    table = Table(title=Text(inert(name)), title_justify="left", box=SIMPLE, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("Name", overflow="fold")
    table.add_column("In", overflow="fold")
    for heading, side in (("Kind", "left"), ("Lat", "right"), ("Lon", "right"), ("People", "right"), ("Id", "left")):
        table.add_column(heading, justify="left" if side == "left" else "right", no_wrap=True)
    for record in records:
        within = ", ".join(str(record[key]) for key in ("admin1", "country") if record[key])
        people = f"{record['population']:,}" if record["population"] else ""
        point = (f"{record['lat']:.3f}", f"{record['lon']:.3f}")
        cells = (record["name"], within, record["kind"], *point, people, record["place_id"])
        table.add_row(*(Text(inert(str(cell))) for cell in cells))
    Console().print(table)
