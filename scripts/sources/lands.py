"""Compile regions, islands, peninsulas, mountains, deserts and contested lands, from Natural Earth and GeoNames."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import shapely

from sources import cldr, geonames
from sources.divisions import far_km
from sources.entries import Entry, NameGiver
from sources.locator import Locator
from sources.names import DIRECTIONS, fold, usable
from sources.natural_earth import Feature, layer
from sources.shapes import circle_radius_km
from sources.wording import in_full

__all__ = ["compile_contested", "compile_lands", "compile_regions", "compile_summits"]

KINDS = {
    "Island": ("island", "T", "ISL"),
    "Island group": ("island", "T", "ISLS"),
    "Range/mtn": ("mountains", "T", "MTS"),
    "Foothills": ("mountains", "T", "MTS"),
    "Desert": ("desert", "T", "DSRT"),
    "Pen/cape": ("peninsula", "T", "PEN"),
    "Peninsula": ("peninsula", "T", "PEN"),
    "Isthmus": ("region", "T", "ISTH"),
    "Plateau": ("region", "T", "UPLD"),
    "Geoarea": ("region", "L", "RGN"),
    "Coast": ("region", "L", "CST"),
    "Plain": ("region", "T", "PLN"),
    "Delta": ("region", "T", "DLTA"),
    "Basin": ("region", "T", "BSNU"),
    "Valley": ("region", "T", "VAL"),
    "Lowland": ("region", "T", "PLN"),
    "Tundra": ("region", "V", "TUND"),
    "Wetlands": ("region", "H", "WTLD"),
    "Gorge": ("region", "T", "GRGE"),
    "Lake": ("region", "H", "LKS"),
    "Depression": ("region", "T", "DPR"),
}
OTHER = {
    "KOREA": ("Korean Peninsula", "peninsula"),
    "SCANDINAVIA": ("Scandinavian Peninsula", "peninsula"),
    "PUNJAB": ("Punjab region", "region"),
    "ARNHEM LAND": ("Arnhem Land", "region"),
    "PENÍNSULA IBÉRICA": ("Iberian Peninsula", "peninsula"),
    "JUTLAND": ("Jutland", "peninsula"),
    "PLATEAU OF TIBET": ("Tibetan Plateau", "region"),
    "DESIERTO DE ATACAMA": ("Atacama Desert", "desert"),
    "GARAGUM DESERT": ("Karakum Desert", "desert"),
    "QIZILQUM DESERT": ("Kyzylkum Desert", "desert"),
    "TAKLIMAKAN DESERT": ("Taklamakan Desert", "desert"),
    "PEN. DE YUCATÁN": ("Yucatán Peninsula", "peninsula"),
    "Is. de Panamá": ("Isthmus of Panama", "region"),
    "Istmo de Tehuantepec": ("Isthmus of Tehuantepec", "region"),
    "CENTRAL AMERICA": ("", ""),
    "Cheju I.": ("Jeju Island", "island"),
    "GREAT LAKES": ("Great Lakes", "region"),
    "RUB’ AL KHALI": ("Rub al Khali", "desert"),
    "Normandie": ("", ""),
    "Bretagne": ("", ""),
    "Calabria": ("", ""),
    "INDIA": ("", ""),
    "FLORIDA": ("", ""),
    "ALASKA": ("", ""),
    "CRIMEA": ("", ""),
    "Null Island": ("", ""),
    "Ivory Coast": ("", ""),
    "Gold Coast": ("", ""),
    "Riviera": ("French Riviera", "region"),
    "CHUKCHI PENINSULA": ("Chukchi Peninsula", "peninsula"),
    "Coromandel": ("Coromandel Peninsula", "peninsula"),
    "BALKAN PEN.": ("Balkan Peninsula", "peninsula"),
    "S. Madre Oriental": ("Sierra Madre Oriental", "mountains"),
    "WESTERN DESERT": ("Western Desert", "desert"),
    "COASTAL PLAIN": ("", ""),
    "CENTRAL LOWLAND": ("", ""),
    "WESTERN PLATEAU": ("", ""),
    "Central Valley": ("Central Valley", "region"),
    "SAHEL": ("Sahel", "region"),
    "Darien Gap": ("Darien Gap", "region"),
    "Honshü": ("Honshu", "island"),
    "Kyüshü": ("Kyushu", "island"),
    "Sicilia": ("Sicily", "island"),
    "Sardegna": ("Sardinia", "island"),
    "Corse": ("Corsica", "island"),
    "Açores": ("Azores", "island"),
    "Føroyar": ("Faroe Islands", "island"),
    "Pelopónnisos": ("Peloponnese", "peninsula"),
    "Appennini": ("Apennines", "mountains"),
    "Labrador": ("Labrador Peninsula", "peninsula"),
    "Läna‘i": ("Lanai", "island"),
    "Bonaparte": ("", ""),
}
"""Names and kinds that differ from Natural Earth's; without a name the feature is left out."""

ALSO = {
    "Korean Peninsula": ("Korean peninsula",),
    "Sahara": ("Sahara Desert",),
    "Gobi Desert": ("Gobi",),
    "Negev Desert": ("Negev",),
    "Kalahari Desert": ("Kalahari",),
    "Himalayas": ("Himalaya", "Himalaya Mountains"),
    "Mesopotamia": ("Land of the Two Rivers",),
    "Baluchistan": ("Balochistan region",),
    "Arabian Peninsula": ("Arabian peninsula", "Arabia"),
    "Balkan Peninsula": ("Balkan peninsula",),
    "Syrian Desert": ("Badia", "Syrian Badia", "Badiya"),
    "Rub al Khali": ("Empty Quarter",),
    "French Riviera": ("Côte d'Azur", "Cote d'Azur", "Riviera"),
    "Fergana Valley": ("Ferghana Valley",),
    "Vale of Kashmir": ("Kashmir Valley",),
    "Paracel Islands": ("Paracels", "Xisha Islands"),
    "Kuril Islands": ("Kurils", "Kuriles", "Kurile Islands"),
    "Kamchatka Peninsula": ("Kamchatka peninsula",),
    "Sudd": ("the Sudd",),
    "Mallorca": ("Majorca",),
    "Menorca": ("Minorca",),
    "Apennines": ("Appennini", "Apennine Mountains"),
    "Azores": ("Açores",),
    "Lesbos": ("Lesvos",),
}
RANGES_NEAR_KM = 300.0
WORDS = frozenset("Pagan Starbuck Malden Jarvis Necker Pentecost Negros Margarita Vostok Andros Samar".split())
"""Islands whose bare name is a word or a person's."""
SHORT = 5
"""An island whose bare name has fewer letters is only looked for with "Island"."""


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


def _inside(shape: shapely.Geometry) -> tuple[float, float]:
    if shape.geom_type == "Point":
        return shape.y, shape.x
    point = max(shapely.get_parts(shape), key=lambda g: g.area).representative_point()
    return point.y, point.x


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
        lat, lon = _inside(shape)
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


CONTINENTS = {
    "Africa": ("002", 3000.0),
    "Asia": ("142", 3700.0),
    "Europe": ("150", 1800.0),
    "North America": ("003", 2800.0),
    "South America": ("005", 2400.0),
    "Oceania": ("009", 1700.0),
}
UN_CODES = {
    "Southern Asia": "034",
    "Eastern Asia": "030",
    "South Eastern Asia": "035",
    "Northern America": "021",
    "Western Africa": "011",
    "Eastern Africa": "014",
    "Western Asia": "145",
    "Eastern Europe": "151",
    "Northern Africa": "015",
    "Western Europe": "155",
    "Central America": "013",
    "Southern Europe": "039",
    "Central Africa": "017",
    "Northern Europe": "154",
    "Southern Africa": "018",
    "Central Asia": "143",
    "Caribbean": "029",
    "Sub-Saharan Africa": "202",
    "Latin America and the Caribbean": "419",
    "Australia and New Zealand": "053",
    "Melanesia": "054",
    "Micronesia": "057",
    "Polynesia": "061",
}
ENGLISH = {
    ("IQ", "Kurdistan"): "Iraqi Kurdistan",
    ("", "South Eastern Asia"): "Southeast Asia",
    ("", "Eastern Asia"): "East Asia",
    ("", "Southern Asia"): "South Asia",
    ("", "Western Asia"): "West Asia",
    ("", "Western Africa"): "West Africa",
    ("", "Eastern Africa"): "East Africa",
    ("", "Northern Africa"): "North Africa",
    ("", "Caucasus Region"): "Caucasus",
    ("", "Nordic"): "Nordic countries",
    ("", "Baltic States"): "Baltic states",
}
"""What news calls GeoNames' regions."""

REGION_COUNTRIES = frozenset("US IQ RU TR BR JP GB ID IN AU IT UA PL DE FR CA CN EG SO GQ".split())
"""Countries whose regions news in English names; elsewhere GeoNames' regions are statistics."""

NOT_REGIONS = frozenset(
    "south west central volga ural far east northwest centro sud isole nord ovest outer london inner london chicago "
    "metropolitan area mountain states pacific states".split()
)


def compile_regions(sources: Path, packages: Path, districts: list[Entry], divisions: list[Entry]) -> list[Entry]:
    """Continents and GeoNames' regions (the Levant, Western Africa, the Midwest); radii of regions are estimates."""
    polygons = layer(sources, "ne_10m_geography_regions_polys")
    shapes = {in_full(f.text("name")): f.geometry for f in polygons if f.text("featurecla") == "Continent"}
    drawn = {
        fold(in_full(f.text("name"))): f.geometry for f in polygons if f.text("featurecla") in ("Geoarea", "Plain")
    }
    have = {(e.country, fold(e.name)) for e in (*districts, *divisions)}
    entries = []
    for point in geonames.points(packages).values():
        names = [n for n in point.names if usable(n)]
        if point.sort == "continent" and point.name in CONTINENTS:
            code, radius = CONTINENTS[point.name]
            kind, feature_code, shape = "continent", "CONT", shapes.get(point.name)
            names += cldr.territory_names(packages, code)
            radius = circle_radius_km(shape) if shape is not None else radius
        elif point.sort == "region" and _is_region(point) and (point.country, fold(point.name)) not in have:
            kind, feature_code, shape = "region", "RGN", drawn.get(fold(point.name))
            names += cldr.territory_names(packages, UN_CODES[point.name]) if point.name in UN_CODES else []
            radius = min(2500.0, max(20.0, 0.05 * math.sqrt(point.population)))
            radius = circle_radius_km(shape) if shape is not None else radius
        else:
            continue
        country, name = point.country, ENGLISH.get((point.country, point.name), point.name)
        names = [*([point.name] if point.name != "Kurdistan" else []), *names]
        entries.append(
            Entry(
                f"geonames:{point.number}",
                name,
                kind,
                "L",
                feature_code,
                point.lat,
                point.lon,
                country,
                population=point.population,
                radius_km=radius,
                alternates=names,
                geometry=shape,
            )
        )
    return entries


def _is_region(point: geonames.Point) -> bool:
    words = fold(point.name).split()
    if point.name == "Middle East":
        return True
    if all(w in NOT_REGIONS or w in DIRECTIONS for w in words) or "metropolitan" in words or len(words) > 4:
        return False
    if point.name in ("Arab Gulf Countries", "Al Maghrib", "Middle America", "Volga", "Ural"):
        return False
    return (not point.country and point.population > 0) or (
        point.country in REGION_COUNTRIES and point.population >= 100_000
    )


CONTESTED = {
    "B05": ("Indian-administered Kashmir", "", ("Indian Kashmir", "Indian-controlled Kashmir", "Indian-held Kashmir")),
    "B06": ("Shaksgam Valley", "", ("Shaksam Valley", "Trans-Karakoram Tract")),
    "B07": ("Aksai Chin", "", ()),
    "B13": ("Abyei", "", ("Abyei Area",)),
    "B16": ("Golan Heights", "SY", ("Golan", "Occupied Golan", "Syrian Golan", "Israeli-occupied Golan Heights")),
    "B17": ("Ilemi Triangle", "", ()),
    "B18": ("Senkaku Islands", "", ("Senkakus", "Diaoyu Islands", "Diaoyutai", "Diaoyu")),
    "B20": ("Northern Cyprus", "CY", ("North Cyprus", "Turkish Republic of Northern Cyprus", "TRNC")),
    "B30": ("Somaliland", "SO", ("Republic of Somaliland",)),
    "B36": ("", "", ()),
    "B37": ("South Ossetia", "GE", ("Tskhinvali Region", "Republic of South Ossetia")),
    "B38": (
        "Nagorno-Karabakh",
        "AZ",
        ("Nagorno Karabakh", "Karabakh", "Artsakh", "Nagorny Karabakh", "Upper Karabakh"),
    ),
    "B10": ("Korean Demilitarized Zone", "", ("Korean DMZ", "Demilitarized Zone", "Demilitarised Zone", "DMZ")),
    "B43": ("Cyprus Buffer Zone", "CY", ("United Nations Buffer Zone in Cyprus", "Green Line (Cyprus)")),
    "B45": ("Siachen Glacier", "", ("Siachen",)),
    "B46": ("Spratly Islands", "", ("Spratlys", "Nansha Islands")),
    "B56": ("Essequibo", "GY", ("Essequibo region", "Guayana Esequiba")),
    "B58": ("Shebaa Farms", "", ("Sheba Farms", "Shebaa farms", "Chebaa Farms")),
    "B68": ("Tiran and Sanafir", "", ("Tiran Island", "Sanafir")),
    "B70": ("Scarborough Shoal", "", ("Scarborough Reef", "Huangyan Island", "Panatag Shoal")),
    "B73": ("Abu Musa", "", ("Abu Musa Island",)),
    "B40": ("Baikonur Cosmodrome", "KZ", ("Baykonur Cosmodrome", "Baikonur")),
    "B50": ("Guantanamo Bay Naval Base", "CU", ("Guantánamo Bay Naval Base", "Gitmo", "GTMO", "Guantanamo base")),
    "B29": ("Southern Kurils", "", ("Northern Territories (Japan)", "South Kurils", "Southern Kuril Islands")),
    "B39": ("Liancourt Rocks", "", ("Dokdo", "Takeshima", "Liancort Rocks")),
    "B49": ("UNDOF Zone", "SY", ("Area of Separation",)),
}
"""Contested lands by Natural Earth's break-away code: name, the gazetteer's country, other names."""


def compile_contested(sources: Path, names: NameGiver) -> list[Entry]:
    """Lands claimed by several: their country is GeoNames', or none."""
    entries = []
    for feature in layer(sources, "ne_10m_admin_0_disputed_areas"):
        name, country, others = CONTESTED.get(feature.text("BRK_A3"), ("", "", ()))
        if not name:
            continue
        lat, lon = _inside(feature.geometry)
        site = feature.text("BRK_A3") in ("B40", "B50")
        kind = "site" if site else "island" if "Island" in name or "Rocks" in name or "Shoal" in name else "region"
        entries.append(
            Entry(
                names.give("area", name),
                name,
                kind,
                "S" if site else "T" if kind == "island" else "L",
                "INSM" if site else "ISLS" if kind == "island" else "RGN",
                lat,
                lon,
                country,
                radius_km=max(1.0, circle_radius_km(feature.geometry)),
                alternates=[o for o in others if usable(o, shortest=3) or o in ("TRNC", "DMZ", "GTMO")],
                geometry=feature.geometry,
            )
        )
    return entries


STEPS = ((0.04, 0.0), (-0.04, 0.0), (0.0, 0.04), (0.0, -0.04))
"""Degrees around a summit: where another country lies that near, the border runs over it."""

SUMMITS = {
    "Vesuvio": "Mount Vesuvius",
    "Paektu-san": "Mount Paektu",
    "Olympus": "Mount Olympus",
    "Krakatau": "Krakatoa",
    "Halla-san": "Mount Halla",
    "Unzen-dake": "Mount Unzen",
    "Galdhpiggen": "Galdhøpiggen",
    "Hvannadalshnkur": "Hvannadalshnúkur",
}
"""What English calls them."""


def compile_summits(sources: Path, locator: Locator, names: NameGiver) -> list[Entry]:
    """Mountains that stand for themselves: Everest, Kilimanjaro, Etna."""
    features = [
        f
        for f in layer(sources, "ne_10m_geography_regions_elevation_points")
        if f.text("featurecla") == "mountain" and f.text("name")
    ]
    places = locator.of_points([_inside(f.geometry) for f in features], reach=0.1)
    around = [
        locator.of_points([(lat + a, lon + b) for a, b in STEPS])
        for lat, lon in (_inside(f.geometry) for f in features)
    ]
    entries = []
    for feature, (country, division), steps in zip(features, places, around, strict=True):
        name, _, second = in_full(feature.text("name").replace("Mt.", "Mt. ")).partition("/")
        name = SUMMITS.get(name, name)
        if " " not in name and "-" not in name and len(name) < 7:
            name = f"Mount {name}"
        other = in_full(second or feature.text("name_alt"))
        both = len({c for c, _ in steps if c} | {country}) > 1
        lat, lon = _inside(feature.geometry)
        bare = name.removeprefix("Mount ")
        alternates = [other, f"Mt {bare}", f"Mt. {bare}"] if name != bare else [other, f"Mount {name}"]
        entries.append(
            Entry(
                names.give("mountain", name),
                name,
                "mountains",
                "T",
                "MT",
                lat,
                lon,
                "" if both else country,
                "" if both else division,
                radius_km=5.0,
                alternates=[n for n in alternates if usable(n)],
            )
        )
    return entries
