"""Find what a reader is typing among names, the most reported first.

Places and actors go by the name that is shown, and then by what articles call
them: who types "Daesh" finds Islamic State, once an article has called it so.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Connection, select

__all__ = ["called", "matching_names", "plain"]


def matching_names(typed: str, names: Sequence[str], reports: NDArray[np.int64], *, limit: int) -> list[int]:
    """Give the indexes of the names (as `plain` gives them) that match and are reported, the most reported first.

    Those that begin with what was typed go before those of which a word does, and these before those that hold it
    elsewhere. Where nothing is typed, all match.
    """
    wanted = plain(typed)
    found: list[tuple[int, int, str, int]] = []
    for at in np.flatnonzero(reports).tolist():
        name = names[at]
        where = name.find(wanted)
        if where >= 0:
            rank = 0 if where == 0 else 1 if f" {wanted}" in name else 2
            found.append((rank, -int(reports[at]), name, at))
    return [at for *_, at in sorted(found)[: max(limit, 0)]]


def called(connection: Connection, typed: str, number: Column[Any]) -> list[int]:
    """Give the numbers of the places or actors that an article calls by what was typed.

    `number` is the column of mentions to give. Case matters outside ASCII, and accents do.
    """
    surface = number.table.c.surface
    query = select(number).where(surface.icontains(typed, autoescape=True), number.is_not(None)).distinct()
    return list(connection.execute(query).scalars())


def plain(name: str) -> str:
    """Give a name without case, accents and hyphens."""
    apart = unicodedata.normalize("NFKD", name.replace("-", " "))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).casefold().split())
