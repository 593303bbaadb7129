"""Draw two points on a small map, as SVG that needs no network.

Outlines are those of the built-in basemap, laid once into a page and used by every map in it. Plate carrée, squeezed
by the cosine of the middle latitude, so that shapes look right where the points are.
"""

import json
import math
from functools import cache
from importlib.resources import files
from itertools import pairwise

__all__ = ["MAP_HEIGHT", "MAP_WIDTH", "mini_map", "outlines"]

MAP_WIDTH, MAP_HEIGHT = 340, 220
_SCALE = 20
"""Units of a path for each degree: outlines are true to a twentieth of a degree."""
_LEAST = 9.0
"""Degrees of longitude at the equator that a map shows at least."""
_STEPS = 32

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""


@cache
def outlines() -> str:
    """The land and the borders as SVG definitions, `#land` and `#borders`; to stand once in a page."""
    land = "".join(_path(ring, "z") for ring in _lines("land-low"))
    borders = "".join(_path(line, "") for line in _lines("borders-low"))
    return (
        '<svg width="0" height="0" aria-hidden="true" class="hidden"><defs>'
        f'<path id="land" d="{land}"/><path id="borders" d="{borders}"/></defs></svg>'
    )


def mini_map(marked: Point | None, answered: Point | None) -> str:
    """A map of one or two points, with the shortest way between them; nothing but numbers enters it."""
    points = [p for p in (marked, answered) if p is not None]
    if not points:
        return ""
    east = [lon for _, lon in points]
    if max(east) - min(east) > 180:
        east = [lon + 360 if lon < 0 else lon for lon in east]
    lats = [lat for lat, _ in points]
    squeeze = max(0.25, math.cos(math.radians((min(lats) + max(lats)) / 2)))
    middle = ((min(lats) + max(lats)) / 2, (min(east) + max(east)) / 2)
    wide = max(_LEAST, 1.5 * (max(east) - min(east)) * squeeze, 1.5 * (max(lats) - min(lats)) * MAP_WIDTH / MAP_HEIGHT)
    pixel = wide / MAP_WIDTH  # degrees
    left, top = middle[1] * squeeze - wide / 2, -middle[0] - pixel * MAP_HEIGHT / 2
    parts = []
    for turn in (-360, 0, 360):
        if left < (180 + turn) * squeeze and left + wide > (turn - 180) * squeeze:
            shift = f'transform="scale({squeeze / _SCALE:.5f} {1 / _SCALE}) translate({turn * _SCALE})"'
            parts.append(f'<use href="#land" class="land" {shift}/><use href="#borders" class="borders" {shift}/>')
    if marked is not None and answered is not None:
        way = " ".join(f"{lon * squeeze:.3f},{-lat:.3f}" for lat, lon in _way(marked, answered, middle[1]))
        parts.append(f'<polyline class="way" points="{way}"/>')
    spots = dict(zip(points, east, strict=True))
    size = 5 * pixel
    if answered is not None:
        x, y = spots[answered] * squeeze, -answered[0]
        parts.append(
            f'<rect class="answered" x="{x - size:.4f}" y="{y - size:.4f}" width="{2 * size:.4f}" '
            f'height="{2 * size:.4f}" transform="rotate(45 {x:.4f} {y:.4f})"/>'
        )
    if marked is not None:
        parts.append(
            f'<circle class="marked" cx="{spots[marked] * squeeze:.4f}" cy="{-marked[0]:.4f}" r="{1.15 * size:.4f}"/>'
        )
    return (
        f'<svg class="map" viewBox="{left:.3f} {top:.3f} {wide:.3f} {pixel * MAP_HEIGHT:.3f}" '
        f'width="{MAP_WIDTH}" height="{MAP_HEIGHT}" role="img" aria-label="Map of the marked and the answered point">'
        f"{''.join(parts)}</svg>"
    )


def _way(start: Point, end: Point, middle: float) -> list[Point]:
    """Points along the great circle, their longitudes within half a turn of the middle's."""
    a, b = _vector(start), _vector(end)
    angle = math.acos(max(-1.0, min(1.0, sum(x * y for x, y in zip(a, b, strict=True)))))
    if angle < 1e-6 or angle > math.pi - 1e-3:
        return []
    way = []
    for step in range(_STEPS + 1):
        share = step / _STEPS
        u, v = math.sin((1 - share) * angle) / math.sin(angle), math.sin(share * angle) / math.sin(angle)
        x, y, z = (u * p + v * q for p, q in zip(a, b, strict=True))
        lon = math.degrees(math.atan2(y, x))
        way.append((math.degrees(math.asin(max(-1.0, min(1.0, z)))), lon + 360 * round((middle - lon) / 360)))
    return way


def _vector(point: Point) -> tuple[float, float, float]:
    lat, lon = (math.radians(x) for x in point)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _lines(name: str) -> list[list[list[float]]]:
    """The rings and lines of a layer of the basemap, each a list of [longitude, latitude]."""
    text = files("geo").joinpath("data", "basemap", f"{name}.json").read_text(encoding="utf-8")
    found: list[list[list[float]]] = []
    for feature in json.loads(text)["features"]:
        shape = feature["geometry"]
        depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}[shape["type"]]
        parts = [shape["coordinates"]]
        for _ in range(depth):
            parts = [inner for part in parts for inner in part]
        found += parts
    return found


def _path(line: list[list[float]], close: str) -> str:
    points = [(round(lon * _SCALE), round(-lat * _SCALE)) for lon, lat in line]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points) if (x, y) != (a, b)]
    if not steps:
        return ""
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + close
