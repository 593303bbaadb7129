"""Write out reports in full: their sentence, mentions, actors and article."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from sqlalchemy import Connection

from geo.query.columns import Columns
from geo.records import ActorMention, Copy, Report, ResolvedToponym, Role
from geo.store.reading import Head, SentenceKey, read_acting, read_copies, read_heads, read_toponyms
from geo.store.reporting import report_key, sentence_at
from geo.vicinities import is_reported, leaned_on

__all__ = ["write_out"]

_MANY = 500
"""How many reports are read from the store at a time."""
_COPIES = 50
"""How many copies of a story are named."""


def write_out(connection: Connection, columns: Columns, rows: Iterable[int]) -> list[Report]:
    """Give the reports of these rows, in their order.

    One that has gone from the store since the columns were loaded is left out. Those of one article are read
    together, wherever they stand in the order.
    """
    ordered = np.fromiter(rows, np.int64)
    together = ordered[np.argsort(columns.reports.article[ordered], kind="stable")].tolist()
    found: dict[int, Report] = {}
    for at in range(0, len(together), _MANY):
        found.update(_written(connection, columns, together[at : at + _MANY]))
    return [found[row] for row in ordered.tolist() if row in found]


def _written(connection: Connection, columns: Columns, rows: list[int]) -> Iterator[tuple[int, Report]]:
    reports = columns.reports
    articles = columns.articles.number[reports.article[rows]].tolist()
    starts = reports.start[rows].tolist()
    sentences: list[SentenceKey] = list(zip(articles, starts, strict=True))
    numbers, within = sorted(set(articles)), set(sentences)
    heads = read_heads(connection, numbers)
    also = _copies(connection, columns, set(reports.article[rows].tolist()))
    toponyms: dict[SentenceKey, list[ResolvedToponym]] = {}
    for key, toponym in read_toponyms(connection, numbers, within=within):
        toponyms.setdefault(key, []).append(toponym)
    acting: dict[SentenceKey, list[ActorMention]] = {}
    for key, mention in read_acting(connection, numbers, within=within):
        acting.setdefault(key, []).append(mention)
    for row, key in zip(rows, sentences, strict=True):
        place_id = columns.places.places[reports.place[row]].place_id
        if key in toponyms and key[0] in heads:
            report = _report(heads[key[0]], place_id, key[1], toponyms[key], tuple(acting.get(key, ())))
            if report is not None:
                yield row, replace(report, also=also[key[0]]) if key[0] in also else report


def _copies(connection: Connection, columns: Columns, wanted: Iterable[int]) -> dict[int, tuple[Copy, ...]]:
    """The other articles that print the story of an article: by its number; none for those that are alone."""
    articles = columns.articles
    shared = {at: articles.copies(at)[:_COPIES] for at in wanted if articles.shared[at]}
    numbers = {int(articles.number[at]) for copies in shared.values() for at in copies}
    facts = {
        number: Copy(article_id, source, published)
        for number, article_id, source, published in read_copies(connection, numbers)
    }
    return {
        int(articles.number[at]): tuple(
            facts[number] for copy in copies if (number := int(articles.number[copy])) in facts
        )
        for at, copies in shared.items()
    }


def _report(
    head: Head, place_id: str, start: int, here: list[ResolvedToponym], actors: tuple[ActorMention, ...]
) -> Report | None:
    mentions = tuple(t for t in here if t.place is not None and t.place.place_id == place_id)
    others = tuple(t for t in here if t.place is not None and t.place.place_id != place_id)
    sentence = sentence_at(head.sentences, start)
    if not mentions or sentence is None or sentence.start != start:
        return None
    best = max(mentions, key=lambda mention: mention.score)
    assert best.place is not None
    told = max(mentions, key=lambda mention: (mention.role is not Role.FILED, mention.score))
    article = head.article
    apart = leaned_on(here)
    literal = any(is_reported(mention, apart) for mention in mentions)
    return Report(
        report_id=f"{report_key(article.article_id, place_id, start):016x}",
        article_id=article.article_id,
        place=best.place,
        role=Role.LITERAL if literal else Role.FILED if told.role is Role.FILED else Role.ASSOCIATIVE,
        score=best.score,
        reason=told.reason,
        start=start,
        text=article.text[start : sentence.end],
        mentions=mentions,
        others=others,
        actors=actors,
        alternatives=told.alternatives,
        title=article.title,
        url=article.url,
        source=article.source,
        published=article.published,
        page=article.page_at(start),
    )
