"""Show how much is reported and which filters are on, and hand out the link to it."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from geo.query import Reports, Totals
from geo.view.link import View, write_link
from geo.view.sharing import qr_code
from geo.view.state import NAMES, State
from geo.view.words import KINDS, count, country_name

__all__ = ["strip_component", "strip_data"]

_FRONTEND = Path(__file__).parent / "frontend"


@st.cache_resource(show_spinner=False)
def strip_component() -> "st.components.v2.types.ComponentRenderer":
    """The strip's drawing part; registered once a process."""
    return st.components.v2.component(
        "dateline_strip",
        js=(_FRONTEND / "strip.js").read_text(encoding="utf-8"),
        css=(_FRONTEND / "strip.css").read_text(encoding="utf-8"),
    )


def strip_data(reports: Reports, state: State, totals: Totals, query: dict[str, list[str]]) -> dict[str, object]:
    """What the strip draws; `query` is the address that the view should have."""
    nouns = [
        (totals.reports, "report"),
        (totals.articles, "article"),
        (totals.places, "place"),
        (totals.sources, "publisher"),
    ]
    counts = [{"n": count(n), "noun": noun if n == 1 else noun + "s"} for n, noun in nouns if n or noun != "publisher"]
    if totals.undated:
        counts.append({"n": count(totals.undated), "noun": "undated left out"})
    return {
        "counts": counts,
        "chips": _chips(reports, state),
        "notes": list(state.notes),
        "query": query,
        "straighten": not state.pushed,
        "ours": sorted(NAMES),
        "only_map": state.view.only_map,
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
    places = reports.places([p for p in f.places if not p.startswith("country:")]) if f.places else {}
    actors = reports.actors(f.actors) if f.actors else {}
    chips = [_chip("place", p, places[p].name if p in places else _unknown(p)) for p in f.places]
    chips += [_chip("actor", a, actors[a].name if a in actors else _unknown(a)) for a in f.actors]
    chips += [_chip("source", s, s) for s in f.sources]
    chips += [_chip("kind", str(k), KINDS[str(k)].capitalize()) for k in f.kinds]
    if f.published_from or f.published_to:
        chips.append(_chip("dates", "", _dates(state)))
    if f.text:
        chips.append(_chip("text", "", f"Articles with “{f.text}”"))
    if f.min_score:
        chips.append(_chip("score", "", f"Score {round(f.min_score * 100)} or more"))
    if not f.literal_only:
        chips.append(_chip("literal", "", "Names of actors too"))
    if state.view.in_view:
        chips.append(_chip("inview", "", "In this view"))
    return chips


def _unknown(target: str) -> str:
    kind, _, code = target.partition(":")
    return country_name(code.upper()) if kind == "country" else target


def _dates(state: State) -> str:
    f = state.view.filters
    if f.published_from and f.published_to:
        if f.published_from == f.published_to:
            return f"{f.published_from:%-d %b %Y}"
        return f"{f.published_from:%-d %b %Y} to {f.published_to:%-d %b %Y}"
    if f.published_from:
        return f"From {f.published_from:%-d %b %Y}"
    return f"Until {f.published_to:%-d %b %Y}" if f.published_to else ""


def _chip(name: str, value: str, text: str) -> dict[str, object]:
    return {"text": text, "says": text, "act": {"do": "drop", "name": name, "value": value}}
