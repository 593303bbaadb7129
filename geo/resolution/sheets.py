"""Describe the places of a name once, for every article that has the name.

Numbers that depend on nothing but the gazetteer: how well known each place is, what kind, where, and whether a place of
the same name lies in it ("New York"). Scoring then works on whole articles without asking the gazetteer again.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer import KINDS, Gazetteer
from geo.records import PlaceKind

__all__ = ["FIXED", "GROUPS", "GROUP_OF", "Sheet", "capital_rows", "make_sheet"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

GROUPS = (
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
"""Kinds of place that behave alike."""
GROUP_OF = np.array([next(i for i, (_, kinds) in enumerate(GROUPS) if kind in kinds) for kind in KINDS], dtype=np.int64)

FIXED: tuple[str, ...] = (
    "population",
    "population_of_town",
    "population_of_admin1",
    "names",
    "main_name",
    *(f"is_{name}" for name, _ in GROUPS),
    "capital",
    "holds_namesake",
    "within_namesake",
)
"""The first of `scoring.FEATURES`: those that no article changes."""
_TOWN = 3
_COUNTRY, _ADMIN1, _ADMIN2 = (KINDS.index(k) for k in (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2))


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The places of a name, one a line.

    `numbers` (places, 6): row, country number, row of the admin-1 (its own for one), of the admin-2 likewise (−1 where
    there is none), kind, number in `GROUPS`. `fixed` (places, len(FIXED) + 3): `FIXED`, then the point on the unit
    sphere.
    """

    numbers: Ints
    fixed: Floats

    @property
    def rows(self) -> Ints:
        """The places' rows in the gazetteer: int64, (places,)."""
        return self.numbers[:, 0]

    def __len__(self) -> int:
        """How many places there are."""
        return len(self.numbers)

    def only(self, which: Flags) -> "Sheet":
        """The same with fewer places."""
        return Sheet(self.numbers[which], self.fixed[which])


@lru_cache(maxsize=2)
def capital_rows(gazetteer: Gazetteer) -> frozenset[int]:
    """The rows of the countries' capitals (geo/data/capitals.csv)."""
    import csv
    from importlib.resources import files

    text = files("geo").joinpath("data", "capitals.csv").read_text(encoding="utf-8")
    rows = (gazetteer.row(line["place_id"]) for line in csv.DictReader(text.splitlines()))
    return frozenset(row for row in rows if row >= 0)


def make_sheet(rows: NDArray[np.int32], name_id: int, gazetteer: Gazetteer) -> Sheet:
    """Describe these places of a name (−1: found by no name)."""
    kind = gazetteer.kind[rows].astype(np.int64)
    country = gazetteer.country[rows].astype(np.int64)
    admin1 = np.where(kind == _ADMIN1, rows, gazetteer.admin1[rows]).astype(np.int64)
    admin2 = np.where(kind == _ADMIN2, rows, gazetteer.admin2[rows]).astype(np.int64)
    group = GROUP_OF[kind]
    numbers = np.stack([rows.astype(np.int64), country, admin1, admin2, kind, group], axis=1)
    fixed = np.zeros((len(rows), len(FIXED) + 3))
    logged = np.log10(gazetteer.population[rows].astype(np.float64) + 10) - 1
    fixed[:, 0] = logged
    fixed[:, 1] = np.where(group == 3, logged, 0)
    fixed[:, 2] = np.where(group == 1, logged, 0)
    fixed[:, 3] = np.log1p(gazetteer.name_counts[rows])
    fixed[:, 4] = [name_id < 0 or gazetteer.is_main_name(name_id, row) for row in rows.tolist()]
    fixed[np.arange(len(rows)), 5 + group] = 1
    at = 5 + len(GROUPS)
    capitals = capital_rows(gazetteer)
    fixed[:, at] = [row in capitals for row in rows.tolist()]
    if len(rows) > 1 and (group < 2).any():
        _note_namesakes(fixed[:, at + 1 : at + 3], numbers, fixed[:, at] > 0)
    lat, lon = (np.radians(column[rows].astype(np.float64)) for column in (gazetteer.lat, gazetteer.lon))
    fixed[:, at + 3] = np.cos(lat) * np.cos(lon)
    fixed[:, at + 4] = np.cos(lat) * np.sin(lon)
    fixed[:, at + 5] = np.sin(lat)
    return Sheet(numbers, np.nan_to_num(fixed) if np.isnan(lat).any() else fixed)


def _note_namesakes(marks: Floats, numbers: Ints, capital: Flags) -> None:
    """Mark, in two columns, the areas that hold a town of their own name, and such towns: New York, Luxembourg."""
    rows, country, admin1, kind, group = (numbers[:, column] for column in (0, 1, 2, 4, 5))
    towns = group == _TOWN
    of_state = towns & np.isin(admin1, rows[kind == _ADMIN1])
    of_country = towns & capital & np.isin(country, country[kind == _COUNTRY])
    marks[:, 0] = ((kind == _ADMIN1) & np.isin(rows, admin1[towns])) | (
        (kind == _COUNTRY) & np.isin(country, country[(group == 1) | of_country])
    )
    marks[:, 1] = of_state | of_country
