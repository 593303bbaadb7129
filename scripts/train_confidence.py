"""Fit the probability that a mention is a place and is put in the right spot.

    python scripts/train_confidence.py --sources DATA --gazetteer INDEX --out geo/data/confidence.json

Parses the tuning corpora with the recogniser and resolver as they are, calls a mention right where it overlaps a
marked toponym and lies within 161 km of it (an area: within its own radius, if that is more), and fits a penalised
logistic regression over the signs of `geo/resolution/confidence.py` and their pairs. The threshold below which a
mention is left unplaced is the lowest one that is about as good as the best by end-to-end F1. Both are worked out on
the articles that are not kept back (one in `--hold-out`), where scores and the expected calibration error are then
measured. TUD-Loc marks no demonyms, so its demonyms are left out. Well-known names that stand alone (see
`train_resolver.py`) have a small share of the weight: annotated articles hold next to none.
"""

import argparse
import hashlib
import json
import sys
import zlib
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from train_resolver import FRAME, homes_from_others, well_known

from geo.evaluation import distance_km, read_gold
from geo.gazetteer import Gazetteer
from geo.records import Article, EntityKind, Role
from geo.resolution import Resolver
from geo.resolution.confidence import SIGNS, Confidence
from geo.text import ActorList, TextFinder

_SURE = 0.4
_PENALTY = 5.0
_NEVER = 1e9
_AS_GOOD = 0.003
CORPORA = ("LGL", "GeoWebNews", "TUD-Loc-2013")


class Recorder(Confidence):
    """Places everything, and notes the signs."""

    def __init__(self):
        none = np.zeros(len(SIGNS))
        super().__init__(none, none, np.zeros((len(SIGNS), len(SIGNS))), -1.0, "none")
        object.__setattr__(self, "seen", [])

    def probabilities(self, table):
        """Certain, so that everything is placed."""
        self.seen.extend(line for line in table if line[0])
        return np.ones(len(table))


def observe(found, resolver, recorder, *, demonyms):
    """For each document: signs, right or wrong, the number of gold toponyms with coordinates, and the places.

    `found`: pairs of a document and its toponyms.
    """
    observed = []
    for document, toponyms in found:
        recorder.seen.clear()
        article = Article(document.document_id, document.text, url=document.url, source=document.document_id)
        placed = resolver.resolve(article, toponyms)
        rows, truth, places, at = [], [], [], 0
        for toponym, answer in zip(toponyms, placed):
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
            places.append((answer.place, answer.role))
            near = max(161.0, answer.place.radius_km if answer.place.is_area else 0.0)
            truth.append(overlaps and distance_km(gold.lat, gold.lon, answer.place.lat, answer.place.lon) <= near)
        table = np.array(rows).reshape(-1, len(SIGNS))
        marked = sum(g.lat is not None for g in document.gold)
        observed.append((table, np.array(truth, dtype=float), marked, places))
    return observed


def observe_alone(gazetteer, finder, resolver, recorder):
    """Signs of well-known names that stand alone, and whether the place that readers expect was chosen."""
    rows, truth = [], []
    for name, row in well_known(gazetteer):
        text = FRAME.format(name)
        recorder.seen.clear()
        toponyms = [t for t in finder.find(text).toponyms if t.surface == name]
        placed = resolver.resolve(Article("alone", text), toponyms)
        if len(placed) == 1 and placed[0].place is not None:
            rows.append(recorder.seen[0])
            truth.append(placed[0].place.place_id == gazetteer.place(row).place_id)
    return np.array(rows), np.array(truth, dtype=float)


def homes_found(found, observed, model, gazetteer):
    """The homes of the articles' publishers, from what their other articles report for sure enough."""
    named = []
    for (document, _), (table, _, _, places) in zip(found, observed):
        chance = model.probabilities(table)
        sure = [p for (p, role), c in zip(places, chance) if c >= _SURE and role is not Role.ASSOCIATIVE]
        named.append((document.document_id, document.url, sure))
    return homes_from_others(named, gazetteer)


def fit(table, truth, alone, *, penalty, share, rounds=60):
    """Newton's method for penalised logistic regression on the signs and their pairs, rounded as they are written.

    `penalty` is that of the pairs; `alone` (signs, truth) are well-known names that stand alone, which have `share` of
    the weight of the others.
    """
    worth = np.concatenate([np.ones(len(truth)), np.full(len(alone[1]), share * len(truth) / len(alone[1]))])
    table, truth = np.concatenate([table, alone[0]]), np.concatenate([truth, alone[1]])
    scale = np.maximum(table.std(axis=0), 0.05)
    first, second = np.triu_indices(len(SIGNS))
    scaled = table / scale
    wide = np.concatenate([table, scaled[:, first] * scaled[:, second]], axis=1)
    # no squares: they bend away where the corpora end (a paper's own town), and there they are only guessed
    price = np.concatenate([np.full(len(SIGNS), _PENALTY), np.where(first == second, _NEVER, penalty)])
    weights = np.zeros(wide.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(wide @ weights, -30, 30)))
        slope = wide.T @ ((chance - truth) * worth) + price * weights
        step = np.linalg.solve((wide * (chance * (1 - chance) * worth)[:, None]).T @ wide + np.diag(price), slope)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    pairs = np.zeros((len(SIGNS), len(SIGNS)))
    pairs[first, second] = np.round(weights[len(SIGNS) :], 5)
    return Confidence(np.round(weights[: len(SIGNS)], 4), np.round(scale, 4), pairs, 0.0, "")


def figures(observed, model, least):
    """End-to-end F1 at a threshold, expected calibration error of what is placed, and counts."""
    truth = np.concatenate([o[1] for o in observed])
    gold = sum(o[2] for o in observed)
    chance = np.concatenate([model.probabilities(o[0]) for o in observed])
    kept = chance >= least
    precision, recall = truth[kept].mean(), truth[kept].sum() / gold
    return 2 * precision * recall / (precision + recall), precision, recall, calibration_error(chance, truth)


def calibration_error(chance, truth):
    """The mean gap between the probability told and the share that is right, over ten bins."""
    bins = np.minimum((chance * 10).astype(int), 9)
    return sum(
        abs(chance[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )


def best_least(observed, model):
    """The lowest threshold whose end-to-end F1 is the best or, by `_AS_GOOD`, as good: a gap on the map is a loss."""
    table = np.concatenate([o[0] for o in observed])
    truth = np.concatenate([o[1] for o in observed])
    gold = sum(o[2] for o in observed)
    chance = model.probabilities(table)
    steps = np.arange(0.0, 0.6, 0.02)
    f1 = np.array([2 * truth[chance >= t].sum() / ((chance >= t).sum() + gold) for t in steps])
    return float(steps[np.flatnonzero(f1 >= f1.max() - _AS_GOOD)[0]])


def watched(found, resolver, recorder, hold_out):
    """What was observed on the articles to learn from, and on those kept back, by corpus."""
    learn, held = [], {}
    for name, pairs in found.items():
        observed = observe(pairs, resolver, recorder, demonyms=not name.startswith("TUD"))
        back = [zlib.crc32(d.document_id.encode()) % hold_out == 0 for d, _ in pairs]
        learn += [o for o, kept in zip(observed, back) if not kept]
        held[name] = [o for o, kept in zip(observed, back) if kept]
    return learn, held


def joined(observed):
    """All signs, and whether each was right."""
    return np.concatenate([o[0] for o in observed]), np.concatenate([o[1] for o in observed])


def main():
    """Observe, fit, choose the threshold, report and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("geo/data/confidence.json"))
    parser.add_argument("--hold-out", type=int, default=4)
    parser.add_argument("--penalty", type=float, default=3000.0)
    parser.add_argument("--alone", type=float, default=0.05, help="the weight of names that stand alone, as a share")
    options = parser.parse_args()
    gazetteer = Gazetteer.open(options.gazetteer)
    recorder, finder = Recorder(), TextFinder(gazetteer, ActorList.load())
    found, digests = {}, {}
    for name in CORPORA:
        path = options.sources / "toponyms" / f"{name}.jsonl.gz"
        digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        found[name] = [(d, finder.find(d.text).toponyms) for d in read_gold(path)]
    learn, held = watched(found, Resolver(gazetteer, confidence=recorder), recorder, options.hold_out)
    alone = observe_alone(gazetteer, finder, Resolver(gazetteer, confidence=recorder), recorder)
    print(f"{len(alone[1])} well-known names alone, {alone[1].mean():.3f} of them right")
    model = fit(*joined(learn), alone, penalty=options.penalty, share=options.alone)
    everything = [pair for pairs in found.values() for pair in pairs]
    resolver = Resolver(gazetteer, confidence=recorder)
    seen = [o for pairs in found.values() for o in observe(pairs, resolver, recorder, demonyms=True)]
    homes = homes_found(everything, seen, model, gazetteer)
    local = {name: [p for p in pairs if p[0].document_id in homes] for name, pairs in found.items()}
    resolver = Resolver(gazetteer, confidence=recorder, homes=homes)
    more, held_local = watched({n: p for n, p in local.items() if p}, resolver, recorder, options.hold_out)
    model = fit(*joined(learn + more), alone, penalty=options.penalty, share=options.alone)
    least = best_least(learn + more, model)
    held |= {f"{name}, publisher's home known": part for name, part in held_local.items() if part}
    for name, weight in sorted(zip(SIGNS, model.weights), key=lambda p: p[1]):
        print(f"{weight:+.3f} {name}")
    scores = {}
    for name, part in [("learned from", learn), *held.items()]:
        f1, precision, recall, error = figures(part, model, least)
        before = figures(part, model, 0.0)[0]
        scores[name] = {"end_to_end_f1": round(f1, 4), "calibration_error": round(error, 4)}
        print(
            f"{name}: end-to-end F1 {f1:.3f} (placing everything {before:.3f}), "
            f"p {precision:.3f} r {recall:.3f}, calibration error {error:.3f}"
        )
    print(f"least {least:.2f}")
    values = {
        "weights": {name: float(w) for name, w in zip(SIGNS, model.weights)},
        "scale": {name: float(x) for name, x in zip(SIGNS, model.scale)},
        "pairs": model.pairs[np.triu_indices(len(SIGNS))].tolist(),
        "least": round(float(least), 2),
    }
    card = {
        **values,
        "digest": hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16],
        "corpora": digests,
        "kept_back": f"1 article in {options.hold_out}",
        "scores": scores,
    }
    options.out.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
