from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.records import Article, Place, Toponym
from geo.resolution import Resolver
from geo.resolution.home import home_at, homes_of


def placed(resolver: Resolver, text: str, *names: str, source: str = "") -> tuple[Place | None, str]:
    toponyms = [Toponym(text.index(name), text.index(name) + len(name), name) for name in names]
    first, *_ = resolver.resolve(Article("a", text, source=source), toponyms)
    return first.place, first.reason


def the(gazetteer: Gazetteer, name: str, admin1: str) -> Place:
    return next(place for place in gazetteer.lookup(name) if place.admin1 == admin1)


def test_a_paper_of_texas_means_the_athens_of_texas(real_gazetteer: Gazetteer) -> None:
    resolver = Resolver(real_gazetteer)
    at_home = resolver.with_homes({"Review": home_at(the(real_gazetteer, "Athens", "Texas"), real_gazetteer)})
    text = "Police in Athens stopped two men after a chase that began in Palestine."
    abroad, _ = placed(at_home, text, "Athens", "Palestine", source="Another")
    home, reason = placed(at_home, text, "Athens", "Palestine", source="Review")
    assert abroad is None or abroad.admin1 != "Texas"
    assert home is not None
    assert home.admin1 == "Texas"
    assert "publisher reports mostly from Texas" in reason


def test_what_the_text_says_outweighs_the_home(real_gazetteer: Gazetteer) -> None:
    texas = home_at(the(real_gazetteer, "Athens", "Texas"), real_gazetteer)
    resolver = Resolver(real_gazetteer, homes={"Review": texas})
    text = "Fires near Athens, Greece, spread."
    toponyms = [Toponym(11, 17, "Athens"), Toponym(19, 25, "Greece")]
    first, _ = resolver.resolve(Article("a", text, source="Review"), toponyms)
    assert first.place is not None
    assert first.place.country == "GR"


def test_a_home_is_learnt_from_enough_articles_only(real_gazetteer: Gazetteer) -> None:
    athens = the(real_gazetteer, "Athens", "Texas").place_id
    few = [("Review", f"a{n}", athens) for n in range(4)]
    assert homes_of(few, real_gazetteer) == {}
    assert homes_of([*few, ("", "a5", athens)], real_gazetteer) == {}
    learnt = homes_of([*few, ("Review", "a5", athens)], real_gazetteer)["Review"]
    assert learnt.label == "Texas"
    assert all(0 < share < 1 for share in learnt.admin1.values())


def test_a_paper_of_the_whole_world_has_no_home_to_speak_of(real_gazetteer: Gazetteer) -> None:
    names = ("Paris", "Cairo", "Lima", "Tokyo", "Lagos", "Moscow")
    reports = [("World", name, real_gazetteer.lookup(name)[0].place_id) for name in names]
    home = homes_of(reports, real_gazetteer)["World"]
    assert home.label == ""
    assert max(home.countries.values()) < 0.2


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(12)))
def test_the_order_of_reports_plays_no_part(real_gazetteer: Gazetteer, order: list[int]) -> None:
    names = ("Paris", "London", "Athens", "Springfield", "Portland", "Beirut")
    reports = [("Paper", f"a{n}", real_gazetteer.lookup(names[n % 6])[n % 2].place_id) for n in range(12)]
    first, second = homes_of(reports, real_gazetteer)["Paper"], homes_of([reports[n] for n in order], real_gazetteer)
    assert (first.countries, first.admin1, first.label) == (
        second["Paper"].countries,
        second["Paper"].admin1,
        second["Paper"].label,
    )
    assert first.points.tolist() == second["Paper"].points.tolist()


def test_a_place_that_the_gazetteer_does_not_know_is_a_home_by_its_country(real_gazetteer: Gazetteer) -> None:
    unknown = replace(the(real_gazetteer, "Athens", "Texas"), place_id="curated:nowhere")
    home = home_at(unknown, real_gazetteer)
    assert home.admin1 == {}
    assert list(home.countries.values()) == [pytest.approx(1.0)]
