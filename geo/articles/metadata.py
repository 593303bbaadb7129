"""Tidy an article's title, address, publisher and date as they were given.

What can't be understood is left out and named; nothing is invented: a date that is
not known stays None.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

__all__ = ["Metadata", "headline_of", "parse_published", "read_metadata", "split_leading_url", "tidy"]

_MAX_TITLE = 500
_MAX_SOURCE = 200
_MAX_URL = 2_000
_HEADLINE = 160
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?|\d{8}(?:T.*)?", re.DOTALL)
_LEADING_URL = re.compile(r"\s*(https?://[^\s<>\"]+)[ \t]*(?:\r\n|\r|\n|\Z)\s*", re.IGNORECASE)

Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text; "" or None where it is not."""

    title: str = ""
    url: str = ""
    source: str = ""
    published: date | None = None


def read_metadata(fields: Mapping[str, object], *, warn: Warn) -> Metadata:
    """Tidy `title`, `url`, `source` and `published`; `warn` gets a clause for each that can't be used.

    The publisher defaults to the host of the address, without `www.`.
    """
    url = _url(_text(fields, "url", warn), warn)
    source = tidy(_text(fields, "source", warn), limit=_MAX_SOURCE) or _host(url)
    given = _text(fields, "published", warn)
    published = parse_published(given)
    if given and published is None:
        warn(f'"published" is not a date ("{tidy(given, limit=40)}"); write it as 2026-11-22')
    return Metadata(tidy(_text(fields, "title", warn), limit=_MAX_TITLE), url, source, published)


def parse_published(given: str) -> date | None:
    """The day (UTC) of an ISO 8601 date or time, or of an RFC 2822 one as feeds write it; None where it is neither."""
    given = given.strip()
    moment: datetime | None = None
    try:
        if _ISO.fullmatch(given):
            moment = datetime.fromisoformat(given)
        elif 10 <= len(given) <= 60:
            moment = parsedate_to_datetime(given)
        if moment is not None and moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment.date() if moment is not None else None


def tidy(text: str, *, limit: int) -> str:
    """One line of text: no control characters, single spaces, at most `limit` characters."""
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} else c for c in text[: limit * 4])
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def headline_of(text: str) -> str:
    """The first line, where it looks like a headline: short, no full stop, then a blank line and the text."""
    lines = text[:4000].lstrip().splitlines()
    if len(lines) < 3 or lines[1].strip():
        return ""
    first = lines[0].strip()
    if not 3 <= len(first) <= _HEADLINE or first[-1] in ".,;:…" or not any(c.isalpha() for c in first):
        return ""
    return tidy(first, limit=_MAX_TITLE) if any(line.strip() for line in lines[2:]) else ""


def split_leading_url(text: str) -> tuple[str, str]:
    """The web address that stands alone on the first line, or "", and the text below it."""
    found = _LEADING_URL.match(text[: _MAX_URL + 200])
    if found is None or not _is_web(found[1]):
        return "", text
    return found[1], text[found.end() :]


def _text(fields: Mapping[str, object], key: str, warn: Warn) -> str:
    value = fields.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        warn(f'"{key}" is not text')
        return ""
    return value


def _url(given: str, warn: Warn) -> str:
    url = given.strip()
    if not url:
        return ""
    if len(url) > _MAX_URL or any(c.isspace() or unicodedata.category(c) in {"Cc", "Cs"} for c in url):
        warn('"url" is not a web address')
        return ""
    if not _is_web(url):
        warn(f'"url" is not a web address (http or https): "{tidy(url, limit=60)}"')
        return ""
    return url


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
