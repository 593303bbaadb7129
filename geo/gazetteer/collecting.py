"""Gather places from any source into arrays, in little memory, and write them as an index file."""

from array import array
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from geo.gazetteer.kinds import KINDS, prominence
from geo.gazetteer.layout import IndexWriter
from geo.gazetteer.namespool import NameSpool
from geo.gazetteer.naming import MAIN, keys_of
from geo.gazetteer.nearness import grid
from geo.gazetteer.sources import SourcePlace
from geo.gazetteer.spelling import reader_name
from geo.records import PlaceKind

__all__ = ["Collector"]

_KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}


class Collector:
    """Takes places with `add`, then writes them all with `write`. Scratch files lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spool = NameSpool(folder)
        self._ids = (folder / "ids").open("wb")
        self._labels = (folder / "labels").open("wb")
        self._label_ends = array("Q", [0])
        self._lat, self._lon, self._radius = array("f"), array("f"), array("f")
        self._population, self._prominence = array("q"), array("f")
        self._kind, self._feature_class = array("B"), array("B")
        self._country, self._area = array("H"), array("I")
        self._admin1, self._admin2 = array("I"), array("I")
        self._countries: dict[str, int] = {"": 0}
        self._country_codes: list[str] = [""]
        self._areas: dict[str, int] = {"": 0}
        self._codes: dict[str, int] = {"": 0}
        self._divisions: dict[tuple[PlaceKind, int], int] = {}

    def __enter__(self) -> Self:
        """The collector itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the scratch files."""
        self._close()

    def _close(self) -> None:
        self._spool.close()
        self._ids.close()
        self._labels.close()

    def add(self, place: SourcePlace) -> int:
        """Take a new place with all its names; the caller sees to it that its id is new. Returns its row."""
        row = len(self._lat)
        self._ids.write(place.place_id.encode() + b"\n")
        label = reader_name(place.name, place.alternates, country=place.country).encode()
        self._labels.write(label)
        self._label_ends.append(self._label_ends[-1] + len(label))
        self._lat.append(place.lat)
        self._lon.append(place.lon)
        self._radius.append(place.radius_km)
        self._population.append(place.population)
        self._prominence.append(prominence(place.kind, place.population, chosen=place.trusted))
        self._kind.append(_KIND_NUMBER[place.kind])
        self._feature_class.append(ord(place.feature_class[:1] or " "))
        self._country.append(self._country_number(place.country))
        self._area.append(self._areas.setdefault(place.area_id, len(self._areas)))
        self._admin1.append(self._codes.setdefault(place.admin1, len(self._codes)))
        self._admin2.append(self._codes.setdefault(place.admin2, len(self._codes)))
        if place.is_division:
            code = {PlaceKind.ADMIN1: self._admin1[row], PlaceKind.ADMIN2: self._admin2[row]}.get(place.kind, 0)
            if code:
                self._divisions.setdefault((place.kind, code), row)
        self._spool.add(row, keys_of(place.name, place.alternates, country=place.country, trusted=place.trusted))
        return row

    def _country_number(self, code: str) -> int:
        number = self._countries.setdefault(code, len(self._countries))
        if number == len(self._country_codes):
            self._country_codes.append(code)
        return number

    def add_names(self, row: int, names: list[str], *, trusted: bool = False) -> None:
        """Take more names for a place that is in already; its main name stays what it was."""
        country = self._country_codes[self._country[row]]
        self._spool.add(row, keys_of("", names, country=country, trusted=trusted))

    def merge(self, row: int, place: SourcePlace) -> None:
        """Take what another source knows of a place that is in already: where it is, its people, its names."""
        self._lat[row], self._lon[row] = place.lat, place.lon
        if place.population > self._population[row]:
            self._population[row] = place.population
            self._prominence[row] = prominence(KINDS[self._kind[row]], place.population)
        keys = keys_of(place.name, place.alternates, country=place.country, trusted=place.trusted)
        self._spool.add(row, {key: flags & ~MAIN for key, flags in keys.items()})

    def write(self, writer: IndexWriter, progress: Callable[[str, float], None]) -> dict[str, Any]:
        """Write all sections; returns facts for the file's table. The collector is used up."""
        self._close()
        weights = np.frombuffer(self._prominence, np.float32) if self._prominence else np.empty(0, np.float32)
        names = self._spool.write(writer, weights, lambda fraction: progress("Indexing names", fraction))
        progress("Indexing places", 0.0)
        self._write_ids(writer)
        progress("Indexing places", 0.5)
        lat, lon = np.array(self._lat, np.float32), np.array(self._lon, np.float32)
        writer.add("lat", lat)
        writer.add("lon", lon)
        writer.add("radius_km", np.array(self._radius, np.float32))
        writer.add("population", np.array(self._population, np.int64))
        writer.add("kind", np.array(self._kind, np.uint8))
        writer.add("feature_class", np.array(self._feature_class, np.uint8))
        writer.add("country", np.array(self._country, np.uint16))
        writer.add("area", np.array(self._area, np.uint32))
        writer.add("admin1", self._division_column(self._admin1, PlaceKind.ADMIN1))
        writer.add("admin2", self._division_column(self._admin2, PlaceKind.ADMIN2))
        writer.add("label_ends", np.array(self._label_ends, np.uint64))
        writer.add_file("labels", self._folder / "labels")
        starts, cells = grid(lat, lon)
        writer.add("grid_starts", starts)
        writer.add("grid_rows", cells)
        progress("Indexing places", 1.0)
        return {
            "places": len(lat),
            "names": names,
            "country_codes": self._country_codes,
            "country_rows": self._country_rows(),
            "area_ids": list(self._areas),
        }

    def _division_column(self, codes: "array[int]", kind: PlaceKind) -> NDArray[np.int32]:
        rows = np.full(len(self._codes), -1, np.int32)
        for (of_kind, code), row in self._divisions.items():
            if of_kind is kind:
                rows[code] = row
        column: NDArray[np.int32] = rows[np.array(codes, np.uint32)]
        return column

    def _country_rows(self) -> list[int]:
        """The row of the place that is each country (most people first), −1 where none is."""
        rows = [-1] * len(self._country_codes)
        country = _KIND_NUMBER[PlaceKind.COUNTRY]
        countries = [row for row, kind in enumerate(self._kind) if kind == country]
        for row in sorted(countries, key=lambda row: -self._population[row]):
            number = self._country[row]
            if number and rows[number] < 0:
                rows[number] = row
        return rows

    def _write_ids(self, writer: IndexWriter) -> None:
        with (self._folder / "ids").open("rb") as file:
            trie = marisa_trie.Trie(line[:-1].decode() for line in file)
        trie.save(str(self._folder / "ids.trie"))
        writer.add_file("ids", self._folder / "ids.trie")
        number_of_row = np.empty(len(self._lat), np.int32)
        with (self._folder / "ids").open("rb") as file:
            for row, line in enumerate(file):
                number_of_row[row] = trie[line[:-1].decode()]
        row_of_number = np.empty_like(number_of_row)
        row_of_number[number_of_row] = np.arange(len(number_of_row), dtype=np.int32)
        writer.add("id_of_row", number_of_row)
        writer.add("row_of_id", row_of_number)
