"""Notice that articles were added elsewhere, and show them."""

import streamlit as st

from geo.errors import DatelineError
from geo.query import Reports
from geo.view.state import State, is_settling

__all__ = ["watch"]

_EVERY = 4
"""Seconds: with one look lost to a busy store, and the page's own time, what is new is shown within ten."""


@st.fragment(run_every=_EVERY)
def watch(reports: Reports, state: State) -> None:
    """Look every few seconds whether the store has grown (cheap: one number), and run the page again where it has.

    Where the store can't be asked now (it is being written, or was moved), what is shown stays, and the next look asks;
    so it is where the reader did something a moment ago, and the address is still on its way to the browser.
    """
    if is_settling(state):
        return
    try:
        revision = reports.revision()
    except DatelineError:
        return
    before = st.session_state.setdefault("dl_revision", revision)
    if revision != before:
        st.session_state["dl_revision"] = revision
        st.rerun()
