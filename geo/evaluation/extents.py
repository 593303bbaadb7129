"""Tell whether a marked point lies inside the area that was answered.

A point in Canada 1,200 km from the middle of Canada is in Canada. Two readings, the first kind, the second strict:

*Covered*: the marked point lies inside the answered area (its outline where one is known, else the circle of its
radius). That is too kind to large answers: whoever answers "United States" for every town there is always right.
*Mutual*: besides, the marked place must itself be an area that covers the answered point; a town covers nothing, so an
area answered for a town stays wrong. Where the gazetteer doesn't know the marked place (by its GeoNames number), the
answer must stand over just the marked words: the "Minnesota" of "University of Minnesota" stays wrong.
"""

from functools import lru_cache

from geo.evaluation.corpus import GoldToponym, Prediction
from geo.evaluation.measuring import distance_km
from geo.gazetteer import Gazetteer
from geo.gazetteer.areas import Areas
from geo.records import Place, PlaceKind

__all__ = ["Extents"]

_NEVER = frozenset({PlaceKind.VICINITY})


class Extents:
    """Knows how far places reach."""

    def __init__(self, gazetteer: Gazetteer, areas: Areas | None = None) -> None:
        self._gazetteer = gazetteer
        self._areas = areas if areas is not None else Areas.open()
        self.covers = lru_cache(maxsize=100_000)(self._covers)

    def _covers(self, place: Place, lat: float, lon: float) -> bool:
        if not place.is_area or place.kind in _NEVER:
            return False
        if place.area_id in self._areas and place.kind is not PlaceKind.RIVER:  # a river is a line: nothing lies in it
            return self._areas.contains(place.area_id, lat, lon)
        return distance_km(lat, lon, place.lat, place.lon) <= place.radius_km

    def marked(self, gold: GoldToponym) -> Place | None:
        """The place that the annotators marked, where the gazetteer has its GeoNames number."""
        row = self._gazetteer.row(f"geonames:{gold.geonames_id}") if gold.geonames_id is not None else -1
        return self._gazetteer.place(row) if row >= 0 else None

    def covered(self, gold: GoldToponym, answer: Prediction) -> bool:
        """Whether the marked point lies inside the answered area."""
        place = answer.place
        if place is None or gold.lat is None or gold.lon is None:
            return False
        return place == self.marked(gold) or bool(self.covers(place, gold.lat, gold.lon))

    def mutual(self, gold: GoldToponym, answer: Prediction) -> bool:
        """Whether they are one place, or areas of which each covers the other's point, as far as that is known."""
        if answer.place is None or not self.covered(gold, answer):
            return False
        marked = self.marked(gold)
        if marked is None:
            return (gold.start, gold.end) == (answer.start, answer.end)
        return marked == answer.place or bool(self.covers(marked, answer.place.lat, answer.place.lon))
