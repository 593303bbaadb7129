"""Turn places into geopy's `Location`s, and back."""

from typing import Any

from geopy.location import Location

from geo.records import Place, PlaceKind

__all__ = ["FIELDS", "as_location", "as_place"]

FIELDS = ("place_id", "name", "lat", "lon", "kind", "country", "admin1", "population", "radius_km")
"""What a `Location.raw` holds of a place, in the order of `geo geocode --json`; `origin` says who answered."""


def as_location(place: Place, *, country_name: str = "", origin: str = "gazetteer", **more: Any) -> Location:
    """A `Location` whose address reads "Latakia, Latakia, Syria" and whose `raw` holds FIELDS and `origin`."""
    raw: dict[str, object] = {
        "place_id": place.place_id,
        "name": place.name,
        "lat": round(float(place.lat), 5),
        "lon": round(float(place.lon), 5),
        "kind": place.kind.value,
        "country": place.country,
        "admin1": place.admin1,
        "population": int(place.population),
        "radius_km": round(float(place.radius_km), 3),
        "origin": origin,
        **more,
    }
    within = (place.admin1, country_name or place.country)
    address = ", ".join(dict.fromkeys(part for part in (place.name, *within) if part))
    return Location(address, (raw["lat"], raw["lon"]), raw)


def as_place(raw: dict[str, Any]) -> Place:
    """The place that a `Location.raw` of `as_location` speaks of."""
    return Place(
        place_id=raw["place_id"],
        name=raw["name"],
        lat=raw["lat"],
        lon=raw["lon"],
        kind=PlaceKind(raw["kind"]),
        country=raw["country"],
        admin1=raw["admin1"],
        population=raw["population"],
        radius_km=raw["radius_km"],
    )
