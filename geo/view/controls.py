"""Offer the filters: a search, a place, an actor, and the rest behind one button. Picks become chips below."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.errors import DatelineError
from geo.query import COUNTRY, Reports
from geo.records import PlaceKind
from geo.view.loosening import without
from geo.view.more_filters import show_more
from geo.view.saying import say, speak
from geo.view.state import State
from geo.view.words import actor_kind, actor_name, country_name, where

__all__ = ["show_controls"]

_MOST = 800


def show_controls(reports: Reports, state: State) -> None:
    """Draw the filters; a change of any goes into the state before the rest of the page is drawn."""
    f = state.view.filters
    st.session_state["dl_text"] = f.text
    st.text_input(
        say("filters.search"),
        key="dl_text",
        placeholder=say("filters.search"),
        label_visibility="collapsed",
        max_chars=200,
        on_change=_take_text,
        args=(state,),
        icon=":material/search:",
    )
    places = place_options(reports.by_place(without(state.asked, "place")))
    _picker("place", say("filters.place"), places, reports, state)
    actors = actor_options(reports.by_actor(without(state.asked, "actor")))
    _picker("actor", say("filters.actor"), actors, reports, state)
    with st.popover(say("filters.open"), icon=":material/tune:"):
        show_more(reports, state)


def place_options(table: pd.DataFrame) -> dict[str, str]:
    """Ids and labels to pick from: countries and provinces (with all within) first, then the most reported places."""
    options: dict[str, str] = {}
    countries = table[table["country"] != ""].groupby("country")["reports"].sum().sort_values(ascending=False)
    for code, n in countries.items():
        options[f"{COUNTRY}{code}"] = say("filters.whole_country", name=country_name(str(code)), n=int(n))
    listed = table[(table["kind"] != str(PlaceKind.COUNTRY)) | (table["country"] == "")]
    for row in listed.head(_MOST).to_dict("records"):
        line = where(str(row["kind"]), str(row["admin1"]), str(row["country"]), str(row["name"]))
        options[str(row["place_id"])] = say("filters.some_place", name=row["name"], where=line, n=int(row["reports"]))
    return options


def actor_options(table: pd.DataFrame) -> dict[str, str]:
    """Ids and labels of actors, most reported first."""
    return {
        str(row["actor_id"]): say(
            "filters.some_actor",
            name=actor_name(str(row["actor_id"]), str(row["name"])),
            kind=actor_kind(str(row["kind"])),
            n=int(row["reports"]),
        )
        for row in table.head(_MOST).to_dict("records")
    }


def _picker(name: str, label: str, options: dict[str, str], reports: Reports, state: State) -> None:
    key = f"dl_{name}"
    if key in st.session_state:
        st.session_state[key] = None
    chosen = state.view.filters.places if name == "place" else state.view.filters.actors
    st.selectbox(
        label,
        [option for option in options if option not in chosen],
        index=None,
        key=key,
        format_func=lambda option: options.get(option, option),
        placeholder=label,
        label_visibility="collapsed",
        accept_new_options=True,
        on_change=_take_pick,
        args=(name, options, reports, state),
    )


def _take_pick(name: str, options: dict[str, str], reports: Reports, state: State) -> None:
    picked = st.session_state.get(f"dl_{name}")
    if not picked:
        return
    f = state.view.filters
    if picked not in options:
        try:
            found = reports.find_places(picked, limit=1) if name == "place" else reports.find_actors(picked, limit=1)
        except DatelineError as error:
            state.notes = (str(error),)
            return
        if not found:
            speak(state.language)  # a callback runs before the page, which says so otherwise
            state.notes = (say(f"filters.no_{name}", name=picked[:60]),)
            return
        picked = getattr(found[0], f"{name}_id")
    if name == "place":
        state.filter(replace(f, places=tuple(dict.fromkeys((*f.places, picked)))))
    else:
        state.filter(replace(f, actors=tuple(dict.fromkeys((*f.actors, picked)))))


def _take_text(state: State) -> None:
    typed = " ".join(str(st.session_state.get("dl_text") or "").split())
    state.filter(replace(state.view.filters, text="".join(c for c in typed if c.isprintable())[:200]))
