"""Know places under names that only one language gives them, and that the gazetteer lacks: 纽约, Çin, Niemcy.

Read once from `geo/data/exonyms.tsv.gz` (scripts/compile_exonyms.py; Unicode CLDR, and by hand). Being one
language's, they can be words or other places elsewhere: Island is Iceland in German alone.
"""

import csv
import gzip
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from geo.text.lexicon import fold_word

__all__ = ["Exonym", "Exonyms", "exonyms_of"]


class Exonym(NamedTuple):
    """A place by its id, and whether it is a country."""

    place_id: str
    is_country: bool


class Exonyms:
    """The exonyms of one language, by name."""

    def __init__(self, names: Mapping[str, Exonym]) -> None:
        self._by_key = {exonym_key(name): exonym for name, exonym in names.items()}
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            self._by_first.setdefault(name[0], []).append(name)
        self._exact = dict(names)
        self._firsts = re.compile(f"[{''.join(map(re.escape, self._by_first))}]") if names else None

    def get(self, name: str) -> Exonym | None:
        """The place of a name, whatever its case and hyphens."""
        return self._by_key.get(exonym_key(name)) if self._by_key else None

    def within(self, text: str) -> Iterator[tuple[int, int, Exonym]]:
        """The names in a text of a script without spaces: start, end and place, the longest first at each start."""
        if self._firsts is None:
            return
        for match in self._firsts.finditer(text):
            at = match.start()
            for name in self._by_first[match.group()]:
                if text.startswith(name, at):
                    yield at, at + len(name), self._exact[name]
                    break


def exonym_key(name: str) -> str:
    """Names that are spelt alike but for case, accents, hyphens and apostrophes have one key."""
    return fold_word(name.replace("-", " ").replace("\u00a0", " "))


@cache
def _all() -> Mapping[str, Mapping[str, Exonym]]:
    text = gzip.decompress(files("geo").joinpath("data", "exonyms.tsv.gz").read_bytes()).decode("utf-8")
    found: dict[str, dict[str, Exonym]] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        found.setdefault(row["language"], {})[row["name"]] = Exonym(row["place_id"], row["kind"] == "country")
    return found


@cache
def exonyms_of(language: str) -> Exonyms:
    """The exonyms of a language (ISO 639-1); none for one that has no list."""
    return Exonyms(_all().get(language, {}))
