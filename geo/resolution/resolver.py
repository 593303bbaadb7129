"""Choose one place for each toponym, or none.

"Tripoli" alone is a guess; beside "Beirut" it is Lebanon. All toponyms of an article are scored together, so that
the places of one article explain one another, and mentions that read alike mean the same place. What the text says
outright ("Paris, Texas"; "Idlib province") is not up for a vote. Pure: no I/O. docs/decisions/0004-resolution.md
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer import KINDS, Gazetteer
from geo.records import Alternative, Article, EntityKind, Place, PlaceKind, ResolvedToponym, Toponym
from geo.resolution.candidates import CandidateFinder, Candidates, Found, in_context
from geo.resolution.confidence import SIGNS, Confidence, shipped_confidence, signs
from geo.resolution.cues import Container, read_cues
from geo.resolution.field import build_field
from geo.resolution.home import Home
from geo.resolution.reasons import explain
from geo.resolution.scoring import Field, Floats, Weights, describe, probabilities, shipped_weights

__all__ = ["Resolver", "web_country"]

_ALTERNATIVES = 4
_LEAST = 0.02
"""An alternative less likely than this is not worth a reader's time."""

_CLEAR = 0.97
_RIVALS = 8
_LARGE_PART = 0.5
"""On the scale of `population` (a decimal logarithm): a town with a third of its division's people."""
_ADMIN1, _TOWN = KINDS.index(PlaceKind.ADMIN1), KINDS.index(PlaceKind.TOWN)
_BESIDE = 55 / 6371
"""Of the earth's radius (55 km): two places of one name that lie closer are taken for the same spot."""

_RESPELT = 0.7
"""How far a name under another spelling is trusted. Chosen by hand: the tuning corpora hold hardly a case."""

_NO_SUCH_PLACE = "The gazetteer knows no place of this name."
_NONE_FITS = "None of the places of this name fits the article well enough."
_AMBIGUOUS_TLDS = {"uk": "GB", "eu": "", "co": "", "io": "", "tv": "", "me": "", "ai": "", "ly": "", "fm": "", "cc": ""}


class Resolver:
    """Resolves the toponyms of one article after another. Keeps nothing of them: safe to share between threads.

    `homes`: where publishers are at home, by `Article.source`.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        weights: Weights | None = None,
        confidence: Confidence | None = None,
        *,
        homes: Mapping[str, Home] | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._weights = weights or shipped_weights()
        self._confidence = confidence or shipped_confidence()
        self._homes = homes or {}
        self._candidates = CandidateFinder(gazetteer)
        self.digest = f"{self._weights.digest}-{self._confidence.digest}"

    def with_homes(self, homes: Mapping[str, Home]) -> "Resolver":
        """The same, leaning towards these homes of publishers."""
        other = Resolver(self._gazetteer, self._weights, self._confidence, homes=homes)
        other._candidates = self._candidates
        return other

    def resolve(self, article: Article, toponyms: Sequence[Toponym]) -> tuple[ResolvedToponym, ...]:
        """One `ResolvedToponym` for each toponym, in the same order (they must be sorted by start)."""
        if not toponyms:
            return ()
        gazetteer = self._gazetteer
        cues = read_cues(article.text, toponyms)
        found = in_context([self._candidates.find(t, cue) for t, cue in zip(toponyms, cues, strict=True)])
        home = self._homes.get(article.source)
        built = build_field(toponyms, cues, found, web_country=web_country(article.url, gazetteer), home=home)
        if built is None:
            return tuple(_unplaced(t) for t in toponyms)
        field, names, number_of = built
        table = describe(field)
        chance = probabilities(field, table, self._weights.values)
        choices = [_choose(field, table, chance, number) for number in range(len(names))]
        label = home.label if home is not None else ""
        certainty = self._certainty(toponyms, found, choices, number_of)
        answers = []
        for i, toponym in enumerate(toponyms):
            number = number_of[i]
            if number < 0:
                answers.append(_unplaced(toponym))
            elif certainty[i] < self._confidence.least:
                others = _weighed(choices[number], gazetteer, times=certainty[i])
                answers.append(_unplaced(toponym, _NONE_FITS, others))
            else:
                holder = number_of[cues[i].container] if cues[i].container >= 0 else -1
                container = gazetteer.place(choices[holder].rows[0]) if holder >= 0 else None
                place = gazetteer.place(choices[number].rows[0])
                reason = explain(
                    choices[number].features,
                    place=place,
                    choices=choices[number].count,
                    kind_word=found[i].kind_word,
                    container=container,
                    demonym=toponym.surface if toponym.kind is EntityKind.DEMONYM else "",
                    part=found[i].name if found[i].found is Found.PART else "",
                    respelt=toponym.surface if found[i].found is Found.RESPELT else "",
                    home=label,
                )
                others = _weighed(choices[number], gazetteer)[1:]
                answers.append(_placed(toponym, place, certainty[i], reason, others))
        return tuple(answers)

    def _certainty(
        self,
        toponyms: Sequence[Toponym],
        found: Sequence[Candidates],
        choices: Sequence["_Choice"],
        number_of: Sequence[int],
    ) -> list[float]:
        """How likely each toponym's choice is right, 0…1; 0 where it has no candidates."""
        table = np.zeros((len(toponyms), len(SIGNS)))
        for i, toponym in enumerate(toponyms):
            if number_of[i] >= 0:
                choice = choices[number_of[i]]
                table[i] = signs(
                    toponym,
                    choice.features,
                    share=choice.share,
                    choices=choice.count,
                    container=choice.inside,
                    found=found[i].found,
                )
        certainty: list[float] = self._confidence.probabilities(table).tolist()
        return [
            share * _RESPELT if candidates.found is Found.RESPELT else share
            for share, candidates in zip(certainty, found, strict=True)
        ]


def _weighed(choice: "_Choice", gazetteer: Gazetteer, *, times: float = 1.0) -> tuple[Alternative, ...]:
    """The places that were weighed, with their shares."""
    return tuple(
        Alternative(gazetteer.place(row), round(times * share, 4))
        for row, share in zip(choice.rows[: 1 + _ALTERNATIVES], choice.shares, strict=False)
        if share >= _LEAST or times < 1
    )


def _placed(
    toponym: Toponym, place: Place, score: float, reason: str, others: tuple[Alternative, ...]
) -> ResolvedToponym:
    return ResolvedToponym(
        toponym.start, toponym.end, toponym.surface, toponym.role, place, round(score, 4), reason, others
    )


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was chosen for a name: the likeliest places, best first, out of `count`; the rest speaks of the best.

    `share`: its own with that of the places beside or around it; `features`: its line of the table; `inside`: how
    outright the text says where it lies.
    """

    rows: list[int]
    shares: list[float]
    count: int
    share: float
    features: list[float]
    inside: Container


def _choose(field: Field, table: Floats, chance: Floats, number: int) -> _Choice:
    begin = int(field.starts[number])
    end = int(field.starts[number + 1]) if number + 1 < len(field.starts) else len(chance)
    order = _town_first(np.argsort(-chance[begin:end], kind="stable")[:_RIVALS] + begin, field, number)
    best = int(order[0])
    shares = chance[order].tolist()
    rows = field.sheet.numbers[order, 0].tolist()
    share = shares[0]
    if share <= _CLEAR:
        # a town and its province are no contradiction, however far apart their points are
        points = field.sheet.fixed[order, -3:].tolist()
        divisions = field.sheet.numbers[order, 2].tolist()
        x, y, z = points[0]
        for other, row, division, (a, b, c) in zip(shares[1:], rows[1:], divisions[1:], points[1:], strict=True):
            together = division == divisions[0] and division in {row, rows[0]}
            if together or (x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2 < _BESIDE**2:
                share += other
    return _Choice(rows, shares, end - begin, share, table[best].tolist(), Container(int(field.inside[best])))


def _town_first(order: NDArray[np.int64], field: Field, number: int) -> NDArray[np.int64]:
    """Put the large town of a division before the division of its name, where no word speaks of the division.

    "New York" is the city, "New York state" is not.
    """
    numbers = field.sheet.numbers
    best = int(order[0])
    said = field.announced[best] or field.holding[best] or field.called_elsewhere[best] or field.inside[best] > 0
    if int(numbers[best, 4]) != _ADMIN1 or said or field.direction[number] or field.acting[number]:
        return order
    people = field.sheet.fixed[:, 0]
    for at in range(1, len(order)):
        other = int(order[at])
        within = numbers[other, 2] == numbers[best, 0] and numbers[other, 4] == _TOWN
        if within and people[other] >= people[best] - _LARGE_PART:
            return np.concatenate([order[at : at + 1], order[:at], order[at + 1 :]])
    return order


def _unplaced(toponym: Toponym, reason: str = _NO_SUCH_PLACE, others: tuple[Alternative, ...] = ()) -> ResolvedToponym:
    return ResolvedToponym(toponym.start, toponym.end, toponym.surface, toponym.role, None, 0.0, reason, others)


def web_country(url: str, gazetteer: Gazetteer) -> int:
    """The number of the country that a web address ends in ("….co.ke" → Kenya), 0 where it tells none."""
    host = (urlsplit(url).hostname or "") if url else ""
    last = host.rpartition(".")[2]
    if len(last) != 2:
        return 0
    code = _AMBIGUOUS_TLDS.get(last, last.upper())
    return gazetteer.country_codes.index(code) if code in gazetteer.country_codes else 0
