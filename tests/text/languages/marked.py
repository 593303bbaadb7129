"""Read the marked sentences: news-like lines written for this test, in which every place stands in brackets."""

import re
from pathlib import Path
from typing import NamedTuple

__all__ = ["Marked", "marked_sentences"]

_PLACE = re.compile(r"\[([^\]|]+)\|([A-Z]*)\]")


class Marked(NamedTuple):
    """A sentence with the spans of its places, each with the country it lies in ("" where in none or several)."""

    language: str
    text: str
    places: tuple[tuple[int, int, str], ...]


def marked_sentences(name: str = "sentences.tsv") -> list[Marked]:
    """All sentences of a file: those that the rules were shaped on, or `kept_back.tsv`."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [_read(*line.split("\t")) for line in lines]


def _read(language: str, marked: str) -> Marked:
    text, places, at = "", [], 0
    for match in _PLACE.finditer(marked):
        text += marked[at : match.start()]
        places.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return Marked(language, text + marked[at:], tuple(places))
