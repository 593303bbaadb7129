"""Tell whether a place lies in what a query names after it: a country, a state, a county, an island, a town.

By belonging where the gazetteer says so (country, first-order division), by distance where it does not.
"""

import csv
import math
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Protocol

from geopy.exc import GeocoderQueryError

from geo.records import Place, PlaceKind
from geo.resolution.cues import KIND_WORDS, split_kind_word

__all__ = ["Containers", "Names"]

_ABBREVIATIONS = Path(__file__).parents[1] / "data" / "abbreviations.csv"
_BELONGING = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1})
_EARTH_KM = 6371.0
_MARGIN = 1.1
"""Areas are no circles: a place may lie a little outside the circle of its area."""

_LEAST_KM = 3.0
_KM_PER_ROOT = 0.02
"""Where a town's extent is not known it is guessed from its people: 29 km for two million. Not tuned."""


class Names(Protocol):
    """What is asked of the gazetteer to tell what lies where."""

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places of a name, the most prominent first."""
        ...

    def place(self, row: int) -> Place:
        """The place of a row."""
        ...

    def row(self, place_id: str) -> int:
        """The row of a place, or -1."""
        ...

    def country_row(self, code: str) -> int:
        """The row of a country, or -1."""
        ...


class Containers:
    """What queries name after the comma, looked up in a gazetteer."""

    def __init__(self, gazetteer: Names) -> None:
        self._gazetteer = gazetteer

    def narrow(self, places: list[Place], container: str) -> list[Place]:
        """Those of the places that lie in the container, in order; none where it is not known.

        A country or state is meant before a town of the same name: "Tripoli, Lebanon" lies in the country.
        """
        meant = self._places(container)
        larger = [area for area in meant if area.kind in _BELONGING]
        kept = [place for place in places if any(_belongs(place, area) for area in larger)]
        if kept:
            return kept
        others = [area for area in meant if area.kind not in _BELONGING]
        return [place for place in places if any(_near(place, area) for area in others)]

    def country_code(self, country: str) -> str:
        """The ISO code of a country given as a code or a name; raises GeocoderQueryError where it is neither."""
        given = " ".join(country.split())
        if self._gazetteer.country_row(given.upper()) >= 0:
            return given.upper()
        meant = next((place for place in self._places(given) if place.kind is PlaceKind.COUNTRY), None)
        if meant is None or not given:
            raise GeocoderQueryError(f'"{given}" is no country; give its two letters (ISO 3166-1), such as SY')
        return meant.country

    def _places(self, name: str) -> list[Place]:
        base, word = split_kind_word(name)
        rows = [self._gazetteer.row(place_id) for place_id in _abbreviated().get(_key(name), ())]
        found = [self._gazetteer.place(row) for row in rows if row >= 0]
        found += self._gazetteer.lookup(name)
        if word:
            found += [place for place in self._gazetteer.lookup(base) if place.kind in KIND_WORDS[word]]
        if len(name) == 2 and name.isupper() and (row := self._gazetteer.country_row(name)) >= 0:
            found.append(self._gazetteer.place(row))
        return list(dict.fromkeys(found))


def _belongs(place: Place, area: Place) -> bool:
    if place.place_id == area.place_id:
        return False
    if area.kind is PlaceKind.COUNTRY:
        return bool(area.country) and place.country == area.country
    return place.admin1_id == area.place_id


def _near(place: Place, area: Place) -> bool:
    radius = area.radius_km or max(_LEAST_KM, _KM_PER_ROOT * math.sqrt(area.population))
    if place.place_id == area.place_id or place.radius_km > radius:
        return False
    return _distance_km(place, area) <= radius * _MARGIN


def _distance_km(one: Place, other: Place) -> float:
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    east = math.radians(other.lon - one.lon)
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(east / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def _key(name: str) -> str:
    return name.replace(".", "").replace(" ", "").upper()


@cache
def _abbreviated() -> dict[str, tuple[str, ...]]:
    """The places of abbreviations ("CA", "N.J.", "NSW"), from geo/data/abbreviations.csv: `abbr` and `place_id`."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    if _ABBREVIATIONS.is_file():
        with _ABBREVIATIONS.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[_key(row["abbr"])].append(row["place_id"])
    return {short: tuple(dict.fromkeys(place_ids)) for short, place_ids in found.items()}
