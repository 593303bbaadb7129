"""Say which place a foreign name means, where only one is well known: "Москва" is Moscow in Russia, not in Idaho.

The resolver weighs the names of English news; the gazetteer's other names are flagged as by-names there, all of
them. So a foreign name that leaves no choice is handed on as the place itself, and one that does under the name that
the place goes by in English.
"""

from geo.records import Place, PlaceKind
from geo.text.hits import NameIndex

__all__ = ["chosen_lookup"]

_WEIGHED = 12
_RIVAL = 10
"""A town of a tenth of another's people is a rival to it."""
_SIBLINGS = 4
_LEAST = 20_000
_LATIN = "\u0250"


def chosen_lookup(names: NameIndex, name_id: int, written: str) -> str:
    """The place_id of the one place that a name can mean; else the name to look it up by; "" for as it is written."""
    rows = names.rows(name_id)[:_WEIGHED].tolist()
    places = [names.place(row) for row in rows]
    first = _town_before_its_province(places)
    if not _has_rival(first, places):
        return first.place_id
    return places[0].name if written[:1] > _LATIN else ""


def _town_before_its_province(places: list[Place]) -> Place:
    """The first place; of a province and the town it is called after, the town."""
    first = places[0]
    if first.kind in {PlaceKind.ADMIN1, PlaceKind.ADMIN2}:
        for other in places[1:_SIBLINGS]:
            if other.kind is PlaceKind.TOWN and other.country == first.country and other.population * _RIVAL >= _LEAST:
                return other
    return first


def _has_rival(first: Place, places: list[Place]) -> bool:
    if first.kind is PlaceKind.COUNTRY:
        return False
    return any(
        other.country != first.country
        and other.kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.TOWN}
        and other.population * _RIVAL >= first.population
        for other in places
        if other is not first
    )
