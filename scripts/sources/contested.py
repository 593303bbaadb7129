"""Compile the lands that several claim: the Golan Heights, Nagorno-Karabakh, the Spratly Islands."""

from pathlib import Path

from sources.entries import Entry, NameGiver
from sources.names import usable
from sources.natural_earth import layer
from sources.shapes import circle_radius_km, inside

__all__ = ["compile_contested"]

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
        lat, lon = inside(feature.geometry)
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
