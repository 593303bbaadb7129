"""Tell which state acts: by its name, its seat, its people's name, or an article's main country."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from geo.records import Actor, ActorKind, EntityKind, Toponym
from geo.text.acting import acts
from geo.text.aliases import AliasHit, AliasIndex, Words
from geo.text.lexicon import demonyms, fold_word
from geo.text.statehood import is_sport, speaks_for_state

__all__ = ["States", "countries_named"]


class States:
    """The list's states. Immutable."""

    def __init__(self, actors: Mapping[str, Actor], index: AliasIndex) -> None:
        self._actors = actors
        self._index = index

    def named(self, name: str) -> Actor | None:
        """The state that a name or a government's seat stands for, as it is spelt."""
        return next((a.actor for a in self._index.spelt(name) if a.actor.kind is ActorKind.STATE), None)

    def main(self, countries: Counter[str]) -> Actor | None:
        """The state that an article is mostly about: named twice as often as any other."""
        if not countries:
            return None
        (code, often), *others = countries.most_common(2)
        if others and 2 * others[0][1] > often:
            return None
        return self._actors.get(f"state:{code.lower()}")

    def acting(self, text: str, words: Words, first: int, toponym: Toponym) -> Actor | None:
        """Return the state (or the people) that an associative toponym speaks of, or None where it doesn't act."""
        entries = demonyms().get(fold_word(toponym.surface), ())
        if not acts(text, words, toponym, first=first, demonyms=entries):
            return None
        for name in (toponym.surface, toponym.lookup, *(e.place for e in entries)):
            actor = self._ruler(name) if name else None
            if actor is None:
                continue
            only_people = bool(entries) and all(e.kind == "people" for e in entries)
            if actor.kind is ActorKind.STATE and (only_people or not _is_the_state(words, first, toponym, actor)):
                return None
            return actor
        return None

    def owner(self, name: str) -> Actor | None:
        """The state that a name, a government's seat or a demonym stands for."""
        entries = demonyms().get(fold_word(name), ())
        if not entries:
            return self.named(name)
        owners = {e.country for e in entries}
        return self._actors.get(f"state:{owners.pop().lower()}") if len(owners) == 1 else None

    def _ruler(self, name: str) -> Actor | None:
        aliases = self._index.spelt(name)
        kinds = (ActorKind.STATE, ActorKind.PEOPLE, ActorKind.BODY)
        return next((a.actor for kind in kinds for a in aliases if a.actor.kind is kind), None)


def _is_the_state(words: Words, first: int, toponym: Toponym, state: Actor) -> bool:
    """Whether the state acts, rather than its team, its people or its land."""
    last = bisect_right(words.starts, toponym.end - 1) - 1
    owns = words.keys[last + 1 : last + 2] in (["'s"], ["s"])
    owns = owns and (toponym.surface == state.name or toponym.surface.isupper())
    belongs = toponym.kind is EntityKind.DEMONYM or fold_word(toponym.surface) in demonyms() or owns
    return (not belongs or speaks_for_state(words, first, last)) and not is_sport(words, first)


def countries_named(words: Words, hits: Sequence[AliasHit], notable: Sequence[int]) -> Counter[str]:
    """How often a text names each country, by name, by its people or by its government: ISO code → times.

    `notable` are the words that may speak of a people.
    """
    codes = Counter(a.actor.country for hit in hits for a in hit.aliases if a.actor.kind is ActorKind.STATE)
    known = demonyms()
    for i in notable:
        if words.keys[i] in known and words.surfaces[i][0].isupper():
            codes[known[words.keys[i]][0].country] += 1
    del codes[""]
    return codes
