"""Clusters lose nothing, stay within their number, and hold at the poles and the date line."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.records import Bounds
from geo.view.clustering import Clusters, cluster, in_bounds, mercator, unproject

spots = st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 500)), max_size=60)


def clustered(rows: list[tuple[float, float, int]], **options: object) -> Clusters:
    columns = np.array(rows, dtype=float).reshape(-1, 3)
    return cluster(columns[:, 0], columns[:, 1], columns[:, 2].astype(np.int64), **options)  # type: ignore[arg-type]


@given(spots, st.integers(1, 18))
def test_reports_and_places_are_conserved(rows: list[tuple[float, float, int]], zoom: int) -> None:
    found = clustered(rows, zoom=zoom)
    assert found.reports.sum() == sum(r[2] for r in rows)
    assert found.spots.sum() == len(rows)
    assert np.array_equal(np.bincount(found.label, minlength=len(found)), found.spots)


@given(spots, st.integers(1, 18))
def test_every_cluster_lies_within_the_box_of_its_spots(rows: list[tuple[float, float, int]], zoom: int) -> None:
    found = clustered(rows, zoom=zoom)
    slack = 1e-4
    assert np.all(found.lat >= np.minimum(found.south, 85.0511) - slack)
    assert np.all(found.lat <= np.maximum(found.north, -85.0511) + slack)
    assert np.all(np.isfinite(found.lat)) and np.all(np.isfinite(found.lon))


@given(spots, st.floats(-80, 80), st.floats(-400, 400), st.floats(1, 100))
def test_only_what_is_in_view_is_counted(
    rows: list[tuple[float, float, int]], south: float, west: float, span: float
) -> None:
    bounds = Bounds(south, west, min(south + span, 90), west + span)
    found = clustered(rows, zoom=4, bounds=bounds)
    columns = np.array(rows, dtype=float).reshape(-1, 3)
    inside = in_bounds(columns[:, 0], columns[:, 1], bounds)
    assert found.reports.sum() == columns[inside, 2].sum()
    assert np.array_equal(found.label >= 0, inside)


def test_there_are_never_more_clusters_than_the_limit() -> None:
    random = np.random.default_rng(7)
    lat, lon = random.uniform(-80, 80, 30_000), random.uniform(-180, 180, 30_000)
    found = cluster(lat, lon, np.ones(30_000, dtype=np.int64), zoom=9, limit=500)
    assert len(found) <= 500
    assert found.reports.sum() == 30_000


def test_places_apart_stay_apart_when_looked_at_closely() -> None:
    rows = [(35.5196, 35.7915, 5), (34.889, 35.8866, 1)]
    assert len(clustered(rows, zoom=3)) == 1
    assert len(clustered(rows, zoom=9)) == 2


def test_a_place_by_itself_is_where_it_is() -> None:
    found = clustered([(34.889, 35.8866, 3)], zoom=5)
    assert (found.lat[0], found.lon[0]) == (34.889, 35.8866)


def test_the_date_line_does_not_pull_fiji_to_africa() -> None:
    found = clustered([(-17, 179.9, 1), (-17, -179.9, 1)], zoom=4)
    assert np.all(np.abs(found.lon) > 179)


def test_a_view_across_the_date_line_sees_both_sides() -> None:
    lat, lon = np.array([-17.0, -17.0, 0.0]), np.array([179.0, -179.0, 0.0])
    for bounds in (Bounds(-30, 170, 0, -170), Bounds(-30, 170, 0, 190), Bounds(-30, -190, 0, -170)):
        assert in_bounds(lat, lon, bounds).tolist() == [True, True, False]


@given(st.floats(-85, 85), st.floats(-180, 179.99))
@settings(max_examples=50)
def test_mercator_goes_there_and_back(lat: float, lon: float) -> None:
    back = unproject(*mercator(np.array([lat]), np.array([lon])))
    assert np.allclose([back[0][0], back[1][0]], [lat, lon], atol=1e-6)


def test_the_poles_are_held_at_the_edge() -> None:
    _, y = mercator(np.array([90.0, -90.0]), np.array([0.0, 0.0]))
    assert y.tolist() == [0.0, 1.0] or np.allclose(y, [0.0, 1.0], atol=1e-9)
