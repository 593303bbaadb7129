"""Work out where "50 miles south of" is: circles from points, outlines, coasts and borders.

All on a sphere; outlines are cut in a plane around their place, true to scale near it. Pure but for the outlines,
which are read when first asked for.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.gazetteer import Gazetteer
from geo.gazetteer.areas import Areas
from geo.gazetteer.nearness import distances_km

__all__ = ["Circle", "Coast", "Shapes", "built_up_km", "destination", "enclosing"]

_EARTH_KM = 6371.0088
_KM = math.pi * _EARTH_KM / 180
"""Kilometres in a degree of latitude."""
_PEOPLE_PER_KM2 = 5_000.0
"""How densely a town is built: an assumption, good to its order of magnitude (Latakia 7 km, London 24)."""
_STEP_KM = 10.0
_TOUCH = 0.03
"""Degrees within which two outlines share a border: they are simplified, and not always alike."""
_SEAWARD = 0.25
"""Degrees beyond a border at which no land means that it is a coast: wider than a river's mouth or a drawing's gap."""


_FACING = math.cos(math.radians(67.5))
"""A coast that faces south-west, or west-southwest, is still a southern coast."""
_WET = 3
"""How many of eight points around it must lie at sea: one or two may have fallen between outlines on land."""


class Circle(NamedTuple):
    """A middle in degrees and a radius in kilometres."""

    lat: float
    lon: float
    radius_km: float


class Coast(NamedTuple):
    """Points of a coast, and for each which way the sea lies: (n, 2), northward and eastward, of any length."""

    points: "Points"
    seaward: "Points"

    def facing(self, bearing: float, lat: float, lon: float) -> "Points":
        """The points whose sea lies in a direction, on that side of a middle: Yemen's western coast."""
        ahead = np.array([math.cos(math.radians(bearing)), math.sin(math.radians(bearing))])
        length = np.maximum(np.hypot(self.seaward[:, 0], self.seaward[:, 1]), 1e-9)
        east = (_unwrapped(self.points[:, 1], lon) - lon) * math.cos(math.radians(lat))
        beyond = (self.points[:, 0] - lat) * ahead[0] + east * ahead[1] >= 0
        kept: Points = self.points[beyond & (self.seaward @ ahead / length >= _FACING)]
        return kept


Points = NDArray[np.float64]
"""(n, 2): latitude, longitude in degrees."""


def destination(lat: float, lon: float, bearing: float, distance_km: float) -> tuple[float, float]:
    """Where one gets to from a point, going so far by great circle (Williams, "Aviation Formulary": lat/lon given
    radial and distance); degrees and kilometres, longitude within ±180."""
    phi, theta, arc = math.radians(lat), math.radians(bearing), distance_km / _EARTH_KM
    sine = math.sin(phi) * math.cos(arc) + math.cos(phi) * math.sin(arc) * math.cos(theta)
    turn = math.atan2(math.sin(theta) * math.sin(arc) * math.cos(phi), math.cos(arc) - math.sin(phi) * sine)
    return math.degrees(math.asin(max(-1.0, min(1.0, sine)))), (lon + math.degrees(turn) + 180) % 360 - 180


def built_up_km(population: int) -> float:
    """The radius of a town of so many people, in kilometres; 1 at least."""
    return max(1.0, math.sqrt(max(population, 0) / (_PEOPLE_PER_KM2 * math.pi)))


def enclosing(points: Points) -> Circle:
    """A circle around points: from the middle of their extent to the farthest."""
    lon = _unwrapped(points[:, 1], float(points[0, 1]))
    lat = float(points[:, 0].min() + points[:, 0].max()) / 2
    middle = float(lon.min() + lon.max()) / 2
    return Circle(lat, (middle + 180) % 360 - 180, float(distances_km(lat, middle, points[:, 0], lon).max()))


class Shapes:
    """Parts, coasts and borders of areas; keeps what it has worked out. Not safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer, areas: Areas) -> None:
        self._gazetteer = gazetteer
        self._areas = areas
        self.part: Callable[[str, float | None], Circle | None] = lru_cache(maxsize=512)(self._part)
        self.coast: Callable[[str], Coast] = lru_cache(maxsize=128)(self._coast)
        self.border: Callable[[str, str], Points] = lru_cache(maxsize=256)(self._border)

    def shape(self, area_id: str) -> BaseGeometry | None:
        """An area's polygon in degrees (x east, y north), or None where there is none or it is a line."""
        if not area_id:
            return None
        found = cast("BaseGeometry | None", self._areas.shape(area_id))
        return found if found is not None and found.geom_type in {"Polygon", "MultiPolygon"} else None

    def contains(self, area_id: str, lat: float, lon: float) -> bool:
        """Whether a point lies in an area."""
        return bool(area_id) and self._areas.contains(area_id, lat, lon)

    def _part(self, area_id: str, bearing: float | None) -> Circle | None:
        """The part of an area that lies in a direction (None: its middle), as the circle of the same ground.

        The half beyond the area's middle, or for a direction like north-east what both halves share, where that is a
        tenth of it at least. The circle's middle is the part's own.
        """
        shape = self.shape(area_id)
        if shape is None:
            return None
        shape = shapely.make_valid(shapely.simplify(shape, 0.02))
        origin = shape.representative_point()
        east = math.cos(math.radians(max(min(origin.y, 85.0), -85.0)))
        flat = shapely.transform(
            shape, lambda xy: np.column_stack((_unwrapped(xy[:, 0], origin.x) * east * _KM, xy[:, 1] * _KM))
        )
        middle = flat.centroid
        if bearing is None:
            part = flat.intersection(middle.buffer(math.sqrt(flat.area / math.pi) / 2))
        else:
            sides = [flat.intersection(_half(flat, middle, side)) for side in _sides(bearing)]
            both = sides[0] if len(sides) == 1 else sides[0].intersection(sides[1])
            part = both if both.area >= flat.area / 10 else flat.intersection(_half(flat, middle, bearing))
        if part.is_empty or part.area <= 0:
            return None
        at = part.centroid
        lon = (at.x / _KM / east + 180) % 360 - 180
        return Circle(at.y / _KM, lon, math.sqrt(part.area / math.pi))

    def _coast(self, area_id: str) -> Coast:
        """The coast of an area, in points some ten kilometres apart; none where it has no coast."""
        points = self._outline(area_id)
        own = self.shape(area_id)
        if own is None:
            return Coast(points, points)
        lands = [own, *self._beside(area_id)]
        wet = np.zeros(len(points), dtype=np.int64)
        seaward = np.zeros((len(points), 2))
        for turn in np.arange(8) * math.pi / 4:
            way = np.array([math.cos(turn), math.sin(turn)])
            probe = points + _SEAWARD * way
            at_sea = ~np.logical_or.reduce([shapely.contains_xy(land, probe[:, 1], probe[:, 0]) for land in lands])
            wet += at_sea
            seaward += at_sea[:, None] * way
        kept = wet >= _WET
        return Coast(points[kept], seaward[kept])

    def _border(self, one: str, other: str) -> Points:
        """Points along the border that two countries (ISO codes) share; none where they share none."""
        area_ids = [self._area_of(code) for code in (one, other)]
        if not all(area_ids):
            return np.empty((0, 2))
        points = self._outline(area_ids[0])
        far = self.shape(area_ids[1])
        if far is None or len(points) == 0:
            return np.empty((0, 2))
        reach = shapely.simplify(far, 0.01).buffer(_TOUCH)
        shapely.prepare(reach)
        return points[shapely.contains_xy(reach, points[:, 1], points[:, 0])]

    def _outline(self, area_id: str) -> Points:
        shape = self.shape(area_id)
        if shape is None:
            return np.empty((0, 2))
        edge = shapely.segmentize(shapely.simplify(shape, 0.01).boundary, _STEP_KM / _KM)
        return np.ascontiguousarray(shapely.get_coordinates(edge)[:, ::-1])

    def _area_of(self, code: str) -> str:
        row = self._gazetteer.country_row(code)
        return self._gazetteer.place(row).area_id if row >= 0 else ""

    def _beside(self, area_id: str) -> list[BaseGeometry]:
        """The countries whose boxes touch an area's, an area of the sea's width more."""
        box = self._areas.bounds(area_id)
        assert box is not None
        around = shapely.box(box.west, box.south, box.east, box.north)  # across the 180th meridian: every box is asked
        found = []
        for code in self._gazetteer.country_codes[1:]:
            other = self._area_of(code)
            theirs = self._areas.bounds(other) if other else None
            if theirs is None:
                continue
            apart = shapely.box(theirs.west, theirs.south, theirs.east, theirs.north).distance(around)
            shape = self.shape(other) if apart <= 2 * _SEAWARD or box.west > box.east else None
            if shape is not None:
                found.append(shape)
        return found


def _sides(bearing: float) -> list[float]:
    """The one or two quarters of the compass that a direction names: 45 is north as well as east."""
    low = math.floor(bearing / 90) * 90.0
    return [low] if bearing == low else [low, (low + 90.0) % 360]


def _half(shape: BaseGeometry, middle: shapely.Point, bearing: float) -> shapely.Polygon:
    """The half-plane that lies in a direction from a point, as a polygon wider than the shape."""
    west, south, east, north = shape.bounds
    reach = 2 * math.hypot(east - west, north - south)
    ahead = np.array([math.sin(math.radians(bearing)), math.cos(math.radians(bearing))]) * reach
    aside = np.array([ahead[1], -ahead[0]])
    at = np.array([middle.x, middle.y])
    return shapely.Polygon([at - aside, at + aside, at + aside + ahead, at - aside + ahead])


def _unwrapped(lon: NDArray[np.float64], around: float) -> NDArray[np.float64]:
    """Longitudes within 180 degrees of `around`, so that an area across the 180th meridian is whole."""
    return np.asarray((lon - around + 180) % 360 - 180 + around)
