"""Read the days that tables hold, in the many ways in which people write them; none is invented."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from geo.articles.metadata import parse_published

__all__ = ["day_first", "looks_like_day", "parse_day"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T,].*)?", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[ T,].*)?", re.DOTALL)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([A-Za-z]{3,9})\.?[ -](?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})(?:[ ,].*)?"
)


def parse_day(value: object, *, first: bool | None) -> date | None:
    """The day of a cell, or None where it holds none, or one that can't be told from another ("03/04/2025").

    `first` says whether 03/04/2025 begins with the day: see `day_first`.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    given = str(value).strip()[:80]
    try:
        if found := _PACKED.fullmatch(given):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _YEAR_FIRST.fullmatch(given):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.fullmatch(given):
            return _numbered(int(found[1]), int(found[3]), int(found[4]), first=True if found[2] == "." else first)
        if (found := _NAMED.fullmatch(given)) and found[2][:3].lower() in _MONTHS and (found[1] or found[3]):
            return date(int(found[4]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1] or found[3]))
    except ValueError:
        return None
    return parse_published(given)


def day_first(values: Iterable[object]) -> bool | None:
    """Whether a column that holds days such as 25/12/2025 puts the day first; None where no row tells."""
    found = [match for value in values if (match := _NUMBERS.fullmatch(str(value).strip()[:80]))]
    if any(int(match[1]) > 12 for match in found):
        return True
    return False if any(int(match[3]) > 12 for match in found) else None


def looks_like_day(value: object) -> bool:
    """Whether a cell may hold a day; a bare number is none but for 20251225."""
    if isinstance(value, date):
        return True
    given = str(value).strip()
    if re.fullmatch(r"\d+", given) and not re.fullmatch(r"(19|20)\d{6}(\d{6})?", given):
        return False
    return (
        len(given) < 60
        and any(c.isdigit() for c in given)
        and (parse_day(given, first=True) is not None or parse_day(given, first=False) is not None)
    )


def _numbered(one: int, two: int, year: int, *, first: bool | None) -> date | None:
    if first is None and one <= 12 and two <= 12 and one != two:
        return None
    day_is_first = first if first is not None else one > 12
    return date(year, two, one) if day_is_first else date(year, one, two)
