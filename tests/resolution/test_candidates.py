import numpy as np
import pytest

from geo.gazetteer import Gazetteer
from geo.records import Article, EntityKind, PlaceKind, Toponym
from geo.resolution import Resolver
from geo.resolution.candidates import CandidateFinder, Candidates, Found
from geo.resolution.cues import Cue, read_cues
from geo.resolution.respelling import respellings


@pytest.fixture(scope="module")
def finder(real_gazetteer: Gazetteer) -> CandidateFinder:
    return CandidateFinder(real_gazetteer)


def candidates(finder: CandidateFinder, name: str, kind: EntityKind = EntityKind.PLACE) -> Candidates:
    return finder.find(Toponym(0, len(name), name, kind=kind), Cue())


def names(gazetteer: Gazetteer, found: Candidates) -> set[str]:
    return {gazetteer.place(int(row)).name for row in found.rows}


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Hartford Hospital", "Hartford"),
        ("Latakia's Tishreen Stadium", "Latakia"),
        ("Henderson County Jail", "Henderson County"),
        ("University of Damascus", "Damascus"),
        ("Homs-Tartus", "Homs"),
    ],
)
def test_a_longer_name_is_placed_by_the_part_that_names_a_place(finder: CandidateFinder, name: str, part: str) -> None:
    found = candidates(finder, name)
    assert found.name == part
    assert len(found.rows)


def test_a_county_in_a_longer_name_stays_a_county(finder: CandidateFinder, real_gazetteer: Gazetteer) -> None:
    found = candidates(finder, "Henderson County Jail")
    assert {real_gazetteer.kind_of(int(row)) for row in found.rows} <= {PlaceKind.ADMIN1, PlaceKind.ADMIN2}


@pytest.mark.parametrize("name", ["Oxford Street", "Boston Avenue", "Naugatuck Brook", "London Hills"])
def test_streets_and_nature_named_after_a_place_are_not_in_it(finder: CandidateFinder, name: str) -> None:
    assert candidates(finder, name).found is not Found.PART


@pytest.mark.parametrize(
    ("name", "place"), [("D.C.", "District of Columbia"), ("N.J.", "New Jersey"), ("La.", "Louisiana")]
)
def test_an_abbreviation_that_stands_alone_means_its_state(
    finder: CandidateFinder, real_gazetteer: Gazetteer, name: str, place: str
) -> None:
    assert any(place in found for found in names(real_gazetteer, candidates(finder, name)))


def test_two_letters_may_mean_a_state_but_no_village(finder: CandidateFinder, real_gazetteer: Gazetteer) -> None:
    assert names(real_gazetteer, candidates(finder, "WA")) == {"Washington"}


def test_a_misspelt_name_is_found_where_the_article_speaks_of_its_country(real_gazetteer: Gazetteer) -> None:
    resolver = Resolver(real_gazetteer)
    text = "From Kramatrosk the road leads on into Ukraine."
    toponyms = [Toponym(5, 15, "Kramatrosk"), Toponym(39, 46, "Ukraine")]
    first, _ = resolver.resolve(Article("a", text), toponyms)
    assert first.place is not None
    assert first.place.name == "Kramatorsk"
    assert "spelt “Kramatrosk” in the article" in first.reason
    (alone,) = resolver.resolve(Article("a", text), toponyms[:1])
    assert alone.place is None


def test_short_names_and_other_scripts_have_no_other_spelling() -> None:
    assert list(respellings("homs")) == []
    assert list(respellings("дамаск")) == []
    assert list(respellings("highway 66")) == []


def test_every_other_spelling_is_another_one_and_comes_once() -> None:
    found = list(respellings("deir el zour"))
    assert len(found) == len(set(found))
    assert "deir el zour" not in found
    assert "dayr el zur" in found


def test_spellings_by_ear_come_before_slips_of_a_letter() -> None:
    found = list(respellings("khmeimim"))
    assert found.index("hmeimim") < found.index("khmeimi")


def test_states_in_a_row_of_towns_are_no_containers(real_gazetteer: Gazetteer) -> None:
    text = "Flights to Mexico City, New York, Los Angeles and Chicago."
    toponyms = []
    for name in ("Mexico City", "New York", "Los Angeles", "Chicago"):
        start = text.index(name)
        toponyms.append(Toponym(start, start + len(name), name))
    found = Resolver(real_gazetteer).resolve(Article("a", text), toponyms)
    assert found[0].place is not None
    assert found[0].place.country == "MX"
    likeliest = found[1].place or found[1].alternatives[0].place
    assert likeliest.kind is PlaceKind.TOWN


def test_cities_of_a_state_do_not_make_it_a_city() -> None:
    text = "Tax payments to Texas cities rose."
    assert read_cues(text, [Toponym(16, 21, "Texas")])[0].kind_word == ""


def test_a_dateline_is_told(real_gazetteer: Gazetteer) -> None:
    text = "WASHINGTON (AP) — Senators from Oregon met on Monday."
    toponyms = [Toponym(0, 10, "WASHINGTON"), Toponym(32, 38, "Oregon")]
    assert [cue.filed for cue in read_cues(text, toponyms)] == [True, False]
    found = Resolver(real_gazetteer).resolve(Article("a", text), toponyms)
    assert found[0].place is not None
    assert found[0].place.kind is PlaceKind.TOWN


def test_what_is_remembered_of_a_name_is_what_is_found(finder: CandidateFinder) -> None:
    first, second = candidates(finder, "Tripoli"), candidates(finder, "Tripoli")
    assert first is second
    assert np.array_equal(first.rows, second.rows)
