"""Draw each country as the gazetteer counts it: the union of its divisions' polygons.

Natural Earth draws lands as they are held, GeoNames counts Crimea to Ukraine and
Northern Cyprus to Cyprus. A country's area follows the gazetteer, so that a town
lies in the country that it is listed under; the basemap marks the line as disputed.
"""

from collections import defaultdict
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from sources.countries import natural_earth_code
from sources.division_shapes import DivisionShapes
from sources.natural_earth import layer

__all__ = ["closed", "country_shapes"]

ADDED = {"EH": ("B19", "B28"), "SY": ("B16",)}
"""Contested lands that Natural Earth draws as another's, by its break-away code: Western Sahara, the Golan Heights."""

UNDER = {"SOL": "SO", "CYN": "CY", "CNM": "CY", "WSB": "", "ESB": "", "KAB": "KZ", "USG": "CU"}
"""Countries of lands to which Natural Earth gives no ISO code."""


def country_shapes(sources: Path, shapes: DivisionShapes) -> dict[str, BaseGeometry]:
    """Shape of each country by ISO code, from the 10m divisions, or from the 50m countries where there are none."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for number, polygon in enumerate(shapes.polygons):
        code = (
            shapes.claimed.get(number, "")[:2] or natural_earth_code(polygon) or UNDER.get(polygon.text("adm0_a3"), "")
        )
        if code:
            parts[code].append(polygon.geometry)
    disputed = {f.text("BRK_A3"): f.geometry for f in layer(sources, "ne_10m_admin_0_disputed_areas")}
    for code, names in ADDED.items():
        parts[code] += [disputed[n] for n in names]
    found = {code: closed(shapely.union_all(geometries)) for code, geometries in parts.items()}
    for country in layer(sources, "ne_50m_admin_0_countries"):
        found.setdefault(natural_earth_code(country), country.geometry)
    found.pop("", None)
    return found


def closed(shape: BaseGeometry) -> BaseGeometry:
    """Without the slivers that rounded borders leave inside a union."""
    parts = []
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":
            continue
        holes = [hole for hole in part.interiors if shapely.Polygon(hole).area > 0.0005]
        parts.append(shapely.Polygon(part.exterior, holes))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
