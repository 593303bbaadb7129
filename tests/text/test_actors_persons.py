"""Who is meant by a name of one word, by initials and by other spellings."""

import re

import pytest

from geo.records import ActorMention, Entity, EntityKind
from geo.text.actors import ActorList


@pytest.fixture(scope="module")
def actors() -> ActorList:
    return ActorList.load()


def found(actors: ActorList, text: str, *names: str) -> list[ActorMention]:
    """The mentions in a text in which a recogniser found these people, longest first."""
    entities: list[Entity] = []
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(name)}(?!\w)", text):
            if not any(e.start < match.end() and match.start() < e.end for e in entities):
                entities.append(Entity(*match.span(), name, EntityKind.PERSON))
    entities.sort(key=lambda e: e.start)
    return list(actors.find(text, (), entities, []))


def test_a_family_name_alone_is_somebody_but_not_the_same_in_another_article(actors: ActorList) -> None:
    (here,) = found(actors, "Kornblau said so.", "Kornblau")
    (there,) = found(actors, "Kornblau denied it.", "Kornblau")
    assert here.name == there.name == "Kornblau"
    assert here.actor_id.startswith("person:kornblau~")
    assert here.actor_id != there.actor_id
    assert here == found(actors, "Kornblau said so.", "Kornblau")[0]


def test_a_given_name_is_the_one_person_who_bears_it(actors: ActorList) -> None:
    text = "Araminta Kornblau came. Araminta smiled."
    assert {m.actor_id for m in found(actors, text, "Araminta Kornblau", "Araminta")} == {"person:araminta-kornblau"}


def test_a_given_name_that_two_bear_is_neither(actors: ActorList) -> None:
    text = "Araminta Kornblau met Araminta Silbergasse. Araminta smiled."
    assert len(found(actors, text, "Araminta Kornblau", "Araminta Silbergasse", "Araminta")) == 2


@pytest.mark.parametrize("short", ["Dube-Ncube", "al-Attiyahin", "van Oorschoten"])
def test_a_family_name_of_several_parts_is_one(actors: ActorList, short: str) -> None:
    text = f"Nomusa {short} spoke. {short} left."
    mentions = found(actors, text, f"Nomusa {short}", short)
    assert [m.surface for m in mentions] == [f"Nomusa {short}", short]
    assert len({m.actor_id for m in mentions}) == 1


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Muammar Qaddafi", "person:muammar-gaddafi"),
        ("Sergej Lavrov", "person:sergey-lavrov"),
        ("S. Lavrov", "person:sergey-lavrov"),
        ("Binyamin Netanyahu", "person:benjamin-netanyahu"),
    ],
)
def test_another_spelling_or_an_initial_is_the_same_person(actors: ActorList, name: str, identity: str) -> None:
    assert [m.actor_id for m in found(actors, f"Then {name} spoke.", name)] == [identity]


@pytest.mark.parametrize("name", ["X. Lavrov", "Maria Lavrova", "Sergio Lavrone"])
def test_a_like_name_is_another(actors: ActorList, name: str) -> None:
    assert "person:sergey-lavrov" not in {m.actor_id for m in found(actors, f"Then {name} spoke.", name)}


def test_an_initial_is_whom_the_article_names_in_full(actors: ActorList) -> None:
    text = "Araminta Kornblau came. The paper quoted A. Kornblau."
    mentions = found(actors, text, "Araminta Kornblau", "A. Kornblau")
    assert {m.actor_id for m in mentions} == {"person:araminta-kornblau"}


def test_a_country_is_nobodys_family_name_unless_the_recogniser_says_so(actors: ActorList) -> None:
    text = "Michael Jordan came. Jordan closed its border."
    assert [m.surface for m in found(actors, text, "Michael Jordan")] == ["Michael Jordan"]


def test_what_a_name_means_does_not_hang_on_the_texts_before(actors: ActorList) -> None:
    """Joined by a hyphen "el" is an article, apart it is a word: the one must not be remembered as the other."""
    texts = ["Abdel Fattah el-Sisi spoke.", "Abdel Fattah el Sisi spoke.", "ABDEL FATTAH EL-SISI SPOKE."]
    first = [ActorList.load().find(text, (), [], []) for text in texts]
    assert [actors.find(text, (), [], []) for text in texts] == first
    assert [actors.find(text, (), [], []) for text in reversed(texts)] == first[::-1]
