"""Know a link into the Wayback Machine: which page it is a copy of, and when the copy was made.

The article is the original's; the copy is asked for as it was captured, without the archive's own frame around it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from geo.articles.web.locations import read_location

__all__ = ["Capture", "read_capture"]

_LINK = re.compile(r"/web/(\d{4,14})(?:[a-z]{2}_)?/(.+)", re.IGNORECASE)
_HOSTS = frozenset({"web.archive.org", "www.web.archive.org", "wayback.archive.org"})


@dataclass(frozen=True, slots=True)
class Capture:
    """A copy: of which page, when it was made (UTC), and where it is had as it was captured."""

    original: str
    captured: datetime
    url: str


def read_capture(url: str) -> Capture | None:
    """What a link into the Wayback Machine is a copy of; None where it is no such link."""
    try:
        location = read_location(url)
        found = _LINK.fullmatch(location.target) if location.host in _HOSTS else None
        if found is None:
            return None
        stamp = found[1]
        whole = stamp + "00000101000000"[len(stamp) :]
        captured = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        given = re.sub(r"^(https?):/+", r"\1://", found[2], flags=re.IGNORECASE)
        original = read_location(given if "://" in given[:8] else f"http://{given}")
    except ValueError:
        return None
    return Capture(original.url, captured, f"{location.root}/web/{stamp}id_/{original.url}")
