"""Write down what few articles have, their pages and the places that came with them, and read it back."""

import json
from collections.abc import Sequence
from dataclasses import astuple

from geo.records import GivenPlace, PlaceKind

__all__ = ["read_given", "read_pages", "write_given", "write_pages"]


def write_pages(pages: Sequence[int]) -> str:
    """Give the offsets of pages as a JSON array, "" for none."""
    return json.dumps(list(pages), separators=(",", ":")) if pages else ""


def read_pages(written: str) -> tuple[int, ...]:
    """Give what `write_pages` wrote."""
    return tuple(json.loads(written)) if written else ()


def write_given(given: Sequence[GivenPlace]) -> str:
    """Give places as a JSON array of arrays, in the order of their fields, "" for none."""
    return json.dumps([astuple(place) for place in given], separators=(",", ":"), ensure_ascii=False) if given else ""


def read_given(written: str) -> tuple[GivenPlace, ...]:
    """Give what `write_given` wrote."""
    if not written:
        return ()
    return tuple(
        GivenPlace(name, lat, lon, start, end, PlaceKind(kind), country, admin1, radius_km)
        for name, lat, lon, start, end, kind, country, admin1, radius_km in json.loads(written)
    )
