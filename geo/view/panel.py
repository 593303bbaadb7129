"""Choose what stands beside the map: excerpts, lists of places or actors, one of either, or an article to read."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from geo.query import Reports
from geo.records import AREA_KINDS, Actor, Filters, Place, PlaceKind
from geo.view.about import actor_page, actor_rows, grid, place_facts, place_rows, source_rows, tabs, when
from geo.view.assets import version
from geo.view.cards import cards, place_line, place_name, reader
from geo.view.emptiness import emptiness, ways_out
from geo.view.link import Listing, Order, Sort
from geo.view.marks import in_box
from geo.view.page import component
from geo.view.removing import offer_removal
from geo.view.saying import say, words
from geo.view.state import PAGE, State
from geo.view.words import actor_name, capitalised, listed

__all__ = ["panel_component", "panel_data"]

Drawn = dict[str, object]
"""What the panel's script draws."""


@st.cache_resource(show_spinner=False)
def panel_component() -> "st.components.v2.types.ComponentRenderer":
    """The panel's drawing part; registered once a process."""
    return component("panel", scripts=["mini.js"])


def panel_data(reports: Reports, state: State, places: pd.DataFrame) -> Drawn:
    """What the panel shows for a state; `places` is what the filters let through."""
    return _chosen(reports, state, places) | {"words": words("panel")}


def _chosen(reports: Reports, state: State, places: pd.DataFrame) -> Drawn:
    selected = state.view.selected
    if selected is not None and selected.sort is Sort.ARTICLE:
        found = _article(reports, state, selected.target)
        if found is not None:
            return found
    if selected is not None and selected.sort is Sort.PLACE:
        place = reports.places([selected.target]).get(selected.target)
        if place is not None:
            return _place(reports, state, place)
    if selected is not None and selected.sort is Sort.ACTOR:
        actor = reports.actors([selected.target]).get(selected.target)
        if actor is not None:
            return _actor(reports, state, actor)
    if selected is not None and selected.sort is Sort.LIST and not places.empty:
        return _listing(reports, state, Listing(selected.target), places)
    if selected is not None and selected.box is not None:
        spots = places[~places["kind"].isin([str(kind) for kind in AREA_KINDS])]
        return _box(state, spots[in_box(spots, selected.box)])
    return _all(reports, state, places)


def _all(reports: Reports, state: State, places: pd.DataFrame) -> Drawn:
    if places.empty:
        empty = emptiness(reports, state.asked)
        title = say("empty.no_articles") if "command" in empty else say("empty.nothing")
        return {"title": title, "stay": "list", "cards": [], "empty": empty}
    data = _cards(reports, state, state.asked)
    shown = {"title": say("tab.excerpts"), "stay": "list", "tabs": tabs(""), "orders": _orders(state)}
    return data | shown | {"actions": _pages(reports, state.asked)}


def _pages(reports: Reports, asked: Filters) -> list[dict[str, object]]:
    """The pages of the places and actors that are filtered by."""
    named: dict[str, Place | Actor] = {**reports.places(asked.places), **reports.actors(asked.actors)}
    return [
        {
            "text": say("action.about", name=place_name(of) if isinstance(of, Place) else actor_name(target, of.name)),
            "act": {"do": "place" if isinstance(of, Place) else "about", "id": target},
        }
        for target, of in list(named.items())[:4]
    ]


def _listing(reports: Reports, state: State, listing: Listing, places: pd.DataFrame) -> Drawn:
    data: dict[str, object] = {"title": "", "stay": f"list {listing}", "tabs": tabs(listing), "cards": []}
    if listing is Listing.GRID:
        return data | {"grid": grid(reports.cross(state.asked))}
    most = state.shown * 3
    match listing:
        case Listing.PLACES:
            table = places
            rows = place_rows(table, most)
        case Listing.ACTORS:
            table = reports.by_actor(state.asked)
            rows = actor_rows(table, most)
        case _:
            table = reports.by_source(state.asked)
            rows = source_rows(table, most)
    if not rows:
        data["empty"] = {"text": say(f"empty.no_{listing}"), "actions": []}
    return data | {"places": rows, "more": say("more.items", n=PAGE * 3) if len(table) > most else ""}


def _actor(reports: Reports, state: State, actor: Actor) -> Drawn:
    asked = replace(state.asked, actors=(actor.actor_id,), bounds=None)
    data = _cards(reports, state, asked) | actor_page(reports, actor, asked)
    if not data["cards"]:
        data["empty"] = {
            "text": say("empty.actor", actor=actor_name(actor.actor_id, actor.name)),
            "actions": ways_out(reports, asked, but="actor"),
        }
    data |= {
        "back": _leads_back(state),
        "stay": f"actor {actor.actor_id}",
        "orders": _orders(state),
        "actions": [{"text": say("action.only_actor"), "act": {"do": "actor", "id": actor.actor_id}}],
    }
    return data


def _place(reports: Reports, state: State, place: Place) -> Drawn:
    asked = replace(state.asked, places=(place.place_id,), bounds=None)
    totals = reports.totals(asked)
    data = _cards(reports, state, asked)
    lines = [place_line(place)]
    if place.population:
        lines.append(say("place.population", n=place.population))
    notes = []
    if totals.places > 1:
        notes.append(say("place.inside", n=totals.places - 1))
    if not totals.reports:
        data["empty"] = {
            "text": say("empty.place"),
            "actions": ways_out(reports, asked, but="place"),
        }
    data |= {
        "title": place_name(place),
        "sub": capitalised(listed(lines)),
        "notes": [
            say(
                "count.reports_in_articles",
                n=totals.reports,
                in_articles=say("count.in_articles", n=totals.articles),
            ),
            *notes,
        ],
        "back": _leads_back(state),
        "stay": f"place {place.place_id}",
        "single": place.place_id,
        "orders": _orders(state),
        "facts": place_facts(reports, asked),
        "when": when(reports, replace(asked, published_from=None, published_to=None)),
        "actions": [
            {"text": say("panel.show_on_map"), "act": {"do": "go", "ids": [place.place_id]}},
            {"text": say("action.only_place"), "act": {"do": "filter-place", "id": place.place_id}},
        ],
    }
    return data


def _box(state: State, places: pd.DataFrame) -> Drawn:
    assert state.view.selected is not None
    box = state.view.selected.box
    assert box is not None
    spots = places.head(200)
    listed = [
        {
            "id": row["place_id"],
            "name": row["name"],
            "where": place_line(_as_place(row)),
            "n": int(row["reports"]),
        }
        for row in spots.to_dict("records")
    ]
    data: dict[str, object] = {
        "title": say("count.places", n=len(places)),
        "sub": say("place.close", n=int(places["reports"].sum())),
        "back": _leads_back(state),
        "stay": f"box {box}",
        "places": listed,
        "cards": [],
        "actions": [{"text": say("action.zoom"), "act": {"do": "zoom-box"}}],
    }
    if not listed:
        data["empty"] = {"text": say("empty.here"), "actions": []}
    return data


def _article(reports: Reports, state: State, article_id: str) -> Drawn | None:
    parsed = reports.article(article_id)
    if parsed is None:
        return None
    drawn = reader(parsed, text=state.view.filters.text)
    places: Any = drawn["places"]
    data: dict[str, object] = {
        "title": drawn["title"],
        "sub": drawn["summary"],
        "back": _leads_back(state),
        "stay": f"article {article_id}",
        "places": drawn["places"],
        "facts": [{"label": say("fact.about"), "items": drawn["about"]}] if drawn["about"] else [],
        "article": drawn,
        "version": version(),
        "map": say("article.map", n=len(places)),
        "cards": [],
        "actions": [{"text": say("action.article_places"), "act": {"do": "go-article"}}],
        "removal": offer_removal(parsed),
    }
    return data


def _cards(reports: Reports, state: State, asked: Filters) -> dict[str, object]:
    found = reports.reports(asked, limit=state.shown + 1, order=state.view.order.value)
    shown = found[: state.shown]
    more = say("more.items", n=PAGE) if len(found) > state.shown else ""
    return {"cards": cards(shown, text=asked.text), "more": more}


def _orders(state: State) -> list[dict[str, object]]:
    return [{"text": say(f"order.{order}"), "value": str(order), "on": order is state.view.order} for order in Order]


def _leads_back(state: State) -> str:
    """What the way back is called: to what was selected before, or to the list."""
    return say("back.before") if state.back else say("back.all")


def _as_place(row: Mapping[Hashable, Any]) -> Place:
    return Place(
        place_id=str(row["place_id"]),
        name=str(row["name"]),
        lat=float(str(row["lat"])),
        lon=float(str(row["lon"])),
        kind=PlaceKind(str(row["kind"])),
        country=str(row["country"]),
        admin1=str(row["admin1"]),
    )
