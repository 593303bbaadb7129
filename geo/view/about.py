"""Gather what the panel tells of a place or an actor (when, where, with whom), and the lists of all."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from geo.query import Crossing, Reports
from geo.records import Actor, Filters, PlaceKind
from geo.view.link import Listing
from geo.view.saying import count, say
from geo.view.timeline import binned
from geo.view.words import actor_kind, actor_name, called, capitalised, kind_name, stretch, where

__all__ = ["actor_page", "actor_rows", "grid", "place_facts", "place_rows", "source_rows", "tabs", "when"]

_TOP = 6
_TABS = {
    "": "excerpts",
    Listing.PLACES: "places",
    Listing.ACTORS: "actors",
    Listing.SOURCES: "publishers",
    Listing.GRID: "grid",
}


def tabs(chosen: str) -> list[dict[str, object]]:
    """What the panel can list, with the one that is shown."""
    return [{"text": say(f"tab.{name}"), "value": str(value), "on": value == chosen} for value, name in _TABS.items()]


def when(reports: Reports, asked: Filters) -> dict[str, object] | None:
    """Small bars over the days of the whole store; None where all falls on one day, or nothing has a date.

    Each bar is its left edge, width and height as shares of the drawing.
    """
    whole = reports.by_day(Filters(literal_only=False))
    days = reports.by_day(asked)
    if len(whole) < 2 or days.empty:
        return None
    extent = (whole["day"].min(), whole["day"].max())
    bins, step = binned(days, extent)
    length = (extent[1] - extent[0]).total_seconds() + 86400
    tallest = float(bins["reports"].max())
    bars = [
        [
            round(max((row["start"] - extent[0]).total_seconds(), 0) / length, 4),
            round((row["end"] - row["start"]).total_seconds() / length, 4),
            round(row["reports"] / tallest, 3),
        ]
        for row in bins.to_dict("records")
        if row["reports"]
    ]
    first, last = days["day"].min(), days["day"].max()
    said = stretch(first, last)
    return {"bars": bars, "says": said, "label": say(f"when.by.{step}", days=said, n=int(tallest))}


def place_facts(reports: Reports, asked: Filters) -> list[dict[str, object]]:
    """Who is named in the sentences that pass."""
    return _facts([("who", _actors(reports.by_actor(asked), ()))])


def actor_page(reports: Reports, actor: Actor, asked: Filters) -> dict[str, object]:
    """An actor's kind and counts, where it is reported and with whom; `asked` are the filters with this actor."""
    totals = reports.totals(asked)
    places: list[dict[str, object]] = [
        {
            "text": called(row["name"], row["kind"], row["country"]),
            "n": count(int(row["reports"])),
            "act": {"do": "place", "id": row["place_id"]},
        }
        for row in reports.by_place(asked).head(_TOP).to_dict("records")
    ]
    with_whom = _actors(reports.by_actor(asked), (actor.actor_id,))
    return {
        "title": actor_name(actor.actor_id, actor.name),
        "sub": capitalised(actor_kind(actor.kind.value)),
        "notes": [
            say(
                "count.reports_of_places",
                n=totals.reports,
                of_places=say("count.of_places", n=totals.places),
                in_articles=say("count.in_articles", n=totals.articles),
            )
        ],
        "facts": _facts([("where", places), ("with", with_whom)]),
        "when": when(reports, replace(asked, published_from=None, published_to=None)),
    }


def _actors(table: pd.DataFrame, without: Iterable[str]) -> list[dict[str, object]]:
    rows = table[~table["actor_id"].isin(list(without))].head(_TOP)
    return [
        {
            "text": actor_name(row["actor_id"], row["name"]),
            "n": count(int(row["reports"])),
            "act": {"do": "about", "id": row["actor_id"]},
        }
        for row in rows.to_dict("records")
    ]


def _facts(groups: list[tuple[str, list[dict[str, object]]]]) -> list[dict[str, object]]:
    return [{"label": say(f"fact.{name}"), "items": items} for name, items in groups if items]


def place_rows(table: pd.DataFrame, most: int) -> list[dict[str, object]]:
    """Places as lines of a list, the most reported first."""
    return [_line(row) for row in table.head(most).to_dict("records")]


def _line(row: Mapping[Hashable, Any]) -> dict[str, object]:
    line = where(str(row["kind"]), str(row["admin1"]), str(row["country"]), str(row["name"]))
    if row["kind"] == str(PlaceKind.COUNTRY):
        line = kind_name("country")
    name = called(str(row["name"]), str(row["kind"]), str(row["country"]))
    return {"id": row["place_id"], "name": name, "where": line, "n": int(row["reports"])}


def actor_rows(table: pd.DataFrame, most: int) -> list[dict[str, object]]:
    """Actors as lines of a list, the most reported first."""
    return [
        {
            "name": actor_name(row["actor_id"], row["name"]),
            "where": say(
                "actor.line",
                kind=actor_kind(str(row["kind"])),
                in_articles=say("count.in_articles", n=int(row["articles"])),
            ),
            "n": int(row["reports"]),
            "act": {"do": "about", "id": row["actor_id"]},
            "sort": "actor",
        }
        for row in table.head(most).to_dict("records")
    ]


def source_rows(table: pd.DataFrame, most: int) -> list[dict[str, object]]:
    """Publishers as lines of a list, the most reports first; those of no known publisher are left out."""
    return [
        {
            "name": row["source"],
            "where": say("count.articles", n=int(row["articles"])),
            "n": int(row["reports"]),
            "act": {"do": "source", "value": row["source"]},
            "sort": "source",
        }
        for row in table[table["source"] != ""].head(most).to_dict("records")
    ]


def grid(crossing: Crossing) -> dict[str, object]:
    """How often which actor is reported where, as a table whose cells lead to those excerpts."""
    return {
        "columns": [
            {"text": called(p.name, str(p.kind), p.country), "act": {"do": "place", "id": p.place_id}}
            for p in crossing.places
        ],
        "rows": [
            {
                "text": actor_name(actor.actor_id, actor.name),
                "act": {"do": "about", "id": actor.actor_id},
                "cells": [
                    {"n": n, "act": {"do": "cross", "id": actor.actor_id, "place": place.place_id}}
                    for n, place in zip(line, crossing.places, strict=True)
                ],
            }
            for actor, line in zip(crossing.actors, crossing.counts, strict=True)
        ],
        "most": max((n for line in crossing.counts for n in line), default=0),
        "label": say("grid.says"),
    }
