"""List the places that a toponym could mean.

From its whole name first; then, where the gazetteer lacks that, from the name without its article, direction or
kind word; last from the part of it that names a place ("Hartford" of "Hartford Hospital"). Never more than `MOST`
places: the most prominent, and all that lie where the text says.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer import KINDS, Gazetteer
from geo.gazetteer.folding import fold
from geo.records import EntityKind, PlaceKind, Toponym
from geo.resolution.cues import KIND_WORDS, Cue, split_kind_word
from geo.resolution.respelling import respellings
from geo.resolution.sheets import Sheet, make_sheet

__all__ = ["MOST", "CandidateFinder", "Candidates", "Found", "find_candidates", "in_context", "kind_mask"]

MOST = 400
"""How many places of one name are weighed; few names have more."""

Rows = NDArray[np.int32]

_LEAD = re.compile(
    r"^(?:the|greater|downtown|central|mainland|metropolitan|metro|old|upper|lower|"
    r"(?:north|south|east|west)(?:[\s-]?(?:east|west))?(?:ern)?)[\s-]+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s-]+(?:area|proper|suburbs?|metro|metropolitan area|border|coast)$", re.IGNORECASE)
_NO_PART = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|lane|drive|boulevard|blvd|way|court|crescent|terrace|highway|route|close|"
    r"creek|brook|bay|cove|beach|mountains?|mount|hills?|peak|range|ridge|valley|canyon|falls|river|lake|island|isle)$",
    re.IGNORECASE,
)
"""What is named after a place may lie far from it: streets and nature do."""
_AFTER_OF = re.compile(r"\s(?:of|in|at|near)\s+(?:the\s+)?(?=[A-Z])")
_INITIALS = 3
_METROPOLIS = 1_000_000
_REMEMBERED = 20_000
_SURE = 0.6
_RESPELT_PEOPLE = 1000
"""A smaller place is not looked for under another spelling: too many names are one letter away from a village's."""
_LARGE_KINDS = np.array([kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION} for kind in KINDS])
_NONE: Rows = np.empty(0, dtype=np.int32)


class Found(Enum):
    """How a name was found in the gazetteer."""

    WHOLE = "whole"
    SHORTENED = "shortened"
    PART = "part"
    RESPELT = "respelt"


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The places that a toponym could mean, the name they were found by and how, and the kinds announced."""

    sheet: Sheet
    name_id: int
    kinds: frozenset[PlaceKind]
    kind_word: str
    found: Found = Found.WHOLE
    name: str = ""

    @property
    def rows(self) -> NDArray[np.int64]:
        """The places' rows in the gazetteer, the most prominent first."""
        return self.sheet.rows


@lru_cache(maxsize=256)
def kind_mask(kinds: frozenset[PlaceKind]) -> NDArray[np.bool_]:
    """A table, by the number of a kind, of whether it is one of these."""
    return np.array([kind in kinds for kind in KINDS], dtype=np.bool_)


class CandidateFinder:
    """Lists candidates, and remembers those of the names it met last: threads may share it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, str, str, str, EntityKind, bool], Candidates] = {}

    def find(self, toponym: Toponym, cue: Cue) -> Candidates:
        """The places that a toponym could mean, the most prominent first; none where no such name is known."""
        key = (
            toponym.surface,
            toponym.lookup,
            toponym.country,
            cue.kind_word,
            toponym.kind,
            toponym.confidence >= _SURE,
        )
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = find_candidates(toponym, cue, self._gazetteer)
        return known


def find_candidates(toponym: Toponym, cue: Cue, gazetteer: Gazetteer) -> Candidates:
    """The places that a toponym could mean, the most prominent first; none where no such name is known."""
    rows, name_id, kinds, word, found, name = _rows(toponym, cue, gazetteer)
    return Candidates(make_sheet(rows[:MOST], name_id, gazetteer), name_id, kinds, word, found, name)


_Answer = tuple[Rows, int, frozenset[PlaceKind], str, Found, str]


def in_context(found: Sequence[Candidates]) -> list[Candidates]:
    """The candidates of an article, of respelt names only those in a country that the other names speak of."""
    if all(c.found is not Found.RESPELT for c in found):
        return list(found)
    countries = {int(c.sheet.numbers[0, 1]) for c in found if c.found is not Found.RESPELT and len(c.sheet)} - {0}
    kept = []
    for candidates in found:
        if candidates.found is Found.RESPELT:
            fits = np.isin(candidates.sheet.numbers[:, 1], list(countries))
            candidates = replace(candidates, sheet=candidates.sheet.only(fits))  # noqa: PLW2901 - fewer of the same
        kept.append(candidates)
    return kept


def _rows(toponym: Toponym, cue: Cue, gazetteer: Gazetteer) -> _Answer:
    name = toponym.lookup or toponym.surface
    if ":" in toponym.lookup:
        row = gazetteer.row(toponym.lookup)
        rows = np.array([row], dtype=np.int32) if row >= 0 else _NONE
        shortened = toponym.surface.isupper() or toponym.surface.endswith(".")
        name_id = gazetteer.name_id(toponym.surface) if shortened else -1  # a foreign name is as good as the main one
        return rows, name_id, cue.kinds, cue.kind_word, Found.WHOLE, name
    if toponym.kind is EntityKind.DEMONYM:
        name_id = gazetteer.name_id(name)
        rows = gazetteer.rows(name_id)[:MOST] if name_id >= 0 else _NONE
        if toponym.country:
            there = np.asarray(rows[gazetteer.country[rows] == gazetteer.country_number(toponym.country)])
            rows = there if len(there) else rows
        return _mostly_areas(rows, gazetteer), name_id, cue.kinds, cue.kind_word, Found.WHOLE, name
    kinds, word = cue.kinds, cue.kind_word
    base, own_word = split_kind_word(name)
    name_id = gazetteer.name_id(name)
    short = _abbreviated(name, gazetteer)
    if len(short) and (name_id < 0 or "." in name):
        return short, name_id, kinds, word, Found.WHOLE, name
    if own_word and name_id >= 0 and gazetteer.kind_of(int(gazetteer.rows(name_id)[0])) is PlaceKind.COUNTRY:
        own_word = ""  # "United States", "Dominican Republic": no more than a name
    if own_word:
        kinds, word = KIND_WORDS[own_word], own_word
    if name_id >= 0:
        rows = gazetteer.rows(name_id)
        if len(name.replace(".", "")) <= _INITIALS and name.isupper():
            rows = _joined(_spelt_in_capitals(rows, gazetteer), short)
        elif len(name) <= _INITIALS and name.isascii() and name.istitle():  # "La" is no Los Angeles, but Ulm is Ulm
            rows = np.array([r for r in rows.tolist() if gazetteer.is_main_name(name_id, r)], dtype=np.int32)
        if own_word or word:
            wanted = kind_mask(kinds)[gazetteer.kind[rows]]
            full = _with_word(name, word, gazetteer, kinds) if not own_word else _named(base, gazetteer, kinds)
            if wanted.any() or len(full):
                rows = _joined(rows[wanted], full) if own_word else _joined(full[~np.isin(full, rows)], rows)
        return rows, name_id, kinds, word, Found.WHOLE, name
    for shorter, word_off in _shorter(name, base, own_word):
        name_id = gazetteer.name_id(shorter)
        if name_id >= 0:
            rows = gazetteer.rows(name_id)
            if word_off:
                wanted = kind_mask(kinds)[gazetteer.kind[rows]]
                if not wanted.any():
                    continue
                rows = rows[wanted]
            return rows, name_id, kinds, word, Found.SHORTENED, shorter
    for spelling in _respellings(toponym):
        name_id = gazetteer.key_id(spelling)
        if name_id >= 0:
            rows = gazetteer.rows(name_id)
            rows = rows[gazetteer.population[rows] >= _RESPELT_PEOPLE]
            if len(rows):
                return rows, name_id, kinds, word, Found.RESPELT, toponym.surface
    for part in _parts(name):
        name_id = gazetteer.name_id(part)
        if name_id >= 0:
            base, own_word = split_kind_word(part)
            kinds = KIND_WORDS[own_word] if own_word else frozenset()
            return gazetteer.rows(name_id), name_id, kinds, own_word, Found.PART, part
    return _NONE, -1, kinds, word, Found.WHOLE, name


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """The place_ids that an abbreviation of a state, province or country stands for (geo/data/abbreviations.csv)."""
    text = files("geo").joinpath("data", "abbreviations.csv").read_text(encoding="utf-8")
    meant: dict[str, list[str]] = {}
    for line in csv.DictReader(text.splitlines()):
        meant.setdefault(line["abbr"], []).append(line["place_id"])
    return {abbreviation: tuple(dict.fromkeys(ids)) for abbreviation, ids in meant.items()}


def _abbreviated(name: str, gazetteer: Gazetteer) -> Rows:
    """What an abbreviation that stands alone means: "D.C.", "N.J.", "WA" (a state of two countries)."""
    rows = [gazetteer.row(place_id) for place_id in _abbreviations().get(name, ())]
    return np.array([row for row in rows if row >= 0], dtype=np.int32)


def _shorter(name: str, base: str, own_word: str) -> list[tuple[str, bool]]:
    """Shorter forms of a name to try in turn, each with whether its kind word was taken off."""
    forms: list[tuple[str, bool]] = []
    lead = _LEAD.sub("", name)
    if lead != name and lead:
        forms.append((lead, False))
    if own_word:
        forms.append((base, True))
        forms.append((_LEAD.sub("", base), True))
    tail = _TAIL.sub("", name)
    if tail != name:
        forms += [(tail, False), (_LEAD.sub("", tail), False)]
    return forms


def _respellings(toponym: Toponym) -> Iterable[str]:
    """Other spellings of a name that the recogniser is sure of; none for facilities or words in lower case."""
    surface = toponym.surface
    sure = toponym.kind is EntityKind.PLACE and toponym.confidence >= _SURE and not toponym.lookup
    if not sure or not all(word[:1].isupper() for word in surface.split()) or surface.count(" ") > 1:
        return ()
    return respellings(fold(surface))


def _parts(name: str) -> list[str]:
    """Parts of a longer name that may name the place it is in, the likeliest first."""
    forms = []
    of = list(_AFTER_OF.finditer(name))
    if of:
        forms.append(name[of[-1].end() :])
    words = name.split()
    if len(words) > 1 and not _NO_PART.search(name):
        for count in range(len(words) - 1, 0, -1):
            part = " ".join(words[:count]).rstrip(",.:;")
            for owner in ("'s", "’s", "'", "’"):
                part = part.removesuffix(owner)
            if len(part) > _INITIALS and part[0].isupper():
                forms.append(part)
    elif len(words) == 1 and "-" in name:
        forms += [part for part in name.split("-")[:1] if len(part) > _INITIALS]
    return forms


def _named(name: str, gazetteer: Gazetteer, kinds: frozenset[PlaceKind]) -> Rows:
    name_id = gazetteer.name_id(name)
    if name_id < 0:
        return _NONE
    rows = gazetteer.rows(name_id)
    return rows[kind_mask(kinds)[gazetteer.kind[rows]]]


def _with_word(name: str, word: str, gazetteer: Gazetteer, kinds: frozenset[PlaceKind]) -> Rows:
    """Places that the gazetteer keeps under the name with its kind word ("Laurel" → "Laurel County")."""
    for whole in (f"{name} {word}", f"{word} {name}", f"{word} of {name}"):
        rows = _named(whole, gazetteer, kinds)
        if len(rows):
            return rows
    return _NONE


def _joined(first: Rows, second: Rows) -> Rows:
    """Both, in order, each place once."""
    return first if len(second) == 0 else np.array(list(dict.fromkeys([*first.tolist(), *second.tolist()])), np.int32)


def _spelt_in_capitals(rows: Rows, gazetteer: Gazetteer) -> Rows:
    """What initials may stand for: a country, a state, a metropolis ("UK", "NYC"); never the village of Eu."""
    large = (gazetteer.population[rows] >= _METROPOLIS) | _LARGE_KINDS[gazetteer.kind[rows]]
    return np.asarray(rows[large])


def _mostly_areas(rows: Rows, gazetteer: Gazetteer) -> Rows:
    """What a demonym may come from: a country or region before a village of the same name."""
    if len(rows) < 2:
        return rows
    countries = rows[gazetteer.kind[rows] == KINDS.index(PlaceKind.COUNTRY)]
    if len(countries):
        return np.asarray(countries)
    areas = ~np.isin(gazetteer.kind[rows], [KINDS.index(PlaceKind.TOWN), KINDS.index(PlaceKind.SUBURB)])
    large = gazetteer.population[rows] >= 100_000
    kept = rows[areas | large]
    return np.asarray(kept if len(kept) else rows[:1])
