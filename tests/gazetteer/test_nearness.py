from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.gazetteer.nearness import distances_km
from geo.records import PlaceKind
from tests.gazetteer.making import a_place, make_gazetteer

POINTS = {
    "pole": (89.9, 100.0), "across": (89.8, -80.0), "south": (-89.99, 10.0), "fiji": (-16.9, 179.99),
    "taveuni": (-16.8, -179.98), "line": (0.0, 180.0), "null": (0.0, 0.0), "london": (51.5, -0.12),
    "quito": (-0.2, -78.5),
}  # fmt: skip


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    towns = [a_place(name, lat=lat, lon=lon) for name, (lat, lon) in POINTS.items()]
    base = a_place("base", kind=PlaceKind.AIRBASE, lat=51.5, lon=-0.13)
    nowhere = a_place("nowhere", lat=float("nan"), lon=float("nan"))
    return make_gazetteer(tmp_path_factory.mktemp("near"), [*towns, base, nowhere])


def nearest(places: Gazetteer, lat: float, lon: float, **options: object) -> list[str]:
    return [place.name for place, _ in places.nearest(lat, lon, **options)]  # type: ignore[arg-type]


def test_the_nearest_lies_across_the_pole(places: Gazetteer) -> None:
    assert nearest(places, 89.97, -80.0, count=2) == ["pole", "across"]
    assert nearest(places, 90, 0) == ["pole"]
    assert nearest(places, -90, 123) == ["south"]


def test_the_nearest_lies_across_the_date_line(places: Gazetteer) -> None:
    assert nearest(places, -16.9, -179.999, count=2) == ["fiji", "taveuni"]
    assert nearest(places, 0.1, -180) == nearest(places, 0.1, 180) == nearest(places, 0.1, 540) == ["line"]


def test_kinds_narrow_the_search(places: Gazetteer) -> None:
    assert nearest(places, 51.5, -0.13) == ["base"]
    assert nearest(places, 51.5, -0.13, kinds={PlaceKind.TOWN}) == ["london"]
    assert nearest(places, 51.5, -0.13, kinds={PlaceKind.SEA}) == []


def test_nothing_beyond_the_greatest_distance_is_found(places: Gazetteer) -> None:
    assert nearest(places, 10.0, 0.0, max_km=1000) == []
    assert nearest(places, 10.0, 0.0, max_km=1200) == ["null"]
    assert len(nearest(places, 10.0, 0.0, count=50)) == len(POINTS) + 1


@pytest.mark.parametrize("point", [(91, 0), (float("nan"), 0), (0, float("inf"))])
def test_a_point_that_is_none_is_refused(places: Gazetteer, point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no such point"):
        places.nearest(*point)


def test_a_degree_of_the_equator_is_111_kilometres(places: Gazetteer) -> None:
    found = places.nearest(0.0, 1.0, kinds={PlaceKind.TOWN})
    assert found[0][1] == pytest.approx(111.195, abs=0.01)


@pytest.fixture(scope="module")
def scattered(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    random = np.random.default_rng(7)
    lats, lons = np.degrees(np.arcsin(random.uniform(-1, 1, 3000))), random.uniform(-180, 180, 3000)
    towns = [
        a_place(f"t{i}", lat=float(lat), lon=float(lon)) for i, (lat, lon) in enumerate(zip(lats, lons, strict=True))
    ]
    return make_gazetteer(tmp_path_factory.mktemp("scattered"), towns)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lat=st.floats(-90, 90) | st.sampled_from([-90.0, 90.0, 89.99, 0.0]),
    lon=st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, 179.999]),
    count=st.integers(1, 5),
)
def test_the_grid_finds_what_measuring_every_distance_finds(
    scattered: Gazetteer, lat: float, lon: float, count: int
) -> None:
    every = np.sort(distances_km(lat, lon, scattered.lat, scattered.lon))[:count]
    found = [distance for _, distance in scattered.nearest(lat, lon, count=count)]
    assert found == pytest.approx(every.tolist(), abs=0.01)


def test_an_index_without_places_near_a_point_is_empty(tmp_path: Path) -> None:
    assert make_gazetteer(tmp_path, [a_place(lat=float("nan"), lon=float("nan"))]).nearest(0, 0) == []
