"""The gazetteer is a geopy geocoder: what a query says outranks fame, and an unknown place is None."""

import pytest
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point
from hypothesis import given
from hypothesis import strategies as st

from geo.geocoder import FIELDS, GazetteerGeocoder
from geo.geocoder.queries import read_query
from geo.records import Place, PlaceKind

K = PlaceKind
CAL = "geonames:5332921"  # as geo/data/abbreviations.csv names California
UNKNOWN_POINT = float("nan")
PLACES = (
    Place("c:FR", "France", 46, 2, K.COUNTRY, country="FR", radius_km=500),
    Place("c:US", "United States", 39.8, -98.6, K.COUNTRY, country="US", radius_km=2000),
    Place("c:SY", "Syria", 35, 38, K.COUNTRY, country="SY", radius_km=300),
    Place("c:LB", "Lebanon", 33.8, 35.8, K.COUNTRY, country="LB", radius_km=80),
    Place("c:LY", "Libya", 28, 17, K.COUNTRY, country="LY", radius_km=800),
    Place("c:GE", "Georgia", 42, 43.5, K.COUNTRY, country="GE", radius_km=250),
    Place("c:CA", "Canada", 60, -95, K.COUNTRY, country="CA", radius_km=2500),
    Place("a:TX", "Texas", 31, -100, K.ADMIN1, country="US", admin1="Texas", admin1_id="a:TX", radius_km=500),
    Place("a:GA", "Georgia", 32.7, -83.3, K.ADMIN1, country="US", admin1="Georgia", admin1_id="a:GA", radius_km=250),
    Place("a:IDL", "Idlib", 35.8, 36.7, K.ADMIN1, country="SY", admin1="Idlib", admin1_id="a:IDL", radius_km=50),
    Place(
        CAL,
        "California",
        37,
        -120,
        K.ADMIN1,
        country="US",
        admin1="California",
        admin1_id=CAL,
    ),
    Place("t:IDL", "Idlib", 35.93, 36.63, K.TOWN, country="SY", admin1="Idlib", admin1_id="a:IDL", population=128_840),
    Place("t:PAR", "Paris", 48.85, 2.35, K.TOWN, country="FR", population=2_138_551, radius_km=8),
    Place("t:PTX", "Paris", 33.66, -95.56, K.TOWN, country="US", admin1="Texas", admin1_id="a:TX", population=25_000),
    Place("t:TLY", "Tripoli", 32.89, 13.19, K.TOWN, country="LY", population=1_150_989),
    Place("t:TLB", "Tripoli", 34.43, 35.84, K.TOWN, country="LB", population=229_398),
    Place("t:TBI", "Tbilisi", 41.69, 44.83, K.TOWN, country="GE", population=1_049_498),
    Place("t:ATH", "Athens", 37.98, 23.73, K.TOWN, country="GR", population=664_046),
    Place("t:AGA", "Athens", 33.96, -83.38, K.TOWN, country="US", admin1="Georgia", admin1_id="a:GA"),
    Place("t:LB", "Long Beach", 33.77, -118.19, K.TOWN, country="US", admin1="California", admin1_id=CAL),
    Place("t:LBM", "Long Beach", 30.35, -89.15, K.TOWN, country="US", admin1="Mississippi", admin1_id="a:MS"),
    Place("t:LEB", "Lebanon", 40.34, -76.41, K.TOWN, country="US", admin1="Pennsylvania", admin1_id="a:PA"),
    Place("r:JOR", "Jordan", 32.2, 35.56, K.RIVER, radius_km=100),
    Place("t:JOR", "Jordan River", 48.4, -124, K.TOWN, country="CA"),
    Place("t:LCH", "Lake Charles", 30.2, -93.2, K.TOWN, country="US", admin1="Louisiana", admin1_id="a:LA"),
    Place("s:BEL", "Belleville", 48.87, 2.38, K.SUBURB, country="FR", population=10_000, radius_km=1),
    Place("t:BEL", "Belleville", 38.52, -89.98, K.TOWN, country="US", admin1="Illinois", admin1_id="a:IL"),
    Place("x:NOW", "Nowhere", UNKNOWN_POINT, UNKNOWN_POINT, K.TOWN, country="SY"),
)


class FakeGazetteer:
    """A handful of places, listed with the most prominent of each name first."""

    def lookup(self, name: str) -> tuple[Place, ...]:
        return tuple(place for place in PLACES if place.name.casefold() == name.casefold())

    def place(self, row: int) -> Place:
        return PLACES[row]

    def row(self, place_id: str) -> int:
        rows = [i for i, place in enumerate(PLACES) if place.place_id == place_id]
        return rows[0] if rows else -1

    def country_row(self, code: str) -> int:
        rows = [i for i, place in enumerate(PLACES) if place.kind is K.COUNTRY and place.country == code]
        return rows[0] if rows else -1

    def nearest(self, lat: float, lon: float, *, count: int, max_km: float, kinds: object) -> list[tuple[Place, float]]:
        spots = [place for place in PLACES if place.kind in kinds and place.lat == place.lat]  # type: ignore[operator]
        found = sorted((111.2 * ((p.lat - lat) ** 2 + (p.lon - lon) ** 2) ** 0.5, p.place_id, p) for p in spots)
        return [(place, km) for km, _, place in found if km <= max_km][:count]


@pytest.fixture
def geocoder() -> GazetteerGeocoder:
    return GazetteerGeocoder(FakeGazetteer())


def ids(geocoder: GazetteerGeocoder, query: str, **more: object) -> list[str]:
    found = geocoder.geocode(query, exactly_one=False, **more)
    assert found is None or found
    return [location.raw["place_id"] for location in found or []]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Paris", ["t:PAR", "t:PTX"]),
        ("Paris, Texas", ["t:PTX"]),
        ("Paris, Texas, US", ["t:PTX"]),
        ("Paris, France", ["t:PAR"]),
        ("Paris, FR", ["t:PAR"]),
        ("Paris (Texas)", ["t:PTX"]),
        ("  paris ,  texas ", ["t:PTX"]),
        ("Tripoli", ["t:TLY", "t:TLB"]),
        ("Tripoli, Lebanon", ["t:TLB"]),
        ("Tbilisi, Georgia", ["t:TBI"]),
        ("Athens, Georgia", ["t:AGA"]),
        ("Belleville, Paris", ["s:BEL"]),
        ("Idlib province", ["a:IDL"]),
        ("province of Idlib", ["a:IDL"]),
        ("Idlib province, Syria", ["a:IDL"]),
        ("town of Idlib", ["t:IDL"]),
        ("Jordan River", ["r:JOR", "t:JOR"]),
        ("River Jordan", ["r:JOR"]),
        ("Lake Charles", ["t:LCH"]),
        ("Idlib, Idlib province", ["t:IDL"]),
        ("Paris, Atlantis", []),
        ("Paris, Libya", []),
        ("Paris county", []),
        ("Atlantis", []),
        ("Nowhere", []),
        ("", []),
        (" , ,", []),
        (", Texas", []),
    ],
)
def test_a_query_finds_what_it_says(geocoder: GazetteerGeocoder, query: str, expected: list[str]) -> None:
    assert ids(geocoder, query) == expected


def test_california_and_not_canada_is_meant_by_ca_after_long_beach(geocoder: GazetteerGeocoder) -> None:
    assert ids(geocoder, "Long Beach, CA") == ["t:LB"]


def test_a_structured_query_is_read_as_nominatim_reads_it(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.geocode({"city": "Paris", "state": "Texas", "country": "US", "colour": "red"})
    assert found is not None
    assert found.raw["place_id"] == "t:PTX"


@pytest.mark.parametrize("country", ["LB", "lb", "Lebanon"])
def test_a_country_narrows_by_code_or_by_name(geocoder: GazetteerGeocoder, country: str) -> None:
    assert ids(geocoder, "Tripoli", country=country) == ["t:TLB"]


@pytest.mark.parametrize("country", ["ZZ", "Atlantis", "Texas"])
def test_what_is_no_country_is_an_error_and_not_a_miss(geocoder: GazetteerGeocoder, country: str) -> None:
    with pytest.raises(GeocoderQueryError, match="is no country"):
        geocoder.geocode("Tripoli", country=country)


def test_it_keeps_geopys_conventions(geocoder: GazetteerGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)
    one = geocoder.geocode("Paris")
    assert isinstance(one, Location)
    assert (one.latitude, one.longitude) == (48.85, 2.35)
    assert one.address == "Paris, France"
    assert geocoder.geocode("Atlantis") is None
    assert geocoder.geocode("Atlantis", exactly_one=False) is None
    assert len(geocoder.geocode("Paris", exactly_one=False, limit=1)) == 1
    with pytest.raises(ValueError, match="less than 1"):
        geocoder.geocode("Paris", exactly_one=False, limit=0)


def test_the_raw_answer_holds_the_promised_fields_in_order(geocoder: GazetteerGeocoder) -> None:
    raw = geocoder.geocode("Paris, Texas").raw
    assert tuple(raw) == (*FIELDS, "origin")
    assert raw["origin"] == "gazetteer"
    assert {field: raw[field] for field in FIELDS} == {
        "place_id": "t:PTX",
        "name": "Paris",
        "lat": 33.66,
        "lon": -95.56,
        "kind": "town",
        "country": "US",
        "admin1": "Texas",
        "population": 25_000,
        "radius_km": 0.0,
    }


def test_reverse_gives_the_nearest_spot_and_never_an_area(geocoder: GazetteerGeocoder) -> None:
    near = geocoder.reverse((35.8, 36.7))
    assert near.raw["place_id"] == "t:IDL"
    assert 0 < near.raw["distance_km"] < 20
    assert geocoder.reverse("35.8, 36.7").raw == geocoder.reverse(Point(35.8, 36.7)).raw == near.raw


def test_reverse_far_from_everything_is_none(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((-60, -120)) is None
    assert geocoder.reverse((-60, -120), exactly_one=False) is None


def test_reverse_gives_several_the_nearest_first(geocoder: GazetteerGeocoder) -> None:
    found = geocoder.reverse((48.86, 2.36), exactly_one=False, limit=2)
    assert [location.raw["place_id"] for location in found] == ["t:PAR", "s:BEL"]


def test_what_is_no_point_is_an_error(geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(ValueError, match="Point"):
        geocoder.reverse("banana")


def test_the_gazetteer_geocoder_can_open_no_connection(geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(Exception, match="opens no connection"):
        geocoder._call_geocoder("http://example.org", lambda found: found)


@given(st.text(max_size=80))
def test_no_query_breaks_it(query: str) -> None:
    GazetteerGeocoder(FakeGazetteer()).geocode(query, exactly_one=False)


@given(st.text(max_size=500))
def test_a_query_that_says_something_has_a_name(text: str) -> None:
    asked = read_query(text)
    assert asked is None or asked.name


def test_the_real_gazetteer_places_what_the_news_names(real_gazetteer: object) -> None:
    geocoder = GazetteerGeocoder(real_gazetteer)  # type: ignore[arg-type]
    expected = {
        "Latakia": (35.52, 35.79),
        "Tartus": (34.89, 35.89),
        "Paris, Texas": (33.66, -95.56),
        "Tripoli, Lebanon": (34.43, 35.84),
        "Long Beach, CA": (33.77, -118.19),
        "Idlib province": (35.8, 36.7),
        "Springfield, Illinois, USA": (39.8, -89.64),
    }
    for query, (lat, lon) in expected.items():
        found = geocoder.geocode(query)
        assert found is not None, query
        assert abs(found.latitude - lat) + abs(found.longitude - lon) < 1, (query, found.raw)
    assert geocoder.geocode("Idlib province").raw["kind"] == "admin1"
    assert geocoder.reverse((35.52, 35.79)).raw["name"] == "Latakia"
