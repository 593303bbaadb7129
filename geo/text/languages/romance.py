"""Part the elided article or preposition from French, Italian and Catalan names: "l'Irak", "d'Alep", "dell'Ucraina"."""

import re
from collections.abc import Sequence

from geo.text.languages.forms import Form

__all__ = ["elided_forms"]

_ELIDED = re.compile(
    "((?:d|l|qu|n|s|jusqu|lorsqu|puisqu|presqu|(?:d|n|s)?(?:ell|all)|dall|sull|un)['’‘ʼ])(.{3,})", re.IGNORECASE
)
_PLACING = frozenset(("jusqu", "nell", "all", "dall"))


def elided_forms(word: str) -> Sequence[Form]:
    """What follows the apostrophe; names that have one of their own ("Côte d'Ivoire") are found whole before."""
    match = _ELIDED.fullmatch(word)
    if not match:
        return ()
    head = match.group(1)
    return [Form(len(head), len(word), match.group(2), head[:-1].lower() in _PLACING)]
