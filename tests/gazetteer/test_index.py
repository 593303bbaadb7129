import pickle
import threading
from pathlib import Path

import pytest

from geo.gazetteer import KINDS, Gazetteer
from geo.records import Place, PlaceKind
from tests.gazetteer.making import a_place, make_gazetteer


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    syria = a_place("Syria", "SY", kind=PlaceKind.COUNTRY, feature_class="A", population=17_000_000, area_id="sy")
    province = a_place(
        "Idlib", "Idlib Governorate", place_id="test:province", kind=PlaceKind.ADMIN1, feature_class="A",
        admin1="SY.12", population=1_500_000, radius_km=42.5,
    )  # fmt: skip
    district = a_place("Harem", place_id="test:district", kind=PlaceKind.ADMIN2, admin1="SY.12", admin2="SY.12.3")
    sea = a_place("Black Sea", kind=PlaceKind.SEA, feature_class="H", country="", population=0)
    towns = [
        a_place("Idlib", "إدلب", admin1="SY.12", admin2="SY.12.3", population=165_000),
        a_place("Paris", country="FR", population=2_000_000),
        a_place("Paris", place_id="test:texas", country="US", population=24_000),
        a_place("Parys", "Paris", country="ZA", population=71_000),
        a_place("Black Sea", place_id="test:hamlet", country="CD", population=900),
    ]
    by_hand = [
        a_place("ignored", "Lutetia", "LU", place_id="test:Paris", trusted=True),
        a_place("Hmeimim", "Khmeimim", kind=PlaceKind.AIRBASE, trusted=True),
    ]
    return make_gazetteer(tmp_path_factory.mktemp("index"), towns, [syria, province, district, sea], by_hand)


def ids(found: tuple[Place, ...]) -> list[str]:
    return [place.place_id for place in found]


def test_the_most_prominent_place_of_a_name_comes_first(places: Gazetteer) -> None:
    assert ids(places.lookup("paris")) == ["test:Paris", "test:texas", "test:Parys"]
    assert ids(places.lookup("Black Sea")) == ["test:Black Sea", "test:hamlet"]


def test_a_bare_name_means_the_town_before_its_province(places: Gazetteer) -> None:
    assert ids(places.lookup("Idlib")) == ["test:Idlib", "test:province"]
    assert ids(places.lookup("Idlib Governorate")) == ["test:province"]


def test_a_places_own_name_is_told_from_its_other_names(places: Gazetteer) -> None:
    name_id = places.name_id("Paris")
    assert places.is_main_name(name_id, places.row("test:texas"))
    assert not places.is_main_name(name_id, places.row("test:Parys"))
    assert not places.is_main_name(name_id, places.row("test:Idlib"))
    assert not places.is_main_name(-1, 0)


def test_an_unknown_name_is_empty_not_an_error(places: Gazetteer) -> None:
    assert places.name_id("Atlantis") == -1
    assert places.rows(-1).tolist() == []
    assert places.lookup("Atlantis") == places.lookup("") == ()
    assert places.row("test:nowhere") == places.country_row("QQ") == places.country_row("") == -1


def test_a_place_knows_its_province(places: Gazetteer) -> None:
    town = places.place(places.row("test:Idlib"))
    assert (town.admin1, town.admin1_id, town.country) == ("Idlib", "test:province", "SY")
    assert places.admin1[places.row("test:Idlib")] == places.row("test:province")
    assert places.admin2[places.row("test:Idlib")] == places.row("test:district")
    assert places.admin1[places.row("test:Paris")] == -1


def test_a_place_comes_back_as_it_went_in(places: Gazetteer) -> None:
    assert places.place(places.row("test:province")) == Place(
        place_id="test:province",
        name="Idlib",
        lat=pytest.approx(35.9, abs=1e-5),
        lon=pytest.approx(36.6, abs=1e-5),
        kind=PlaceKind.ADMIN1,
        feature_class="A",
        country="SY",
        admin1="Idlib",
        admin1_id="test:province",
        population=1_500_000,
        radius_km=42.5,
    )
    assert places.place(places.row("test:Syria")).area_id == "sy"


def test_every_country_has_its_row(places: Gazetteer) -> None:
    assert places.country_row("SY") == places.row("test:Syria")
    assert places.country_codes[places.country[places.row("test:texas")]] == "US"
    assert places.country_row("US") == -1


def test_columns_have_one_value_for_each_place_and_are_read_only(places: Gazetteer) -> None:
    assert len(places) == 10
    for column in (
        places.lat,
        places.lon,
        places.population,
        places.kind,
        places.country,
        places.admin1,
        places.admin2,
    ):
        assert len(column) == len(places)
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0
    assert KINDS[places.kind[places.row("test:Hmeimim")]] is PlaceKind.AIRBASE
    assert places.kind_of(places.row("test:Hmeimim")) is PlaceKind.AIRBASE
    assert places.population_of(places.row("test:texas")) == 24_000


def test_a_place_added_by_hand_is_new_or_only_adds_names(places: Gazetteer) -> None:
    assert ids(places.lookup("Khmeimim")) == ["test:Hmeimim"]
    assert ids(places.lookup("Lutetia")) == ids(places.lookup("LU")) == ["test:Paris"]
    assert places.lookup("ignored") == ()


def test_no_row_beyond_the_last_is_a_place(places: Gazetteer) -> None:
    for row in (-1, len(places)):
        with pytest.raises(IndexError):
            places.place(row)


def test_the_index_goes_to_another_process_by_its_path(places: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(places))
    assert again.lookup("Idlib") == places.lookup("Idlib")


def test_threads_may_share_an_index(places: Gazetteer) -> None:
    expected = [places.scan("From Idlib to Paris and the Black Sea")]
    answers: list[object] = []

    def ask() -> None:
        answers.extend(places.scan("From Idlib to Paris and the Black Sea") for _ in range(200))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == expected * 800


def test_an_index_of_nothing_answers_nothing(tmp_path: Path) -> None:
    empty = make_gazetteer(tmp_path, [])
    assert len(empty) == 0
    assert empty.lookup("Idlib") == ()
    assert empty.scan("Idlib") == []
    assert empty.nearest(0, 0) == []
