"""Find the reports that pass a reader's filters, as a mask over the columns."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from geo.query.columns import UNDATED, Columns, PairColumns, PlaceColumns
from geo.records import Bounds, Filters, PlaceKind

__all__ = ["COUNTRY", "passing", "places_within"]

COUNTRY = "country:"
"""A place_id that stands for a country by its code ("country:SY"), whether or not the store knows its place."""

Mask = NDArray[np.bool_]


def passing(columns: Columns, filters: Filters, holding: Iterable[int] | None) -> Mask:
    """Give which reports pass, one value a report.

    `holding` are the numbers of the articles that hold the words of `filters.text`, None where it asks for none.
    """
    reports = columns.reports
    keep = np.ones(len(reports), np.bool_)
    if filters.literal_only:
        keep &= reports.literal
    if filters.min_score > 0:
        keep &= reports.score >= filters.min_score
    places = _place_mask(columns.places, filters)
    if places is not None:
        keep &= places[reports.place]
    articles = _article_mask(columns, filters, holding)
    if articles is not None:
        keep &= articles[reports.article]
    if filters.actors and not filters.actors_anywhere:
        keep &= _acting(columns, filters.actors)
    return keep if filters.copies else _once(columns, keep)


def _once(columns: Columns, keep: Mask) -> Mask:
    """Leave out what a copy of a story says of a place of which an earlier copy that passes speaks too."""
    reports, articles = columns.reports, columns.articles
    rows = np.flatnonzero(keep & articles.shared[reports.article]) if articles.shared.any() else np.empty(0, np.int64)
    if not len(rows):
        return keep
    article = reports.article[rows]
    rank = articles.rank[article]
    told = articles.story[article].astype(np.int64) << np.int64(32) | reports.place[rows]
    order = np.lexsort((rank, told))
    told, rank = told[order], rank[order]
    begins = np.concatenate(([True], told[1:] != told[:-1]))
    first = rank[begins][np.cumsum(begins) - 1]
    keep = keep.copy()
    keep[rows[order[rank != first]]] = False
    return keep


def places_within(places: PlaceColumns, place_ids: Iterable[str]) -> Mask:
    """Give which places are one of these, lie within one that is a country or first-order division, or lean on one.

    "50 miles south of Latakia" leans on Latakia.
    """
    keep = np.zeros(len(places), np.bool_)
    for place_id in place_ids:
        at = places.index.get(place_id)
        if at is not None:
            keep[at] = True
        if place_id.startswith(COUNTRY):
            code = place_id.removeprefix(COUNTRY).upper()
        else:
            code = places.places[at].country if at is not None and places.places[at].kind is PlaceKind.COUNTRY else ""
        if code:
            keep |= places.country == code
        elif place_id:
            keep |= places.admin1_id == place_id
        keep[places.leaning.get(place_id, [])] = True
        if code and place_id.startswith(COUNTRY):
            for at in np.flatnonzero((places.country == code) & (places.kind == PlaceKind.COUNTRY.value)).tolist():
                keep[places.leaning.get(places.places[at].place_id, [])] = True
    return keep


def _place_mask(places: PlaceColumns, filters: Filters) -> Mask | None:
    masks: list[Mask] = []
    if filters.places:
        masks.append(places_within(places, filters.places))
    if filters.kinds:
        masks.append(np.isin(places.kind, [kind.value for kind in filters.kinds]))
    if filters.bounds is not None:
        masks.append(_inside(places, filters.bounds))
    return np.logical_and.reduce(masks) if masks else None


def _inside(places: PlaceColumns, bounds: Bounds) -> Mask:
    inside: Mask = (places.lat >= bounds.south) & (places.lat <= bounds.north)
    if bounds.east - bounds.west >= 360:
        return inside
    west, east = _wrapped(bounds.west), _wrapped(bounds.east)
    if west <= east:
        return inside & (places.lon >= west) & (places.lon <= east)
    return inside & ((places.lon >= west) | (places.lon <= east))


def _wrapped(lon: float) -> float:
    """Bring a longitude from a map that was panned around the world into −180…180."""
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def _article_mask(columns: Columns, filters: Filters, holding: Iterable[int] | None) -> Mask | None:
    articles = columns.articles
    masks: list[Mask] = []
    if filters.published_from is not None:
        masks.append(articles.day >= filters.published_from.toordinal())
    if filters.published_to is not None:
        masks.append((articles.day <= filters.published_to.toordinal()) & (articles.day != UNDATED))
    if filters.sources:
        wanted = [at for at, source in enumerate(articles.sources) if source in set(filters.sources)]
        masks.append(np.isin(articles.source, wanted))
    if holding is not None:
        numbers = np.fromiter(holding, np.int32)
        masks.append(np.isin(articles.number, numbers))
    if filters.about:
        masks.append(_having(len(articles), columns.focus, places_within(columns.places, filters.about)))
    if filters.actors and filters.actors_anywhere:
        masks.append(_having(len(articles), columns.named, _wanted(columns, filters.actors)))
    return np.logical_and.reduce(masks) if masks else None


def _having(articles: int, pairs: PairColumns, wanted: Mask) -> Mask:
    """Which articles have one of the wanted actors or places."""
    keep = np.zeros(articles, np.bool_)
    keep[pairs.article[wanted[pairs.what]]] = True
    return keep


def _wanted(columns: Columns, actor_ids: Iterable[str]) -> Mask:
    wanted = np.zeros(len(columns.actors), np.bool_)
    wanted[[at for actor_id in actor_ids if (at := columns.actors.index.get(actor_id)) is not None]] = True
    return wanted


def _acting(columns: Columns, actor_ids: Iterable[str]) -> Mask:
    reports = columns.reports
    keep = np.zeros(len(reports), np.bool_)
    keep[reports.edge_report[_wanted(columns, actor_ids)[reports.edge_actor]]] = True
    return keep
