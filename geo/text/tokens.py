"""Cut a text into words and marks, each with its exact place in the text.

Words keep inner apostrophes ("Sana'a", "O'Brien") and inner dots ("U.S."), but give up a possessive ("Israel" + "’s");
hyphens part words ("US", "-", "led"), since a place may stand on either side. Links and addresses stay whole.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple

__all__ = ["ABBREVIATIONS", "Token", "Tokens", "as_tokens", "tokenise"]

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof rev hon gen lt col maj capt sgt cpl cmdr adm brig gov sen rep pres st ste mt ft jr sr messrs
    supt insp det const sec amb dept univ assn bros inc ltd co corp vs etc no nos vol fig approx est al pp
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn
    tex vt va wash wis wyo ont que alta sask man jan feb mar apr jun jul aug sep sept oct nov dec ave blvd rd hwy
    mme mlle""".split()
)
"""Words whose full stop is part of them, folded, without it."""

_LINKS = r"""
    (?:https?://|www\.)[^\s<>"']+                      # a link
  | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+      # an address; bounded, or long lines take squared time
  | """
_OTHERS = r"""
    [a-zA-Z][^\W_]+(?:['’ʼʻ‘`´][^\W\d_]+)*             # most words: found soonest, since they stand first
  | (?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W\d_]))?        # U.S.  D.C.  U.S
  | \d+(?:[.,:]\d+)*                                   # 1,234.5  10:30
  | [^\W_]+(?:['’ʼʻ‘`´][^\W\d_]+)*                      # words, with inner apostrophes
  | [^\w\s]                                            # a mark
  | _
"""
_TOKEN = re.compile(f"({_OTHERS})", re.VERBOSE)
_TOKEN_OR_LINK = re.compile(f"({_LINKS}{_OTHERS})", re.VERBOSE)
_TAIL = re.compile(r"['’ʼ][sStT]")
"""What may end a word and be parted from it: "Israel" + "’s", "do" + "n't"."""


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
    linked = "@" in text or "://" in text or "www." in text
    parts = (_TOKEN_OR_LINK if linked else _TOKEN).split(text)  # space, token, space, token, … space
    surfaces = parts[1::2]
    offsets = list(accumulate(map(len, parts)))
    starts, ends = offsets[0:-1:2], offsets[1::2]
    tails = [match.end() for match in _TAIL.finditer(text)]
    if tails:
        starts, ends, surfaces = _part_tails(tails, starts, ends, surfaces)
    return Tokens(starts, ends, surfaces)


def _part_tails(
    tails: list[int], starts: list[int], ends: list[int], surfaces: list[str]
) -> tuple[list[int], list[int], list[str]]:
    """The columns with a possessive or "n't" as a token of its own where one ends at these offsets."""
    new_starts: list[int] = []
    new_ends: list[int] = []
    new_surfaces: list[str] = []
    done = 0
    for end in tails:
        i = bisect_left(ends, end, done)
        if i == len(ends) or ends[i] != end:
            continue
        surface = surfaces[i]
        length = 2
        if surface[-1] in "tT":
            if surface[-3:-2] not in _N or surface[-2] == "ʼ":
                continue
            length = 3
        if len(surface) <= length:
            continue
        new_starts += starts[done : i + 1]
        new_ends += ends[done:i]
        new_surfaces += surfaces[done:i]
        new_starts.append(end - length)
        new_ends += end - length, end
        new_surfaces += surface[:-length], surface[-length:]
        done = i + 1
    return new_starts + starts[done:], new_ends + ends[done:], new_surfaces + surfaces[done:]


_N = frozenset("nN")
