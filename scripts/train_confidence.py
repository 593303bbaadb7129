"""Fit the probability that a mention is a place and is put in the right spot.

    python scripts/train_confidence.py --sources DATA --gazetteer INDEX --out geo/data/confidence.json

Parses the tuning corpora with the recogniser and resolver as they are, calls a mention right where it overlaps a
marked toponym and lies within 161 km of it (an area: within its own radius, if that is more), and fits a penalised
logistic regression over the signs of `geo/resolution/confidence.py`. The threshold below which a mention is left
unplaced is the one with the best end-to-end F1, both worked out on the articles that are not kept back (one in
`--hold-out`), where scores and the expected calibration error are then measured. TUD-Loc marks no demonyms, so its
demonyms are left out.
"""

import argparse
import hashlib
import json
import sys
import zlib
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.evaluation import distance_km, read_gold
from geo.gazetteer import Gazetteer
from geo.records import Article, EntityKind
from geo.resolution import Resolver
from geo.resolution.confidence import SIGNS, Confidence
from geo.text import ActorList, TextFinder

CORPORA = ("LGL", "GeoWebNews", "TUD-Loc-2013")


class Recorder(Confidence):
    """Places everything, and notes the signs."""

    def __init__(self):
        super().__init__(tuple([0.0] * len(SIGNS)), -1.0, "none")
        object.__setattr__(self, "seen", [])

    def probability(self, values):
        """Certain, so that everything is placed."""
        self.seen.append(list(values))
        return 1.0


def observe(documents, finder, resolver, recorder, *, demonyms):
    """For each document: signs, right or wrong, and the number of gold toponyms with coordinates."""
    observed = []
    for document in documents:
        found = finder.find(document.text).toponyms
        recorder.seen.clear()
        placed = resolver.resolve(Article(document.document_id, document.text, url=document.url), found)
        rows, truth, at = [], [], 0
        for toponym, answer in zip(found, placed):
            if answer.place is None:
                continue
            values = recorder.seen[at]
            at += 1
            if toponym.kind is EntityKind.DEMONYM and not demonyms:
                continue
            gold = max(document.gold, key=lambda g: min(g.end, answer.end) - max(g.start, answer.start), default=None)
            overlaps = gold is not None and min(gold.end, answer.end) > max(gold.start, answer.start)
            if overlaps and gold.lat is None:
                continue
            rows.append(values)
            near = max(161.0, answer.place.radius_km if answer.place.is_area else 0.0)
            truth.append(overlaps and distance_km(gold.lat, gold.lon, answer.place.lat, answer.place.lon) <= near)
        observed.append(
            (
                np.array(rows).reshape(-1, len(SIGNS)),
                np.array(truth, dtype=float),
                sum(g.lat is not None for g in document.gold),
            )
        )
    return observed


def fit(table, truth, penalty=2.0, rounds=80):
    """Newton's method for penalised logistic regression."""
    weights = np.zeros(table.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (chance - truth) + penalty * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + penalty * np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def figures(observed, weights, least):
    """End-to-end F1 at a threshold, expected calibration error of what is placed, and counts."""
    table = np.concatenate([t for t, _, _ in observed])
    truth = np.concatenate([y for _, y, _ in observed])
    gold = sum(n for _, _, n in observed)
    chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
    kept = chance >= least
    precision, recall = truth[kept].mean(), truth[kept].sum() / gold
    bins = np.minimum((chance * 10).astype(int), 9)
    error = sum(
        abs(chance[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )
    return 2 * precision * recall / (precision + recall), precision, recall, error


def main():
    """Observe, fit, choose the threshold, report and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("geo/data/confidence.json"))
    parser.add_argument("--hold-out", type=int, default=4)
    options = parser.parse_args()
    gazetteer = Gazetteer.open(options.gazetteer)
    recorder = Recorder()
    finder, resolver = TextFinder(gazetteer, ActorList.load()), Resolver(gazetteer, confidence=recorder)
    learn, held, digests = [], {}, {}
    for name in CORPORA:
        path = options.sources / "toponyms" / f"{name}.jsonl.gz"
        digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        documents = list(read_gold(path))
        observed = observe(documents, finder, resolver, recorder, demonyms=not name.startswith("TUD"))
        back = [zlib.crc32(d.document_id.encode()) % options.hold_out == 0 for d in documents]
        learn += [o for o, kept in zip(observed, back) if not kept]
        held[name] = [o for o, kept in zip(observed, back) if kept]
    weights = fit(np.concatenate([t for t, _, _ in learn]), np.concatenate([y for _, y, _ in learn]))
    least = max(np.arange(0.0, 0.6, 0.02), key=lambda t: figures(learn, weights, t)[0])
    for name, weight in sorted(zip(SIGNS, weights), key=lambda p: p[1]):
        print(f"{weight:+.3f} {name}")
    scores = {}
    for name, part in [("learned from", learn), *held.items()]:
        f1, precision, recall, error = figures(part, weights, least)
        before = figures(part, weights, 0.0)[0]
        scores[name] = {"end_to_end_f1": round(f1, 4), "calibration_error": round(error, 4)}
        print(
            f"{name}: end-to-end F1 {f1:.3f} (placing everything {before:.3f}), "
            f"p {precision:.3f} r {recall:.3f}, calibration error {error:.3f}"
        )
    print(f"least {least:.2f}")
    values = {name: round(float(w), 4) for name, w in zip(SIGNS, weights)}
    card = {
        "weights": values,
        "least": round(float(least), 2),
        "digest": hashlib.sha256(json.dumps([values, float(least)], sort_keys=True).encode()).hexdigest()[:16],
        "corpora": digests,
        "kept_back": f"1 article in {options.hold_out}",
        "scores": scores,
    }
    options.out.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
