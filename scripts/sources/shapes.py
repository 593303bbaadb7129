"""Make shapes small: fewer points, fewer digits, and borders that still meet.

Distances in degrees unless a name says kilometres.
"""

import itertools
import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["area_km2", "circle_radius_km", "geojson", "inside", "line_km", "shared_edges"]

EARTH_KM = 6371.0088


def _rounded(geometry: BaseGeometry, digits: int) -> BaseGeometry:
    return shapely.remove_repeated_points(shapely.set_precision(geometry, 10.0**-digits, mode="pointwise"))


def _numbers(value: Any, digits: int) -> Any:
    if isinstance(value, (list, tuple)):
        return [_numbers(v, digits) for v in value]
    number = round(float(value), digits)
    return int(number) if number == int(number) else number


def geojson(geometry: BaseGeometry, *, digits: int = 3) -> dict[str, Any]:
    """A GeoJSON geometry whose numbers carry no more digits than they need."""
    raw = json.loads(shapely.to_geojson(_rounded(geometry, digits)))
    return {"type": raw["type"], "coordinates": _numbers(raw["coordinates"], digits)}


def _rings(geometry: BaseGeometry) -> Iterable[list[tuple[float, float]]]:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            yield list(part.exterior.coords)
            for hole in part.interiors:
                yield list(hole.coords)


def shared_edges(geometries: Sequence[BaseGeometry]) -> dict[tuple[int, int], BaseGeometry]:
    """The borders between neighbours of a coverage, merged into lines, by pair of positions."""
    owners: dict[tuple[tuple[float, float], tuple[float, float]], list[int]] = {}
    for number, geometry in enumerate(geometries):
        for ring in _rings(geometry):
            for a, b in itertools.pairwise(ring):
                if a != b:
                    owners.setdefault((a, b) if a < b else (b, a), []).append(number)
    by_pair: dict[tuple[int, int], list[BaseGeometry]] = {}
    for (a, b), held in owners.items():
        if len(held) == 2 and held[0] != held[1]:
            by_pair.setdefault((min(held), max(held)), []).append(shapely.LineString([a, b]))
    return {pair: shapely.line_merge(shapely.MultiLineString(lines)) for pair, lines in sorted(by_pair.items())}


def _ring_km2(ring: Any) -> float:
    total = 0.0
    points = list(ring.coords)
    for (x1, y1, *_), (x2, y2, *_) in itertools.pairwise(points):
        total += math.radians(x2 - x1) * (2 + math.sin(math.radians(y1)) + math.sin(math.radians(y2)))
    return abs(total * EARTH_KM**2 / 2)


def area_km2(geometry: BaseGeometry) -> float:
    """Area on the sphere, in square kilometres (Chamberlain & Duquette's ring formula)."""
    return sum(
        _ring_km2(part.exterior) - sum(_ring_km2(hole) for hole in part.interiors)
        for part in shapely.get_parts(geometry)
        if part.geom_type == "Polygon"
    )


def circle_radius_km(geometry: BaseGeometry) -> float:
    """Radius of the circle that has the polygon's area, in kilometres."""
    return math.sqrt(area_km2(geometry) / math.pi)


def line_km(geometry: BaseGeometry) -> float:
    """Length of a line on the sphere, in kilometres."""
    total = 0.0
    for part in shapely.get_parts(geometry):
        points = [(math.radians(x), math.radians(y)) for x, y, *_ in part.coords]
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
            total += 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
    return total


def inside(shape: BaseGeometry) -> tuple[float, float]:
    """Latitude and longitude of a point in the largest part of a shape."""
    if shape.geom_type == "Point":
        return shape.y, shape.x
    point = max(shapely.get_parts(shape), key=lambda g: g.area).representative_point()
    return point.y, point.x
