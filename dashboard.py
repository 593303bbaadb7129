"""Open the dashboard: link → Filters → reports → map, timeline, excerpts.

Run it with `make run`, or `streamlit run dashboard.py`. Composition only: the parts are in geo/view/.
"""

import streamlit as st

from geo.errors import DatelineError
from geo.settings import store_url
from geo.view.adding import show_adding, turned_away
from geo.view.assets import ensure_assets
from geo.view.controls import show_controls
from geo.view.page import BRAND, set_up, stand_in
from geo.view.resources import open_reports
from geo.view.saying import say, speak
from geo.view.state import asked_language, current
from geo.view.watch import watch
from geo.view.workspace import show_workspace

set_up()
speak(asked_language())
try:
    ensure_assets()
    reports = open_reports(store_url())
    state = current()
    turned_away(state)
    if state.view.adding:
        show_adding(reports, state)
    else:
        bar = None if state.view.only_map else st.container(key="bar", horizontal=True)
        if bar:
            bar.html(BRAND, width="content")
        show_workspace(reports, state)  # before the filters, though below them: the map is what a reader waits for
        if bar:
            with bar:
                show_controls(reports, state)
        watch(reports, state)
except DatelineError as error:
    stand_in(say("page.unshown"), str(error))
