"""Measure the geoparser on the annotated corpora and print the tables of docs/accuracy.md.

    python scripts/report_accuracy.py [--sources DATA] [--gazetteer INDEX]

Whole corpora, and the articles that no weights of roles excepted were fitted on (one in four: those that
`train_resolver.py` and `train_confidence.py` keep back). Definitions: geo/evaluation/; intervals are 95 %
bootstrap intervals over articles. The area-aware score takes an answer for right, too, where the marked point lies
within the radius of the area that was answered.
"""

import argparse
import os
import sys
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.evaluation import Document, GoldToponym, Prediction, distance_km, interval, read_gold, score
from geo.pipeline import Pipeline
from geo.records import Article

CORPORA = ("LGL", "GeoWebNews", "TUD-Loc-2013")
HOLD_OUT = 4


def main():
    """Parse, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = Path(__file__).resolve().parent.parent
    default = Path(os.environ.get("DATELINE_SOURCES", root.parent / "shared" / "data"))
    parser.add_argument("--sources", type=Path, default=default)
    parser.add_argument("--gazetteer", type=Path)
    options = parser.parse_args()
    if not (options.sources / "toponyms").is_dir():
        sys.exit(f"There are no annotated corpora in {options.sources}: name the folder with --sources.")
    pipeline = Pipeline.open(options.gazetteer)
    print("| corpus | articles | toponyms | recognition F1 | within 161 km | end-to-end P | R | F1 | F1, area-aware |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name in CORPORA:
        documents = list(read_gold(options.sources / "toponyms" / f"{name}.jsonl.gz"))
        answers = {d.document_id: parse(pipeline, d) for d in documents}
        kept = [d for d in documents if zlib.crc32(d.document_id.encode()) % HOLD_OUT == 0]
        for label, part in ((name, documents), (f"{name}, kept back", kept)):
            row(label, part, answers)
        roles(name, documents, answers)


def row(label, documents, answers):
    """One line of the table."""
    total, each = score(documents, lambda d: [p for p, _ in answers[d.document_id]])
    figures = total.summary()
    aware, _ = score(
        [moved(d, answers[d.document_id]) for d in documents], lambda d: [p for p, _ in answers[d.document_id]]
    )
    cells = [label, str(len(documents)), str(total.gold)]
    for name in ("recognition_overlap_f1", "accuracy_161km"):
        low, high = interval(each, name, rounds=400)
        cells.append(f"{figures[name]:.3f} ({low:.2f}–{high:.2f})")
    cells += [f"{figures['end_to_end_precision']:.3f}", f"{figures['end_to_end_recall']:.3f}"]
    low, high = interval(each, "end_to_end_f1", rounds=400)
    cells += [f"{figures['end_to_end_f1']:.3f} ({low:.2f}–{high:.2f})", f"{aware.end_to_end_f1:.3f}"]
    print("| " + " | ".join(cells) + " |")


def parse(pipeline, document):
    """The answers of an article, each with its place."""
    article = Article(document.document_id, document.text, title=document.title, url=document.url)
    return [
        (
            Prediction(
                t.start, t.end, t.surface, t.place.lat if t.place else None, t.place.lon if t.place else None,
                t.role.value, t.place.place_id if t.place else "",
            ),
            t.place,
        )
        for t in pipeline.parse(article).toponyms
    ]  # fmt: skip


def moved(document, answers):
    """The article with each marked point moved to the answer's, where it lies within the area that was answered."""
    gold = []
    for mark in document.gold:
        point = (mark.lat, mark.lon)
        for prediction, place in answers:
            overlaps = prediction.start < mark.end and mark.start < prediction.end
            if not (place and place.is_area and overlaps and mark.lat is not None):
                continue
            if distance_km(mark.lat, mark.lon, place.lat, place.lon) <= place.radius_km:
                point = (place.lat, place.lon)
        gold.append(GoldToponym(mark.start, mark.end, mark.name, *point, mark.role))
    return Document(document.document_id, document.text, tuple(gold), document.title, document.url)


def roles(name, documents, answers):
    """How often the role agrees, where the corpus tells it (on standard error: it is a sentence, not a row)."""
    right = total = 0
    for document in documents:
        for mark in document.gold:
            if mark.role in {"literal", "associative"}:
                found = [p for p, _ in answers[document.document_id] if p.start < mark.end and mark.start < p.end]
                total += bool(found)
                right += bool(found) and found[0].role == mark.role
    if total:
        print(f"{name}: the role is right for {right} of {total} toponyms found ({right / total:.3f})", file=sys.stderr)


if __name__ == "__main__":
    main()
