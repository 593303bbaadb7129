"""Read an article back as it was saved, with all that was found in it."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from geo.records import (
    Actor,
    ActorKind,
    ActorMention,
    Alternative,
    Article,
    Focus,
    ParsedArticle,
    Place,
    PlaceKind,
    ResolvedToponym,
    Role,
    Sentence,
)
from geo.store.extras import read_given, read_pages
from geo.store.schema import actor_mentions, actors, articles, focuses, mentions, places, reports, texts

__all__ = [
    "Head",
    "read_acting",
    "read_actors",
    "read_articles",
    "read_copies",
    "read_heads",
    "read_places",
    "read_reported",
    "read_toponyms",
    "to_article",
    "to_place",
]

SentenceKey = tuple[int, int]
"""An article's number and the offset of one of its sentences."""

_FEW = 500
"""How many ids are asked for in one statement."""


def to_place(row: Row[Any]) -> Place:
    """Make a place of a row of the table of places."""
    return Place(
        place_id=row.place_id,
        name=row.name,
        lat=row.lat,
        lon=row.lon,
        kind=PlaceKind(row.kind),
        feature_class=row.feature_class,
        country=row.country,
        admin1=row.admin1,
        admin1_id=row.admin1_id,
        population=row.population,
        radius_km=row.radius_km,
        area_id=row.area_id,
    )


def to_article(row: Row[Any]) -> Article:
    """Make an article of a row of the table of articles, joined with its text."""
    return Article(
        article_id=row.article_id,
        text=row.text,
        title=row.title,
        url=row.url,
        source=row.source,
        published=row.published,
        author=row.author,
        language=row.language,
        pages=read_pages(row.pages),
        given=read_given(row.given),
    )


def read_places(connection: Connection, place_ids: Iterable[str]) -> dict[str, Place]:
    """Give the places of these ids that the store knows."""
    found: dict[str, Place] = {}
    for some in _portions(set(place_ids)):
        for row in connection.execute(select(places).where(places.c.place_id.in_(some))):
            found[row.place_id] = to_place(row)
    return found


def read_reported(
    connection: Connection, *, least: float = 0.5, most: int = 100_000, upto: int | None = None
) -> Iterator[tuple[str, str, str]]:
    """Give what each publisher literally reported: triples of source, article_id and place_id, each once.

    Only reports of a score of `least` or more, the `most` newest; those of nameless publishers are left out, and
    those of articles of a greater number than `upto`.
    """
    query = (
        select(articles.c.source, articles.c.article_id, places.c.place_id)
        .select_from(reports)
        .join(articles, articles.c.article_no == reports.c.article_no)
        .join(places, places.c.place_no == reports.c.place_no)
        .where(articles.c.source != "", reports.c.literal, reports.c.score >= least)
        .order_by(reports.c.article_no.desc(), reports.c.place_no)
        .distinct()
        .limit(most)
    )
    if upto is not None:
        query = query.where(reports.c.article_no <= upto)
    query = query.add_columns(reports.c.article_no, reports.c.place_no)
    for source, article_id, place_id, *_ in connection.execute(query):
        yield source, article_id, place_id


def read_actors(connection: Connection, actor_ids: Iterable[str]) -> dict[str, Actor]:
    """Give the actors of these ids that the store knows; their aliases and country are not kept."""
    found: dict[str, Actor] = {}
    for some in _portions(set(actor_ids)):
        for row in connection.execute(select(actors).where(actors.c.actor_id.in_(some))):
            found[row.actor_id] = Actor(row.actor_id, row.name, ActorKind(row.kind))
    return found


def read_articles(connection: Connection, article_nos: Iterable[int]) -> dict[int, ParsedArticle]:
    """Give articles by their number, with all that was found in them; a number that is gone is left out."""
    found: dict[int, ParsedArticle] = {}
    for some in _portions(set(article_nos)):
        found |= _read(connection, some)
    return found


def _read(connection: Connection, numbers: Collection[int]) -> dict[int, ParsedArticle]:
    heads = read_heads(connection, numbers)
    toponyms: dict[int, list[ResolvedToponym]] = {}
    vicinities: dict[int, list[ResolvedToponym]] = {}
    for (number, _), toponym in read_toponyms(connection, numbers):
        relative = toponym.place is not None and toponym.place.kind is PlaceKind.VICINITY
        (vicinities if relative else toponyms).setdefault(number, []).append(toponym)
    acting: dict[int, list[ActorMention]] = {}
    for (number, _), mention in read_acting(connection, numbers):
        acting.setdefault(number, []).append(mention)
    about = _read_focuses(connection, numbers)
    return {
        number: ParsedArticle(
            head.article,
            head.sentences,
            tuple(toponyms.get(number, ())),
            tuple(acting.get(number, ())),
            head.parser,
            vicinities=tuple(vicinities.get(number, ())),
            focus=about.get(number, ()),
        )
        for number, head in heads.items()
    }


def _read_focuses(connection: Connection, numbers: Collection[int]) -> dict[int, tuple[Focus, ...]]:
    """Give what articles are about, by their number; those without a focus are left out."""
    query = (
        select(focuses.c.article_no, focuses.c.share, places)
        .join(places)
        .where(focuses.c.article_no.in_(numbers))
        .order_by(focuses.c.article_no, focuses.c.n)
    )
    found: dict[int, tuple[Focus, ...]] = {}
    for row in connection.execute(query):
        found[row.article_no] = (*found.get(row.article_no, ()), Focus(to_place(row), row.share))
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """An article with its sentences, but not yet what was found in it."""

    article: Article
    sentences: tuple[Sentence, ...]
    parser: str


def read_heads(connection: Connection, numbers: Collection[int]) -> dict[int, Head]:
    """Give articles and their sentences by their number; a number that is gone is left out."""
    query = select(articles, texts.c.text, texts.c.sentences).join(texts).where(articles.c.article_no.in_(numbers))
    return {
        row.article_no: Head(
            to_article(row),
            tuple(Sentence(start, end, bool(counts)) for start, end, counts in json.loads(row.sentences)),
            row.parser,
        )
        for row in connection.execute(query)
    }


def read_copies(connection: Connection, numbers: Collection[int]) -> list[tuple[int, str, str, date | None]]:
    """Give the number, id, publisher and day of articles; a number that is gone is left out."""
    found: list[tuple[int, str, str, date | None]] = []
    for some in _portions(set(numbers)):
        columns = (articles.c.article_no, articles.c.article_id, articles.c.source, articles.c.published)
        found += [tuple(row) for row in connection.execute(select(*columns).where(articles.c.article_no.in_(some)))]
    return found


def read_toponyms(
    connection: Connection, numbers: Collection[int], *, within: Collection[SentenceKey] | None = None
) -> list[tuple[SentenceKey, ResolvedToponym]]:
    """Give the toponyms of articles, each with its sentence (of offset −1: none), in order, and then the vicinities.

    Where `within` is given, only those of these sentences.
    """
    query = (
        select(mentions, places.c.place_id)
        .join(places, isouter=True)
        .where(mentions.c.article_no.in_(numbers))
        .order_by(mentions.c.article_no, mentions.c.n)
    )
    if within is not None:
        query = query.where(mentions.c.sentence.in_({sentence for _, sentence in within}))
    rows = [
        (row, json.loads(row.alternatives) if row.alternatives != "[]" else ())
        for row in connection.execute(query)
        if within is None or (row.article_no, row.sentence) in within
    ]
    wanted = {row.place_id for row, _ in rows if row.place_id is not None}
    wanted.update(place_id for _, others in rows for place_id, _ in others)
    known = read_places(connection, wanted)
    found = []
    for row, others in rows:
        toponym = ResolvedToponym(
            row.start,
            row.end,
            row.surface,
            Role(row.role),
            None if row.place_id is None else known[row.place_id],
            row.score,
            row.reason,
            tuple(Alternative(known[place_id], score) for place_id, score in others),
            row.origin,
        )
        found.append(((row.article_no, row.sentence), toponym))
    return found


def read_acting(
    connection: Connection, numbers: Collection[int], *, within: Collection[SentenceKey] | None = None
) -> list[tuple[SentenceKey, ActorMention]]:
    """Give the actors' mentions, as `read_toponyms` gives those of places."""
    query = (
        select(actor_mentions, actors.c.actor_id, actors.c.name, actors.c.kind)
        .join(actors)
        .where(actor_mentions.c.article_no.in_(numbers))
        .order_by(actor_mentions.c.article_no, actor_mentions.c.n)
    )
    if within is not None:
        query = query.where(actor_mentions.c.sentence.in_({sentence for _, sentence in within}))
    found = []
    for row in connection.execute(query):
        key = (row.article_no, row.sentence)
        if within is None or key in within:
            mention = ActorMention(row.start, row.end, row.surface, row.actor_id, row.name, ActorKind(row.kind))
            found.append((key, mention))
    return found


def _portions(wanted: set[Any]) -> Iterable[list[Any]]:
    ordered = sorted(wanted)
    for at in range(0, len(ordered), _FEW):
        yield ordered[at : at + _FEW]
