"""Say what an online geocoder's memory must offer; `geo.store.Store` does."""

from datetime import datetime
from typing import Protocol

__all__ = ["CachedAnswer", "GeocodeCache"]


class CachedAnswer(Protocol):
    """What a provider answered: `payload` is JSON, or None where it knew no such place; `asked_at` in UTC."""

    @property
    def payload(self) -> str | None:
        """The answer as JSON, or None for a miss."""
        ...

    @property
    def asked_at(self) -> datetime:
        """When it was asked, in UTC."""
        ...


class GeocodeCache(Protocol):
    """A memory of answers and misses, by provider and query."""

    def cached_geocode(self, provider: str, query: str) -> CachedAnswer | None:
        """What was answered, or None where it was never asked."""
        ...

    def cache_geocode(self, provider: str, query: str, *, payload: str | None) -> CachedAnswer:
        """Keep an answer (JSON) or a miss (None)."""
        ...
