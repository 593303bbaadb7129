"""Offer the filters: a search, a place, an actor, and the rest behind one button. Picks become chips below."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.errors import DatelineError
from geo.query import COUNTRY, Reports
from geo.records import Filters, PlaceKind
from geo.view.cards import place_name
from geo.view.loosening import without
from geo.view.saying import languages, name_of, say, speak, spoken_language
from geo.view.state import State
from geo.view.words import actor_kind, actor_name, capitalised, country_name, kind_name, where

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
        _more(reports, state)


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


def _more(reports: Reports, state: State) -> None:
    f = state.view.filters
    sources = reports.by_source(without(state.asked, "source"))
    names = [s for s in sources["source"].head(_MOST) if s]
    counts = dict(zip(sources["source"], sources["reports"], strict=True))
    _set("dl_sources", list(f.sources))
    if names or f.sources:
        st.multiselect(
            say("filters.publisher"),
            list(dict.fromkeys((*f.sources, *names))),
            key="dl_sources",
            format_func=lambda s: say("filters.counted", name=s, n=int(counts.get(s, 0))),
            on_change=_take_more,
            args=(state,),
            placeholder=say("filters.any"),
        )
    _about(reports, state)
    kinds = reports.by_place(without(state.asked, "kind")).groupby("kind")["reports"].sum().sort_values(ascending=False)
    offered = list(dict.fromkeys((*(str(k) for k in f.kinds), *(str(k) for k in kinds.index))))
    _set("dl_kinds", [str(k) for k in f.kinds])
    st.multiselect(
        say("filters.kind"),
        offered,
        key="dl_kinds",
        format_func=lambda k: say("filters.counted", name=capitalised(kind_name(k)), n=int(kinds.get(k, 0))),
        on_change=_take_more,
        args=(state,),
        placeholder=say("filters.any"),
    )
    left, right = st.columns(2, wrap=False)
    _set("dl_from", f.published_from)
    _set("dl_to", f.published_to)
    for column, key, label in ((left, "dl_from", say("filters.from")), (right, "dl_to", say("filters.to"))):
        column.date_input(
            label,
            value=None,
            key=key,
            on_change=_take_more,
            args=(state,),
            min_value="1900-01-01",
            format=say("date.input"),
        )
    _set("dl_score", round(f.min_score * 100))
    st.slider(say("filters.score"), 0, 100, step=5, key="dl_score", on_change=_take_more, args=(state,), format="%d")
    _set("dl_anywhere", f.actors_anywhere)
    st.toggle(
        say("filters.anywhere"),
        key="dl_anywhere",
        on_change=_take_more,
        args=(state,),
        help=say("filters.anywhere_help"),
    )
    _set("dl_literal", f.literal_only)
    st.toggle(
        say("filters.literal"),
        key="dl_literal",
        on_change=_take_more,
        args=(state,),
        help=say("filters.literal_help"),
    )
    _set("dl_copies", f.copies)
    st.toggle(
        say("filters.copies"), key="dl_copies", on_change=_take_more, args=(state,), help=say("filters.copies_help")
    )
    _set("dl_in_view", state.view.in_view)
    st.toggle(say("filters.in_view"), key="dl_in_view", on_change=_take_more, args=(state,))
    if len(languages()) > 1:
        _language(state)


def _about(reports: Reports, state: State) -> None:
    """What articles are about: a country or province stands for what lies in it too."""
    chosen = state.view.filters.about
    options = about_options(reports.by_focus(without(state.asked, "about")))
    _set("dl_about", list(chosen))
    if options or chosen:
        known = reports.places([p for p in chosen if p not in options and not p.startswith(COUNTRY)])
        names = options | {place_id: place_name(place) for place_id, place in known.items()}
        st.multiselect(
            say("filters.about"),
            list(dict.fromkeys((*chosen, *options))),
            key="dl_about",
            format_func=lambda p: names.get(p) or country_name(p.removeprefix(COUNTRY).upper()),
            on_change=_take_more,
            args=(state,),
            placeholder=say("filters.any"),
            help=say("filters.about_help"),
        )


def about_options(table: pd.DataFrame) -> dict[str, str]:
    """Ids and labels of what articles are about, with how many are (`Reports.by_focus`)."""
    options = {}
    for row in table.head(_MOST // 2).to_dict("records"):
        country = str(row["place_id"]).startswith(COUNTRY)
        line = "" if country else where(str(row["kind"]), str(row["admin1"]), str(row["country"]), str(row["name"]))
        name = country_name(str(row["country"])) if country else str(row["name"])
        said = say("count.articles", n=int(row["articles"]))
        options[str(row["place_id"])] = (
            say("filters.about_country", name=name, articles=said)
            if country
            else say("filters.about_place", name=name, where=line, articles=said)
        )
    return options


def _language(state: State) -> None:
    """Each language by its own name for itself."""
    _set("dl_language", spoken_language())
    st.selectbox(
        say("filters.language"),
        list(languages()),
        key="dl_language",
        format_func=name_of,
        on_change=_take_language,
        args=(state,),
    )


def _take_language(state: State) -> None:
    state.speak(str(st.session_state.get("dl_language") or ""))


def _set(key: str, value: object) -> None:
    """Widgets follow the state, so that chips, links and widgets never disagree."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _take_more(state: State) -> None:
    get = st.session_state.get
    f: Filters = state.view.filters
    first, last = get("dl_from"), get("dl_to")
    if (first, last) != (f.published_from, f.published_to):
        state.brush += 1
    state.change(
        replace(
            state.view,
            in_view=bool(get("dl_in_view")),
            filters=replace(
                f,
                sources=tuple(get("dl_sources") or ()),
                kinds=tuple(PlaceKind(k) for k in get("dl_kinds") or ()),
                about=tuple(get("dl_about") or ()),
                actors_anywhere=bool(get("dl_anywhere")),
                published_from=first,
                published_to=last,
                min_score=int(get("dl_score") or 0) / 100,
                literal_only=bool(get("dl_literal")),
                copies=bool(get("dl_copies")),
            ),
        )
    )
