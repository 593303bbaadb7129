"""Find every name that the actor list knows in a text, the longest first.

Words are compared folded (no case, diacritics, apostrophes or hyphens; "el-" and "ash-" are "al-"), then the capitals
are checked: "ISIS" stands only for "ISIS", "Putin" for "Putin" and "PUTIN", never for "putin".
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache, partial
from itertools import compress

from geo.records import Actor, ActorKind
from geo.text.lexicon import demonyms, fold_word
from geo.text.tokens import Token, as_tokens, tokenise

__all__ = [
    "FAMILY_FIRST",
    "FAMILY_FIRST_NAMES",
    "NAMED_AFTER",
    "Alias",
    "AliasHit",
    "AliasIndex",
    "Certainty",
    "Span",
    "WordSpan",
    "Words",
    "cut",
    "family_names",
]

Span = tuple[int, int, Actor]
"""From word, to word (inclusive), who."""
WordSpan = tuple[int, int, float]
"""From word, to word (inclusive), how sure."""

_ARTICLES = frozenset("al el ul ar as ash at an ad az adh ed en er es ez ech".split())
_DASHES = frozenset("-‐‑–")
_REMEMBERED = 20_000
_DOTS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
FAMILY_FIRST = frozenset({"CN", "KP", "KR", "TW", "VN", "HK"})
"""Countries where the family's name stands first."""
FAMILY_FIRST_NAMES = frozenset(
    "bai cai cao chang chen cheng choe choi chung dang deng ding dong du fan fang feng gao geng gong guo han hao he "
    "hong hou hu huang jang jia jiang jin jung kang kim kong kwon lee lei li liang liao lin liu long lu luo ma mao "
    "meng moon nguyen oh pak pan park peng pham qian qin ri roh shao shen shi shin song su sun suh tan tang tao tian "
    "tran tsai wan wang wei wen wu xi xia xiang xiao xie xiong xu xue yan yang yao ye yin yoo yoon yu yuan yun zeng "
    "zhang zhao zheng zhong zhou zhu zhuang zou".split()
)
"""Family names, folded, that stand before the given name in Chinese, Korean and Vietnamese names."""
NAMED_AFTER = frozenset(
    "airport university hospital street road avenue boulevard square park bay bridge stadium foundation institute "
    "school college center centre tower building island islands lake river mountain mountains mount county city day "
    "prize award awards cup memorial museum library plaza house hills valley beach peninsula province district".split()
)
"""Words after a person's name that make it something named for them: "Nelson Mandela Bay"."""
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|[IVX]+")
_WESTERN = frozenset("carrie donald john joshua jimmy nathan agnes martin eric joseph william jack".split())


class Certainty(IntEnum):
    """How far a name speaks for itself."""

    FAMILY_NAME = 0  # made from a person's full name
    NAMED_ELSEWHERE = 1  # "~~Apple": only where the article also names the actor in full
    AMBIGUOUS = 2  # "~IS": needs a sign in the article
    SURE = 3


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one actor."""

    actor: Actor
    certainty: Certainty
    shape: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AliasHit:
    """A known name in a text: from word `first` to word `last`; `aliases` holds all actors that it may stand for."""

    first: int
    last: int
    aliases: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: `keys` are folded, hyphens left out; `starts` and `ends` are offsets in the text."""

    keys: list[str]
    surfaces: list[str]
    starts: list[int]
    ends: list[int]


class _Keys(dict[str, str]):
    """A word as it is compared: folded, without apostrophes, abbreviations without their dots."""

    def __missing__(self, surface: str) -> str:
        folded = fold_word(surface).replace("'", "")
        if len(self) >= _REMEMBERED:
            self.clear()
        key = self[surface] = folded.replace(".", "") if "." in folded and _DOTS.fullmatch(surface) else folded
        return key


_keys = _Keys()


def cut(text: str, tokens: Sequence[Token] | None = None) -> Words:
    """Cut a text into words and marks, without the hyphens that join words."""
    cells = tokenise(text) if tokens is None else as_tokens(tokens)
    starts, ends, surfaces = cells.starts, cells.ends, cells.surfaces
    keys = list(map(_keys.__getitem__, surfaces))
    joins = [
        i
        for dash in _DASHES
        if dash in text
        for i in _places(surfaces, dash)
        if i and ends[i - 1] == starts[i] and text[ends[i] : ends[i] + 1].isalnum()
    ]
    if not joins:
        return Words(keys, surfaces, starts, ends)
    surfaces, starts, ends = surfaces.copy(), starts.copy(), ends.copy()
    joins.sort(reverse=True)
    for i in joins:
        if keys[i - 1] in _ARTICLES:
            keys[i - 1] = "al"
    for i in joins:
        del keys[i], surfaces[i], starts[i], ends[i]
    return Words(keys, surfaces, starts, ends)


def _places(surfaces: Sequence[str], wanted: str) -> Iterator[int]:
    at = -1
    for _ in range(surfaces.count(wanted)):
        at = surfaces.index(wanted, at + 1)
        yield at


class _Notable(dict[str, bool]):
    """Whether a word, written like this, may begin a name or speak of a country: "Putin" may, "putin" may not."""

    def __init__(self, firsts: Collection[str], uncased: Collection[str]) -> None:
        super().__init__()
        self._firsts = firsts
        self._uncased = uncased

    def __missing__(self, surface: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        key = _keys[surface]
        keys = {key, "al"} if key in _ARTICLES else {key}
        may = self[surface] = (key in demonyms() and surface[0].isupper()) or any(
            k in self._firsts and (k in self._uncased or not surface[0].islower()) for k in keys
        )
        return may


class AliasIndex:
    """All names of all actors, by their first word. Its answers never change once it is built."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        by_words: dict[tuple[str, ...], list[Alias]] = {}
        for actor in actors:
            for spelling, certainty in _spellings(actor):
                spelt = cut(spelling)
                alias = Alias(actor, certainty, tuple(spelt.surfaces))
                keys = tuple(spelt.keys)
                same = by_words.setdefault(keys, [])
                if keys and all(a.actor.actor_id != actor.actor_id or a.shape != alias.shape for a in same):
                    same.append(alias)
        self._by_words = {words: tuple(aliases) for words, aliases in by_words.items()}
        self._looked_up = lru_cache(_REMEMBERED)(partial(_look_up, self._by_words))
        self._spelt = lru_cache(_REMEMBERED)(partial(_look_up_spelt, self._by_words))
        self._lengths: dict[str, tuple[int, ...]] = {}
        for words in self._by_words:
            known = self._lengths.get(words[0], ())
            if len(words) not in known:
                self._lengths[words[0]] = tuple(sorted((*known, len(words)), reverse=True))
        uncased = {words[0] for words, same in self._by_words.items() if any(not a.shape[0][0].isupper() for a in same)}
        self._lasts = {words[-1] for words in self._by_words}
        self._fitting: dict[tuple[str, ...], tuple[Alias, ...]] = {}
        self._notable = _Notable(self._lengths.keys(), uncased)

    def notable(self, words: Words) -> list[int]:
        """Where a known name may begin, or a word stands that speaks of a country ("Russian")."""
        return list(compress(range(len(words.surfaces)), map(self._notable.__getitem__, words.surfaces)))

    def scan(self, words: Words, notable: Sequence[int] | None = None) -> list[AliasHit]:
        """Return the longest known name at each word, left to right, none overlapping."""
        hits: list[AliasHit] = []
        keys, surfaces, lengths, fitting = words.keys, words.surfaces, self._lengths, self._fitting
        reach, count = 0, len(keys)
        for i in self.notable(words) if notable is None else notable:
            key = keys[i]
            if i < reach or key not in lengths:
                continue
            for length in lengths[key]:
                if i + length > count:
                    continue
                if length > 1 and keys[i + length - 1] not in self._lasts:
                    continue
                written = (*keys[i : i + length], *surfaces[i : i + length])
                aliases = fitting.get(written)
                if aliases is None:
                    aliases = self._fit(written, length)
                if aliases:
                    reach = i + length
                    hits.append(AliasHit(i, reach - 1, aliases))
                    break
        return hits

    def _fit(self, written: tuple[str, ...], length: int) -> tuple[Alias, ...]:
        """The names that words may be, by their keys and then their surfaces; remembered."""
        if len(self._fitting) >= _REMEMBERED:
            self._fitting.clear()
        known = self._by_words.get(written[:length], ())
        found = self._fitting[written] = tuple(a for a in known if _fits(a, written[length:]))
        return found

    def holds(self, words: Words) -> bool:
        """Whether any name stands in the words, whatever its capitals."""
        keys = words.keys
        return any(
            tuple(keys[i : i + length]) in self._by_words
            for i in compress(range(len(keys)), map(self._lengths.__contains__, keys))
            for length in self._lengths[keys[i]]
        )

    def spelt(self, name: str) -> tuple[Alias, ...]:
        """Return what a name may stand for, as it is spelt: "CAR" is a republic, "Car" is not."""
        return self._spelt(name)

    def exact(self, name: str) -> tuple[Alias, ...]:
        """Return what a name may stand for, whatever its capitals."""
        return self._looked_up(name)


def _look_up(known: Mapping[tuple[str, ...], tuple[Alias, ...]], name: str) -> tuple[Alias, ...]:
    return known.get(tuple(cut(name).keys), ())


def _look_up_spelt(known: Mapping[tuple[str, ...], tuple[Alias, ...]], name: str) -> tuple[Alias, ...]:
    words = cut(name)
    return tuple(a for a in known.get(tuple(words.keys), ()) if _fits(a, words.surfaces))


def _spellings(actor: Actor) -> Iterable[tuple[str, Certainty]]:
    """Every name, with how sure it is; a state's own name is a place first, a person's family name is not enough."""
    yield actor.name, Certainty.AMBIGUOUS if actor.kind is ActorKind.STATE else Certainty.SURE
    for alias in actor.aliases:
        marks = len(alias) - len(alias.lstrip("~"))
        yield alias.lstrip("~"), Certainty(max(Certainty.NAMED_ELSEWHERE, Certainty.SURE - marks))
    if actor.kind is ActorKind.PERSON:
        for name in family_names(actor.name, actor.country):
            yield name, Certainty.FAMILY_NAME


def family_names(name: str, country: str = "") -> tuple[str, ...]:
    """Return what a person is called for short: "Lavrov", "Kim" (the family's name comes first), "van der Bellen"."""
    words = name.split()
    while len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        words.pop()
    if len(words) < 2:
        return ()
    if country in FAMILY_FIRST and words[0].lower() not in _WESTERN:
        return (words[0], words[-1]) if country == "VN" else (words[0],)
    last = words[-1]
    short = [last]
    article, dash, bare = last.partition("-")
    if dash and article.lower() in _ARTICLES:
        short.append(bare)
    first = len(words) - 1
    while first > 1 and words[first - 1][0].islower() and words[first - 1] != "of":
        first -= 1
    if first < len(words) - 1:
        short.append(" ".join(words[first:]))
    return tuple(short)


def _fits(alias: Alias, written: Sequence[str]) -> bool:
    """Whether the capitals agree."""
    for known, seen in zip(alias.shape, written, strict=True):
        letter = known[0]
        if not letter.isupper():
            if not letter.islower() or len(alias.shape) > 1 or seen[0].islower() or seen.istitle():
                continue
            return False
        if len(known) > 1 and known.isupper():
            if seen.replace(".", "") != known.replace(".", ""):
                return False
        elif not seen[0].isupper():
            return False
        elif seen.isupper():
            if 1 < len(seen) < 4 and seen != known:
                return False
        elif _inner_capitals(known) != _inner_capitals(seen):
            return False
    return True


def _inner_capitals(word: str) -> bool:
    rest = word[1:]
    return not rest.islower() and any(c.isupper() for c in rest)
