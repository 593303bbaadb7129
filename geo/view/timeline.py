"""Show when things were reported, and let a reader choose a stretch of time by brushing over it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import altair as alt
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.query import Reports
from geo.records import Filters
from geo.view.playing import natural, player_component, player_data
from geo.view.saying import say
from geo.view.state import State, Stride

__all__ = ["Room", "binned", "brushed", "chart", "lay_out_timeline", "show_timeline"]

Extent = tuple[pd.Timestamp, pd.Timestamp]

_PERIODS = {Stride.DAY: "D", Stride.WEEK: "W-SUN", Stride.MONTH: "M", Stride.YEAR: "Y"}
_LENGTHS = {
    Stride.DAY: pd.DateOffset(days=1),
    Stride.WEEK: pd.DateOffset(weeks=1),
    Stride.MONTH: pd.DateOffset(months=1),
    Stride.YEAR: pd.DateOffset(years=1),
}


@dataclass(frozen=True, slots=True)
class Room:
    """Where the bars will stand, and the days that they span."""

    slot: DeltaGenerator
    extent: Extent


def lay_out_timeline(reports: Reports, state: State) -> Room | None:
    """Make room for the timeline, with its buttons, where the store knows of two days or more; the bars come later.

    It spans all days of the store whatever the filters, so that neither the map nor the axis jumps.
    """
    whole = reports.by_day(Filters(literal_only=False))
    if len(whole) < 2:
        return None
    extent = (whole["day"].min(), whole["day"].max())
    with st.container(key="timeline"):
        slot = st.container(key="bars")
        ends = (extent[0].date(), extent[1].date())
        player_component()(key="dl_player", data=player_data(state, ends), on_act_change=_nothing)
    return Room(slot, extent)


def show_timeline(reports: Reports, state: State, room: Room) -> bool:
    """Draw the bars; True where the reader brushed a new stretch."""
    extent = room.extent
    ends = (extent[0].date(), extent[1].date())
    shown = reports.by_day(replace(state.asked, published_from=None, published_to=None))
    bins, step = binned(shown, extent, state.stride or natural(*ends))
    f = state.view.filters
    chosen = (f.published_from, f.published_to)
    event = room.slot.altair_chart(
        chart(bins, step, chosen, extent),
        height=88,
        on_select="rerun",
        selection_mode=["brush"],
        key=f"dl_timeline{state.brush}",
        alt=say("timeline.says"),
    )
    stretch = brushed(event.get("selection", {}) if event else {})
    if stretch is None or stretch == chosen:
        return False
    state.filter(replace(f, published_from=stretch[0], published_to=stretch[1]))
    return True


def binned(days: pd.DataFrame, extent: Extent, stride: Stride | None = None) -> tuple[pd.DataFrame, str]:
    """Days (`Reports.by_day`) as bars: columns `start`, `end`, `reports`; and what each bar spans.

    Without a `stride`, the finest that makes some 120 bars at most.
    """
    stride = stride or natural(extent[0].date(), extent[1].date())
    start = days["day"].dt.to_period(_PERIODS[stride]).dt.start_time
    bins = days.assign(start=start).groupby("start", as_index=False)[["reports"]].sum()
    bins["end"] = bins["start"] + _LENGTHS[stride]
    return bins[["start", "end", "reports"]], str(stride)


def _nothing() -> None:
    """Streamlit wants a callback for each trigger; what was pressed is read at the top of the run."""


def chart(bins: pd.DataFrame, step: str, chosen: tuple[date | None, date | None], extent: Extent) -> alt.Chart:
    """Bars over time with a brush; the stretch that is chosen stands out."""
    first = pd.Timestamp(chosen[0]) if chosen[0] else extent[0]
    last = pd.Timestamp(chosen[1]) if chosen[1] else extent[1]
    tallest = max(int(bins["reports"].max()), 1) if len(bins) else 1
    # Two empty bars hold the axis at the whole extent; a domain on a ranged axis makes Vega warn.
    ends = pd.DataFrame({"start": extent, "end": [extent[0], extent[1] + pd.Timedelta(days=1)], "reports": 0})
    shown = pd.concat([bins, ends], ignore_index=True)
    shown = shown.assign(ground=0, chosen=(shown["end"] > first) & (shown["start"] <= last))
    brush = alt.selection_interval(name="brush", encodings=["x"])
    built: alt.Chart = (
        alt.Chart(shown)
        .mark_rect()
        .encode(
            x=alt.X("start:T", title=None, axis=_axis()),
            x2="end:T",
            y2="ground:Q",
            y=alt.Y(
                "reports:Q",
                title=None,
                scale=alt.Scale(domain=[0, tallest]),
                axis=alt.Axis(tickCount=2, grid=True, domain=False, tickMinStep=1),
            ),
            opacity=alt.condition("datum.chosen", alt.value(0.9), alt.value(0.25)),
            tooltip=[
                alt.Tooltip("start:T", title=say(f"timeline.{step}"), format=say("date.axis")),
                alt.Tooltip("reports:Q", title=say("timeline.reports")),
            ],
        )
        .add_params(brush)
        .properties(padding={"left": 0, "right": 4, "top": 4, "bottom": 0})
        .configure(locale={"time": _calendar()})
    )
    return built


def _axis() -> alt.Axis:
    """Ticks as the language writes them: "Sat 12", "Sep 13"; months and years stand alone."""
    ticks = {"day": say("date.tick_day"), "week": say("date.tick_week")}
    return alt.Axis(grid=False, tickCount=8, labelOverlap=True, labelFlush=True, format=ticks, formatType="time")


def _calendar() -> dict[str, object]:
    """Months and days for the axis, as d3-time-format names them; its week begins on Sunday."""
    week, year = (7, 1, 2, 3, 4, 5, 6), range(1, 13)
    return {
        "dateTime": say("date.axis"),
        "date": say("date.axis"),
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": [say(f"weekday.long.{n}") for n in week],
        "shortDays": [say(f"weekday.short.{n}") for n in week],
        "months": [say(f"month.long.{n}") for n in year],
        "shortMonths": [say(f"month.short.{n}") for n in year],
    }


def brushed(selection: Mapping[str, object]) -> tuple[date, date] | None:
    """The days of a brush as Streamlit hands it over (milliseconds or ISO texts), or None where none is drawn."""
    brush = selection.get("brush")
    edges = brush.get("start") if isinstance(brush, Mapping) else None
    if not isinstance(edges, list) or len(edges) != 2:
        return None
    moments = [_moment(edge) for edge in edges]
    if moments[0] is None or moments[1] is None:
        return None
    return min(moments[0], moments[1]), max(moments[0], moments[1])


def _moment(edge: object) -> date | None:
    if isinstance(edge, int | float) and abs(edge) < 1e14:
        return pd.Timestamp(edge, unit="ms").date()
    if isinstance(edge, str):
        try:
            return datetime.fromisoformat(edge).date()
        except ValueError:
            return None
    return None
