"""Say how likely it is that a mention is a place at all, and this one.

The shares of a name's places add up to one even where none of them is meant ("the Commonwealth", a sect called
Belz). A logistic model looks at the chosen place with fresh eyes: how sure the recogniser was, how well the place
fits the article, how well known it is, and pairs of these (a small town counts for more in good company). Below
`Confidence.least` the mention is left unplaced. Weights: geo/data/confidence.json, fitted by
scripts/train_confidence.py so that the score is a calibrated probability.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from geo.errors import ModelError
from geo.records import EntityKind, Role, Toponym
from geo.resolution.candidates import Found
from geo.resolution.cues import Container
from geo.resolution.scoring import FEATURES

__all__ = ["SIGNS", "Confidence", "shipped_confidence", "signs"]

_FROM_TABLE = (
    "population", "names", "main_name", "is_country", "is_admin1", "is_admin2", "is_town", "is_suburb", "is_region",
    "is_water", "is_land", "is_site", "kind_announced", "country_votes", "country_named", "admin1_votes",
    "company_cell", "near_100", "near_400", "holds_others", "home_country", "paper_country", "paper_near", "capital",
    "listed_alike",
)  # fmt: skip
SIGNS: tuple[str, ...] = (
    "always",
    "share",
    "recognised",
    "demonym",
    "facility",
    "nested",
    "associative",
    "one_choice",
    "several_words",
    "in_capitals",
    "placed_outright",
    "alone_and_small",
    "part_of_name",
    "shortened",
    "respelt",
    *_FROM_TABLE,
)
_from_table = itemgetter(*(FEATURES.index(name) for name in _FROM_TABLE))
_POPULATION, _VOTES, _NAMED, _AT_HOME = (
    FEATURES.index(name) for name in ("population", "country_votes", "country_named", "paper_near")
)
_SMALL, _FEW_VOTES, _NOT_NAMED = 3.5, 0.3, 0.1
_NESTED = 0.35
"""At most as sure as this is a name inside another one."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Confidence:
    """Weights of `SIGNS` and of their pairs, and the least probability at which a mention is placed.

    `weights` (signs,); `scale` (signs,) what a sign is divided by before it is multiplied with another; `pairs`
    (signs, signs), the weight of each product, the upper triangle only.
    """

    weights: Floats
    scale: Floats
    pairs: Floats
    least: float
    digest: str

    def probabilities(self, table: Floats) -> Floats:
        """The probability, 0…1, for each line of `SIGNS`: float64, (mentions,), from (mentions, signs)."""
        scaled = table / self.scale
        score = table @ self.weights + ((scaled @ self.pairs) * scaled).sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))))


@cache
def shipped_confidence() -> Confidence:
    """The model in `geo/data/confidence.json`."""
    try:
        card = json.loads(files("geo").joinpath("data", "confidence.json").read_text(encoding="utf-8"))
        weights = np.array([float(card["weights"][name]) for name in SIGNS])
        scale = np.array([float(card["scale"][name]) for name in SIGNS])
        pairs = np.zeros((len(SIGNS), len(SIGNS)))
        pairs[np.triu_indices(len(SIGNS))] = card["pairs"]
        return Confidence(weights, scale, pairs, float(card["least"]), str(card["digest"]))
    except (OSError, KeyError, ValueError) as cause:
        raise ModelError(f"the weights of the confidence can't be read ({cause}): install Dateline again") from cause


def signs(
    toponym: Toponym,
    row: Sequence[float],
    *,
    share: float,
    choices: int,
    container: Container,
    found: Found = Found.WHOLE,
) -> list[float]:
    """The values of `SIGNS` for a mention and its chosen place.

    `row`: the place's features (`scoring.FEATURES`); `share`: its probability among the name's places; `choices`: how
    many there were; `container`: how outright the text says where it lies; `found`: how the name was found.
    """
    few = row[_VOTES] < _FEW_VOTES and row[_NAMED] < _NOT_NAMED and row[_AT_HOME] < _NOT_NAMED
    alone = few and row[_POPULATION] < _SMALL
    surface = toponym.surface
    return [
        1.0,
        _log_odds(share),
        _log_odds(toponym.confidence),
        float(toponym.kind is EntityKind.DEMONYM),
        float(toponym.kind is EntityKind.FACILITY),
        float(toponym.confidence <= _NESTED),
        float(toponym.role is Role.ASSOCIATIVE),
        float(choices == 1),
        float(" " in surface or "-" in surface),
        float(surface.isupper()),
        float(container >= Container.POSSESSIVE),
        float(alone),
        float(found is Found.PART),
        float(found is Found.SHORTENED),
        float(found is Found.RESPELT),
        *_from_table(row),
    ]


def _log_odds(share: float) -> float:
    bounded = min(max(share, 0.005), 0.995)
    return math.log(bounded / (1 - bounded))
