"""Find every name that the actor list knows in a text, the longest first.

Words are compared folded (no case, diacritics, apostrophes or hyphens; "el-" and "ash-" are "al-"), then the capitals
are checked: "ISIS" stands only for "ISIS", "Putin" for "Putin" and "PUTIN", never for "putin".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from geo.records import Actor, ActorKind
from geo.text.lexicon import fold_word
from geo.text.tokens import Token, tokenise

__all__ = [
    "FAMILY_FIRST",
    "FAMILY_FIRST_NAMES",
    "NAMED_AFTER",
    "Alias",
    "AliasHit",
    "AliasIndex",
    "Certainty",
    "Words",
    "cut",
    "family_names",
]

_ARTICLES = frozenset("al el ul ar as ash at an ad az adh ed en er es ez ech".split())
_DASHES = frozenset("-‐‑–")
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


@lru_cache(maxsize=65536)
def _key(surface: str) -> str:
    folded = fold_word(surface).replace("'", "")
    return folded.replace(".", "") if "." in folded and _DOTS.fullmatch(surface) else folded


def cut(text: str, tokens: Sequence[Token] | None = None) -> Words:
    """Cut a text into words and marks, without the hyphens that join words."""
    cells = tokenise(text) if tokens is None else tokens
    if not cells:
        return Words([], [], [], [])
    starts, ends, surfaces = (list(column) for column in zip(*cells, strict=True))
    keys = [_key(surface) for surface in surfaces]
    joins = [
        i
        for i, surface in enumerate(surfaces)
        if surface in _DASHES and i and ends[i - 1] == starts[i] and text[ends[i] : ends[i] + 1].isalnum()
    ]
    if not joins:
        return Words(keys, surfaces, starts, ends)
    for i in joins:
        if keys[i - 1] in _ARTICLES:
            keys[i - 1] = "al"
    left_out = set(joins)
    kept = [i for i in range(len(keys)) if i not in left_out]
    return Words(
        [keys[i] for i in kept], [surfaces[i] for i in kept], [starts[i] for i in kept], [ends[i] for i in kept]
    )


class AliasIndex:
    """All names of all actors, by their first word. Immutable once built."""

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
        known_as = self._by_words
        self._looked_up = lru_cache(20_000)(lambda name: known_as.get(tuple(cut(name).keys), ()))
        self._lengths: dict[str, tuple[int, ...]] = {}
        for words in self._by_words:
            known = self._lengths.get(words[0], ())
            if len(words) not in known:
                self._lengths[words[0]] = tuple(sorted((*known, len(words)), reverse=True))

    def scan(self, words: Words) -> list[AliasHit]:
        """Return the longest known name at each word, left to right, none overlapping."""
        hits = []
        keys, lengths = words.keys, self._lengths
        i, count = 0, len(words.keys)
        while i < count:
            step = 1
            for length in lengths.get(keys[i], ()):
                aliases = self._by_words.get(tuple(keys[i : i + length])) if i + length <= count else None
                if aliases is None:
                    continue
                written = words.surfaces[i : i + length]
                fitting = tuple(a for a in aliases if _fits(a, written))
                if fitting:
                    hits.append(AliasHit(i, i + length - 1, fitting))
                    step = length
                    break
            i += step
        return hits

    def spelt(self, name: str) -> tuple[Alias, ...]:
        """Return what a name may stand for, as it is spelt: "CAR" is a republic, "Car" is not."""
        words = cut(name)
        return tuple(a for a in self._by_words.get(tuple(words.keys), ()) if _fits(a, words.surfaces))

    def exact(self, name: str) -> tuple[Alias, ...]:
        """Return what a name may stand for, whatever its capitals."""
        return self._looked_up(name)


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
    while first > 1 and words[first - 1][0].islower():
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
    return any(c.isupper() for c in word[1:])
