"""Say what a division is called in English: governorate, oblast, province.

News writes "Idlib province" of what GeoNames calls a governorate: both words
are given as names of it.
"""

import re

from sources.names import DIRECTIONS, fold

__all__ = ["bare", "distinct", "spelt_out"]

WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("SY IQ YE LB JO EG TN OM BH KW".split(), ("Governorate", "Province")),
    **dict.fromkeys("RU".split(), ("Oblast", "Region")),
    **dict.fromkeys("UA BY KZ KG UZ".split(), ("Oblast", "Region")),
    **dict.fromkeys("AF AO AR BF CA CD CN CR CU DZ EC GQ ID IR KH KP KR LA LK MN MZ NP".split(), ("Province",)),
    **dict.fromkeys("OM PA PG PH PK RW SA TH TJ TR TM VN VU ZA ZM ZW BI CG GA CF".split(), ("Province",)),
    **dict.fromkeys("US AU BR DE IN MX MY NG SD SS VE MM".split(), ("State",)),
    **dict.fromkeys("ET ER TZ GH NA ML NE SN SO TD CM CI MR MG MA MW TG PE CL GM GN".split(), ("Region",)),
    **dict.fromkeys("FR IT BE GE AM IS MT NI".split(), ("Region",)),
    **dict.fromkeys("CO BO PY UY HN SV GT HT BJ".split(), ("Department",)),
    **dict.fromkeys("KE LR HR HU NO SE EE LT RO AL".split(), ("County",)),
    **dict.fromkeys("BD".split(), ("Division",)),
    **dict.fromkeys("JP GR".split(), ("Prefecture",)),
    **dict.fromkeys("CH".split(), ("Canton",)),
    **dict.fromkeys("LY UG AZ PT BW LS BT".split(), ("District",)),
    **dict.fromkeys("PL".split(), ("Voivodeship",)),
    **dict.fromkeys("BG".split(), ("Province", "Oblast")),
    **dict.fromkeys("ES".split(), ("Region",)),
    **dict.fromkeys("NL".split(), ("Province",)),
    **dict.fromkeys("AE".split(), ("Emirate",)),
    **dict.fromkeys("JM".split(), ("Parish",)),
}

NOT_SPELT_OUT = frozenset({"US", "CA", "AU", "DE", "BR", "IN", "MX", "FR", "IT", "ES", "MM", "GB"})
"""Countries where "X State" is no name of X (but see STATE_OF)."""

ONE_OF_A_KIND = frozenset(
    "Crimea Sevastopol Tatarstan Udmurtia Mordovia Karelia Kalmykia Ingushetia Chuvashia Bashkortostan Adygea Tuva "
    "Khakassia Sakha Buryatia Chechnya Dagestan Komi Moscow Abkhazia Adjara Zanzibar Nagorno-Karabakh".split()
) | {"Mari El", "North Ossetia", "Karachay-Cherkessia", "Kabardino-Balkaria", "Saint Petersburg", "Gaza Strip"}
"""Divisions of another sort than their neighbours: there is no "Chechnya Oblast"."""

STATE_OF = frozenset({"US", "IN", "MX", "BR", "NG", "VE", "SD"})

SUFFIX = re.compile(
    r"\s+(Province|Governorate|Region|Department|District|County|Municipality|Oblast'?|oblast|Krai|Kray|State|"
    r"Prefecture|Parish|Division|Atholhu|Emirate|Voivodeship|Rayon|Raion|Canton|Republic|Pradesh|Oblysy|province|county|"
    r"Wilaya|Urban|Sahari|(?:Capital )?City)$"
)
PREFIX = re.compile(
    r"^(?:Muhafazat|Muḩāfaz̧at|Imārat|Wilāyat|Wilaya de|Wilaya d’|Raionul|Opština|Opstina|Provincia de|Provincia di|"
    r"Province of|Province de(?: la| l’)?|State of|Departamento de|Respublika|Republic of|Região|Región|Regiunea|"
    r"Commune of|Municipality of|Parish of)\s+"
)
KEPT = frozenset({"US", "CA", "AU", "MM", "IN", "GB"})
"""Countries whose names keep their words ("Shan State", "Uttar Pradesh")."""


def bare(country: str, name: str) -> str:
    """The name without its designator where what is left can stand alone: "Kaduna State" is "Kaduna"."""
    short = PREFIX.sub("", name)
    if country not in KEPT and not short.endswith(" Pradesh"):
        short = SUFFIX.sub("", short)
    words = fold(short).split()
    if not words or all(w in DIRECTIONS for w in words) or len(fold(short)) < 3:
        return name
    return short.strip(" -")


def distinct(country: str, name: str) -> str:
    """A name of nothing but a direction gets its designator: Cameroon's "North" is "North Region"."""
    if not all(w in DIRECTIONS for w in fold(name).split()) or name in ("North West",):
        return name
    return f"{name} {WORDS.get(country, ('',))[0]}".strip()


def spelt_out(country: str, name: str) -> list[str]:
    """What English adds to the bare name: "Idlib Governorate", "Idlib Province"."""
    if name in ONE_OF_A_KIND or any(w in name for w in ("City", "Oblast", "Krai", "Republic")):
        return []
    names = [] if country in NOT_SPELT_OUT else [f"{name} {word}" for word in WORDS.get(country, ())]
    if country == "CH":
        names = [f"Canton of {name}"]
    if country in STATE_OF:
        names.append(f"State of {name}")
    return [n for n in names if not re.search(r"\b(\w+) \1\b", n)]
