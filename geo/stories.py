"""Tell whether two articles are the same story in two papers: wire copy, cut, with another headline or lead.

A text becomes a signature (MinHash, Broder 1997, over runs of three words), of which two tell how much of the shorter
text stands in the longer one. Signatures are kept in stores: what is below may not change without a new version of
the schema. Why not a library, and how well it tells: docs/decisions/0022-tables-and-stories.md
"""

import hashlib
import re
import zlib
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

__all__ = ["Signature", "same_days", "same_story", "signature_from", "signature_of"]

_VALUES = 128
_BANDS = 32
"""Of two values each. More rows in the store find more of what is cut to a third; each costs a page of it to write."""
_ROWS = 2
_LEAST = 10
"""Runs of words below which a text is too short to say whose it is."""
_SHORT = 40
"""Runs of words below which only the very same text counts: one template makes many short texts."""
_SHARED = 0.5
"""How much of the shorter text must stand in the other. This and the number of bands were chosen on every other article
of the newswire corpus (scripts/measure_stories.py): the decision note has the table."""
_DAYS = 5
"""Days within which copies are printed. Not tuned, for no corpus at hand has copies with days: a daily column or a
weekly report must not become one endless story."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_PLACES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_FACTORS = np.frombuffer(hashlib.shake_128(b"dateline stories").digest(8 * _VALUES), "<u8").astype(
    np.uint64
) | np.uint64(1)


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What is kept of a text: how many different runs of three words it has, and their least hash of 128 kinds."""

    runs: int
    least: NDArray[np.uint16]

    def packed(self) -> bytes:
        """The signature as 260 bytes."""
        return self.runs.to_bytes(4, "little") + self.least.astype("<u2").tobytes()

    @property
    def bands(self) -> tuple[int, ...]:
        """The numbers under which copies of the text are looked up; copies share at least one of them."""
        rows = self.least[: _BANDS * _ROWS].reshape(_BANDS, _ROWS).astype(np.int64)
        keys = np.arange(_BANDS, dtype=np.int64) << 32 | rows[:, 0] << 16 | rows[:, 1]
        return tuple(keys.tolist())


def signature_of(text: str) -> Signature | None:
    """The signature of a text; None where it is too short to be told from others."""
    words = text.casefold()
    if not words.isascii() and _UNSPACED.search(words):
        words = _UNSPACED.sub(r" \g<0> ", words)
    hashed = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in _WORD.findall(words)], np.uint64)
    if len(hashed) < _LEAST + 2:
        return None
    runs = hashed[:-2] * _PLACES[0] + hashed[1:-1] * _PLACES[1] + hashed[2:] * _PLACES[2]
    runs ^= runs >> np.uint64(29)
    runs *= _MIX
    runs = np.unique(runs ^ runs >> np.uint64(32))
    if len(runs) < _LEAST:
        return None
    least = np.full(_VALUES, np.iinfo(np.uint64).max, np.uint64)
    for at in range(0, len(runs), 1024):
        np.minimum(least, (runs[at : at + 1024, None] * _FACTORS).min(axis=0), out=least)
    return Signature(len(runs), (least >> np.uint64(32)).astype(np.uint16))


def signature_from(packed: bytes) -> Signature | None:
    """The signature that `packed` gave; None for no bytes."""
    if not packed:
        return None
    return Signature(int.from_bytes(packed[:4], "little"), np.frombuffer(packed, "<u2", _VALUES, 4))


def same_story(one: Signature, other: Signature) -> bool:
    """Whether most of the shorter text stands in the longer one; for very short texts, whether they are the same."""
    alike = float(np.count_nonzero(one.least == other.least)) / _VALUES
    if min(one.runs, other.runs) < _SHORT:
        return alike == 1.0 and one.runs == other.runs
    shared = alike * (one.runs + other.runs) / (1 + alike)
    return shared >= _SHARED * min(one.runs, other.runs)


def same_days(one: date | None, other: date | None) -> bool:
    """Whether two articles may be the same story by their days; one without a day may."""
    return one is None or other is None or abs((one - other).days) <= _DAYS
