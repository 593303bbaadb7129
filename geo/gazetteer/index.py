"""Know every place by its names, and where it is: the index, opened by memory map.

One file (`layout.py`), read-only, shared by all threads; nothing is read before it is asked for. A name has a number
(`name_id`), a place has a row; both mean something only in the index they come from. Columns are
NumPy arrays with one value for each row.
"""

from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from geo.errors import GazetteerError
from geo.gazetteer.folding import fold
from geo.gazetteer.kinds import KINDS
from geo.gazetteer.layout import IndexFile
from geo.gazetteer.naming import MAIN
from geo.gazetteer.nearness import NearIndex
from geo.gazetteer.scanning import NameMatch, Scanner
from geo.records import Place, PlaceKind

__all__ = ["INDEX_NAME", "Gazetteer", "index_file"]

INDEX_NAME = "places.index"
_REMEMBERED = 50_000


def index_file(path: Path) -> Path:
    """The index's file: `path` itself where it names an `.index` file, else `places.index` in that folder."""
    return path if path.suffix == ".index" else path / INDEX_NAME


class Gazetteer:
    """Every known place; open with `Gazetteer.open(folder)` or `ensure_index(folder)`."""

    lat: Final[NDArray[np.float32]]
    """Degrees, −90…90; NaN where not known."""
    lon: Final[NDArray[np.float32]]
    """Degrees, −180…180; NaN where not known."""
    population: Final[NDArray[np.int64]]
    kind: Final[NDArray[np.uint8]]
    """Index into `KINDS`."""
    country: Final[NDArray[np.uint16]]
    """Index into `country_codes`; 0 where in none or several."""
    admin1: Final[NDArray[np.int32]]
    """Row of the first-order division it lies in (an admin-1's own row is its own), −1 where not known."""
    admin2: Final[NDArray[np.int32]]
    radius_km: Final[NDArray[np.float32]]
    country_codes: Final[tuple[str, ...]]
    """ISO 3166-1 alpha-2, with "" first."""
    version: Final[str]
    """Digest of what it was built from: two indexes of one version answer alike."""

    def __init__(self, file: IndexFile) -> None:
        self._file = file
        facts = file.facts
        self.path = file.path
        self.version = facts["version"]
        self.lat, self.lon = file.section("lat"), file.section("lon")
        self.population, self.kind = file.section("population"), file.section("kind")
        self.country, self.radius_km = file.section("country"), file.section("radius_km")
        self.admin1, self.admin2 = file.section("admin1"), file.section("admin2")
        self.country_codes = tuple(facts["country_codes"])
        self._country_rows: list[int] = facts["country_rows"]
        self._country_numbers = {code: number for number, code in enumerate(self.country_codes)}
        self._area_ids: list[str] = facts["area_ids"]
        self._area, self._feature_class = file.section("area"), file.section("feature_class")
        self._labels, self._label_ends = file.section("labels"), file.section("label_ends")
        self._row_of_id, self._id_of_row = file.section("row_of_id"), file.section("id_of_row")
        self._name_starts, self._name_rows = file.section("name_starts"), file.section("name_rows")
        self._name_flags = file.section("name_flags")
        # a mapped trie keeps no hold on its bytes: self._file does
        self._names = marisa_trie.Trie().map(file.section("names").data)
        self._codes = marisa_trie.Trie().map(file.section("codes").data)
        self._ids = marisa_trie.Trie().map(file.section("ids").data)
        self._first_code = len(self._names)
        self._scanner = Scanner(self._names)
        self._near = NearIndex(file.section("grid_starts"), file.section("grid_rows"), self.lat, self.lon)
        self._places: dict[int, Place] = {}

    @classmethod
    def open(cls, path: Path) -> "Gazetteer":
        """Open the index in a folder (or an `.index` file).

        Raises GazetteerError when it is missing, damaged or of another layout; the message says what to do.
        """
        return cls(IndexFile(index_file(Path(path))))

    def __len__(self) -> int:
        """How many places there are."""
        return len(self.lat)

    def __reduce__(self) -> tuple[Any, tuple[Path]]:
        """Another process opens the same file."""
        return Gazetteer.open, (self.path,)

    def scan(self, text: str) -> list[NameMatch]:
        """The names in a text: the longest at each word start, left to right, none overlapping.

        Ends at a word's end ("Israel’s" gives "Israel", "US-led" gives "US"); scripts without spaces may start
        anywhere. Case plays no part: the caller judges it. Codes such as "LTK" are not looked for.
        """
        return self._scanner.scan(text)

    def name_id(self, name: str) -> int:
        """The number of a name in any spelling, −1 where no place has it."""
        key = fold(name)
        number = self._number(key)
        return self._number(key[4:]) if number < 0 and key.startswith("the ") else number

    def key_id(self, key: str) -> int:
        """The number of a name that is folded already, −1 where no place has it."""
        return self._number(key)

    def _number(self, key: str) -> int:
        number: int = self._names.get(key, -1)
        if number < 0:
            number = self._codes.get(key, -1)
            return number if number < 0 else number + self._first_code
        return number

    def name(self, name_id: int) -> str:
        """The folded name of a number."""
        trie, key = (self._names, name_id) if name_id < self._first_code else (self._codes, name_id - self._first_code)
        name: str = trie.restore_key(key)
        return name

    @property
    def name_total(self) -> int:
        """How many names there are: `name_id` runs from 0 to one less."""
        return len(self._name_starts) - 1

    def rows(self, name_id: int) -> NDArray[np.int32]:
        """Places of that name, the most prominent first; empty for −1."""
        if name_id < 0:
            return self._name_rows[:0]
        return self._name_rows[self._name_starts[name_id] : self._name_starts[name_id + 1]]

    def is_main_name(self, name_id: int, row: int) -> bool:
        """Whether it is the place's own name, rather than another one that it goes by."""
        if name_id < 0:
            return False
        start, end = self._name_starts[name_id], self._name_starts[name_id + 1]
        flags = self._name_flags[start:end][self._name_rows[start:end] == row]
        return bool(len(flags) and flags[0] & MAIN)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places of a name, the most prominent first."""
        return tuple(self.place(row) for row in self.rows(self.name_id(name)).tolist())

    def row(self, place_id: str) -> int:
        """The row of a place, −1 where unknown."""
        number = self._ids.get(place_id, -1)
        return -1 if number < 0 else int(self._row_of_id[number])

    def country_number(self, code: str) -> int:
        """The number by which a country stands in the `country` column, 0 for an unknown code."""
        return self._country_numbers.get(code, 0)

    def country_row(self, code: str) -> int:
        """The row of the country with an ISO 3166-1 alpha-2 code, −1 where unknown."""
        number = self._country_numbers.get(code, 0)
        return self._country_rows[number]

    @cached_property
    def name_counts(self) -> NDArray[np.int64]:
        """How many names each place goes by, a sign of how well known it is: int64, one for each row."""
        return np.bincount(self._name_rows, minlength=len(self))

    def kind_of(self, row: int) -> PlaceKind:
        """What sort of place it is."""
        return KINDS[int(self.kind[row])]

    def population_of(self, row: int) -> int:
        """How many live there, 0 where unknown."""
        return int(self.population[row])

    def place(self, row: int) -> Place:
        """The place in a row, whole."""
        place = self._places.get(row)
        if place is None:
            if not 0 <= row < len(self):
                raise IndexError(row)
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            self._places[row] = place = self._decode(row)
        return place

    def _decode(self, row: int) -> Place:
        admin1 = int(self.admin1[row])
        return Place(
            place_id=self._place_id(row),
            name=self._label(row),
            lat=float(self.lat[row]),
            lon=float(self.lon[row]),
            kind=KINDS[self.kind[row]],
            feature_class=chr(self._feature_class[row]).strip(),
            country=self.country_codes[self.country[row]],
            admin1=self._label(admin1) if admin1 >= 0 else "",
            admin1_id=self._place_id(admin1) if admin1 >= 0 else "",
            population=int(self.population[row]),
            radius_km=float(self.radius_km[row]),
            area_id=self._area_ids[self._area[row]],
        )

    def _label(self, row: int) -> str:
        return self._labels[int(self._label_ends[row]) : int(self._label_ends[row + 1])].tobytes().decode()

    def _place_id(self, row: int) -> str:
        place_id: str = self._ids.restore_key(int(self._id_of_row[row]))
        return place_id

    def nearest(
        self,
        lat: float,
        lon: float,
        *,
        count: int = 1,
        max_km: float = 20_100.0,
        kinds: Collection[PlaceKind] | None = None,
    ) -> list[tuple[Place, float]]:
        """The nearest places by their points, with distances in kilometres, nearest first.

        `kinds` narrows them (for "which town is this near?": `{PlaceKind.TOWN}`). `lon` may lie outside
        ±180. Empty where nothing lies within `max_km`.
        """
        if not -90 <= lat <= 90 or not np.isfinite(lon):
            raise ValueError(f"no such point: {lat}, {lon}")
        wanted = None if kinds is None else np.array([kind in kinds for kind in KINDS])
        lon = (lon + 180) % 360 - 180
        found = self._near.nearest(lat, lon, count=count, max_km=max_km, wanted=wanted, kind=self.kind)
        return [(self.place(row), distance) for row, distance in found]

    def verify(self) -> None:
        """Read the whole file and compare its checksums; raises GazetteerError where a byte was changed."""
        damaged = self._file.damaged_sections()
        if damaged:
            raise GazetteerError(
                f"The place index {self.path} is damaged ({', '.join(damaged)}): run `python -m geo gazetteer build`."
            )
