"""The command line of Dateline: `python -m geo --help`."""

import typer

from geo.commands import actors, archive, evaluate, gazetteer, geocode, ingest, parse, remove, serve, show, watch

__all__ = ["app", "main"]

app = typer.Typer(
    name="geo",
    help="Turn news into a map of reported places.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("ingest")(ingest.ingest)
app.command("watch")(watch.watch)
app.command("archive")(archive.archive)
app.command("parse")(parse.parse)
app.command("geocode")(geocode.geocode)
app.command("show")(show.show)
app.command("remove")(remove.remove)
app.command("serve")(serve.serve)
app.command("evaluate")(evaluate.evaluate)
app.add_typer(actors.app, name="actors")
app.add_typer(gazetteer.app, name="gazetteer")


def main() -> None:
    """Run the command that was typed."""
    app(prog_name="geo")


if __name__ == "__main__":
    main()
