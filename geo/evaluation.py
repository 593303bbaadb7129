"""Measure the geoparser against articles whose toponyms were marked by hand.

Recognition (precision, recall, F1, by exact and by overlapping spans), resolution (share within 161 km, mean and
median error, area under the curve of the log error) and both end to end. Definitions: Gritta, Pilehvar & Collier
(2020), "A pragmatic guide to geoparsing evaluation"; the AUC: Gritta et al. (2018), "What's missing in geographical
parsing?". Intervals are 95 % bootstrap intervals over documents.
"""

import gzip
import json
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import IO

from geo.errors import ArticleError

__all__ = [
    "Document",
    "GoldToponym",
    "Prediction",
    "Score",
    "area_under_log_error",
    "distance_km",
    "read_gold",
    "score",
]

NEAR_KM = 161.0
"""100 miles: the field's usual threshold."""
_HALF_EARTH_KM = 20038.0


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A marked toponym; `lat` and `lon` are None where the annotators gave none."""

    start: int
    end: int
    name: str
    lat: float | None
    lon: float | None
    role: str = ""
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """A toponym that the geoparser found."""

    start: int
    end: int
    name: str
    lat: float | None
    lon: float | None
    role: str = ""
    place_id: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated article."""

    document_id: str
    text: str
    gold: tuple[GoldToponym, ...]
    title: str = ""
    url: str = ""


@dataclass(slots=True)
class Score:
    """Counts over a corpus, and what follows from them."""

    gold: int = 0
    predicted: int = 0
    exact: int = 0
    overlap_gold: int = 0
    overlap_predicted: int = 0
    gold_placed: int = 0
    predicted_placed: int = 0
    right_gold: int = 0
    right_predicted: int = 0
    errors_km: list[float] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Add another's counts to these."""
        for name in (
            "gold", "predicted", "exact", "overlap_gold", "overlap_predicted", "gold_placed", "predicted_placed",
            "right_gold", "right_predicted",
        ):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.errors_km.extend(other.errors_km)

    @property
    def exact_f1(self) -> float:
        """F1 of exact spans."""
        return _f1(_ratio(self.exact, self.predicted), _ratio(self.exact, self.gold))

    @property
    def overlap_f1(self) -> float:
        """F1 of overlapping spans."""
        return _f1(_ratio(self.overlap_predicted, self.predicted), _ratio(self.overlap_gold, self.gold))

    @property
    def end_to_end_f1(self) -> float:
        """F1 of toponyms found and placed within 161 km."""
        return _f1(_ratio(self.right_predicted, self.predicted_placed), _ratio(self.right_gold, self.gold_placed))

    def summary(self) -> dict[str, float]:
        """Every figure by name; shares in 0…1, errors in kilometres."""
        errors = sorted(self.errors_km)
        return {
            "recognition_exact_f1": self.exact_f1,
            "recognition_overlap_precision": _ratio(self.overlap_predicted, self.predicted),
            "recognition_overlap_recall": _ratio(self.overlap_gold, self.gold),
            "recognition_overlap_f1": self.overlap_f1,
            "accuracy_161km": _ratio(sum(e <= NEAR_KM for e in errors), len(errors)),
            "mean_error_km": sum(errors) / len(errors) if errors else math.nan,
            "median_error_km": errors[len(errors) // 2] if errors else math.nan,
            "auc_log_error": area_under_log_error(errors),
            "end_to_end_precision": _ratio(self.right_predicted, self.predicted_placed),
            "end_to_end_recall": _ratio(self.right_gold, self.gold_placed),
            "end_to_end_f1": self.end_to_end_f1,
        }


def read_gold(path: Path) -> Iterator[Document]:
    """Read annotated JSON Lines (`.gz` too): `{"id", "text", "toponyms": [{"start", "end", "name", "lat", "lon"}]}`.

    Raises `ArticleError` that names the line where one is malformed.
    """
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                gold = tuple(
                    GoldToponym(
                        int(t["start"]), int(t["end"]), str(t.get("name", "")), t.get("lat"), t.get("lon"),
                        str(t.get("type") or ""), t.get("geonames_id"),
                    )
                    for t in row["toponyms"]
                )  # fmt: skip
                yield Document(
                    str(row["id"]), row["text"], gold, str(row.get("title") or ""), str(row.get("url") or "")
                )
            except (KeyError, TypeError, ValueError) as cause:
                raise ArticleError(f"{path.name}, line {number}", f"not an annotated article ({cause})") from cause


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance between two points, by the haversine formula on a sphere of 6371.0088 km."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


def area_under_log_error(errors_km: Sequence[float]) -> float:
    """The area under the sorted log errors, scaled to 0…1 (0 is best), by the trapezium rule."""
    if not errors_km:
        return math.nan
    logs = sorted(math.log(1 + e) / math.log(1 + _HALF_EARTH_KM) for e in errors_km)
    if len(logs) == 1:
        return logs[0]
    return sum((a + b) / 2 for a, b in pairwise(logs)) / (len(logs) - 1)


def score_document(document: Document, predictions: Sequence[Prediction]) -> Score:
    """The counts of one article. Each gold toponym pairs with the prediction that overlaps it most."""
    answer = Score(gold=len(document.gold), predicted=len(predictions))
    answer.predicted_placed = sum(p.lat is not None for p in predictions)
    spans = {(g.start, g.end) for g in document.gold}
    answer.exact = len({(p.start, p.end) for p in predictions} & spans)
    right: set[int] = set()
    touched: set[int] = set()
    for gold in document.gold:
        answer.gold_placed += gold.lat is not None
        best, most = -1, 0
        for i, prediction in enumerate(predictions):
            shared = min(gold.end, prediction.end) - max(gold.start, prediction.start)
            if shared > most:
                best, most = i, shared
        if best < 0:
            continue
        touched.add(best)
        answer.overlap_gold += 1
        chosen = predictions[best]
        if gold.lat is None or gold.lon is None or chosen.lat is None or chosen.lon is None:
            continue
        error = distance_km(gold.lat, gold.lon, chosen.lat, chosen.lon)
        answer.errors_km.append(error)
        if error <= NEAR_KM:
            answer.right_gold += 1
            right.add(best)
    answer.overlap_predicted = len(touched)
    answer.right_predicted = len(right)
    return answer


def score(
    documents: Iterable[Document], parse: Callable[[Document], Sequence[Prediction]]
) -> tuple[Score, list[Score]]:
    """The counts of a corpus, and of each of its articles."""
    total = Score()
    each = []
    for document in documents:
        one = score_document(document, parse(document))
        each.append(one)
        total.add(one)
    return total, each


def interval(each: Sequence[Score], figure: str, *, rounds: int = 1000, seed: int = 1) -> tuple[float, float]:
    """The 95 % bootstrap interval of a figure over articles."""
    rng = random.Random(seed)  # noqa: S311 - statistics, not secrets
    values = []
    for _ in range(rounds):
        drawn = Score()
        for one in rng.choices(each, k=len(each)):
            drawn.add(one)
        values.append(drawn.summary()[figure])
    values.sort()
    return values[int(rounds * 0.025)], values[int(rounds * 0.975) - 1]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
