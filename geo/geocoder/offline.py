"""Find places in the gazetteer through geopy's interface: no network, no waiting.

What a query says outranks fame: "Paris, Texas" is never the one in France, and "Idlib province" never the town.
Where the gazetteer knows no such place the answer is None, as geopy has it.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.geocoder.adapter import NoConnection
from geo.geocoder.containers import Containers
from geo.geocoder.locations import as_location
from geo.geocoder.queries import Query, read_query
from geo.records import AREA_KINDS, Place, PlaceKind

__all__ = ["GazetteerGeocoder", "PlaceIndex"]

_NEAR_KM = 100.0
"""How far `reverse` looks: in the emptiest lands the next town is some 100 km off; beyond that its name misleads."""

_SPOTS = frozenset(PlaceKind) - AREA_KINDS


class PlaceIndex(Protocol):
    """What is asked of the gazetteer (`geo.gazetteer.Gazetteer` offers it)."""

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

    def nearest(
        self, lat: float, lon: float, *, count: int, max_km: float, kinds: Collection[PlaceKind]
    ) -> list[tuple[Place, float]]:
        """The nearest places of these kinds, with their distance in kilometres."""
        ...


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """The gazetteer as a geopy geocoder; each `Location.raw` holds `geo.geocoder.FIELDS` and `origin`."""

    def __init__(self, gazetteer: PlaceIndex) -> None:
        super().__init__(adapter_factory=NoConnection, user_agent="Dateline")
        self._gazetteer = gazetteer
        self._containers = Containers(gazetteer)

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country: str | None = None,
        timeout: object = None,
    ) -> Location | list[Location] | None:
        """The place a query means, or all it could mean, the likeliest first; None where none is known.

        `country` is an ISO code or a name, and narrows. Raises geopy's GeocoderQueryError where it is neither.
        """
        if limit is not None and limit < 1:
            raise ValueError("limit cannot be less than 1")
        only = self.country_code(country) if country else ""
        asked = read_query(query)
        found = self._places(asked) if asked is not None else []
        found = [place for place in found if math.isfinite(place.lat) and math.isfinite(place.lon)]
        if only:
            found = [place for place in found if place.country == only]
        return _given((self._located(place) for place in found), exactly_one, limit)

    def reverse(
        self,
        query: Point | str | tuple[float, float],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        max_km: float = _NEAR_KM,
        timeout: object = None,
    ) -> Location | list[Location] | None:
        """The nearest named spot to a point (`lat, lon`), or the nearest ones; None where none lies within `max_km`.

        `raw` holds `distance_km` too. Raises ValueError where the query is no point.
        """
        if limit is not None and limit < 1:
            raise ValueError("limit cannot be less than 1")
        point = query if isinstance(query, Point) else Point(query)
        wanted = 1 if exactly_one else limit or 10
        near = self._gazetteer.nearest(point.latitude, point.longitude, count=wanted, max_km=max_km, kinds=_SPOTS)
        return _given((self._located(place, distance_km=round(km, 3)) for place, km in near), exactly_one, limit)

    def country_code(self, country: str) -> str:
        """The ISO code of a country given as a code or a name; raises GeocoderQueryError where it is neither."""
        return self._containers.country_code(country)

    def _places(self, asked: Query) -> list[Place]:
        whole = self._gazetteer.lookup(", ".join((asked.name, *asked.within))) if asked.within else ()
        if whole:
            return list(whole)
        found = self._named(asked)
        for part in reversed(asked.within):
            found = self._containers.narrow(found, part)
        return found

    def _named(self, asked: Query) -> list[Place]:
        """The places of a name; where it holds a kind word, those of that kind come first.

        "Idlib province" is no place's name, but Idlib is a province's; "Jordan River" is a village's name, but the
        river's comes before it; "Lake Charles" is a town, and no lake called Charles.
        """
        whole = self._gazetteer.lookup(asked.name)
        if not asked.kinds:
            return list(whole)
        fitting = [place for place in whole if place.kind in asked.kinds]
        if not fitting:
            fitting = [place for place in self._gazetteer.lookup(asked.base) if place.kind in asked.kinds]
        return list(dict.fromkeys((*fitting, *whole)))

    def _located(self, place: Place, **more: Any) -> Location:
        row = self._gazetteer.country_row(place.country) if place.country else -1
        country = self._gazetteer.place(row).name if row >= 0 else ""
        return as_location(place, country_name=country, **more)


def _given(found: Iterable[Location], exactly_one: bool, limit: int | None) -> Location | list[Location] | None:
    locations = []
    for location in found:
        if exactly_one:
            return location
        locations.append(location)
        if limit is not None and len(locations) >= limit:
            break
    return locations or None
