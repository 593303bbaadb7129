"""Tell who is meant by each person's name in one article.

A full name is an identity: the list's, or one named as the article names it. A bare family name ("Lavrov") is the
person whom the article names in full, the nearest before it first; without one, it is the list's where a title stands
before it ("President Assad") or the name is distinctive ("Putin").
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from geo.records import Actor, ActorKind, Entity
from geo.text.aliases import FAMILY_FIRST, FAMILY_FIRST_NAMES, AliasHit, AliasIndex, Certainty, Words, family_names
from geo.text.lexicon import TITLES, fold_word
from geo.text.name_context import is_everyday_word, joins_longer_name, names_a_thing, title_before

__all__ = ["FullNames", "Span", "identify"]

Span = tuple[int, int, Actor]
"""From word, to word (inclusive), who."""

OFFICES = frozenset(
    "president premier chancellor minister secretary general gen speaker senator sen ambassador envoy leader".split()
)
"""Titles before a family name that say what someone is: "Mr" says too little, "Prince" stands before a given name."""
_JUST_NAMED = 300
"""Characters: about two sentences."""
_MOST_NAMESAKES = 50
_NUMERAL = re.compile(r"[ivx]+|jr|sr")
_SLUG = re.compile(r"[^a-z0-9]+")


def _folded(name: str) -> list[str]:
    return [fold_word(word).replace("'", "") for word in name.replace("-", " ").split()]


class FullNames:
    """The list's people by first and last word of their full names.

    It finds "Sergei Viktorovich Lavrov", since "Lavrov" is distinctive, and "John F. Kerry", but not "Mohammed Ahmed
    al-Sudani" in Mohammed al-Sudani, nor "Kim Young-un" in Kim Jong-un.
    """

    def __init__(self, actors: Sequence[Actor], index: AliasIndex) -> None:
        self._index = index
        self._ends: dict[tuple[str, str], Actor | None] = {}
        self._distinctive: set[str] = set()
        for actor in actors:
            if actor.kind is not ActorKind.PERSON or actor.country in FAMILY_FIRST:
                continue
            for alias in actor.aliases:
                if " " not in alias and not alias.startswith("~"):
                    self._distinctive.add(_folded(alias)[-1])
            for name in (actor.name, *(a for a in actor.aliases if not a.startswith("~"))):
                keys = _folded(name)
                if len(keys) > 1 and keys[0] not in TITLES and not _NUMERAL.fullmatch(keys[-1]):
                    ends = (keys[0], keys[-1])
                    known = self._ends.get(ends, actor)
                    self._ends[ends] = actor if known is not None and known.actor_id == actor.actor_id else None

    def known(self, words: Words, first: int, last: int) -> Actor | None:
        """Return the list's person whom words `first` to `last` name in full, or None."""
        name = " ".join(words.surfaces[first : last + 1])
        for alias in self._index.exact(name):
            if alias.actor.kind is ActorKind.PERSON and alias.certainty is Certainty.SURE:
                return alias.actor
        middle = [key for key in words.keys[first + 1 : last] if key != "."]
        if not middle or (words.keys[last] not in self._distinctive and any(len(key) > 1 for key in middle)):
            return None
        return self._ends.get((words.keys[first], words.keys[last]))


def identify(
    text: str,
    words: Words,
    hits: Sequence[AliasHit],
    persons: Sequence[Entity],
    *,
    names: FullNames,
    countries: frozenset[str],
) -> list[Span]:
    """Return who is named where, in order, none overlapping.

    `hits` are the alias index's, `persons` the recogniser's, `countries` the ISO codes of those that the article names.
    """
    full: dict[int, tuple[int, Actor]] = {}
    sure: dict[int, tuple[int, Actor]] = {}
    for entity in persons:
        first, last = _words_of(words, entity)
        if 0 <= first < last and last > full.get(first, (-1,))[0] and not names_a_thing(text, words, last):
            actor = names.known(words, first, last) or _from_text(text, words, first, last)
            full[first] = (last, actor)
    for hit in hits:
        actors = [a.actor for a in hit.aliases if a.certainty is Certainty.SURE and a.actor.kind is ActorKind.PERSON]
        if not actors or _inside(full, hit.first):
            continue
        if hit.first == hit.last:
            sure[hit.first] = (hit.last, actors[0])
        elif not names_a_thing(text, words, hit.last):
            for within in range(hit.first + 1, hit.last + 1):
                full.pop(within, None)
            full[hit.first] = (hit.last, _likeliest(actors, countries))
    _join_partial_names(words, full)
    called: dict[tuple[str, ...], _Namesakes] = {}
    for first, (_, actor) in sorted(full.items()):
        for short in _short_names(actor):
            called.setdefault(short, _Namesakes()).add(first, actor)
    single = {_words_of(words, e)[0] for e in persons}
    found = dict(full)
    for first, last, candidates in _bare_names(words, hits, called, {k: v[0] for k, v in sure.items()}):
        if _inside(found, first) or _inside(found, last):
            continue
        recognised = first in single
        titled = title_before(words, first)
        if not recognised and (
            joins_longer_name(text, words, first, last, sure=first in sure)
            or (not titled and is_everyday_word(text, words, first, last))
        ):
            continue
        named = called.get(tuple(words.keys[first : last + 1]))
        if first in sure and (not named or titled in OFFICES or named.includes(sure[first][1])):
            found[first] = sure[first]
        elif named:
            if recognised or titled or words.keys[first - 1 : first] != ["in"]:
                found[first] = (last, named.meant(words, first))
        elif titled in OFFICES:
            likely = [a for a in candidates if a.country in countries]
            if len(likely) == 1:
                found[first] = (last, likely[0])
    return [(first, last, actor) for first, (last, actor) in sorted(found.items())]


class _Namesakes:
    """Those of one family name whom the article names in full, and where."""

    def __init__(self) -> None:
        self._where: list[int] = []
        self._who: list[Actor] = []
        self._often: Counter[str] = Counter()

    def add(self, word: int, actor: Actor) -> None:
        """Note that a word begins a full name; words come in order."""
        self._where.append(word)
        self._who.append(actor)
        self._often[actor.actor_id] += 1

    def includes(self, actor: Actor) -> bool:
        return actor.actor_id in self._often

    def meant(self, words: Words, word: int) -> Actor:
        """Who a bare family name is: the one just named in full, else the one most often so named, else the nearest."""
        at = max(0, bisect_right(self._where, word) - 1)
        before = self._who[at]
        if 0 <= words.starts[word] - words.starts[self._where[at]] <= _JUST_NAMED:
            return before
        (most, times), *_ = self._often.most_common(1)
        if self._often[before.actor_id] == times:
            return before
        return next(a for a in self._who if a.actor_id == most)


def _join_partial_names(words: Words, full: dict[int, tuple[int, Actor]]) -> None:
    """Make "Abdel Shakour" the "Abdel Shakour Khamis" whom the article also names, where there is only one such."""
    spelt: dict[str, dict[tuple[str, ...], Actor]] = {}
    for first, (last, actor) in full.items():
        spelt.setdefault(words.keys[first], {}).setdefault(tuple(words.keys[first : last + 1]), actor)
    for first, (last, actor) in full.items():
        same = spelt[words.keys[first]]
        if actor.country or last - first > 2 or not 1 < len(same) < _MOST_NAMESAKES:
            continue
        short = tuple(words.keys[first : last + 1])
        longer = {a.actor_id: a for keys, a in same.items() if len(keys) > len(short) and _abridges(short, keys)}
        if len(longer) == 1:
            full[first] = (last, next(iter(longer.values())))


def _abridges(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name is a longer one with words left out, the first kept: "Jose Silva" of "Jose da Costa Silva"."""
    rest = iter(full)
    return short[0] == full[0] and all(key in rest for key in short)


def _words_of(words: Words, entity: Entity) -> tuple[int, int]:
    """The words that an entity covers, without titles before the name."""
    first = bisect_right(words.starts, entity.start) - 1
    last = bisect_right(words.starts, entity.end - 1) - 1
    first = max(first, 0)
    while last > first and words.surfaces[last] in {"'s", "’s", "."}:
        last -= 1
    while first < last and (words.keys[first] in TITLES or words.surfaces[first] == "."):
        first += 1
    return first, last


def _from_text(text: str, words: Words, first: int, last: int) -> Actor:
    """An actor who is on no list, named as the article names them."""
    name = " ".join(text[words.starts[first] : words.ends[last]].replace(",", " ").split())
    slug = _SLUG.sub("-", fold_word(name).replace("'", "")).strip("-")
    return Actor(f"person:{slug or '-'.join(name.split())}", name, ActorKind.PERSON)


def _short_names(actor: Actor) -> list[tuple[str, ...]]:
    """What the article may call a person for short, as folded words."""
    shorts = list(family_names(actor.name, actor.country))
    parts = actor.name.split()
    if not actor.country and len(parts) in {2, 3} and parts[0].lower() in FAMILY_FIRST_NAMES:
        shorts.append(parts[0])
    shorts += [a.lstrip("~") for a in actor.aliases if " " not in a]
    keys = {tuple(fold_word(w).replace("'", "") for w in s.replace("-", " ").split()) for s in shorts}
    return sorted(k for k in keys if k and all(len(w) > 1 for w in k))


def _bare_names(
    words: Words,
    hits: Sequence[AliasHit],
    called: Collection[tuple[str, ...]],
    sure: Mapping[int, int],
) -> list[tuple[int, int, list[Actor]]]:
    """Where a family name may stand alone, the longest first, with the list's people of that name."""
    found = {first: (last, list[Actor]()) for first, last in sure.items()}
    for hit in hits:
        listed = [a for a in hit.aliases if a.actor.kind is ActorKind.PERSON]
        best = max((a.certainty for a in listed), default=None)
        if best is not None:
            likeliest = {a.actor.actor_id: a.actor for a in listed if a.certainty is best}
            found[hit.first] = (hit.last, list(likeliest.values()))
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for short in called:
        by_first.setdefault(short[0], []).append(short)
    for i in [i for i, key in enumerate(words.keys) if key in by_first]:
        for short in sorted(by_first[words.keys[i]], key=len, reverse=True):
            last = i + len(short) - 1
            if tuple(words.keys[i : last + 1]) == short and any(s[0].isupper() for s in words.surfaces[i : last + 1]):
                if i not in found or found[i][0] < last:
                    found[i] = (last, found[i][1] if i in found else [])
                break
    return [(first, last, actors) for first, (last, actors) in sorted(found.items())]


def _likeliest(actors: Sequence[Actor], countries: frozenset[str]) -> Actor:
    return next((a for a in actors if a.country in countries), actors[0])


def _inside(spans: Mapping[int, tuple[int, Actor]], word: int) -> bool:
    """Whether a word lies in one of the spans (names are short: looking back eight words is enough)."""
    return any(word - back in spans and spans[word - back][0] >= word for back in range(9))
