"""Read what the words around a name say about the place it means.

"Idlib province", "town of Latakia", "Paris, Texas", "Syria's Idlib": such words outrank fame. Each cue is read from
the text between and beside the toponyms; none is guessed from the name itself. Pure: text in, cues out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from geo.records import EntityKind, PlaceKind, Role, Toponym

__all__ = ["KIND_WORDS", "Container", "Cue", "read_cues", "split_kind_word"]

_K = PlaceKind
_ADMIN1 = frozenset({_K.ADMIN1})
_ADMIN = frozenset({_K.ADMIN1, _K.ADMIN2, _K.REGION})
_TOWN = frozenset({_K.TOWN, _K.SUBURB})
_HEIGHTS = frozenset({_K.MOUNTAINS})

KIND_WORDS: dict[str, frozenset[PlaceKind]] = {
    "province": _ADMIN1 | {_K.ADMIN2, _K.REGION},
    "governorate": _ADMIN1 | {_K.ADMIN2},
    "prefecture": _ADMIN1 | {_K.ADMIN2},
    "oblast": _ADMIN1,
    "state": frozenset({_K.ADMIN1, _K.COUNTRY}),
    "canton": _ADMIN1,
    "emirate": _ADMIN1,
    "territory": frozenset({_K.ADMIN1, _K.COUNTRY, _K.REGION}),
    "region": _ADMIN,
    "department": frozenset({_K.ADMIN1, _K.ADMIN2}),
    "county": frozenset({_K.ADMIN1, _K.ADMIN2}),
    "parish": frozenset({_K.ADMIN1, _K.ADMIN2}),
    "district": frozenset({_K.ADMIN1, _K.ADMIN2, _K.SUBURB, _K.TOWN}),
    "borough": frozenset({_K.ADMIN2, _K.SUBURB, _K.TOWN}),
    "municipality": frozenset({_K.ADMIN2, _K.TOWN}),
    "township": frozenset({_K.TOWN, _K.SUBURB, _K.ADMIN2}),
    "city": _TOWN,
    "town": _TOWN,
    "village": _TOWN,
    "hamlet": _TOWN,
    "capital": frozenset({_K.TOWN}),
    "port": frozenset({_K.TOWN, _K.SITE}),
    "resort": _TOWN,
    "suburb": _TOWN,
    "neighborhood": _TOWN,
    "neighbourhood": _TOWN,
    "settlement": _TOWN,
    "river": frozenset({_K.RIVER}),
    "creek": frozenset({_K.RIVER}),
    "valley": frozenset({_K.REGION, _K.RIVER, _K.ADMIN2}),
    "lake": frozenset({_K.LAKE}),
    "reservoir": frozenset({_K.LAKE}),
    "sea": frozenset({_K.SEA}),
    "ocean": frozenset({_K.SEA}),
    "gulf": frozenset({_K.GULF}),
    "bay": frozenset({_K.GULF}),
    "strait": frozenset({_K.STRAIT}),
    "channel": frozenset({_K.STRAIT}),
    "island": frozenset({_K.ISLAND, _K.ADMIN1, _K.COUNTRY, _K.ADMIN2}),
    "archipelago": frozenset({_K.ISLAND, _K.ADMIN1, _K.COUNTRY}),
    "peninsula": frozenset({_K.PENINSULA, _K.REGION}),
    "mount": _HEIGHTS,
    "mountain": _HEIGHTS,
    "range": _HEIGHTS,
    "hills": _HEIGHTS | {_K.REGION},
    "plateau": frozenset({_K.REGION, _K.MOUNTAINS}),
    "desert": frozenset({_K.DESERT}),
    "airport": frozenset({_K.AIRPORT}),
    "airfield": frozenset({_K.AIRPORT, _K.AIRBASE}),
    "air base": frozenset({_K.AIRBASE, _K.AIRPORT}),
    "airbase": frozenset({_K.AIRBASE, _K.AIRPORT}),
    "country": frozenset({_K.COUNTRY}),
    "nation": frozenset({_K.COUNTRY}),
    "republic": frozenset({_K.COUNTRY, _K.ADMIN1}),
    "kingdom": frozenset({_K.COUNTRY}),
    "continent": frozenset({_K.CONTINENT}),
}
"""What sort of place each word announces."""

_PLURALS = {
    "provinces": "province", "governorates": "governorate", "prefectures": "prefecture", "oblasts": "oblast",
    "states": "state", "regions": "region", "departments": "department", "counties": "county", "parishes": "parish",
    "districts": "district", "boroughs": "borough", "municipalities": "municipality", "townships": "township",
    "cities": "city", "towns": "town", "villages": "village", "suburbs": "suburb", "neighborhoods": "neighborhood",
    "neighbourhoods": "neighbourhood", "rivers": "river", "lakes": "lake", "seas": "sea", "islands": "island",
    "mountains": "mountain", "deserts": "desert", "airports": "airport", "countries": "country", "nations": "nation",
    "territories": "territory", "straits": "strait",
}  # fmt: skip
_WORDS = "|".join(sorted((re.escape(w) for w in (*KIND_WORDS, *_PLURALS)), key=len, reverse=True))
_ALL_WORDS = frozenset(word.split()[-1] for word in (*KIND_WORDS, *_PLURALS))
_WORDS_BEFORE = 4
_LEADS_TO_OFFICE = frozenset({"of", "in", "downtown"})
_AFTER = re.compile(rf"[\s-]\s?({_WORDS})\b(?!\s+of\b)", re.IGNORECASE)
_BEFORE = re.compile(rf"\b({_WORDS})\s+(?:of\s+)?(?:the\s+)?(?:called\s+|named\s+)?[\"“‘']?$", re.IGNORECASE)
_BEFORE_APPOSED = re.compile(r"\b(capital),\s+$", re.IGNORECASE)
_INSIDE = re.compile(rf"^(?P<base>.+?)[\s-](?P<word>{_WORDS})$", re.IGNORECASE)
_INSIDE_FIRST = re.compile(rf"^(?P<word>{_WORDS})\s+(?:of\s+)?(?P<base>.+)$", re.IGNORECASE)
_HEAD_OF = re.compile(r"\b(governor|premier|legislature|attorney general)\s+of\s+$", re.IGNORECASE)
_MAYOR_OF = re.compile(
    r"\b(mayor of|downtown|outskirts of|suburbs? of|streets of|residents of|centre of|center of|born in)\s+$",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the)\s+$", re.IGNORECASE)
_DIRECTION = re.compile(
    r"\b(?:(?:north|south|east|west|central|mid|upper|lower|inner|outer|far|rural|mainland)"
    r"(?:-?(?:east|west|central))?(?:ern)?)[\s-]+$",
    re.IGNORECASE,
)
_COMPASS = (
    "north",
    "south",
    "east",
    "west",
    "central",
    "mid",
    "upper",
    "lower",
    "inner",
    "outer",
    "far",
    "rural",
    "main",
)
_DIRECTIONS = (
    r"(?:(?:the\s+)?(?:far\s+|rural\s+|neighbou?ring\s+|nearby\s+)?"
    r"(?:(?:north|south|east|west|central)(?:[\s-]?(?:east|west|central))?(?:ern)?\s+)?)"
)
_COMMA = re.compile(rf",\s+(?:in\s+)?{_DIRECTIONS}$", re.IGNORECASE)
_PAREN = re.compile(r"\s*\($")
_POSSESSIVE = re.compile(
    rf"['’](?:s)?\s+(?:[a-z-]+\s+){{0,2}}?(?:(?:{_WORDS})\s+(?:of\s+)?)?(?:the\s+)?$|\s+{_DIRECTIONS}(?:{_WORDS})\s+of\s+$",
    re.IGNORECASE,
)
_IN = re.compile(
    rf"\s+(?:(?:{_WORDS})\s*)?,?\s*in\s+{_DIRECTIONS}(?:(?:{_WORDS})\s+of\s+)?$",
    re.IGNORECASE,
)
_DEMONYM = re.compile(rf"\s+(?:[a-z-]+\s+){{0,2}}?(?:(?:{_WORDS})\s+(?:of\s+)?)(?:the\s+)?$", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|\s*/|,?\s*&)\s+(?:the\s+)?$", re.IGNORECASE)
_FILED = re.compile(r"(?:,\s+[A-Z][\w. ]{1,20}?)?\s*(?:\([A-Z][\w ./]{1,20}\)|[-–—])")
_REACH = 48
"""How many characters beside a name are read."""


class Container(IntEnum):
    """How strongly the text says that one place lies in another."""

    NONE = 0
    INSIDE = 1
    """ "a camp in Idlib, … in Syria": said loosely."""
    POSSESSIVE = 2
    """ "Syria's Idlib", "the Syrian town of Latakia"."""
    COMMA = 3
    """ "Paris, Texas": explicit."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What the text says about one toponym.

    `kinds`: the kinds of place it announces (empty: none), `kind_word` the word that did; `container`: the index of
    the toponym that is said to contain it, or −1, and `strength` how; `the`: it has the definite article;
    `direction`: "northern …"; `listed`: it stands in a list with the next; `run`: how many names
    stand in that list; `filed`: the article was sent from there ("BEIRUT (AP) —").
    """

    kinds: frozenset[PlaceKind] = frozenset()
    kind_word: str = ""
    container: int = -1
    strength: Container = Container.NONE
    the: bool = False
    direction: bool = False
    listed: bool = False
    run: int = 1
    filed: bool = False


def split_kind_word(surface: str) -> tuple[str, str]:
    """Part "Idlib province" into ("Idlib", "province"), "Lake Assad" into ("Assad", "lake"); else (surface, "")."""
    match = _INSIDE.match(surface) or _INSIDE_FIRST.match(surface)
    if match is None:
        return surface, ""
    return match["base"].strip(), _singular(match["word"])


def read_cues(text: str, toponyms: Sequence[Toponym]) -> list[Cue]:
    """One cue for each toponym, in the same order (they must be sorted by start)."""
    count = len(toponyms)
    kinds: list[frozenset[PlaceKind]] = [frozenset()] * count
    words = [""] * count
    containers = [-1] * count
    strengths = [Container.NONE] * count
    listed = [False] * count
    plural = [False] * count
    for i in range(count - 1, -1, -1):
        toponym = toponyms[i]
        if toponym.kind is not EntityKind.DEMONYM:
            word, many = _kind_word(text, toponym)
            if word:
                kinds[i], words[i], plural[i] = KIND_WORDS[word], word, many
        if i + 1 >= count:
            continue
        following = toponyms[i + 1]
        if following.start - toponym.end > _REACH or following.start < toponym.end:
            continue
        gap = text[toponym.end : following.start]
        if "\n\n" in gap or ". " in gap:
            continue
        if _LIST.fullmatch(gap):
            listed[i] = True
            if plural[i + 1] and not words[i] and toponym.kind is not EntityKind.DEMONYM:
                kinds[i], words[i], plural[i] = kinds[i + 1], words[i + 1], True
        if toponym.kind is EntityKind.DEMONYM:
            if containers[i + 1] < 0 and _DEMONYM.fullmatch(gap):
                containers[i + 1], strengths[i + 1] = i, Container.POSSESSIVE
        elif following.kind is not EntityKind.DEMONYM:
            if _COMMA.fullmatch(gap) or (_PAREN.fullmatch(gap) and text[following.end : following.end + 1] == ")"):
                containers[i], strengths[i] = i + 1, Container.COMMA
            elif _IN.fullmatch(gap):
                containers[i], strengths[i] = i + 1, Container.INSIDE
            elif _POSSESSIVE.fullmatch(gap) and containers[i + 1] < 0:
                containers[i + 1], strengths[i + 1] = i, Container.POSSESSIVE
    for i in range(count):
        if plural[i] and not listed[i] and not (i and listed[i - 1]):
            kinds[i], words[i] = frozenset(), ""  # "Texas cities" are cities of Texas, not one of that name
    runs = _runs(listed)
    cues = []
    for i, toponym in enumerate(toponyms):
        before = text[max(0, toponym.start - 24) : toponym.start].lower()
        cues.append(
            Cue(
                kinds[i],
                words[i],
                containers[i],
                strengths[i],
                before.endswith("the ") and _THE.search(before) is not None,
                any(word in before for word in _COMPASS) and _DIRECTION.search(before) is not None,
                listed[i],
                runs[i],
                toponym.role is Role.FILED or _is_dateline(text, toponym),
            )
        )
    return cues


def _runs(listed: Sequence[bool]) -> list[int]:
    """How many names stand in the list of each: `listed` says which ones are followed by a further one."""
    runs, at = [1] * len(listed), 0
    while at < len(listed):
        end = at
        while listed[end]:
            end += 1
        runs[at : end + 1] = [end - at + 1] * (end - at + 1)
        at = end + 1
    return runs


def _is_dateline(text: str, toponym: Toponym) -> bool:
    """Whether a name in capitals opens a paragraph and is followed by an agency or a dash."""
    if not toponym.surface.isupper() or text[max(0, toponym.start - 1) : toponym.start].isalnum():
        return False
    return _FILED.match(text, toponym.end, toponym.end + _REACH) is not None


def _kind_word(text: str, toponym: Toponym) -> tuple[str, bool]:
    """The word beside a toponym that says what it is ("" if none), and whether it stands in the plural."""
    after = _AFTER.match(text, toponym.end, toponym.end + _REACH)
    if after:
        word = after[1].lower()
        # "Paris city council" and "New York state police" still speak of the city and the state.
        return _singular(word), word in _PLURALS
    before_text = text[max(0, toponym.start - _REACH) : toponym.start]
    words = before_text.lower().split()[-_WORDS_BEFORE:]
    before = None
    if any(word.lstrip("(“\"‘'") in _ALL_WORDS or word == "capital," for word in words):
        before = _BEFORE.search(before_text) or _BEFORE_APPOSED.search(before_text)
    if before:
        word = before[1].lower()
        if word in _PLURALS and not re.search(r"of\s", before[0]):
            return "", False  # "two states Texas…": not said of this one
        if word in {"state", "nation", "country", "region", "range", "port", "department"} and " of" not in before[0]:
            return "", False  # "head of state Assad", "the port Sudan"
        return _singular(word), word in _PLURALS
    if words and words[-1] in _LEADS_TO_OFFICE:
        if _HEAD_OF.search(before_text):
            return "province", False
        if _MAYOR_OF.search(before_text):
            return "city", False
    return "", False


def _singular(word: str) -> str:
    lowered = re.sub(r"\s+", " ", word.lower())
    return _PLURALS.get(lowered, lowered)
