"""Read GeoNames' own dump files, a line at a time, so that all 13 million places fit.

`cities*.txt`, `XX.txt` and `allCountries.txt` hold places (19 columns), `alternateNamesV2.txt` more names
(10 columns), each as it is or in a .zip or .gz. Format: https://download.geonames.org/export/dump/readme.txt
A line that can't be read is counted and passed over; a file of which none can be read is an error.
"""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import IO, BinaryIO, cast

from geo.errors import GazetteerError
from geo.gazetteer.kinds import kind_of_feature
from geo.gazetteer.sources import SourcePlace

__all__ = ["Dumps", "Skipped"]

_SOURCE = "download one from https://download.geonames.org/export/dump/ and name it again"
_PLACE_COLUMNS = 19
_NAME_COLUMNS = (8, 10)
_LONGEST_LINE = 1 << 20
_TRIED_LINES = 1000
_LARGEST_NUMBER = 1 << 26  # GeoNames has reached 13 million; the place of each is kept in an array this long at most
_NOT_DATA = ("readme", "iso-languagecodes")
_NOT_NAMES = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny", "fr_1793"})
_DIVISIONS = frozenset({"ADM1", "ADM2"})


class _Holds(Enum):
    PLACES = "places"
    NAMES = "names"


@dataclass(slots=True)
class Skipped:
    """Lines that could not be read: how many, and the first few with where and why."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def note(self, where: str, number: int, why: str) -> None:
        """Count one."""
        self.count += 1
        if len(self.examples) < 5:
            self.examples.append(f"{where}, line {number}: {why}")


class Dumps:
    """GeoNames dump files, looked into on opening: raises GazetteerError where one is none.

    `progress(fraction)` is called now and then while places and names are read.
    """

    def __init__(self, paths: Sequence[Path], *, progress: Callable[[float], None] | None = None) -> None:
        self.skipped = Skipped()
        self._progress = progress or (lambda fraction: None)
        self._holds = [(path, _look_into(path)) for path in paths]
        self._bytes = sum(path.stat().st_size for path in paths)
        self._read = 0
        if not any(holds is _Holds.PLACES for _, holds in self._holds):
            raise GazetteerError("These dump files hold names only: name a file of places too, such as cities500.zip.")

    def places(self) -> Iterator[tuple[int, SourcePlace]]:
        """Each place with its GeoNames number, in the files' order; a number may come again in another file."""
        for path in self._files(_Holds.PLACES):
            for number, line in self._lines(path):
                try:
                    yield _place(line)
                except ValueError as error:
                    self.skipped.note(path.name, number, str(error))

    def names(self) -> Iterator[tuple[int, str]]:
        """Each further name with the GeoNames number of its place; codes and links are left out."""
        for path in self._files(_Holds.NAMES):
            for number, line in self._lines(path):
                try:
                    geoname_id, language, name = _name(line)
                except ValueError as error:
                    self.skipped.note(path.name, number, str(error))
                else:
                    if language not in _NOT_NAMES:
                        yield geoname_id, name

    def _files(self, wanted: _Holds) -> Iterator[Path]:
        return (path for path, holds in self._holds if holds is wanted)

    def _lines(self, path: Path) -> Iterator[tuple[int, bytes]]:
        number = 0
        with _streams(path) as streams:
            for raw, stream in streams:
                before = self._read
                while line := stream.readline(_LONGEST_LINE):
                    number += 1
                    if number % 20_000 == 0:
                        self._read = before + raw.tell()
                        self._progress(min(self._read / max(self._bytes, 1), 1.0))
                    if line.strip() and not line.startswith(b"#"):
                        yield number, line.rstrip(b"\r\n")
                self._read = before + raw.tell()


@contextmanager
def _streams(path: Path) -> Iterator[Iterator[tuple[BinaryIO, IO[bytes]]]]:
    """The texts in a file, each with the file whose position tells how far reading is."""
    try:
        with path.open("rb") as raw:
            head = raw.read(4)
            raw.seek(0)
            if head.startswith(b"PK"):
                with zipfile.ZipFile(raw) as archive:
                    yield ((raw, archive.open(name)) for name in _members(archive))
            elif head.startswith(b"\x1f\x8b"):
                with gzip.open(raw) as stream:
                    yield iter([(raw, cast(IO[bytes], stream))])
            else:
                yield iter([(raw, raw)])
    except FileNotFoundError:
        raise GazetteerError(f"There is no dump file {path}: {_SOURCE}.") from None
    except IsADirectoryError:
        raise GazetteerError(f"{path} is a folder: name the dump files in it one by one.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise GazetteerError(f"The dump file {path} is damaged ({error}): {_SOURCE}.") from error
    except OSError as error:
        raise GazetteerError(f"The dump file {path} can't be read ({error.strerror or error}): {_SOURCE}.") from error


def _members(archive: zipfile.ZipFile) -> list[str]:
    names = [name for name in archive.namelist() if name.lower().endswith(".txt")]
    return [name for name in names if not Path(name).name.lower().startswith(_NOT_DATA)]


def _look_into(path: Path) -> _Holds:
    """Whether a dump file holds places or names, by its first good line."""
    with _streams(path) as streams:
        for _, stream in streams:
            for _ in range(_TRIED_LINES):
                line = stream.readline(_LONGEST_LINE).rstrip(b"\r\n")
                for holds, read in ((_Holds.PLACES, _place), (_Holds.NAMES, _name)):
                    try:
                        read(line)
                    except ValueError:
                        continue
                    return holds
    raise GazetteerError(
        f"{path} is no GeoNames dump (a place has 19 columns with tabs between them, a name has 10): {_SOURCE}."
    )


def _place(line: bytes) -> tuple[int, SourcePlace]:
    """One line of places. Raises ValueError with the reason when it can't be read."""
    columns = line.decode("utf-8").split("\t")
    if len(columns) != _PLACE_COLUMNS:
        raise ValueError(f"{len(columns)} columns instead of {_PLACE_COLUMNS}")
    number, name, plain, others, lat, lon, feature_class, feature_code, country = columns[:9]
    if not name or not number.isdecimal() or int(number) > _LARGEST_NUMBER:
        raise ValueError("no GeoNames number, or no name")
    at = float(lat), float(lon)
    if not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
        raise ValueError(f"no such point: {lat}, {lon}")
    alternates = others.split(",") if others else []
    if plain and plain != name:
        alternates.append(plain)
    code1, code2 = columns[10], columns[11]
    return int(number), SourcePlace(
        place_id=f"geonames:{int(number)}",
        name=name,
        lat=at[0],
        lon=at[1],
        kind=kind_of_feature(feature_class, feature_code),
        feature_class=feature_class,
        country=country,
        admin1=f"{country}.{code1}" if country and code1 else "",
        admin2=f"{country}.{code1}.{code2}" if country and code1 and code2 else "",
        population=max(int(columns[14]), 0) if columns[14] else 0,
        radius_km=0.0,
        area_id="",
        alternates=alternates,
        is_division=feature_code in _DIVISIONS,
    )


def _name(line: bytes) -> tuple[int, str, str]:
    """One line of names: the place's number, the language, the name. Raises ValueError when it can't be read."""
    columns = line.decode("utf-8").split("\t")
    if len(columns) not in _NAME_COLUMNS:
        raise ValueError(f"{len(columns)} columns instead of {_NAME_COLUMNS[-1]}")
    if not columns[0].isdecimal() or not columns[1].isdecimal() or not columns[3]:
        raise ValueError("no number, no GeoNames number, or no name")
    return int(columns[1]), columns[2], columns[3]
