"""Fit the weights that tell literal from associative toponyms, from articles where both were marked.

    python scripts/train_roles.py --sources DATA --gazetteer INDEX --out geo/data/roles.json

Logistic regression with a quadratic penalty over the signs of `geo/text/roles.py`, on the toponyms of GeoWebNews
(Gritta, Pilehvar & Collier 2020) that are no demonyms: those are associative by rule. Prints the accuracy of ten-fold
cross-validation by articles. No text of the corpus goes into the weights, only one number for each sign.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.evaluation import read_gold
from geo.gazetteer import Gazetteer
from geo.text import ActorList, lexicon
from geo.text.hits import HitCoder
from geo.text.mentions import MentionIndex
from geo.text.roles import SIGNS
from geo.text.sentences import split_sentences
from geo.text.tokens import tokenise
from geo.text.words import folded_demonyms


def rows(path, gazetteer):
    """For each article: (signs as 0/1 rows, literal as 0/1)."""
    coder = HitCoder(gazetteer)
    demonyms = folded_demonyms()
    actors = ActorList.load()
    for document in read_gold(path):
        tokens = tokenise(document.text)
        sentences = split_sentences(document.text, tokens)
        hits = coder.code(document.text, gazetteer.scan(document.text))
        mentions = MentionIndex(document.text, tokens, [s.start for s in sentences], hits)
        table, truth = [], []
        for gold in document.gold:
            surface = document.text[gold.start : gold.end]
            if gold.role not in {"literal", "associative"} or lexicon.fold_word(surface) in demonyms:
                continue
            row = np.zeros(len(SIGNS))
            row[mentions.signs(gold.start, gold.end, metonym=actors.state(surface) is not None)] = 1
            table.append(row)
            truth.append(gold.role == "literal")
        if table:
            yield np.array(table), np.array(truth, dtype=float)


def fit(table, truth, penalty=1.0, rounds=60):
    """Newton's method for penalised logistic regression."""
    weights = np.zeros(table.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - truth) + penalty * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + penalty * np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def main():
    """Fit, report and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("geo/data/roles.json"))
    options = parser.parse_args()
    path = options.sources / "toponyms" / "GeoWebNews.jsonl.gz"
    articles = list(rows(path, Gazetteer.open(options.gazetteer)))
    right = total = 0
    for fold in range(10):
        train = [a for i, a in enumerate(articles) if i % 10 != fold]
        test = [a for i, a in enumerate(articles) if i % 10 == fold]
        weights = fit(np.concatenate([t for t, _ in train]), np.concatenate([y for _, y in train]))
        for table, truth in test:
            right += int(((table @ weights >= 0) == (truth > 0.5)).sum())
            total += len(truth)
    table, truth = np.concatenate([t for t, _ in articles]), np.concatenate([y for _, y in articles])
    weights = fit(table, truth)
    print(f"{total} toponyms, {truth.mean():.3f} literal; ten-fold accuracy {right / total:.3f}")
    for name, weight, count in sorted(zip(SIGNS, weights, table.sum(axis=0)), key=lambda x: x[1]):
        print(f"{weight:+.2f} {int(count):4d} {name}")
    card = {
        "weights": {name: round(float(w), 4) for name, w in zip(SIGNS, weights)},
        "corpus": {"GeoWebNews": hashlib.sha256(path.read_bytes()).hexdigest()},
        "toponyms": total,
        "cross_validated_accuracy": round(right / total, 4),
    }
    options.out.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
