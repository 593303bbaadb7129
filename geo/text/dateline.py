"""Find where an article was filed: the "BEIRUT, Lebanon (AP) —" before its first words.

That a report was sent from a place does not mean that it happened there, so those places get a role of their own. A
dateline is known by its form: a place that the gazetteer knows, in capitals or signed with an agency or a day, and a
dash. Form and exceptions: docs/decisions/0014-dateline-and-focus.md
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.records import Entity, EntityKind, PlaceKind, Role, Sentence, Toponym
from geo.text.hits import NameIndex
from geo.text.lexicon import MONTHS_AND_DAYS
from geo.text.words import ShippedWordLists

__all__ = ["Dateline", "DatelineFinder", "mark_filed", "unfiled"]

_EARLY = 1200
_EARLY_SENTENCES = 12
"""A dateline in small letters, or with a colon, stands before the article: within so many characters and sentences."""
_LONGEST = 140
"""Characters of the longest dateline."""
_SIZEABLE = 100_000
"""A town of so many is a better reading of READING or NICE than the word is."""

_PARAGRAPH = 120
"""Characters of a line that is surely no headline."""
_KNOWN = 15_000
"""A town of so many may stand before a colon; a smaller one is likelier a person, or a heading."""

_CALENDAR = "|".join(sorted(MONTHS_AND_DAYS, key=len, reverse=True))
_DAY = rf"""(?:
    (?i:{_CALENDAR})\b\.?(?:,?\s\d{{1,2}}(?:st|nd|rd|th)?\b)?
  | (?:(?:le|el|am|den)\s)?\d{{1,2}}\.?\s(?:de\s)?[^\W\d_]{{3,10}}\b\.?
  | \d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}
    )(?:,?\s(?:de\s)?\d{{4}}\b)?"""
_SIGNATURE = r"(?:\(\s*(?:[^\W_a-z][^()\n]{0,39}|[a-z]{2,4})?\s*\)|/[A-Z][^/\n]{1,30}/)"
_DASH = r"(?:[—–―\x96\x97]|-{2,3}|\.-(?!-)|_|\|(?=\s)|-(?=\s)|(?<=[\s)])-)"
_WIRES = "AP|AFP|UPI|EFE|DPA|ANSA|TASS|PTI|ANI|IANS|CNN|BBC"
_DATELINE = re.compile(
    rf"""
    (?:{_SIGNATURE}[ ]?{_DASH}*[ ]? | (?:{_WIRES})\.?[ ]?{_DASH}[ ]?)?
    (?P<open>\((?!(?:{_WIRES})\)))?
    (?P<places>[^\W\d_][^\n\d()—–―\x96\x97:!?"“”\[\]|]{{1,69}}?)
    (?P<tail>(?:[,.]{{0,2}}\s*(?:{_DAY}|{_SIGNATURE}))*)
    (?P<close>\))?
    (?:,?\s*(?P<mark>{_DASH}|:(?=\s)|\Z|(?<=[)/])\.?(?=\s)))
    (?P<more>[^\S\n]*(?:{_DAY}[ ]?(?::|{_DASH})|\(\s*\)\s*{_DASH}))?
    """,
    re.VERBOSE,
)
_SIGNED = re.compile(_SIGNATURE)
_MARKED = re.compile(r"[—–―\x96\x97:_)|/]|-[-\s]")
_PART = re.compile(r"[^,;/]+")
_JOINED = re.compile(r"\s+(?:and|&|y|e|et|und)\s+")
_ABOUT = re.compile(r"(?:near|outside|inside|off)\s+", re.IGNORECASE)
_PARTICLES = frozenset("and de del la le les al el da do dos du of y e et und".split())
_CITY_STATES = frozenset(
    "andorra/brunei/djibouti/gibraltar/guatemala/hong kong/kuwait/luxembourg/macao/macau/mexico/monaco/panama/"
    "san marino/singapore/vatican city".split("/")
)
"""Countries whose capital goes by their name; of other countries nobody writes "SYRIA —" but as a topic."""
_CONTAINERS = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1})


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: `start` to `end` (after its dash); each of `places` is start, end and a place_id or ""."""

    start: int
    end: int
    places: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A name between commas: what the gazetteer makes of it."""

    start: int
    end: int
    place_id: str = ""
    known: bool = False
    kind: PlaceKind | None = None
    """What the name mostly means."""
    population: int = -1
    """That of the largest town of the name, −1 where no town has it."""

    @property
    def container(self) -> bool:
        """Whether it mostly means a country, or a state or province."""
        return self.kind in _CONTAINERS


class DatelineFinder:
    """Finds the datelines of one text after another; holds nothing of them."""

    def __init__(self, names: NameIndex, lists: ShippedWordLists, abbreviations: Mapping[str, str]) -> None:
        self._names = names
        self._lists = lists
        self._abbreviations = abbreviations

    def find(self, text: str, sentences: Sequence[Sentence]) -> list[Dateline]:
        """The datelines of a text, in order: before the article, and before each piece of a digest."""
        found: list[Dateline] = []
        for number, sentence in enumerate(sentences):
            start = sentence.start
            early = not found and number < _EARLY_SENTENCES and start < _EARLY
            if not (early or (text[start].isupper() and not text[start + 1 : start + 2].islower())):
                continue
            if (found and start < found[-1].end) or _MARKED.search(text, start, start + _LONGEST) is None:
                continue
            begins_line = start == 0 or text[max(0, start - 2) : start].find("\n") >= 0
            dateline = self._at(text, start, early=early, begins_line=begins_line)
            if dateline is not None:
                found.append(dateline)
        return found

    def _at(self, text: str, start: int, *, early: bool, begins_line: bool) -> Dateline | None:
        match = _DATELINE.match(text, start, start + _LONGEST)
        if match is None or bool(match["open"]) != bool(match["close"]):
            return None
        first, last = match.span("places")
        if text[last : last + 1] == "." and match["tail"]:  # "Ind. (AP)"
            last += 1
        parts = self._parts(text, first, last)
        if not parts or len(parts) > 6:
            return None
        tail, more = match["tail"].strip(" ,."), match["more"] or ""
        wire = match.start("places") - start > 2
        agency = _SIGNED.search(tail) is not None
        signed = agency or wire
        dated = any(c.isdigit() for c in tail + more) or bool(_SIGNED.sub("", tail).strip(" ,."))
        colon, ended = match["mark"] == ":", match["mark"] in {"", "."}
        head = text[parts[0].start : parts[0].end]
        capitals = _in_capitals(head)
        if ended and not (agency and (dated or (parts[0].known and (capitals or tail[-1] == "/")))):
            return None
        if not _goes_on(text, match.end(), plain=not (signed or dated)):
            return None
        town = parts[0].known and (parts[0].population >= 0 or not parts[0].container)
        held = any(part.container for part in parts[1:])
        ordinary = not (signed or dated or held) and self._is_ordinary(parts[0], head)
        if capitals:
            if colon:
                sure = early and begins_line and (held or dated or (parts[0].population >= _KNOWN and not ordinary))
            else:
                sure = (town and not ordinary) or held or signed or (dated and parts[0].known)
        else:
            placed = parts[0].known or (held and signed)
            alone = town and begins_line and not (ordinary or ended)
            if colon:
                alone = alone and parts[0].population >= _SIZEABLE and _is_long(text, match.end())
            sure = early and placed and (signed or (dated and begins_line) or (held and not colon) or alone)
            sure = sure and not self._lists.is_common(head)
        if not sure:
            return None
        return Dateline(start, match.end(), tuple((p.start, p.end, p.place_id) for p in parts if p.known))

    def _is_ordinary(self, part: _Part, name: str) -> bool:
        """Whether a name alone is likelier a word or a topic than where somebody wrote from ("WEATHER", "SYRIA")."""
        if part.kind is PlaceKind.COUNTRY:
            return name.lower() not in _CITY_STATES
        if part.container:
            return part.population < _KNOWN
        return part.population < _SIZEABLE and " " not in name and self._lists.is_common(name)

    def _parts(self, text: str, start: int, end: int) -> list[_Part]:
        """The names of a dateline; none where it is too long for one."""
        about = _ABOUT.match(text, start, end)
        parts: list[_Part] = []
        for piece in _PART.finditer(text, about.end() if about else start, end):
            whole = self._part(text, *piece.span())
            if whole is None:
                continue
            if whole.known:
                parts.append(whole)
                continue
            at = piece.start()
            for joint in [*_JOINED.finditer(text, *piece.span()), None]:
                part = self._part(text, at, joint.start() if joint else piece.end())
                if part is not None:
                    parts.append(part)
                at = joint.end() if joint else at
        too_long = any(text.count(" ", part.start, part.end) > 4 for part in parts)
        return [] if too_long else parts

    def _part(self, text: str, start: int, end: int) -> _Part | None:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        name = text[start:end]
        if not name or not name[0].isalpha():
            return None
        place_id = self._abbreviations.get(name, "")
        if place_id:
            return _Part(start, end, place_id, known=True, kind=PlaceKind.ADMIN1)
        rows = self._names.rows(self._names.name_id(name)).tolist()
        if not rows:
            return _Part(start, end)
        towns = [row for row in rows[:8] if self._names.kind_of(row) is PlaceKind.TOWN]
        people = max(map(self._names.population_of, towns), default=-1)
        return _Part(start, end, known=True, kind=self._names.kind_of(rows[0]), population=people)


def _in_capitals(name: str) -> bool:
    """Whether a name is written in capitals, as datelines are: "PORT-AU-PRINCE", "McALLEN", "SAN JOSE de Mayo"."""
    words = [word for word in name.split() if word.lower() not in _PARTICLES]
    letters = [c for word in words for c in word if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def _goes_on(text: str, end: int, *, plain: bool) -> bool:
    """Whether a sentence follows, rather than the rest of a headline or of a list."""
    rest = text[end : end + 160].lstrip(" \t\r\n\u00a0\"'“‘«(")
    if not rest or not (any(c.isupper() for c in rest[:2]) or rest[0].isdigit() or not rest[0].isascii()):
        return False
    words = rest.split("\n", 1)[0].split()
    return not plain or (len(words) > 5 and any(word.islower() for word in words[1:12]))


def _is_long(text: str, start: int) -> bool:
    """Whether a paragraph follows rather than a line of a list."""
    end = text.find("\n", start)
    return (len(text) if end < 0 else end) - start >= _PARAGRAPH


def mark_filed(text: str, toponyms: Sequence[Toponym], datelines: Sequence[Dateline]) -> tuple[Toponym, ...]:
    """The toponyms with those of datelines as filed, and with the places that a dateline names besides."""
    if not datelines:
        return tuple(toponyms)
    named = [(start, end, place_id) for line in datelines for start, end, place_id in line.places]
    kept: list[Toponym] = []
    for toponym in toponyms:
        over = [span for span in named if span[0] < toponym.end and toponym.start < span[1]]
        if not over:
            inside = any(line.start <= toponym.start < line.end for line in datelines)
            literal = toponym.role is Role.LITERAL
            kept.append(replace(toponym, role=Role.FILED) if inside and literal else toponym)
        elif over == [(toponym.start, toponym.end, over[0][2])]:
            lookup = over[0][2] or toponym.lookup
            kept.append(replace(toponym, role=Role.FILED, kind=EntityKind.PLACE, lookup=lookup))
            named.remove(over[0])
    kept += [Toponym(start, end, text[start:end], Role.FILED, place_id) for start, end, place_id in named]
    kept.sort(key=lambda toponym: toponym.start)
    return tuple(kept)


def unfiled(persons: Sequence[Entity], datelines: Sequence[Dateline]) -> list[Entity]:
    """The persons that don't stand in a dateline: "WASHINGTON (AP) —" is nobody."""
    return [p for p in persons if not any(line.start <= p.start < line.end for line in datelines)]
