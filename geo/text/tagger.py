"""Decide what each word is part of (a place, a person, an organisation…) by trained weights.

A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over the features of `features.py`, with
its weights as small integers in one file. Words that are plainly outside any name part the article into short
stretches, and all stretches are decoded at once with the Viterbi algorithm: the article takes milliseconds.
"""

import io
import json
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.errors import ModelError
from geo.records import EntityKind
from geo.text.features import FEATURE_BITS

__all__ = ["LABELS", "OUTSIDE", "Span", "Tagger", "allowed_transitions"]

_KINDS = (*EntityKind, None)  # None: a name of something else (an event, a product, a law)
OUTSIDE = 0
_WIDTH = 16
LABELS: tuple[str, ...] = (
    "O",
    *(f"{part}-{kind.value if kind else 'other'}" for kind in _KINDS for part in ("B", "I")),
)
_FORBIDDEN = np.float32(-1e4)
_BATCH = 4096
"""Tokens scored at once: bounds the memory that a long text takes."""
_SURE = 7.0
"""How far (in log odds) "outside" must lead for a word to part two stretches. On every
eighth article of the newswire corpus (119) 4,866 names are found with parting and 4,865 without; three differ."""


class Span(NamedTuple):
    """Tokens `first` to `last` (inclusive) form one name of this kind (None: some other name)."""

    first: int
    last: int
    kind: EntityKind | None
    confidence: float


def allowed_transitions() -> NDArray[np.float32]:
    """A (labels, labels) matrix, from row to column: 0 where a label may follow, a large negative number elsewhere."""
    matrix = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for column, label in enumerate(LABELS):
        if label.startswith("I-"):
            for row, previous in enumerate(LABELS):
                if previous[2:] != label[2:]:
                    matrix[row, column] = _FORBIDDEN
    return matrix


class Tagger:
    """Weights and how to decode with them. Immutable: safe to share."""

    def __init__(
        self,
        weights: NDArray[np.float32] | NDArray[np.int8],
        transitions: NDArray[np.float32],
        *,
        scale: float = 1.0,
        digest: str = "",
    ) -> None:
        """Take weights (features, labels), each to be multiplied by `scale`, and transitions (labels, labels)."""
        # Rows of 16 are aligned, so that none straddles two lines of the processor's cache.
        self._weights = np.zeros((len(weights), _WIDTH), dtype=weights.dtype)
        self._weights[:, : len(LABELS)] = weights
        self._sum = np.dtype(np.int16 if weights.dtype == np.int8 else np.float32)
        self._scale = np.float32(scale)
        self._transitions = (transitions + allowed_transitions()).astype(np.float32)
        self.digest = digest

    @classmethod
    def load(cls, path: Path) -> "Tagger":
        """Read the weights that `scripts/train_recogniser.py` wrote; `ModelError` where they can't be used."""
        try:
            with zipfile.ZipFile(path) as archive:
                card = json.loads(archive.read("card.json"))
                rows = np.load(io.BytesIO(archive.read("rows.npy")), allow_pickle=False)
                values = np.load(io.BytesIO(archive.read("values.npy")), allow_pickle=False)
                transitions = np.load(io.BytesIO(archive.read("transitions.npy")), allow_pickle=False)
            if card["labels"] != list(LABELS) or card["feature_bits"] != FEATURE_BITS:
                raise ModelError(f"{path.name} was trained for another version: run scripts/train_recogniser.py again")
            weights = np.zeros((1 << FEATURE_BITS, len(LABELS)), dtype=np.int8)
            weights[np.cumsum(rows.astype(np.int64))] = values
            scale = float(card["scale"])
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as cause:
            raise ModelError(f"{path.name} can't be read ({cause}): install Dateline again") from cause
        return cls(weights, transitions, scale=scale, digest=str(card["digest"]))

    def scaled(self, share: float) -> "Tagger":
        """One that decodes scores made elsewhere, and counts what may follow what so much; it makes none itself."""
        return Tagger(np.zeros((1, len(LABELS)), dtype=np.float32), self._transitions * np.float32(share))

    def scores(self, features: NDArray[np.int32]) -> NDArray[np.float32]:
        """Each token's score for each label: float32, (tokens, labels)."""
        total = np.empty((len(features), _WIDTH), dtype=self._sum)
        for at in range(0, len(features), _BATCH):
            rows = self._weights.take(features[at : at + _BATCH].T, axis=0, mode="clip")
            np.add.reduce(rows, axis=0, dtype=self._sum, out=total[at : at + _BATCH])
        return np.asarray(total[:, : len(LABELS)] * self._scale, dtype=np.float32)

    def decode(self, scores: NDArray[np.float32], firsts: NDArray[np.int64]) -> list[Span]:
        """The names in a text, in order. `firsts`: indices of tokens that begin a sentence."""
        count = len(scores)
        if count == 0:
            return []
        margin = scores[:, OUTSIDE] - scores[:, 1:].max(axis=1)
        open_ = margin < _SURE
        open_at = np.flatnonzero(open_)
        if len(open_at) == 0:
            return []
        begins_sentence = np.zeros(count, dtype=bool)
        begins_sentence[firsts] = True
        # A stretch begins where the token before is sure to be outside, or where a sentence begins.
        starts = open_at[begins_sentence[open_at] | (open_at == 0) | ~open_[np.maximum(open_at - 1, 0)]]
        next_sure = np.append(np.flatnonzero(~open_), count)
        end_at = next_sure[np.searchsorted(next_sure, starts)]
        end_at = np.minimum(end_at, np.append(starts[1:], count))
        labels = np.zeros(count, dtype=np.int64)
        self._viterbi(scores, starts, end_at - starts, labels)
        return self._spans(scores, labels, begins_sentence)

    def _viterbi(
        self,
        scores: NDArray[np.float32],
        starts: NDArray[np.int64],
        lengths: NDArray[np.int64],
        labels: NDArray[np.int64],
    ) -> None:
        """Write the best labels of all stretches, which take each step together: at step n those longer than n."""
        order = np.argsort(-lengths, kind="stable")
        starts = starts[order]
        active = np.searchsorted(-lengths[order], -np.arange(lengths.max()), side="left").tolist()
        moves = self._transitions
        best = scores[starts] + moves[OUTSIDE]
        steps = [best]
        for step, batch in enumerate(active[1:], 1):
            # Axes: label before, stretch, label. The greatest along the first is found fast.
            paths = np.add(best[:batch].T[:, :, None], moves[:, None, :])
            best = np.maximum.reduce(paths, axis=0) + scores[starts[:batch] + step]
            steps.append(best)
        into = np.ascontiguousarray(moves.T)
        label = np.full(len(starts), OUTSIDE, dtype=np.int64)
        for step in range(len(steps) - 1, -1, -1):
            batch = active[step]
            label[:batch] = (steps[step] + into[label[:batch]]).argmax(axis=1)
            labels[starts[:batch] + step] = label[:batch]

    def _spans(
        self, scores: NDArray[np.float32], labels: NDArray[np.int64], begins_sentence: NDArray[np.bool_]
    ) -> list[Span]:
        named = np.flatnonzero(labels)
        if len(named) == 0:
            return []
        before = np.where((named == 0) | begins_sentence[named], OUTSIDE, labels[np.maximum(named - 1, 0)])
        after_at = np.minimum(named + 1, len(labels) - 1)
        after = np.where((named + 1 >= len(labels)) | begins_sentence[after_at], OUTSIDE, labels[after_at])
        # How sure: each token's odds given its neighbours' labels (pseudo-likelihood).
        local = scores[named] + self._transitions[before] + self._transitions[:, after].T
        local -= local.max(axis=1, keepdims=True)
        odds = np.exp(local)
        sure = odds[np.arange(len(named)), labels[named]] / odds.sum(axis=1)
        # A name begins at a B label, after a gap, where the kind changes, and where a sentence begins.
        kinds = (labels[named] - 1) // 2
        begins = (labels[named] % 2 == 1) | begins_sentence[named]
        begins[0] = True
        begins[1:] |= (np.diff(named) != 1) | (np.diff(kinds) != 0)
        at = np.flatnonzero(begins)
        lasts = named[np.append(at[1:], len(named)) - 1]
        confidence = np.minimum.reduceat(sure, at)
        return [
            Span(first, last, _KINDS[kind], chance)
            for first, last, kind, chance in zip(
                named[at].tolist(), lasts.tolist(), kinds[at].tolist(), confidence.tolist(), strict=True
            )
        ]
