"""Count who is reported where: the most reported actors against the most reported places."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.query.columns import Columns
from geo.records import Actor, Place

__all__ = ["Crossing", "cross"]


@dataclass(frozen=True, slots=True)
class Crossing:
    """`counts[i][j]` is how many reports of `places[j]` name `actors[i]` in their sentence."""

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    counts: tuple[tuple[int, ...], ...]


def cross(columns: Columns, keep: NDArray[np.bool_], *, actors: int, places: int) -> Crossing:
    """Cross the actors that most reports name with the places where those actors are reported most."""
    reports = columns.reports
    edges = keep[reports.edge_report]
    who = reports.edge_actor[edges]
    where = reports.place[reports.edge_report[edges]]
    chosen_actors = _most(np.bincount(who, minlength=len(columns.actors)), columns.actors.rank, actors)
    row_of = np.full(len(columns.actors), -1, np.int64)
    row_of[chosen_actors] = np.arange(len(chosen_actors))
    inside = row_of[who] >= 0
    who, where = who[inside], where[inside]
    chosen_places = _most(np.bincount(where, minlength=len(columns.places)), columns.places.rank, places)
    column_of = np.full(len(columns.places), -1, np.int64)
    column_of[chosen_places] = np.arange(len(chosen_places))
    inside = column_of[where] >= 0
    width = max(len(chosen_places), 1)
    cells = row_of[who[inside]] * width + column_of[where[inside]]
    counts = np.bincount(cells, minlength=len(chosen_actors) * width).reshape(-1, width)[:, : len(chosen_places)]
    return Crossing(
        tuple(columns.actors.actors[at] for at in chosen_actors),
        tuple(columns.places.places[at] for at in chosen_places),
        tuple(tuple(int(n) for n in row) for row in counts),
    )


def _most(counted: NDArray[np.int64], rank: NDArray[np.int32], limit: int) -> NDArray[np.int64]:
    """The indexes with the greatest counts, then by rank; none that counts nothing."""
    counting = np.flatnonzero(counted)
    return counting[np.lexsort((rank[counting], -counted[counting]))][:limit]
