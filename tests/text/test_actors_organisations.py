"""Which organisation is meant: full names, letters, short forms, and names that many share."""

import re

import pytest

from geo.records import ActorKind, ActorMention, Entity, EntityKind
from geo.text.actors import ActorList


@pytest.fixture(scope="module")
def actors() -> ActorList:
    return ActorList.load()


def found(actors: ActorList, text: str, *names: str) -> list[ActorMention]:
    """The mentions in a text in which a recogniser found these organisations, longest first."""
    entities: list[Entity] = []
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(name)}(?!\w)", text):
            if not any(e.start < match.end() and match.start() < e.end for e in entities):
                entities.append(Entity(*match.span(), name, EntityKind.ORGANISATION))
    entities.sort(key=lambda e: e.start)
    mentions = actors.find(text, (), [], [], organisations=entities)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.surface
    return list(mentions)


def ids(actors: ActorList, text: str, *names: str) -> list[str]:
    return [m.actor_id for m in found(actors, text, *names)]


def test_letters_in_brackets_are_the_name_before_them(actors: ActorList) -> None:
    text = "The Ruritanian Observatory for Quiet Rivers (ROQR) reported it. ROQR was first; the Observatory was sure."
    mentions = found(actors, text, "Ruritanian Observatory for Quiet Rivers", "Observatory")
    assert [m.surface for m in mentions] == ["Ruritanian Observatory for Quiet Rivers", "ROQR", "ROQR", "Observatory"]
    assert {m.actor_id for m in mentions} == {"org:ruritanian-observatory-for-quiet-rivers"}
    assert {m.name for m in mentions} == {"Ruritanian Observatory for Quiet Rivers"}


def test_letters_without_brackets_are_the_one_name_with_those_initials(actors: ActorList) -> None:
    text = "The Zembla Kite Fliers Union struck. ZKFU members marched."
    assert len(set(ids(actors, text, "Zembla Kite Fliers Union", "ZKFU"))) == 1


def test_a_companys_legal_form_may_be_left_out(actors: ActorList) -> None:
    text = "Orvanta Steel Ltd shut. Orvanta Steel said so, and Orvanta's shares fell."
    assert ids(actors, text, "Orvanta Steel Ltd", "Orvanta Steel", "Orvanta") == ["org:orvanta-steel"] * 3


def test_two_universities_are_not_one(actors: ActorList) -> None:
    text = "University of Zembla and University of Ruritania met."
    assert len(set(ids(actors, text, "University of Zembla", "University of Ruritania"))) == 2


def test_a_name_that_many_share_belongs_to_the_country_of_the_article(actors: ActorList) -> None:
    kenya = ids(actors, "In Kenya, the Supreme Court ruled. Kenya waited.", "Supreme Court")
    ghana = ids(actors, "In Ghana, the Supreme Court ruled. Ghana waited.", "Supreme Court")
    assert kenya != ghana
    assert kenya[-1].endswith("-ke")


def test_a_name_that_many_share_is_not_merged_across_articles_without_a_country(actors: ActorList) -> None:
    first = ids(actors, "The Water Board met on Monday.", "Water Board")
    assert len(first) == 1
    assert first == ids(actors, "The Water Board met on Monday.", "Water Board")
    assert first != ids(actors, "The Water Board met on Friday.", "Water Board")


def test_fighters_are_an_armed_group(actors: ActorList) -> None:
    (mention,) = found(actors, "The Zembla Liberation Front attacked.", "Zembla Liberation Front")
    assert mention.kind is ActorKind.ARMED_GROUP
    assert mention.actor_id == "group:zembla-liberation-front"
