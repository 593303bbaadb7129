"""Find what a reader is typing among names, the most reported first."""

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["matching_names"]


def matching_names(typed: str, names: Sequence[str], reports: NDArray[np.int64], *, limit: int) -> list[int]:
    """Give the indexes of the names that match and are reported: first those that begin with what was typed, then
    those of which a word does, then those that hold it; the most reported first. All of them where nothing is typed.
    """
    wanted = _plain(typed)
    found: list[tuple[int, int, str, int]] = []
    for at in np.flatnonzero(reports).tolist():
        name = _plain(names[at])
        where = name.find(wanted)
        if where >= 0:
            rank = 0 if where == 0 else 1 if f" {wanted}" in name else 2
            found.append((rank, -int(reports[at]), name, at))
    return [at for *_, at in sorted(found)[: max(limit, 0)]]


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.replace("-", " "))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).casefold().split())
