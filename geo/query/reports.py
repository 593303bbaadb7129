"""Ask the store what is reported where, when and by whom.

The facts of every report are held in memory, as columns shared by all visitors,
and refreshed when the store's revision has changed, also by another process.
Only the words of a page, full-text search and whole articles are read from the
store. How fast, and why: docs/decisions/0006-query.md
"""

import dataclasses
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Column

from geo.query.columns import ActorColumns, Columns, PlaceColumns
from geo.query.counting import Totals, count_actors, count_days, count_focus, count_places, count_sources, totals
from geo.query.crossing import Crossing, cross
from geo.query.excerpts import write_out
from geo.query.filtering import passing
from geo.query.frames import TABLE, days, frame
from geo.query.loading import load
from geo.query.ordering import Order, page
from geo.query.suggesting import called, matching_names
from geo.records import Actor, Filters, ParsedArticle, Place, Report
from geo.store import Store
from geo.store.reading import read_actors, read_places
from geo.store.schema import actor_mentions, mentions
from geo.store.search import search, searchable

__all__ = ["Reports"]

_Mask = NDArray[np.bool_]
_MASKS_KEPT = 16
_TABLES_KEPT = 16
_COUNTS: Mapping[str, Callable[[Columns, _Mask], pd.DataFrame]] = MappingProxyType(
    {"places": count_places, "days": count_days, "sources": count_sources, "focus": count_focus}
)
_LARGE = 50_000
_REST = 10.0


class Reports:
    """The reports of a store; make one for each process, and share it. Every method may be called from any thread.

    A count, a table and a page each see one state of the store: the newest. Only where there are more than 50,000
    reports does a refresh wait until ten times as long as the last one took has passed, so that an ingest in
    progress doesn't keep every reader waiting. Raises StoreError where the store fails.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._columns: Columns | None = None
        self._refreshing = threading.Lock()
        self._rest_until = 0.0
        self._masks: OrderedDict[tuple[int, Filters], _Mask] = OrderedDict()
        self._tables: OrderedDict[tuple[int, str, Filters], pd.DataFrame] = OrderedDict()
        self._kept_lock = threading.Lock()

    def revision(self) -> int:
        """Give the revision of the store that is shown, after a look whether there is a newer one."""
        return self._current().revision

    def refresh(self) -> int:
        """Load what has changed in the store, now; gives the revision."""
        with self._refreshing:
            return self._load().revision

    def totals(self, filters: Filters) -> Totals:
        """Count the reports that pass, their articles, places and publishers, and those left out for lack of a date."""
        columns = self._current()
        keep = self._mask(columns, filters)
        undated = 0
        if filters.published_from is not None or filters.published_to is not None:
            dateless = dataclasses.replace(filters, published_from=None, published_to=None)
            without = self._mask(columns, dateless)
            undated = int(np.count_nonzero(columns.articles.day[columns.reports.article[without]] == 0))
        return totals(columns, keep, undated)

    def by_place(self, filters: Filters) -> pd.DataFrame:
        """Count by place, most reports first; columns: `frames.BY_PLACE`."""
        return self._counted("places", filters)

    def by_actor(self, filters: Filters) -> pd.DataFrame:
        """Count by actor, most reports first; columns: `frames.BY_ACTOR`.

        A report counts for the actors of its sentence; for those of its whole article where `actors_anywhere`.
        """
        return self._counted("actors", filters)

    def by_day(self, filters: Filters) -> pd.DataFrame:
        """Count by day, in order; columns: `frames.BY_DAY`."""
        return self._counted("days", filters)

    def by_source(self, filters: Filters) -> pd.DataFrame:
        """Count by publisher, most reports first; columns: `frames.BY_SOURCE`.

        Each publisher's own reports count, whether or not another one printed the same story.
        """
        return self._counted("sources", dataclasses.replace(filters, copies=True))

    def by_focus(self, filters: Filters) -> pd.DataFrame:
        """Count by what the articles are about, most articles first, a thousand at most; columns: `frames.BY_FOCUS`."""
        return self._counted("focus", filters)

    def cross(self, filters: Filters, *, actors: int = 12, places: int = 12) -> Crossing:
        """Cross the most reported actors with the places where they are reported most."""
        columns = self._current()
        return cross(columns, self._mask(columns, filters), actors=actors, places=places)

    def reports(
        self, filters: Filters, *, limit: int | None = 50, offset: int = 0, order: Order = "newest"
    ) -> list[Report]:
        """Give a page of the reports that pass, each in full; every one from `offset` where `limit` is None."""
        columns = self._current()
        rows = np.flatnonzero(self._mask(columns, filters))
        with self._store.reading() as connection:
            return write_out(connection, columns, page(columns, rows, order, offset=offset, limit=limit).tolist())

    def report(self, report_id: str) -> Report | None:
        """Give a report by its id, or None."""
        columns = self._current()
        try:
            key = np.uint64(int(report_id, 16))
        except (ValueError, OverflowError):
            return None
        rows = np.flatnonzero(columns.reports.key == key)
        with self._store.reading() as connection:
            found = write_out(connection, columns, rows.tolist())
        return next((report for report in found if report.report_id == report_id), None)

    def article(self, article_id: str) -> ParsedArticle | None:
        """Give an article with its full text and all that was found in it, or None."""
        return self._store.article(article_id)

    def places(self, place_ids: Iterable[str]) -> dict[str, Place]:
        """Give the places of these ids that the store knows."""
        with self._store.reading() as connection:
            return read_places(connection, place_ids)

    def actors(self, actor_ids: Iterable[str]) -> dict[str, Actor]:
        """Give the actors of these ids that the store knows; aliases and country are not kept."""
        with self._store.reading() as connection:
            return read_actors(connection, actor_ids)

    def find_places(self, typed: str, *, limit: int = 20) -> list[Place]:
        """Give reported places that a reader may be typing, the most reported first.

        Those that go by that name come before those that articles only call so.
        """
        columns = self._current()
        counted = np.bincount(columns.reports.place, minlength=len(columns.places))
        found = self._find(typed, columns.places, counted, mentions.c.place_no, limit)
        return [columns.places.places[at] for at in found]

    def find_actors(self, typed: str, *, limit: int = 20) -> list[Actor]:
        """Give actors of reports that a reader may be typing, as `find_places` does."""
        columns = self._current()
        counted = np.bincount(columns.reports.edge_actor, minlength=len(columns.actors))
        found = self._find(typed, columns.actors, counted, actor_mentions.c.actor_no, limit)
        return [columns.actors.actors[at] for at in found]

    def _find(
        self,
        typed: str,
        known: PlaceColumns | ActorColumns,
        counted: NDArray[np.int64],
        number: Column[Any],
        limit: int,
    ) -> list[int]:
        found = matching_names(typed, known.plain, counted, limit=limit)
        words = searchable(typed).strip()
        if len(found) < limit and words:
            with self._store.reading() as connection:
                numbers = np.intersect1d(called(connection, words, number), known.number)
            others = np.setdiff1d(np.searchsorted(known.number, numbers), found)
            others = others[counted[others] > 0]
            found += others[np.argsort(-counted[others], kind="stable")].tolist()
        return found[: max(limit, 0)]

    def table(self, filters: Filters) -> pd.DataFrame:
        """Give every report that passes as a row, newest first; columns: `frames.TABLE`."""
        found = self.reports(filters, limit=None)
        published = np.array([0 if r.published is None else r.published.toordinal() for r in found], np.int32)
        return frame(
            TABLE,
            {
                "report_id": [r.report_id for r in found],
                "article_id": [r.article_id for r in found],
                "title": [r.title for r in found],
                "url": [r.url for r in found],
                "source": [r.source for r in found],
                "published": days(published),
                "place_id": [r.place.place_id for r in found],
                "name": [r.place.name for r in found],
                "kind": [r.place.kind.value for r in found],
                "lat": [r.place.lat for r in found],
                "lon": [r.place.lon for r in found],
                "country": [r.place.country for r in found],
                "admin1": [r.place.admin1 for r in found],
                "radius_km": [r.place.radius_km for r in found],
                "role": [r.role.value for r in found],
                "score": [r.score for r in found],
                "reason": [r.reason for r in found],
                "start": [r.start for r in found],
                "text": [r.text for r in found],
                "surfaces": ["; ".join(dict.fromkeys(m.surface for m in r.mentions)) for r in found],
                "actors": ["; ".join(dict.fromkeys(m.name for m in r.actors)) for r in found],
            },
        )

    def _current(self) -> Columns:
        columns = self._columns
        if columns is not None and columns.revision == self._store.revision():
            return columns
        if columns is not None and time.monotonic() < self._rest_until:
            return columns
        if columns is None or len(columns.reports) <= _LARGE:
            self._refreshing.acquire()
        elif not self._refreshing.acquire(blocking=False):
            return columns
        try:
            return self._load()
        finally:
            self._refreshing.release()

    def _load(self) -> Columns:
        began = time.monotonic()
        with self._store.reading() as connection:
            columns = load(connection, self._columns)
        self._columns = columns
        took = time.monotonic() - began
        self._rest_until = began + took * (1 + _REST) if len(columns.reports) > _LARGE else 0.0
        return columns

    def _counted(self, what: str, filters: Filters) -> pd.DataFrame:
        """A table of counts; the last few are kept, since the parts of one page ask for the same.

        What is given is the caller's own: pandas copies when either is changed.
        """
        columns = self._current()
        key = (columns.revision, what, filters)
        with self._kept_lock:
            kept = self._tables.get(key)
            if kept is not None:
                self._tables.move_to_end(key)
                return kept.copy(deep=False)
        keep = self._mask(columns, filters)
        if what == "actors":
            table = count_actors(columns, keep, anywhere=filters.actors_anywhere)
        else:
            table = _COUNTS[what](columns, keep)
        with self._kept_lock:
            self._tables[key] = table
            while len(self._tables) > _TABLES_KEPT:
                self._tables.popitem(last=False)
        return table.copy(deep=False)

    def _mask(self, columns: Columns, filters: Filters) -> _Mask:
        key = (columns.revision, filters)
        with self._kept_lock:
            kept = self._masks.get(key)
            if kept is not None:
                self._masks.move_to_end(key)
                return kept
        holding = None
        if filters.text:
            with self._store.reading() as connection:
                holding = search(connection, filters.text)
        keep = passing(columns, filters, holding)
        keep.flags.writeable = False
        with self._kept_lock:
            self._masks[key] = keep
            while len(self._masks) > _MASKS_KEPT:
                self._masks.popitem(last=False)
        return keep
