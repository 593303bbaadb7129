"""Tell names that are fit for finding in news from those that are not.

GeoNames' alternates hold romanisations ("mei guo"), codes ("AS"), flags and
nicknames beside real names: what would be mistaken for a common word is left out.
"""

import re
import unicodedata
from difflib import SequenceMatcher

__all__ = ["DIRECTIONS", "LETTERS", "alike", "fold", "is_latin", "tidy", "usable"]

DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central centre center northeast northwest southeast "
    "southwest north-east north-west south-east south-west northeastern northwestern southeastern southwestern upper "
    "lower middle inner outer coastal highlands midlands capital nord sud est ouest norte sur sul este oeste centro "
    "central-north interior federal national vest centru sever jug islands lakes unity bay hills river rivers".split()
)
"""Words that are no name alone: "Northern (Province)"."""

COMMON = frozenset(
    "state province region republic county district department island country land city town capital peace union "
    "progress beautiful mission victoria independence freedom hope liberty union new old grand great big little "
    "green red white blue black gold silver sun moon star king queen prince general president".split()
)

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ǝ": "a", "þ": "th"}
)
"""Letters that Unicode does not take apart."""


def tidy(name: str) -> str:
    """One line, single blanks, no separators of ours, composed characters."""
    name = unicodedata.normalize("NFC", name).replace("|", " ").replace("\u200b", " ").replace("\u200e", "")
    return " ".join(name.split())


def fold(name: str) -> str:
    """A key for comparing names: no case, marks, apostrophes or punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"['’‘ʼʻ`´ʿʾ]", "", plain)
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def is_latin(name: str) -> bool:
    """Whether the first letter is of the Latin script."""
    first = next((c for c in name if c.isalpha()), "")
    return bool(first) and "LATIN" in unicodedata.name(first, "")


def usable(name: str, *, shortest: int = 4) -> bool:
    """Whether an alternate name may be looked for in running text."""
    name = tidy(name)
    if not name or len(name) > 60 or any(c in name for c in "()/;,\\[]{}<>") or any(c.isdigit() for c in name):
        return False
    if any(unicodedata.category(c) in ("Cs", "So", "Cn") for c in name):
        return False
    if not is_latin(name):
        return len(name) >= 2
    words = fold(name).split()
    if not name[0].isupper() and name[0] not in "'’‘ʻ`":
        return False
    if len(fold(name)) < shortest or all(w in DIRECTIONS or w in COMMON for w in words):
        return False
    return not (name.isupper() and len(name) <= 5)


def alike(name: str, main: str) -> bool:
    """Whether a name is the main one in another spelling, or has a word of it: nicknames and translations are not."""
    one, other = fold(name), fold(main)
    if set(one.split()) & {w for w in other.split() if len(w) > 3 and w not in DIRECTIONS and w not in COMMON}:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.6
