"""Count the articles that are about each place, and about each province and country that holds it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.query.columns import Columns
from geo.query.filtering import COUNTRY
from geo.records import PlaceKind

__all__ = ["MOST_FOCUSES", "focus_counts"]

MOST_FOCUSES = 1_000
"""More than anyone picks from; of tens of thousands each row would cost two microseconds in every run of a page."""


def focus_counts(columns: Columns, per_article: NDArray[np.int64]) -> dict[str, list[Any]]:
    """The columns of `frames.BY_FOCUS`; `per_article` is how many reports of each article pass."""
    within = columns.focus_within
    passing = per_article[within.article]
    size = len(columns.places) + len(columns.places.codes)
    reports = np.bincount(within.what, weights=passing, minlength=size).astype(np.int64)
    articles = np.bincount(within.what[passing > 0], minlength=size)
    named = np.flatnonzero(articles)
    order = named[np.lexsort((named, -reports[named], -articles[named]))][:MOST_FOCUSES]
    rows = [_row(columns, at) for at in order.tolist()]
    facts = zip(*rows, strict=True) if rows else ([],) * 5
    counts = {"reports": reports[order].tolist(), "articles": articles[order].tolist()}
    return dict(zip(("place_id", "name", "kind", "country", "admin1"), map(list, facts), strict=True)) | counts


def _row(columns: Columns, at: int) -> tuple[str, str, str, str, str]:
    if at >= len(columns.places):
        code = columns.places.codes[at - len(columns.places)]
        return f"{COUNTRY}{code}", code, PlaceKind.COUNTRY.value, code, ""
    place = columns.places.places[at]
    return place.place_id, place.name, place.kind.value, place.country, place.admin1
