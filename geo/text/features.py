"""Describe each word of an article by numbers that the recogniser's weights are kept under.

A word's own traits are worked out once (`wordtable.py`); what surrounds it is combined with array arithmetic, all
templates together, so that an article takes less than a millisecond. Three sources beyond the word: the gazetteer's
matches, the word lists, and the whole article (how the same word is used elsewhere in it). Training and recognition
share this file, so that they can't differ.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from geo.text.tokens import Token, Tokens, as_tokens
from geo.text.wordtable import (
    AFTER_PREPOSITION,
    AFTER_TITLE,
    CAP,
    LEX,
    LOWER,
    P3,
    P4,
    S2,
    S3,
    S4,
    SHAPE,
    UPPER,
    WordLists,
    WordTable,
)

__all__ = ["FEATURE_BITS", "FeatureMaker", "NameHit", "WordLists"]

FEATURE_BITS = 19
"""Features are hashed into 2**FEATURE_BITS rows of weights (hashing trick: Weinberger et al. 2009)."""

_MASK = np.uint64((1 << FEATURE_BITS) - 1)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(40)
_STIR = np.uint64(29)
_BATCH = 1024
"""Tokens combined at once: what they take stays in the processor's cache."""

# What templates are made of: a trait of the word so many places on, or one of these.
_STANCE, _LOUD, _GAZ, _LEAD, _USE, _NONE = range(100, 106)
_Part = tuple[int, int]
_WORD, _BEFORE, _AFTER, _BEFORE2, _AFTER2 = ((LOWER, offset) for offset in (0, -1, 1, -2, 2))
_CAP, _CAP_BEFORE, _CAP_AFTER, _CAP_BEFORE2, _CAP_AFTER2 = ((CAP, offset) for offset in (0, -1, 1, -2, 2))
_LEX, _LEX_BEFORE, _LEX_AFTER = ((LEX, offset) for offset in (0, -1, 1))
_G, _G_BEFORE, _G_AFTER = ((_GAZ, offset) for offset in (0, -1, 1))
_HOW, _AS, _LOUDNESS, _LED = (_STANCE, 0), (_USE, 0), (_LOUD, 0), (_LEAD, 0)

_TEMPLATES: tuple[tuple[_Part, ...], ...] = (
    (_WORD,),
    (_BEFORE,),
    (_AFTER,),
    (_BEFORE2,),
    (_AFTER2,),
    (_WORD, _BEFORE),
    (_WORD, _AFTER),
    (_BEFORE, _AFTER),
    (_BEFORE2, _BEFORE),
    (_AFTER, _AFTER2),
    ((SHAPE, 0), _LOUDNESS),
    ((SHAPE, -1), (SHAPE, 0)),
    ((SHAPE, 0), (SHAPE, 1)),
    ((P3, 0),),
    ((P4, 0),),
    ((S2, 0), _CAP),
    ((S3, 0), _CAP),
    ((S4, 0),),
    ((S3, -1), _CAP),
    ((S3, 1), _CAP),
    (_CAP_BEFORE, _HOW, _CAP_AFTER),
    (_CAP_BEFORE2, _CAP_BEFORE, _HOW),
    (_CAP, _CAP_AFTER, _CAP_AFTER2),
    (_BEFORE, _HOW),
    (_AFTER, _HOW),
    (_LEX, _HOW),
    (_LEX_BEFORE, _LEX, _HOW),
    (_LEX, _LEX_AFTER, _HOW),
    (_G, _HOW),
    (_G, _BEFORE),
    (_G, _AFTER),
    (_G, _LEX, _CAP),
    (_G_BEFORE, _G, _CAP),
    (_G, _G_AFTER, _CAP),
    (_LED, _CAP, _CAP_BEFORE, _CAP_AFTER),
    (_AS, _HOW),
    (_AS, _G, _CAP),
    (_AS, _LEX, _CAP),
    (_G, _CAP_BEFORE, _CAP, _CAP_AFTER),
    ((_NONE, 0),),
)
_PARTS = tuple(sorted({part for template in _TEMPLATES for part in template}))
_ORDER = sorted(range(len(_TEMPLATES)), key=lambda number: -len(_TEMPLATES[number]))
"""The templates, those of most parts first, so that those that have an nth part stand together."""
_PLACE = np.argsort(_ORDER)
_SEEDS = np.array([[number + 1] for number in _ORDER], dtype=np.uint64)
_NTH = tuple(
    np.array([_PARTS.index(_TEMPLATES[number][nth]) for number in _ORDER if len(_TEMPLATES[number]) > nth])
    for nth in range(max(map(len, _TEMPLATES)))
)


class NameHit(Protocol):
    """A gazetteer name in the text, with what the name mostly means."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def code(self) -> int:
        """What sort of place it is and how well known: a small number, the same for names that are alike."""


class FeatureMaker:
    """Turns tokens into rows of feature numbers; keeps the traits of words that it has seen.

    Not safe to share between threads while it grows: each recogniser owns one.
    """

    def __init__(self, lists: WordLists, *, remember: int = 100_000) -> None:
        self._words = WordTable(lists, remember=remember)

    def features(
        self,
        tokens: Sequence[Token],
        firsts: Sequence[int],
        hits: Sequence[NameHit],
    ) -> NDArray[np.int32]:
        """The feature numbers of each token: int32, (tokens, templates), each below 2**FEATURE_BITS.

        `firsts` are the indices of the tokens that begin a sentence (ascending, the first is 0); `hits` the
        gazetteer's names in the text (ascending, none overlapping).
        """
        cells = as_tokens(tokens)
        count = len(cells)
        numbers = self._words.numbers(cells.surfaces)
        begins = np.zeros(count, dtype=bool)
        begins[np.asarray(firsts, dtype=np.int64)] = True
        traits = self._words.traits[numbers]
        loud = _loudness(traits[:, CAP], firsts)
        place, lead = _gazetteer_codes(cells, hits)
        columns: dict[int, NDArray[Any]] = {
            **{trait: traits[:, trait] for trait in range(traits.shape[1])},
            _STANCE: traits[:, CAP] + (begins * 8 + loud * 16).astype(np.uint64),
            _LOUD: loud,
            _GAZ: place,
            _LEAD: lead,
            _USE: _usage(self._words, numbers, begins),
            _NONE: np.zeros(count, dtype=np.uint64),
        }
        parts = np.zeros((len(_PARTS), count), dtype=np.uint64)
        for row, (column, offset) in zip(parts, _PARTS, strict=True):
            values = columns[column]
            if offset == 0:
                row[:] = values
            elif offset < 0:
                row[-offset:] = values[:offset]
            else:
                row[:-offset] = values[offset:]
        features = np.empty((len(_TEMPLATES), count), dtype=np.int32)
        for at in range(0, count, _BATCH):
            features[:, at : at + _BATCH] = _hashed(parts[:, at : at + _BATCH])
        return features.T

    def signs(self, tokens: Sequence[Token], firsts: Sequence[int], hits: Sequence[NameHit]) -> NDArray[np.int64]:
        """What a network can't read off the letters, as small numbers: int64, (tokens, 5). Arguments as in `features`.

        How it is written and where it stands; the gazetteer's code; its position in that name; what the word lists
        say; how the article uses it.
        """
        cells = as_tokens(tokens)
        numbers = self._words.numbers(cells.surfaces)
        begins = np.zeros(len(cells), dtype=bool)
        begins[np.asarray(firsts, dtype=np.int64)] = True
        traits = self._words.traits[numbers].astype(np.int64)
        stance = traits[:, CAP] + begins * 8 + _loudness(traits[:, CAP].astype(np.uint64), firsts) * 16
        place, lead = _gazetteer_codes(cells, hits)
        return np.stack([stance, place, lead, traits[:, LEX], _usage(self._words, numbers, begins)], axis=1)


def _hashed(parts: NDArray[np.uint64]) -> NDArray[np.int32]:
    """The templates' numbers (templates, tokens) from their parts (parts, tokens)."""
    keys = parts.take(_NTH[0], axis=0)
    keys ^= _SEEDS
    _stir(keys)
    for nth in _NTH[1:]:
        fewer = keys[: len(nth)]
        fewer ^= parts.take(nth, axis=0)
        _stir(fewer)
    keys *= _MIX
    keys >>= _SHIFT
    keys &= _MASK
    return keys.astype(np.int32)[_PLACE]


def _stir(keys: NDArray[np.uint64]) -> None:
    keys *= _MIX
    keys ^= keys >> _STIR


def _usage(words: WordTable, numbers: NDArray[np.int64], begins: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """How the article as a whole uses each word: bits, plus one, for words that begin with a capital; else 0.

    1 inside a sentence, 2 after a preposition of place, 4 after a title, 8 after another capital; 16 in lower case.
    """
    flags = words.flags[numbers]
    upper = (flags & UPPER).astype(bool)
    previous = np.zeros_like(flags)
    previous[1:] = flags[:-1]
    within = upper & ~begins
    signs = (
        (1, within),
        (2, within & (previous & AFTER_PREPOSITION != 0)),
        (4, upper & (previous & AFTER_TITLE != 0)),
        (8, within & (previous & UPPER != 0)),
    )
    seen = np.zeros(len(words.flags), dtype=np.uint8)
    for bit, holds in signs:
        seen[numbers[holds]] |= bit
    lowered = words.lowered[numbers]
    small = np.zeros(len(words.flags), dtype=np.uint8)
    small[lowered[~upper]] = 16
    return np.where(upper, seen[numbers] + small[lowered] + 1, 0).astype(np.uint8)


def _gazetteer_codes(tokens: Tokens, hits: Sequence[NameHit]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each token what the gazetteer says of the name that it is part of, and that with its position in it."""
    place = np.zeros(len(tokens), dtype=np.int64)
    lead = np.zeros(len(tokens), dtype=np.int64)
    if not hits:
        return place, lead
    ends = np.array([bisect_left(tokens.starts, hit.end) for hit in hits])
    begins = np.array([bisect_right(tokens.ends, hit.start) for hit in hits])
    begins[1:] = np.maximum(begins[1:], ends[:-1])  # a token that holds two names goes to the first
    sizes = ends - begins
    whole = np.arange(sizes.sum())
    position = whole - np.repeat(sizes.cumsum() - sizes, sizes)
    within = np.repeat(begins, sizes) + position
    place[within] = np.repeat([hit.code * 2 for hit in hits], sizes) + (position > 0)
    lead[within] = 1 + np.minimum(position, 3) + 4 * np.minimum(np.repeat(sizes, sizes) - position - 1, 3)
    return place, lead


_TALLY = np.array(
    [(1 <= cap <= 5) + ((cap in {3, 4}) << 20) + ((2 <= cap <= 5) << 40) for cap in range(8)], dtype=np.int64
)
"""By how a word is written: a word with case; in capitals; with a capital. Three counts in one number."""
_COUNT = (1 << 20) - 1


def _loudness(capitals: NDArray[np.uint64], firsts: Sequence[int]) -> NDArray[np.int64]:
    """Whether a token stands in a sentence all in capitals (1), in Title Case (2), with none (3) or mixed (0)."""
    if len(capitals) == 0:
        return np.zeros(0, dtype=np.int64)
    bounds = np.array([*firsts, len(capitals)], dtype=np.int64)
    begins = bounds[:-1]
    tally = np.add.reduceat(_TALLY[capitals.astype(np.int64)], begins)
    words, uppers, titles = tally & _COUNT, (tally >> 20) & _COUNT, tally >> 40
    state = np.zeros(len(begins), dtype=np.int64)
    state[(words >= 3) & (titles == 0)] = 3
    state[(words >= 4) & (titles * 10 >= words * 7)] = 2
    state[(words >= 3) & (uppers * 10 >= words * 7)] = 1
    return np.repeat(state, bounds[1:] - begins)
