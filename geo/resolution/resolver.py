"""Choose one place for each toponym, or none.

"Tripoli" alone is a guess; beside "Beirut" it is Lebanon. All toponyms of an article are scored together, so that
the places of one article explain one another, and mentions that read alike mean the same place. What the text says
outright ("Paris, Texas"; "Idlib province") is not up for a vote. Pure: no I/O. docs/decisions/0004-resolution.md
"""

import math
from collections.abc import Sequence
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer import KINDS, Gazetteer
from geo.records import Alternative, Article, EntityKind, PlaceKind, ResolvedToponym, Role, Toponym
from geo.resolution.candidates import Candidates, find_candidates, kind_mask
from geo.resolution.confidence import Confidence, shipped_confidence, signs
from geo.resolution.cues import Container, Cue, read_cues
from geo.resolution.reasons import explain
from geo.resolution.scoring import Field, Floats, Weights, describe, probabilities, shipped_weights

__all__ = ["Resolver", "build_field"]

_ALTERNATIVES = 4
_LEAST = 0.02
"""An alternative less likely than this is not worth a reader's time."""

_CLEAR = 0.97
_RIVALS = 8
_BESIDE = 0.5
"""Degrees of latitude (about 55 km) within which two places of one name are taken for the same spot."""

_NO_SUCH_PLACE = "The gazetteer knows no place of this name."
_NONE_FITS = "None of the places of this name fits the article well enough."
_AMBIGUOUS_TLDS = {"uk": "GB", "eu": "", "co": "", "io": "", "tv": "", "me": "", "ai": "", "ly": "", "fm": "", "cc": ""}


class Resolver:
    """Resolves the toponyms of one article after another. Holds nothing of them: safe to share between threads."""

    def __init__(
        self, gazetteer: Gazetteer, weights: Weights | None = None, confidence: Confidence | None = None
    ) -> None:
        self._gazetteer = gazetteer
        self._weights = weights or shipped_weights()
        self._confidence = confidence or shipped_confidence()
        self.digest = f"{self._weights.digest}-{self._confidence.digest}"

    def resolve(self, article: Article, toponyms: Sequence[Toponym]) -> tuple[ResolvedToponym, ...]:
        """One `ResolvedToponym` for each toponym, in the same order (they must be sorted by start)."""
        if not toponyms:
            return ()
        gazetteer = self._gazetteer
        cues = read_cues(article.text, toponyms)
        found = [find_candidates(t, cue, gazetteer) for t, cue in zip(toponyms, cues, strict=True)]
        built = build_field(toponyms, cues, found, gazetteer, home=home_country(article.url, gazetteer))
        if built is None:
            return tuple(_unplaced(t) for t in toponyms)
        field, names, number_of = built
        table = describe(field, gazetteer)
        chance = probabilities(field, table, self._weights.values, gazetteer)
        members: list[list[int]] = [[] for _ in names]
        for index in np.lexsort((-chance, field.group)).tolist():
            members[int(field.group[index])].append(index)
        placed: dict[int, int] = {n: int(field.rows[order[0]]) for n, order in enumerate(members)}
        answers = []
        for i, toponym in enumerate(toponyms):
            number = number_of[i]
            if number < 0:
                answers.append(_unplaced(toponym))
                continue
            order = members[number]
            best = order[0]
            container = cues[i].container
            holder = number_of[container] if container >= 0 else -1
            values = signs(
                toponym,
                table[best],
                share=self._share_around(field, chance, order),
                choices=len(order),
                container=Container(int(field.inside[best])),
            )
            certainty = self._confidence.probability(values)
            weighed = [(gazetteer.place(int(field.rows[j])), float(chance[j])) for j in order[: 1 + _ALTERNATIVES]]
            if certainty < self._confidence.least:
                others = tuple(Alternative(place, round(certainty * share, 4)) for place, share in weighed)
                answers.append(_unplaced(toponym, _NONE_FITS, others))
                continue
            reason = explain(
                dict(enumerate(table[best])),
                place=weighed[0][0],
                choices=len(order),
                kind_word=found[i].kind_word,
                container=gazetteer.place(placed[holder]) if holder >= 0 else None,
                demonym=toponym.surface if toponym.kind is EntityKind.DEMONYM else "",
            )
            others = tuple(Alternative(place, round(share, 4)) for place, share in weighed[1:] if share >= _LEAST)
            answers.append(
                ResolvedToponym(
                    toponym.start,
                    toponym.end,
                    toponym.surface,
                    toponym.role,
                    weighed[0][0],
                    round(certainty, 4),
                    reason,
                    others,
                )
            )
        return tuple(answers)

    def _share_around(self, field: Field, chance: Floats, order: list[int]) -> float:
        """The share of the chosen place with those beside it: a town and its province are no contradiction."""
        best = order[0]
        share = float(chance[best])
        if share > _CLEAR or len(order) == 1:
            return share
        gazetteer = self._gazetteer
        rows = field.rows[order[1:_RIVALS]]
        lat, lon = (float(column[field.rows[best]]) for column in (gazetteer.lat, gazetteer.lon))
        north = gazetteer.lat[rows] - lat
        east = (gazetteer.lon[rows] - lon) * math.cos(math.radians(lat))
        beside = north * north + east * east < _BESIDE * _BESIDE
        return share + float(chance[order[1:_RIVALS]][beside].sum())


def _unplaced(toponym: Toponym, reason: str = _NO_SUCH_PLACE, others: tuple[Alternative, ...] = ()) -> ResolvedToponym:
    return ResolvedToponym(toponym.start, toponym.end, toponym.surface, toponym.role, None, 0.0, reason, others)


def home_country(url: str, gazetteer: Gazetteer) -> int:
    """The number of the country that a web address ends in ("….co.ke" → Kenya), 0 where it tells none."""
    host = (urlsplit(url).hostname or "") if url else ""
    last = host.rpartition(".")[2]
    if len(last) != 2:
        return 0
    code = _AMBIGUOUS_TLDS.get(last, last.upper())
    return gazetteer.country_codes.index(code) if code in gazetteer.country_codes else 0


def build_field(
    toponyms: Sequence[Toponym],
    cues: Sequence[Cue],
    found: Sequence[Candidates],
    gazetteer: Gazetteer,
    *,
    home: int = 0,
) -> tuple[Field, list[int], list[int]] | None:
    """Lay all candidates side by side, mentions that read alike as one name.

    Returns the field, for each name one of its toponyms, and for each toponym the number of its name (−1: no
    candidates); None where no toponym has any.
    """
    numbers: dict[tuple[int, str, str, int], int] = {}
    names: list[int] = []
    number_of: list[int] = []
    counts: list[int] = []
    for i, candidates in enumerate(found):
        if len(candidates.rows) == 0:
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
    if not names:
        return None
    parts = [_part(i, toponyms[i], cues, found, gazetteer) for i in names]
    sizes = [len(part[0]) for part in parts]
    rows = np.concatenate([part[0] for part in parts]).astype(np.int64)
    group = np.repeat(np.arange(len(names)), sizes)
    flags = [np.repeat(np.array([test(cues[i]) for i in names], dtype=np.bool_), sizes) for test in (_the, _direction)]
    announced, contradicted = [], []
    for i, part in zip(names, parts, strict=True):
        kinds = found[i].kinds
        fits = kind_mask(kinds)[gazetteer.kind[part[0]]] if kinds else np.zeros(len(part[0]), dtype=np.bool_)
        announced.append(fits)
        contradicted.append(~fits if fits.any() else np.zeros_like(fits))
    main = [
        np.array([gazetteer.is_main_name(found[i].name_id, int(row)) for row in part[0]], dtype=np.bool_)
        if found[i].name_id >= 0
        else np.ones(len(part[0]), dtype=np.bool_)
        for i, part in zip(names, parts, strict=True)
    ]
    placed, called = _siblings(names, parts, found)
    field = Field(
        rows=rows,
        group=group,
        weight=np.log1p(np.array(counts, dtype=np.float64)),
        inside=np.concatenate([part[1] for part in parts]),
        violates=np.concatenate([part[2] for part in parts]),
        same=np.concatenate([part[3] for part in parts]),
        announced=np.concatenate(announced),
        contradicted=np.concatenate(contradicted),
        the=flags[0],
        direction=flags[1],
        main_name=np.concatenate(main),
        acting=np.repeat(np.array([toponyms[i].role is Role.ASSOCIATIVE for i in names], dtype=np.bool_), sizes),
        placed_elsewhere=placed,
        called_elsewhere=called,
        rank=np.concatenate([np.arange(size) for size in sizes]),
        home=home,
    )
    return field, names, number_of


def _siblings(
    names: Sequence[int], parts: Sequence["_Part"], found: Sequence[Candidates]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether another mention of the same name says outright where the place lies, or of what kind it is."""
    outright: dict[int, list[tuple[int, NDArray[np.int32], bool]]] = {}
    for number, (i, part) in enumerate(zip(names, parts, strict=True)):
        told_where = len(part[1]) > 0 and int(part[1].min()) >= Container.POSSESSIVE
        if told_where or found[i].kind_word:
            outright.setdefault(found[i].name_id, []).append((number, part[0], told_where))
    placed, called = [], []
    for number, (i, part) in enumerate(zip(names, parts, strict=True)):
        where = np.zeros(len(part[0]), dtype=np.bool_)
        kind = np.zeros(len(part[0]), dtype=np.bool_)
        for other, rows, told_where in outright.get(found[i].name_id, ()):
            if other != number:
                fits = np.isin(part[0], rows)
                where |= fits & told_where
                kind |= fits & (not told_where)
        placed.append(where)
        called.append(kind)
    return np.concatenate(placed), np.concatenate(called)


def _the(cue: Cue) -> bool:
    return cue.the


def _direction(cue: Cue) -> bool:
    return cue.direction


_Part = tuple[NDArray[np.int32], NDArray[np.int64], Floats, Floats]


def _part(i: int, toponym: Toponym, cues: Sequence[Cue], found: Sequence[Candidates], gazetteer: Gazetteer) -> _Part:
    """One name's rows with how each stands to the container that the text names; only those within, where explicit."""
    rows = found[i].rows
    cue = cues[i]
    inside = np.zeros(len(rows), dtype=np.int64)
    violates = np.zeros(len(rows))
    same = np.zeros(len(rows))
    kinds = found[i].kinds
    if kinds and len(rows) > 1:
        fits = kind_mask(kinds)[gazetteer.kind[rows]]
        if fits.any() and not fits.all():
            rows, inside, violates, same = rows[fits], inside[fits], violates[fits], same[fits]
    if cue.container < 0:
        return rows, inside, violates, same
    holders = found[cue.container].rows
    holders = holders[np.isin(gazetteer.kind[holders], _HOLDERS)][:40]
    if len(holders) == 0:
        return rows, inside, violates, same
    within = lies_within(rows, holders, gazetteer)
    same = np.isin(rows, holders).astype(np.float64)
    if not within.any():
        return rows, inside, violates, same
    level = int(gazetteer.kind[rows[0]])
    enumerated = level == int(gazetteer.kind[holders[0]]) and (cue.listed or cues[cue.container].listed)
    owned = cue.strength is Container.POSSESSIVE and level != _COUNTRY
    if owned or (cue.strength is Container.COMMA and not enumerated):
        kept = rows[within]
        return kept, np.full(len(kept), int(cue.strength)), np.zeros(len(kept)), np.zeros(len(kept))
    inside = np.where(within, int(cue.strength), 0).astype(np.int64)
    return rows, inside, (~within & (same == 0)).astype(np.float64), same


_HOLDERS = np.array([KINDS.index(k) for k in (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2)])
_COUNTRY = KINDS.index(PlaceKind.COUNTRY)


def lies_within(rows: NDArray[np.int32], holders: NDArray[np.int32], gazetteer: Gazetteer) -> NDArray[np.bool_]:
    """Whether each row lies in one of the holders (countries, admin-1, admin-2), itself excluded."""
    countries = gazetteer.country[holders[gazetteer.kind[holders] == _COUNTRY]]
    countries = countries[countries > 0]
    answer = np.isin(gazetteer.admin1[rows], holders) | np.isin(gazetteer.admin2[rows], holders)
    answer |= np.isin(gazetteer.country[rows], countries) & (gazetteer.kind[rows] != _COUNTRY)
    return np.asarray(answer & ~np.isin(rows, holders))
