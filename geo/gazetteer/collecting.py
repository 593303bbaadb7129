"""Gather places from any source into arrays, in little memory, and write them as an index file.

Names go to a scratch file as they come, and only a 64-bit hash of each stays in memory, so that GeoNames' whole 13
million places pass through a few gigabytes. Two names of one hash (one chance in 40,000 for all of
GeoNames) would lose one of them.
"""

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from geo.gazetteer.kinds import KINDS, MAIN_FACTOR, prominence
from geo.gazetteer.layout import IndexWriter
from geo.gazetteer.naming import CODE, MAIN, ROMANISED, keys_of
from geo.gazetteer.nearness import grid
from geo.gazetteer.sources import SourcePlace
from geo.records import PlaceKind

__all__ = ["Collector"]

_KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}


class Collector:
    """Takes places with `add`, then writes them all with `write`. Scratch files lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = (folder / "names").open("wb")
        self._ids = (folder / "ids").open("wb")
        self._labels = (folder / "labels").open("wb")
        self._label_ends = array("Q", [0])
        self._lat, self._lon, self._radius = array("f"), array("f"), array("f")
        self._population, self._prominence = array("q"), array("f")
        self._kind, self._feature_class = array("B"), array("B")
        self._country, self._area = array("H"), array("I")
        self._admin1, self._admin2 = array("I"), array("I")
        self._countries: dict[str, int] = {"": 0}
        self._areas: dict[str, int] = {"": 0}
        self._codes: dict[str, int] = {"": 0}
        self._admin_rows: dict[tuple[PlaceKind, int], int] = {}
        self._key_hash, self._key_row, self._key_flags = array("q"), array("i"), array("B")

    def add(self, place: SourcePlace) -> int:
        """Take a new place with all its names; the caller sees to it that its id is new. Returns its row."""
        row = len(self._lat)
        self._ids.write(place.place_id.encode() + b"\n")
        label = place.name.encode()
        self._labels.write(label)
        self._label_ends.append(self._label_ends[-1] + len(label))
        self._lat.append(place.lat)
        self._lon.append(place.lon)
        self._radius.append(place.radius_km)
        self._population.append(place.population)
        self._prominence.append(prominence(place.kind, place.population))
        self._kind.append(_KIND_NUMBER[place.kind])
        self._feature_class.append(ord(place.feature_class[:1] or " "))
        self._country.append(self._countries.setdefault(place.country, len(self._countries)))
        self._area.append(self._areas.setdefault(place.area_id, len(self._areas)))
        admin1 = self._codes.setdefault(place.admin1, len(self._codes))
        admin2 = self._codes.setdefault(place.admin2, len(self._codes))
        self._admin1.append(admin1)
        self._admin2.append(admin2)
        self._note_admin(place.kind, admin1, admin2, row)
        self.add_names(row, place)
        return row

    def _note_admin(self, kind: PlaceKind, admin1: int, admin2: int, row: int) -> None:
        code = admin1 if kind is PlaceKind.ADMIN1 else admin2 if kind is PlaceKind.ADMIN2 else 0
        if code:
            self._admin_rows.setdefault((kind, code), row)

    def add_names(self, row: int, place: SourcePlace, *, others_only: bool = False) -> None:
        """Take more names for a place that is in already; `others_only`: its main name stays what it was."""
        name, alternates = (
            (place.alternates[0], place.alternates[1:]) if others_only else (place.name, place.alternates)
        )
        keys = keys_of(name, alternates, country=place.country, trusted=place.trusted)
        for key, flags in keys.items():
            self._names.write(key.encode() + b"\n")
            self._key_hash.append(hash(key))
            self._key_row.append(row)
            self._key_flags.append(flags & ~MAIN if others_only else flags)

    def merge(self, row: int, place: SourcePlace) -> None:
        """Take what another source knows of a place that is in already: where it is, its people, its names."""
        self._lat[row], self._lon[row] = place.lat, place.lon
        if place.population > self._population[row]:
            self._population[row] = place.population
            self._prominence[row] = prominence(KINDS[self._kind[row]], place.population)
        self.add_names(row, place)

    def write(self, writer: IndexWriter, progress: Callable[[str, float], None]) -> dict[str, Any]:
        """Write all sections; returns facts for the file's table. The collector is used up."""
        for file in (self._names, self._ids, self._labels):
            file.close()
        progress("Indexing names", 0.0)
        names = self._write_names(writer, progress)
        progress("Indexing places", 0.0)
        self._write_ids(writer)
        lat, lon = np.array(self._lat, np.float32), np.array(self._lon, np.float32)
        writer.add("lat", lat)
        writer.add("lon", lon)
        writer.add("radius_km", np.array(self._radius, np.float32))
        writer.add("population", np.array(self._population, np.int64))
        writer.add("kind", np.array(self._kind, np.uint8))
        writer.add("feature_class", np.array(self._feature_class, np.uint8))
        writer.add("country", np.array(self._country, np.uint16))
        writer.add("area", np.array(self._area, np.uint32))
        writer.add("admin1", self._admin_column(self._admin1, PlaceKind.ADMIN1))
        writer.add("admin2", self._admin_column(self._admin2, PlaceKind.ADMIN2))
        writer.add("label_ends", np.array(self._label_ends, np.uint64))
        writer.add_file("labels", self._folder / "labels")
        starts, cells = grid(lat, lon)
        writer.add("grid_starts", starts)
        writer.add("grid_rows", cells)
        progress("Indexing places", 1.0)
        return {
            "places": len(lat),
            "names": names,
            "country_codes": list(self._countries),
            "country_rows": self._country_rows(),
            "area_ids": list(self._areas),
        }

    def _admin_column(self, codes: "array[int]", kind: PlaceKind) -> NDArray[np.int32]:
        rows = np.full(len(self._codes), -1, np.int32)
        for (of_kind, code), row in self._admin_rows.items():
            if of_kind is kind:
                rows[code] = row
        column: NDArray[np.int32] = rows[np.frombuffer(codes, np.uint32)] if codes else np.empty(0, np.int32)
        return column

    def _country_rows(self) -> list[int]:
        """The row of the place that is each country (most people first), −1 where none is."""
        rows = [-1] * len(self._countries)
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

    def _write_names(self, writer: IndexWriter, progress: Callable[[str, float], None]) -> int:
        hashes = np.frombuffer(self._key_hash, np.int64) if self._key_hash else np.empty(0, np.int64)
        unique, first, name_of_entry = np.unique(hashes, return_index=True, return_inverse=True)
        count = len(unique)
        del unique, hashes
        self._key_hash = array("q")
        flags = np.frombuffer(self._key_flags, np.uint8) if self._key_flags else np.empty(0, np.uint8)
        plain = np.zeros(count, np.bool_)
        plain[name_of_entry[flags & (CODE | ROMANISED) == 0]] = True
        genuine = np.zeros(count, np.bool_)
        genuine[name_of_entry[flags & ROMANISED == 0]] = True
        is_first = np.zeros(len(name_of_entry), np.bool_)
        is_first[first] = True
        number = np.empty(count, np.int64)
        offset = 0
        for section, wanted in (("names", plain), ("codes", ~plain)):
            chosen = is_first & wanted[name_of_entry]
            trie = marisa_trie.Trie(self._keys(chosen))
            for entry, key in zip(np.flatnonzero(chosen).tolist(), self._keys(chosen), strict=True):
                number[name_of_entry[entry]] = offset + trie[key]
            offset += len(trie)
            trie.save(str(self._folder / f"{section}.trie"))
            writer.add_file(section, self._folder / f"{section}.trie")
            progress("Indexing names", 0.7 if section == "names" else 0.9)
        keep = np.flatnonzero((flags & ROMANISED == 0) | ~genuine[name_of_entry])
        ids = number[name_of_entry[keep]]
        rows = np.frombuffer(self._key_row, np.int32)[keep] if len(keep) else np.empty(0, np.int32)
        flags = flags[keep]
        weight = np.frombuffer(self._prominence, np.float32)[rows] if len(keep) else np.empty(0, np.float32)
        weight = weight * np.where(flags & MAIN, np.float32(MAIN_FACTOR), np.float32(1))
        order = np.lexsort((rows, -weight, ids))
        ids, rows, flags = ids[order], rows[order], flags[order]
        if len(rows):  # one entry for each name and place, though a place may have come from two sources
            pairs = np.lexsort((flags & MAIN ^ MAIN, rows, ids))
            again = np.zeros(len(rows), np.bool_)
            again[pairs[1:]] = (ids[pairs[1:]] == ids[pairs[:-1]]) & (rows[pairs[1:]] == rows[pairs[:-1]])
            ids, rows, flags = ids[~again], rows[~again], flags[~again]
        writer.add("name_starts", np.concatenate(([0], np.cumsum(np.bincount(ids, minlength=count)))).astype(np.uint32))
        writer.add("name_rows", rows)
        writer.add("name_flags", flags)
        return count

    def _keys(self, chosen: NDArray[np.bool_]) -> Iterator[str]:
        with (self._folder / "names").open("rb") as file:
            for wanted, line in zip(chosen.tolist() if len(chosen) < 1 << 22 else map(bool, chosen), file, strict=True):
                if wanted:
                    yield line[:-1].decode()
