"""A state acts by its ministers and its missiles, not by its artists, its highlands or its football team."""

import pytest

from geo.records import EntityKind, Role, Toponym
from geo.text.actors import ActorList
from geo.text.lexicon import demonyms, fold_word


@pytest.fixture(scope="module")
def actors() -> ActorList:
    return ActorList.load()


def states(actors: ActorList, text: str, surface: str) -> list[str]:
    """The ids of the actors in a text of which a recogniser took this surface for associative."""
    start = text.index(surface)
    entries = demonyms().get(fold_word(surface), ())
    kind = EntityKind.DEMONYM if entries else EntityKind.PLACE
    place = Toponym(
        start, start + len(surface), surface, Role.ASSOCIATIVE, entries[0].place if entries else "", 1.0, kind
    )
    return [m.actor_id for m in actors.find(text, (), [], [place])]


@pytest.mark.parametrize(
    "text",
    [
        "Russian foreign ministry officials left.",
        "A Russian air strike hit the depot.",
        "The Russian and Iranian presidents met.",
        "A Russian-backed militia came.",
        "It was in the Russian national interest.",
    ],
)
def test_what_states_own_and_do_is_the_state(actors: ActorList, text: str) -> None:
    assert states(actors, text, "Russian") == ["state:ru"]


@pytest.mark.parametrize(
    "text",
    [
        "A Russian artist sang.",
        "Russian tourists swam.",
        "It was translated into Russian and Korean.",
        "They crossed the Russian highlands.",
        "Russian companies sold it to the government.",
    ],
)
def test_a_nationality_of_people_and_land_is_not(actors: ActorList, text: str) -> None:
    assert states(actors, text, "Russian") == []


def test_what_belongs_to_a_country_is_its_land_or_its_state(actors: ActorList) -> None:
    assert states(actors, "Spain's ambassador spoke.", "Spain") == ["state:es"]
    assert states(actors, "Spain's islands are warm.", "Spain") == []
    assert states(actors, "Moscow's silence was noted.", "Moscow") == ["state:ru"]


def test_a_national_team_is_not_the_state(actors: ActorList) -> None:
    assert states(actors, "Honduras defeated its rivals 2-1 in a qualifier.", "Honduras") == []
    assert states(actors, "Honduras signed the treaty.", "Honduras") == ["state:hn"]
