"""Load the columns from the store: all of them once, and then only what has changed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Select, func, select

from geo.query.columns import (
    UNDATED,
    ActorColumns,
    ArticleColumns,
    Columns,
    Indexes,
    PairColumns,
    PlaceColumns,
    ReportColumns,
)
from geo.records import Actor, ActorKind
from geo.store.reading import to_place
from geo.store.schema import actor_mentions, actors, articles, focuses, meta, places, reports, stories

__all__ = ["load"]

_CHUNK = 20_000
_NONE: Indexes = np.empty(0, np.int32)
_REPORT = np.dtype(
    [("article", "i4"), ("start", "i4"), ("place", "i4"), ("key", "i8"), ("score", "f8"), ("literal", "?")]
)
_EDGE = np.dtype([("article", "i4"), ("start", "i4"), ("actor", "i4")])
_FOCUS = np.dtype([("article", "i4"), ("place", "i4")])


def load(connection: Connection, previous: Columns | None = None) -> Columns:
    """Give the columns of the store as it is; from `previous`, only what has changed since is read."""
    counters = {row.name: row.value for row in connection.execute(select(meta))}
    revision, removals = counters["revision"], counters["removals"]
    if previous is not None and previous.revision == revision:
        return previous
    if previous is None or previous.removals != removals or previous.revision > revision:
        previous = Columns(
            -1,
            removals,
            PlaceColumns(_NONE, ()),
            ActorColumns(_NONE, ()),
            ArticleColumns(_NONE, _NONE, _NONE, (), _NONE),
            _no_reports(),
            PairColumns(_NONE, _NONE),
            PairColumns(_NONE, _NONE),
        )
    since = previous.revision
    place_columns = _places(connection, previous.places, since)
    actor_columns = _actors(connection, previous.actors, since)
    article_columns, changed = _articles(connection, previous.articles, since)
    fresh = np.zeros(len(article_columns), np.bool_)
    fresh[np.searchsorted(article_columns.number, changed)] = True
    kept = previous.reports.only(~fresh[previous.reports.article])
    added, named = _reports(connection, since, place_columns.number, actor_columns.number, article_columns.number)
    return Columns(
        revision,
        removals,
        place_columns,
        actor_columns,
        article_columns,
        kept.plus(added),
        previous.named.only(~fresh[previous.named.article]).plus(named),
        previous.focus.only(~fresh[previous.focus.article]).plus(
            _focus(connection, since, place_columns.number, article_columns.number)
        ),
    )


def _places(connection: Connection, old: PlaceColumns, since: int) -> PlaceColumns:
    rows = connection.execute(select(places).where(places.c.changed > since).order_by(places.c.place_no)).all()
    if not rows:
        return old
    numbered = dict(zip(old.number.tolist(), old.places, strict=True))
    numbered.update((row.place_no, to_place(row)) for row in rows)
    order = sorted(numbered)
    return PlaceColumns(np.array(order, np.int32), tuple(numbered[number] for number in order))


def _actors(connection: Connection, old: ActorColumns, since: int) -> ActorColumns:
    rows = connection.execute(select(actors).where(actors.c.changed > since).order_by(actors.c.actor_no)).all()
    if not rows:
        return old
    numbered = dict(zip(old.number.tolist(), old.actors, strict=True))
    numbered.update((row.actor_no, Actor(row.actor_id, row.name, ActorKind(row.kind))) for row in rows)
    order = sorted(numbered)
    return ActorColumns(np.array(order, np.int32), tuple(numbered[number] for number in order))


def _articles(connection: Connection, old: ArticleColumns, since: int) -> tuple[ArticleColumns, Indexes]:
    """Give the columns and the numbers of the articles that are new or changed."""
    story_no = func.coalesce(stories.c.story_no, articles.c.article_no).label("story_no")
    query = (
        select(articles.c.article_no, articles.c.published, articles.c.source, story_no)
        .join(stories, stories.c.article_no == articles.c.article_no, isouter=True)
        .where(articles.c.changed > since)
    )
    rows = connection.execute(query.order_by(articles.c.article_no)).all()
    sources = {source: at for at, source in enumerate(old.sources)}
    number = np.array([row.article_no for row in rows], np.int32)
    day = np.array([UNDATED if row.published is None else row.published.toordinal() for row in rows], np.int32)
    source = np.array([sources.setdefault(row.source, len(sources)) for row in rows], np.int32)
    story = np.array([row.story_no for row in rows], np.int32)
    if len(old):
        kept = ~np.isin(old.number, number)
        joined = np.concatenate((old.number[kept], number))
        order = np.argsort(joined, kind="stable")
        day = np.concatenate((old.day[kept], day))[order]
        source = np.concatenate((old.source[kept], source))[order]
        story = np.concatenate((old.story[kept], story))[order]
        return ArticleColumns(joined[order], day, source, tuple(sources), story), number
    return ArticleColumns(number, day, source, tuple(sources), story), number


def _reports(
    connection: Connection, since: int, place_number: Indexes, actor_number: Indexes, article_number: Indexes
) -> tuple[ReportColumns, PairColumns]:
    """Give the reports of articles that changed, and which of those articles name which actors."""
    c = reports.c
    query = _fresh(select(c.article_no, c.start, c.place_no, c.key, c.score, c.literal), c.article_no, since)
    rows = _fetched(connection, query.order_by(c.article_no, c.start, c.place_no), _REPORT)
    m = actor_mentions.c
    query = _fresh(select(m.article_no, m.sentence, m.actor_no).where(m.sentence >= 0), m.article_no, since)
    edges = _fetched(connection, query.order_by(m.article_no, m.n), _EDGE)
    place = _index(place_number, rows["place"])
    article = _index(article_number, rows["article"])
    actor = _index(actor_number, edges["actor"])
    edge_report, edge_actor = _joined(rows, edges, actor)
    pair, pair_place = _paired(place, article)
    edge_pair, edge_pair_actor = _paired(edge_actor, article[edge_report])
    columns = ReportColumns(
        key=rows["key"].astype(np.uint64),
        place=place,
        article=article,
        start=np.ascontiguousarray(rows["start"]),
        score=np.ascontiguousarray(rows["score"]),
        literal=np.ascontiguousarray(rows["literal"]),
        pair=pair,
        pair_place=pair_place,
        edge_report=edge_report,
        edge_actor=edge_actor,
        edge_pair=edge_pair,
        edge_pair_actor=edge_pair_actor,
    )
    return columns, _pairs(_index(article_number, edges["article"]), actor)


def _focus(connection: Connection, since: int, place_number: Indexes, article_number: Indexes) -> PairColumns:
    c = focuses.c
    rows = _fetched(connection, _fresh(select(c.article_no, c.place_no), c.article_no, since), _FOCUS)
    return _pairs(_index(article_number, rows["article"]), _index(place_number, rows["place"]))


def _fresh(query: Select[Any], article_no: ColumnElement[int], since: int) -> Select[Any]:
    if since < 0:
        return query
    return query.where(article_no.in_(select(articles.c.article_no).where(articles.c.changed > since)))


def _no_reports() -> ReportColumns:
    empty = np.empty(0, np.uint64)
    scores, none = np.empty(0, np.float64), np.empty(0, np.bool_)
    return ReportColumns(empty, _NONE, _NONE, _NONE, scores, none, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE)


def _fetched(connection: Connection, query: Select[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    result = connection.execute(query)
    cursor = result.cursor
    assert cursor is not None
    parts = [np.empty(0, dtype)]
    while rows := cursor.fetchmany(_CHUNK):
        parts.append(np.array(rows, dtype))
    result.close()
    fetched: NDArray[Any] = np.concatenate(parts)
    return fetched


def _index(numbers: Indexes, wanted: NDArray[Any]) -> Indexes:
    return np.searchsorted(numbers, wanted).astype(np.int32)


def _joined(rows: NDArray[Any], edges: NDArray[Any], actor: Indexes) -> tuple[Indexes, Indexes]:
    """Join reports to the actors of their sentence: indexes of reports, and of actors, each pair once."""
    sentence_of_report = _sentence(rows)
    sentence_of_edge = _sentence(edges)
    in_order = np.argsort(sentence_of_edge, kind="stable")
    sentence_of_edge, actor = sentence_of_edge[in_order], actor[in_order]
    first = np.searchsorted(sentence_of_edge, sentence_of_report, "left")
    count = np.searchsorted(sentence_of_edge, sentence_of_report, "right") - first
    report = np.repeat(np.arange(len(rows), dtype=np.int32), count)
    within = np.arange(len(report)) - np.repeat(np.cumsum(count) - count, count)
    pairs = _pairs(report, actor[np.repeat(first, count) + within])
    return pairs.article, pairs.what


def _sentence(rows: NDArray[Any]) -> NDArray[np.int64]:
    sentence: NDArray[np.int64] = (rows["article"].astype(np.int64) << np.int64(32)) + rows["start"]
    return sentence


def _pairs(article: Indexes, what: Indexes) -> PairColumns:
    """Each pair once."""
    both = np.unique((article.astype(np.int64) << np.int64(32)) + what)
    return PairColumns((both >> np.int64(32)).astype(np.int32), (both & np.int64(0xFFFFFFFF)).astype(np.int32))


def _paired(left: Indexes, article: Indexes) -> tuple[Indexes, Indexes]:
    """Number the distinct pairs of something and an article: each row's number, and each pair's `left`."""
    both = (left.astype(np.int64) << np.int64(32)) + article
    distinct, pair = np.unique(both, return_inverse=True)
    return pair.astype(np.int32), (distinct >> np.int64(32)).astype(np.int32)
