"""Find more names, and more slowly: a small language model and the usual recogniser decide together.

MiniLM (Wang et al. 2020), fine-tuned by `scripts/train_thorough.py`, run by ONNX Runtime in small integers. Besides
its letters each word is given what the gazetteer, the word lists and the whole article say of it. What the two
recognisers think of each word is added up, and decoded as usual. Measured: docs/decisions/0019-thorough-mode.md
"""

import json
import zipfile
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geo.errors import ModelError
from geo.records import Entity, Sentence
from geo.text.features import FeatureMaker, WordLists
from geo.text.hits import CodedHit
from geo.text.sentences import first_tokens
from geo.text.tagger import LABELS, Tagger
from geo.text.tokens import Token, Tokens, as_tokens
from geo.text.voting import voted
from geo.text.wordpieces import WordPieces

__all__ = ["SIGN_SIZES", "WINDOW", "Network", "ThoroughRecogniser", "log_shares", "open_thorough", "pieces_of"]

SIGN_SIZES = (64, 640, 16, 224, 40)
"""How many values each of a word's signs has at most (`FeatureMaker.signs`)."""
WINDOW = 190
"""Pieces read at once, besides the two that begin and end a window."""
_EDGE = 32
"""Pieces at a window's edges that the next window, where they stand further in, decides."""
_BATCH = 8
_USUAL, _NETWORK = np.float32(0.35), np.float32(0.65)
"""How much each counts: of five pairs the one that did best on the newswire articles held out in training."""

Network = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]], NDArray[np.float32]]
"""From pieces (windows, pieces), their signs (windows, pieces, 5) and a mask (1: a piece, 0: padding; windows, pieces)
to each piece's score for each label (windows, pieces, labels)."""


class ThoroughRecogniser:
    """The network and the tagger, with one vote for each surface in an article. Not safe to share between threads."""

    def __init__(self, lists: WordLists, network: Network, pieces: WordPieces, *, tagger: Tagger, digest: str) -> None:
        """Take the network with its vocabulary, and the usual recogniser's weights."""
        self._network = network
        self._pieces = pieces
        self._tagger = tagger
        self._decoder = tagger.scaled(float(_USUAL))
        self._maker = FeatureMaker(lists)
        self.digest = f"thorough-{digest}-{tagger.digest}"

    def reads(self, language: str) -> bool:
        """English, and what can't be told."""
        return language in {"en", ""}

    def recognise(
        self,
        text: str,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        hits: Sequence[CodedHit],
    ) -> tuple[Entity, ...]:
        """See `Recogniser`."""
        if not tokens:
            return ()
        cells = as_tokens(tokens)
        firsts = first_tokens(cells, sentences)
        scores = _USUAL * self._tagger.scores(self._maker.features(cells, firsts, hits))
        scores += _NETWORK * self.scores(cells, self._maker.signs(cells, firsts, hits))
        return voted(text, cells, self._decoder.decode(scores, np.array(firsts, dtype=np.int64)))

    def scores(self, tokens: Tokens, signs: NDArray[np.int64]) -> NDArray[np.float32]:
        """The network's log probability of each label for each token: float32, (tokens, labels)."""
        numbers, owners = pieces_of(tokens, self._pieces)
        signs = np.minimum(signs, np.array(SIGN_SIZES) - 1)[owners]
        count = len(numbers)
        length = min(count, WINDOW)
        begins = np.array([*range(0, count - length, WINDOW - 2 * _EDGE), count - length])
        leads = np.flatnonzero(np.diff(owners, prepend=-1))
        answer = np.empty((count, len(LABELS)), dtype=np.float32)
        done = 0
        for at in range(0, len(begins), _BATCH):
            some = begins[at : at + _BATCH]
            index = some[:, None] + np.arange(length)
            windows = np.full((len(some), length + 2), self._pieces.end, dtype=np.int64)
            windows[:, 0] = self._pieces.begin
            windows[:, 1:-1] = numbers[index]
            marks = np.zeros((*windows.shape, signs.shape[1]), dtype=np.int64)
            marks[:, 1:-1] = signs[index]
            read = self._network(windows, marks, np.ones(windows.shape, dtype=np.float32))
            for begin, window in zip(some.tolist(), read, strict=True):
                end = begin + length
                answer[done:end] = window[1 + done - begin : -1]
                done = end if end == count else end - _EDGE
        return log_shares(answer[leads])


def pieces_of(tokens: Tokens, pieces: WordPieces) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pieces of all tokens on end, and the index of the token that each is of: int64, (pieces,) both."""
    cuts = [pieces.cut(surface) for surface in tokens.surfaces]
    owners = np.repeat(np.arange(len(cuts)), [len(cut) for cut in cuts])
    return np.array([number for cut in cuts for number in cut], dtype=np.int64), owners


def log_shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores (…, labels) as log probabilities."""
    scores = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True)), dtype=np.float32)


def open_thorough(lists: WordLists, path: Path | None = None) -> ThoroughRecogniser:
    """The recogniser whose weights ship, or those at `path`.

    Raises `ModelError` where ONNX Runtime is not installed or the weights can't be used.
    """
    try:
        runtime = import_module("onnxruntime")
    except ImportError as cause:
        raise ModelError("ONNX Runtime is not installed: run `pip install 'dateline[thorough]'`") from cause
    if path is None:
        with as_file(files("geo").joinpath("data", "thorough.zip")) as shipped:
            return open_thorough(lists, shipped)
    try:
        with zipfile.ZipFile(path) as archive:
            card = json.loads(archive.read("card.json"))
            pieces = WordPieces(archive.read("vocabulary.txt").decode("utf-8").splitlines())
            weights = archive.read("network.onnx")
        digest = str(card["digest"])
        if card["labels"] != list(LABELS) or card["signs"] != list(SIGN_SIZES):
            raise ModelError(f"{path.name} was trained for another version: run scripts/train_thorough.py again")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = runtime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except ModelError:
        raise
    except Exception as cause:  # ONNX Runtime's own errors share no base but this
        reason = str(cause).splitlines()[0] if str(cause) else type(cause).__name__
        raise ModelError(f"{path.name} can't be read ({reason}): install Dateline again") from cause

    def network(windows: NDArray[np.int64], signs: NDArray[np.int64], mask: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(session.run(None, {"pieces": windows, "signs": signs, "mask": mask})[0], dtype=np.float32)

    with as_file(files("geo").joinpath("data", "recogniser.zip")) as usual:
        return ThoroughRecogniser(lists, network, pieces, tagger=Tagger.load(usual), digest=digest)
