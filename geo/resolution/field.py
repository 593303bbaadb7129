"""Lay the candidates of all toponyms of an article side by side, mentions that read alike as one name.

Here the text's outright words take effect: after "Paris, Texas" only the places of Texas stay, after "Idlib province"
only provinces. In a list ("Mexico City, New York and Chicago") a comma is no such word.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer import KINDS
from geo.records import PlaceKind, Role, Toponym
from geo.resolution.candidates import Candidates, kind_mask
from geo.resolution.cues import Container, Cue
from geo.resolution.home import Home
from geo.resolution.scoring import Field
from geo.resolution.sheets import Sheet

__all__ = ["build_field", "lies_within"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_COUNTRY = KINDS.index(PlaceKind.COUNTRY)
_HOLDERS = np.array([kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2} for kind in KINDS])
_MOST_HOLDERS = 40
_LONG_LIST = 3
"""From so many names on, "A, B" is read as a list rather than as "A, in B"."""

_Part = tuple[Sheet, Ints, Floats, Floats, bool]


def build_field(
    toponyms: Sequence[Toponym],
    cues: Sequence[Cue],
    found: Sequence[Candidates],
    *,
    web_country: int = 0,
    home: Home | None = None,
) -> tuple[Field, list[int], list[int]] | None:
    """Lay all candidates side by side.

    Returns the field, for each name one of its toponyms, and for each toponym the number of its name (−1: no
    candidates); None where no toponym has any.
    """
    names, number_of, counts = _names(toponyms, cues, found)
    if not names:
        return None
    parts = [_part(i, toponyms, cues, found) for i in names]
    sizes = np.array([len(part[0]) for part in parts])
    starts = np.zeros(len(parts), dtype=np.int64)
    np.cumsum(sizes[:-1], out=starts[1:])
    name = np.repeat(np.arange(len(parts)), sizes)
    sheet = Sheet(
        np.concatenate([part[0].numbers for part in parts]), np.concatenate([part[0].fixed for part in parts])
    )
    count = len(name)
    inside, violates, same = np.zeros(count, dtype=np.int64), np.zeros(count), np.zeros(count)
    announced, contradicted = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    for number, (i, part) in enumerate(zip(names, parts, strict=True)):
        where = slice(int(starts[number]), int(starts[number] + sizes[number]))
        if cues[i].container >= 0:
            inside[where], violates[where], same[where] = part[1], part[2], part[3]
        if found[i].kinds:
            fits = kind_mask(found[i].kinds)[part[0].numbers[:, 4]]
            announced[where] = fits
            if fits.any():
                contradicted[where] = ~fits
    placed, called = _siblings(names, parts, found, starts, count)
    field = Field(
        sheet=sheet,
        starts=starts,
        name=name,
        weight=np.log1p(np.array(counts, dtype=np.float64)),
        inside=inside,
        violates=violates,
        same=same,
        holding=_holding(names, number_of, parts, cues, starts, count),
        announced=announced,
        contradicted=contradicted,
        the=np.array([cues[i].the for i in names]),
        direction=np.array([cues[i].direction for i in names]),
        acting=np.array([toponyms[i].role is Role.ASSOCIATIVE for i in names]),
        filed=np.array([cues[i].filed for i in names]),
        placed_elsewhere=placed,
        called_elsewhere=called,
        beside=_beside(cues, number_of),
        web_country=web_country,
        home=home,
    )
    return field, names, number_of


def _names(
    toponyms: Sequence[Toponym], cues: Sequence[Cue], found: Sequence[Candidates]
) -> tuple[list[int], list[int], list[int]]:
    """One toponym for each name, the number of each toponym's name, and how often each name stands in the text."""
    numbers: dict[tuple[int, str, str, int], int] = {}
    names: list[int] = []
    number_of: list[int] = []
    counts: list[int] = []
    for i, candidates in enumerate(found):
        if len(candidates.sheet) == 0:
            number_of.append(-1)
            continue
        holder = cues[i].container
        key = (
            candidates.name_id,
            toponyms[i].lookup,
            candidates.kind_word,
            found[holder].name_id if holder >= 0 and cues[i].strength is not Container.INSIDE else -1,
        )
        number = numbers.setdefault(key, len(names))
        if number == len(names):
            names.append(i)
            counts.append(0)
        counts[number] += 1
        number_of.append(number)
    return names, number_of, counts


def _holding(  # noqa: PLR0917 - columns that belong together
    names: Sequence[int],
    number_of: Sequence[int],
    parts: Sequence[_Part],
    cues: Sequence[Cue],
    starts: Ints,
    count: int,
) -> Flags:
    """Whether a place holds what the text outright puts into it: in "Seattle, Washington" the state does."""
    holding = np.zeros(count, dtype=np.bool_)
    for i, part in zip(names, parts, strict=True):
        holder = number_of[cues[i].container] if part[4] else -1
        if holder >= 0:
            held, holders = part[0].numbers, parts[holder][0].numbers
            fits = np.isin(holders[:, 0], held[:, 2]) | np.isin(holders[:, 0], held[:, 3])
            fits |= (holders[:, 4] == _COUNTRY) & np.isin(holders[:, 1], held[:, 1])
            begin = int(starts[holder])
            holding[begin : begin + len(fits)] |= fits
    return holding


def _beside(cues: Sequence[Cue], number_of: Sequence[int]) -> Ints:
    """Pairs of names that stand in one list, each both ways."""
    pairs = set()
    for i, cue in enumerate(cues[:-1]):
        one, other = number_of[i], number_of[i + 1]
        if cue.listed and one >= 0 and other >= 0 and one != other:
            pairs |= {(one, other), (other, one)}
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _siblings(
    names: Sequence[int], parts: Sequence[_Part], found: Sequence[Candidates], starts: Ints, count: int
) -> tuple[Flags, Flags]:
    """Whether another mention of the same name says outright where the place lies, or of what kind it is."""
    placed, called = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    alike: dict[int, list[int]] = {}
    for number, i in enumerate(names):
        alike.setdefault(found[i].name_id, []).append(number)
    for numbers in alike.values():
        if len(numbers) < 2:
            continue
        for other in numbers:
            sheet, _, _, _, told_where = parts[other]
            if not told_where and not found[names[other]].kind_word:
                continue
            for number in numbers:
                if number != other:
                    begin = int(starts[number])
                    fits = np.isin(parts[number][0].rows, sheet.rows)
                    (placed if told_where else called)[begin : begin + len(fits)] |= fits
    return placed, called


def _part(i: int, toponyms: Sequence[Toponym], cues: Sequence[Cue], found: Sequence[Candidates]) -> _Part:
    """One name's places with how each stands to the container that the text names; only those within, if explicit."""
    sheet, cue = found[i].sheet, cues[i]
    if found[i].kinds and len(sheet) > 1:
        fits = kind_mask(found[i].kinds)[sheet.numbers[:, 4]]
        if fits.any() and not fits.all():
            sheet = sheet.only(fits)
    nothing = np.zeros(len(sheet))
    no_strength = np.zeros(len(sheet), dtype=np.int64)
    if cue.container < 0:
        return sheet, no_strength, nothing, nothing, False
    holders = found[cue.container].sheet.numbers
    holders = holders[_HOLDERS[holders[:, 4]]][:_MOST_HOLDERS]
    if len(holders) == 0:
        return sheet, no_strength, nothing, nothing, False
    within = lies_within(sheet.numbers, holders)
    same = np.isin(sheet.rows, holders[:, 0])
    if not within.any():
        return sheet, no_strength, nothing, same.astype(np.float64), False
    level = int(sheet.numbers[0, 4])
    listed = cue.listed or cues[cue.container].listed
    enumerated = (level == int(holders[0, 4]) and listed) or (
        cue.run >= _LONG_LIST and ":" not in toponyms[cue.container].lookup
    )
    owned = cue.strength is Container.POSSESSIVE and level != _COUNTRY
    if owned or (cue.strength is Container.COMMA and not enumerated):
        sheet = sheet.only(within)
        nothing = np.zeros(len(sheet))
        return sheet, np.full(len(sheet), int(cue.strength), dtype=np.int64), nothing, nothing, True
    inside = np.where(within, int(cue.strength), 0).astype(np.int64)
    return sheet, inside, (~within & ~same).astype(np.float64), same.astype(np.float64), False


def lies_within(numbers: Ints, holders: Ints) -> Flags:
    """Whether each place lies in one of the holders (countries, admin-1, admin-2), itself excluded.

    Both as in `Sheet.numbers`.
    """
    rows = holders[:, 0]
    countries = holders[holders[:, 4] == _COUNTRY, 1]
    countries = countries[countries > 0]
    answer = np.isin(numbers[:, 2], rows) | np.isin(numbers[:, 3], rows)
    if len(countries):
        answer |= np.isin(numbers[:, 1], countries) & (numbers[:, 4] != _COUNTRY)
    return np.asarray(answer & ~np.isin(numbers[:, 0], rows))
