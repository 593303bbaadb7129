"""Remember what an online geocoder answered, misses included, so that it is asked once."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from geo.store.schema import geocodes

__all__ = ["CachedGeocode", "keep_geocode", "read_geocode"]


@dataclass(frozen=True, slots=True)
class CachedGeocode:
    """An answer: `payload` is JSON as it came, or None where the provider knew nothing; `asked_at` is in UTC."""

    provider: str
    query: str
    payload: str | None
    asked_at: datetime


def read_geocode(connection: Connection, provider: str, query: str) -> CachedGeocode | None:
    """Give what was answered, or None where it was never asked."""
    wanted = select(geocodes).where(geocodes.c.provider == provider, geocodes.c.query == query)
    row = connection.execute(wanted).first()
    if row is None:
        return None
    return CachedGeocode(row.provider, row.query, row.payload, row.asked_at.replace(tzinfo=UTC))


def keep_geocode(connection: Connection, answer: CachedGeocode) -> None:
    """Keep an answer; replaces an older one to the same question."""
    same = (geocodes.c.provider == answer.provider, geocodes.c.query == answer.query)
    connection.execute(delete(geocodes).where(*same))
    asked_at = answer.asked_at.astimezone(UTC).replace(tzinfo=None)
    row = {"provider": answer.provider, "query": answer.query, "payload": answer.payload, "asked_at": asked_at}
    connection.execute(insert(geocodes), row)
