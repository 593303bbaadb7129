"""Show the map and the excerpts side by side, in step with each other.

One fragment: a pan or a press runs only this. What the reader did on the map or in the panel comes first, so that
everything drawn below already follows it.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geo.errors import DatelineError
from geo.query import Reports
from geo.records import AREA_KINDS, Bounds, Place
from geo.settings import carto_key
from geo.view.acts import act, fit
from geo.view.assets import version
from geo.view.base_map import base_map
from geo.view.framing import guess_bounds
from geo.view.link import Position, Sort
from geo.view.marks import MapState, feature_group, payload
from geo.view.page import stand_in
from geo.view.panel import panel_component, panel_data
from geo.view.resources import open_outlines
from geo.view.saying import say, speak, spoken_language
from geo.view.state import State, publish
from geo.view.strip import strip_component, strip_data
from geo.view.timeline import lay_out_timeline, show_timeline

__all__ = ["show_workspace"]

_HEIGHT = 640


@st.fragment
def show_workspace(reports: Reports, state: State) -> None:
    """Draw the strip, the map, the timeline and the panel for this reader's state; say it where the store fails."""
    speak(state.language)
    try:
        _show(reports, state)
    except DatelineError as error:
        stand_in(say("page.no_reports"), str(error))


def _show(reports: Reports, state: State) -> None:
    if (
        _hear_map(state, reports)
        | _hear(state, reports, "dl_panel")
        | _hear(state, reports, "dl_strip")
        | _hear(state, reports, "dl_player")
    ):
        st.rerun()
    if not state.framed:
        state.framed = True
        fit(state, reports)
    only = state.view.only_map
    # Where things stand is said first, then the map is drawn before all else: it is what a reader waits for.
    strip, work = st.container(key="strip"), st.container(key="only_map" if only else "workspace")
    upper = work.container(key="map")
    beside = work.container(key="panel") if not only or state.view.selected is not None else None
    places = reports.by_place(state.asked)
    with upper:
        _draw_map(reports, state, places)
        room = None if only else lay_out_timeline(reports, state)
    with strip:
        strip_component()(
            key="dl_strip",
            data=strip_data(reports, state, reports.totals(state.asked), publish(state)),
            on_act_change=_nothing,
        )
    if beside:
        with beside:
            panel_component()(key="dl_panel", data=panel_data(reports, state, places), on_act_change=_nothing)
    if room and show_timeline(reports, state, room):
        st.rerun()


def _nothing() -> None:
    """Streamlit wants a callback for each trigger; what was pressed is read at the top of the run."""


def _hear(state: State, reports: Reports, key: str) -> bool:
    """Do what was pressed on the map, in the panel or in the strip, if that is new; True where filters changed."""
    value = st.session_state.get(key)
    pressed = value.get("act") if isinstance(value, Mapping) else None
    if not isinstance(pressed, Mapping) or pressed.get("n") == state.acts.get(key):
        return False
    state.acts[key] = str(pressed.get("n"))
    return act(pressed, state, reports)


def _hear_map(state: State, reports: Reports) -> bool:
    """Take what the map says of itself: where it stands, and the last thing pressed on it."""
    said = st.session_state.get("dl_map")
    if isinstance(said, Mapping):
        _stand(state, said.get("view"))
    return _hear(state, reports, "dl_map")


def _stand(state: State, view: object) -> None:
    """Where the map stands, unless it has not yet gone where it was last asked to."""
    if not isinstance(view, Mapping) or (state.going and view.get("gone") != state.going.number):
        return
    try:
        south, west, north, east, lat, lon, zoom = (
            float(view[name]) for name in ("south", "west", "north", "east", "lat", "lon", "zoom")
        )
    except (KeyError, TypeError, ValueError):
        return
    if not (-90 <= south <= north <= 90 and -1e4 < west < east < 1e4 and 0 <= zoom <= 24):
        return
    state.bounds, state.zoom = Bounds(south, west, north, east), zoom
    place = Position(round(min(max(zoom, 1), 18)), round(min(max(lat, -86), 86), 4), round((lon + 180) % 360 - 180, 4))
    state.view = replace(state.view, position=place)


def _draw_map(reports: Reports, state: State, places: pd.DataFrame) -> None:
    bounds, zoom = state.bounds, state.zoom
    if bounds is None or zoom is None:
        going = state.going
        bounds, zoom = guess_bounds(going.frame if going else None, going.position if going else None)
    literal = None
    if not state.view.filters.literal_only:
        literal = frozenset(reports.by_place(replace(state.asked, literal_only=True))["place_id"])
    shown = _with_selected(places, _selected_place(reports, state))
    data = payload(
        MapState(
            places=shown,
            bounds=bounds,
            zoom=zoom,
            going=state.going,
            selected=state.view.selected,
            base=state.view.base,
            countries=state.view.countries,
            literal=literal,
        ),
        open_outlines().find,
    )
    st_folium(
        base_map(version(), language=spoken_language(), names=state.view.language, carto=carto_key()),
        key="dl_map",
        height=_HEIGHT,
        use_container_width=True,
        feature_group_to_add=feature_group(data),
        returned_objects=["last_active_drawing"],
    )


def _selected_place(reports: Reports, state: State) -> Place | None:
    selected = state.view.selected
    if selected is None or selected.sort is not Sort.PLACE:
        return None
    return reports.places([selected.target]).get(selected.target)


def _with_selected(places: pd.DataFrame, place: Place | None) -> pd.DataFrame:
    """The places with the selected one among them, also where no report of it passes the filters."""
    if place is None or (places["place_id"] == place.place_id).any():
        return places
    extra = {name: getattr(place, name, 0) for name in places.columns}
    extra |= {"kind": str(place.kind), "reports": 0, "articles": 0, "score": 1.0 if place.kind in AREA_KINDS else 0.0}
    return pd.concat([places, pd.DataFrame([extra])], ignore_index=True)
