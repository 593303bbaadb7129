"""Tell which country, and which first-order division, a point or a shape lies in."""

from collections import Counter

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from sources.countries import natural_earth_code
from sources.division_shapes import DivisionShapes

__all__ = ["Locator"]


class Locator:
    """Looks points up in Natural Earth's first-order divisions, with GeoNames' codes."""

    def __init__(self, shapes: DivisionShapes) -> None:
        self._tree = shapely.STRtree([p.geometry for p in shapes.polygons])
        self._codes = [
            (shapes.claimed.get(n, "")[:2] or natural_earth_code(p), shapes.claimed.get(n, ""))
            for n, p in enumerate(shapes.polygons)
        ]

    def of_points(self, points: list[tuple[float, float]], *, reach: float = 0.0) -> list[tuple[str, str]]:
        """Country and division of each (lat, lon); ("", "") in the open sea. Within `reach` degrees, a coast counts."""
        places = shapely.points(np.array([(lon, lat) for lat, lon in points]))
        answer = [("", "")] * len(points)
        for point, polygon in zip(*self._tree.query(places, predicate="within").tolist(), strict=True):
            answer[point] = self._codes[polygon]
        missing = [n for n, a in enumerate(answer) if not a[0]]
        if reach and missing:
            near = self._tree.query_nearest(places[missing], max_distance=reach, all_matches=False)
            for position, polygon in zip(*near.tolist(), strict=True):
                answer[missing[position]] = self._codes[polygon]
        return answer

    def of_shape(self, shape: BaseGeometry, *, samples: int = 150) -> tuple[str, str]:
        """Country and division where nearly all of the shape's land lies in one of them, else ""."""
        coordinates = shapely.get_coordinates(shape.segmentize(max(0.02, shape.length / samples)))
        step = max(1, len(coordinates) // samples)
        points = [(float(y), float(x)) for x, y in coordinates[::step]]
        if shape.geom_type.endswith("Polygon"):
            points += [(p.y, p.x) for p in (g.representative_point() for g in shapely.get_parts(shape)[:40])]
        found = [f for f in self.of_points(points, reach=0.05) if f[0]]
        if not found:
            return "", ""
        country, most = Counter(f[0] for f in found).most_common(1)[0]
        division, votes = Counter(f[1] for f in found).most_common(1)[0]
        return country if most >= 0.92 * len(found) else "", division if votes >= 0.92 * len(found) else ""
