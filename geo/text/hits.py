"""Say of each gazetteer name in a text what it mostly means: a country, a large town, a hamlet, a river.

The recogniser learns from this code how far to trust a match: "Nice" beside "in" differs from "nice" beside "very",
and a hamlet called "Police" from the capital of France.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

from numpy.typing import NDArray

from geo.records import Place, PlaceKind

__all__ = ["CodedHit", "HitCoder", "NameIndex", "NameSpan"]


class NameSpan(Protocol):
    """A gazetteer name as it stands in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def name_id(self) -> int:
        """Which name it is."""


class NameIndex(Protocol):
    """What this room needs of a gazetteer (see `geo.gazetteer.Gazetteer`, which fits)."""

    @property
    def version(self) -> str:
        """Changes when its answers may."""

    def scan(self, text: str) -> Sequence[NameSpan]:
        """The gazetteer's names in a text, longest first at each word, none overlapping."""

    def name_id(self, name: str) -> int:
        """The number of a name, or −1."""

    def rows(self, name_id: int) -> NDArray[Any]:
        """The places of that name, most prominent first."""

    def is_main_name(self, name_id: int, row: int) -> bool:
        """Whether it is the place's own name rather than another one."""

    def place(self, row: int) -> Place:
        """The place in a row, whole."""

    def kind_of(self, row: int) -> PlaceKind:
        """What sort of place it is."""

    def population_of(self, row: int) -> int:
        """How many live there, 0 where unknown."""


class CodedHit(NamedTuple):
    """A gazetteer name in a text with the code of what it mostly means."""

    start: int
    end: int
    name_id: int
    code: int


_coded = partial(tuple.__new__, CodedHit)  # what CodedHit(…) does, without its detour

_CLASS = {
    PlaceKind.COUNTRY: 1,
    PlaceKind.ADMIN1: 2,
    PlaceKind.ADMIN2: 3,
    PlaceKind.SUBURB: 9,
    PlaceKind.CONTINENT: 10,
    PlaceKind.REGION: 10,
    PlaceKind.SEA: 11,
    PlaceKind.GULF: 11,
    PlaceKind.STRAIT: 11,
    PlaceKind.RIVER: 12,
    PlaceKind.LAKE: 12,
    PlaceKind.ISLAND: 13,
    PlaceKind.PENINSULA: 13,
    PlaceKind.MOUNTAINS: 14,
    PlaceKind.DESERT: 14,
    PlaceKind.AIRPORT: 15,
    PlaceKind.AIRBASE: 15,
    PlaceKind.SITE: 15,
}
_REMEMBERED = 100_000
_TOWN_SIZES = ((1_000_000, 4), (100_000, 5), (15_000, 6), (3_000, 7), (0, 8))


class HitCoder:
    """Codes the gazetteer's matches; keeps the codes of names that it has seen."""

    def __init__(self, names: NameIndex) -> None:
        self._names = names
        self._codes: dict[int, int] = {}

    def code(self, text: str, spans: Iterable[NameSpan]) -> list[CodedHit]:
        """The matches with their codes, in the same order."""
        codes = self._codes
        answer = []
        spaces = text.count
        for span in spans:
            start, end, name_id = span.start, span.end, span.name_id
            code = codes.get(name_id)
            if code is None:
                if len(codes) >= _REMEMBERED:
                    codes.clear()
                code = codes[name_id] = self._work_out(name_id)
            words = min(spaces(" ", start, end), 2)
            answer.append(_coded((start, end, name_id, code * 3 + words)))
        return answer

    def _work_out(self, name_id: int) -> int:
        rows = self._names.rows(name_id)
        row = int(rows[0])
        kind = self._names.kind_of(row)
        sort = _CLASS.get(kind, 0)
        if kind is PlaceKind.TOWN:
            population = self._names.population_of(row)
            sort = next(code for least, code in _TOWN_SIZES if population >= least)
        several = 0 if len(rows) == 1 else 1 if len(rows) < 5 else 2
        return (sort * 2 + int(self._names.is_main_name(name_id, row))) * 3 + several + 1
