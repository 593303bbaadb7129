import pytest

from geo.gazetteer import Gazetteer
from geo.records import Role
from geo.text import ActorList, TextFinder


@pytest.fixture(scope="module")
def finder(real_gazetteer: Gazetteer) -> TextFinder:
    return TextFinder(real_gazetteer, ActorList.load())


def role_of(finder: TextFinder, text: str, name: str) -> Role:
    found = [t for t in finder.find(text).toponyms if t.surface == name]
    assert found, f"{name} was not found in {text!r}"
    return found[0].role


def test_moscow_hinted_is_an_actor_not_a_place(finder: TextFinder) -> None:
    assert role_of(finder, "The move came as Moscow hinted at broader action.", "Moscow") is Role.ASSOCIATIVE


def test_a_capital_where_something_happens_is_a_place(finder: TextFinder) -> None:
    assert role_of(finder, "Thousands of people marched in Moscow on Sunday.", "Moscow") is Role.LITERAL


def test_washington_has_warned_is_an_actor(finder: TextFinder) -> None:
    text = "It raised concerns in the alliance, and Washington has warned the general against it."
    assert role_of(finder, text, "Washington") is Role.ASSOCIATIVE


def test_russian_planes_speak_of_russia_but_are_not_there(finder: TextFinder) -> None:
    assert role_of(finder, "Asked about Russian planes, he did not answer.", "Russian") is Role.ASSOCIATIVE


def test_a_country_that_forces_are_sent_into_is_a_place(finder: TextFinder) -> None:
    assert role_of(finder, "It has been sending military forces into Syria for weeks.", "Syria") is Role.LITERAL


def test_a_countrys_minister_is_an_actor(finder: TextFinder) -> None:
    assert role_of(finder, "He met Israel’s defence minister on Monday.", "Israel") is Role.ASSOCIATIVE


def test_a_town_said_to_hold_something_is_a_place(finder: TextFinder) -> None:
    text = "The navy maintains a base at Tartus, south of the border."
    assert role_of(finder, text, "Tartus") is Role.LITERAL
