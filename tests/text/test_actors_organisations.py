"""Which organisation is meant: full names, letters, short forms, and names that many share."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.records import ActorKind, ActorMention, Entity, EntityKind
from geo.text.actors import ActorList

PIECES = "Bank|of|Kenya|(|)|BOK|NATO|the|Foreign|Ministry|Russian|'|’|'s|’s|.|-|&| | |\n|Inc|Ltd|U.S.|é|中国|UN|0|Putin"
TEXTS = st.lists(st.sampled_from(PIECES.split("|")), max_size=20).map("".join)


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


def test_a_ministry_of_a_nation_is_its_state(actors: ActorList) -> None:
    text = "The Russian Foreign Ministry protested; Ruritania's Kenyan friends did not."
    (mention, *_) = found(actors, text, "Russian Foreign Ministry")
    assert (mention.surface, mention.actor_id) == ("Russian Foreign Ministry", "state:ru")


def test_letters_in_brackets_that_the_list_knows_name_the_organisation_before_them(actors: ActorList) -> None:
    text = "The Food and Agricultural Organisation (FAO) warned of hunger."
    assert ids(actors, text, "Food and Agricultural Organisation") == ["body:fao", "body:fao"]


def test_a_longer_name_is_not_the_listed_one_that_ends_it(actors: ActorList) -> None:
    (mention,) = found(actors, "First Nations Bank of Canada lent it.", "First Nations Bank of Canada")
    assert mention.actor_id == "org:first-nations-bank-of-canada"


def test_a_nationality_before_a_listed_group_changes_nothing(actors: ActorList) -> None:
    assert ids(actors, "Lebanese Hezbollah fired.", "Lebanese Hezbollah") == ["group:hezbollah"]


def test_a_company_named_for_its_founder_is_not_the_founder(actors: ActorList) -> None:
    text = "Vladimir Putin came. The Putin Kite Works closed."
    assert ids(actors, text, "Putin Kite Works")[-1] == "org:putin-kite-works"


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, data=st.data())
def test_any_organisation_anywhere_is_borne(actors: ActorList, text: str, data: st.DataObject) -> None:
    entities = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        entities.append(Entity(start, end, text[start:end], EntityKind.ORGANISATION))
    reach = 0
    for mention in actors.find(text, (), [], [], organisations=entities):
        assert text[mention.start : mention.end] == mention.surface != ""
        assert mention.start >= reach
        reach = mention.end


def test_a_law_is_no_actor(actors: ActorList) -> None:
    assert ids(actors, "The Zembla Clean Rivers Act was passed.", "Zembla Clean Rivers Act") == []


def test_a_name_of_everyday_words_is_not_merged_across_articles(actors: ActorList) -> None:
    assert "~" in ids(actors, "He told the Post.", "Post")[0]


def test_a_worldwide_body_does_not_belong_to_the_articles_country(actors: ActorList) -> None:
    text = "In Kenya, the International Federation for Quiet Rights spoke. Kenya listened."
    assert ids(actors, text, "International Federation for Quiet Rights")[-1] == (
        "org:international-federation-for-quiet-rights"
    )


@pytest.mark.parametrize("short", ["QRX", "ZeKiW", "QRX-ZK"])
def test_what_stands_in_brackets_need_not_be_initials(actors: ActorList, short: str) -> None:
    text = f"Zembla Kite Works ({short}) closed. Then {short} opened."
    assert ids(actors, text, "Zembla Kite Works", short) == ["org:zembla-kite-works"] * 3
