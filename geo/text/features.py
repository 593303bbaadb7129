"""Describe each word of an article by numbers that the recogniser's weights are kept under.

A word's own traits (its letters, its shape, whether it is a given name or a common word) are worked out once for
each distinct word; what surrounds it is combined with array arithmetic, so that an article takes about a
millisecond. Three sources beyond the word: the gazetteer's matches, the word lists, and the whole article (how the
same word is used elsewhere in it). Training and recognition share this file, so that they can't differ.
"""

import re
import zlib
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from geo.text.tokens import Token

__all__ = ["FEATURE_BITS", "FeatureMaker", "NameHit", "WordLists"]

FEATURE_BITS = 19
"""Features are hashed into 2**FEATURE_BITS rows of weights (hashing trick: Weinberger et al. 2009)."""

_MASK = np.uint64((1 << FEATURE_BITS) - 1)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(40)

_LOWER, _SHAPE, _P3, _P4, _S2, _S3, _S4, _CAP, _LEX, _S1 = range(10)
_TRAITS = 10

_PREPOSITIONS = frozenset("in at near from to across around outside inside into towards toward of off via".split())
_TITLES = frozenset(
    """mr mrs ms miss dr sir lord lady dame president minister premier chancellor secretary senator governor mayor
    judge justice general colonel major captain lieutenant sergeant gen col maj capt lt sgt sen rep gov prof professor
    chairman chairwoman chief director spokesman spokeswoman king queen prince princess sheikh ayatollah pope bishop
    archbishop rabbi imam father sister coach striker midfielder defender goalkeeper actor actress singer author
    ambassador envoy commissioner inspector detective officer constable attorney lawyer""".split()
)
_DIGITS = re.compile(r"\d")
_RUNS = re.compile(r"(.)\1+")


_NOTHING = "\x00"


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


class WordLists(Protocol):
    """What is known of single words, folded."""

    def traits(self, word: str) -> int:
        """Bits and a bucket as one number: given name, surname, demonym, how commonly written in lower case."""


class FeatureMaker:
    """Turns tokens into rows of feature numbers; keeps the traits of words that it has seen.

    Not safe to share between threads while it grows: each recogniser owns one.
    """

    def __init__(self, lists: WordLists, *, remember: int = 200_000) -> None:
        self._lists = lists
        self._rows: dict[str, int] = {}
        self._traits = np.zeros((1024, _TRAITS), dtype=np.uint64)
        self._limit = remember
        self._add(_NOTHING)  # row 0: before the beginning and after the end

    def _add(self, surface: str) -> int:
        row = len(self._rows)
        if row >= len(self._traits):
            self._traits = np.concatenate([self._traits, np.zeros_like(self._traits)])
        self._rows[surface] = row
        lower = _DIGITS.sub("0", surface.lower().replace("’", "'"))
        if len(lower) > 40:
            lower = lower[:40]
        traits = self._traits[row]
        traits[_LOWER] = _hash(lower)
        traits[_SHAPE] = _hash(_shape(surface))
        traits[_P3], traits[_P4] = _hash(lower[:3]), _hash(lower[:4])
        traits[_S1], traits[_S2], traits[_S3], traits[_S4] = (_hash(lower[-n:]) for n in (1, 2, 3, 4))
        traits[_CAP] = _capitals(surface)
        traits[_LEX] = self._lists.traits(lower) + 1 if surface != _NOTHING else 0
        return row

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
        if len(self._rows) > self._limit:  # a stream of noise: start afresh rather than grow
            self._rows = {}
            self._add(_NOTHING)
        rows_of = self._rows
        add = self._add
        count = len(tokens)
        rows = np.empty(count, dtype=np.int64)
        surfaces = [token[2] for token in tokens]
        for i, surface in enumerate(surfaces):
            known = rows_of.get(surface)
            rows[i] = add(surface) if known is None else known
        traits = np.zeros((count + 4, _TRAITS), dtype=np.uint64)
        traits[2:-2] = self._traits[rows]

        place, lead = _gazetteer_codes(tokens, hits)
        begins = np.zeros(count + 4, dtype=np.uint64)
        begins[2:-2][np.asarray(firsts, dtype=np.int64)] = 1
        loud = _loudness(traits[2:-2, _CAP], firsts)
        use = self._usage(surfaces, rows, begins[2:-2])

        def at(trait: int, offset: int) -> NDArray[np.uint64]:
            return traits[2 + offset : 2 + offset + count, trait]

        def padded(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
            wide = np.zeros(count + 4, dtype=np.uint64)
            wide[2:-2] = values
            return wide

        gaz = padded(place)

        def gaz_at(offset: int) -> NDArray[np.uint64]:
            return gaz[2 + offset : 2 + offset + count]

        word, before, after = at(_LOWER, 0), at(_LOWER, -1), at(_LOWER, 1)
        cap, cap_before, cap_after = at(_CAP, 0), at(_CAP, -1), at(_CAP, 1)
        lex, lex_before, lex_after = at(_LEX, 0), at(_LEX, -1), at(_LEX, 1)
        first = begins[2:-2]
        stance = cap + np.uint64(8) * first + np.uint64(16) * loud
        g0 = gaz_at(0)
        templates = (
            (word,),
            (before,),
            (after,),
            (at(_LOWER, -2),),
            (at(_LOWER, 2),),
            (word, before),
            (word, after),
            (before, after),
            (at(_LOWER, -2), before),
            (after, at(_LOWER, 2)),
            (at(_SHAPE, 0), loud),
            (at(_SHAPE, -1), at(_SHAPE, 0)),
            (at(_SHAPE, 0), at(_SHAPE, 1)),
            (at(_P3, 0),),
            (at(_P4, 0),),
            (at(_S2, 0), cap),
            (at(_S3, 0), cap),
            (at(_S4, 0),),
            (at(_S3, -1), cap),
            (at(_S3, 1), cap),
            (cap_before, stance, cap_after),
            (at(_CAP, -2), cap_before, stance),
            (cap, cap_after, at(_CAP, 2)),
            (before, stance),
            (after, stance),
            (lex, stance),
            (lex_before, lex, stance),
            (lex, lex_after, stance),
            (g0, stance),
            (g0, before),
            (g0, after),
            (g0, lex, cap),
            (gaz_at(-1), g0, cap),
            (g0, gaz_at(1), cap),
            (lead, cap, cap_before, cap_after),
            (use, stance),
            (use, g0, cap),
            (use, lex, cap),
            (g0, cap_before, cap, cap_after),
            (np.zeros(count, dtype=np.uint64),),
        )
        features = np.empty((len(templates), count), dtype=np.int32)
        with np.errstate(over="ignore"):
            for number, parts in enumerate(templates):
                key = np.full(count, number + 1, dtype=np.uint64)
                for part in parts:
                    key = (key ^ part) * _MIX
                    key ^= key >> np.uint64(29)
                features[number] = ((key * _MIX) >> _SHIFT) & _MASK
        return features.T

    def _usage(self, surfaces: Sequence[str], rows: NDArray[np.int64], first: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """How the article as a whole uses each word: bits, for words that begin with a capital."""
        bits: dict[str, int] = {}
        lowered: set[str] = set()
        previous = ""
        before_capital = False
        for i, surface in enumerate(surfaces):
            head = surface[0]
            if head.isupper():
                bit = bits.get(surface) or 0
                if not first[i]:
                    bit |= 1
                    if previous in _PREPOSITIONS:
                        bit |= 2
                    if before_capital:
                        bit |= 8
                if previous in _TITLES:
                    bit |= 4
                bits[surface] = bit
                before_capital = True
            else:
                lowered.add(surface)
                before_capital = False
            previous = surface.lower()
        answer = [
            bits[surface] + 1 + (16 if surface.lower() in lowered else 0) if surface in bits else 0
            for surface in surfaces
        ]
        return np.array(answer, dtype=np.uint64)


def _gazetteer_codes(tokens: Sequence[Token], hits: Sequence[NameHit]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """For each token what the gazetteer says of the name that it is part of, and that with its position in it."""
    place = np.zeros(len(tokens), dtype=np.uint64)
    lead = np.zeros(len(tokens), dtype=np.uint64)
    i = 0
    count = len(tokens)
    for hit in hits:
        while i < count and tokens[i][1] <= hit.start:
            i += 1
        begin = i
        while i < count and tokens[i][0] < hit.end:
            i += 1
        code = hit.code
        for j in range(begin, i):
            place[j] = code * 2 + (1 if j > begin else 0)
            lead[j] = 1 + min(j - begin, 3) + 4 * min(i - j - 1, 3)
    return place, lead


def _loudness(capitals: NDArray[np.uint64], firsts: Sequence[int]) -> NDArray[np.uint64]:
    """Whether a token stands in a sentence all in capitals (1), in Title Case (2), with none (3) or mixed (0)."""
    loud = np.zeros(len(capitals), dtype=np.uint64)
    bounds = [*firsts, len(capitals)]
    word = (capitals >= 1) & (capitals <= 5)
    upper = ((capitals == 3) | (capitals == 4)).astype(np.int64)
    title = ((capitals >= 2) & (capitals <= 5)).astype(np.int64)
    ends = np.array(bounds, dtype=np.int64)
    if len(capitals) == 0:
        return loud
    words = np.add.reduceat(word.astype(np.int64), ends[:-1])
    uppers = np.add.reduceat(upper, ends[:-1])
    titles = np.add.reduceat(title, ends[:-1])
    state = np.zeros(len(words), dtype=np.uint64)
    state[(words >= 3) & (titles == 0)] = 3
    state[(words >= 4) & (titles * 10 >= words * 7)] = 2
    state[(words >= 3) & (uppers * 10 >= words * 7)] = 1
    np.copyto(loud, np.repeat(state, np.diff(ends)))
    return loud


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _shape(surface: str) -> str:
    marks = "".join(
        "X" if c.isupper() else "x" if c.islower() else "0" if c.isdigit() else c if not c.isalnum() else "w"
        for c in surface[:24]
    )
    return _RUNS.sub(r"\1\1", marks)


def _capitals(surface: str) -> int:
    """How a word is written.

    0 mark, 1 lower case, 2 Capitalised, 3 ALL CAPITALS, 4 one capital, 5 mIxed, 6 number, 7 a script without case.
    """
    head = surface[0]
    if not head.isalnum():
        return 0
    if head.isdigit():
        return 6
    letters = [c for c in surface if c.isalpha()]
    if not any(c.isupper() or c.islower() for c in letters):
        return 7
    if all(c.islower() for c in letters):
        return 1
    if all(c.isupper() for c in letters):
        return 4 if len(letters) == 1 else 3
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return 2
    return 5
