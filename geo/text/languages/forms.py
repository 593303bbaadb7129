"""Say what a written word may be a form of: "Москве" of "Москва", "بدمشق" of "دمشق", "Halep’te" of "Halep".

Each family of languages has a module that lists the forms; none knows the gazetteer, so that a form which is no
place costs a look-up and nothing else.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

__all__ = ["Form", "Forms", "no_forms"]


class Form(NamedTuple):
    """A word that may stand behind another: the name begins `skip` letters into the word and ends at `end`.

    `base` is the name as the gazetteer may have it. `placing` says that what was taken off puts something there ("in",
    "to"), so that it is a place's name if it is any.
    """

    skip: int
    end: int
    base: str
    placing: bool = False


Forms = Callable[[str], Sequence[Form]]
"""The forms behind one word, the likeliest first; the word itself is not among them."""


def no_forms(word: str) -> Sequence[Form]:
    """For languages that leave names as they are."""
    return ()
