from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.records import Entity, EntityKind, FoundText, Role, Toponym
from geo.text import ActorList, TextFinder
from geo.text.containing import towns_within
from geo.text.hits import HitCoder
from geo.text.mentions import MentionIndex
from geo.text.tokens import tokenise


@pytest.fixture(scope="module")
def finder(real_gazetteer: Gazetteer) -> TextFinder:
    return TextFinder(real_gazetteer, ActorList.load())


def surfaces(found: FoundText) -> list[str]:
    return [t.surface for t in found.toponyms]


def exact(text: str, found: FoundText) -> bool:
    mentions = [*found.toponyms, *found.actors]
    return all(text[m.start : m.end] == m.surface for m in mentions)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_exact_offsets(finder: TextFinder, text: str) -> None:
    found = finder.find(text)
    assert exact(text, found)
    assert all(a.end <= b.start for a, b in pairwise(found.toponyms))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Paris",
                "Texas",
                ",",
                ".",
                "Russian",
                "troops",
                "in",
                "’s",
                "U.S.",
                "Idlib province",
                "\n\n",
                "(",
                "CA",
                "the",
            ]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_any_jumble_of_names_gives_exact_offsets(finder: TextFinder, text: str) -> None:
    assert exact(text, finder.find(text))


def test_an_empty_text_holds_nothing(finder: TextFinder) -> None:
    assert finder.find("") == FoundText((), (), ())
    assert finder.find(" \n\n ").toponyms == ()


def test_a_town_and_its_state_are_two_places(finder: TextFinder) -> None:
    found = finder.find("The fire broke out in Long Beach, CA on Friday evening.")
    assert surfaces(found) == ["Long Beach", "CA"]


def test_a_person_called_paris_is_not_a_place(finder: TextFinder) -> None:
    found = finder.find("Paris Hilton said on Tuesday that she would not attend the trial of her friend.")
    assert "Paris" not in surfaces(found)


def test_nice_weather_is_not_a_place(finder: TextFinder) -> None:
    found = finder.find("It was a nice day for reading, and the mobile phone was off. We left in march.")
    assert surfaces(found) == []


def test_nice_the_town_is_a_place(finder: TextFinder) -> None:
    found = finder.find("The lorry drove along the promenade in Nice, and police in Marseille closed the port.")
    assert surfaces(found) == ["Nice", "Marseille"]


def test_a_demonym_leads_to_its_country(finder: TextFinder) -> None:
    toponym = next(t for t in finder.find("The Ugandan army said so.").toponyms if t.surface == "Ugandan")
    assert (toponym.lookup, toponym.kind, toponym.role) == ("Uganda", EntityKind.DEMONYM, Role.ASSOCIATIVE)


def test_a_text_in_capitals_still_gives_its_places(finder: TextFinder) -> None:
    found = finder.find("FLOODS HIT VILLAGES NEAR MOMBASA\n\nKENYA SENT RESCUE TEAMS FROM NAIROBI ON MONDAY.")
    assert {"MOMBASA", "NAIROBI"} <= set(surfaces(found))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال السكان إن القصف أصاب دمشق وحلب.", "دمشق"),
        ("Взрывы прогремели в городе Харьков ночью.", "Харьков"),
        ("昨天在北京举行了会议。", "北京"),
    ],
)
def test_other_scripts_give_their_well_known_places(finder: TextFinder, text: str, name: str) -> None:
    assert name in surfaces(finder.find(text))


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("She moved from Atlanta to Savannah, Georgia.", "Savannah"),
        ("The mill in Reading, Pennsylvania, closed.", "Reading"),
    ],
)
def test_what_is_said_to_lie_in_a_state_that_has_such_a_town_is_a_town(
    finder: TextFinder, text: str, town: str
) -> None:
    assert town in surfaces(finder.find(text))


@pytest.mark.parametrize(("holder", "towns"), [("Georgia", ["Savannah"]), ("Norway", [])])
def test_only_a_holder_that_has_such_a_town_makes_a_name_one(
    real_gazetteer: Gazetteer, holder: str, towns: list[str]
) -> None:
    text = f"Savannah, {holder} and the rest"
    coded = HitCoder(real_gazetteer).code(text, real_gazetteer.scan(text))
    mentions = MentionIndex(text, tokenise(text), [0], coded)
    start = text.index(holder)
    person = Entity(0, len("Savannah"), "Savannah", EntityKind.PERSON)
    found = towns_within(mentions, [person], [Toponym(start, start + len(holder), holder)], real_gazetteer)
    assert [text[hit.start : hit.end] for hit in found] == towns
