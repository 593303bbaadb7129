"""Bring together all that is measured on one corpus: figures with intervals, causes, breakdowns, calibration."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from geo.evaluation.bootstrap import intervals
from geo.evaluation.breakdown import Breakdown, Share
from geo.evaluation.calibration import Bin, calibration_error, judged, reliability
from geo.evaluation.causes import Cause, Diagnosis, count_causes, diagnose
from geo.evaluation.corpus import Document, Prediction
from geo.evaluation.extents import Extents
from geo.evaluation.matching import Matching, match
from geo.evaluation.reach import Reach
from geo.evaluation.scoring import Score, literal_only, score_matching
from geo.gazetteer import Gazetteer
from geo.records import Role

__all__ = ["Evaluation", "Judge"]


class Evaluation:
    """What was measured on one corpus. Without a gazetteer: no areas, causes or breakdowns by place."""

    def __init__(self, name: str, matchings: Sequence[Matching], judge: "Judge") -> None:
        self.name = name
        self.matchings = tuple(matchings)
        self._judge = judge
        self.each = [score_matching(m) for m in self.matchings]
        self.bins: list[Bin] = reliability(judged(self.matchings))

    @cached_property
    def literal_each(self) -> list[Score]:
        """The counts of each article with nothing but literal toponyms; none where the corpus tells no roles."""
        if not any(p.gold.role == Role.LITERAL.value for m in self.matchings for p in m.pairs):
            return []
        literal = [literal_only(m.document, m.answers) for m in self.matchings]
        return [score_matching(match(document, answers, self._judge.extents)) for document, answers in literal]

    def figures(self) -> dict[str, float]:
        """Every figure by name; those of literal toponyms begin with `literal_`."""
        answer = {"articles": float(len(self.each)), **_total(self.each).summary()}
        answer["toponyms"] = float(sum(one.gold for one in self.each))
        answer["calibration_error"] = calibration_error(self.bins)
        if self.literal_each:
            answer |= {
                f"literal_{k}": v for k, v in _total(self.literal_each).summary().items() if k != "role_accuracy"
            }
        return answer

    def intervals(self, *, rounds: int = 1000) -> dict[str, tuple[float, float]]:
        """The 95 % bootstrap interval of every figure, but for the counts and the calibration error."""
        answer = intervals(self.each, rounds=rounds)
        if self.literal_each:
            answer |= {f"literal_{k}": v for k, v in intervals(self.literal_each, rounds=rounds).items()}
        return answer

    @cached_property
    def diagnoses(self) -> list[Diagnosis]:
        """Each article's causes; none without a gazetteer."""
        reach = self._judge.reach
        return [] if reach is None else [diagnose(m, reach) for m in self.matchings]

    def causes(self) -> tuple[dict[Cause, int], dict[Cause, int]]:
        """How many marked toponyms, and how many answers, there are of each cause."""
        marked, answered = count_causes(self.diagnoses)
        return {c: marked[c] for c in Cause if marked[c]}, {c: answered[c] for c in Cause if answered[c]}

    def breakdowns(self) -> dict[str, dict[str, Share]]:
        """The shares by kind, length and country; none without a gazetteer."""
        parts = self._judge.breakdown
        if parts is None:
            return {}
        return {
            "kind": parts.by_kind(self.matchings),
            "length": parts.by_length(self.matchings),
            "country": parts.by_country(self.matchings),
        }


@dataclass(frozen=True)
class Judge:
    """What judging needs of the gazetteer, opened once for all corpora."""

    extents: Extents | None = None
    reach: Reach | None = None
    breakdown: Breakdown | None = None

    @classmethod
    def of(cls, gazetteer: Gazetteer | None) -> "Judge":
        """A judge that knows this gazetteer, or none."""
        if gazetteer is None:
            return cls()
        extents = Extents(gazetteer)
        return cls(extents, Reach(gazetteer), Breakdown(gazetteer, extents))

    def evaluate(
        self, name: str, documents: Iterable[Document], answer: Callable[[Document], Sequence[Prediction]]
    ) -> Evaluation:
        """Ask for the answers of each article, and measure them."""
        return Evaluation(name, [match(d, answer(d), self.extents) for d in documents], self)


def _total(each: Sequence[Score]) -> Score:
    total = Score()
    for one in each:
        total.add(one)
    return total
