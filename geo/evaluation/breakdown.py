"""Part the scores by kind of place, by length of name, by country: where the geoparser is strong, and where weak.

An answer belongs where the marked toponym belongs that it pairs with; a spurious one where its own place does. The
kind and the country of a mark are those of its GeoNames number in the gazetteer. Where that is missing, the kind is
what the corpus calls it, else that of the answered place (which leans to what was answered; what is left is "unknown"
and never right); and the country that of the nearest town within 300 km.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geo.evaluation.corpus import GoldToponym, Prediction
from geo.evaluation.extents import Extents
from geo.evaluation.matching import Matching
from geo.gazetteer import Gazetteer
from geo.records import PlaceKind

__all__ = ["Breakdown", "Share"]

_UNKNOWN = "unknown"
_NO_POINT = "no coordinates"
_NOWHERE = "none"
_REACH_KM = 300.0
_SETTLED = frozenset({PlaceKind.TOWN})
_MANY_WORDS = 4
_FEATURES = {
    "PPL": PlaceKind.TOWN, "PPLX": PlaceKind.SUBURB, "CITY": PlaceKind.TOWN, "PCL": PlaceKind.COUNTRY,
    "COUNTRY": PlaceKind.COUNTRY, "ADM1": PlaceKind.ADMIN1, "ADM2": PlaceKind.ADMIN2, "CONT": PlaceKind.CONTINENT,
    "CONTINENT": PlaceKind.CONTINENT, "RGN": PlaceKind.REGION, "REGION": PlaceKind.REGION, "STM": PlaceKind.RIVER,
    "LK": PlaceKind.LAKE, "ISL": PlaceKind.ISLAND, "MT": PlaceKind.MOUNTAINS, "MTS": PlaceKind.MOUNTAINS,
    "AIRP": PlaceKind.AIRPORT, "AIRB": PlaceKind.AIRBASE,
}  # fmt: skip
"""What the feature codes of GeoNames, and the words of TUD-Loc, stand for here."""


@dataclass(slots=True)
class Share:
    """The counts of one kind, length or country."""

    marked: int = 0
    found: int = 0
    marked_placed: int = 0
    right: int = 0
    answered_placed: int = 0
    right_answers: int = 0

    @property
    def found_share(self) -> float:
        """Recall of recognition by overlapping spans."""
        return self.found / self.marked if self.marked else 0.0

    @property
    def precision(self) -> float:
        """End-to-end precision."""
        return self.right_answers / self.answered_placed if self.answered_placed else 0.0

    @property
    def recall(self) -> float:
        """End-to-end recall."""
        return self.right / self.marked_placed if self.marked_placed else 0.0

    @property
    def f1(self) -> float:
        """End-to-end F1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


_OfMark = Callable[[GoldToponym, "Prediction | None"], str]
_OfAnswer = Callable[[Prediction], str]


class Breakdown:
    """Parts the scores of articles; asks the gazetteer what and where each marked place is."""

    def __init__(self, gazetteer: Gazetteer, extents: Extents) -> None:
        self._gazetteer = gazetteer
        self._extents = extents
        self._countries: dict[tuple[float, float], str] = {}

    def by_kind(self, matchings: Iterable[Matching]) -> dict[str, Share]:
        """By what sort of place it is, the most frequent first."""
        return _parted(matchings, self._kind, lambda answer: answer.place.kind.value if answer.place else _UNKNOWN)

    def by_length(self, matchings: Iterable[Matching]) -> dict[str, Share]:
        """By how many words the name has."""
        parted = _parted(matchings, lambda gold, _: _length(gold.name), lambda answer: _length(answer.name))
        return dict(sorted(parted.items()))

    def by_country(self, matchings: Iterable[Matching]) -> dict[str, Share]:
        """By country (ISO 3166-1 alpha-2; "none" at sea and across borders), the most frequent first."""
        return _parted(
            matchings, self._country, lambda answer: (answer.place.country if answer.place else "") or _NOWHERE
        )

    def _kind(self, gold: GoldToponym, answer: Prediction | None) -> str:
        marked = self._extents.marked(gold)
        if marked is not None:
            return marked.kind.value
        if gold.feature:
            return _kind_of_feature(gold.feature)
        return answer.place.kind.value if answer is not None and answer.place else _UNKNOWN

    def _country(self, gold: GoldToponym, _: Prediction | None) -> str:
        if gold.lat is None or gold.lon is None:
            return _NO_POINT
        marked = self._extents.marked(gold)
        if marked is not None:
            return marked.country or _NOWHERE
        point = (round(gold.lat, 3), round(gold.lon, 3))
        if point not in self._countries:
            near = self._gazetteer.nearest(*point, max_km=_REACH_KM, kinds=_SETTLED)
            self._countries[point] = near[0][0].country if near else _NOWHERE
        return self._countries[point]


def _kind_of_feature(feature: str) -> str:
    """What sort of place a corpus' word stands for; the word itself, in lower case, where that is not known."""
    word = feature.upper()
    kind = _FEATURES.get(word) or _FEATURES.get(word[:3])
    return kind.value if kind else feature.lower()


def _length(name: str) -> str:
    words = len(name.split())
    return f"{_MANY_WORDS} or more words" if words >= _MANY_WORDS else "1 word" if words == 1 else f"{words} words"


def _parted(matchings: Iterable[Matching], of_mark: _OfMark, of_answer: _OfAnswer) -> dict[str, Share]:
    shares: dict[str, Share] = {}
    for matching in matchings:
        key_of: dict[int, str] = {}
        right: set[int] = set()
        for pair in matching.pairs:
            key = of_mark(pair.gold, matching.answer(pair))
            share = shares.setdefault(key, Share())
            share.marked += 1
            share.found += pair.answer >= 0
            share.marked_placed += pair.gold.lat is not None
            share.right += pair.is_near
            if pair.answer >= 0 and (pair.is_near or pair.answer not in key_of):
                key_of[pair.answer] = key
            if pair.is_near:
                right.add(pair.answer)
        for i, answer in enumerate(matching.answers):
            if answer.lat is not None:
                share = shares.setdefault(key_of.get(i) or of_answer(answer), Share())
                share.answered_placed += 1
                share.right_answers += i in right
    return dict(sorted(shares.items(), key=lambda item: (-item[1].marked, item[0])))
