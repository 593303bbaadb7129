"""Name the options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Actors", "Gazetteer", "Homes", "Jobs", "Json", "Recogniser", "Store"]

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="The store: a path, or an SQLAlchemy URL. Otherwise DATELINE_STORE, or a file in your data folder.",
        show_default=False,
    ),
]
Gazetteer = Annotated[
    Path | None,
    typer.Option(
        "--gazetteer",
        metavar="FOLDER",
        help="The place index. Otherwise DATELINE_GAZETTEER, or a folder in your cache folder.",
        show_default=False,
    ),
]
Actors = Annotated[
    Path | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="A CSV of your own actors. Otherwise DATELINE_ACTORS, or what `geo actors add` keeps.",
        show_default=False,
    ),
]
Recogniser = Annotated[
    str,
    typer.Option(
        "--recogniser",
        metavar="NAME",
        help="What finds the names: `trained` ships with Dateline, `plain` knows the gazetteer's names only, "
        "`spacy:MODEL` is any spaCy pipeline that is installed (or a folder), `thorough` finds more and takes longer "
        "(with the extra of that name).",
    ),
]
Homes = Annotated[
    list[str] | None,
    typer.Option(
        "--home",
        metavar="SOURCE=PLACE",
        help="Where a publisher is at home (“Athens Review=Athens, Texas”); may be repeated. Otherwise it is learnt.",
        show_default=False,
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="Processes that read articles side by side.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")]
