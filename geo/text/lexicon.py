"""Know which words are people's names, and which are everyday words.

The lists are small files that ship in `geo/data`, read once when first asked for
and never changed afterwards. Words are folded: `fold_word("Müller’s")` is "muller's".
Sources: geo/data/SOURCES-names.md; how they are made: scripts/compile_names.py,
scripts/compile_common_words.py, scripts/compile_demonyms.py.
"""

import csv
import gzip
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

__all__ = [
    "MONTHS_AND_DAYS",
    "TITLES",
    "Demonym",
    "common_words",
    "demonyms",
    "fold_word",
    "given_names",
    "lower_share",
    "surnames",
]

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a", "ħ": "h"}
    | dict.fromkeys("’‘ʼʻ`´′", "'")
)

MONTHS_AND_DAYS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun "
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays".split()
)
"""Names of months and days, folded, with their short forms."""

TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness count countess hon rt sheikh sheik shaikh "
    "shaykh sayyid sayed hajj haji mullah maulana mawlana maulvi ayatollah hojatoleslam imam mufti rabbi pope father "
    "fr sister brother bishop archbishop cardinal patriarch metropolitan pastor reverend rev saint king queen prince "
    "princess emperor empress sultan emir emira duke duchess president vice-president premier chancellor minister pm "
    "prime senator sen congressman congresswoman representative rep governor gov mayor councillor councilor cllr mp "
    "mep mla secretary ambassador envoy consul commissioner commissar spokesman spokeswoman spokesperson chairman "
    "chairwoman chairperson chair chief director director-general deputy leader speaker attorney judge justice "
    "magistrate sheriff constable officer detective inspector superintendent sergeant sgt corporal cpl private pvt pte "
    "lieutenant lt lieut captain capt major maj colonel col brigadier brig general gen marshal admiral adm commodore "
    "commander cmdr commandant warlord rebel-leader coach manager striker midfielder defender goalkeeper captain actor "
    "actress singer author writer novelist poet director filmmaker journalist editor columnist analyst economist "
    "lawyer activist blogger businessman businesswoman tycoon billionaire señor senor senora señora don doña monsieur "
    "madame herr frau datuk dato datin tun tan tengku shri smt ustad ustaz comrade".split()
)
"""Words that stand before a person's name, folded, without full stops."""


@dataclass(frozen=True, slots=True)
class Demonym:
    """A word for the people of a place, or for what is theirs.

    `place` is the gazetteer's English name of the place; `country` is ISO 3166-1 alpha-2, or "" where it lies in
    none or several; `kind` is "adjective" ("Russian"), "people" ("Russians") or "both"; `caution` says what else the
    word often means, or is "".
    """

    demonym: str
    place: str
    country: str
    kind: str
    caution: str = ""


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Fold one word to the form that the lists use: lower case, no diacritics, straight apostrophes."""
    if word.isascii():
        return word.lower()
    lowered = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(c for c in lowered if not unicodedata.combining(c)).translate(_LETTERS)


def _lines(name: str) -> list[str]:
    data = files("geo").joinpath("data", name).read_bytes()
    return gzip.decompress(data).decode("utf-8").splitlines()


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return given names of the world in Latin script, folded."""
    return frozenset(_lines("given_names.txt.gz"))


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Return family names of the world in Latin script, folded."""
    return frozenset(_lines("surnames.txt.gz"))


@lru_cache(maxsize=1)
def common_words() -> Mapping[str, tuple[float, int]]:
    """Return what share of a word's uses is in lower case, and how often it was seen.

    Folded word → (share in 0…1, n) where n is ⌊log₂ of the count⌋. Counted inside sentences only, in news and other
    running text; a word that was seen fewer than three times is not there.
    """
    rows = (line.split("\t") for line in _lines("common_words.txt.gz"))
    return MappingProxyType({word: (float(share), int(bucket)) for word, share, bucket in rows})


def lower_share(word: str) -> float:
    """Return the share of the word's uses that are in lower case: 1 for "the", 0 for "Latakia" or an unknown word."""
    return common_words().get(fold_word(word), (0.0, 0))[0]


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, tuple[Demonym, ...]]:
    """Return the places that a demonym may stand for: folded word ("russians") → one or more `Demonym`s.

    Folded as the other lists are; `Demonym.demonym` keeps the spelling, capital and all: "polish" is another word.
    """
    text = files("geo").joinpath("data", "demonyms.csv").read_text(encoding="utf-8")
    found: dict[str, list[Demonym]] = {}
    for row in csv.DictReader(text.splitlines()):
        entry = Demonym(row["demonym"], row["place"], row["country"], row["kind"], row["caution"])
        found.setdefault(fold_word(entry.demonym), []).append(entry)
    return MappingProxyType({word: tuple(entries) for word, entries in found.items()})
