"""Keep articles that print the same story together, as they come and go.

A story is what holds together by copies: articles in one if each is a copy of another in it. It is named by its
smallest article number, so that the order in which articles come does not matter.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from geo.store.schema import articles, stories, story_bands
from geo.stories import Signature, same_days, same_story, signature_from, signature_of

__all__ = ["join_story", "leave_story"]

_MOST = 300
"""Copies that a text is compared with: more say nothing new."""
_CANDIDATES = (
    select(stories.c.story_no, stories.c.signature, articles.c.published)
    .join(articles, articles.c.article_no == stories.c.article_no)
    .where(
        stories.c.article_no.in_(
            select(story_bands.c.article_no).where(story_bands.c.band.in_(bindparam("bands", expanding=True)))
        )
    )
    .order_by(stories.c.article_no.desc())
    .limit(_MOST)
)
_MEMBERS = (
    select(stories.c.article_no, stories.c.signature, articles.c.published)
    .join(articles, articles.c.article_no == stories.c.article_no)
    .where(stories.c.story_no == bindparam("story"))
    .order_by(stories.c.article_no)
)
_STORY = select(stories.c.story_no, stories.c.signature).where(stories.c.article_no == bindparam("no"))
_FORGET = (
    delete(story_bands).where(
        story_bands.c.article_no == bindparam("no"), story_bands.c.band.in_(bindparam("bands", expanding=True))
    ),
    delete(stories).where(stories.c.article_no == bindparam("no")),
)
_KEEP, _BANDS = insert(stories), insert(story_bands)


def join_story(
    connection: Connection,
    article_no: int,
    text: str,
    *,
    published: date | None,
    revision: int | None,
    alone: bool = False,
) -> None:
    """Put an article with its copies, or on its own; in the transaction that is open.

    Where it shows that two stories are one, their articles' last change becomes `revision` (None: it stays).
    `alone`: it has no copies, whatever it says (a row of a table of events).
    """
    signature = None if alone else signature_of(text)
    if signature is None:
        connection.execute(_KEEP, {"article_no": article_no, "story_no": article_no, "signature": b""})
        return
    bands = signature.bands
    found = {
        row.story_no
        for row in connection.execute(_CANDIDATES, {"bands": bands})
        if same_days(published, row.published) and _same(signature, row.signature)
    }
    story = min((*found, article_no))
    connection.execute(_KEEP, {"article_no": article_no, "story_no": story, "signature": signature.packed()})
    connection.execute(_BANDS, [{"band": band, "article_no": article_no} for band in bands])
    for other in sorted(found - {story}):
        moved = list(connection.execute(_MEMBERS, {"story": other}).scalars())
        _move(connection, moved, story, revision)


def leave_story(connection: Connection, article_no: int, revision: int) -> None:
    """Take an article out of its story; the others stay together where they are copies of one another without it."""
    row = connection.execute(_STORY, {"no": article_no}).first()
    if row is None:
        return
    signature = signature_from(row.signature)
    bands = () if signature is None else signature.bands
    connection.execute(_FORGET[0], {"no": article_no, "bands": bands})
    connection.execute(_FORGET[1], {"no": article_no})
    left = connection.execute(_MEMBERS, {"story": row.story_no}).all()
    for together in _groups(left):
        if min(together) != row.story_no:
            _move(connection, together, min(together), revision)


def _same(signature: Signature, packed: bytes) -> bool:
    other = signature_from(packed)
    return other is not None and same_story(signature, other)


def _groups(rows: Iterable[Any]) -> Iterable[list[int]]:
    """The articles that hold together, each group by itself."""
    waiting = [(row.article_no, signature_from(row.signature), row.published) for row in rows]
    while waiting:
        group, at = [waiting.pop(0)], 0
        while at < len(group):
            _, signature, day = group[at]
            copies = [
                other
                for other in waiting
                if signature and other[1] and same_days(day, other[2]) and same_story(signature, other[1])
            ]
            numbers = {copy[0] for copy in copies}
            waiting = [other for other in waiting if other[0] not in numbers]
            group += copies
            at += 1
        yield [number for number, *_ in group]


def _move(connection: Connection, article_nos: Sequence[int], story: int, revision: int | None) -> None:
    for at in range(0, len(article_nos), 500):
        some = article_nos[at : at + 500]
        connection.execute(update(stories).where(stories.c.article_no.in_(some)).values(story_no=story))
        if revision is not None:
            connection.execute(update(articles).where(articles.c.article_no.in_(some)).values(changed=revision))
