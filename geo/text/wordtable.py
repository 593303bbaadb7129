"""Work out once what is to be known of each distinct word: its letters, its shape, what the word lists say.

Words are numbered as they are met; their traits stand in arrays under those numbers, so that an article's words are
looked up together. Training and recognition share this file, so that they can't differ.
"""

import re
import zlib
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "AFTER_PREPOSITION",
    "AFTER_TITLE",
    "CAP",
    "LEX",
    "LOWER",
    "P3",
    "P4",
    "S2",
    "S3",
    "S4",
    "SHAPE",
    "UPPER",
    "WordLists",
    "WordTable",
]

LOWER, SHAPE, P3, P4, S2, S3, S4, CAP, LEX = range(9)
_TRAITS = 9

UPPER, AFTER_PREPOSITION, AFTER_TITLE = 1, 2, 4
"""Bits of `WordTable.flags`: begins with a capital; what follows it follows a preposition of place, or a title."""

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


class WordLists(Protocol):
    """What is known of single words, folded."""

    def traits(self, word: str) -> int:
        """Bits and a bucket as one number: given name, surname, demonym, how commonly written in lower case."""


class WordTable(dict[str, int]):
    """The number of each word met so far; an unknown one is added when it is asked for.

    Arrays with a value for each number: `traits` (uint64, by the names above), `flags` (uint8), `lowered` (int64: the
    same for a word with a capital as for the same word written without). Not safe to share between threads.
    """

    def __init__(self, lists: WordLists, *, remember: int) -> None:
        super().__init__()
        self._lists = lists
        self._limit = remember
        self._lowered: dict[str, int] = {}
        self.traits = np.zeros((1024, _TRAITS), dtype=np.uint64)
        self.flags = np.zeros(1024, dtype=np.uint8)
        self.lowered = np.zeros(1024, dtype=np.int64)

    def numbers(self, surfaces: Sequence[str]) -> NDArray[np.int64]:
        """The numbers of words; good until the next call."""
        if len(self) > self._limit:  # a stream of noise: start afresh rather than grow
            self.clear()
            self._lowered.clear()
        return np.fromiter(map(self.__getitem__, surfaces), np.int64, len(surfaces))

    def __missing__(self, surface: str) -> int:
        """Number a word and work out its traits."""
        number = self[surface] = len(self)
        if number >= len(self.flags):
            self.traits = np.concatenate([self.traits, np.zeros_like(self.traits)])
            self.flags = np.concatenate([self.flags, np.zeros_like(self.flags)])
            self.lowered = np.concatenate([self.lowered, np.zeros_like(self.lowered)])
        plain = surface.lower()
        lower = _DIGITS.sub("0", plain.replace("’", "'"))[:40]
        traits = self.traits[number]
        traits[:] = (
            *map(_hash, (lower, _shape(surface), lower[:3], lower[:4], lower[-2:], lower[-3:], lower[-4:])),
            _capitals(surface),
            self._lists.traits(lower) + 1 if surface != _NOTHING else 0,
        )
        upper = surface[0].isupper()
        self.flags[number] = (
            UPPER * upper + AFTER_PREPOSITION * (plain in _PREPOSITIONS) + AFTER_TITLE * (plain in _TITLES)
        )
        self.lowered[number] = self._lowered.setdefault(plain if upper else surface, len(self._lowered))
        return number


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _shape(surface: str) -> str:
    if surface.isascii() and surface.isalpha():
        if surface.islower():
            return "xx"[: len(surface)]
        if surface.isupper():
            return "XX"[: len(surface)]
        if surface[1:].islower():
            return "Xxx"[: len(surface)]
    marks = "".join(
        "X" if c.isupper() else "x" if c.islower() else "0" if c.isdigit() else c if not c.isalnum() else "w"
        for c in surface[:24]
    )
    return _RUNS.sub(r"\1\1", marks)


def _capitals(surface: str) -> int:
    """How a word is written.

    0 mark, 1 lower case, 2 Capitalised, 3 ALL CAPITALS, 4 one capital, 5 mIxed, 6 number, 7 a script without case.
    """
    if surface.isascii() and surface.isalpha():
        if surface.islower():
            return 1
        if surface.isupper():
            return 4 if len(surface) == 1 else 3
        return 2 if surface[0].isupper() and surface[1:].islower() else 5
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
