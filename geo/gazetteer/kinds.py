"""Say what sort of place a GeoNames feature is, and how well known such a place tends to be."""

from geo.records import PlaceKind

__all__ = ["KINDS", "MAIN_FACTOR", "kind_of_feature", "prominence"]

KINDS: tuple[PlaceKind, ...] = tuple(kind for kind in PlaceKind if kind is not PlaceKind.VICINITY)
"""Order of the index's column of kinds. Appending is safe; reordering needs a new layout number."""

_BY_CODE = {
    **dict.fromkeys(("PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS", "TERR"), PlaceKind.COUNTRY),
    **dict.fromkeys(("ADM1", "ADM1H"), PlaceKind.ADMIN1),
    **dict.fromkeys(
        ("ADM2", "ADM2H", "ADM3", "ADM3H", "ADM4", "ADM4H", "ADM5", "ADM5H", "ADMD", "ADMDH"), PlaceKind.ADMIN2
    ),
    "PPLX": PlaceKind.SUBURB,
    "CONT": PlaceKind.CONTINENT,
    **dict.fromkeys(("SEA", "OCN", "SEAU", "OCNU"), PlaceKind.SEA),
    **dict.fromkeys(("GULF", "BAY", "BAYS", "BGHT", "FJD", "FJDS", "SD", "COVE"), PlaceKind.GULF),
    **dict.fromkeys(("STRT", "CHN", "CHNM", "NRWS"), PlaceKind.STRAIT),
    **dict.fromkeys(("ISL", "ISLS", "ISLET", "ISLF", "ISLM", "ISLT", "ATOL"), PlaceKind.ISLAND),
    **dict.fromkeys(("PEN", "PENX", "CAPE", "HDLD", "PT", "PTS", "ISTH"), PlaceKind.PENINSULA),
    **dict.fromkeys(
        ("MT", "MTS", "MTU", "PK", "PKS", "HLL", "HLLS", "RDGE", "SPUR", "UPLD", "VLC", "PASS"), PlaceKind.MOUNTAINS
    ),
    **dict.fromkeys(("DSRT", "DUNE", "ERG"), PlaceKind.DESERT),
    **dict.fromkeys(("CNL", "RVN", "WAD", "WADS", "WADX", "DLTA", "ESTY", "FLLS"), PlaceKind.RIVER),
    **dict.fromkeys(("RSV", "RSVT", "LGN", "LGNS", "LGNX"), PlaceKind.LAKE),
    **dict.fromkeys(("AIRP", "AIRF", "AIRH", "AIRQ"), PlaceKind.AIRPORT),
    "AIRB": PlaceKind.AIRBASE,
}
_BY_CLASS = {
    "A": PlaceKind.REGION,
    "H": PlaceKind.SITE,
    "L": PlaceKind.REGION,
    "P": PlaceKind.TOWN,
    "R": PlaceKind.SITE,
    "S": PlaceKind.SITE,
    "T": PlaceKind.REGION,
    "U": PlaceKind.REGION,
    "V": PlaceKind.REGION,
}
_LEAST = {
    PlaceKind.CONTINENT: 1_000_000_000,
    PlaceKind.COUNTRY: 100_000,
    PlaceKind.ADMIN1: 200_000,
    PlaceKind.ADMIN2: 10_000,
    PlaceKind.SEA: 1_000_000,
    PlaceKind.GULF: 100_000,
    PlaceKind.STRAIT: 100_000,
    PlaceKind.REGION: 50_000,
    PlaceKind.ISLAND: 20_000,
    PlaceKind.PENINSULA: 50_000,
    PlaceKind.MOUNTAINS: 30_000,
    PlaceKind.DESERT: 100_000,
    PlaceKind.RIVER: 30_000,
    PlaceKind.LAKE: 20_000,
    PlaceKind.AIRPORT: 5_000,
    PlaceKind.AIRBASE: 5_000,
}
_LEAST_CHOSEN = 20_000
_FACTOR = {PlaceKind.COUNTRY: 5.0, PlaceKind.ADMIN1: 0.08, PlaceKind.ADMIN2: 0.05, PlaceKind.SUBURB: 0.3}
MAIN_FACTOR = 4.0
"""How much more a place counts among those of a name when the name is its own, not another one of it."""


def kind_of_feature(feature_class: str, feature_code: str) -> PlaceKind:
    """The kind of a GeoNames feature (https://www.geonames.org/export/codes.html); SITE where nothing fits."""
    kind = _BY_CODE.get(feature_code)
    if kind is not None:
        return kind
    if feature_class == "H" and feature_code[:3] in {"STM", "LK", "LKS", "LKX", "LKN"}:
        return PlaceKind.RIVER if feature_code.startswith("STM") else PlaceKind.LAKE
    if feature_class == "H" and feature_code.startswith("LK"):
        return PlaceKind.LAKE
    return _BY_CLASS.get(feature_class, PlaceKind.SITE)


def prominence(kind: PlaceKind, population: int, *, chosen: bool = False) -> float:
    """How well known a place is among those of its name, in "as many as a town of so many people".

    Seas, mountains and airports, which nobody lives in, count as a town of a set size. A province counts for
    less than its people, since a bare name ("Idlib", "New York") mostly means the town. `chosen`: a person
    added it because the news names it.
    """
    least = max(_LEAST.get(kind, 1), _LEAST_CHOSEN if chosen else 1)
    return max(population, least) * _FACTOR.get(kind, 1.0)
