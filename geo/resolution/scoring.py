"""Weigh the places of all toponyms of an article together.

Each candidate is described by numbers (how well known it is, what kind, whether the words around announce it, what
the other toponyms make likely) and scored by a linear model; the softmax over a toponym's candidates is its
probability. The other toponyms' probabilities enter as votes, so scoring runs in rounds: places explain one
another. Weights: geo/data/resolver.json, fitted by scripts/train_resolver.py.
"""

import csv
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from geo.errors import ModelError
from geo.gazetteer import KINDS, Gazetteer
from geo.records import PlaceKind
from geo.resolution.cues import Container

__all__ = ["FEATURES", "Field", "Weights", "describe", "probabilities", "shipped_weights"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_GROUPS = (
    ("country", (PlaceKind.COUNTRY,)),
    ("admin1", (PlaceKind.ADMIN1,)),
    ("admin2", (PlaceKind.ADMIN2,)),
    ("town", (PlaceKind.TOWN,)),
    ("suburb", (PlaceKind.SUBURB,)),
    ("region", (PlaceKind.CONTINENT, PlaceKind.REGION)),
    ("water", (PlaceKind.SEA, PlaceKind.GULF, PlaceKind.STRAIT, PlaceKind.LAKE, PlaceKind.RIVER)),
    ("land", (PlaceKind.ISLAND, PlaceKind.PENINSULA, PlaceKind.MOUNTAINS, PlaceKind.DESERT)),
    ("site", (PlaceKind.AIRPORT, PlaceKind.AIRBASE, PlaceKind.SITE)),
)
_GROUP_OF = np.array([next(i for i, (_, kinds) in enumerate(_GROUPS) if kind in kinds) for kind in KINDS])

FEATURES: tuple[str, ...] = (
    "population",
    "population_of_town",
    "names",
    "main_name",
    "first",
    "rank",
    *(f"is_{name}" for name, _ in _GROUPS),
    "the_and_town",
    "the_and_nature",
    "direction_and_area",
    "kind_announced",
    "kind_contradicted",
    "inside_comma",
    "inside_possessive",
    "inside_loosely",
    "outside_container",
    "country_votes",
    "country_named",
    "admin1_votes",
    "admin1_named",
    "near_others",
    "holds_others",
    "home_country",
    "same_as_container",
    "capital",
    "capital_of_named",
    "capital_acting",
    "placed_elsewhere",
    "called_elsewhere",
)
_INDEX = {name: i for i, name in enumerate(FEATURES)}
_EARTH_KM = 6371.0088
_NEAR_KM = 120.0
"""Distance at which a neighbour counts 1/e. Chosen by hand, not tuned."""


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


@lru_cache(maxsize=2)
def capitals(gazetteer: Gazetteer) -> Ints:
    """The rows of the countries' capitals (geo/data/capitals.csv)."""
    text = files("geo").joinpath("data", "capitals.csv").read_text(encoding="utf-8")
    rows = (gazetteer.row(line["place_id"]) for line in csv.DictReader(text.splitlines()))
    return np.array(sorted(row for row in rows if row >= 0), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Field:
    """All candidates of an article, flat: the names one after another.

    `rows` (candidates,), `group` (candidates,) the number of the name each belongs to, `weight` (names,) how much a
    name's vote counts, `inside` (candidates,) a `Container` strength where the candidate lies in a place that the
    text says contains it, `violates` (candidates,) 1 where the text names a container that it does not lie in,
    `same` (candidates,) 1 where it is that container itself; `acting` (candidates,) where the mention is
    associative; `placed_elsewhere` and `called_elsewhere` (candidates,)
    where another mention of the same name says outright where it lies or what kind it is, and this one fits.
    """

    rows: Ints
    group: Ints
    weight: Floats
    inside: Ints
    violates: Floats
    same: Floats
    announced: NDArray[np.bool_]
    contradicted: NDArray[np.bool_]
    the: NDArray[np.bool_]
    direction: NDArray[np.bool_]
    main_name: NDArray[np.bool_]
    acting: NDArray[np.bool_]
    placed_elsewhere: NDArray[np.bool_]
    called_elsewhere: NDArray[np.bool_]
    rank: Ints
    home: int


def describe(field: Field, gazetteer: Gazetteer) -> Floats:
    """The features that do not depend on the other toponyms: float64, (candidates, len(FEATURES))."""
    rows = field.rows
    table = np.zeros((len(rows), len(FEATURES)))
    population = gazetteer.population[rows].astype(np.float64)
    group = _GROUP_OF[gazetteer.kind[rows]]
    logged = np.log10(population + 10) - 1

    def put(name: str, values: Floats | NDArray[np.bool_]) -> None:
        table[:, _INDEX[name]] = values

    put("population", logged)
    put("population_of_town", np.where(group == 3, logged, 0))
    put("names", np.log1p(gazetteer.name_counts[rows]))
    put("main_name", field.main_name)
    put("first", field.rank == 0)
    put("rank", np.log1p(field.rank))
    for number, (name, _) in enumerate(_GROUPS):
        put(f"is_{name}", group == number)
    town = (group == 3) | (group == 4)
    area = (group <= 2) | (group == 5)
    put("the_and_town", field.the & (town | (group == 1)))
    put("the_and_nature", field.the & ((group >= 5) & (group <= 7)))
    put("direction_and_area", field.direction & area)
    put("kind_announced", field.announced)
    put("kind_contradicted", field.contradicted)
    put("inside_comma", field.inside == Container.COMMA)
    put("inside_possessive", field.inside == Container.POSSESSIVE)
    put("inside_loosely", field.inside == Container.INSIDE)
    put("outside_container", field.violates)
    put("same_as_container", field.same)
    put("capital", np.isin(rows, capitals(gazetteer)))
    put("capital_acting", field.acting & (table[:, _INDEX["capital"]] > 0))
    put("placed_elsewhere", field.placed_elsewhere)
    put("called_elsewhere", field.called_elsewhere)
    if field.home > 0:
        put("home_country", gazetteer.country[rows] == field.home)
    return table


def probabilities(field: Field, table: Floats, weights: Floats, gazetteer: Gazetteer, *, rounds: int = 2) -> Floats:
    """Each candidate's probability among those of its name: float64, (candidates,).

    Fills the columns of `table` that depend on the other toponyms; leaves there those of the last round.
    """
    names = len(field.weight)
    blind = weights.copy()
    for name in (
        "country_votes",
        "country_named",
        "admin1_votes",
        "admin1_named",
        "near_others",
        "holds_others",
        "capital_of_named",
    ):
        blind[_INDEX[name]] = 0.0
    chance = _softmax(table @ blind, field.group, names)
    for _ in range(rounds):
        _vote(field, table, chance, gazetteer)
        chance = _softmax(table @ weights, field.group, names)
    return chance


def _softmax(score: Floats, group: Ints, names: int) -> Floats:
    peak = np.full(names, -np.inf)
    np.maximum.at(peak, group, score)
    odds = np.exp(score - peak[group])
    return np.asarray(odds / np.bincount(group, odds, names)[group])


def _vote(field: Field, table: Floats, chance: Floats, gazetteer: Gazetteer) -> None:
    """Let the other names' candidates vote, each with its probability and its name's weight."""
    rows, group = field.rows, field.group
    names = len(field.weight)
    mass = chance * field.weight[group]
    country = gazetteer.country[rows].astype(np.int64)
    admin1 = np.where(gazetteer.kind[rows] == _ADMIN1, rows, gazetteer.admin1[rows]).astype(np.int64)
    kinds = gazetteer.kind[rows]
    total = max(float(field.weight.sum()), 1e-9)

    by_country = _others(mass, country, group, names)
    by_country[country == 0] = 0
    table[:, _INDEX["country_votes"]] = np.log1p(by_country) + by_country / total
    named = _others(np.where(kinds == _COUNTRY, mass, 0), country, group, names)
    named[country == 0] = 0
    table[:, _INDEX["country_named"]] = np.log1p(named)
    table[:, _INDEX["capital_of_named"]] = table[:, _INDEX["capital"]] * np.minimum(named, 2.0)
    dense = np.unique(admin1, return_inverse=True)[1].astype(np.int64)
    by_admin1 = _others(mass, dense, group, names)
    by_admin1[admin1 < 0] = 0
    table[:, _INDEX["admin1_votes"]] = np.log1p(by_admin1) + by_admin1 / total
    named1 = _others(np.where(kinds == _ADMIN1, mass, 0), dense, group, names)
    named1[admin1 < 0] = 0
    table[:, _INDEX["admin1_named"]] = np.log1p(named1)
    # A country or admin-1 that holds what the others mean.
    holds = np.where(kinds == _COUNTRY, by_country, np.where(kinds == _ADMIN1, by_admin1, 0))
    table[:, _INDEX["holds_others"]] = np.log1p(holds)

    anchors = _best(chance, group, names)
    spot = _IS_SPOT[kinds[anchors]]
    anchors = anchors[spot]
    near = np.zeros(len(rows))
    if len(anchors):
        points = _unit(gazetteer, rows)
        cosine = np.clip(points @ points[anchors].T, -1, 1)
        pull = np.exp(-np.arccos(cosine) * _EARTH_KM / _NEAR_KM) * mass[anchors]
        pull[group[:, None] == group[anchors][None, :]] = 0
        near = pull.sum(axis=1)
    near[~_IS_SPOT[kinds]] = 0
    table[:, _INDEX["near_others"]] = np.log1p(near)


_COUNTRY = KINDS.index(PlaceKind.COUNTRY)
_ADMIN1 = KINDS.index(PlaceKind.ADMIN1)
_IS_SPOT = np.array([kind not in {PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.REGION} for kind in KINDS])


def _others(mass: Floats, key: Ints, group: Ints, names: int) -> Floats:
    """For each candidate the mass on its key that the *other* names put there."""
    size = int(key.max()) + 1
    total = np.bincount(key, mass, size)
    pair = key * names + group
    unique, inverse = np.unique(pair, return_inverse=True)
    own = np.bincount(inverse, mass, len(unique))
    return np.asarray(np.maximum(total[key] - own[inverse], 0.0))


def _best(chance: Floats, group: Ints, names: int) -> Ints:
    order = np.lexsort((-chance, group))
    firsts = np.searchsorted(group[order], np.arange(names))
    return np.asarray(order[np.minimum(firsts, len(order) - 1)])


def _unit(gazetteer: Gazetteer, rows: Ints) -> Floats:
    lat, lon = np.radians(gazetteer.lat[rows].astype(np.float64)), np.radians(gazetteer.lon[rows].astype(np.float64))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
