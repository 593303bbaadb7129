"""Open what all readers share: one Reports for each store, one set of outlines. Never changed by a page.

Reports itself notices when the store has grown; a store that could not be opened is asked for again on the next run.
"""

import gc
from pathlib import Path

import streamlit as st

from geo.errors import GazetteerError
from geo.gazetteer.areas import Areas
from geo.query import Reports
from geo.store import open_store
from geo.view.outlines import Outlines

__all__ = ["open_outlines", "open_reports"]


def open_reports(url: str) -> Reports:
    """The reports of the store at `url`, read-only. Raises StoreError with the remedy; a failure is not kept."""
    path = Path(url)
    return _reports(url, path.stat().st_ino if "://" not in url and path.is_file() else 0)


@st.cache_resource(show_spinner=False, max_entries=4)
def _reports(url: str, file: int) -> Reports:
    """One for each `file` (its number): a store that was deleted and made again under the same name is another.

    Streamlit looks for cyclic garbage after every run, and would go through all that was loaded here: 80 ms for a
    million reports, which the next run waits for. What lives as long as the process is left out of that look.
    """
    del file
    reports = Reports(open_store(url, read_only=True))
    reports.refresh()
    gc.collect()
    gc.freeze()
    return reports


@st.cache_resource(show_spinner=False)
def open_outlines() -> Outlines:
    """The outlines of areas; where they can't be read, areas are circles."""
    try:
        return Outlines(Areas.open())
    except GazetteerError:
        return Outlines(None)
