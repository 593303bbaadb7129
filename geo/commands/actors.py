"""`geo actors`: add actors of one's own, and let them take effect on the articles that are kept already."""

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands import options
from geo.commands.opening import open_pipeline
from geo.commands.outcome import SKIPPED, guarded, inert, name_problems
from geo.errors import ArticleError
from geo.records import Actor, ActorKind

if TYPE_CHECKING:
    from geo.refreshing import RefreshSummary

__all__ = ["app"]

app = typer.Typer(help="Add actors of your own; they take effect at once.", no_args_is_help=True)


class Kind(StrEnum):
    """What sort of actor it is, as it is typed."""

    STATE = "state"
    PERSON = "person"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed-group"
    BODY = "body"
    PEOPLE = "people"


_Refresh = Annotated[bool, typer.Option(help="Let it take effect on the articles in the store.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="Its id, as `geo actors list` gives it.", show_default=False)]


@app.command()
@guarded(on_stop="stopped; run `geo actors refresh` to go on")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name in full.", show_default=False)],
    *,
    kind: Annotated[Kind, typer.Option(help="What sort of actor it is.", show_default=False)],
    alias: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Another name; may be given several times. With ~ before it, it counts only where the article is "
            "about the actor's country or names the actor in full.",
            show_default=False,
        ),
    ] = None,
    country: Annotated[str, typer.Option(metavar="XX", help="Its country's two letters.", show_default=False)] = "",
    actor_id: Annotated[str, typer.Option("--id", metavar="ID", help="Its id; made from the name otherwise.")] = "",
    store: options.Store = None,
    gazetteer: options.Gazetteer = None,
    recogniser: options.Recogniser = "trained",
    refresh: _Refresh = True,
    as_json: options.Json = False,
) -> None:
    """Add an actor to your own list, and find it in the articles in the store.

    The list is a CSV file in your data folder, or the one that DATELINE_ACTORS names; every later `parse` and `ingest`
    reads it. The id of an actor that is known already extends that actor by the new names.

    Examples:

        geo actors add "Grey Wolves of Ruritania" --kind armed-group --alias GWR --country SY

        geo actors add "Islamic State" --kind armed-group --id group:islamic-state --alias "Caliphate Gang"
    """
    from geo import settings
    from geo.text.own_actors import add_actor, new_id

    what = ActorKind[kind.name]
    actor = Actor(actor_id or new_id(name, what), " ".join(name.split()), what, tuple(alias or ()), country.upper())
    path = settings.own_actors()
    before = _known(path)
    add_actor(path, actor)
    if not as_json:
        typer.echo(f"Added {inert(actor.actor_id)} to {inert(str(path))}.")
    if refresh:
        _refresh(store, gazetteer, recogniser, changed=actor.actor_id, before=before, as_json=as_json)


@app.command()
@guarded(on_stop="stopped; run `geo actors refresh` to go on")
def remove(
    actor_id: _Id,
    *,
    store: options.Store = None,
    gazetteer: options.Gazetteer = None,
    recogniser: options.Recogniser = "trained",
    refresh: _Refresh = True,
    as_json: options.Json = False,
) -> None:
    """Take an actor out of your own list, and out of the articles in the store.

    Examples:

        geo actors remove group:grey-wolves-of-ruritania
    """
    from geo import settings
    from geo.text.own_actors import remove_actor

    path = settings.own_actors()
    before = _known(path)
    remove_actor(path, actor_id)
    if not as_json:
        typer.echo(f"Took {inert(actor_id)} out of {inert(str(path))}.")
    if refresh:
        _refresh(store, gazetteer, recogniser, changed=actor_id, before=before, as_json=as_json)


@app.command("list")
@guarded()
def show(*, as_json: options.Json = False) -> None:
    """Name the actors of your own list.

    Examples:

        geo actors list

        geo actors list --json
    """
    from geo import settings
    from geo.text.actor_files import read_list

    path = settings.own_actors()
    actors = read_list(path) if path.exists() else []
    if as_json:
        typer.echo(json.dumps({"file": str(path), "actors": [_record(a) for a in actors]}, ensure_ascii=False))
        return
    for actor in actors:
        typer.echo(inert(f"{actor.actor_id}  {actor.name} ({actor.kind.value})  {', '.join(actor.aliases)}".rstrip()))
    typer.echo(f"{len(actors):,} of your own, in {inert(str(path))}.")


@app.command()
@guarded(on_stop="stopped; run the same command again to go on")
def refresh(
    *,
    store: options.Store = None,
    gazetteer: options.Gazetteer = None,
    recogniser: options.Recogniser = "trained",
    jobs: options.Jobs = 1,
    as_json: options.Json = False,
) -> None:
    """Parse anew, from the store's own text, every article that another list of actors (or version) read last.

    Exit code: 0 when all were parsed, 3 when some could not be.

    Examples:

        geo actors refresh --jobs 4
    """
    _refresh(store, gazetteer, recogniser, jobs=jobs, as_json=as_json)


_Known = tuple[Mapping[str, Actor], str]
"""The actors of a list by id, and its digest."""


def _known(path: Path) -> _Known:
    from geo.text.actor_files import read_actors

    return read_actors([path] if path.exists() else [])


def _refresh(
    store: str | None,
    gazetteer: Path | None,
    recogniser: str,
    *,
    changed: str = "",
    before: _Known | None = None,
    jobs: int = 1,
    as_json: bool,
) -> None:
    """Parse anew what must be: where the list `before` differs by one actor, what may name that actor."""
    from geo import settings
    from geo.commands.ingest import online
    from geo.refreshing import refresh as run
    from geo.store import open_store

    url = settings.store_url(store)
    if "://" not in url and not Path(url).exists():
        _report(None, as_json=as_json)
        return
    opened = open_store(url)
    try:
        pipeline = open_pipeline(gazetteer, recogniser=recogniser)
        actors: list[Actor] = []
        parser = ""
        if before is not None:
            actors = [known[changed] for known in (before[0], _known(settings.own_actors())[0]) if changed in known]
            parser = pipeline.parser_with(before[1])
        summary = run(opened, pipeline, changed=actors, before=parser, jobs=jobs, complete=online(opened))
    finally:
        opened.close()
    _report(summary, as_json=as_json)
    if summary.failures:
        raise typer.Exit(SKIPPED)


def _report(summary: "RefreshSummary | None", *, as_json: bool) -> None:
    parsed, changed, passed = (summary.parsed, summary.changed, summary.passed_over) if summary else (0, 0, 0)
    if as_json:
        typer.echo(json.dumps({"parsed": parsed, "changed": changed, "passed_over": passed}))
    elif summary is not None:
        typer.echo(f"Articles: {parsed:,} parsed anew, actors changed in {changed:,}; {passed:,} do not name it.")
    else:
        typer.echo("There is no store yet: it takes effect on what is read from now on.")
    if summary is not None:
        name_problems("Skipped", [ArticleError(f.where, f.why) for f in summary.failures])


def _record(actor: Actor) -> dict[str, object]:
    return {
        "actor_id": actor.actor_id,
        "name": actor.name,
        "kind": actor.kind.value,
        "country": actor.country,
        "aliases": list(actor.aliases),
    }
