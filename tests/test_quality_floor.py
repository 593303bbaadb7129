"""The geoparser may get better, never silently worse: a floor for each annotated corpus, told by its digest.

`python scripts/report_accuracy.py --raise-floor` raises the floors, and refuses to lower them; every step stays on
record, so that a floor lowered by hand shows as a step down, or as one gone.
"""

import hashlib
import importlib.util
import json
import os
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from geo.evaluation import Document, Prediction, prediction, read_gold, score
from geo.pipeline import Pipeline
from geo.records import Article

ROOT = Path(__file__).parent.parent
SOURCES = Path(os.environ.get("DATELINE_SOURCES", ROOT.parent / "shared" / "data")) / "toponyms"
FLOORS = json.loads((ROOT / "tests" / "quality_floor.json").read_text(encoding="utf-8"))
FIGURES = ("recognition_overlap_f1", "end_to_end_f1")
FIRST = {"LGL": (0.825, 0.705), "GeoWebNews": (0.9, 0.815)}
"""The first floors ever held: no later step lies below them."""


@pytest.mark.parametrize("corpus", ["GeoWebNews", "LGL", "TUD-Loc-2013"])
def test_quality_does_not_fall_below_its_floor(corpus: str, real_gazetteer_path: Path) -> None:
    path = SOURCES / f"{corpus}.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"the annotated corpus {corpus} is not on this machine (DATELINE_SOURCES names its folder)")
    floor = FLOORS[corpus]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == floor["sha256"], "another corpus: measure its floor anew"
    pipeline = Pipeline.open(real_gazetteer_path)

    def parse(document: Document) -> list[Prediction]:
        article = Article(document.document_id, document.text, title=document.title, url=document.url)
        return [prediction(t) for t in pipeline.parse(article).toponyms]

    total, _ = score(read_gold(path), parse)
    figures = total.summary()
    for name in FIGURES:
        least = floor["steps"][-1][name]
        assert figures[name] >= least, f"{name} of {corpus} fell from {least} to {figures[name]:.4f}"


@pytest.mark.parametrize("corpus", sorted(FLOORS))
def test_no_floor_was_ever_lowered(corpus: str) -> None:
    steps = FLOORS[corpus]["steps"]
    for before, after in pairwise(steps):
        assert before["on"] <= after["on"]
        assert all(before[name] <= after[name] for name in FIGURES)
    assert all(steps[0][name] >= first for name, first in zip(FIGURES, FIRST.get(corpus, (0, 0)), strict=True))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("report_accuracy", ROOT / "scripts" / "report_accuracy.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def step(recognition: float, end_to_end: float, on: str = "2026-01-01") -> dict[str, object]:
    return {"on": on, "recognition_overlap_f1": recognition, "end_to_end_f1": end_to_end}


def measured(recognition: float, end_to_end: float) -> dict[str, dict[str, float]]:
    return {"ours": {"recognition_overlap_f1": recognition, "end_to_end_f1": end_to_end}}


KEPT = {"ours": {"sha256": "abc", "steps": [step(0.8, 0.7)]}}


def test_a_better_score_adds_a_step(script: ModuleType) -> None:
    floors = script.raised(KEPT, measured(0.85, 0.75), {"ours": "abc"}, "2026-02-01")
    assert floors["ours"]["steps"] == [step(0.8, 0.7), step(0.845, 0.745, "2026-02-01")]
    assert len(KEPT["ours"]["steps"]) == 1, "what was given is left as it was"


def test_a_score_within_the_slack_changes_nothing(script: ModuleType) -> None:
    assert script.raised(KEPT, measured(0.803, 0.701), {"ours": "abc"}, "2026-02-01") == KEPT


@pytest.mark.parametrize("figures", [measured(0.79, 0.75), measured(0.9, 0.69)])
def test_a_floor_is_never_lowered_even_where_the_other_figure_rose(script: ModuleType, figures: dict) -> None:
    with pytest.raises(ValueError, match="fell below its floor"):
        script.raised(KEPT, figures, {"ours": "abc"}, "2026-02-01")


def test_another_corpus_of_the_same_name_is_refused(script: ModuleType) -> None:
    with pytest.raises(ValueError, match="another corpus"):
        script.raised(KEPT, measured(0.9, 0.9), {"ours": "xyz"}, "2026-02-01")


def test_a_refusal_leaves_the_file_alone(script: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "floor.json"
    path.write_text(json.dumps(KEPT), encoding="utf-8")
    with pytest.raises(SystemExit, match="stay as they are"):
        script.write_floor(path, measured(0.1, 0.1), {"ours": "abc"})
    assert json.loads(path.read_text(encoding="utf-8")) == KEPT
