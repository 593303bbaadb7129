"""Say which circle a phrase means, by its kind and by what it leans on.

A phrase that says too little for a circle worth drawing (an unnamed stretch of a border of 900 km; "near Russia")
gets none. Each constant says where it comes from: docs/decisions/0013-relative-places.md
"""

import math
import re
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from geo.gazetteer import Gazetteer
from geo.gazetteer.nearness import distances_km
from geo.records import Place, PlaceKind, Relation, RelationKind
from geo.resolution.circles import Circle, Points, Shapes, built_up_km, destination, enclosing

__all__ = ["Around", "Described", "Describer", "point_word", "spot_like"]

_K = PlaceKind
_ROUNDING = 0.35
"""Share of a told distance by which the told spot may be off, for the distance is rounded and so is the direction.
Measured where the place is named as well, over the tuning corpora and the newswire: by 0.15, 0.18, 0.18, 0.29, 0.32
and 0.45 of the distance."""
_LEAST_KM = 5.0
_STEP_KM = 15.0
""" "Just south of Homs": an assumption; so is how far a countryside reaches."""
_BEYOND_KM = 30.0
""" "South of Baghdad" reaches from the city to twice this and four times its built-up radius. Eight places that texts
put so lie 12, 25, 74, 85, 101, 125, 150 and 340 km away: the larger the city, the farther."""
_JUST = re.compile(r"(?:just|immediately|slightly)\b", re.IGNORECASE)
_NEAR_KM = 15.0
"""Three towns that the tuning corpora call near another lie 5, 21 and 31 km from it."""
_WIDEST_KM = 350.0
"""A told distance whose circle would be wider says where something is not, rather than where it is."""
_WIDEST_PART_KM = 750.0
"""So are parts, coasts and borders: Yemen's coast just fits, Russia's does not."""
_ANCHOR_KM = 150.0
"""An area wider than this is no landmark: neither "near Russia" nor "south of Russia" says where."""
_LOCAL_KM = 150.0
"""A town named in the same sentence says which stretch of a border or coast is meant, up to this far from it."""
_STRETCH_KM = 25.0
_OFFSHORE_KM = 20.0
_WORDS = (
    "north",
    "north-northeast",
    "north-east",
    "east-northeast",
    "east",
    "east-southeast",
    "south-east",
    "south-southeast",
    "south",
    "south-southwest",
    "south-west",
    "west-southwest",
    "west",
    "west-northwest",
    "north-west",
    "north-northwest",
)
_QUARTERED = 100_000
"""Towns of so many people have an "East Oxford"; "North Clayton" is a school or another town."""
_AS_NAME = re.compile(r"(?:North|South|East|West)(?:[ -]?(?:[Ee]ast|[Ww]est))?[ -][A-Z][a-z]")
_WATERS = frozenset({_K.SEA, _K.GULF, _K.STRAIT, _K.LAKE, _K.RIVER})
_COUNTRYSIDE = ("countryside", "hinterland", "rural")


class Around(Protocol):
    """What was reported beside a phrase."""

    def spots(self) -> list[Place]: ...  # noqa: D102
    def provinces(self) -> list[Place]: ...  # noqa: D102
    def countries(self) -> list[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Described:
    """A circle, what it is called whoever says it, the detail of its id, and what it leans on."""

    circle: Circle
    name: str
    detail: str
    anchors: tuple[Place, ...]


def spot_like(place: Place) -> bool:
    """Whether a place is a town, a site or such: a spot rather than an area."""
    return not place.is_area and place.kind is not _K.VICINITY


def point_word(bearing: float) -> str:
    """The nearest of the sixteen points of the compass, in words."""
    return _WORDS[round(bearing / 22.5) % 16]


class Describer:
    """Gives circles for relations whose anchors are placed."""

    def __init__(self, gazetteer: Gazetteer, shapes: Shapes) -> None:
        self._gazetteer = gazetteer
        self._shapes = shapes

    def describe(self, relation: Relation, anchors: list[Place], around: Around) -> Described | None:
        """The circle of a relation, or None where the words don't tell enough for one."""
        relation = replace(relation, distance_km=round(relation.distance_km, 0 if relation.distance_km >= 1 else 1))
        anchor = anchors[0]
        kind = relation.kind
        if not math.isfinite(anchor.lat) or anchor.kind is _K.CONTINENT:
            return None
        if kind is RelationKind.OFFSET:
            return self._offset(relation, anchor)
        if kind is RelationKind.NEAR:
            if anchor.is_area and relation.surface.lower().startswith("outside"):
                return None  # "outside the province" is anywhere else
            return self._near(anchor)
        if kind is RelationKind.PART:
            return self._part(anchor, relation.bearing, as_name=_AS_NAME.match(relation.surface) is not None)
        if kind is RelationKind.OUTSKIRTS:
            return self._outskirts(relation, anchor)
        if kind is RelationKind.BETWEEN:
            return self._between(anchors)
        if kind is RelationKind.COAST:
            return self._coast(relation, anchor, around)
        return self._border(relation, anchors, around)

    def _offset(self, relation: Relation, anchor: Place) -> Described | None:
        distance, bearing = relation.distance_km, relation.bearing
        extent = anchor.radius_km if anchor.is_area else built_up_km(anchor.population)
        if anchor.is_area and extent > _ANCHOR_KM:
            return None
        beyond = extent if anchor.is_area else 0.0
        told = f"{distance:.0f}" if distance >= 1 else f"{distance:.1f}"
        if bearing is None:
            if distance > _ANCHOR_KM:
                return None
            circle = Circle(anchor.lat, anchor.lon, beyond + distance * 1.1 + 1)
            return Described(circle, f"{told} km from {anchor.name}", f"{told}-any", (anchor,))
        word = point_word(bearing)
        detail = "".join(
            part[0]
            for part in word.replace("north", "n-")
            .replace("south", "s-")
            .replace("east", "e-")
            .replace("west", "w-")
            .split("-")
            if part
        )
        if distance:
            lat, lon = destination(anchor.lat, anchor.lon, bearing, distance + beyond)
            circle = Circle(lat, lon, max(_LEAST_KM, _ROUNDING * distance) + extent / 4)
            if circle.radius_km > _WIDEST_KM:
                return None
            return Described(circle, f"{told} km {word} of {anchor.name}", f"{told}-{detail}", (anchor,))
        if _JUST.match(relation.surface):
            circle = Circle(*destination(anchor.lat, anchor.lon, bearing, extent + _STEP_KM), _STEP_KM + extent / 2)
            return Described(circle, f"just {word} of {anchor.name}", f"just-{detail}", (anchor,))
        reach = _BEYOND_KM + 2 * extent
        circle = Circle(*destination(anchor.lat, anchor.lon, bearing, reach), reach)
        return Described(circle, f"{word} of {anchor.name}", f"0-{detail}", (anchor,))

    def _near(self, anchor: Place) -> Described | None:
        if anchor.is_area:
            if anchor.radius_km > _ANCHOR_KM or (anchor.kind is _K.COUNTRY and anchor.radius_km > 30):
                return None
            radius = anchor.radius_km + _NEAR_KM
        else:
            radius = _NEAR_KM + built_up_km(anchor.population) / 2
        return Described(Circle(anchor.lat, anchor.lon, radius), f"near {anchor.name}", "0", (anchor,))

    def _part(self, anchor: Place, bearing: float | None, *, as_name: bool = False) -> Described | None:
        if as_name and (anchor.kind is _K.COUNTRY or (not anchor.is_area and anchor.population < _QUARTERED)):
            return None  # "West Panama", like "South Africa", is a name: one that the gazetteer doesn't have
        word = f"{point_word(bearing)}ern" if bearing is not None else "central"
        name = f"{word} {anchor.name}"
        detail = word
        if anchor.is_area:
            circle = self._shapes.part(anchor.area_id, bearing) if anchor.area_id else None
            if circle is None:
                if not 0 < anchor.radius_km <= _WIDEST_PART_KM:
                    return None
                circle = _aside(anchor.lat, anchor.lon, anchor.radius_km, bearing)
            if circle.radius_km > _WIDEST_PART_KM:
                return None
            return Described(circle, name, detail, (anchor,))
        if bearing is None:
            return None  # the pin of a town stands in its middle already
        extent = max(built_up_km(anchor.population), 2.0)
        return Described(_aside(anchor.lat, anchor.lon, extent, bearing), name, detail, (anchor,))

    def _outskirts(self, relation: Relation, anchor: Place) -> Described | None:
        wide = any(word in relation.surface.lower() for word in _COUNTRYSIDE)
        word = "countryside" if wide else "outskirts"
        side = f"{point_word(relation.bearing)}ern " if relation.bearing is not None else ""
        name = f"{side}{word} of {anchor.name}"
        detail = f"{side}{word}".replace(" ", "-")
        extent = built_up_km(anchor.population)
        if anchor.is_area and anchor.radius_km > 2 * extent:
            if relation.bearing is None or anchor.kind in {_K.COUNTRY, _K.CONTINENT}:
                return None  # the countryside of a province is the province
            part = self._part(anchor, relation.bearing)
            return None if part is None else Described(part.circle, name, detail, (anchor,))
        reach = max(extent * 1.5, 5.0) + (_STEP_KM if wide else 0.0)
        if relation.bearing is None:
            return Described(Circle(anchor.lat, anchor.lon, reach), name, detail, (anchor,))
        lat, lon = destination(anchor.lat, anchor.lon, relation.bearing, (extent + reach) / 2)
        return Described(Circle(lat, lon, max(reach / 2, 3.0)), name, detail, (anchor,))

    def _between(self, anchors: list[Place]) -> Described | None:
        first, last = sorted(anchors[:2], key=lambda place: place.place_id)
        if first == last or any(place.is_area and place.radius_km > 60 for place in anchors):
            return None
        ends = np.array([(place.lat, place.lon) for place in (first, last)], dtype=np.float64)
        circle = enclosing(ends)
        if circle.radius_km * 2 > _WIDEST_KM or circle.radius_km < 1:
            return None
        return Described(circle, f"between {first.name} and {last.name}", "0", (first, last))

    def _coast(self, relation: Relation, anchor: Place, around: Around) -> Described | None:
        if anchor.kind in _WATERS:
            return None  # "on the North Sea coast" is nowhere in particular
        side = f"{point_word(relation.bearing)}ern " if relation.bearing is not None else ""
        near = None if anchor.is_area else anchor
        row = self._gazetteer.country_row(anchor.country) if near else -1
        coast = self._shapes.coast(anchor.area_id if near is None else self._area_id(row))
        points = coast.points
        if near is None and relation.bearing is not None:
            points = coast.facing(relation.bearing, anchor.lat, anchor.lon)
        circle, local = self._stretch(points, [near] if near else around.spots(), [] if near else around.provinces())
        if circle is None:
            return None
        offshore = max(relation.distance_km, _OFFSHORE_KM)
        circle = Circle(circle.lat, circle.lon, circle.radius_km + offshore)
        if circle.radius_km > _WIDEST_PART_KM:
            return None
        by = f" near {local.name}" if local is not None and local != anchor else ""
        told = f"{relation.distance_km:.0f} km off" if relation.distance_km >= 1 else "off"
        name = f"{told} the {side}coast of {anchor.name}{by}"
        detail = f"{relation.distance_km:.0f}-{side.strip() or 'any'}{_tag(local)}"
        return Described(circle, name, detail, (anchor,))

    def _area_id(self, row: int) -> str:
        return self._gazetteer.place(row).area_id if row >= 0 else ""

    def _border(self, relation: Relation, anchors: list[Place], around: Around) -> Described | None:
        countries = [place for place in anchors if place.kind is _K.COUNTRY]
        if len(countries) != len(anchors) or not countries:
            return None
        first = countries[0]
        if len(countries) == 1:
            others = (code for code in around.countries() if code != first.country)
            code = next((c for c in others if len(self._shapes.border(first.country, c)) > 0), "")
            row = self._gazetteer.country_row(code)
            if not code or row < 0:
                return None
            countries.append(self._gazetteer.place(row))
        one, other = sorted(countries[:2], key=lambda place: place.place_id)
        points = self._shapes.border(one.country, other.country)
        circle, local = self._stretch(points, around.spots(), around.provinces())
        if circle is None:
            return None
        lat, lon, radius = circle
        if relation.distance_km and relation.bearing is not None:
            lat, lon = destination(lat, lon, relation.bearing, relation.distance_km)
        elif relation.distance_km:
            radius += relation.distance_km
        if radius > _WIDEST_PART_KM or relation.distance_km > _ANCHOR_KM:
            return None
        by = f" near {local.name}" if local is not None else ""
        told = ""
        if relation.distance_km >= 1:
            told = f"{relation.distance_km:.0f} km "
            told += f"{point_word(relation.bearing)} of the " if relation.bearing is not None else "from the "
        name = f"{told}border of {one.name} and {other.name}{by}"
        side = "" if relation.bearing is None or not told else f"-{point_word(relation.bearing)}"
        detail = f"{relation.distance_km:.0f}{side}{_tag(local)}"
        return Described(Circle(lat, lon, radius), name, detail, (one, other))

    def _stretch(
        self, points: Points, spots: list[Place], provinces: list[Place]
    ) -> tuple[Circle | None, Place | None]:
        """The stretch of a line that is meant: by a town of the sentence, else by a province of it, else all of it."""
        if len(points) == 0:
            return None, None
        nearest: tuple[float, Place, int] | None = None
        for spot in spots:
            far = distances_km(spot.lat, spot.lon, points[:, 0], points[:, 1])
            at = int(far.argmin())
            if far[at] <= _LOCAL_KM and (nearest is None or far[at] < nearest[0]):
                nearest = float(far[at]), spot, at
        if nearest is not None:
            distance, spot, at = nearest
            return Circle(float(points[at, 0]), float(points[at, 1]), _STRETCH_KM + distance / 4), spot
        for province in provinces:
            far = distances_km(province.lat, province.lon, points[:, 0], points[:, 1])
            some = points[far <= province.radius_km * 1.5 + _STRETCH_KM]
            if len(some):
                circle = enclosing(some)
                return circle._replace(radius_km=circle.radius_km + _LEAST_KM), province
        circle = enclosing(points)
        if circle.radius_km > _WIDEST_PART_KM:
            return None, None
        return circle._replace(radius_km=circle.radius_km + _LEAST_KM), None


def _tag(local: Place | None) -> str:
    return f"-{local.place_id.replace(':', '.').replace(',', '.')}" if local is not None else ""


def _aside(lat: float, lon: float, extent_km: float, bearing: float | None) -> Circle:
    """The part of a round area that lies in a direction: a circle of about half its ground."""
    if bearing is None:
        return Circle(lat, lon, extent_km / 2)
    return Circle(*destination(lat, lon, bearing, extent_km / 2), extent_km * 0.7)
