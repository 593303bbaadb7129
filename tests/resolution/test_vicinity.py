"""Circles of relative places: where they lie, how honest they are, and when there is none."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.evaluation import distance_km
from geo.gazetteer import Gazetteer
from geo.gazetteer.areas import Areas
from geo.records import (
    Article,
    Place,
    PlaceKind,
    Relation,
    RelationKind,
    ResolvedToponym,
    Role,
)
from geo.resolution import Vicinities
from geo.resolution.circles import Shapes, destination
from geo.text.sentences import split_sentences
from geo.text.tokens import tokenise
from geo.vicinities import anchor_ids, is_apart

K = RelationKind
PLACES = {
    "Latakia": "geonames:173576",
    "Tartus": "geonames:163345",
    "Homs": "geonames:169577",
    "Hama": "geonames:170017",
    "Aleppo": "geonames:170063",
    "Azaz": "geonames:172082",
    "Idlib": "geonames:169387",
    "Syria": "geonames:163843",
    "Syrian": "geonames:163843",
    "Turkish": "geonames:298795",
    "Turkey": "geonames:298795",
    "Russia": "geonames:2017370",
    "Yemen": "geonames:69543",
    "Cyprus": "geonames:146669",
}


@pytest.fixture(scope="module")
def vicinities(real_gazetteer: Gazetteer) -> Vicinities:
    return Vicinities(real_gazetteer)


class Told:
    """A text, its toponyms placed by hand, and one phrase of it."""

    def __init__(self, gazetteer: Gazetteer, text: str, *names: str, placed: dict[str, str] | None = None) -> None:
        self.article = Article("a", text)
        self.sentences = split_sentences(text, tokenise(text))
        self.toponyms: list[ResolvedToponym] = []
        at = 0
        ids = PLACES | (placed or {})
        for name in names:
            start = text.index(name, at)
            at = start + len(name)
            place_id = ids.get(name, "")
            place = gazetteer.place(gazetteer.row(place_id)) if place_id else None
            role = Role.ASSOCIATIVE if name in {"Syrian", "Turkish"} else Role.LITERAL
            self.toponyms.append(ResolvedToponym(start, at, name, role, place, 0.9 if place else 0.0, "It fits."))

    def phrase(
        self, kind: RelationKind, words: str, *anchors: str, km: float = 0.0, bearing: float | None = None
    ) -> Relation:
        start = self.article.text.index(words)
        inside = [t.start for t in self.toponyms if start <= t.start < start + len(words) and t.surface in anchors]
        return Relation(start, start + len(words), words, kind, tuple(inside), km, bearing)


def circle(vicinities: Vicinities, told: Told, relation: Relation) -> Place | None:
    placed, circles = vicinities.place(told.article, told.sentences, [relation], told.toponyms)
    assert [t.surface for t in placed] == [t.surface for t in told.toponyms]
    if not circles:
        return None
    ((found,),) = (circles,)
    assert told.article.text[found.start : found.end] == found.surface
    assert found.place is not None and found.place.kind is PlaceKind.VICINITY and found.place.is_area
    assert 0 < found.score < 0.9
    assert f"about {found.place.radius_km:g} km" in found.reason
    assert found.place.radius_km > 0 and math.isfinite(found.place.lat)
    return found.place


def test_fifty_miles_south_of_latakia_lies_there(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    told = Told(real_gazetteer, "A convoy was hit 50 miles south of Latakia.", "Latakia")
    place = circle(
        vicinities, told, told.phrase(K.OFFSET, "50 miles south of Latakia", "Latakia", km=80.47, bearing=180)
    )
    assert place is not None
    assert distance_km(place.lat, place.lon, 35.53, 35.79) == pytest.approx(80, abs=0.5)
    assert place.lon == pytest.approx(35.79, abs=0.01)
    assert 20 <= place.radius_km <= 30
    assert (place.name, place.country, place.admin1) == ("80 km south of Latakia", "SY", "Tartus")
    assert anchor_ids(place.place_id) == ("geonames:173576",)
    assert is_apart(place.place_id)


def test_the_same_phrase_in_miles_and_kilometres_is_the_same_place(real_gazetteer: Gazetteer) -> None:
    miles = Told(real_gazetteer, "It was 50 miles south of Latakia.", "Latakia")
    km = Told(real_gazetteer, "Some 80 km south of the port of Latakia it fell.", "Latakia")
    first = circle(
        Vicinities(real_gazetteer),
        miles,
        miles.phrase(K.OFFSET, "50 miles south of Latakia", "Latakia", km=80.47, bearing=180),
    )
    second = circle(
        Vicinities(real_gazetteer),
        km,
        km.phrase(K.OFFSET, "80 km south of the port of Latakia", "Latakia", km=80, bearing=180),
    )
    assert first is not None and second is not None
    assert first == second


def test_a_distance_without_a_direction_is_a_disc_of_that_distance(
    vicinities: Vicinities, real_gazetteer: Gazetteer
) -> None:
    told = Told(real_gazetteer, "The camp is 20 km from Homs.", "Homs")
    place = circle(vicinities, told, told.phrase(K.OFFSET, "20 km from Homs", "Homs", km=20))
    assert place is not None
    assert 20 <= place.radius_km <= 25
    assert distance_km(place.lat, place.lon, 34.724, 36.726) < 1


def test_a_direction_alone_reaches_far_and_just_there_does_not(
    vicinities: Vicinities, real_gazetteer: Gazetteer
) -> None:
    told = Told(real_gazetteer, "A mill south of Homs burnt; one just south of Homs did not.", "Homs", "Homs")
    wide = circle(vicinities, told, told.phrase(K.OFFSET, "south of Homs", "Homs", bearing=180))
    close = circle(vicinities, told, told.phrase(K.OFFSET, "just south of Homs", "Homs", bearing=180))
    assert wide is not None and close is not None
    assert wide.radius_km > 2 * close.radius_km and wide.place_id != close.place_id
    assert wide.lat < close.lat < 34.72
    assert distance_km(wide.lat, wide.lon, 34.724, 36.726) == pytest.approx(wide.radius_km, rel=0.05)


def test_near_touches_its_anchor_and_is_not_apart(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    told = Told(real_gazetteer, "A bomb went off near Homs.", "Homs")
    place = circle(vicinities, told, told.phrase(K.NEAR, "near Homs", "Homs"))
    assert place is not None and 10 <= place.radius_km <= 30
    assert not is_apart(place.place_id)


def test_near_a_wide_country_says_nothing(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    told = Told(real_gazetteer, "It flew near Russia.", "Russia")
    assert circle(vicinities, told, told.phrase(K.NEAR, "near Russia", "Russia")) is None


def test_northern_idlib_is_the_northern_half_of_the_province(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    told = Told(real_gazetteer, "Fighting in northern Idlib.", "Idlib")
    place = circle(vicinities, told, told.phrase(K.PART, "northern Idlib", "Idlib", bearing=0))
    whole = real_gazetteer.place(real_gazetteer.row("geonames:169387"))
    assert place is not None
    assert place.lat > whole.lat and place.radius_km < whole.radius_km
    assert Areas.open().contains(whole.area_id, place.lat, place.lon)
    assert (place.country, place.admin1) == ("SY", "Idlib")


def test_between_two_towns_reaches_both(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    words = "on the highway between Homs and Hama"
    told = Told(real_gazetteer, f"A bus was hit {words}.", "Homs", "Hama")
    place = circle(vicinities, told, told.phrase(K.BETWEEN, words, "Homs", "Hama"))
    assert place is not None
    ends = [t.place for t in told.toponyms if t.place]
    for end in ends:
        assert distance_km(place.lat, place.lon, end.lat, end.lon) == pytest.approx(place.radius_km, rel=0.1)
    assert set(anchor_ids(place.place_id)) == {end.place_id for end in ends}


def test_off_a_coast_covers_sea_along_it(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    told = Told(real_gazetteer, "A boat sank off the coast of Cyprus.", "Cyprus")
    assert circle(vicinities, told, told.phrase(K.COAST, "off the coast of Cyprus", "Cyprus")) is not None
    side = Told(real_gazetteer, "A boat sank off the western coast of Yemen.", "Yemen")
    place = circle(vicinities, side, side.phrase(K.COAST, "off the western coast of Yemen", "Yemen", bearing=270))
    assert place is not None
    assert place.lon < 44 and distance_km(place.lat, place.lon, 14.8, 42.9) < place.radius_km  # Hudaydah


def test_a_far_islet_does_not_stand_for_a_coast(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    ids = {"Honduras": "geonames:3608932"}  # its Swan Islands lie 180 km north of all the rest
    told = Told(real_gazetteer, "A boat sank off the northern coast of Honduras.", "Honduras", placed=ids)
    relation = told.phrase(K.COAST, "off the northern coast of Honduras", "Honduras", bearing=0)
    place = circle(vicinities, told, relation)
    assert place is not None
    assert distance_km(place.lat, place.lon, 15.76, -86.78) < place.radius_km  # La Ceiba


def test_a_landlocked_place_has_no_coast(real_gazetteer: Gazetteer) -> None:
    shapes = Shapes(real_gazetteer, Areas.open())
    for code in ("CH", "TD", "NP", "BO"):
        assert len(shapes.coast(real_gazetteer.place(real_gazetteer.country_row(code)).area_id).points) == 0


def test_a_border_is_that_of_the_country_where_the_article_is(
    vicinities: Vicinities, real_gazetteer: Gazetteer
) -> None:
    text = "Tents stood near the Turkish border, and shells fell on Azaz, in Syria."
    told = Told(real_gazetteer, text, "Turkish", "Azaz", "Syria")
    place = circle(vicinities, told, told.phrase(K.BORDER, "near the Turkish border", "Turkish"))
    assert place is not None
    assert set(anchor_ids(place.place_id)) == {"geonames:298795", "geonames:163843"}
    assert place.name == "border of Syria and Turkey near Izaz"
    assert distance_km(place.lat, place.lon, 36.59, 37.04) < 30 and place.radius_km < 50


def test_a_border_with_no_other_side_is_left_to_the_country(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    told = Told(real_gazetteer, "Tents stood near the Turkish border.", "Turkish")
    assert circle(vicinities, told, told.phrase(K.BORDER, "near the Turkish border", "Turkish")) is None


def test_a_named_place_is_what_is_meant_and_no_circle_is_drawn(
    vicinities: Vicinities, real_gazetteer: Gazetteer
) -> None:
    for words in (
        "Tartus, 50 miles south of Latakia, was calm.",
        "Tartus, which lies 50 miles south of Latakia, was calm.",
    ):
        told = Told(real_gazetteer, words, "Tartus", "Latakia")
        relation = told.phrase(K.OFFSET, "50 miles south of Latakia", "Latakia", km=80.47, bearing=180)
        placed, circles = vicinities.place(told.article, told.sentences, [relation], told.toponyms)
        assert circles == ()
        assert placed[0].place == told.toponyms[0].place
        assert "50 miles south of Latakia" in placed[0].reason


def test_a_phrase_chooses_among_places_of_a_name_everywhere_in_the_article(
    vicinities: Vicinities, real_gazetteer: Gazetteer
) -> None:
    text = "Tripoli, 80 km north of Beirut, was calm. Tripoli has a port."
    ids = {"Tripoli": "geonames:2210247", "Beirut": "geonames:276781"}
    told = Told(real_gazetteer, text, "Tripoli", "Beirut", "Tripoli", placed=ids)
    relation = told.phrase(K.OFFSET, "80 km north of Beirut", "Beirut", km=80, bearing=0)
    placed, circles = vicinities.place(told.article, told.sentences, [relation], told.toponyms)
    assert circles == ()
    assert [t.place.country for t in placed if t.place] == ["LB", "LB", "LB"]
    assert "80 km north of Beirut" in placed[0].reason
    assert placed[0].alternatives[0].place.country == "LY"


def test_a_place_that_the_gazetteer_lacks_gets_the_circle(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    told = Told(real_gazetteer, "Khirbet Nowhere, 20 km east of Homs, was hit.", "Khirbet Nowhere", "Homs")
    relation = told.phrase(K.OFFSET, "20 km east of Homs", "Homs", km=20, bearing=90)
    assert circle(vicinities, told, relation) is not None


def test_a_country_before_the_phrase_only_holds_the_place(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    told = Told(real_gazetteer, "In Syria, 20 km east of Homs, a mill burnt.", "Syria", "Homs")
    relation = told.phrase(K.OFFSET, "20 km east of Homs", "Homs", km=20, bearing=90)
    assert circle(vicinities, told, relation) is not None


def test_an_uncertain_anchor_carries_no_circle(vicinities: Vicinities, real_gazetteer: Gazetteer) -> None:
    told = Told(real_gazetteer, "A bomb went off near Homs.", "Homs")
    (anchor,) = told.toponyms
    told.toponyms = [ResolvedToponym(anchor.start, anchor.end, "Homs", Role.LITERAL, anchor.place, 0.4, "It fits.")]
    assert circle(vicinities, told, told.phrase(K.NEAR, "near Homs", "Homs")) is None


@given(
    st.floats(-85, 85),
    st.floats(-180, 180),
    st.floats(0, 359.9),
    st.floats(0.1, 2000),
)
def test_a_destination_is_as_far_as_was_asked(lat: float, lon: float, bearing: float, far: float) -> None:
    there = destination(lat, lon, bearing, far)
    assert -90 <= there[0] <= 90 and -180 <= there[1] <= 180
    assert distance_km(lat, lon, *there) == pytest.approx(far, rel=1e-3, abs=1e-3)


@pytest.mark.parametrize("bearing", [None, 0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0])
@pytest.mark.parametrize("code", ["SY", "FJ", "RU", "NO", "CL"])
def test_every_part_of_every_country_has_a_circle_on_its_side(
    real_gazetteer: Gazetteer, code: str, bearing: float | None
) -> None:
    country = real_gazetteer.place(real_gazetteer.country_row(code))
    part = Shapes(real_gazetteer, Areas.open()).part(country.area_id, bearing)
    assert part is not None and 0 < part.radius_km < 1.05 * country.radius_km
    if bearing in {0.0, 180.0}:
        other = Shapes(real_gazetteer, Areas.open()).part(country.area_id, 180.0 - bearing)
        assert other is not None and (part.lat > other.lat) == (bearing == 0.0)
