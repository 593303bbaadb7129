"""Count the reports that pass, by place, actor, day and publisher."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.query.columns import UNDATED, Columns, Indexes, ranked
from geo.query.focusing import focus_counts
from geo.query.frames import BY_ACTOR, BY_DAY, BY_FOCUS, BY_SOURCE, days, frame

__all__ = ["Totals", "count_actors", "count_days", "count_focus", "count_places", "count_sources", "totals"]

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Totals:
    """How much passes the filters; `undated` is how many reports more would, had their article a date."""

    reports: int
    articles: int
    places: int
    sources: int
    undated: int = 0


def totals(columns: Columns, keep: Mask, undated: int) -> Totals:
    """Count reports, their articles, places and known publishers."""
    reports = columns.reports
    seen = _seen(reports.article[keep], len(columns.articles))
    sources = _seen(columns.articles.source[seen], len(columns.articles.sources))
    known = sum(1 for at in np.flatnonzero(sources) if columns.articles.sources[at])
    places = _seen(reports.place[keep], len(columns.places))
    return Totals(int(np.count_nonzero(keep)), int(seen.sum()), int(places.sum()), known, undated)


def count_places(columns: Columns, keep: Mask) -> pd.DataFrame:
    """Count by place: see `frames.BY_PLACE`."""
    reports, places = columns.reports, columns.places
    place = reports.place[keep]
    counted = np.bincount(place, minlength=len(places))
    pairs = _seen(reports.pair[keep], len(reports.pair_place))
    in_articles = np.bincount(reports.pair_place[pairs], minlength=len(places))
    best = np.zeros(len(places), np.float64)
    np.maximum.at(best, place, reports.score[keep])
    order = _most(counted, places.rank)
    table = places.table.take(order).reset_index(drop=True)
    return table.assign(reports=counted[order], articles=in_articles[order], score=best[order])


def count_actors(columns: Columns, keep: Mask, *, anywhere: bool = False) -> pd.DataFrame:
    """Count by actor: see `frames.BY_ACTOR`. A report counts for its sentence's actors, or for its article's."""
    reports, actors = columns.reports, columns.actors
    if anywhere:
        per_article = np.bincount(reports.article[keep], minlength=len(columns.articles))
        article, who = columns.named.article, columns.named.what
        counted = np.bincount(who, weights=per_article[article], minlength=len(actors)).astype(np.int64)
        in_articles = np.bincount(who[per_article[article] > 0], minlength=len(actors))
    else:
        edges = keep[reports.edge_report]
        counted = np.bincount(reports.edge_actor[edges], minlength=len(actors))
        pairs = _seen(reports.edge_pair[edges], len(reports.edge_pair_actor))
        in_articles = np.bincount(reports.edge_pair_actor[pairs], minlength=len(actors))
    order = _most(counted, actors.rank)
    chosen = [actors.actors[at] for at in order]
    return frame(
        BY_ACTOR,
        {
            "actor_id": [actor.actor_id for actor in chosen],
            "name": [actor.name for actor in chosen],
            "kind": [actor.kind.value for actor in chosen],
            "reports": counted[order],
            "articles": in_articles[order],
        },
    )


def count_days(columns: Columns, keep: Mask) -> pd.DataFrame:
    """Count by day: see `frames.BY_DAY`."""
    article = columns.reports.article[keep]
    day = columns.articles.day
    counted = np.bincount(article, minlength=len(day))
    seen = np.flatnonzero((counted > 0) & (day != UNDATED))
    distinct, at = np.unique(day[seen], return_inverse=True)
    reports = np.bincount(at, weights=counted[seen], minlength=len(distinct)).astype(np.int64)
    articles = np.bincount(at, minlength=len(distinct))
    return frame(BY_DAY, {"day": days(distinct), "reports": reports, "articles": articles})


def count_sources(columns: Columns, keep: Mask) -> pd.DataFrame:
    """Count by publisher: see `frames.BY_SOURCE`."""
    articles = columns.articles
    per_article = np.bincount(columns.reports.article[keep], minlength=len(articles))
    number = len(articles.sources)
    reports = np.bincount(articles.source, weights=per_article, minlength=number).astype(np.int64)
    in_articles = np.bincount(articles.source[per_article > 0], minlength=number)
    order = _most(reports, ranked([(source,) for source in articles.sources]))
    names = [articles.sources[at] for at in order]
    return frame(BY_SOURCE, {"source": names, "reports": reports[order], "articles": in_articles[order]})


def count_focus(columns: Columns, keep: Mask) -> pd.DataFrame:
    """Count by what articles are about: see `frames.BY_FOCUS`."""
    per_article = np.bincount(columns.reports.article[keep], minlength=len(columns.articles))
    counts = focus_counts(columns, per_article)
    return frame(BY_FOCUS, {name: counts[name] for name in BY_FOCUS})


def _seen(indexes: Indexes, length: int) -> Mask:
    seen = np.zeros(length, np.bool_)
    seen[indexes] = True
    return seen


def _most(counted: NDArray[np.int64], rank: Indexes) -> NDArray[np.int64]:
    """Give the indexes with a count, the greatest count first, then by rank."""
    counting = np.flatnonzero(counted)
    return counting[np.lexsort((rank[counting], -counted[counting]))]
