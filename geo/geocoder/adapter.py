"""Connect to nothing: what the geocoders that need no network are made with."""

from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderServiceError

__all__ = ["NoConnection"]


class NoConnection(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """An adapter that refuses every request: no code path can reach the network by mistake."""

    def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:
        """Refuse."""
        raise GeocoderServiceError("this geocoder opens no connection")

    get_text = get_json
