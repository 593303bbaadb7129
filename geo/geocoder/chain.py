"""Ask the gazetteer first, and an online geocoder only for names that it lacks."""

from collections.abc import Mapping
from typing import Any

from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.geocoder.adapter import NoConnection
from geo.geocoder.offline import GazetteerGeocoder
from geo.geocoder.online import OnlineGeocoder

__all__ = ["ChainGeocoder"]


class ChainGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """A gazetteer geocoder with an online one behind it; `raw["origin"]` says which of them answered.

    Where the online one fails, GeocoderError is raised: it is not the same as "no such place".
    """

    def __init__(self, first: GazetteerGeocoder, then: OnlineGeocoder | None = None) -> None:
        super().__init__(adapter_factory=NoConnection, user_agent="Dateline")
        self._first, self._then = first, then

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country: str | None = None,
        timeout: object = None,
    ) -> Location | list[Location] | None:
        """As `GazetteerGeocoder.geocode`; what it does not know is asked online."""
        found = self._first.geocode(query, exactly_one=exactly_one, limit=limit, country=country)
        if found is not None or self._then is None or not isinstance(query, str):
            return found
        code = self._first.country_code(country) if country else None
        return self._then.geocode(query, exactly_one=exactly_one, limit=limit, country=code)

    def reverse(
        self, query: Point | str | tuple[float, float], *, exactly_one: bool = True, **more: Any
    ) -> Location | list[Location] | None:
        """As `GazetteerGeocoder.reverse`; where nothing is near, it is asked online."""
        found = self._first.reverse(query, exactly_one=exactly_one, **more)
        if found is not None or self._then is None:
            return found
        return self._then.reverse(query, exactly_one=exactly_one)
