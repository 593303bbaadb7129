"""Offer the filters that are asked for less often, behind one button: publisher, subject, kind, days, switches."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from geo.query import COUNTRY, Reports
from geo.records import Filters, PlaceKind
from geo.view.cards import place_name
from geo.view.loosening import without
from geo.view.saying import languages, name_of, say, spoken_language
from geo.view.state import State
from geo.view.words import capitalised, country_name, kind_name, where

__all__ = ["about_options", "show_more"]

_MOST = 800


def show_more(reports: Reports, state: State) -> None:
    """Draw the filters behind the button; each, when it is changed, changes what it stands for and nothing else."""
    f = state.view.filters
    _publishers(reports, state)
    _about(reports, state)
    _kinds(reports, state)
    left, right = st.columns(2, wrap=False)
    for column, name, day in ((left, "from", f.published_from), (right, "to", f.published_to)):
        column.date_input(
            say(f"filters.{name}"),
            value=None,
            key=_worn(state, name, day),
            on_change=_take,
            args=(state, name),
            min_value="1900-01-01",
            format=say("date.input"),
        )
    score = _worn(state, "score", round(f.min_score * 100))
    st.slider(say("filters.score"), 0, 100, step=5, key=score, on_change=_take, args=(state, "score"), format="%d")
    switches = (("anywhere", f.actors_anywhere), ("literal", f.literal_only), ("copies", f.copies))
    for name, on in switches:
        st.toggle(
            say(f"filters.{name}"),
            key=_worn(state, name, on),
            on_change=_take,
            args=(state, name),
            help=say(f"filters.{name}_help"),
        )
    in_view = _worn(state, "in_view", state.view.in_view)
    st.toggle(say("filters.in_view"), key=in_view, on_change=_take, args=(state, "in_view"))
    if len(languages()) > 1:  # each by its own name for itself
        st.selectbox(
            say("filters.language"),
            list(languages()),
            key=_worn(state, "language", spoken_language()),
            format_func=name_of,
            on_change=_take,
            args=(state, "language"),
        )


def _publishers(reports: Reports, state: State) -> None:
    chosen = state.view.filters.sources
    sources = reports.by_source(without(state.asked, "source"))
    names = [s for s in sources["source"].head(_MOST) if s]
    counts = dict(zip(sources["source"], sources["reports"], strict=True))
    labels = {s: say("filters.counted", name=s, n=int(counts.get(s, 0))) for s in dict.fromkeys((*chosen, *names))}
    if labels:
        st.multiselect(
            say("filters.publisher"),
            list(labels),
            key=_worn(state, "sources", list(chosen), [labels[s] for s in chosen]),
            format_func=lambda s: labels.get(s, s),
            on_change=_take,
            args=(state, "sources"),
            placeholder=say("filters.any"),
        )


def _about(reports: Reports, state: State) -> None:
    """What articles are about: a country or province stands for what lies in it too."""
    chosen = state.view.filters.about
    options = about_options(reports.by_focus(without(state.asked, "about")))
    if options or chosen:
        known = reports.places([p for p in chosen if p not in options and not p.startswith(COUNTRY)])
        names = options | {place_id: place_name(place) for place_id, place in known.items()}
        labels = {p: names.get(p) or country_name(p.removeprefix(COUNTRY).upper()) for p in (*chosen, *options)}
        st.multiselect(
            say("filters.about"),
            list(labels),
            key=_worn(state, "about", list(chosen), [labels[p] for p in chosen]),
            format_func=lambda p: labels.get(p, p),
            on_change=_take,
            args=(state, "about"),
            placeholder=say("filters.any"),
            help=say("filters.about_help"),
        )


def about_options(table: pd.DataFrame) -> dict[str, str]:
    """Ids and labels of what articles are about, with how many are (`Reports.by_focus`)."""
    options = {}
    for row in table.head(_MOST // 2).to_dict("records"):
        articles = say("count.articles", n=int(row["articles"]))
        place_id, name, country = str(row["place_id"]), str(row["name"]), str(row["country"])
        if place_id.startswith(COUNTRY):
            options[place_id] = say("filters.about_country", name=country_name(country), articles=articles)
        else:
            line = where(str(row["kind"]), str(row["admin1"]), country, name)
            options[place_id] = say("filters.about_place", name=name, where=line, articles=articles)
    return options


def _kinds(reports: Reports, state: State) -> None:
    chosen = [str(kind) for kind in state.view.filters.kinds]
    table = reports.by_place(without(state.asked, "kind"))
    kinds = table.groupby("kind")["reports"].sum().sort_values(ascending=False)
    labels = {
        kind: say("filters.counted", name=capitalised(kind_name(kind)), n=int(kinds.get(kind, 0)))
        for kind in dict.fromkeys((*chosen, *(str(k) for k in kinds.index)))
    }
    st.multiselect(
        say("filters.kind"),
        list(labels),
        key=_worn(state, "kinds", chosen, [labels[kind] for kind in chosen]),
        format_func=lambda kind: labels.get(kind, kind),
        on_change=_take,
        args=(state, "kinds"),
        placeholder=say("filters.any"),
    )


def _worn(state: State, name: str, value: object, labels: Sequence[str] = ()) -> str:
    """Give a widget what the state has, so that chips, links and widgets never disagree; its key.

    A browser keeps what was last chosen in a widget, by its label, and learns nothing new of it while the button is
    closed: it would bring back what a chip took away, or a label whose count is another by now. So a widget whose value
    was changed elsewhere, or is called otherwise (`labels` are those of what is chosen), is another one from then on.
    """
    turn, last, called = state.widgets.get(name, (0, value, None))
    turn += last != value or called not in {None, tuple(labels)}
    state.widgets[name] = (turn, value, tuple(labels))
    key = f"dl_{name}{turn}"
    st.session_state[key] = value
    return key


def _take(state: State, name: str) -> None:
    """Take one widget's value. The others' are not looked at: Streamlit forgets them where only a part was run."""
    turn, _, _ = state.widgets[name]
    value = st.session_state.get(f"dl_{name}{turn}")
    state.widgets[name] = (turn, value, None)
    if name == "language":
        state.speak(str(value or ""))
    elif name == "in_view":
        state.change(replace(state.view, in_view=bool(value)))
    else:
        f = state.view.filters
        changed = _changed(f, name, value)
        if (changed.published_from, changed.published_to) != (f.published_from, f.published_to):
            state.brush += 1
        state.filter(changed)


def _changed(f: Filters, name: str, value: object) -> Filters:
    several = tuple(str(v) for v in value) if isinstance(value, list) else ()
    day = value if isinstance(value, date) else None
    match name:
        case "sources":
            return replace(f, sources=several)
        case "about":
            return replace(f, about=several)
        case "kinds":
            return replace(f, kinds=tuple(PlaceKind(kind) for kind in several if kind in set(PlaceKind)))
        case "from":
            return replace(f, published_from=day)
        case "to":
            return replace(f, published_to=day)
        case "score":
            return replace(f, min_score=(value if isinstance(value, int) else 0) / 100)
        case "anywhere":
            return replace(f, actors_anywhere=bool(value))
        case "literal":
            return replace(f, literal_only=bool(value))
        case "copies":
            return replace(f, copies=bool(value))
    return f
