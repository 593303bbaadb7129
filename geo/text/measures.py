"""Read distances and directions out of words: "some 30 to 50 km south-west of" is 40 km at 225 degrees.

Patterns for use inside larger ones, and what their matches mean. Pure: text in, numbers out.
"""

import re

__all__ = ["AMOUNT", "DIRECTION", "bearing_of", "kilometres"]

_UNITS = {"mi": 1.609344, "n": 1.852, "k": 1.0, "m": 0.001, "y": 0.0009144, "f": 0.0003048}
_DRIVING, _WALKING = 60.0, 4.5
"""Kilometres an hour: a country road with its towns, and a person on foot. Told as such, an hour is never exact."""
_SMALL = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_LOOSE = {"a": 1.0, "an": 1.0, "half": 0.5, "dozen": 12.0, "couple": 2.0, "few": 3.0, "several": 5.0, "hundred": 100.0}

_TEN = "|".join(_TENS)
_ONE = "|".join(sorted(_SMALL, key=len, reverse=True))
_NUMBER = (
    rf"(?:\d[\d,]*(?:\.\d+)?|(?:(?:{_TEN})(?:[-\s](?:{_ONE}))?|{_ONE}|an?)(?:\s+(?:hundred|dozen))?"
    r"|half\s+an?|an?\s+couple(?:\s+of)?|an?\s+few|several)"
)
_HEDGE = (
    r"(?:(?:about|around|some|roughly|approximately|approx\.?|nearly|almost|less\s+than|more\s+than|over|up\s+to|at\s+least|"
    r"barely|only|just(?!\s+(?:north|south|east|west))|within|under|an\s+estimated|as\s+close\s+as|no\s+more\s+than)\s+){0,2}"
)
_UNIT = r"(?:nautical\s+miles?|miles?|mi|kilomet(?:er|re)s?|kms?|met(?:er|re)s?|m|yards?|feet)"
AMOUNT = (
    rf"\b{_HEDGE}(?P<number>{_NUMBER})(?:\s*(?:-|–|—|\bto\b|\bor\b)\s*(?P<upto>{_NUMBER}))?[\s-]*"
    rf"(?:(?P<unit>{_UNIT})\b(?:\s*\([^()\n]{{1,32}}\)|,?\s+or\s+\d[\d,.]*\s*{_UNIT}\b,?)?"
    r"|(?:and\s+a\s+half\s+)?(?P<time>hours?|minutes?|mins?)\b(?:['’]s?)?(?:\s+and\s+a\s+half\b)?"
    r"(?:[\s-]+(?P<mode>drive|walk|ride|bus\s+ride|car\s+ride|by\s+(?:car|road)))?)"
    r"(?:\s+(?:away|off|or\s+so|out|further|farther|inland|downstream|upstream))?"
)
"""A distance, or how long the way takes; with groups `number`, `upto`, `unit`, `time` and `mode`."""

DIRECTION = (
    r"(?:(?:(?:north|south)[-\s]?){1,2}(?:east|west)|(?:east|west)[-\s]?(?:north|south)[-\s]?(?:east|west)|"
    r"north|south|east|west)"
)
"""One of the sixteen points of the compass, in words."""

_POINTS = "n nne ne ene e ese se sse s ssw sw wsw w wnw nw nnw".split()
_CARDINAL = re.compile(r"north|south|east|west", re.IGNORECASE)


def bearing_of(words: str) -> float | None:
    """Degrees clockwise from north of "south-west", "northeastern" and the like; None where no direction is said."""
    point = "".join(word[0].lower() for word in _CARDINAL.findall(words))
    return _POINTS.index(point) * 22.5 if point in _POINTS else None


def kilometres(match: "re.Match[str]") -> float:
    """The distance of a match of `AMOUNT`, in kilometres; of a range its middle; 0 where it can't be told."""
    number = _number(match["number"])
    if match["upto"]:
        number = (number + _number(match["upto"])) / 2
    if match["unit"]:
        unit = match["unit"].lower()
        return number * _UNITS.get(unit if unit == "mi" else "mi" if unit.startswith("mil") else unit[0], 0.0)
    hours = number / 60 if match["time"].startswith("m") else number
    if "and a half" in match[0]:
        hours += 0.5
    return hours * (_WALKING if match["mode"] == "walk" else _DRIVING)


def _number(words: str) -> float:
    if words[0].isdigit():
        return float(words.replace(",", ""))
    value = 0.0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _TENS:
            value += _TENS[word]
        elif word in _SMALL:
            value += _SMALL[word]
        elif word in {"dozen", "hundred", "half"}:
            value = max(value, 1.0) * _LOOSE[word]
        elif word in {"couple", "few", "several"}:
            value = _LOOSE[word]
        elif word in {"a", "an"}:
            value = max(value, 1.0) if value != 0.5 else value
    return value
