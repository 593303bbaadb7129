"""Cut a text into words and marks, each with its exact place in the text.

Words keep inner apostrophes ("Sana'a", "O'Brien") and inner dots ("U.S."), but give up a possessive ("Israel" + "’s");
hyphens part words ("US", "-", "led"), since a place may stand on either side. Links and addresses stay whole.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import numpy as np

__all__ = ["ABBREVIATIONS", "Token", "Tokens", "as_tokens", "surfaces_of", "tokenise"]

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof rev hon gen lt col maj capt sgt cpl cmdr adm brig gov sen rep pres st ste mt ft jr sr messrs
    supt insp det const sec amb dept univ assn bros inc ltd co corp vs etc no nos vol fig approx est al pp
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn
    tex vt va wash wis wyo ont que alta sask man jan feb mar apr jun jul aug sep sept oct nov dec ave blvd rd hwy
    mme mlle""".split()
)
"""Words whose full stop is part of them, folded, without it."""

_TOKEN = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"']+                      # a link
  | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+      # an address; bounded, or long lines take squared time
  | (?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W\d_]))?        # U.S.  D.C.  U.S
  | \d+(?:[.,:]\d+)*                                   # 1,234.5  10:30
  | [^\W_]+(?:['’ʼʻ‘`´][^\W\d_]+)*                      # words, with inner apostrophes
  | [^\w\s]                                            # a mark
  | _
    """,
    re.VERBOSE,
)
_POSSESSIVE = re.compile(r"['’ʼ](?:s|S)$")
_NEGATION = re.compile(r"n['’]t$", re.IGNORECASE)


class Token(NamedTuple):
    """A word or a mark: `text[start:end] == surface`."""

    start: int
    end: int
    surface: str


class Tokens(list[Token]):
    """The tokens of a text, with their starts, ends and surfaces each as a list of its own."""

    __slots__ = ("ends", "starts", "surfaces")

    def __init__(self, starts: list[int], ends: list[int], surfaces: list[str]) -> None:
        super().__init__(map(_token, zip(starts, ends, surfaces, strict=True)))
        self.starts = starts
        self.ends = ends
        self.surfaces = surfaces


_token = partial(tuple.__new__, Token)  # what Token(…) does, without its detour


def as_tokens(tokens: Sequence[Token]) -> Tokens:
    """The same tokens with their columns."""
    if isinstance(tokens, Tokens):
        return tokens
    return Tokens([t.start for t in tokens], [t.end for t in tokens], [t.surface for t in tokens])


def tokenise(text: str) -> Tokens:
    """The words and marks of a text, in order, none overlapping."""
    cuts = list(map(_cuts.__getitem__, text.split(" ")))
    surfaces = list(chain.from_iterable(map(_surfaces, cuts)))
    # Every piece is as long as its number says, a word's has the highest bit set.
    pieces = np.frombuffer(b"".join(map(_pieces, cuts)), dtype=np.uintc)
    lengths = (pieces & _LENGTH).astype(np.int64)
    stops = lengths.cumsum()
    words = np.flatnonzero(pieces > _LENGTH)
    ends = stops[words]
    return Tokens((ends - lengths[words]).tolist(), ends.tolist(), surfaces)


def surfaces_of(text: str) -> tuple[str, ...]:
    """The words and marks of a short text, without their places."""
    return tuple(chain.from_iterable(map(_surfaces, map(_cuts.__getitem__, text.split(" ")))))


_LENGTH = np.uintc(0x7FFFFFFF)
_surfaces, _pieces = itemgetter(0), itemgetter(1)
_REMEMBERED = 40_000


class _Cuts(dict[str, tuple[tuple[str, ...], bytes]]):
    """How each run of letters and marks between two spaces is cut; forgets all when it grows too large.

    No token holds a space, and a space is to a token what the text's end is: so each run can be cut by itself.
    """

    def __missing__(self, run: str) -> tuple[tuple[str, ...], bytes]:
        surfaces: list[str] = []
        pieces = array("I")
        at = 0
        for start, end in _cut(run):
            pieces.extend((start - at, (end - start) | 0x80000000))
            surfaces.append(run[start:end])
            at = end
        pieces.append(len(run) - at + 1)
        answer = tuple(surfaces), pieces.tobytes()
        if len(run) < 40:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[run] = answer
        return answer


_cuts = _Cuts()


def _cut(text: str) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        surface = match.group()
        last = surface[-1]
        if last in "sS" and len(surface) > 2 and _POSSESSIVE.search(surface):
            yield start, end - 2
            yield end - 2, end
        elif last in "tT" and len(surface) > 3 and _NEGATION.search(surface):
            yield start, end - 3
            yield end - 3, end
        else:
            yield start, end
