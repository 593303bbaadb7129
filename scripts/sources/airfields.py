"""Compile airports and air bases, from the airportsdata package."""

import re
from collections import Counter
from pathlib import Path

from sources import geonames
from sources.divisions import far_km
from sources.entries import Entry
from sources.locator import Locator
from sources.names import fold, usable

__all__ = ["compile_airfields"]

BASE = re.compile(
    r"\b(Air ?[Bb]ase|AFB|Air Force|Air Reserve|Naval Air|NAS|Army Air|Airbase|RAF|Military|Base A[ée]r|Air Station|"
    r"Aerodrome Militaire|Fliegerhorst|MCAS|Joint Base|Naval)\b"
)
NOT_BASE = re.compile(r"\b(Heliport|Hospital|Museum|Memorial|Zombie|Tara Airbase)\b")
LARGE = re.compile(r"\b(International|Intl|Regional)\b")

LONG = (
    (re.compile(r"\bAFB\b"), "Air Force Base"),
    (re.compile(r"\bIntl\b"), "International"),
    (re.compile(r"\bNAS\b"), "Naval Air Station"),
    (re.compile(r"^RAF (.+)$"), r"RAF \1"),
)


def _in_full(name: str) -> str:
    name = re.sub(r"\s*/\s*", " - ", name)
    for pattern, long in LONG:
        name = pattern.sub(long, name)
    name = re.sub(r"(Air Base|Airbase|Air Force Base|Air Force Station|Naval Air Station) Airport$", r"\1", name)
    return " ".join(name.split())


def _alternates(name: str, city: str, only: bool, base: bool) -> list[str]:
    names = []
    short = re.sub(r"\s+(International|Regional|Municipal|Domestic)(?= Airport)", "", name)
    names.append(short)
    if base:
        names.append(re.sub(r"\bAir Force Base\b", "AFB", name))
        stem = re.sub(r"\s+(Air Base|Airbase|Air Force Base)$", "", name)
        if stem != name:
            names += [f"{stem} air base", f"{stem} Airbase", f"{stem} airbase", f"{stem} Airport"]
    elif city and only:
        names += [f"{city} Airport", f"{city} International Airport"]
    return [n for n in names if n != name and usable(n)]


def compile_airfields(packages: Path, locator: Locator) -> list[Entry]:
    """Airports with scheduled flights (an IATA code), and air bases."""
    rows = [
        r
        for r in geonames.airports(packages)
        if (r["iata"] or BASE.search(r["name"])) and not NOT_BASE.search(r["name"]) and r["name"]
    ]
    rows.sort(key=lambda r: (r["country"], r["icao"]))
    cities = Counter((r["country"], fold(r["city"])) for r in rows if not BASE.search(r["name"]))
    places = locator.of_points([(float(r["lat"]), float(r["lon"])) for r in rows], reach=0.1)
    entries: list[Entry] = []
    seen: dict[tuple[str, str], Entry] = {}
    for row, (country, division) in zip(rows, places, strict=True):
        base = bool(BASE.search(row["name"]))
        name = _in_full(row["name"])
        if not base and not re.search(
            r"(Airport|Airfield|Aerodrome|Field|Airstrip|Seaplane|Aeropuerto|Port|Base)", name
        ):
            name = f"{name} Airport"
        lat, lon = float(row["lat"]), float(row["lon"])
        twin = seen.get((row["country"], fold(name)))
        if twin and far_km(lat, lon, twin.lat, twin.lon) < 20:
            continue
        only = cities[row["country"], fold(row["city"])] == 1
        entry = Entry(
            f"icao:{row['icao']}",
            name,
            "airbase" if base else "airport",
            "S",
            "AIRB" if base else "AIRP",
            lat,
            lon,
            row["country"],
            division if country == row["country"] else "",
            radius_km=3.0 if base or LARGE.search(name) else 2.0,
            alternates=_alternates(name, row["city"], only, base),
        )
        seen[row["country"], fold(name)] = entry
        entries.append(entry)
    return entries
