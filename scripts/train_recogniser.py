"""Train the recogniser that ships, from annotated news.

    python scripts/train_recogniser.py --sources DATA --gazetteer INDEX --out geo/data/recogniser.zip

Reads `newswire/worldwide.jsonl.gz` (Shan et al., EMNLP Findings 2023; may be absent: see the card) and the permissive
corpora under `ner/`, learns a linear-chain conditional random field by AdaGrad on mini-batches of sentences, and
writes the weights with a card: labels, seed, digests of what it was trained on, and scores on held-out articles.
Needs scipy besides what Dateline runs on. Deterministic for the same sources, index and seed.
"""

import argparse
import gzip
import hashlib
import io
import json
import random
import sys
import time
import zipfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.gazetteer import Gazetteer
from geo.text.features import FEATURE_BITS, FeatureMaker
from geo.text.hits import HitCoder
from geo.text.lexicon import fold_word
from geo.text.sentences import split_sentences
from geo.text.tagger import LABELS, OUTSIDE, Tagger, allowed_transitions
from geo.text.tokens import tokenise
from geo.text.words import folded_demonyms, shipped_word_lists

INDEX = {label: i for i, label in enumerate(LABELS)}
NEWSWIRE = {
    "Location": "place",
    "Facility": "facility",
    "NORP": "demonym",
    "Person": "person",
    "Organization": "organisation",
    "Misc": "other",
    "Product": "other",
}
OTHERS = {"PER": "person", "LOC": "place", "ORG": "organisation", "MISC": "other"}


@dataclass
class Document:
    """A text with its names: (start, end, kind), in characters."""

    text: str
    names: list


def newswire(path):
    """The corpus' articles with names aligned to the text as it was published."""
    documents = []
    lost = 0
    for line in gzip.open(path, "rt", encoding="utf-8"):
        row = json.loads(line)
        text = row["text"]
        at = 0
        names = []
        open_name = None
        for sentence in row["sentences"]:
            for token, tag in sentence:
                found = find_token(text, token, at)
                if found is None:
                    lost += 1
                    continue
                start, at = found
                if tag[0] == "I" and open_name and open_name[2] == tag[2:]:
                    open_name[1] = at
                else:
                    if open_name:
                        names.append(open_name)
                    open_name = [start, at, tag[2:]] if tag != "O" else None
            if open_name:
                names.append(open_name)
            open_name = None
        clean = []
        for start, end, tag in names:
            kind = NEWSWIRE.get(tag)
            if kind == "place":  # "City, State" is one name there, and two places here
                clean += [(s, e, kind) for s, e in split_at_commas(text, start, end)]
            elif kind:
                clean.append((start, end, kind))
        documents.append((row["id"], Document(text, clean)))
    print(f"{len(documents)} articles, {lost} tokens not found in their text")
    return documents


def split_at_commas(text, start, end):
    """The parts of a name that commas part, as spans."""
    part = start
    for i in range(start, end):
        if text[i] == ",":
            yield part, i
            part = i + 1
            while part < end and text[part].isspace():
                part += 1
    if part < end:
        yield part, end


def find_token(text, token, at):
    """Where a corpus token stands in the text at or shortly after `at`: (start, end), or None."""
    while at < len(text) and text[at].isspace():
        at += 1
    if text.startswith(token, at):
        return at, at + len(token)
    found = text.find(token, at, at + 60 + len(token))
    if found >= 0:
        return found, found + len(token)
    return None


def conll(path, documents_of=40):
    """Pseudo-articles of a CoNLL file: `documents_of` sentences each, joined as running text."""
    sentences, rows = [], []
    for raw in gzip.open(path, "rt", encoding="utf-8"):
        line = raw.rstrip("\n")
        if line.startswith("# ") or line.startswith("-DOCSTART-"):
            continue
        parts = line.split("\t") if "\t" in line else line.split(" ")
        if not line.strip() or len(parts) < 2:
            if rows:
                sentences.append(rows)
            rows = []
            continue
        if parts[0].isdigit() and len(parts) >= 4:  # UNER: number, word, tag, …
            rows.append((parts[1], parts[2]))
        else:
            rows.append((parts[0], parts[-1]))
    if rows:
        sentences.append(rows)
    known = folded_demonyms()
    documents = []
    for begin in range(0, len(sentences), documents_of):
        text, names = "", []
        for rows in sentences[begin : begin + documents_of]:
            open_name = None
            for word, tag in rows:
                glue = (
                    text
                    and not text.endswith("\n")
                    and word not in {",", ".", "'s", "’s", ")", "?", "!", ":", ";", "n't"}
                )
                if glue and not text.endswith(("(", "“", "$")):
                    text += " "
                start = len(text)
                text += word
                kind = OTHERS.get(tag[2:].upper())
                if kind in {"other", None} and fold_word(word) in known and word[0].isupper():
                    kind = "demonym"
                if kind is None:
                    open_name = None
                elif open_name and tag[0] == "I" and open_name[2] == kind:
                    open_name[1] = len(text)
                else:
                    open_name = [start, len(text), kind]
                    names.append(open_name)
            text += "\n\n"
        documents.append(Document(text, [tuple(n) for n in names]))
    return documents


def recase(document, style, rng):
    """The same article in capitals, in Title Case or in lower case (lengths must not change: else as it was)."""
    change = {"upper": str.upper, "title": title_case, "lower": str.lower}[style]
    lines = []
    for line in document.text.split("\n"):
        changed = change(line)
        lines.append(changed if len(changed) == len(line) else line)
    return Document("\n".join(lines), document.names)


def title_case(line):
    """A line as a headline is written."""
    small = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "as", "by"}
    words = line.split(" ")
    return " ".join(w if i and w in small else w[:1].upper() + w[1:] for i, w in enumerate(words))


def encode(document, gazetteer, coder, maker):
    """Features (tokens, templates), labels (tokens,) and the tokens that begin a sentence."""
    tokens = tokenise(document.text)
    sentences = split_sentences(document.text, tokens)
    begin = {s.start for s in sentences}
    firsts = [i for i, t in enumerate(tokens) if t.start in begin]
    hits = coder.code(document.text, gazetteer.scan(document.text))
    features = maker.features(tokens, firsts, hits)
    labels = np.zeros(len(tokens), dtype=np.int64)
    i = 0
    for start, end, kind in sorted(document.names):
        while i < len(tokens) and tokens[i].end <= start:
            i += 1
        part = "B"
        while i < len(tokens) and tokens[i].start < end:
            labels[i] = INDEX[f"{part}-{kind}"]
            part = "I"
            i += 1
    return features, labels, np.array(firsts)


def forward_backward(emissions, gold, lengths, transitions):
    """Loss, gradient of the emissions (batch, steps, labels) and of the transitions, for padded sentences."""
    batch, steps, _ = emissions.shape
    mask = np.arange(steps)[None, :] < lengths[:, None]
    alpha = np.empty_like(emissions)
    start = transitions[OUTSIDE]
    alpha[:, 0] = emissions[:, 0] + start
    expt = np.exp(transitions)

    def step_forward(a):
        peak = a.max(axis=1, keepdims=True)
        return np.log(np.exp(a - peak) @ expt + 1e-30) + peak

    for t in range(1, steps):
        new = step_forward(alpha[:, t - 1]) + emissions[:, t]
        alpha[:, t] = np.where(mask[:, t, None], new, alpha[:, t - 1])
    final = transitions[:, OUTSIDE]
    last = alpha[:, -1] + final
    peak = last.max(axis=1, keepdims=True)
    log_z = np.log(np.exp(last - peak).sum(axis=1)) + peak[:, 0]
    beta = np.empty_like(emissions)
    beta[:, -1] = final
    for t in range(steps - 2, -1, -1):
        after = emissions[:, t + 1] + beta[:, t + 1]
        top = after.max(axis=1, keepdims=True)
        new = np.log(np.exp(after - top) @ expt.T + 1e-30) + top
        beta[:, t] = np.where(mask[:, t + 1, None], new, beta[:, t + 1])
    marginal = np.exp(alpha + beta - log_z[:, None, None]) * mask[:, :, None]
    rows = np.arange(batch)[:, None]
    cols = np.arange(steps)[None, :]
    one_hot = np.zeros_like(marginal)
    one_hot[rows, cols, gold] = 1
    one_hot *= mask[:, :, None]
    grad_transitions = np.zeros_like(transitions)
    # expected transitions
    for t in range(1, steps):
        inside = mask[:, t]
        if not inside.any():
            break
        a = alpha[inside, t - 1]
        b = emissions[inside, t] + beta[inside, t]
        pa, pb = a.max(axis=1, keepdims=True), b.max(axis=1, keepdims=True)
        scale = np.exp(pa[:, 0] + pb[:, 0] - log_z[inside])
        grad_transitions += ((np.exp(a - pa) * scale[:, None]).T @ np.exp(b - pb)) * expt
        np.subtract.at(grad_transitions, (gold[inside, t - 1], gold[inside, t]), 1)
    grad_transitions[OUTSIDE] += (marginal[:, 0] - one_hot[:, 0]).sum(axis=0)
    ends = lengths - 1
    grad_transitions[:, OUTSIDE] += (marginal[np.arange(batch), ends] - one_hot[np.arange(batch), ends]).sum(axis=0)
    return marginal - one_hot, grad_transitions


def train(encoded, *, epochs, seed, rate, decay, check):
    """AdaGrad over mini-batches; the weights are those averaged over the last third of the epochs."""
    rng = random.Random(seed)
    size = 1 << FEATURE_BITS
    count = len(LABELS)
    weights = np.zeros((size, count), dtype=np.float32)
    squares = np.full((size, 1), 1e-6, dtype=np.float32)
    transitions = np.zeros((count, count), dtype=np.float32)
    t_squares = np.full((count, count), 1e-6, dtype=np.float32)
    forbidden = allowed_transitions()
    total = np.zeros_like(weights)
    t_total = np.zeros_like(transitions)
    kept = 0
    features = np.concatenate([f for f, _, _ in encoded])
    labels = np.concatenate([g for _, g, _ in encoded])
    spans = []
    base = 0
    for f, _, firsts in encoded:
        edges = [*firsts.tolist(), len(f)]
        for begin, end in pairwise(edges):
            spans += [(base + at, base + min(at + 90, end)) for at in range(begin, end, 90)]
        base += len(f)
    print(f"{len(features)} tokens, {len(spans)} sentences")
    for epoch in range(epochs):
        began = time.time()
        rng.shuffle(spans)
        buckets = sorted(range(len(spans)), key=lambda i: (spans[i][1] - spans[i][0]) // 4)
        batches = []
        at = 0
        while at < len(buckets):
            length = spans[buckets[at]][1] - spans[buckets[at]][0] + 3
            take = max(4, 1600 // length)
            batches.append(buckets[at : at + take])
            at += take
        rng.shuffle(batches)
        for batch in batches:
            starts = np.array([spans[i][0] for i in batch])
            lengths = np.array([spans[i][1] - spans[i][0] for i in batch])
            steps = int(lengths.max())
            index = np.minimum(starts[:, None] + np.arange(steps), len(features) - 1)
            mask = np.arange(steps)[None, :] < lengths[:, None]
            flat = features[index[mask]]
            emissions = np.zeros((len(batch), steps, count), dtype=np.float32)
            emissions[mask] = weights[flat].sum(axis=1)
            gradient, t_gradient = forward_backward(emissions, labels[index], lengths, transitions + forbidden)
            dense = gradient[mask]
            used, inverse = np.unique(flat.ravel(), return_inverse=True)
            matrix = csr_matrix(
                (np.ones(flat.size, dtype=np.float32), inverse.ravel(), np.arange(0, flat.size + 1, flat.shape[1])),
                shape=(len(dense), len(used)),
            )
            update = np.asarray(matrix.T @ dense) + decay * weights[used]
            squares[used, 0] += (update**2).mean(axis=1)
            weights[used] -= rate * update / np.sqrt(squares[used])
            t_squares += t_gradient**2
            transitions -= rate * t_gradient / np.sqrt(t_squares)
        if epoch >= (epochs * 2) // 3:
            total += weights
            t_total += transitions
            kept += 1
        shown = check(weights, transitions) if epoch % 2 == 1 or epoch == epochs - 1 else ""
        print(f"epoch {epoch + 1}: {time.time() - began:.0f} s {shown}", flush=True)
    return total / kept, t_total / kept


def spans_of(labels, firsts):
    """Gold or predicted names of one article as a set of (first, last, kind)."""
    names, open_name = set(), None
    begins = set(firsts.tolist())
    for i, label in enumerate([*labels.tolist(), OUTSIDE]):
        text = LABELS[label]
        if open_name and (text[0] != "I" or text[2:] != open_name[1] or i in begins):
            names.add((open_name[0], i - 1, open_name[1]))
            open_name = None
        if text[0] == "B" or (text[0] == "I" and open_name is None):
            open_name = (i, text[2:])
    return names


def score(encoded, tagger):
    """Exact-span precision, recall and F1 for each kind, as {kind: (p, r, f)}."""
    good, predicted, gold_count = Counter(), Counter(), Counter()
    for features, labels, firsts in encoded:
        gold = spans_of(labels, firsts)
        found = {
            (s.first, s.last, s.kind.value if s.kind else "other")
            for s in tagger.decode(tagger.scores(features), firsts)
        }
        for name in gold:
            gold_count[name[2]] += 1
        for name in found:
            predicted[name[2]] += 1
            good[name[2]] += name in gold
    answer = {}
    kinds = ("place", "facility", "demonym", "person", "organisation")
    for kind in (*kinds, "all"):
        chosen = kinds if kind == "all" else (kind,)
        g, p, n = (sum(c[k] for k in chosen) for c in (good, predicted, gold_count))
        precision, recall = g / max(p, 1), g / max(n, 1)
        answer[kind] = (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))
    return answer


def write(path, weights, transitions, card):
    """Weights as int8 rows that matter, with the card; the same bytes for the same input."""
    scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9995)) / 127
    small = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    rows = np.flatnonzero(np.abs(small).sum(axis=1) >= 2)
    steps = np.diff(rows, prepend=0).astype(np.uint32)
    card = {**card, "scale": scale, "labels": list(LABELS), "feature_bits": FEATURE_BITS}
    body = hashlib.sha256(small[rows].tobytes() + rows.tobytes()).hexdigest()[:16]
    card["digest"] = body
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in (("rows", steps), ("values", small[rows]), ("transitions", transitions.astype(np.float32))):
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (2020, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED
            )
        archive.writestr(
            zipfile.ZipInfo("card.json", (2020, 1, 1, 0, 0, 0)),
            json.dumps(card, indent=1, sort_keys=True),
            zipfile.ZIP_DEFLATED,
        )
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB, {len(rows)} rows, digest {body}")


def main():
    """Read, train, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("geo/data/recogniser.zip"))
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=0.12)
    parser.add_argument("--decay", type=float, default=2e-4)
    parser.add_argument("--hold-out", type=int, default=9, help="one article in so many is kept for the card's scores")
    parser.add_argument("--without-newswire", action="store_true")
    options = parser.parse_args()
    began = time.time()
    gazetteer = Gazetteer.open(options.gazetteer)
    coder = HitCoder(gazetteer)
    maker = FeatureMaker(shipped_word_lists(), remember=2_000_000)
    rng = random.Random(options.seed)
    corpora, training, held = {}, [], []
    news = options.sources / "newswire" / "worldwide.jsonl.gz"
    rows = newswire(news) if news.exists() else []
    for name, document in sorted(rows, key=lambda r: hashlib.md5(r[0].encode()).hexdigest()):
        number = int(hashlib.md5(name.encode()).hexdigest(), 16)
        (held if number % options.hold_out == 0 else training).append(document)
    if rows:
        corpora["newswire/worldwide"] = hashlib.sha256(news.read_bytes()).hexdigest()
    if options.without_newswire:
        training = []
    for name in ("wikigold.conll.gz", "uner-ewt.dev.iob2.gz", "uner-ewt.test.iob2.gz", "broad-twitter.train.conll.gz"):
        path = options.sources / "ner" / name
        if path.exists():
            training += conll(path)
            corpora[f"ner/{name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    changed = []
    for document in training:
        dice = rng.random()
        style = "upper" if dice < 0.10 else "title" if dice < 0.2 else "lower" if dice < 0.26 else None
        if style:
            changed.append(recase(document, style, rng))
    print(f"{len(training)} articles to learn from, {len(changed)} again in changed case, {len(held)} held out")
    encoded = [encode(d, gazetteer, coder, maker) for d in training + changed]
    test = [encode(d, gazetteer, coder, maker) for d in held]
    loud = [encode(recase(d, "upper", rng), gazetteer, coder, maker) for d in held]
    print(f"features made in {time.time() - began:.0f} s")

    def check(weights, transitions):
        scores = score(test, Tagger(weights, transitions))
        return " ".join(f"{k} {v[2]:.3f}" for k, v in scores.items())

    weights, transitions = train(
        encoded, epochs=options.epochs, seed=options.seed, rate=options.rate, decay=options.decay, check=check
    )
    tagger = Tagger(weights, transitions)
    scores = {k: [round(x, 4) for x in v] for k, v in score(test, tagger).items()}
    capitals = {k: [round(x, 4) for x in v] for k, v in score(loud, tagger).items()}
    print("held out:", scores)
    print("ALL CAPITALS:", capitals)
    write(
        options.out,
        weights,
        transitions,
        {
            "name": "Dateline recogniser",
            "method": "linear-chain conditional random field over hashed features",
            "seed": options.seed,
            "epochs": options.epochs,
            "rate": options.rate,
            "decay": options.decay,
            "corpora": corpora,
            "gazetteer": gazetteer.version,
            "held_out_articles": len(held),
            "held_out_exact_p_r_f1": scores,
            "held_out_all_capitals_exact_p_r_f1": capitals,
        },
    )
    print(f"{time.time() - began:.0f} s in all")


if __name__ == "__main__":
    main()
