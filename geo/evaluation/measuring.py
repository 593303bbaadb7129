"""Tell how far apart two points on the globe are, and sum up many such errors in one number."""

import math
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["HALF_EARTH_KM", "NEAR_KM", "area_under_log_error", "distance_km"]

NEAR_KM = 161.0
"""100 miles: the field's usual threshold."""
HALF_EARTH_KM = 20038.0
"""The largest error there can be, as Gritta et al. (2018) take it."""


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance between two points, by the haversine formula on a sphere of 6371.0088 km."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


def area_under_log_error(errors_km: Sequence[float]) -> float:
    """The area under the sorted log errors, scaled to 0…1 (0 is best), by the trapezium rule; NaN for no errors."""
    if not errors_km:
        return math.nan
    logs = sorted(math.log(1 + e) / math.log(1 + HALF_EARTH_KM) for e in errors_km)
    if len(logs) == 1:
        return logs[0]
    return sum((a + b) / 2 for a, b in pairwise(logs)) / (len(logs) - 1)
