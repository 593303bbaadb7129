import pytest

from geo.gazetteer import Gazetteer
from geo.records import Article, EntityKind, PlaceKind, ResolvedToponym, Role, Toponym
from geo.resolution import Resolver


@pytest.fixture(scope="module")
def resolver(real_gazetteer: Gazetteer) -> Resolver:
    return Resolver(real_gazetteer)


def resolve(resolver: Resolver, text: str, *names: str, url: str = "") -> list[ResolvedToponym]:
    toponyms, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        toponyms.append(Toponym(start, at, name))
    return list(resolver.resolve(Article("a", text, url=url), toponyms))


def places(resolved: list[ResolvedToponym]) -> list[tuple[str, PlaceKind, str]]:
    return [(t.place.name, t.place.kind, t.place.country) if t.place else ("", PlaceKind.SITE, "") for t in resolved]


def test_paris_alone_is_in_france(resolver: Resolver) -> None:
    assert places(resolve(resolver, "talks in Paris today", "Paris")) == [("Paris", PlaceKind.TOWN, "FR")]


def test_paris_texas_is_in_texas(resolver: Resolver) -> None:
    first, second = resolve(resolver, "a fire in Paris, Texas, today", "Paris", "Texas")
    assert first.place is not None and first.place.admin1 == "Texas"
    assert second.place is not None and second.place.kind is PlaceKind.ADMIN1
    assert "Texas" in first.reason


def test_an_explicit_cue_wins_over_fame_however_often_the_famous_place_is_named(resolver: Resolver) -> None:
    text = "London, Ontario. Unlike Manchester, Leeds, Bristol and Liverpool, it lies inland."
    names = ("London", "Ontario", "Manchester", "Leeds", "Bristol", "Liverpool")
    assert places(resolve(resolver, text, *names))[0][2] == "CA"


def test_idlib_province_is_the_governorate_and_idlib_city_the_town(resolver: Resolver) -> None:
    assert places(resolve(resolver, "in Idlib province", "Idlib"))[0][1] is PlaceKind.ADMIN1
    assert places(resolve(resolver, "the nearby province of Idlib fell", "Idlib"))[0][1] is PlaceKind.ADMIN1
    assert places(resolve(resolver, "in Idlib city", "Idlib"))[0][1] is PlaceKind.TOWN


def test_tripoli_beside_beirut_is_in_lebanon(resolver: Resolver) -> None:
    text = "Protests spread from Beirut to Tripoli, and to Sidon in Lebanon."
    found = places(resolve(resolver, text, "Beirut", "Tripoli", "Sidon", "Lebanon"))
    assert found[1][2] == "LB"


def test_tripoli_beside_benghazi_is_in_libya(resolver: Resolver) -> None:
    text = "Fighting spread from Benghazi to Tripoli, and to Misrata in Libya."
    assert places(resolve(resolver, text, "Benghazi", "Tripoli", "Misrata", "Libya"))[1][2] == "LY"


def test_georgia_follows_its_company(resolver: Resolver) -> None:
    state = resolve(resolver, "from Atlanta and Savannah across Georgia", "Atlanta", "Savannah", "Georgia")
    country = resolve(resolver, "from Tbilisi and Batumi across Georgia", "Tbilisi", "Batumi", "Georgia")
    assert places(state)[2][1] is PlaceKind.ADMIN1
    assert places(country)[2][1] is PlaceKind.COUNTRY


def test_mentions_that_read_alike_mean_one_place(resolver: Resolver) -> None:
    text = "A flood in Springfield. Later, Springfield was dry."
    first, second = resolve(resolver, text, "Springfield", "Springfield")
    assert first.place == second.place


def test_an_unknown_name_is_found_but_not_placed(resolver: Resolver) -> None:
    (found,) = resolve(resolver, "the village of Qwxzzyville burned", "Qwxzzyville")
    assert (found.place, found.score) == (None, 0.0)
    assert found.reason


def test_every_choice_comes_with_a_reason_a_score_and_what_else_it_could_be(resolver: Resolver) -> None:
    (found,) = resolve(resolver, "a fire in Tripoli", "Tripoli")
    assert found.place is not None
    assert 0 < found.score <= 1
    assert found.reason.endswith(".")
    assert found.alternatives
    assert all(other.place.place_id != found.place.place_id for other in found.alternatives)
    scores = [other.score for other in found.alternatives]
    assert scores == sorted(scores, reverse=True)


def test_springfield_with_no_company_is_unsure_and_says_what_else_it_could_be(resolver: Resolver) -> None:
    (found,) = resolve(resolver, "a fire in Springfield", "Springfield")
    assert found.score < 0.6
    assert len({other.place.admin1 for other in found.alternatives}) > 2


def test_initials_never_mean_a_village(resolver: Resolver) -> None:
    (found,) = resolve(resolver, "the EU said", "EU")
    assert found.place is None or found.place.kind is not PlaceKind.TOWN


def test_a_demonym_means_the_country(resolver: Resolver) -> None:
    toponym = Toponym(4, 11, "Russian", Role.ASSOCIATIVE, "Russia", 1.0, EntityKind.DEMONYM)
    (found,) = resolver.resolve(Article("a", "The Russian army"), [toponym])
    assert found.place is not None
    assert (found.place.country, found.place.kind) == ("RU", PlaceKind.COUNTRY)


def test_no_toponyms_no_answers(resolver: Resolver) -> None:
    assert resolver.resolve(Article("a", "Nothing here."), []) == ()
