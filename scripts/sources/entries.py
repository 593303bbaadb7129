"""Hold one line of the supplement while it is being compiled, with its shape."""

import gzip
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from sources.names import LETTERS, fold, tidy

__all__ = ["COLUMNS", "Entry", "NameGiver", "slug", "write"]

COLUMNS = (
    "place_id name kind feature_class feature_code lat lon country admin1 admin2 population radius_km area_id "
    "alternates"
).split()


@dataclass
class Entry:
    """A place: what the supplement says of it, and its polygon or line where one is known."""

    place_id: str
    name: str
    kind: str
    feature_class: str
    feature_code: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    radius_km: float = 0.0
    area_id: str = ""
    alternates: list[str] = field(default_factory=list)
    geometry: BaseGeometry | None = None

    def names(self) -> list[str]:
        """The alternates, tidied, without repeats and without the main name."""
        seen = {self.name}
        kept = []
        for alternate in map(tidy, self.alternates):
            if alternate and alternate not in seen:
                seen.add(alternate)
                kept.append(alternate)
        return kept

    def row(self) -> list[str]:
        """The columns, as text."""
        numbers = f"{self.lat:.4f}", f"{self.lon:.4f}"
        return [
            self.place_id,
            tidy(self.name),
            self.kind,
            self.feature_class,
            self.feature_code,
            *(n.rstrip("0").rstrip(".") for n in numbers),
            self.country,
            self.admin1,
            self.admin2,
            str(int(self.population)),
            f"{self.radius_km:.1f}".removesuffix(".0"),
            self.area_id,
            "|".join(self.names()),
        ]


def slug(name: str) -> str:
    """A name as lower-case ASCII words joined with hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class NameGiver:
    """Give each feature without a GeoNames number a stable identifier made of its sort and name."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def give(self, sort: str, name: str) -> str:
        """`ne:sea-red-sea`; a second of that name becomes `ne:sea-red-sea-2`."""
        base = f"ne:{sort}-{slug(name)[:40]}".rstrip("-")
        self._taken[base] = self._taken.get(base, 0) + 1
        return base if self._taken[base] == 1 else f"{base}-{self._taken[base]}"


def write(entries: Iterable[Entry], path: Path) -> int:
    """Write the supplement, sorted by identifier, with the same bytes each time; returns the number of rows."""
    rows = sorted(entries, key=lambda e: (e.kind, e.place_id.split(":")[0], e.place_id))
    text = io.StringIO()
    text.write("\t".join(COLUMNS) + "\n")
    for entry in rows:
        cells = entry.row()
        if any("\t" in c or "\n" in c for c in cells) or not fold(entry.name):
            raise ValueError(f"a cell of {entry.place_id} can't be written: {cells}")
        text.write("\t".join(cells) + "\n")
    path.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))
    return len(rows)
