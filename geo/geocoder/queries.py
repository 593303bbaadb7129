"""Read what a query says: a name, what sort of place it is, and what it lies in.

"Paris, Texas", "Long Beach, CA", "Tripoli (Lebanon)", "Idlib province", "Lake Van". Pure: text in, text out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from geo.records import PlaceKind
from geo.resolution.cues import KIND_WORDS, split_kind_word

__all__ = ["Query", "read_query"]

_STRUCTURED = ("street", "city", "county", "state", "country")
_BRACKETS = re.compile(r"^(?P<name>[^(),]+)\((?P<within>[^()]+)\)\s*$")
_MAX_QUERY = 300


@dataclass(frozen=True, slots=True)
class Query:
    """`name` as typed; `base` without its kind word, which announces `kinds`; `within`, what it lies in."""

    name: str
    base: str
    kinds: frozenset[PlaceKind]
    within: tuple[str, ...]


def read_query(query: str | Mapping[str, str]) -> Query | None:
    """What a query says, or None where it says nothing; a mapping is a structured query, as Nominatim has it."""
    if isinstance(query, Mapping):
        query = ", ".join(str(query[key]) for key in _STRUCTURED if query.get(key))
    text = " ".join(query[:_MAX_QUERY].split())
    bracketed = _BRACKETS.match(text)
    if bracketed is not None:
        text = f"{bracketed['name']}, {bracketed['within']}"
    name, *within = [part.strip() for part in text.split(",")]
    if not name:
        return None
    base, word = split_kind_word(name)
    return Query(name, base, KIND_WORDS[word] if word else frozenset(), tuple(part for part in within if part))
