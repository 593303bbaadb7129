"""Step through time: a day, a week or a month after another."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from geo.query import Reports
from geo.records import Filters
from geo.view.page import component
from geo.view.saying import say, words
from geo.view.state import State, Stride

__all__ = ["natural", "offered", "play", "player_component", "player_data", "stepped", "window_of"]

_DAYS = {Stride.DAY: 1, Stride.WEEK: 7, Stride.MONTH: 30, Stride.YEAR: 365}
_MOST_BARS = 120
_MOST_STEPS = 400


@st.cache_resource(show_spinner=False)
def player_component() -> "st.components.v2.types.ComponentRenderer":
    """The buttons below the timeline; registered once a process."""
    return component("player")


def natural(first: date, last: date) -> Stride:
    """The finest stride that makes some 120 bars at most."""
    span = (last - first).days + 1
    return next((s for s in (Stride.DAY, Stride.WEEK, Stride.MONTH) if span / _DAYS[s] <= _MOST_BARS), Stride.YEAR)


def offered(first: date, last: date) -> list[Stride]:
    """The strides with two to four hundred steps, and the natural one."""
    span = (last - first).days + 1
    fits = [s for s in Stride if 2 <= span / _DAYS[s] <= _MOST_STEPS or s is natural(first, last)]
    return fits or [natural(first, last)]


def window_of(day: date, stride: Stride) -> tuple[date, date]:
    """The first and last day of the day, week (from Monday), month or year that holds `day`."""
    if stride is Stride.DAY:
        return day, day
    if stride is Stride.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if stride is Stride.MONTH:
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day.replace(month=1, day=1), day.replace(month=12, day=31)


def stepped(filters: Filters, extent: tuple[date, date], stride: Stride, by: int) -> Filters | None:
    """The filters one window on (`by` = 1) or back (−1); None beyond the ends.

    From the days that are chosen now; where none are, from the first, or for a step back the last. A stretch that is
    no whole window is entered from its first day.
    """
    first, last = filters.published_from, filters.published_to
    if by < 0:
        day = first - timedelta(days=1) if first else extent[1]
    elif last and (first is None or window_of(last, stride) == (first, last)):
        day = last + timedelta(days=1)
    else:
        day = first or extent[0]
    if not window_of(extent[0], stride)[0] <= day <= window_of(extent[1], stride)[1]:
        return None
    first, last = window_of(day, stride)
    return replace(filters, published_from=first, published_to=last)


def _extent(reports: Reports) -> tuple[date, date] | None:
    days = reports.by_day(Filters(literal_only=False))["day"]
    return None if len(days) < 2 else (days.min().date(), days.max().date())


def player_data(state: State, extent: tuple[date, date]) -> dict[str, object]:
    """What the buttons draw."""
    f = state.view.filters
    stride = state.stride or natural(*extent)
    return {
        "playing": state.playing,
        "step": state.step,
        "strides": [{"value": str(s), "text": say(f"stride.{s}"), "on": s is stride} for s in offered(*extent)],
        "can_back": stepped(f, extent, stride, -1) is not None,
        "can_on": stepped(f, extent, stride, 1) is not None,
        "words": words("player"),
        "narrowed": f.published_from is not None or f.published_to is not None,
    }


def play(what: Mapping[str, object], state: State, reports: Reports) -> bool:
    """Do what one of the buttons asks for; True where it was understood."""
    extent = _extent(reports)
    if extent is None:
        return False
    stride = state.stride or natural(*extent)
    match what.get("do"):
        case "stride" if what.get("value") in {str(s) for s in Stride}:
            state.stride = Stride(str(what.get("value")))
            state.playing = False
            return True
        case "stop":
            state.playing = False
            return True
        case "play":
            ahead = stepped(state.view.filters, extent, stride, 1)
            start = replace(state.view.filters, published_from=None, published_to=None)
            state.playing = True
            _take(state, ahead or stepped(start, extent, stride, 1))
            state.brush += 1
            return True
        case "tick":  # one that was under way when the reader stopped changes nothing
            if state.playing:
                moved = stepped(state.view.filters, extent, stride, 1)
                moved = moved and _next_reported(moved, reports, state, stride)
                state.playing = moved is not None
                _take(state, moved)
            return True
        case "step" if what.get("by") in {1, -1}:
            moved = stepped(state.view.filters, extent, stride, 1 if what.get("by") == 1 else -1)
            state.playing = False
            state.brush += 1
            _take(state, moved)
            return True
    return False


def _next_reported(filters: Filters, reports: Reports, state: State, stride: Stride) -> Filters | None:
    """The first window from this one on that has a report: what plays passes over quiet stretches."""
    days = reports.by_day(replace(state.asked, published_from=filters.published_from, published_to=None))["day"]
    if days.empty:
        return None
    first, last = window_of(days.min().date(), stride)
    return replace(filters, published_from=first, published_to=last)


def _take(state: State, filters: Filters | None) -> None:
    state.step += 1
    if filters is not None:
        state.filter(filters)
