"""Find what a text places by a named place: "50 miles south of Latakia", "near the Turkish border".

Looks left and right of each place that was found, never through the whole text: a phrase always leans on a name.
False circles are worse than none: a phrase that speaks of politics ("talks between Russia and Turkey", "border
policy", "sources close to Moscow") is passed over. Pure. Why so: docs/decisions/0013-relative-places.md
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from geo.records import EntityKind, Relation, RelationKind, Role, Sentence, Toponym
from geo.text import phrases
from geo.text.measures import bearing_of, kilometres

__all__ = ["find_relations"]

_REACH = 120
"""How many characters before a name are read, within its sentence."""
_FAR = 2000.0
"""Kilometres beyond which an offset says where something is not, rather than where it is."""

_CUE_WORDS = frozenset(
    "of from outside near to around off between with linking connecting joining beside central "
    "north south east west northern southern eastern western".split()
)
_CUE = re.compile(r"\b(?:of|from|near|outside|around|off|with|to)\b", re.IGNORECASE)
_MEASURED = re.compile(r"(?:mi|miles?|kms?|kilomet\w+|met(?:er|re)s?|m|yards?|feet|hours?|mins?|minutes?)\b")
_PAIRING = re.compile(r"\b(?:between|from|of|linking|connecting|joining|separating|dividing)\b", re.IGNORECASE)
_NOT_DIRECTIONS = frozenset("of from outside near to around off between with beside".split())
_NEAREST = 60
"""How many characters before a name hold the words that matter most; a distance may stand before them."""
_GENITIVES = frozenset(("'s", "’s", "s'", "s’"))
_MAY_LEAD = frozenset("the of called named downtown central".split())
_K = RelationKind


def find_relations(
    text: str, sentences: Sequence[Sentence], toponyms: Sequence[Toponym], *, is_name: Callable[[str], bool]
) -> tuple[Relation, ...]:
    """The relations of a text, sorted by start, none overlapping; toponyms must be sorted by start.

    `is_name` says whether a place goes by a name: "Northern Ireland" is one, "northern Idlib" is a part of Idlib.
    """
    starts = [sentence.start for sentence in sentences]
    found: list[Relation] = []
    reach = -1
    for i, toponym in enumerate(toponyms):
        if toponym.start < reach:
            continue
        at = bisect_right(starts, toponym.start) - 1
        first = sentences[at].start if at >= 0 else 0
        last = sentences[at].end if at >= 0 else len(text)
        relation = _inside(text, toponym, is_name)
        if relation is None:
            relation = _Phrase(text, toponyms, i, max(first, reach, toponym.start - _REACH), last).read()
            if relation is not None and relation.kind is _K.PART and _is_title(relation.surface, is_name):
                relation = None
        if relation is not None:
            found.append(relation)
            reach = relation.end
    return tuple(found)


def _is_title(surface: str, is_name: Callable[[str], bool]) -> bool:
    """Whether a part is written as a name that means another place: "Southern Sudan" is South Sudan."""
    title = phrases.TITLE.match(surface)
    return title is not None and is_name(f"{title[1]} {surface[title.end() :]}")


def _inside(text: str, toponym: Toponym, is_name: Callable[[str], bool]) -> Relation | None:
    """A part that was found as one name with its direction: "northern Idlib"."""
    surface = toponym.surface
    if toponym.kind is not EntityKind.PLACE or surface[0] not in "nsewcNSEWC":
        return None
    coast = phrases.COAST_INSIDE.match(surface)
    if coast:
        off = phrases.COAST_LEAD.search(text, max(toponym.start - 30, 0), toponym.start)
        if off is None or not is_name(surface[coast.end() :]):
            return None
        bearing, at = bearing_of(coast["direction"] or ""), off.start()
        return Relation(
            at,
            toponym.end,
            text[at : toponym.end],
            _K.COAST,
            (toponym.start,),
            kilometres(off) if off["number"] else 0.0,
            bearing,
        )
    match = phrases.PART_INSIDE.match(surface)
    if match is None or is_name(surface) or not is_name(surface[match.end() :]) or _is_title(surface, is_name):
        return None
    if phrases.COMPOUND.match(text, toponym.end, toponym.end + 40):
        return None
    bearing = bearing_of(match["direction"])
    rim = phrases.RIM_AFTER.match(text, toponym.end, toponym.end + 30)
    if rim:
        return Relation(
            toponym.start, rim.end(), text[toponym.start : rim.end()], _K.OUTSKIRTS, (toponym.start,), bearing=bearing
        )
    return Relation(toponym.start, toponym.end, surface, _K.PART, (toponym.start,), bearing=bearing)


class _Phrase:
    """The words around one toponym, and what they say."""

    def __init__(self, text: str, toponyms: Sequence[Toponym], at: int, first: int, last: int) -> None:
        self.text = text
        self.toponyms = toponyms
        self.at = at
        self.it = toponyms[at]
        self.first = first
        self.last = last
        self.before = text[first : self.it.start]
        following = toponyms[at + 1] if at + 1 < len(toponyms) else None
        self.next = following if following is not None and following.end <= last else None

    def read(self) -> Relation | None:
        """The relation that leans on the toponym, or None."""
        found = self._two() or self._right()
        if found is not None:
            return found
        words = self.before[-_NEAREST:].split()
        if not words:
            return None
        word = words[-1].lower().rpartition("-")[2]
        if word in _CUE_WORDS:
            found = self._left(self.before, word, led=False)
            if found is not None:
                return found
        elif not (word in _MAY_LEAD or words[-1][-2:] in _GENITIVES or words[-2:-1] == ["the"] or _is_kind(word)):
            return None
        if not _CUE.search(self.before[-_NEAREST:]):
            return None
        lead = phrases.LEAD.search(self.before, max(len(self.before) - _NEAREST, 0))
        if lead is None:
            return None
        before = self.before[: lead.start() + 1]
        return self._left(before, before[-20:].split()[-1].lower() if before[-20:].strip() else "", led=True)

    def _two(self) -> Relation | None:
        """Relations that lean on this toponym and the next: borders, and what lies between."""
        other = self.next
        if other is None or other.start - self.it.end > 60:
            return None
        gap = self.text[self.it.end : other.start]
        after = self.text[other.end : min(other.end + 40, self.last)]
        if phrases.HYPHEN.fullmatch(gap) or (
            gap == " " and phrases.BORDER_AFTER.match(after) and self.it.kind is EntityKind.DEMONYM
        ):
            border = phrases.BORDER_AFTER.match(after)
            if border:
                return self._border(other.end + border.end(), self.it, other)
            road = phrases.ROAD_AFTER.match(after)
            on = phrases.ON_THE.search(self.before)
            if road and on:
                return self._relation(_K.BETWEEN, on.start(), other.end + road.end(), self.it, other)
            return None
        border = phrases.BORDER_AFTER.match(gap)
        if border and phrases.BORDER_WITH.fullmatch(gap, border.end()):
            return self._border(other.end, self.it, other)
        before = self.before
        if not _PAIRING.search(before, max(len(before) - _NEAREST, 0)):
            return None
        led = phrases.LEAD.search(before, max(len(before) - _NEAREST, 0))
        if not before.endswith(("between ", "from ", "of ", "linking ", "connecting ", "joining ")):
            if led is None:
                return None
            before = before[: led.start() + 1]
        joined = phrases.AND.fullmatch(_unled(gap))
        if joined and (match := phrases.BORDER_OF.search(before)):
            at = phrases.AT_BORDER.search(before[: match.start()])
            return None if at is None else self._made(_K.BORDER, at, other.end, self.it, other)
        if self.it.kind is EntityKind.DEMONYM or other.kind is EntityKind.DEMONYM:
            return None
        if joined and (match := phrases.BETWEEN.search(before)) and match["cue"]:
            return self._relation(_K.BETWEEN, match.start(), other.end, self.it, other)
        if phrases.TO.fullmatch(_unled(gap)) and (match := phrases.FROM_TO.search(before)):
            return self._relation(_K.BETWEEN, match.start(), other.end, self.it, other)
        return None

    def _border(self, end: int, *anchors: Toponym) -> Relation | None:
        at = phrases.AT_BORDER.search(self.before)
        return None if at is None else self._made(_K.BORDER, at, end, *anchors)

    def _right(self) -> Relation | None:
        """Relations whose word comes after the name: "the Turkish border", "Yemen's coast", "Aleppo's outskirts"."""
        text, end = self.text, self.it.end
        if text[end : end + 1] not in {" ", "'", "’", "\n"}:
            return None
        after = text[end : min(end + 60, self.last)]
        lowered = after.lower()
        if "border" in lowered or "frontier" in lowered:
            border = phrases.BORDER_AFTER.match(after)
            if border:
                return self._border(end + border.end(), self.it)
        if "coast" in lowered or "shore" in lowered:
            coast = phrases.COAST_AFTER.match(after)
            lead = phrases.COAST_LEAD.search(self.before) if coast else None
            if coast and lead:
                bearing = bearing_of(coast["direction"] or lead["direction"] or "")
                return self._made(_K.COAST, lead, end + coast.end(), self.it, bearing=bearing)
        if self.it.kind is EntityKind.PLACE and (
            "suburbs" in lowered or "outskirts" in lowered or "countryside" in lowered or "environs" in lowered
        ):
            rim = phrases.RIM_AFTER.match(after)
            if rim:
                before = phrases.PART_BEFORE.search(self.before)
                words = rim["direction"] or (before["direction"] if before else "")
                start = self.first + before.start() if before and not rim["direction"] else self.it.start
                return self._relation(
                    _K.OUTSKIRTS, start, end + rim.end(), self.it, bearing=bearing_of(words), absolute=True
                )
        return None

    def _left(self, before: str, word: str, *, led: bool) -> Relation | None:
        """Relations whose words come before the name; `word` is the last of them."""
        if word in {"of", "from", "off", "outside"}:
            found = self._from(before, word)
            if found is not None:
                return found
        if word in {"with", "to"}:
            with_only = phrases.BORDER_WITH_ONLY.search(before)
            at = phrases.AT_BORDER.search(before[: with_only.start()] + "the ") if with_only else None
            if at is not None:
                return self._made(_K.BORDER, at, self.it.end, self.it)
        if self.it.role is not Role.LITERAL or self.it.kind is EntityKind.DEMONYM:
            return None
        after = self.text[self.it.end : self.it.end + 40]
        if not led and word not in _NOT_DIRECTIONS:
            part = phrases.PART_BEFORE.search(before, max(len(before) - 30, 0))
            if part and not phrases.COMPOUND.match(after):
                return self._relation(
                    _K.PART, part.start(), self.it.end, self.it, bearing=bearing_of(part["direction"])
                )
            return None
        near = phrases.NEAR.search(before, max(len(before) - 45, 0))
        if near and not phrases.COMPOUND.match(after):
            close = near["word"].lower().startswith("close")
            if not (close and phrases.CLOSE_TO_POWER.search(before[: near.start()])):
                return self._relation(_K.NEAR, near.start(), self.it.end, self.it)
        return None

    def _from(self, before: str, word: str) -> Relation | None:
        """Relations that end in "of" or "from": coasts, rims, parts, and distances."""
        nearest = before[-_NEAREST:].lower()
        if word == "of" and ("coast" in nearest or "shore" in nearest):
            coast = phrases.COAST_BEFORE.search(before)
            if coast:
                return self._made(_K.COAST, coast, self.it.end, self.it)
        if self.it.kind is EntityKind.DEMONYM:
            return None
        after = self.text[self.it.end : self.it.end + 40]
        if word == "of":
            rim = phrases.RIM_OF.search(before, max(len(before) - _NEAREST, 0))
            if rim and (rim["rim"] != "suburb" or re.search(r"\ba\s+$", before[: rim.start()])):
                return self._made(_K.OUTSKIRTS, rim, self.it.end, self.it)
        directed = any(point in nearest for point in ("north", "south", "east", "west"))
        if word == "of" and directed:
            part = phrases.PART_OF.search(before, max(len(before) - _NEAREST, 0))
            if part and (part["part"] or (part["the"] and not part["ern"])):
                bearing = bearing_of(part["direction"])
                return self._relation(_K.PART, part.start(), self.it.end, self.it, bearing=bearing)
        offset = phrases.OFFSET.search(before) if directed and word in {"of", "from"} else None
        if offset and not re.match(r"['’]|-", after):
            distance = kilometres(offset) if offset["number"] else 0.0
            told = distance or (self.it.role is Role.LITERAL and word == "of")
            return self._made(_K.OFFSET, offset, self.it.end, self.it) if told and distance <= _FAR else None
        if offset or not _MEASURED.search(nearest):
            return None
        apart = phrases.DISTANCE.search(before)
        if apart and not re.match(r"['’]|-|\s+to\b", after) and kilometres(apart) <= _FAR:
            return self._made(_K.OFFSET, apart, self.it.end, self.it)
        return None

    def _made(
        self, kind: RelationKind, match: "re.Match[str]", end: int, *anchors: Toponym, bearing: float | None = None
    ) -> Relation:
        """A relation whose match may hold a distance and a direction."""
        groups = match.groupdict()
        distance = kilometres(match) if groups.get("number") else 0.0
        if bearing is None:
            bearing = bearing_of(groups.get("direction") or "")
        return self._relation(kind, match.start(), end, *anchors, distance=distance, bearing=bearing)

    def _relation(
        self,
        kind: RelationKind,
        start: int,
        end: int,
        *anchors: Toponym,
        distance: float = 0.0,
        bearing: float | None = None,
        absolute: bool = False,
    ) -> Relation:
        begin = start if absolute else self.first + start
        while self.text[begin].isspace():
            begin += 1
        return Relation(
            begin, end, self.text[begin:end], kind, tuple(a.start for a in anchors), round(distance, 2), bearing
        )


def _unled(gap: str) -> str:
    """A gap between two names without the words that only say what the second is: " and the city of " is " and "."""
    lead = phrases.LEAD.search(gap)
    return gap if lead is None else gap[: lead.start() + 1]


_KIND_WORD = re.compile(phrases.KIND + r",?", re.IGNORECASE)


def _is_kind(word: str) -> bool:
    return _KIND_WORD.fullmatch(word) is not None
