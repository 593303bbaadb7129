"""Compile oceans, seas, gulfs, bays and straits, from Natural Earth and GeoNames."""

from collections import defaultdict
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from sources import geonames
from sources.entries import Entry, NameGiver
from sources.locator import Locator
from sources.names import DIRECTIONS, fold, usable
from sources.natural_earth import Feature, layer
from sources.shapes import circle_radius_km
from sources.wording import in_full

__all__ = ["compile_seas"]

KINDS = {
    "ocean": ("sea", "OCN"),
    "sea": ("sea", "SEA"),
    "gulf": ("gulf", "GULF"),
    "bay": ("gulf", "BAY"),
    "sound": ("gulf", "SD"),
    "inlet": ("gulf", "INLT"),
    "fjord": ("gulf", "FJD"),
    "strait": ("strait", "STRT"),
    "channel": ("strait", "CHN"),
    "lagoon": ("lake", "LGN"),
    "reef": ("sea", "RF"),
}
CODES = {
    "OCN": ("sea", 3000.0),
    "SEA": ("sea", 300.0),
    "GULF": ("gulf", 100.0),
    "BAY": ("gulf", 50.0),
    "BGHT": ("gulf", 300.0),
    "STRT": ("strait", 40.0),
    "CHN": ("strait", 60.0),
    "CHNM": ("strait", 30.0),
    "ESTY": ("gulf", 80.0),
}
"""Kind, and the radius in kilometres that is assumed where no polygon is known."""

OTHER_NAMES = {
    "Golfo de California": ("Gulf of California", "Sea of Cortez"),
    "Golfe du Lion": ("Gulf of Lion", "Gulf of Lions"),
    "Bahía de Campeche": ("Bay of Campeche",),
    "Golfo San Mat’as": ("Golfo San Matías",),
    "Golfo de Panamá": ("Gulf of Panama",),
    "Golfo San Jorge": ("San Jorge Gulf",),
    "Golfo de Tehuantepec": ("Gulf of Tehuantepec",),
    "Golfo de Guayaquil": ("Gulf of Guayaquil",),
    "Estrecho de Magellanes": ("Strait of Magellan", "Magellan Strait"),
    "Bab el Mandeb": ("Bab al-Mandab Strait", "Bab el-Mandeb", "Bab al-Mandab", "Bab-el-Mandeb", "Mandeb Strait"),
    "Bosporus": ("Bosphorus", "Istanbul Strait"),
    "Dardanelles": ("Dardanelles Strait", "Hellespont", "Çanakkale Strait"),
    "Sea of Japan": ("East Sea",),
    "Inner Sea": ("Seto Inland Sea", "Inland Sea"),
    "Bo Hai": ("Bohai Sea", "Bohai"),
    "Waddenzee": ("Wadden Sea",),
    "Øresund": ("Öresund", "Oresund"),
    "Vil'kitskogo Strait": ("Vilkitsky Strait",),
    "Mecklenburger Bucht": ("Bay of Mecklenburg",),
    "Lago de Maracaibo": ("Lake Maracaibo",),
    "Selat Bali": ("Bali Strait",),
    "Selat Dampier": ("Dampier Strait",),
    "Baia de Maputo": ("Maputo Bay",),
    "The North Western Passages": ("Northwest Passage",),
    "Straits of Florida": ("Florida Straits", "Straits of Florida", "Strait of Florida"),
    "English Channel": ("La Manche",),
    "Great Barrier Reef": ("Great Barrier Reef",),
    "Kaliningrad": ("Vistula Lagoon", "Kaliningrad Lagoon"),
    "St. Lawrence River": ("Saint Lawrence Estuary",),
    "Stettiner Haff": ("Szczecin Lagoon",),
    "Gulf of Khambhät": ("Gulf of Khambhat",),
    "Gulf of Kutch": ("Gulf of Kachchh",),
    "Taiwan Strait": ("Formosa Strait",),
    "Gulf of Sidra": ("Gulf of Sirte",),
    "Gulf of Aqaba": ("Gulf of Eilat",),
    "Laccadive Sea": ("Lakshadweep Sea",),
    "La Perouse Strait": ("Soya Strait",),
    "Tatar Strait": ("Strait of Tartary",),
    "Kangertittivaq": ("Scoresby Sund", "Scoresbysund"),
    "Inner Seas": ("Inner Seas off the West Coast of Scotland",),
}
"""Names by Natural Earth's; where its own is no English, the first becomes the main name."""

FOREIGN = frozenset(
    "Golfo Golfe Bahía Baía Baia Estrecho Bab Lago Selat Waddenzee Bo Inner Mecklenburger Kangertittivaq The".split()
) | {"Vil'kitskogo", "Kaliningrad", "Stettiner", "St.", "Straits"}

MEDITERRANEAN = frozenset(
    "aegean sea|adriatic sea|ionian sea|tyrrhenian sea|ligurian sea|balearic sea|alboran sea|sea of crete|"
    "gulf of sidra|gulf of gabes|golfe du lion|mediterranean sea".split("|")
)
"""Natural Earth's Mediterranean leaves these out; a reader's does not."""


def _wholes(found: dict[str, list[BaseGeometry]]) -> dict[str, list[BaseGeometry]]:
    wholes = dict(found)
    wholes["mediterranean sea"] = [g for n in sorted(MEDITERRANEAN) for g in found.get(n, [])]
    for ocean in ("atlantic ocean", "pacific ocean"):
        wholes[ocean] = [*found[f"north {ocean}"], *found[f"south {ocean}"]]
    return wholes


SLIVERS = {"scotia sea": None, "luzon strait": (20.5, 121.0, 150.0), "korea strait": None, "drake passage": None}
"""Waters of which Natural Earth keeps but a sliver: (lat, lon, radius in kilometres) where GeoNames has none."""


def _mended(key: str, parts: list[BaseGeometry]) -> list[BaseGeometry]:
    """Without slivers; what is left of a strait in bits is drawn around."""
    if key in SLIVERS:
        return []
    shape = shapely.union_all(parts)
    if shape.area < 0.02 * shape.envelope.area:
        return [shape.convex_hull]
    return parts


def compile_seas(sources: Path, locator: Locator, names: NameGiver) -> list[Entry]:
    """One entry for each body of salt water; GeoNames' number and point where it knows it."""
    known = _geonames(sources)
    shapes: dict[str, list[BaseGeometry]] = defaultdict(list)
    features: dict[str, Feature] = {}
    for feature in layer(sources, "ne_10m_geography_marine_polys"):
        if feature.text("name") and feature.text("featurecla") in KINDS:
            shapes[fold(feature.text("name"))].append(feature.geometry)
            features.setdefault(fold(feature.text("name")), feature)
    entries: dict[str, Entry] = {}
    wholes = {key: _mended(key, parts) for key, parts in _wholes(shapes).items()}
    for key, feature in features.items():
        kind, code = KINDS[feature.text("featurecla")]
        if key in ("skagerrak",):
            kind, code = "strait", "STRT"
        entry = _entry(feature, kind, code, wholes[key], known, names, locator)
        entries[entry.place_id] = entry
    for feature in known.values():
        if f"geonames:{feature.number}" in entries or not _worth(feature):
            continue
        kind, radius = CODES[feature.feature_code]
        parts = wholes.get(fold(feature.name))
        shape = shapely.union_all(parts) if parts else None
        entries[f"geonames:{feature.number}"] = Entry(
            f"geonames:{feature.number}",
            feature.name,
            kind,
            "H",
            feature.feature_code,
            feature.lat,
            feature.lon,
            radius_km=circle_radius_km(shape) if shape is not None else radius,
            alternates=[n for n in feature.alternates if usable(n)],
            geometry=shape,
        )
    return _once(list(entries.values()))


def _once(entries: list[Entry]) -> list[Entry]:
    """GeoNames has the Red Sea and a few more twice: the first keeps the names of both."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        first = kept.setdefault(fold(entry.name), entry)
        if first is not entry:
            first.alternates += entry.alternates
    return list(kept.values())


def _geonames(sources: Path) -> dict[str, geonames.Feature]:
    """GeoNames' salt waters by folded name, the first of each name (Red Sea and Hudson Strait stand there twice)."""
    found: dict[str, geonames.Feature] = {}
    for feature in geonames.no_country(sources):
        if feature.feature_code in CODES and feature.feature_class == "H":
            for name in (feature.name, *feature.alternates):
                if name == feature.name or fold(name) not in found:
                    kept = found.get(fold(name))
                    if kept is None or (name == feature.name and fold(kept.name) != fold(name)):
                        found[fold(name)] = feature
    return found


def _worth(feature: geonames.Feature) -> bool:
    words = fold(feature.name).split()
    generic = {"channel", "pass", "passage", "sea", "bay", "first", "second", "third", "fourth", "the", *DIRECTIONS}
    return len(feature.alternates) >= 2 and not all(w in generic for w in words)


def _entry(
    feature: Feature,
    kind: str,
    code: str,
    parts: list[BaseGeometry],
    known: dict[str, geonames.Feature],
    names: NameGiver,
    locator: Locator,
) -> Entry:
    given = feature.text("name")
    name, others = in_full(given), OTHER_NAMES.get(given, ())
    main = others[0] if others and given.split()[0] in FOREIGN else name
    shape = shapely.union_all(parts) if parts else None
    same = next((known[fold(n)] for n in (main, name, *others) if fold(n) in known), None)
    country, _ = locator.of_shape(shape) if shape and code not in ("OCN", "SEA") else ("", "")
    lat, lon, radius = SLIVERS.get(fold(given)) or (0.0, 0.0, CODES[code][1] if code in CODES else 20.0)
    if shape is not None:
        inside = max(shapely.get_parts(shape), key=lambda g: g.area).representative_point()
        lat, lon, radius = inside.y, inside.x, circle_radius_km(shape)
    if same:
        lat, lon = same.lat, same.lon
    alternates = [name, *others, feature.text("namealt"), feature.text("name_fr")]
    alternates += [n for n in same.alternates if usable(n)] if same else []
    return Entry(
        f"geonames:{same.number}" if same else names.give(kind, main),
        main,
        kind,
        "H",
        same.feature_code if same and same.feature_code in CODES and CODES[same.feature_code][0] == kind else code,
        lat,
        lon,
        country,
        radius_km=radius,
        alternates=[n for n in alternates if n and usable(n)],
        geometry=shape,
    )
