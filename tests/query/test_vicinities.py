"""Whoever asks for a place gets what was described by it, too."""

import pytest

from geo.query import COUNTRY, Reports
from geo.records import Bounds, Filters, PlaceKind, RelationKind, Role
from geo.store import Store
from tests.store.making import LATAKIA, NEAR_LATAKIA, SOUTH_OF_LATAKIA, SYRIA, TARTUS, described, parsed


@pytest.fixture
def reports(store: Store) -> Reports:
    store.save(described(article_id="south"))
    store.save(described("A bomb went off {near [Latakia]}.", kind=RelationKind.NEAR, article_id="near"))
    store.save(parsed("port", "Ships came to [Tartus] in [Syria]."))
    return Reports(store)


def places(reports: Reports, filters: Filters) -> set[str]:
    return {report.place.place_id for report in reports.reports(filters)}


def test_a_place_is_found_by_what_leans_on_it(reports: Reports) -> None:
    found = places(reports, Filters(places=(LATAKIA.place_id,)))
    assert found == {LATAKIA.place_id, SOUTH_OF_LATAKIA.place_id, NEAR_LATAKIA.place_id}


def test_another_place_is_not_found_by_it(reports: Reports) -> None:
    assert places(reports, Filters(places=(TARTUS.place_id,))) == {TARTUS.place_id}


def test_its_country_holds_it(reports: Reports) -> None:
    for wanted in (SYRIA.place_id, f"{COUNTRY}SY"):
        assert SOUTH_OF_LATAKIA.place_id in places(reports, Filters(places=(wanted,)))


def test_a_relative_place_can_be_asked_for_alone(reports: Reports) -> None:
    assert places(reports, Filters(places=(SOUTH_OF_LATAKIA.place_id,))) == {SOUTH_OF_LATAKIA.place_id}
    assert places(reports, Filters(kinds=(PlaceKind.VICINITY,))) == {SOUTH_OF_LATAKIA.place_id, NEAR_LATAKIA.place_id}


def test_a_circle_lies_where_its_middle_is(reports: Reports) -> None:
    around = Bounds(34.7, 35.7, 34.85, 35.85)
    assert places(reports, Filters(bounds=around)) == {SOUTH_OF_LATAKIA.place_id}


def test_a_landmark_is_told_from_a_report(reports: Reports) -> None:
    (south,) = [r for r in reports.reports(Filters()) if r.place == SOUTH_OF_LATAKIA]
    assert south.role is Role.LITERAL
    assert [m.surface for m in south.mentions] == ["80 km south of Latakia"]
    assert [t.surface for t in south.others] == ["Latakia"]
    landmarks = [
        r
        for r in reports.reports(Filters(literal_only=False))
        if r.place == LATAKIA and r.article_id == south.article_id
    ]
    assert [r.role for r in landmarks] == [Role.ASSOCIATIVE]


def test_counts_agree_with_the_reports(reports: Reports) -> None:
    counted = reports.by_place(Filters()).set_index("place_id")["reports"].to_dict()
    assert counted[SOUTH_OF_LATAKIA.place_id] == 1
    assert counted[LATAKIA.place_id] == 1
    assert reports.totals(Filters()).reports == len(reports.reports(Filters(), limit=None)) == sum(counted.values())
