"""The geoparser may get better, never silently worse: a floor for each annotated corpus, told by its digest."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from geo.evaluation import Document, Prediction, read_gold, score
from geo.pipeline import Pipeline
from geo.records import Article

ROOT = Path(__file__).parent.parent
SOURCES = Path(os.environ.get("DATELINE_SOURCES", ROOT.parent / "shared" / "data")) / "toponyms"
FLOORS = json.loads((ROOT / "tests" / "quality_floor.json").read_text(encoding="utf-8"))


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the annotated corpora are not on this machine (DATELINE_SOURCES)")
@pytest.mark.parametrize("corpus", sorted(FLOORS))
def test_quality_does_not_fall_below_its_floor(corpus: str, real_gazetteer_path: Path) -> None:
    path = SOURCES / f"{corpus}.jsonl.gz"
    floor = FLOORS[corpus]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == floor["sha256"], "another corpus: measure its floor anew"
    pipeline = Pipeline.open(real_gazetteer_path)

    def parse(document: Document) -> list[Prediction]:
        article = Article(document.document_id, document.text, title=document.title, url=document.url)
        return [
            Prediction(t.start, t.end, t.surface, *((t.place.lat, t.place.lon) if t.place else (None, None)))
            for t in pipeline.parse(article).toponyms
        ]

    total, _ = score(read_gold(path), parse)
    figures = total.summary()
    for name in ("recognition_overlap_f1", "end_to_end_f1"):
        assert figures[name] >= floor[name], f"{name} of {corpus} fell from {floor[name]} to {figures[name]:.4f}"
