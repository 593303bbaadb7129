"""Show how much is reported and which filters are on, and hand out the link to it."""

from dataclasses import replace
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from geo.query import Reports, Totals
from geo.view.cards import place_name
from geo.view.editing import Access, access
from geo.view.link import NAMES, View, write_link
from geo.view.page import component
from geo.view.saying import chosen, count, say, words
from geo.view.sharing import qr_code
from geo.view.state import State
from geo.view.words import actor_name, capitalised, country_name, kind_name, stretch

__all__ = ["strip_component", "strip_data"]


@st.cache_resource(show_spinner=False)
def strip_component() -> "st.components.v2.types.ComponentRenderer":
    """The strip's drawing part; registered once a process."""
    return component("strip")


def strip_data(reports: Reports, state: State, totals: Totals, query: dict[str, list[str]]) -> dict[str, object]:
    """What the strip draws; `query` is the address that the view should have."""
    counts = [("reports", totals.reports), ("articles", totals.articles), ("places", totals.places)]
    counts += [(name, n) for name, n in (("publishers", totals.sources), ("undated", totals.undated)) if n]
    return {
        "words": words("strip"),
        "counts": [{"n": count(n), "text": chosen(f"count.{name}", n)} for name, n in counts],
        "chips": _chips(reports, state),
        "notes": list(state.notes),
        "query": query,
        "straighten": not state.pushed,
        "ours": sorted(NAMES),
        "only_map": state.view.only_map,
        "add": say("add.open") if access() is not Access.OFF else "",
        "sharing": _sharing(state.view) if state.sharing else None,
    }


def _sharing(view: View) -> dict[str, object]:
    """The ways to hand the view on: as a picture for a phone, and as a map inside another page."""
    parts = urlsplit(st.context.url or "")
    plain = urlencode(write_link(replace(view, only_map=False)), doseq=True, safe=":/,")
    size, path = qr_code(urlunsplit((parts.scheme, parts.netloc, parts.path, plain, ""))) if parts.netloc else (0, "")
    return {"size": size, "path": path, "map": write_link(replace(view, only_map=True))}


def _chips(reports: Reports, state: State) -> list[dict[str, object]]:
    f = state.view.filters
    ids = [p for p in (*f.places, *f.about) if not p.startswith("country:")]
    places = reports.places(ids) if ids else {}
    actors = reports.actors(f.actors) if f.actors else {}

    def name(place_id: str) -> str:
        return place_name(places[place_id]) if place_id in places else _unknown(place_id)

    chips = [_chip("place", p, name(p)) for p in f.places]
    chips += [_chip("actor", a, actor_name(a, actors[a].name) if a in actors else _unknown(a)) for a in f.actors]
    if f.actors and f.actors_anywhere:
        chips.append(_chip("anywhere", "", say("chip.anywhere")))
    chips += [_chip("about", p, say("chip.about", place=name(p))) for p in f.about]
    chips += [_chip("source", s, s) for s in f.sources]
    chips += [_chip("kind", str(k), capitalised(kind_name(str(k)))) for k in f.kinds]
    if f.published_from or f.published_to:
        chips.append(_chip("dates", "", stretch(f.published_from, f.published_to)))
    if f.text:
        chips.append(_chip("text", "", say("chip.text", text=f.text)))
    if f.min_score:
        chips.append(_chip("score", "", say("chip.score", n=round(f.min_score * 100))))
    if not f.literal_only:
        chips.append(_chip("literal", "", say("chip.literal")))
    if f.copies:
        chips.append(_chip("copies", "", say("chip.copies")))
    if state.view.in_view:
        chips.append(_chip("inview", "", say("chip.in_view")))
    return chips


def _unknown(target: str) -> str:
    kind, _, code = target.partition(":")
    return country_name(code.upper()) if kind == "country" else target


def _chip(name: str, value: str, text: str) -> dict[str, object]:
    return {"text": text, "says": text, "act": {"do": "drop", "name": name, "value": value}}
