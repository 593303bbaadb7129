"""Know a few words of each language: those that give it away, that stand before a place, or that only look like one.

Read once from `geo/data/language_words.tsv`, which is written by hand, and `stop_words.tsv.gz`, which
scripts/compile_stop_words.py compiles. Words are lower case; those of `other` have no accents either.
"""

import csv
import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from geo.text.lexicon import fold_word

__all__ = ["LanguageWords", "all_words", "language_digest", "words_of"]

_VERSION = b"1"
"""Raised when the rules for other languages answer otherwise."""
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The words of one language, by what they do.

    `function`: words so common that they tell the language; `locative`: say that a place follows ("in", "near");
    `linking`: may say so ("of", "from"); `kind`: "city", "village"; `acting`: how the verbs begin by which governments
    act; `title`: stand before a person's name; `other`: everyday words and given names that gazetteers have as places.
    """

    function: frozenset[str] = _NONE
    locative: frozenset[str] = _NONE
    linking: frozenset[str] = _NONE
    kind: frozenset[str] = _NONE
    acting: tuple[str, ...] = ()
    title: frozenset[str] = _NONE
    other: frozenset[str] = _NONE


@cache
def all_words() -> Mapping[str, LanguageWords]:
    """The words of every language that has some, by ISO 639-1."""
    text = files("geo").joinpath("data", "language_words.tsv").read_text(encoding="utf-8")
    uses: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        uses.setdefault(row["language"], {})[row["use"]] = tuple(row["words"].split())
    for language, words in _stop_words().items():
        use = uses.setdefault(language, {})
        use["other"] = (*use.get("other", ()), *words)
    return MappingProxyType({language: _gathered(use) for language, use in uses.items()})


def _stop_words() -> dict[str, list[str]]:
    text = gzip.decompress(files("geo").joinpath("data", "stop_words.tsv.gz").read_bytes()).decode("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["language"]: row["words"].split() for row in rows}


def _gathered(use: Mapping[str, tuple[str, ...]]) -> LanguageWords:
    return LanguageWords(
        function=frozenset(use.get("function", ())),
        locative=frozenset(use.get("locative", ())),
        linking=frozenset(use.get("linking", ())),
        kind=frozenset(use.get("kind", ())),
        acting=use.get("acting", ()),
        title=frozenset(use.get("title", ())),
        other=frozenset(map(fold_word, use.get("other", ()))),
    )


def words_of(language: str) -> LanguageWords:
    """The words of a language; none for one that has no list."""
    return all_words().get(language, LanguageWords())


@cache
def language_digest() -> str:
    """Changes when what is found in other languages may: with the words, the names or the rules."""
    sums = hashlib.sha256(_VERSION)
    for name in ("language_words.tsv", "stop_words.tsv.gz", "exonyms.tsv.gz"):
        sums.update(files("geo").joinpath("data", name).read_bytes())
    return sums.hexdigest()[:8]
