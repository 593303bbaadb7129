"""Say how areas are drawn: which ones, how dark, with which outline. Countries, provinces, seas; never a pin."""

import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from geo.records import Bounds, PlaceKind
from geo.view.framing import PALE_BELOW
from geo.view.outlines import Outline
from geo.view.words import spoken

__all__ = ["shaded"]

_MOST_AREAS = 200
_WIDE_KM = 700.0
_DEPTHS = {"country": (0.04, 0.2), "wide": (0.01, 0.05), "vicinity": (0.05, 0.12)}


def shaded(
    areas: pd.DataFrame,
    *,
    near: Bounds,
    selected: str,
    literal: frozenset[str] | None,
    outline: Callable[[str], Outline | None],
) -> list[dict[str, object]]:
    """The areas (rows of `Reports.by_place`) that reach into `near`, the widest first: smaller ones lie on top.

    `selected` is a place_id or ""; `literal` the places that are more than an actor's name, None for all.
    """
    most = max(int(areas["reports"].max()), 10) if len(areas) else 10
    out: list[tuple[float, dict[str, object]]] = []
    shown = _within(areas, near, selected, outline)
    for row, found in zip(areas.iloc[[at for at, _ in shown]].to_dict("records"), (o for _, o in shown), strict=True):
        place_id = str(row["place_id"])
        radius = max(float(row["radius_km"]), 1.0)
        area: dict[str, object] = {
            "depth": _depth(int(row["reports"]) / most, row["kind"], radius, outlined=found is not None),
            "look": _look(row["kind"], radius),
            "lat": round(float(row["lat"]), 4),
            "lon": round(float(row["lon"]), 4),
            "r": round(radius, 1),
            "says": spoken(row),
            "act": {"do": "place", "id": place_id},
        }
        if found:
            area["shape"] = found.address
        looks = {
            "pale": bool(row["score"] < PALE_BELOW),
            "assoc": literal is not None and place_id not in literal,
            "on": place_id == selected,
        }
        out.append((radius, area | {look: True for look, on in looks.items() if on}))
    return [area for _, area in sorted(out, key=lambda pair: -pair[0])]


def _within(
    areas: pd.DataFrame, near: Bounds, selected: str, outline: Callable[[str], Outline | None]
) -> list[tuple[int, Outline | None]]:
    """The positions of the areas that reach into `near`, the most reported first, with their outlines; and of the
    selected one. Only the columns that decide are read: of thousands of areas a view has a few."""
    columns = (areas[name].tolist() for name in ("place_id", "area_id", "lat", "lon", "radius_km"))
    found: list[tuple[int, Outline | None]] = []
    for at, (place_id, area_id, lat, lon, radius) in enumerate(zip(*columns, strict=True)):
        shape = outline(area_id) if area_id else None
        if place_id == selected or _meet(shape.bounds if shape else _around(lat, lon, radius), near):
            found.append((at, shape))
            if len(found) >= _MOST_AREAS:
                break
    return found


def _look(kind: str, radius: float) -> str:
    """How an area is drawn: a river as a line, a country without an edge, what spans countries as a breath.

    What is only described ("50 miles south of Latakia") is a dashed circle, of whatever width.
    """
    if kind == str(PlaceKind.VICINITY):
        return "vicinity"
    if kind == str(PlaceKind.RIVER):
        return "line"
    if kind == str(PlaceKind.COUNTRY):
        return "country"
    return "wide" if radius > _WIDE_KM else "shade"


def _depth(share: float, kind: str, radius: float, *, outlined: bool) -> float:
    """How dark an area is, 0…1: by the root of its share, and fainter the wider it is or the less its edge is known."""
    look = _look(kind, radius)
    faintest, darkest = _DEPTHS.get(look, (0.12, 0.34))
    if look == "shade":
        thin = np.interp(radius, (150.0, _WIDE_KM), (1.0, 0.3)) * (1.0 if outlined else 0.5)
        faintest, darkest = faintest * thin, darkest * thin
    return round(float(faintest + (darkest - faintest) * np.sqrt(share)), 3)


def _around(lat: float, lon: float, radius_km: float) -> Bounds:
    reach = max(radius_km, 5.0) / 111.2
    wide = min(reach / max(math.cos(math.radians(lat)), 0.1), 180.0)
    return Bounds(lat - reach, lon - wide, lat + reach, lon + wide)


def _meet(a: Bounds, b: Bounds) -> bool:
    """Whether two boxes share ground, also across the 180th meridian."""
    if a.south > b.north or b.south > a.north:
        return False
    a_span, b_span = (
        a.east - a.west + (360 if a.east < a.west else 0),
        b.east - b.west + (360 if b.east < b.west else 0),
    )
    return (b.west - a.west) % 360 <= a_span or (a.west - b.west) % 360 <= b_span
