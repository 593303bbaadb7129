"""Open what all readers share: one Reports for each store, one set of outlines. Never changed by a page.

Reports itself notices when the store has grown; a store that could not be opened is asked for again on the next run.
"""

import json

import streamlit as st

from geo.errors import StoreError

try:
    from geo.gazetteer.areas import Areas
except ImportError:
    Areas = None
from geo.query import Reports
from geo.store import open_store
from geo.view.assets import STATIC, write_outline

__all__ = ["open_outlines", "open_reports", "outline"]


@st.cache_resource(show_spinner=False)
def open_reports(url: str) -> Reports:
    """The reports of the store at `url`, read-only. Raises StoreError with the remedy; a failure is not kept."""
    reports = Reports(open_store(url, read_only=True))
    reports.refresh()
    return reports


@st.cache_resource(show_spinner=False)
def open_outlines() -> "Areas | None":
    """The polygons of areas; None where they can't be read: areas are then circles."""
    try:
        return Areas.open()
    except (OSError, StoreError, AttributeError):
        return None


@st.cache_data(show_spinner=False, max_entries=20_000)
def outline(area_id: str) -> str:
    """The address of an area's polygon as the map's frame asks for it, or "" where it has none."""
    areas = open_outlines()
    geometry = areas.get(area_id) if areas is not None else None
    if geometry is None:
        return ""
    return write_outline(STATIC, area_id, json.dumps(geometry, separators=(",", ":")))
