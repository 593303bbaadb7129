"""Hold the facts of every report in memory, as columns, so that filters answer in milliseconds.

One value a report, place or article; a row of another table is named by its
index here, not by its number in the store. Read-only once made, and shared by
all visitors. Why, and what it costs: docs/decisions/0006-query.md
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.query.frames import BY_PLACE, COUNTS, frame
from geo.query.suggesting import plain
from geo.records import Actor, Place, PlaceKind
from geo.vicinities import anchor_ids

__all__ = [
    "UNDATED",
    "ActorColumns",
    "ArticleColumns",
    "Columns",
    "Indexes",
    "PairColumns",
    "PlaceColumns",
    "ReportColumns",
    "ranked",
]

Indexes = NDArray[np.int32]
Mask = NDArray[np.bool_]

UNDATED = 0
"""The day of an article whose date is not known; other days are `date.toordinal()`."""


def ranked(keys: Sequence[tuple[str, ...]]) -> Indexes:
    """Give each key's position among the sorted keys."""
    rank = np.empty(len(keys), np.int32)
    rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
    return rank


@dataclass(frozen=True, eq=False)
class PlaceColumns:
    """The places that the store knows, in the order of their numbers there."""

    number: Indexes
    places: tuple[Place, ...]

    def __len__(self) -> int:
        """How many places there are."""
        return len(self.places)

    @cached_property
    def index(self) -> dict[str, int]:
        """From place_id to index."""
        return {place.place_id: at for at, place in enumerate(self.places)}

    @cached_property
    def leaning(self) -> dict[str, list[int]]:
        """From place_id to the indexes of the relative places that lean on it."""
        found: dict[str, list[int]] = {}
        for at, place in enumerate(self.places):
            for anchor in anchor_ids(place.place_id):
                found.setdefault(anchor, []).append(at)
        return found

    @cached_property
    def lat(self) -> NDArray[np.float64]:
        """Degrees north."""
        return np.array([place.lat for place in self.places], np.float64)

    @cached_property
    def lon(self) -> NDArray[np.float64]:
        """Degrees east."""
        return np.array([place.lon for place in self.places], np.float64)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The facts that a reader sees, a row for each place; not to be changed."""
        facts = {name: [getattr(place, name) for place in self.places] for name in BY_PLACE if name not in COUNTS}
        return frame({name: BY_PLACE[name] for name in facts}, facts)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The names as they are compared with what a reader types."""
        return tuple(plain(place.name) for place in self.places)

    @cached_property
    def kind(self) -> NDArray[np.object_]:
        """The kind, as its word."""
        return np.array([place.kind.value for place in self.places], object)

    @cached_property
    def country(self) -> NDArray[np.object_]:
        """The country's code, or ""."""
        return np.array([place.country for place in self.places], object)

    @cached_property
    def admin1_id(self) -> NDArray[np.object_]:
        """The place_id of the first-order division, or ""."""
        return np.array([place.admin1_id for place in self.places], object)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The countries' codes, each once, in order."""
        return tuple(sorted({place.country for place in self.places} - {""}))

    @cached_property
    def holders(self) -> tuple[Indexes, Indexes]:
        """For each place its first-order division (an index of a place), and its country (an index of `codes`).

        −1 where there is none, or it is not known; a division is not its own.
        """
        number = {code: at for at, code in enumerate(self.codes)}
        division = [self.index.get(place.admin1_id, -1) if place.admin1_id else -1 for place in self.places]
        division = [-1 if held == at else held for at, held in enumerate(division)]
        country = [number.get(place.country, -1) for place in self.places]
        return np.array(division, np.int32), np.array(country, np.int32)

    @cached_property
    def rank(self) -> Indexes:
        """The position in the order of names."""
        return ranked([(place.name.casefold(), place.place_id) for place in self.places])


@dataclass(frozen=True, eq=False)
class ActorColumns:
    """The actors that the store knows, in the order of their numbers there."""

    number: Indexes
    actors: tuple[Actor, ...]

    def __len__(self) -> int:
        """How many actors there are."""
        return len(self.actors)

    @cached_property
    def index(self) -> dict[str, int]:
        """From actor_id to index."""
        return {actor.actor_id: at for at, actor in enumerate(self.actors)}

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The names as they are compared with what a reader types."""
        return tuple(plain(actor.name) for actor in self.actors)

    @cached_property
    def rank(self) -> Indexes:
        """The position in the order of names."""
        return ranked([(actor.name.casefold(), actor.actor_id) for actor in self.actors])


@dataclass(frozen=True, eq=False)
class ArticleColumns:
    """The articles, in the order of their numbers in the store; `source` is an index into `sources`.

    Articles of the same `story` print the same; it is the number of one of them.
    """

    number: Indexes
    day: Indexes
    source: Indexes
    sources: tuple[str, ...]
    story: Indexes

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self.number)

    @cached_property
    def in_print_order(self) -> Indexes:
        """All articles, those of a story together, in it the earliest first, and those without a day last."""
        day = np.where(self.day == UNDATED, np.iinfo(np.int32).max, self.day)
        return np.lexsort((self.number, day, self.story)).astype(np.int32)

    @cached_property
    def rank(self) -> Indexes:
        """Each article's position in `in_print_order`."""
        rank = np.empty(len(self), np.int32)
        rank[self.in_print_order] = np.arange(len(self), dtype=np.int32)
        return rank

    @cached_property
    def shared(self) -> Mask:
        """Whether another article prints the same story."""
        ordered = self.story[self.in_print_order]
        same = ordered[1:] == ordered[:-1]
        shared = np.zeros(len(self), np.bool_)
        shared[self.in_print_order[1:][same]] = True
        shared[self.in_print_order[:-1][same]] = True
        return shared

    def copies(self, article: int) -> list[int]:
        """The other articles of an article's story, the earliest first."""
        ordered = self.story[self.in_print_order]
        first, last = (
            np.searchsorted(ordered, self.story[article], "left"),
            np.searchsorted(ordered, self.story[article], "right"),
        )
        return [at for at in self.in_print_order[first:last].tolist() if at != article]


@dataclass(frozen=True, eq=False)
class ReportColumns:
    """The reports, in no order, and their actors.

    `start` is the sentence's offset; `key` the stable id as a number. `pair` numbers the pairs of place and
    article, of which `pair_place` has the place: so that articles are counted once for each place. An edge joins
    a report (`edge_report`) to an actor (`edge_actor`); `edge_pair` numbers the pairs of actor and article.
    """

    key: NDArray[np.uint64]
    place: Indexes
    article: Indexes
    start: Indexes
    score: NDArray[np.float64]
    literal: Mask
    pair: Indexes
    pair_place: Indexes
    edge_report: Indexes
    edge_actor: Indexes
    edge_pair: Indexes
    edge_pair_actor: Indexes

    def __len__(self) -> int:
        """How many reports there are."""
        return len(self.key)

    @property
    def nbytes(self) -> int:
        """The memory that the columns take, in bytes."""
        return sum(column.nbytes for column in vars(self).values())

    def only(self, keep: Mask) -> "ReportColumns":
        """Give the reports of a mask."""
        if keep.all():
            return self
        moved = np.cumsum(keep, dtype=np.int32) - np.int32(1)
        edges = keep[self.edge_report]
        return ReportColumns(
            key=self.key[keep],
            place=self.place[keep],
            article=self.article[keep],
            start=self.start[keep],
            score=self.score[keep],
            literal=self.literal[keep],
            pair=self.pair[keep],
            pair_place=self.pair_place,
            edge_report=moved[self.edge_report[edges]],
            edge_actor=self.edge_actor[edges],
            edge_pair=self.edge_pair[edges],
            edge_pair_actor=self.edge_pair_actor,
        )

    def plus(self, more: "ReportColumns") -> "ReportColumns":
        """Give these reports and those of other articles together."""
        if not len(self):
            return more
        if not len(more):
            return self
        join = np.concatenate
        return ReportColumns(
            key=join((self.key, more.key)),
            place=join((self.place, more.place)),
            article=join((self.article, more.article)),
            start=join((self.start, more.start)),
            score=join((self.score, more.score)),
            literal=join((self.literal, more.literal)),
            pair=join((self.pair, more.pair + np.int32(len(self.pair_place)))),
            pair_place=join((self.pair_place, more.pair_place)),
            edge_report=join((self.edge_report, more.edge_report + np.int32(len(self)))),
            edge_actor=join((self.edge_actor, more.edge_actor)),
            edge_pair=join((self.edge_pair, more.edge_pair + np.int32(len(self.edge_pair_actor)))),
            edge_pair_actor=join((self.edge_pair_actor, more.edge_pair_actor)),
        )


@dataclass(frozen=True, eq=False)
class PairColumns:
    """What whole articles have, each once: an index of the article, and one of the actor or place (`what`)."""

    article: Indexes
    what: Indexes

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.article)

    def only(self, keep: Mask) -> "PairColumns":
        """Give the pairs of a mask."""
        return self if keep.all() else PairColumns(self.article[keep], self.what[keep])

    def plus(self, more: "PairColumns") -> "PairColumns":
        """Give these pairs and those of other articles together."""
        if not len(more):
            return self
        return PairColumns(np.concatenate((self.article, more.article)), np.concatenate((self.what, more.what)))


@dataclass(frozen=True, eq=False)
class Columns:
    """The whole store, as it was at one revision.

    `named` joins articles to the actors that any of their sentences names, `focus` to the places that they are about.
    """

    revision: int
    removals: int
    places: PlaceColumns
    actors: ActorColumns
    articles: ArticleColumns
    reports: ReportColumns
    named: PairColumns
    focus: PairColumns

    @cached_property
    def focus_within(self) -> PairColumns:
        """`focus` with the divisions and countries that hold its places, each pair once.

        Countries (`places.codes`) are numbered after all places; a country's own place counts as the country.
        """
        places, (article, place) = self.places, (self.focus.article, self.focus.what)
        division, country = (held[place] for held in places.holders)
        whole = (places.kind[place] == PlaceKind.COUNTRY.value) & (country >= 0)
        own = np.where(whole, -1, place)
        country = np.where(country >= 0, country + len(places), -1)
        what = np.concatenate((own, division, country)).astype(np.int64)
        both = (np.tile(article.astype(np.int64), 3) << np.int64(32)) + what
        both = np.unique(both[what >= 0])
        return PairColumns((both >> np.int64(32)).astype(np.int32), (both & np.int64(0xFFFFFFFF)).astype(np.int32))
