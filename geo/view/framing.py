"""Choose where the map looks: so that what is reported is in sight. Pure."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.records import AREA_KINDS, Bounds, PlaceKind
from geo.view.clustering import mercator, unproject
from geo.view.link import Box, Position

__all__ = ["PALE_BELOW", "Frame", "box_of", "frame_of", "guess_bounds", "place_frame"]

_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.SEA, PlaceKind.REGION})
_KM_PER_DEGREE = 111.2

_WORLD = Box(-50.0, -125.0, 68.0, 155.0)

PALE_BELOW = 0.5
"""Places whose best score is lower are uncertain: drawn lighter, and not framed."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box to be in sight, and the closest zoom that it may be shown at."""

    box: Box
    closest: int = 8


def frame_of(places: pd.DataFrame) -> Frame | None:
    """The frame of a table of places (`Reports.by_place`), or None where it is empty.

    Countries and seas count only where nothing narrower is reported, and uncertain places only where nothing
    is certain: one mention of Russia must not shrink a story about Latakia to a dot. Of many places, the outermost
    hundredth by reports is left out.
    """
    if places.empty:
        return None
    sure = places[places["score"] >= PALE_BELOW] if "score" in places else places
    likely = sure if not sure.empty else places
    narrow = likely[~likely["kind"].isin([str(k) for k in _WIDE])]
    chosen = narrow if not narrow.empty else likely
    return Frame(box_of(chosen))


def box_of(places: pd.DataFrame) -> Box:
    """The box of places with their extent (areas by radius); the outermost hundredth is left out where there are many.

    Where the places lie around the 180th meridian, the box runs past 180 degrees east rather than round the world.
    """
    lat = places["lat"].to_numpy(dtype=float)
    lon = places["lon"].to_numpy(dtype=float)
    weight = np.maximum(places["reports"].to_numpy(dtype=float), 1) if "reports" in places else np.ones(len(lat))
    is_area = places["kind"].isin([str(k) for k in AREA_KINDS]).to_numpy()
    reach = np.where(is_area, np.minimum(places["radius_km"].to_numpy(dtype=float), 900) * 0.7, 0.0) / _KM_PER_DEGREE
    lon = _unrolled(lon)
    if lon.max() - lon.min() > 200:
        lon = (places["lon"].to_numpy(dtype=float) + 180) % 360 - 180
    wide = reach / np.maximum(np.cos(np.radians(np.clip(lat, -80, 80))), 0.2)
    south, north = _core(lat - reach, weight, low=True), _core(lat + reach, weight, low=False)
    west, east = _core(lon - wide, weight, low=True), _core(lon + wide, weight, low=False)
    if east - west > 200:
        return _WORLD
    return Box(round(max(south, -84), 4), round(west, 4), round(min(north, 84), 4), round(min(east, west + 360), 4))


def place_frame(lat: float, lon: float, radius_km: float, *, is_area: bool) -> Frame:
    """The frame of one place: an area with its extent, a spot with its surroundings."""
    reach = min(max(radius_km, 20.0) * 1.1 if is_area else 60.0, 2500.0) / _KM_PER_DEGREE
    wide = min(reach / max(float(np.cos(np.radians(lat))), 0.2), 170.0)
    south, north = max(lat - reach, -84.0), min(lat + reach, 84.0)
    return Frame(Box(round(south, 4), round(lon - wide, 4), round(north, 4), round(lon + wide, 4)))


def guess_bounds(
    frame: Frame | None, position: Position | None, *, width: int = 900, height: int = 700
) -> tuple[Bounds, int]:
    """What a map of `width` × `height` pixels will show, before the browser has said so: bounds and zoom."""
    if position is None and frame is None:
        return Bounds(-80, -180, 84, 180), 2
    if position is not None:
        x, y = mercator(np.array([position.lat]), np.array([position.lon]))
        zoom = position.zoom
        middle_x, middle_y = float(x[0]), float(y[0])
    else:
        assert frame is not None
        b = frame.box
        x, y = mercator(np.array([b.south, b.north]), np.array([0.0, 0.0]))
        span_x, span_y = max((b.east - b.west) / 360, 1e-9), max(abs(float(y[0] - y[1])), 1e-9)
        fits = np.log2(min((width - 96) / 256 / span_x, (height - 96) / 256 / span_y))
        zoom = int(np.clip(np.floor(fits), 1, frame.closest))
        middle_x, middle_y = ((b.west + b.east) / 2 + 180) / 360, float(y.mean())
    half_x, half_y = width / 256 / 2**zoom / 2, height / 256 / 2**zoom / 2
    lat, lon = unproject(
        np.array([middle_x - half_x, middle_x + half_x]),
        np.clip(np.array([middle_y + half_y, middle_y - half_y]), 0, 1),
    )
    return Bounds(float(lat[0]), float(lon[0]), float(lat[1]), float(lon[1])), zoom


def _unrolled(lon: np.ndarray) -> np.ndarray:
    """Longitudes on the side where they lie closest together: −179 beside 179 becomes 181."""
    order = np.sort(np.mod(lon, 360.0))
    gaps = np.diff(np.concatenate([order, order[:1] + 360.0]))
    start = order[(int(np.argmax(gaps)) + 1) % len(order)]
    rolled = np.mod(lon - start, 360.0) + start
    middle = float(rolled.mean())
    return np.asarray(rolled - 360.0 * np.floor((middle + 180.0) / 360.0))


def _core(values: np.ndarray, weight: np.ndarray, *, low: bool) -> float:
    if len(values) < 50:
        return float(values.min() if low else values.max())
    order = np.argsort(values)
    share = np.cumsum(weight[order]) / weight.sum()
    at = np.searchsorted(share, 0.01 if low else 0.99)
    return float(values[order][min(int(at), len(values) - 1)])
