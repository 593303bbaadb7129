"""Remember what one reader chose: the only place that touches Streamlit's session state and query parameters.

Ids, numbers and choices only. The view lives in the address too: what is changed here is written there, and when the
reader goes back or forward in the browser, the address wins.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

import streamlit as st

from geo.records import Bounds, Filters
from geo.view.link import NAMES, Selection, View, read_link, write_link
from geo.view.marks import Going
from geo.view.saying import ENGLISH, languages, matching, say, speak

__all__ = ["PAGE", "State", "Stride", "asked_language", "current", "is_settling", "publish"]

PAGE = 20
"""How many excerpts are shown at first, and added by each "show more"."""

_KEY = "dateline"
_SETTLING = 2.0
"""Seconds: more than a busy browser takes to follow."""


class Stride(StrEnum):
    """How far a step through time goes."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(slots=True)
class State:
    """One reader's choices: the view, what the map last said of itself, and small counters.

    `bounds` and `zoom` are the browser's; None until it has spoken. `going` is where the map was last asked to go.
    `written` is the address as it was last read or written, `settled` what it means without the map's place, and
    `pushed` whether this page wrote it: one that was only read may be put straight without a step in the history.
    `acts` holds the last press heard from each part, so that none is done twice. `back` holds what was selected before.
    `sharing` is whether the ways to hand the view on are open; `playing` whether time is running, by `stride` (None: as
    suits the store), and `step` counts the steps. `widgets` holds which of its kind each filter's widget is, the value
    that it had last and the labels of that. `locale` is the browser's language ("fr-CA"). `told` answers what an
    editor gave last, and `given` counts what was taken. `published` is when the address was last written.
    """

    view: View = field(default_factory=View)
    bounds: Bounds | None = None
    zoom: float | None = None
    going: Going | None = None
    acts: dict[str, str] = field(default_factory=dict)
    shown: int = PAGE
    notes: tuple[str, ...] = ()
    written: dict[str, list[str]] | None = None
    settled: dict[str, list[str]] = field(default_factory=dict)
    pushed: bool = False
    framed: bool = False
    brush: int = 0
    back: tuple[Selection, ...] = ()
    sharing: bool = False
    playing: bool = False
    step: int = 0
    stride: Stride | None = None
    widgets: dict[str, tuple[int, object, tuple[str, ...] | None]] = field(default_factory=dict)
    locale: str = ""
    published: float = -math.inf
    told: tuple[str, ...] = ()
    given: int = 0

    def change(self, view: View) -> None:
        """Take a new view; the list begins at its top again."""
        if view != self.view:
            self.view = view
            self.shown = PAGE
            self.notes = ()

    def filter(self, filters: Filters) -> None:
        """Take new filters; whatever else is chosen stays, the map's place too."""
        self.change(replace(self.view, filters=filters))

    def go(self, going: Going) -> None:
        """Ask the map to go somewhere, as a new request."""
        self.going = replace(going, number=(self.going.number if self.going else 0) + 1)

    def speak(self, language: str) -> None:
        """Take a language; the map, which is made anew for it, comes back to where it stands."""
        if language in languages() and language != self.view.language:
            self.view = replace(self.view, language=language)
            if self.view.position is not None:
                self.go(Going(0, position=self.view.position))

    @property
    def language(self) -> str:
        """What the page is in: the language that the link names, else the browser's where it is ours, else English."""
        return self.view.language or matching(self.locale) or ENGLISH

    @property
    def asked(self) -> Filters:
        """The filters with the map's edges, where the reader wants only what is in view."""
        return replace(self.view.filters, bounds=self.bounds) if self.view.in_view else self.view.filters


def current() -> State:
    """This reader's state; made from the address at first, and again when the address was changed by the browser."""
    state = st.session_state.get(_KEY)
    if not isinstance(state, State):
        state = st.session_state[_KEY] = State()
    state.locale = st.context.locale or ""
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    ours = {name: values for name, values in query.items() if name in NAMES}
    if state.written is None or _settled(ours) != _settled(state.written):
        view, bad = read_link(query)
        fresh = State(
            view=view, going=state.going, acts=state.acts, bounds=state.bounds, zoom=state.zoom, locale=state.locale
        )
        fresh.widgets = state.widgets
        fresh.brush = state.brush + 1
        fresh.written = ours
        fresh.settled = _settled(write_link(view))
        if view.position is not None:
            fresh.go(Going(0, position=view.position))
            fresh.framed = True
        elif state.written is not None:
            fresh.framed = True
        speak(fresh.language)
        if bad:
            fresh.notes = (say("note.link", names=say("list.comma").join(dict.fromkeys(bad))),)
        state = st.session_state[_KEY] = fresh
    speak(state.language)
    return state


def asked_language() -> str:
    """What the page speaks before there is a state: as the address says, else the browser."""
    return State(view=read_link({"lang": st.query_params.get_all("lang")})[0], locale=st.context.locale or "").language


def _settled(query: dict[str, list[str]]) -> dict[str, list[str]]:
    """The address without the map's place, which changes with every pan."""
    return {name: values for name, values in query.items() if name != "map"}


def is_settling(state: State, *, clock: Callable[[], float] = time.monotonic) -> bool:
    """Whether a browser may not yet have the address that was written last.

    A run that it starts now would bring the one before, which reads as if the reader had gone back to it.
    """
    return clock() - state.published < _SETTLING


def publish(state: State, *, clock: Callable[[], float] = time.monotonic) -> dict[str, list[str]]:
    """Write the view into the address where more than the map's place changed; return the whole address.

    The map's place alone goes there by the page's own script, without a step in the browser's history for each pan.
    """
    query = write_link(state.view)
    if state.playing:  # each step would be one in the browser's history: the address follows when it stops
        return query if state.written is None else state.written
    if _settled(query) != state.settled:
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
        st.query_params.from_dict(others | query)  # all at once: each change by itself would be a step in the history
        state.written = query
        state.settled = _settled(query)
        state.pushed = True
        state.published = clock()
    return query
