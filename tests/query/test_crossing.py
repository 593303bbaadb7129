"""Who is reported where, against counting by hand."""

from collections import Counter

import pytest

from geo.query import Reports
from geo.records import Filters
from geo.store import Store
from tests.query.corpora import SENTENCES, passes, plain_reports
from tests.store.making import parsed

EVERYTHING = Filters(literal_only=False)
CORPUS = [
    parsed(f"article {n}", *SENTENCES[n:], source="The Harbour Post" if n % 2 else "Radio Coast")
    for n in range(len(SENTENCES))
]


@pytest.fixture
def reports(store: Store) -> Reports:
    for article in CORPUS:
        store.save(article)
    return Reports(store)


@pytest.mark.parametrize("asked", [EVERYTHING, Filters(), Filters(sources=("Radio Coast",))])
def test_each_cell_counts_the_reports_of_a_place_that_name_the_actor(reports: Reports, asked: Filters) -> None:
    crossing = reports.cross(asked)
    counted = Counter(
        (actor, report.place.place_id)
        for report in plain_reports(CORPUS)
        if passes(report, asked)
        for actor in report.actors
    )
    found = {
        (actor.actor_id, place.place_id): n
        for actor, line in zip(crossing.actors, crossing.counts, strict=True)
        for place, n in zip(crossing.places, line, strict=True)
        if n
    }
    assert found == dict(counted)


def test_the_most_reported_come_first_and_no_more_than_asked_for(reports: Reports) -> None:
    crossing = reports.cross(EVERYTHING, actors=2, places=3)
    by_actor = reports.by_actor(EVERYTHING)["actor_id"].tolist()
    assert [actor.actor_id for actor in crossing.actors] == by_actor[:2]
    assert len(crossing.places) == 3
    assert [len(line) for line in crossing.counts] == [3, 3]
    sums = [sum(column) for column in zip(*crossing.counts, strict=True)]
    assert sums == sorted(sums, reverse=True)


def test_nothing_crosses_where_nothing_passes(reports: Reports) -> None:
    nothing = reports.cross(Filters(places=("geonames:0",)))
    assert (nothing.actors, nothing.places, nothing.counts) == ((), (), ())
