"""Find the articles that hold the words a reader typed.

Whatever is typed is safe: it is cut into words and quoted phrases, and no sign
in it is ever read as an operator. All of them must stand in the title or text;
a word of two letters or more also matches as the beginning of a longer one, a
quoted phrase as it is.
Case and accents don't matter (on SQLite).
"""

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from geo.store import sqlite
from geo.store.schema import articles, texts

__all__ = ["MAX_TERMS", "Term", "search", "searchable", "terms"]

MAX_TERMS = 64
"""Words and phrases beyond this many are left out of a search."""

_MAX_LENGTH = 4_000
_PIECES = re.compile(r'"([^"]*)"?|([^\s"]+)')
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, which may be the beginning of a longer one, or a quoted phrase."""

    words: str
    quoted: bool

    @property
    def open_ended(self) -> bool:
        """Whether it may be the beginning of a longer word; a single letter begins too many to say anything."""
        return not self.quoted and len(self.words) > 1

    @property
    def unspaced(self) -> bool:
        """Whether it is in a script that writes no spaces, so that a word index can't find it."""
        return bool(_UNSPACED.search(self.words))


def terms(typed: str) -> tuple[Term, ...]:
    """Cut what a reader typed into words and quoted phrases; only the first `MAX_TERMS` of them."""
    found: dict[Term, None] = {}
    for piece in _PIECES.finditer(searchable(typed).translate(_QUOTES)):
        quoted = piece[1] is not None
        words = " ".join((piece[1] if quoted else piece[2]).split())
        if any(c.isalnum() for c in words):
            found[Term(words, quoted)] = None
    return tuple(found)[:MAX_TERMS]


def searchable(typed: str) -> str:
    """Give what was typed, without what a database can't take: control signs, halves of characters, great length."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in typed[:_MAX_LENGTH])


def search(connection: Connection, typed: str) -> list[int] | None:
    """Give the numbers of the articles that match, or None where nothing was typed that could be searched for."""
    wanted = terms(typed)
    if not wanted:
        return None
    if connection.dialect.name != "sqlite":
        return _containing(connection, wanted)
    spaced = [term for term in wanted if not term.unspaced]
    unspaced = [term for term in wanted if term.unspaced]
    if not unspaced:
        return sqlite.matching(connection, _expression(spaced))
    found = _containing(connection, unspaced)
    if not spaced:
        return found
    both = set(found) & set(sqlite.matching(connection, _expression(spaced)))
    return sorted(both)


def _expression(wanted: list[Term]) -> str:
    return " AND ".join(f'"{term.words}"' + (" *" if term.open_ended else "") for term in wanted)


def _containing(connection: Connection, wanted: tuple[Term, ...] | list[Term]) -> list[int]:
    def holds(term: Term) -> ColumnElement[bool]:
        return or_(
            texts.c.text.icontains(term.words, autoescape=True),
            articles.c.title.icontains(term.words, autoescape=True),
        )

    query = select(articles.c.article_no).join(texts).where(and_(*map(holds, wanted)))
    return list(connection.execute(query).scalars())


_QUOTES = {ord(c): '"' for c in "“”„‟«»＂"}
