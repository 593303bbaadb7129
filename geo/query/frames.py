"""Say which columns each table has, and make tables of them: the same when empty.

Texts are pandas `str`, counts `int64`, degrees and scores `float64`, days
`datetime64[s]` at midnight, NaT where the date is not known.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["BY_ACTOR", "BY_DAY", "BY_FOCUS", "BY_PLACE", "BY_SOURCE", "COUNTS", "TABLE", "days", "frame"]

BY_PLACE: Mapping[str, str] = MappingProxyType(
    {
        "place_id": "str",
        "name": "str",
        "kind": "str",
        "lat": "float64",
        "lon": "float64",
        "country": "str",
        "admin1": "str",
        "admin1_id": "str",
        "radius_km": "float64",
        "area_id": "str",
        "population": "int64",
        "reports": "int64",
        "articles": "int64",
        "score": "float64",
    }
)
"""A place a row, most reports first; `score` is that of its best report, `articles` how many report it."""

COUNTS = ("reports", "articles", "score")
"""The columns of `BY_PLACE` that depend on the filters; the others are the place's own."""

BY_ACTOR: Mapping[str, str] = MappingProxyType(
    {"actor_id": "str", "name": "str", "kind": "str", "reports": "int64", "articles": "int64"}
)
"""An actor a row, most reports first; a report counts for each actor of its sentence."""

BY_DAY: Mapping[str, str] = MappingProxyType({"day": "datetime64[s]", "reports": "int64", "articles": "int64"})
"""A day a row, in order; days without reports have no row, and reports without a date are left out."""

BY_SOURCE: Mapping[str, str] = MappingProxyType({"source": "str", "reports": "int64", "articles": "int64"})
"""A publisher a row, most reports first; "" is that of articles whose publisher is not known."""

BY_FOCUS: Mapping[str, str] = MappingProxyType(
    {
        "place_id": "str",
        "name": "str",
        "kind": "str",
        "country": "str",
        "admin1": "str",
        "reports": "int64",
        "articles": "int64",
    }
)
"""A place that articles are about a row, most articles first, the first thousand; an article about a town counts for
its province and its country too. A country's `place_id` is "country:SY", and its `name` its code."""

TABLE: Mapping[str, str] = MappingProxyType(
    {
        "report_id": "str",
        "article_id": "str",
        "title": "str",
        "url": "str",
        "source": "str",
        "published": "datetime64[s]",
        "place_id": "str",
        "name": "str",
        "kind": "str",
        "lat": "float64",
        "lon": "float64",
        "country": "str",
        "admin1": "str",
        "radius_km": "float64",
        "role": "str",
        "score": "float64",
        "reason": "str",
        "start": "int64",
        "text": "str",
        "surfaces": "str",
        "actors": "str",
    }
)
"""A report a row, newest first. `text` is its sentence, which begins at `start` in the article; `surfaces` are the
place's names as they stand in it, and `actors` the names of its actors, joined with "; "."""


def frame(columns: Mapping[str, str], data: Mapping[str, Sequence[Any] | NDArray[Any]]) -> pd.DataFrame:
    """Make a table of the documented columns, each in its documented type."""
    return pd.DataFrame({name: pd.Series(data[name], dtype=dtype) for name, dtype in columns.items()})


def days(ordinals: NDArray[np.int32]) -> NDArray[np.datetime64]:
    """Turn days as `date.toordinal()` counts them into datetime64[s]; 0 is not a time."""
    since_1970 = ordinals.astype(np.int64) - 719_163
    result = since_1970.astype("datetime64[D]").astype("datetime64[s]")
    result[ordinals == 0] = np.datetime64("NaT")
    return result
