"""Read what Nominatim answers into places of our own kinds.

Its fields: https://nominatim.org/release-docs/latest/api/Output/ . What is malformed raises ValueError: an answer
that can't be read is a failure, not a miss.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from geopy.exc import GeocoderParseError
from geopy.geocoders import Nominatim
from geopy.location import Location

from geo.geocoder.locations import as_location
from geo.records import Place, PlaceKind

__all__ = ["StrictNominatim", "read_answer"]

_K = PlaceKind
_BY_TYPE = {
    "country": _K.COUNTRY,
    "state": _K.ADMIN1,
    "province": _K.ADMIN1,
    "county": _K.ADMIN2,
    "district": _K.ADMIN2,
    "state_district": _K.ADMIN2,
    "municipality": _K.ADMIN2,
    "city": _K.TOWN,
    "town": _K.TOWN,
    "village": _K.TOWN,
    "hamlet": _K.TOWN,
    "isolated_dwelling": _K.TOWN,
    "borough": _K.SUBURB,
    "suburb": _K.SUBURB,
    "quarter": _K.SUBURB,
    "neighbourhood": _K.SUBURB,
    "city_district": _K.SUBURB,
    "continent": _K.CONTINENT,
    "region": _K.REGION,
    "valley": _K.REGION,
    "sea": _K.SEA,
    "ocean": _K.SEA,
    "bay": _K.GULF,
    "strait": _K.STRAIT,
    "island": _K.ISLAND,
    "islet": _K.ISLAND,
    "archipelago": _K.ISLAND,
    "peninsula": _K.PENINSULA,
    "mountain_range": _K.MOUNTAINS,
    "desert": _K.DESERT,
    "river": _K.RIVER,
    "stream": _K.RIVER,
    "water": _K.LAKE,
    "lake": _K.LAKE,
    "reservoir": _K.LAKE,
    "aerodrome": _K.AIRPORT,
    "aeroway": _K.AIRPORT,
    "airfield": _K.AIRBASE,
}
_KM_PER_DEGREE = 111.195


class StrictNominatim(Nominatim):  # type: ignore[misc]  # geopy has no types
    """geopy's Nominatim, but that an answer of the wrong shape is a failure and no miss."""

    def _parse_json(self, places: Any, exactly_one: bool) -> Any:
        searched = isinstance(places, list)
        reversed_ = isinstance(places, Mapping) and ("error" in places or "lat" in places)
        if not (searched or reversed_):
            raise GeocoderParseError("the answer is neither a list of places nor a place")
        return super()._parse_json(places, exactly_one)


def read_answer(raws: Sequence[Mapping[str, Any]]) -> list[Location]:
    """Nominatim's places as Locations; `raw` holds `geo.geocoder.FIELDS`, and the origin "nominatim"."""
    return [_location(raw) for raw in raws]


def _location(raw: Mapping[str, Any]) -> Location:
    if not isinstance(raw, Mapping):
        raise TypeError("a place is no JSON object")
    lat, lon = float(raw["lat"]), float(raw["lon"])
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"a place lies at {lat}, {lon}")
    address = raw.get("address")
    address = address if isinstance(address, Mapping) else {}
    shown = str(raw.get("display_name") or "")
    place = Place(
        place_id=f"osm:{raw.get('osm_type') or 'place'}/{raw.get('osm_id') or raw.get('place_id') or shown}",
        name=str(raw.get("name") or shown.split(",", maxsplit=1)[0]),
        lat=lat,
        lon=lon,
        kind=_kind(raw),
        country=str(address.get("country_code") or "").upper(),
        admin1=str(address.get("state") or address.get("province") or ""),
        radius_km=_radius(raw.get("boundingbox"), lat),
    )
    if not place.name:
        raise ValueError("a place has no name")
    return as_location(place, country_name=str(address.get("country") or ""), origin="nominatim")


def _kind(raw: Mapping[str, Any]) -> PlaceKind:
    for key in ("addresstype", "type", "category", "class"):
        kind = _BY_TYPE.get(str(raw.get(key) or ""))
        if kind is not None:
            return kind
    return PlaceKind.SITE


def _radius(box: Any, lat: float) -> float:
    """Half of the box's longer side in kilometres, or 0 where there is none; the box is [south, north, west, east]."""
    if not isinstance(box, Sequence) or len(box) != 4:
        return 0.0
    south, north, west, east = (float(edge) for edge in box)
    high, wide = (north - south) * _KM_PER_DEGREE, (east - west) * _KM_PER_DEGREE * math.cos(math.radians(lat))
    radius = max(high, wide) / 2
    return radius if math.isfinite(radius) and radius > 0 else 0.0
