"""Cut a text into words and marks, each with its exact place in the text.

Words keep inner apostrophes ("Sana'a", "O'Brien") and inner dots ("U.S."), but give up a possessive ("Israel" + "’s");
hyphens part words ("US", "-", "led"), since a place may stand on either side. Links and addresses stay whole.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["ABBREVIATIONS", "Token", "tokenise"]

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


def tokenise(text: str) -> list[Token]:
    """The words and marks of a text, in order, none overlapping."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        surface = match.group()
        last = surface[-1]
        if last in "sS" and len(surface) > 2 and _POSSESSIVE.search(surface):
            yield Token(start, end - 2, surface[:-2])
            yield Token(end - 2, end, surface[-2:])
        elif last in "tT" and len(surface) > 3 and _NEGATION.search(surface):
            yield Token(start, end - 3, surface[:-3])
            yield Token(end - 3, end, surface[-3:])
        else:
            yield Token(start, end, surface)
