"""Tell whether a place's name or its people's speaks of the state that acts, rather than of land, language or a club.

"Russian planes" and "Moscow hinted" are Russia acting; "the Syrian city", "in Spanish", "Cairo Times", "US$5" are not.
"""

from collections.abc import Sequence

from geo.records import Toponym
from geo.text.aliases import Words
from geo.text.lexicon import MONTHS_AND_DAYS, TITLES, Demonym

__all__ = ["OF_THE_CITY", "RULING", "acts"]

_NOT_ACTING = frozenset(
    "city cities town towns village villages province provinces border borders frontier coast coastline capital "
    "crisis war conflict uprising revolution soil territory territories airspace waters desert island islands river "
    "mountains countryside mainland peninsula region origin descent language dialect food cuisine restaurant accent "
    "heritage culture literature refugee refugees migrant migrants diaspora immigrant immigrants civilians people "
    "dollar dollars rouble roubles ruble rubles lira pound pounds side suburb suburbs enclave translator "
    "interpreter translation".split()
)
"""Words after "Syrian" that speak of the land, its people or its troubles rather than of the state."""
OF_THE_CITY = frozenset(
    "mayor airport exchange suburb suburbs district hospital university museum marathon metro subway street streets "
    "residents resident neighbourhood neighborhood olympics bureau police school college court".split()
)
RULING = frozenset(
    "foreign defence defense interior finance health energy trade oil justice education home government army navy "
    "air armed military forces force ministry minister ministers parliament president presidency prime vice embassy "
    "consulate supreme national state federal central republic revolutionary congress senate cabinet council border "
    "coast police intelligence security treasury department house nuclear first crown deputy acting permanent "
    "attorney homeland operation dod nato eu un and i ii".split()
)
"""Capitalised words after "Russian" that belong to the state: "Russian Foreign Ministry"."""
_SPEAKING = frozenset("in into from speak speaks spoke spoken speaking learn learning fluent".split())
_NESTED = 0.36
"""Toponyms below this confidence stand inside another name (geo/text/finder.py): "Public Health Agency of Canada"."""


def acts(text: str, words: Words, toponym: Toponym, *, first: int, demonyms: Sequence[Demonym]) -> bool:
    """Whether an associative toponym, which begins at word `first`, speaks of a state (or a people) that acts.

    `demonyms` are the places that it may stand for where it is a demonym, else empty.
    """
    last = first
    while last + 1 < len(words.starts) and words.starts[last + 1] < toponym.end:
        last += 1
    if text[toponym.end : toponym.end + 1] in {"$", "€", "£"}:
        return False
    following = last + 1
    after = words.keys[following] if following < len(words.keys) else ""
    before = words.keys[first - 1] if first else ""
    if after in (_NOT_ACTING if demonyms else OF_THE_CITY):
        return False
    if demonyms and before in _SPEAKING and not after.isalpha():
        return False
    if (
        toponym.confidence < _NESTED
        and before in {"of", "for"}
        and words.keys[max(0, first - 2)] not in RULING | TITLES
    ):
        return False
    return not _names_something_else(text, words, toponym.end, following)


def _names_something_else(text: str, words: Words, end: int, following: int) -> bool:
    """Whether a capitalised word right after makes a longer name: "Cairo Times", "Hong Kong Book Fair"."""
    if following >= len(words.keys) or text[end : words.starts[following]] != " ":
        return False
    after, surface = words.keys[following], words.surfaces[following]
    if not surface[0].isupper() or after in RULING or after in TITLES or after in MONTHS_AND_DAYS:
        return False
    return not (surface.isupper() or surface.endswith("."))
