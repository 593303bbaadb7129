"""Take an article out of a store with every trace of it, also where the file still holds what was deleted.

Names that only the article brought go with it: people and groups, places that were only given or described, answers
of an online geocoder. The gazetteer's own places stay: that one is in the list says nothing of any article.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, func, or_, select

from geo.store import sqlite
from geo.store.schema import actor_mentions, actors, articles, failures, focuses, geocodes, mentions, places, reports

__all__ = ["Removable", "find_removable", "forget_names", "sweep"]

_OWN = ("given:", "vicinity:", "osm:")
_FEW = 500


@dataclass(frozen=True, slots=True)
class Removable:
    """An article that may be removed, as a person knows it."""

    article_id: str
    title: str
    source: str
    url: str
    published: date | None


def find_removable(
    connection: Connection, article_ids: Collection[str] = (), *, source: str = "", before: date | None = None
) -> list[Removable]:
    """Give the articles of these ids, or else of a publisher, or published before a day, or both; none for no wish."""
    columns = (articles.c.article_id, articles.c.title, articles.c.source, articles.c.url, articles.c.published)
    query = select(*columns).order_by(articles.c.article_no)
    if article_ids:
        wanted = sorted(set(article_ids))
        parts = [wanted[at : at + _FEW] for at in range(0, len(wanted), _FEW)]
        rows = [row for part in parts for row in connection.execute(query.where(articles.c.article_id.in_(part)))]
    elif source or before is not None:
        if source:
            query = query.where(articles.c.source == source)
        if before is not None:
            query = query.where(articles.c.published < before)
        rows = list(connection.execute(query))
    else:
        return []
    return [Removable(*row) for row in rows]


def forget_names(connection: Connection, article_no: int, *, article_id: str, url: str) -> None:
    """Take out what is kept of an article outside its own rows, before these go: failures, and geocoders' answers."""
    connection.execute(delete(failures).where(failures.c.place.in_([article_id, url])))
    named = select(mentions.c.surface).where(mentions.c.article_no == article_no).distinct()
    mine = {_asked(surface) for surface in connection.execute(named).scalars()}
    for query in connection.execute(select(geocodes.c.query).distinct()).scalars().all():
        name = _name_in(query)
        if name in mine:
            others = select(mentions.c.surface).where(
                mentions.c.article_no != article_no, func.lower(mentions.c.surface) == name
            )
            if connection.execute(others.limit(1)).first() is None:
                connection.execute(delete(geocodes).where(geocodes.c.query == query))


def sweep(connection: Connection) -> None:
    """Take out the actors, and the places of no gazetteer, that no article names any more; tidy the full-text index."""
    connection.execute(delete(actors).where(actors.c.actor_no.not_in(select(actor_mentions.c.actor_no))))
    kept = (
        select(mentions.c.place_no).where(mentions.c.place_no.is_not(None)),
        select(reports.c.place_no),
        select(focuses.c.place_no),
    )
    own = or_(*(places.c.place_id.startswith(prefix) for prefix in _OWN))
    alone = select(places.c.place_no, places.c.place_id).where(own, *(places.c.place_no.not_in(one) for one in kept))
    for place_no, place_id in connection.execute(alone).all():
        meant = select(mentions.c.n).where(mentions.c.alternatives.contains(f'"{place_id}"', autoescape=True)).limit(1)
        if connection.execute(meant).first() is None:
            connection.execute(delete(places).where(places.c.place_no == place_no))
    if connection.dialect.name == "sqlite":
        sqlite.tidy_search(connection)


def _asked(surface: str) -> str:
    """A name as an online geocoder is asked for it."""
    return " ".join(surface.split()).casefold()


def _name_in(query: str) -> str:
    """The name in what an online geocoder was asked: a JSON array, the name behind what is asked, or the name alone."""
    try:
        parts = json.loads(query)
    except ValueError:
        return query
    return str(parts[1]) if isinstance(parts, list) and len(parts) > 1 else query
