"""Put reports in the order that a reader asked for, one page at a time.

A page of a million reports needs no sorting of a million: only those that can
stand on it are sorted. The order is total, so pages neither overlap nor skip.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from geo.query.columns import Columns

__all__ = ["Order", "page"]

Order = Literal["newest", "certain", "place"]
"""newest: by date, undated last, and article by article as each reads; certain: by score, then the newest; place: by
name, then the newest."""

_Rows = NDArray[np.int64]
_Key = NDArray[np.int64] | NDArray[np.float64] | NDArray[np.uint64] | NDArray[np.int32]


def page(columns: Columns, rows: _Rows, order: Order, *, offset: int, limit: int | None) -> _Rows:
    """Give the rows that stand on a page, in order; all from `offset` where `limit` is None."""
    reports = columns.reports
    newest: _Key = -columns.articles.day[reports.article[rows]]
    certain: _Key = -reports.score[rows]
    key: _Key = reports.key[rows]
    keys: tuple[_Key, ...]
    if order == "newest":
        keys = (newest, reports.article[rows], reports.start[rows], certain, key)
    elif order == "certain":
        keys = (certain, newest, key)
    elif order == "place":
        keys = (columns.places.rank[reports.place[rows]], newest, certain, key)
    else:
        raise ValueError(f"order is {order!r}: it must be newest, certain or place")
    offset = max(offset, 0)
    wanted = len(rows) if limit is None else min(len(rows), offset + max(limit, 0))
    return rows[_first(keys, np.arange(len(rows)), wanted)[offset:wanted]]


def _first(keys: Sequence[_Key], among: _Rows, wanted: int) -> _Rows:
    """Give the `wanted` first of some rows, sorted by the keys in turn."""
    if wanted <= 0:
        return among[:0]
    if len(keys) == 1 or wanted * 4 >= len(among):
        return among[np.lexsort([key[among] for key in reversed(keys)])][:wanted]
    values = keys[0][among]
    last = np.partition(values, wanted - 1)[wanted - 1]
    sure = among[values < last]
    sure = sure[np.lexsort([key[sure] for key in reversed(keys)])]
    return np.concatenate((sure, _first(keys[1:], among[values == last], wanted - len(sure))))
