"""Sum up what the word lists say of a word as one small number, for the recogniser's features."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from geo.text import lexicon

__all__ = ["GIVEN_NAME", "SURNAME", "ShippedWordLists", "abbreviations", "folded_demonyms", "shipped_word_lists"]

GIVEN_NAME, SURNAME, DEMONYM, TITLE, CALENDAR = 1, 2, 4, 8, 16
_COMMON = 32  # × a bucket of 0…5: how commonly the word is written in lower case


class ShippedWordLists:
    """The lists in `geo/data`, read on the first question."""

    def __init__(self) -> None:
        self._given = lexicon.given_names()
        self._surnames = lexicon.surnames()
        self._common = lexicon.common_words()
        self._demonyms = folded_demonyms()

    def traits(self, word: str) -> int:
        """Bits for given name, surname, demonym, title, month or day, and the bucket of lower-case use."""
        folded = lexicon.fold_word(word).strip(".")
        bits = 0
        if folded in self._given:
            bits |= GIVEN_NAME
        if folded in self._surnames:
            bits |= SURNAME
        if folded in self._demonyms:
            bits |= DEMONYM
        if folded in lexicon.TITLES:
            bits |= TITLE
        if folded in lexicon.MONTHS_AND_DAYS:
            bits |= CALENDAR
        seen = self._common.get(folded)
        bucket = 0
        if seen is not None:
            share = seen[0]
            bucket = 1 if share < 0.1 else 2 if share < 0.5 else 3 if share < 0.9 else 4 if share < 0.995 else 5
        return bits + _COMMON * bucket

    def is_common(self, word: str) -> bool:
        """Whether a word is mostly written in lower case: an everyday word rather than a name."""
        seen = self._common.get(lexicon.fold_word(word))
        return seen is not None and seen[0] >= 0.5


@cache
def folded_demonyms() -> Mapping[str, tuple[lexicon.Demonym, ...]]:
    """The demonyms by their folded spelling, so that RUSSIAN and Russian are one."""
    return {lexicon.fold_word(word): entries for word, entries in lexicon.demonyms().items()}


@cache
def shipped_word_lists() -> ShippedWordLists:
    """The lists, opened once for the process."""
    return ShippedWordLists()


@cache
def abbreviations() -> Mapping[str, str]:
    """Abbreviations of states and provinces, as written after a comma → place_id."""
    source = files("geo").joinpath("data", "abbreviations.csv")
    try:
        text = source.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return {row["abbr"]: row["place_id"] for row in csv.DictReader(text.splitlines())}
