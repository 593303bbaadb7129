"""Compile rivers and lakes, from Natural Earth."""

from collections import defaultdict
from pathlib import Path

import shapely

from sources.entries import Entry, NameGiver
from sources.locator import Locator
from sources.names import fold, usable
from sources.natural_earth import Feature, layer
from sources.shapes import circle_radius_km, line_km
from sources.wording import in_full

__all__ = ["compile_lakes", "compile_rivers"]

ENGLISH = {
    "Rhein": "Rhine",
    "Rhin": "Rhine",
    "Donau": "Danube",
    "Duna": "Danube",
    "Dunav": "Danube",
    "Dunaj": "Danube",
    "Dunărea": "Danube",
    "Tejo": "Tagus",
    "Tevere": "Tiber",
    "Amazonas": "Amazon",
    "Nu": "Salween",
    "Ayeyarwady": "Irrawaddy",
    "Chang Jiang": "Yangtze",
    "Jinsha": "Jinsha",
    "Tongtian": "Yangtze",
    "Yangtze": "Yangtze",
    "Huang": "Yellow River",
    "Hong": "Red River",
    "El Bahr el Azraq": "Blue Nile",
    "Abay": "Blue Nile",
    "El Bahr el Abyad": "White Nile",
    "Bahr el Jebel": "White Nile",
    "Lancang": "Mekong",
    "Yarlung": "Brahmaputra",
    "Damqogkanbab": "Brahmaputra",
    "Maquan": "Brahmaputra",
    "Lualaba": "Lualaba",
    "Heilong Jiang": "Amur",
    "Dnipro": "Dnipro",
    "Severnaya Dvina": "Northern Dvina",
    "Maas": "Meuse",
    "Schelde": "Scheldt",
    "Wisla": "Vistula",
    "Wisła": "Vistula",
    "Labe": "Elbe",
    "Ertix": "Irtysh",
    "Songhua": "Songhua",
    "Evros": "Maritsa",
    "Hari": "Harirud",
    "Euphrates": "Euphrates",
    "Tigris": "Tigris",
    "Firat": "Euphrates",
    "Al Furat": "Euphrates",
    "Dijlah": "Tigris",
    "Dicle": "Tigris",
    "Rhône": "Rhône",
}
ALSO = {
    "Danube": ("Donau", "Duna", "Dunav", "Дунай"),
    "Rhine": ("Rhein", "Rhin"),
    "Dnipro": ("Dnieper", "Dnepr", "Дніпро", "Днепр"),
    "Euphrates": ("Firat", "Furat", "الفرات"),
    "Tigris": ("Dijla", "دجلة"),
    "Nile": ("النيل",),
    "Vistula": ("Wisła",),
    "Yangtze": ("Chang Jiang", "长江"),
    "Yellow River": ("Huang He", "Huanghe", "黄河"),
    "Mekong": ("Lancang",),
    "Brahmaputra": ("Yarlung Tsangpo",),
    "Ganges": ("Ganga",),
    "Irrawaddy": ("Ayeyarwady",),
    "Orange": (),
    "Don": ("Дон",),
    "Volga": ("Волга",),
    "Amu Darya": ("Oxus", "Amudarya"),
    "Syr Darya": ("Syrdarya",),
    "Senegal": ("Sénégal River",),
}
KNOWN_ALONE = frozenset(
    (
        "Amu Darya|Amur|Araguaia|Aras|Atbara|Awash|Blue Nile|Brahmaputra|Cauvery|Chari|Chattahoochee|Chenab|"
        "Danube|Daugava|Dniester|Dnipro|Donets|Douro|Drina|Duero|Ebro|Elbe|Essequibo|Euphrates|Ganges|Garonne|"
        "Godavari|Guadalquivir|Harirud|Indigirka|Indus|Irrawaddy|Irtysh|Jhelum|Jubba|Karun|Kasai|Kolyma|Kuban|"
        "Limpopo|Litani|Logone|Loire|Lualaba|Maritsa|Marne|Mekong|Meuse|Monongahela|Mosel|Moselle|Narmada|Nemunas|"
        "Neva|Nile|Oder|Okavango|Orinoco|Oxus|Pechora|Pilcomayo|Potomac|Pripyat|Prut|Putumayo|Rhine|Rhône|Rufiji|"
        "Salween|Sava|Scheldt|Seine|Seversky Donets|Shabeelle|Shebele|Sobat|Songhua|Susquehanna|Sutlej|Syr Darya|"
        "Tagus|Tarim|Terek|Thames|Tiber|Tigris|Tisza|Ubangi|Ucayali|Uele|Ussuri|Vistula|Vltava|Volga|White Nile|"
        "Xingu|Yamuna|Yangtze|Yenisey|Zambeze|Zambezi"
    ).split("|")
)
"""Rivers that news names without "River"; most others are also people, towns or plain words (Grey, Trinity, Save)."""

MENDED = {
    "Kiz?lirmak": "Kızılırmak",
    "Glma": "Glomma",
    "Rhne": "Rhône",
    "Klarlven": "Klarälven",
    "Skelleftelven": "Skellefteälven",
    "Tornelven": "Torneälven",
    "Pnuco": "Pánuco",
    "Zambeze": "Zambezi",
    "Nistru": "Dniester",
    "Dnister": "Dniester",
}
"""Names from which Natural Earth lost a letter, or that English writes otherwise."""


def _clusters(features: list[Feature], *, degrees: float) -> list[list[Feature]]:
    """Features of one name that lie near one another: there are rivers of one name on several continents."""
    clusters: list[list[Feature]] = []
    for feature in features:
        touching = [c for c in clusters if any(feature.geometry.distance(o.geometry) < degrees for o in c)]
        merged = [feature, *(f for c in touching for f in c)]
        clusters = [c for c in clusters if c not in touching] + [merged]
    return clusters


def compile_rivers(sources: Path, locator: Locator, names: NameGiver) -> list[Entry]:
    """One entry for each named river; its point is its middle, its radius half its length (500 km at most)."""
    by_name: dict[str, list[Feature]] = defaultdict(list)
    for feature in layer(sources, "ne_10m_rivers_lake_centerlines"):
        given = feature.text("name")
        if given:
            name = ENGLISH.get(given) or feature.text("name_en") or given
            by_name[MENDED.get(name, name)].append(feature)
    entries = []
    for name, features in by_name.items():
        clusters = sorted(_clusters(features, degrees=2.0), key=lambda c: -sum(f.geometry.length for f in c))
        entries += [_river(name, cluster, locator, names) for cluster in clusters]
    return entries


def _river(name: str, cluster: list[Feature], locator: Locator, names: NameGiver) -> Entry:
    line = shapely.line_merge(shapely.union_all([f.geometry for f in cluster]))
    longest = max(shapely.get_parts(line), key=lambda g: g.length)
    middle = longest.interpolate(0.5, normalized=True)
    country, division = locator.of_shape(line)
    full = any(
        name.startswith(w) or name.endswith(w) for w in ("River", "Rio ", "Río ", "Wadi ", " Gol", "Canal", "Delta")
    )
    main = name if full or name in KNOWN_ALONE else f"{name} River"
    bare = main.removesuffix(" River")
    given = [n for f in cluster for n in (f.text("name"), f.text("name_alt")) if n]
    others = [f"{bare} River", f"River {bare}", *ALSO.get(name, ())]
    others += [f"{n} River" for n in sorted(set(given)) if fold(n) != fold(bare)]
    return Entry(
        names.give("river", main),
        main,
        "river",
        "H",
        "STM",
        middle.y,
        middle.x,
        country,
        division,
        radius_km=min(500.0, max(5.0, line_km(line) / 2)),
        alternates=[n for n in others if n != main and usable(n)],
        geometry=line,
    )


WATER = (
    "lake",
    "lago",
    "lac ",
    "ozero",
    "reservoir",
    "loch",
    "lough",
    "sea",
    " hu",
    " co",
    "nuur",
    "laguna",
    "lagoa",
    "bay",
)
WATER += (
    "järvi",
    "sjön",
    "vesi",
    "represa",
    "presa",
    "danau",
    "embalse",
    "kol",
    "lagoon",
    "dam",
    "channel",
    "tonle",
    "yumco",
)
BROKEN = ("jrv", "Pijnne", "Kli", "ilmen kli", "Pltipi")
"""Names from which Natural Earth lost a letter."""
LAKES = {
    "Lago Titicaca": "Lake Titicaca",
    "Lago de Nicaragua": "Lake Nicaragua",
    "Lago de Managua": "Lake Managua",
    "Lac Moeru": "Lake Mweru",
    "Bodensee": "Lake Constance",
    "Danau Toba": "Lake Toba",
    "Pskoyskoye Ozero": "Lake Pskov",
    "Poyang Hu": "Poyang Lake",
    "Tai Hu": "Lake Tai",
    "Lago de Chapala": "Lake Chapala",
    "Khövsgöl Nuur": "Lake Khövsgöl",
    "Hulun Nuur": "Hulun Lake",
}
GREAT = frozenset({"Great Lakes", "Finger Lakes"})


def compile_lakes(sources: Path, locator: Locator, names: NameGiver) -> list[Entry]:
    """One entry for each named lake; bare names ("Beysehir") are towns', so that "Lake" is put before them."""
    by_name: dict[str, list[Feature]] = defaultdict(list)
    for feature in layer(sources, "ne_10m_lakes"):
        name = feature.text("name")
        if (name and not any(b in name for b in BROKEN) and not name.endswith("rvi")) or "järvi" in name:
            by_name[name].append(feature)
    entries = []
    for given, features in by_name.items():
        for cluster in _clusters(features, degrees=0.5):
            shape = shapely.union_all([f.geometry for f in cluster])
            if circle_radius_km(shape) < 3:
                continue
            name = LAKES.get(given, in_full(given))
            if not any(w in f"{fold(name)} " or w in name.lower() for w in WATER):
                sort = cluster[0].text("featurecla")
                name = f"{name} Reservoir" if sort == "Reservoir" else f"Lake {name}"
            inside = max(shapely.get_parts(shape), key=lambda g: g.area).representative_point()
            country, division = locator.of_shape(shape)
            others = [given, *(a for f in cluster for a in f.text("name_alt").split(",") if a.strip() not in GREAT)]
            if name.startswith("Lake "):
                others.append(f"{name.removeprefix('Lake ')} Lake")
            others = [o.strip() for o in others if any(w in f"{fold(o)} " or w in o.lower() for w in WATER)]
            entries.append(
                Entry(
                    names.give("lake", name),
                    name,
                    "lake",
                    "H",
                    "RSV" if "Reservoir" in name else "LK",
                    inside.y,
                    inside.x,
                    country,
                    division,
                    radius_km=circle_radius_km(shape),
                    alternates=[n for n in others if n != name and usable(n)],
                    geometry=shape,
                )
            )
    return entries
