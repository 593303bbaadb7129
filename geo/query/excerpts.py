"""Write out reports in full: their sentence, mentions, actors and article."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from geo.query.columns import Columns
from geo.records import ActorMention, Report, ResolvedToponym, Role
from geo.store.reading import Head, read_acting, read_heads, read_toponyms
from geo.store.reporting import report_key, sentence_at

__all__ = ["write_out"]

_MANY = 500
"""How many reports are read from the store at a time."""


def write_out(connection: Connection, columns: Columns, rows: Iterable[int]) -> list[Report]:
    """Give the reports of these rows, in their order.

    One that has gone from the store since the columns were loaded is left out.
    """
    ordered = list(rows)
    found: list[Report] = []
    for at in range(0, len(ordered), _MANY):
        found.extend(_written(connection, columns, ordered[at : at + _MANY]))
    return found


def _written(connection: Connection, columns: Columns, rows: list[int]) -> list[Report]:
    reports = columns.reports
    articles = columns.articles.number[reports.article[rows]].tolist()
    starts = reports.start[rows].tolist()
    numbers, sentences = sorted(set(articles)), sorted(set(starts))
    heads = read_heads(connection, numbers)
    toponyms = read_toponyms(connection, numbers, sentences=sentences)
    acting = read_acting(connection, numbers, sentences=sentences)
    found: list[Report] = []
    for row, number, start in zip(rows, articles, starts, strict=True):
        place_id = columns.places.places[reports.place[row]].place_id
        here = [toponym for sentence, toponym in toponyms.get(number, ()) if sentence == start]
        actors = tuple(mention for sentence, mention in acting.get(number, ()) if sentence == start)
        if number in heads:
            found.extend(_report(heads[number], place_id, start, here, actors))
    return found


def _report(
    head: Head, place_id: str, start: int, here: list[ResolvedToponym], actors: tuple[ActorMention, ...]
) -> Iterator[Report]:
    mentions = tuple(t for t in here if t.place is not None and t.place.place_id == place_id)
    others = tuple(t for t in here if t.place is not None and t.place.place_id != place_id)
    sentence = sentence_at(head.sentences, start)
    if not mentions or sentence is None or sentence.start != start:
        return
    best = max(mentions, key=lambda mention: mention.score)
    assert best.place is not None
    article = head.article
    literal = any(mention.role is Role.LITERAL for mention in mentions)
    yield Report(
        report_id=f"{report_key(article.article_id, place_id, start):016x}",
        article_id=article.article_id,
        place=best.place,
        role=Role.LITERAL if literal else Role.ASSOCIATIVE,
        score=best.score,
        reason=best.reason,
        start=start,
        text=article.text[start : sentence.end],
        mentions=mentions,
        others=others,
        actors=actors,
        alternatives=best.alternatives,
        title=article.title,
        url=article.url,
        source=article.source,
        published=article.published,
    )
