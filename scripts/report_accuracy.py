"""Measure the geoparser on the annotated corpora and print the tables of docs/accuracy.md.

    python scripts/report_accuracy.py [--sources DATA] [--gazetteer INDEX] [--raise-floor]

Tables (Markdown) go to standard output, the reliability plot to docs/images/reliability.svg, the worst hundred
mistakes to build/worst.html, which holds text of the corpora and is never committed. Whole corpora, and the articles
that no weights of roles excepted were fitted on (one in four: those that `train_resolver.py` and
`train_confidence.py` keep back). Definitions: geo/evaluation/; intervals are 95 % bootstrap intervals over articles.

`--raise-floor` raises the floors of tests/quality_floor.json to `SLACK` below what was measured. It never lowers one:
where a figure fell below its floor, nothing is written, and the exit code is 1.
"""

import argparse
import hashlib
import json
import math
import os
import sys
import zlib
from collections import Counter
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.evaluation import (
    Cause,
    Evaluation,
    Judge,
    Prediction,
    match,
    prediction,
    read_gold,
    reliability_svg,
    worst_mistakes,
    worst_page,
)
from geo.pipeline import Pipeline
from geo.records import Article
from geo.text.lexicon import fold_word
from geo.text.words import folded_demonyms

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ("LGL", "GeoWebNews", "TUD-Loc-2013")
HOLD_OUT = 4
FLOORED = ("recognition_overlap_f1", "end_to_end_f1")
SLACK = 0.005
"""How far below a measured figure its floor lies, so that one toponym more or less breaks no build."""
COUNTRIES = 20
COMMONEST = 12


def main():
    """Parse, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(os.environ.get("DATELINE_SOURCES", ROOT.parent / "shared" / "data"))
    parser.add_argument("--sources", type=Path, default=default)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--plot", type=Path, default=ROOT / "docs" / "images" / "reliability.svg")
    parser.add_argument("--page", type=Path, default=ROOT / "build" / "worst.html")
    parser.add_argument("--raise-floor", action="store_true", help="raise the floors that the tests hold; never lowers")
    options = parser.parse_args()
    if not (options.sources / "toponyms").is_dir():
        sys.exit(f"There are no annotated corpora in {options.sources}: name the folder with --sources.")
    pipeline = Pipeline.open(options.gazetteer)
    judge = Judge.of(pipeline.gazetteer)
    paths = {name: options.sources / "toponyms" / f"{name}.jsonl.gz" for name in CORPORA}
    whole = [judge.evaluate(name, read_gold(path), lambda d: parse(pipeline, d)) for name, path in paths.items()]
    back = [kept_back(one, judge) for one in whole]
    pooled = Evaluation("all three", [m for one in whole for m in one.matchings], judge)
    fair = [*whole[:2], without_demonyms(whole[2], judge)]
    fair_back = [m for one in fair for m in kept_back(one, judge).matchings]
    fair.append(Evaluation("kept back, of these three", fair_back, judge))

    print_scores([*(one for pair in zip(whole, back) for one in pair), fair[2]])
    print_literal(whole)
    print_ceiling(whole, judge)
    print_causes([*whole, pooled])
    print_commonest(pooled)
    for part, title in (("kind", "kind of place"), ("length", "length of name"), ("country", "country")):
        print_breakdown(title, pooled.breakdowns()[part])
    print_reliability([whole[2], *fair])
    for path, text in (
        (options.plot, reliability_svg({one.name: one.bins for one in fair})),
        (options.page, worst_page(worst_mistakes({one.name: one.diagnoses for one in whole}, judge.extents))),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path}", file=sys.stderr)
    if options.raise_floor:
        figures = {one.name: one.figures() for one in whole}
        digests = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items()}
        write_floor(ROOT / "tests" / "quality_floor.json", figures, digests)


def parse(pipeline, document):
    """The answers of an article."""
    article = Article(document.document_id, document.text, title=document.title, url=document.url)
    return [prediction(t) for t in pipeline.parse(article).toponyms]


def kept_back(one, judge):
    """The part of a corpus that weights were not fitted on."""
    part = [m for m in one.matchings if zlib.crc32(m.document.document_id.encode()) % HOLD_OUT == 0]
    return Evaluation(f"{one.name}, kept back", part, judge)


def without_demonyms(one, judge):
    """A corpus that marks no demonyms, with the answers to demonyms left out where nobody marked them."""
    matchings = []
    for m in one.matchings:
        paired = {p.answer for p in m.pairs}
        kept = [a for i, a in enumerate(m.answers) if i in paired or fold_word(a.name) not in folded_demonyms()]
        matchings.append(match(m.document, kept, judge.extents))
    return Evaluation(f"{one.name}, less unmarked demonyms", matchings, judge)


def print_scores(evaluations):
    """The main table."""
    names = ("recognition_exact_f1", "recognition_overlap_f1", "accuracy_161km", "end_to_end_f1")
    table(
        "corpus", "articles", "toponyms", "recognition F1, exact", "recognition F1, overlap", "within 161 km",
        "end-to-end P", "R", "F1", "F1, area-aware: kind", "mutual", "AUC of log error", "median, mean error (km)",
    )  # fmt: skip
    for one in evaluations:
        f, ranges = one.figures(), one.intervals()
        exact, overlap, near, f1 = (f"{f[n]:.3f} ({ranges[n][0]:.2f}–{ranges[n][1]:.2f})" for n in names)
        row(
            one.name, f"{f['articles']:.0f}", f"{f['toponyms']:.0f}", exact, overlap, near,
            f"{f['end_to_end_precision']:.3f}", f"{f['end_to_end_recall']:.3f}", f1, f"{f['area_aware_f1']:.3f}",
            f"{f['area_mutual_f1']:.3f}", f"{f['auc_log_error']:.3f}",
            f"{f['median_error_km']:.0f}, {f['mean_error_km']:.0f}",
        )  # fmt: skip


def print_literal(evaluations):
    """Literal toponyms alone, and roles, where the corpus tells them."""
    told = [one for one in evaluations if one.literal_each]
    if told:
        table("literal only", "toponyms", "recognition P", "R", "F1", "end-to-end P", "R", "F1", "role right")
    for one in told:
        f, ranges = one.figures(), one.intervals()
        cells = []
        for name in ("recognition_overlap", "end_to_end"):
            cells += [f"{f[f'literal_{name}_{what}']:.3f}" for what in ("precision", "recall")]
            low, high = ranges[f"literal_{name}_f1"]
            cells.append(f"{f[f'literal_{name}_f1']:.3f} ({low:.2f}–{high:.2f})")
        low, high = ranges["role_accuracy"]
        count = sum(each.gold for each in one.literal_each)
        row(one.name, str(count), *cells, f"{f['role_accuracy']:.3f} ({low:.2f}–{high:.2f})")


def print_ceiling(evaluations, judge):
    """Of the marked toponyms with coordinates, how many have some place of their own words near."""
    table("ceiling", *(one.name for one in evaluations))
    cells = []
    for one in evaluations:
        near = total = 0
        for m in one.matchings:
            marks = [Prediction(g.start, g.end, g.name, None, None) for g in m.document.gold]
            rows = judge.reach.of_answers(m.document, marks)
            total += sum(g.lat is not None for g in m.document.gold)
            near += sum(judge.reach.is_near(found, g) for found, g in zip(rows, m.document.gold))
        cells.append(f"{near / total:.3f}")
    row("a place of the marked words is near", *cells)


def print_causes(evaluations):
    """What became of every marked toponym and of every answer."""
    for title, side in (("what became of the toponyms marked", 0), ("and of the answers", 1)):
        table(title, *(one.name for one in evaluations))
        counts = [one.causes()[side] for one in evaluations]
        for cause in (c for c in Cause if any(c in each for each in counts)):
            row(cause.value, *(share(each.get(cause, 0), sum(each.values())) for each in counts))
        row("together", *(f"{sum(each.values()):,}" for each in counts))


def print_commonest(one):
    """The names that each kind of mistake befalls most often, with how many times; names alone, no text."""
    names = {}
    for found in one.diagnoses:
        m = found.matching
        sides = (
            [(p.gold, cause) for p, cause in zip(m.pairs, found.marked)],
            [(a, cause) for a, cause in zip(m.answers, found.answered) if cause is Cause.SPURIOUS],
        )
        for mention, cause in (both for side in sides for both in side):
            if cause not in {Cause.RIGHT, Cause.NO_POINT}:
                name = " ".join(m.document.text[mention.start : mention.end].split())
                names.setdefault(cause, Counter())[name] += 1
    print("\n| mistake | commonest names |\n|---|---|")
    for cause in Cause:
        if cause in names:
            row(cause.value, ", ".join(f"{name} {count}" for name, count in names[cause].most_common(COMMONEST)))


def share(count, total):
    """A count with its share."""
    return f"{count:,} ({count / total:.1%})" if total else "0"


def print_breakdown(title, shares):
    """One breakdown over all corpora; of many countries the most frequent."""
    table(title, "marked", "found", "end-to-end P", "R", "F1")
    shown = list(shares.items())[:COUNTRIES]
    for name, s in shown:
        row(name, f"{s.marked:,}", f"{s.found_share:.3f}", f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}")
    rest = [s for _, s in list(shares.items())[COUNTRIES:]]
    if rest:
        placed, right = sum(s.marked_placed for s in rest), sum(s.right for s in rest)
        answered, good = sum(s.answered_placed for s in rest), sum(s.right_answers for s in rest)
        p, r = good / max(answered, 1), right / max(placed, 1)
        marked, found = sum(s.marked for s in rest), sum(s.found for s in rest)
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        row(f"{len(rest)} others", f"{marked:,}", f"{found / max(marked, 1):.3f}", f"{p:.3f}", f"{r:.3f}", f"{f1:.3f}")


def print_reliability(evaluations):
    """How often answers of each score are right, and the expected calibration error."""
    table("score", *(one.name for one in evaluations))
    for tenth in range(10):
        cells = []
        for one in evaluations:
            found = [b for b in one.bins if b.low == tenth / 10]
            cells.append(f"{found[0].share_right:.2f} of {found[0].count:,}" if found else "–")
        if any(cell != "–" for cell in cells):
            row(f"{tenth / 10:.1f}–{(tenth + 1) / 10:.1f}", *cells)
    row("expected calibration error", *(f"{one.figures()['calibration_error']:.3f}" for one in evaluations))


def table(*heads):
    """The head of a Markdown table: the first column to the left, the others to the right."""
    print()
    row(*heads)
    print("|---|" + "--:|" * (len(heads) - 1))


def row(*cells):
    """One line of a table."""
    print("| " + " | ".join(cells) + " |")


def raised(kept, figures, digests, on):
    """The floors with a further step for each corpus whose figures allow one; `ValueError` where any fell.

    `kept`: {corpus: {"sha256", "steps": [{"on", figure: floor, …}, …]}}, the last step in force.
    """
    floors = json.loads(json.dumps(kept))
    for name, found in figures.items():
        corpus = floors.setdefault(name, {"sha256": digests[name], "steps": []})
        if corpus["sha256"] != digests[name]:
            raise ValueError(f"{name} is another corpus than its floor was measured on")
        before = corpus["steps"][-1] if corpus["steps"] else dict.fromkeys(FLOORED, 0.0)
        fell = [f"{f} from {before[f]} to {found[f]:.4f}" for f in FLOORED if found[f] < before[f]]
        if fell:
            raise ValueError(f"{name} fell below its floor: {', '.join(fell)}")
        step = {f: max(before[f], math.floor((found[f] - SLACK) * 1000) / 1000) for f in FLOORED}
        if any(step[f] > before[f] for f in FLOORED):
            corpus["steps"].append({"on": on, **step})
    return floors


def write_floor(path, figures, digests):
    """Raise the floors in a file, or leave it as it is and say why."""
    try:
        floors = raised(json.loads(path.read_text(encoding="utf-8")), figures, digests, date.today().isoformat())
    except ValueError as error:
        sys.exit(f"The floors stay as they are: {error}.")
    path.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
