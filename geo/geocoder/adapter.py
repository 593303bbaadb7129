"""Connect to nothing, or to one server with care: the HTTP clients that geopy is given."""

from typing import Any

from geopy.adapters import BaseSyncAdapter, URLLibAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError

__all__ = ["NoConnection", "OneAttempt"]

_MOST_BYTES = 2_000_000
"""Nominatim's five places take some 10 kB; what is longer is no answer."""


class NoConnection(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """An adapter that refuses every request: no code path can reach the network by mistake."""

    def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:
        """Refuse."""
        raise GeocoderServiceError("this geocoder opens no connection")

    get_text = get_json


class OneAttempt(URLLibAdapter):  # type: ignore[misc]  # geopy has no types
    """An adapter that tries once: geopy's default one repeats requests by itself, faster than they may come."""

    def _decode_page(self, page: Any) -> str:
        with page:
            data: bytes = page.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise GeocoderParseError("the answer is too long")
        return data.decode("utf-8")
