"""Count how much was found and put in the right spot, and work out every figure from the counts.

Recognition (precision, recall, F1, by exact and by overlapping spans), resolution (share within 161 km, mean and
median error, area under the curve of the log error) and both end to end. Definitions: Gritta, Pilehvar & Collier
(2020), "A pragmatic guide to geoparsing evaluation"; the AUC: Gritta et al. (2018), "What's missing in geographical
parsing?". Figures are worked out for many draws of a corpus at once, so that a bootstrap is one product of matrices.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from geo.evaluation.corpus import Document, Prediction
from geo.evaluation.extents import Extents
from geo.evaluation.matching import Matching, match
from geo.evaluation.measuring import HALF_EARTH_KM
from geo.records import Role

__all__ = ["Score", "figures", "literal_only", "score", "score_document", "score_matching"]

Floats = NDArray[np.float64]
ROLES = frozenset({Role.LITERAL.value, Role.ASSOCIATIVE.value})


@dataclass(slots=True)
class Score:
    """Counts over an article or a corpus, and what follows from them.

    `right_*` are within 161 km; `area_*` and `mutual_*` count areas too, as `extents.py` says; `role_told` are found
    toponyms whose role the corpus tells. Counts of gold and of predicted differ where an answer pairs with several.
    """

    gold: int = 0
    predicted: int = 0
    exact: int = 0
    overlap_gold: int = 0
    overlap_predicted: int = 0
    gold_placed: int = 0
    predicted_placed: int = 0
    right_gold: int = 0
    right_predicted: int = 0
    area_gold: int = 0
    area_predicted: int = 0
    mutual_gold: int = 0
    mutual_predicted: int = 0
    role_told: int = 0
    role_right: int = 0
    errors_km: list[float] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Add another's counts to these."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.errors_km.extend(other.errors_km)

    @property
    def exact_f1(self) -> float:
        """F1 of exact spans."""
        return self.summary()["recognition_exact_f1"]

    @property
    def overlap_f1(self) -> float:
        """F1 of overlapping spans."""
        return self.summary()["recognition_overlap_f1"]

    @property
    def end_to_end_f1(self) -> float:
        """F1 of toponyms found and placed within 161 km."""
        return self.summary()["end_to_end_f1"]

    def summary(self) -> dict[str, float]:
        """Every figure by name; shares in 0…1, errors in kilometres, NaN where there is nothing to measure."""
        return {name: float(values[0]) for name, values in figures([self], np.ones((1, 1))).items()}


COUNTS = tuple(f.name for f in fields(Score) if f.name != "errors_km")


def figures(each: Sequence[Score], draws: Floats) -> dict[str, Floats]:
    """Every figure by name, float64, one value for each draw.

    `draws`, (draws, articles), says how often each article is drawn.
    """
    counts = np.array([[getattr(one, name) for name in COUNTS] for one in each], dtype=np.float64)
    total = dict(zip(COUNTS, (draws @ counts.reshape(len(each), len(COUNTS))).T, strict=True))
    answer: dict[str, Floats] = {}

    def trio(name: str, right_predicted: str, right_gold: str, predicted: str, gold: str) -> None:
        precision = _ratio(total[right_predicted], total[predicted])
        recall = _ratio(total[right_gold], total[gold])
        answer[f"{name}_precision"], answer[f"{name}_recall"] = precision, recall
        answer[f"{name}_f1"] = _ratio(2 * precision * recall, precision + recall)

    trio("recognition_exact", "exact", "exact", "predicted", "gold")
    trio("recognition_overlap", "overlap_predicted", "overlap_gold", "predicted", "gold")
    answer |= _errors(each, draws, total)
    trio("end_to_end", "right_predicted", "right_gold", "predicted_placed", "gold_placed")
    trio("area_aware", "area_predicted", "area_gold", "predicted_placed", "gold_placed")
    trio("area_mutual", "mutual_predicted", "mutual_gold", "predicted_placed", "gold_placed")
    answer["role_accuracy"] = _ratio(total["role_right"], total["role_told"], nothing=np.nan)
    return answer


def _errors(each: Sequence[Score], draws: Floats, total: dict[str, Floats]) -> dict[str, Floats]:
    errors = np.array([e for one in each for e in one.errors_km], dtype=np.float64)
    order = np.argsort(errors, kind="stable")
    owner = np.repeat(np.arange(len(each)), [len(one.errors_km) for one in each])[order]
    errors = errors[order]
    weight = draws[:, owner]
    count = weight.sum(axis=1)
    if len(errors) == 0:
        nothing = np.full(len(draws), np.nan)
        return {
            "accuracy_161km": np.zeros(len(draws)), "mean_error_km": nothing, "median_error_km": nothing,
            "auc_log_error": nothing,
        }  # fmt: skip
    running = weight.cumsum(axis=1)
    logs = np.log1p(errors) / np.log1p(HALF_EARTH_KM)
    lowest = logs[(weight > 0).argmax(axis=1)]
    highest = logs[len(logs) - 1 - (weight[:, ::-1] > 0).argmax(axis=1)]
    area = weight @ logs
    trapezium = _ratio(area - (lowest + highest) / 2, count - 1, nothing=np.nan)
    middle = (running <= np.floor(count / 2)[:, None]).sum(axis=1)
    return {
        "accuracy_161km": _ratio(total["right_gold"], count),
        "mean_error_km": _ratio(weight @ errors, count, nothing=np.nan),
        "median_error_km": np.where(count > 0, errors[np.minimum(middle, len(errors) - 1)], np.nan),
        "auc_log_error": np.where(count > 1, trapezium, np.where(count == 1, area, np.nan)),
    }


def score_matching(matching: Matching) -> Score:
    """The counts of one article."""
    answers, pairs = matching.answers, matching.pairs
    one = Score(gold=len(pairs), predicted=len(answers))
    one.predicted_placed = sum(p.lat is not None for p in answers)
    one.gold_placed = sum(p.gold.lat is not None for p in pairs)
    one.exact = len({(p.start, p.end) for p in answers} & {(p.gold.start, p.gold.end) for p in pairs})
    found = [p for p in pairs if p.answer >= 0]
    one.overlap_gold, one.overlap_predicted = len(found), len({p.answer for p in found})
    one.errors_km = [p.km for p in found if p.km is not None]
    for name, right in (
        ("right", [p.answer for p in found if p.is_near]),
        ("area", [p.answer for p in found if p.covered]),
        ("mutual", [p.answer for p in found if p.mutual]),
    ):
        setattr(one, f"{name}_gold", len(right))
        setattr(one, f"{name}_predicted", len(set(right)))
    told = [p for p in found if p.gold.role in ROLES and answers[p.answer].role]
    one.role_told = len(told)
    one.role_right = sum(answers[p.answer].is_literal == (p.gold.role == Role.LITERAL.value) for p in told)
    return one


def score_document(document: Document, predictions: Sequence[Prediction], extents: Extents | None = None) -> Score:
    """The counts of one article. Each gold toponym pairs with the prediction that overlaps it most."""
    return score_matching(match(document, predictions, extents))


def literal_only(document: Document, answers: Sequence[Prediction]) -> tuple[Document, list[Prediction]]:
    """An article with nothing but its literal toponyms, and the answers that claim to be literal (or of a dateline)."""
    gold = tuple(g for g in document.gold if g.role == Role.LITERAL.value)
    literal = Document(document.document_id, document.text, gold, document.title, document.url)
    return literal, [a for a in answers if a.is_literal]


def score(
    documents: Iterable[Document],
    parse: Callable[[Document], Sequence[Prediction]],
    extents: Extents | None = None,
) -> tuple[Score, list[Score]]:
    """The counts of a corpus, and of each of its articles."""
    total = Score()
    each = []
    for document in documents:
        one = score_document(document, parse(document), extents)
        each.append(one)
        total.add(one)
    return total, each


def _ratio(part: Floats, whole: Floats, nothing: float = 0.0) -> Floats:
    answer = np.full(np.shape(part), nothing)
    np.divide(part, whole, out=answer, where=whole != 0)
    return answer
