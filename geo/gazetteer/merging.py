"""Bring the sources together, so that a place that several of them know is one entry."""

from array import array
from collections.abc import Iterable

from geo.gazetteer.collecting import Collector
from geo.gazetteer.dumps import Dumps
from geo.gazetteer.sources import SourcePlace

__all__ = ["collect", "collect_dumps"]


def collect(
    collector: Collector,
    towns: Iterable[SourcePlace],
    supplement: Iterable[SourcePlace],
    curated: Iterable[SourcePlace],
) -> None:
    """Give the collector all places: the supplement's first, then towns, then what was added by hand.

    A town that is in the supplement too adds its names, its point and its people to that entry, whose kind and
    extent stay; a curated place that is in already only adds names.
    """
    by_hand = list(curated)
    rows = _take(collector, supplement)
    awaited = {place.place_id for place in by_hand}
    for place in towns:
        row = rows.get(place.place_id)
        if row is not None:
            collector.merge(row, place)
        else:
            row = collector.add(place)
            if place.place_id in awaited:
                rows[place.place_id] = row
    _add_by_hand(collector, by_hand, rows)


def collect_dumps(
    collector: Collector, dumps: Dumps, supplement: Iterable[SourcePlace], curated: Iterable[SourcePlace]
) -> None:
    """As `collect`, with GeoNames dumps in the towns' place; a place that comes twice counts once."""
    by_hand = list(curated)
    rows = _take(collector, supplement)
    row_of_number = array("i")
    for place_id, row in rows.items():
        own_number = _geonames_number(place_id)
        if own_number is not None:
            _note(row_of_number, own_number, row)
    merged: set[int] = set()
    for number, place in dumps.places():
        row = row_of_number[number] if number < len(row_of_number) else -1
        if row < 0:
            _note(row_of_number, number, collector.add(place))
        elif row < len(rows) and row not in merged:
            collector.merge(row, place)
            merged.add(row)
    for number, name in dumps.names():
        row = row_of_number[number] if number < len(row_of_number) else -1
        if row >= 0:
            collector.add_names(row, [name])
    for place in by_hand:
        own_number = _geonames_number(place.place_id)
        if own_number is not None and own_number < len(row_of_number) and row_of_number[own_number] >= 0:
            rows[place.place_id] = row_of_number[own_number]
    _add_by_hand(collector, by_hand, rows)


def _take(collector: Collector, places: Iterable[SourcePlace]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for place in places:
        if place.place_id not in rows:
            rows[place.place_id] = collector.add(place)
    return rows


def _add_by_hand(collector: Collector, places: list[SourcePlace], rows: dict[str, int]) -> None:
    for place in places:
        row = rows.get(place.place_id)
        if row is None:
            rows[place.place_id] = collector.add(place)
        else:
            collector.add_names(row, place.alternates, trusted=place.trusted)


def _geonames_number(place_id: str) -> int | None:
    prefix, _, digits = place_id.partition(":")
    return int(digits) if prefix == "geonames" and digits.isdecimal() else None


def _note(row_of_number: "array[int]", number: int, row: int) -> None:
    if number >= len(row_of_number):
        row_of_number.extend(array("i", [-1]) * (number + 4097 - len(row_of_number)))
    row_of_number[number] = row
