"""Write down what places are called in other languages, where the gazetteer does not know it.

    python scripts/compile_exonyms.py [--packages build/packages] [--gazetteer FOLDER] [--out geo/data]

Countries and the cities that stand for time zones come from Unicode CLDR, by way of Babel 2.18.0 (Unicode License V3);
regions, seas and cities much in the news from `sources/exonyms.tsv`, written by hand. A name is left out where the
place index already takes it for that place first. Writes geo/data/exonyms.tsv.gz: `language, name, place_id, kind`
(kind: "country" or "place"). Deterministic for one version of the index.
"""

import csv
import gzip
import io
import sys
import zipfile
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sources.cldr import read_locale  # noqa: E402

from geo.gazetteer import Gazetteer, ensure_index  # noqa: E402
from geo.records import PlaceKind  # noqa: E402
from geo.settings import gazetteer_path  # noqa: E402

LANGUAGES = (
    "ar fa ru uk fr es tr zh zh_Hant de pt it nl pl sv da no cs sk hu ro hr sr bg el he hi ja ko fi ca az id ur be"
).split()
LEAST_PEOPLE = 100_000
LARGE = 1_000_000
VOUCHED = frozenset(
    (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.CONTINENT, PlaceKind.REGION, PlaceKind.SEA, PlaceKind.GULF)
)
WIDE = frozenset(("zh", "ja", "ko"))
Row = tuple[str, str, str, str]


def _territories(table: dict[str, Any], gazetteer: Gazetteer) -> Iterator[tuple[str, int]]:
    for code, name in sorted(table["territories"].items()):
        row = gazetteer.country_row(code) if len(code) == 2 else -1
        if isinstance(name, str) and row >= 0:
            yield name.partition("(")[0].strip(), row


def _cities(table: dict[str, Any], english: dict[str, Any], gazetteer: Gazetteer) -> Iterator[tuple[str, int]]:
    """Cities that stand for time zones, each by its English name in the country of its zone."""
    country_of = _zone_countries()
    for zone, entry in sorted(table["time_zones"].items()):
        name = entry.get("city")
        if not name or zone not in country_of:
            continue
        plain = english["time_zones"].get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        number = gazetteer.name_id(plain)
        rows = gazetteer.rows(number).tolist() if number >= 0 else []
        towns = [
            row
            for row in rows
            if gazetteer.kind_of(row) is PlaceKind.TOWN
            and gazetteer.place(row).country == country_of[zone]
            and gazetteer.population_of(row) >= LEAST_PEOPLE
        ]
        if towns:
            yield name, towns[0]


def _zone_countries() -> dict[str, str]:
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    return {cells[2]: cells[0] for cells in (line.split("\t") for line in lines if not line.startswith("#"))}


def _by_hand(gazetteer: Gazetteer) -> Iterator[tuple[str, str, int]]:
    lines = (ROOT / "scripts/sources/exonyms.tsv").read_text("utf-8").splitlines()
    languages = lines[0].split("\t")[1:]
    for cells in csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE):
        row = gazetteer.row(cells[0]) if ":" in cells[0] else int(gazetteer.rows(gazetteer.name_id(cells[0]))[0])
        if row < 0:
            raise LookupError(f"no such place: {cells[0]}")
        for language, names in zip(languages, cells[1:], strict=True):
            for name in filter(None, names.split("|")):
                yield language, name, row


def compile_exonyms(packages: Path, gazetteer: Gazetteer) -> list[Row]:
    """All names that the gazetteer lacks, by language and name."""
    found: dict[tuple[str, str], int] = {}
    with zipfile.ZipFile(next(packages.glob("babel-2.18.0-*.whl"))) as archive:
        english = read_locale(archive, "en")
        for locale in LANGUAGES:
            language = locale.partition("_")[0]
            table = read_locale(archive, locale)
            countries = list(_territories(table, gazetteer))
            taken = {name for name, _ in countries}
            cities = [(name, row) for name, row in _cities(table, english, gazetteer) if name not in taken]
            for name, row in [*countries, *cities]:
                found.setdefault((language, name), row)
    for language, name, row in _by_hand(gazetteer):
        found[language, name] = row
    return sorted(
        (
            language,
            name,
            gazetteer.place(row).place_id,
            "country" if gazetteer.kind_of(row) is PlaceKind.COUNTRY else "place",
        )
        for (language, name), row in found.items()
        if _usable(language, name) and not _known(name, row, gazetteer)
    )


def _usable(language: str, name: str) -> bool:
    if any(mark in name for mark in "(),.;/&") or any(c.isdigit() for c in name):
        return False
    return len(name) >= (2 if language in WIDE else 3)


def _known(name: str, row: int, gazetteer: Gazetteer) -> bool:
    """Whether the index takes the name for that place, and the place for a large one that needs no vouching."""
    number = gazetteer.name_id(name)
    vouched = gazetteer.kind_of(row) in VOUCHED or gazetteer.population_of(row) >= LARGE
    return number >= 0 and int(gazetteer.rows(number)[0]) == row and vouched


def main() -> None:
    """Compile, and write the table."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--packages", type=Path, default=ROOT / "build/packages")
    parser.add_argument("--gazetteer", type=Path, default=None)
    parser.add_argument("--out", type=Path, default=ROOT / "geo/data")
    options = parser.parse_args()
    rows = compile_exonyms(options.packages, ensure_index(gazetteer_path(options.gazetteer)))
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
    writer.writerow(("language", "name", "place_id", "kind"))
    writer.writerows(rows)
    path = options.out / "exonyms.tsv.gz"
    path.write_bytes(gzip.compress(out.getvalue().encode(), compresslevel=9, mtime=0))
    print(f"{path.name}: {len(rows)} names, {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
