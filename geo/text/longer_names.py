"""Keep a name on the list from being found inside a longer name of something else.

"First Nations Bank of Canada" is not the Bank of Canada, and the Adani Group is not Gautam Adani; but "Toyota Gazoo
Racing" is Toyota, and "Lebanese Hezbollah" is Hezbollah.
"""

from collections.abc import Sequence

from geo.records import ActorKind
from geo.text.aliases import AliasHit, Words, WordSpan
from geo.text.lexicon import demonyms, lower_share
from geo.text.organisation_words import HEADS, NO_ACTORS

__all__ = ["in_brackets", "outside_longer_names"]

_SURE = 0.7
"""Confidence from which a recogniser's longer name stands against a shorter one on the list."""


def outside_longer_names(words: Words, hits: Sequence[AliasHit], entities: Sequence[WordSpan]) -> list[AliasHit]:
    """Leave out the list's names that are only part of a longer organisation's: "First Nations Bank of Canada".

    What begins the longer name stands for it ("Toyota Gazoo Racing"), and so does what a nationality goes before.
    """
    longer: dict[int, WordSpan] = {}
    for entity in entities:
        if entity[2] >= _SURE:
            for i in range(entity[0], entity[1] + 1):
                longer[i] = entity
    if not longer:
        return list(hits)
    return [hit for hit in hits if hit.first not in longer or _stands_for_all(words, hit, longer[hit.first])]


def _stands_for_all(words: Words, hit: AliasHit, entity: WordSpan) -> bool:
    first, last, _ = entity
    if words.keys[first] == "the":
        first += 1
    if hit.first <= first and hit.last >= last:
        return True
    if all(a.actor.kind is ActorKind.PERSON for a in hit.aliases):
        rest = words.surfaces[first : hit.first] + words.surfaces[hit.last + 1 : last + 1]
        return not any(w[0].isupper() for w in rest)
    if any(a.actor.kind is ActorKind.STATE for a in hit.aliases):
        return True
    if all(a.actor.kind is ActorKind.PEOPLE for a in hit.aliases):
        return False
    before = words.keys[first : hit.first]
    if hit.last >= last:
        return all(k in demonyms() for k in before)
    if before or not NO_ACTORS.isdisjoint(words.keys[hit.last + 1 : last + 1]):
        return False
    generic = words.keys[hit.last] in HEADS or lower_share(words.keys[hit.last]) > 0.1
    return not (generic and words.keys[hit.last + 1] in {"of", "for"}) and not in_brackets(words, last)


def in_brackets(words: Words, last: int) -> bool:
    """Whether one word in brackets follows."""
    return words.surfaces[last + 1 : last + 2] == ["("] and words.surfaces[last + 3 : last + 4] == [")"]
