"""Find where a typed place is, so that the map can go there: a reported place first, else one of the gazetteer."""

import streamlit as st

from geo import settings
from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer
from geo.query import Reports
from geo.records import Place

__all__ = ["locate"]

_LONGEST = 120


def locate(typed: str, reports: Reports, gazetteer: Gazetteer | None = None) -> Place | None:
    """The place that a reader means by what was typed ("Homs", "Paris, Texas"), or None.

    Words after a comma narrow it: the country or division that it lies in.
    """
    words = " ".join(typed.split())[:_LONGEST]
    name, _, inside = words.partition(",")
    if not name:
        return None
    reported = [place for place in reports.find_places(name, limit=5) if place.name.casefold() == name.casefold()]
    if reported and not inside:
        return reported[0]
    known = gazetteer or _gazetteer()
    if known is None:
        return next(iter(reports.find_places(name, limit=1)), None)
    found = known.lookup(name)
    if inside.strip():
        holders = known.lookup(inside.strip())
        ids = {holder.place_id for holder in holders}
        countries = {holder.country for holder in holders if holder.kind == "country"}
        found = tuple(place for place in found if place.admin1_id in ids or place.country in countries) or found
    return next(iter(found), None) or next(iter(reports.find_places(name, limit=1)), None)


@st.cache_resource(show_spinner=False)
def _gazetteer() -> Gazetteer | None:
    """The gazetteer's index where there is one; a reader's page never builds it."""
    try:
        return Gazetteer.open(settings.gazetteer_path(None))
    except GazetteerError:
        return None
