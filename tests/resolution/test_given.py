"""What a table of events says of where things happened is kept as it is given."""

import pytest

from geo.gazetteer import Gazetteer
from geo.records import Article, GivenPlace, Place, PlaceKind, ResolvedToponym, Role
from geo.resolution import place_given

TEXT = "Latakia: fighters clashed at the port, and Latakia heard it in Moscow."
MOSCOW = Place("geonames:524901", "Moscow", 55.75, 37.62, PlaceKind.TOWN, "P", "RU")
LATAKIA = "geonames:173576"


def found(surface: str, at: int, role: Role = Role.LITERAL) -> ResolvedToponym:
    return ResolvedToponym(at, at + len(surface), surface, role, MOSCOW, 0.4, "A guess.")


def placed(
    gazetteer: Gazetteer, *toponyms: ResolvedToponym, text: str = TEXT, **facts: object
) -> list[ResolvedToponym]:
    facts = {"name": "Latakia", "lat": 35.54, "lon": 35.78, "start": 0, "end": 7} | facts
    article = Article("a", text, given=(GivenPlace(**facts),))  # type: ignore[arg-type]
    return list(place_given(article, toponyms, gazetteer))


def test_a_given_place_is_the_gazetteers_where_it_has_one_close_by(real_gazetteer: Gazetteer) -> None:
    (first,) = placed(real_gazetteer)
    assert first.place is not None
    assert (first.place.place_id, first.origin, first.role, first.score) == (LATAKIA, "given", Role.LITERAL, 1.0)
    assert TEXT[first.start : first.end] == first.surface == "Latakia"
    assert "35.5400, 35.7800" in first.reason
    assert "Latakia lies 1 km" in first.reason


def test_what_was_found_in_its_words_gives_way_and_the_same_name_means_the_same(real_gazetteer: Gazetteer) -> None:
    later = TEXT.rindex("Latakia")
    moscow = found("Moscow", TEXT.index("Moscow"))
    first, second, third = placed(real_gazetteer, found("Latakia", 0), found("Latakia", later), moscow)
    assert [t.start for t in (first, second)] == [0, later]
    assert second.place == first.place
    assert third == moscow


@pytest.mark.parametrize(("lat", "lon", "country"), [(41.0, 29.0, "TR"), (0.0, -140.0, "")])
def test_a_place_of_no_known_name_there_is_one_of_its_own(
    real_gazetteer: Gazetteer, lat: float, lon: float, country: str
) -> None:
    (own,) = placed(real_gazetteer, lat=lat, lon=lon)
    (again,) = placed(real_gazetteer, lat=lat, lon=lon, text="Latakia again.")
    assert own.place is not None
    assert own.place == again.place
    assert own.place.place_id.startswith("given:")
    assert (own.place.lat, own.place.lon, own.place.country, own.place.is_area) == (lat, lon, country, False)


def test_a_country_stays_an_area_however_far_its_point_lies(real_gazetteer: Gazetteer) -> None:
    text = "Syria: fighters clashed."
    (whole,) = placed(real_gazetteer, text=text, name="Syria", lat=33.5, lon=36.3, end=5, kind=PlaceKind.COUNTRY)
    assert whole.place is not None
    assert whole.place.kind is PlaceKind.COUNTRY
    assert whole.place.place_id == "geonames:163843"


def test_a_place_that_is_known_only_roughly_is_no_spot(real_gazetteer: Gazetteer) -> None:
    facts = {"name": "Nowhereville", "lat": 36.5, "lon": 37.4, "end": 12, "kind": PlaceKind.ADMIN2, "country": "Syria"}
    (rough,) = placed(real_gazetteer, text="Nowhereville: two cars were burnt.", **facts)
    assert rough.place is not None
    assert rough.place.is_area
    assert rough.place.radius_km >= 25
    assert rough.place.country == "SY"


def test_an_article_without_given_places_is_left_as_it_is(real_gazetteer: Gazetteer) -> None:
    toponyms = (found("Latakia", 0),)
    assert place_given(Article("a", TEXT), toponyms, real_gazetteer) == toponyms
