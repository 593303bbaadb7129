"""Weigh the places of all toponyms of an article together.

Each candidate is described by numbers (how well known it is, what kind, whether the words around announce it, what
the other toponyms make likely) and scored by a linear model; the softmax over a toponym's candidates is its
probability. The other toponyms' probabilities enter as votes, so scoring runs in rounds: places explain one
another. Weights: geo/data/resolver.json, fitted by scripts/train_resolver.py.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from geo.errors import ModelError
from geo.gazetteer import KINDS
from geo.records import PlaceKind
from geo.resolution.cues import Container
from geo.resolution.home import Home
from geo.resolution.sheets import FIXED, GROUPS, Sheet

__all__ = ["FEATURES", "Field", "Weights", "describe", "probabilities", "shipped_weights"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_SAID = (
    "first",
    "rank",
    "the_and_town",
    "the_and_nature",
    "direction_and_area",
    "filed_and_town",
    "kind_announced",
    "kind_contradicted",
    "inside_comma",
    "inside_possessive",
    "inside_loosely",
    "outside_container",
    "same_as_container",
    "said_to_hold",
    "capital_acting",
    "placed_elsewhere",
    "called_elsewhere",
    "company_cell",
    "home_country",
    "paper_country",
    "paper_admin1",
    "paper_near",
    "population_alone",
    "first_alone",
    "capital_alone",
    "admin1_alone",
    "town_alone",
)
_VOTED = (
    "country_votes",
    "country_named",
    "admin1_votes",
    "admin1_named",
    "near_100",
    "near_400",
    "holds_others",
    "capital_of_named",
    "listed_alike",
)
FEATURES: tuple[str, ...] = (*FIXED, *_SAID, *_VOTED)
_INDEX = {name: i for i, name in enumerate(FEATURES)}
_ALONE = {
    "population_alone": "population",
    "first_alone": "first",
    "capital_alone": "capital",
    "admin1_alone": "is_admin1",
    "town_alone": "is_town",
}
_FIRST_VOTE = _INDEX[_VOTED[0]]
_EARTH_KM = 6371.0088
_KERNELS_KM = np.array([100.0, 400.0])
"""A neighbour at these distances counts one half. Chosen by hand, not tuned."""
_CELL = 0.8
"""Degrees, about 90 km of latitude."""
_ANCHOR = 0.03
"""A place less likely than this draws no others near it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each of `FEATURES`."""

    values: Floats
    digest: str


@cache
def shipped_weights() -> Weights:
    """The weights in `geo/data/resolver.json`; `ModelError` where they are missing or of another version."""
    try:
        card = json.loads(files("geo").joinpath("data", "resolver.json").read_text(encoding="utf-8"))
        values = np.array([card["weights"][name] for name in FEATURES], dtype=np.float64)
    except (OSError, KeyError, ValueError) as cause:
        raise ModelError(f"the resolver's weights can't be read ({cause}): install Dateline again") from cause
    return Weights(values, str(card["digest"]))


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """All candidates of an article, flat: the names one after another, each with at least one.

    `sheet` describes them; `starts` (names,) is where each name's begin, `name` (candidates,) the name of each;
    `weight` (names,) how much a name's vote counts; `inside` (candidates,) a `Container` strength where the
    candidate lies in a place that the text says contains it, `violates` 1 where the text names a container that it
    does not lie in, `same` 1 where it is that container; `holding` where it holds what the
    text says lies in it; `announced` and `contradicted` where the words beside
    tell its kind or another; `the`, `direction`, `acting`, `filed` (names,) how the name stands in the text;
    `placed_elsewhere`, `called_elsewhere` (candidates,) where another mention of the name says outright where it lies,
    or of what kind it is, and this one fits; `beside` (pairs, 2): names that stand in one list; `web_country` the
    number of the country that the publisher's web address ends in, 0 where it tells none.
    """

    sheet: Sheet
    starts: Ints
    name: Ints
    weight: Floats
    inside: Ints
    violates: Floats
    same: Floats
    holding: Flags
    announced: Flags
    contradicted: Flags
    the: Flags
    direction: Flags
    acting: Flags
    filed: Flags
    placed_elsewhere: Flags
    called_elsewhere: Flags
    beside: Ints
    web_country: int
    home: Home | None


def describe(field: Field) -> Floats:
    """The features that do not depend on the other toponyms: float64, (candidates, len(FEATURES))."""
    sheet, name = field.sheet, field.name
    table = np.zeros((len(name), len(FEATURES)))
    table[:, : len(FIXED)] = sheet.fixed[:, : len(FIXED)]
    group = sheet.numbers[:, 5]
    rank = np.arange(len(name)) - field.starts[name]

    def put(feature: str, values: Floats | Flags) -> None:
        table[:, _INDEX[feature]] = values

    put("first", rank == 0)
    alone = 1 / len(field.starts)  # with little company, how well known a place is says more
    for feature, of in _ALONE.items():
        put(feature, table[:, _INDEX[of]] * alone)
    put("rank", np.log1p(rank))
    if field.the.any():
        the = field.the[name]
        put("the_and_town", the & ((group == 1) | (group == 3) | (group == 4)))
        put("the_and_nature", the & ((group >= 5) & (group <= 7)))
    if field.direction.any():
        put("direction_and_area", field.direction[name] & ((group <= 2) | (group == 5)))
    if field.filed.any():
        put("filed_and_town", field.filed[name] & (group == 3))
    if field.acting.any():
        put("capital_acting", field.acting[name] & (table[:, _INDEX["capital"]] > 0))
    if field.announced.any():
        put("kind_announced", field.announced)
        put("kind_contradicted", field.contradicted)
    if field.inside.any() or field.violates.any():
        put("inside_comma", field.inside == Container.COMMA)
        put("inside_possessive", field.inside == Container.POSSESSIVE)
        put("inside_loosely", field.inside == Container.INSIDE)
        put("outside_container", field.violates)
        put("same_as_container", field.same)
    put("said_to_hold", field.holding)
    put("placed_elsewhere", field.placed_elsewhere)
    put("called_elsewhere", field.called_elsewhere)
    if len(field.starts) > 1:
        spots = _IS_SPOT[sheet.numbers[:, 4]]
        x, y, z = sheet.fixed[:, len(FIXED) :].T
        lat, lon = np.degrees(np.arcsin(z)), np.degrees(np.arctan2(y, x))
        cells = np.floor(lat / _CELL).astype(np.int64) * 1000 + np.floor(lon / _CELL).astype(np.int64)
        put("company_cell", _company(cells, spots, field))
    if field.web_country > 0:
        put("home_country", sheet.numbers[:, 1] == field.web_country)
    if field.home is not None:
        for feature, values in field.home.nearness(sheet).items():
            put(feature, values)
    return table


def _company(key: Ints, known: Flags, field: Field) -> Floats:
    """How many other names have *some* place there: float64, (candidates,).

    Sharon, Kent and Cornwall are each elsewhere alone, and in one county together. A name counts the less, the more
    keys it has places in.
    """
    dense = np.unique(np.where(known, key, -1), return_inverse=True)[1].astype(np.int64)
    names, size = len(field.starts), int(dense.max()) + 1
    pair = field.name * size + dense
    there = (np.bincount(pair, known, names * size) > 0).reshape(names, size)
    weight = 1 / np.sqrt(np.maximum(there.sum(axis=1), 1))
    return np.asarray(((weight @ there)[dense] - weight[field.name]) * known)


def probabilities(field: Field, table: Floats, weights: Floats, *, rounds: int = 2) -> Floats:
    """Each candidate's probability among those of its name: float64, (candidates,).

    Fills the columns of `table` that depend on the other toponyms; leaves there those of the last round.
    """
    table[:, _FIRST_VOTE:] = 0
    said = table[:, :_FIRST_VOTE] @ weights[:_FIRST_VOTE]
    chance = _softmax(said, field)
    if len(field.starts) == 1:
        return chance
    votes = _Votes(field)
    for _ in range(rounds):
        votes.fill(table, chance)
        chance = _softmax(said + table[:, _FIRST_VOTE:] @ weights[_FIRST_VOTE:], field)
    return chance


def _softmax(score: Floats, field: Field) -> Floats:
    odds = np.exp(score - np.maximum.reduceat(score, field.starts)[field.name])
    return np.asarray(odds / np.add.reduceat(odds, field.starts)[field.name])


class _Votes:
    """What the other names make likely: worked out anew in each round from the probabilities of the last."""

    def __init__(self, field: Field) -> None:
        self._field = field
        numbers = field.sheet.numbers
        kind = numbers[:, 4]
        self._country = _Key(numbers[:, 1], numbers[:, 1] > 0, field)
        self._admin1 = _Key(numbers[:, 2], numbers[:, 2] >= 0, field)
        self._is_country = (kind == _COUNTRY).astype(np.float64)
        self._is_admin1 = (kind == _ADMIN1).astype(np.float64)
        self._spots = _IS_SPOT[kind]
        self._points = field.sheet.fixed[:, len(FIXED) :]
        self._total = max(float(field.weight.sum()), 1e-9)
        self._capital = field.sheet.fixed[:, FIXED.index("capital")]

    def fill(self, table: Floats, chance: Floats) -> None:
        """Let the other names' candidates vote, each with its probability and its name's weight."""
        field = self._field
        mass = chance * field.weight[field.name]
        by_country = self._country.others(mass)
        named = self._country.others(mass * self._is_country)
        by_admin1 = self._admin1.others(mass)
        named1 = self._admin1.others(mass * self._is_admin1)
        votes = np.zeros((len(mass), len(_VOTED)))
        votes[:, 0] = by_country
        votes[:, 1] = named
        votes[:, 2] = by_admin1
        votes[:, 3] = named1
        # A country or admin-1 that holds what the others mean.
        votes[:, 6] = by_country * self._is_country + by_admin1 * self._is_admin1
        self._near(votes, mass, chance)
        np.log1p(votes, out=votes)
        votes[:, 0] += by_country / self._total
        votes[:, 2] += by_admin1 / self._total
        votes[:, 7] = self._capital * np.minimum(named, 2.0)
        if len(field.beside):
            kinds = field.sheet.numbers[:, 5]
            size = len(field.starts)
            each = np.bincount(field.name * len(GROUPS) + kinds, chance, size * len(GROUPS)).reshape(size, -1)
            beside = np.zeros((size, len(GROUPS)))
            np.add.at(beside, field.beside[:, 0], each[field.beside[:, 1]])
            beside = beside / np.maximum(beside.sum(axis=1, keepdims=True), 1e-9)
            votes[:, 8] = beside[field.name, kinds]
        table[:, _FIRST_VOTE:] = votes

    def _near(self, votes: Floats, mass: Floats, chance: Floats) -> None:
        anchors = np.flatnonzero((chance > _ANCHOR) & self._spots)
        if not len(anchors):
            return
        field = self._field
        cosine = self._points @ self._points[anchors].T
        squared = np.maximum(2 - 2 * cosine, 0) * _EARTH_KM**2
        pull = np.where(field.name[:, None] == field.name[anchors][None, :], 0.0, mass[anchors][None, :])
        pull *= self._spots[:, None]
        for column, km in enumerate(_KERNELS_KM.tolist(), 4):
            votes[:, column] = (pull / (1 + squared * (1 / km**2))).sum(axis=1)


_COUNTRY = KINDS.index(PlaceKind.COUNTRY)
_ADMIN1 = KINDS.index(PlaceKind.ADMIN1)
_IS_SPOT = np.array(
    [kind not in {PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.REGION, PlaceKind.ADMIN1} for kind in KINDS]
)


class _Key:
    """Sums, over the other names, of what they put on a candidate's country (or the like)."""

    def __init__(self, key: Ints, known: Flags, field: Field) -> None:
        dense = np.unique(key, return_inverse=True)[1].astype(np.int64)
        self._names = len(field.starts)
        self._size = int(dense.max()) + 1
        self._key = dense
        self._pair = field.name * self._size + dense
        self._known = known

    def others(self, mass: Floats) -> Floats:
        """For each candidate the mass on its key that the *other* names put there; 0 where it has no key."""
        table = np.bincount(self._pair, mass, self._names * self._size)
        total = table.reshape(self._names, self._size).sum(axis=0)
        return np.asarray(np.maximum(total[self._key] - table[self._pair], 0.0) * self._known)
