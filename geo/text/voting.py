"""Take one decision for each surface of an article: what most of its mentions were taken for.

A mention that disagrees weakly is brought into line; each is as sure as its surest like, less a tenth; and the same
words elsewhere, which the recogniser passed over, are taken too where all the others agree.
"""

from collections.abc import Sequence
from operator import attrgetter, itemgetter

from geo.records import Entity, EntityKind
from geo.text.tagger import Span
from geo.text.tokens import Tokens, tokenise

__all__ = ["voted"]

_Tally = dict[EntityKind | None, float]
_weight = itemgetter(1)
_start = attrgetter("start")
_REPEATED = frozenset({EntityKind.PLACE, EntityKind.PERSON, EntityKind.DEMONYM})
_AGREED = 0.8


def voted(text: str, tokens: Tokens, spans: Sequence[Span]) -> tuple[Entity, ...]:
    """The names in a text from what the tagger took for names (by start, none overlapping), by start."""
    starts, ends = tokens.starts, tokens.ends
    votes: dict[str, _Tally] = {}
    surest: dict[tuple[str, EntityKind | None], float] = {}
    mentions: list[tuple[int, int, str, str]] = []
    taken = bytearray(len(tokens))
    for first, last, kind, confidence in spans:
        start, end = starts[first], ends[last]
        surface = text[start:end]
        key = _key(surface)
        mentions.append((start, end, surface, key))
        tally = votes.setdefault(key, {})
        tally[kind] = tally.get(kind, 0) + confidence
        pair = (key, kind)
        surest[pair] = max(surest.get(pair, 0.0), confidence)
        taken[first : last + 1] = b"\1" * (last + 1 - first)
    entities = []
    for (start, end, surface, key), (_, _, kind, confidence) in zip(mentions, spans, strict=True):
        tally = votes[key]
        if len(tally) > 1 and confidence < 0.95:
            best, weight = max(tally.items(), key=_weight)
            if weight > 2 * tally[kind]:
                kind = best  # noqa: PLW2901 - the vote overrules it
        if kind is not None:
            entities.append(Entity(start, end, surface, kind, round(max(confidence, 0.9 * surest[key, kind]), 3)))
    entities += _repeated(text, tokens, taken, votes, surest)
    return tuple(sorted(entities, key=_start))


def _repeated(
    text: str,
    tokens: Tokens,
    taken: bytearray,
    votes: dict[str, _Tally],
    surest: dict[tuple[str, EntityKind | None], float],
) -> list[Entity]:
    """Words that are a name elsewhere in the article, and stand outside any name here."""
    known: dict[str, list[tuple[list[str], EntityKind, float]]] = {}
    for key, tally in votes.items():
        kind, weight = max(tally.items(), key=_weight)
        if kind is None or kind not in _REPEATED or weight < _AGREED * sum(tally.values()):
            continue
        sure = surest[key, kind]
        if sure >= _AGREED:
            words = key.split() if key.replace(" ", "").isalpha() else tokenise(key).surfaces
            known.setdefault(words[0], []).append((words, kind, 0.8 * sure))
    found = []
    surfaces = tokens.surfaces
    for i in [i for i, surface in enumerate(surfaces) if surface in known]:
        for words, kind, confidence in known[surfaces[i]]:
            after = i + len(words)
            if surfaces[i:after] == words and not any(taken[i:after]):
                start, end = tokens.starts[i], tokens.ends[after - 1]
                found.append(Entity(start, end, text[start:end], kind, round(confidence, 3)))
                break
    return found


def _key(surface: str) -> str:
    """A surface as it is compared: "RUSSIA" and "Russia" are one."""
    return surface.title() if len(surface) > 3 and surface.isupper() else surface
