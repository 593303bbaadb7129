"""Compile islands, peninsulas, mountains, deserts and plains, from Natural Earth and GeoNames."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import shapely

from sources import geonames
from sources.divisions import far_km
from sources.entries import Entry, NameGiver
from sources.land_names import ALSO, KINDS, OTHER, SHORT, WORDS
from sources.locator import Locator
from sources.names import DIRECTIONS, fold, usable
from sources.natural_earth import Feature, layer
from sources.shapes import circle_radius_km, inside
from sources.wording import in_full

__all__ = ["compile_lands"]

RANGES_NEAR_KM = 300.0


class _Taken:
    """Names that are better known as something else."""

    def __init__(self, countries: Iterable[Entry], divisions: Iterable[Entry]) -> None:
        self.countries = {fold(n) for e in countries for n in (e.name, *e.alternates)}
        self._near: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
        for entry in divisions:
            for name in {fold(entry.name)}:
                self._near[name].append((entry.lat, entry.lon, 10**7))
        self._towns: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
        for town in geonames.towns():
            if town.population >= 100_000:
                self._towns[fold(town.name)].append((town.lat, town.lon, town.population))

    def by_same_place(self, name: str, lat: float, lon: float) -> bool:
        """Whether a country, or a division nearby, already bears the name."""
        key = fold(name)
        return key in self.countries or any(
            far_km(lat, lon, a, o) < RANGES_NEAR_KM for a, o, _ in self._near.get(key, [])
        )

    def by_another(self, name: str, lat: float, lon: float) -> bool:
        """Whether a large town or a division far away bears the name."""
        key = fold(name)
        others = [*self._near.get(key, []), *self._towns.get(key, [])]
        return any(far_km(lat, lon, a, o) > 60 for a, o, _ in others)


def _features(sources: Path) -> Iterator[tuple[str, str, str, str, Feature]]:
    """Name, kind, class, code and feature of each region polygon and island point."""
    for feature in layer(sources, "ne_10m_geography_regions_polys"):
        given, sort = feature.text("name"), feature.text("featurecla")
        if not given or sort not in KINDS:
            continue
        kind, letter, code = KINDS[sort]
        name, other = OTHER.get(given, (in_full(given), ""))
        if name:
            yield name, other or kind, letter, code, feature
    for feature in layer(sources, "ne_10m_geography_regions_points"):
        if feature.text("featurecla") in ("island", "island group"):
            yield in_full(feature.text("name")), "island", "T", "ISL", feature
        elif feature.text("featurecla") in ("cape", "waterfall"):
            code = "CAPE" if feature.text("featurecla") == "cape" else "FLLS"
            yield in_full(feature.text("name")), "site", "T" if code == "CAPE" else "H", code, feature


def compile_lands(
    sources: Path, locator: Locator, names: NameGiver, countries: list[Entry], divisions: list[Entry]
) -> list[Entry]:
    """Islands, peninsulas, mountains, deserts, plains and coasts that bear a name of their own."""
    taken = _Taken(countries, divisions)
    known = _geonames(sources)
    merged: dict[tuple[str, str], list[Feature]] = defaultdict(list)
    about: dict[tuple[str, str], tuple[str, str]] = {}
    for name, kind, letter, code, feature in _features(sources):
        key = name, kind if code not in ("ISL", "CAPE") else f"{kind}-{feature.geometry.wkb_hex[:24]}"
        merged[key].append(feature)
        about[key] = letter, code
    entries: dict[str, Entry] = {}
    for (name, sort), features in merged.items():
        kind, (letter, code) = sort.split("-")[0], about[name, sort]
        shape = shapely.union_all([f.geometry for f in features])
        lat, lon = inside(shape)
        if taken.by_same_place(name, lat, lon):
            continue
        same = next((f for f in known.get(fold(name), []) if far_km(lat, lon, f.lat, f.lon) < 1500), None)
        bare_island = kind == "island" and not any(
            w in fold(name) for w in ("island", "isla", "ile", "atoll", "archip")
        )
        hidden = bare_island and (len(name) < SHORT or name in WORDS or taken.by_another(name, lat, lon))
        main = f"{name} Island" if hidden else name
        others = [*ALSO.get(main, ()), *(in_full(f.text("namealt") or f.text("name_alt")) for f in features)]
        others += [f"{name} Island"] if bare_island and code == "ISL" else []
        others += [n for n in same.alternates if usable(n)] if same else []
        point = shape.geom_type == "Point"
        country, division = locator.of_points([(lat, lon)], reach=0.3)[0] if point else locator.of_shape(shape)
        entry = Entry(
            f"geonames:{same.number}" if same else names.give(kind, main),
            main,
            kind,
            letter,
            code,
            lat,
            lon,
            country,
            division,
            radius_km=(5.0 if code == "ISL" else 2.0) if point else circle_radius_km(shape),
            alternates=[n for n in others if usable(n) and not taken.by_same_place(n, lat, lon)],
            geometry=None if point else shape,
        )
        entries.setdefault(entry.place_id, entry)
    for found in known.values():
        for feature in found:
            entry = _from_geonames(feature, taken)
            if entry and entry.place_id not in entries:
                entries[entry.place_id] = entry
    return list(entries.values())


RADII = {"ISL": 3.0, "ISLS": 60.0, "ATOL": 15.0, "PEN": 300.0, "MTS": 300.0, "DSRT": 800.0}


def _geonames(sources: Path) -> dict[str, list[geonames.Feature]]:
    found: dict[str, list[geonames.Feature]] = defaultdict(list)
    for feature in geonames.no_country(sources):
        if feature.feature_class == "T" and feature.feature_code in RADII:
            found[fold(feature.name)].append(feature)
    return found


def _from_geonames(feature: geonames.Feature, taken: _Taken) -> Entry | None:
    words = fold(feature.name).split()
    generic = {"island", "islet", "cay", "rock", "sand", "reef", "tree", "flat", "money", "union", "the", *DIRECTIONS}
    if len(feature.alternates) < 2 or all(w in generic for w in words):
        return None
    if taken.by_same_place(feature.name, feature.lat, feature.lon):
        return None
    kind = {"PEN": "peninsula", "MTS": "mountains", "DSRT": "desert"}.get(feature.feature_code, "island")
    return Entry(
        f"geonames:{feature.number}",
        feature.name,
        kind,
        "T",
        feature.feature_code,
        feature.lat,
        feature.lon,
        radius_km=RADII[feature.feature_code],
        alternates=[n for n in feature.alternates if usable(n)],
    )
