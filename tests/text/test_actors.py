"""Who acts in a text: the shipped list is sound, a user's list takes effect, and names are linked to identities."""

import csv
import re
import time
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ActorListError
from geo.records import Actor, ActorKind, ActorMention, Entity, EntityKind, Role, Toponym
from geo.text.actors import ActorList
from geo.text.aliases import cut
from geo.text.lexicon import demonyms, fold_word
from geo.text.people import find_persons

SEED = Path(__file__).parents[2] / "seeds" / "russian-troops-already-on-ground-in-syria.txt"
HEADER = "actor_id,name,kind,country,aliases\n"


@pytest.fixture(scope="module")
def actors() -> ActorList:
    return ActorList.load()


def speaks_of(text: str, *surfaces: str) -> list[Toponym]:
    """Every place where a surface stands as a word, as a recogniser's associative toponym."""
    found = []
    for surface in surfaces:
        entries = demonyms().get(fold_word(surface), ())
        lookup = entries[0].place if entries else ""
        for match in re.finditer(rf"\b{re.escape(surface)}(?!\w)", text):
            found += [Toponym(*match.span(), surface, Role.ASSOCIATIVE, lookup)]
    return sorted(found, key=lambda t: t.start)


def people(text: str, *names: str) -> list[Entity]:
    return sorted(
        (
            Entity(*match.span(), name, EntityKind.PERSON)
            for name in names
            for match in re.finditer(rf"\b{re.escape(name)}\b", text)
        ),
        key=lambda e: e.start,
    )


def linked(actors: ActorList, text: str, *associative: str, persons: tuple[str, ...] = ()) -> dict[str, str]:
    """Surface → actor_id of every mention, after checking that the offsets are right."""
    mentions = actors.find(text, (), people(text, *persons), speaks_of(text, *associative))
    check(text, mentions)
    return {m.surface: m.actor_id for m in mentions}


def check(text: str, mentions: tuple[ActorMention, ...]) -> None:
    end = 0
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.surface
        assert mention.start >= end
        assert mention.surface.strip() == mention.surface != ""
        end = mention.end


# --- the shipped list


def test_ids_are_well_formed_and_say_the_kind(actors: ActorList) -> None:
    prefixes = {
        ActorKind.STATE: "state:",
        ActorKind.PERSON: "person:",
        ActorKind.ORGANISATION: "org:",
        ActorKind.ARMED_GROUP: "group:",
        ActorKind.BODY: "body:",
        ActorKind.PEOPLE: "people:",
    }
    for actor in actors.actors.values():
        assert re.fullmatch(r"[a-z]+:[a-z0-9]+(-[a-z0-9]+)*", actor.actor_id), actor
        assert actor.actor_id.startswith(prefixes[actor.kind]), actor


def test_no_sure_name_stands_for_two_actors(actors: ActorList) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for actor in actors.actors.values():
        names = [a for a in actor.aliases if not a.startswith("~")]
        if actor.kind is not ActorKind.STATE:
            names.append(actor.name)
        for name in names:
            owners[name].add(actor.actor_id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_country_has_a_state_that_its_own_name_finds(actors: ActorList) -> None:
    text = files("geo").joinpath("data", "demonyms.csv").read_text(encoding="utf-8")
    codes = {row["country"] for row in csv.DictReader(text.splitlines())} - {""}
    assert len(codes) > 220
    missing = sorted(code for code in codes if f"state:{code.lower()}" not in actors.actors)
    assert missing == []
    for code in codes:
        state = actors.actors[f"state:{code.lower()}"]
        assert actors.state(state.name) == state


def test_every_demonym_of_a_country_leads_to_its_state(actors: ActorList) -> None:
    for word, expected in {"Russian": "ru", "Israeli": "il", "Dutch": "nl", "Congolese": "cd", "Czech": "cz"}.items():
        assert linked(actors, f"The {word} minister said so.", word) == {word: f"state:{expected}"}


def test_the_list_holds_what_the_news_speaks_of(actors: ActorList) -> None:
    by_kind = defaultdict(int)
    for actor in actors.actors.values():
        by_kind[actor.kind] += 1
    assert by_kind[ActorKind.STATE] > 240
    assert by_kind[ActorKind.PERSON] > 1000
    assert by_kind[ActorKind.ARMED_GROUP] > 150
    assert by_kind[ActorKind.BODY] > 120
    assert by_kind[ActorKind.ORGANISATION] > 300


# --- states and their metonyms


def test_moscow_hinted_is_an_actor_not_a_place(actors: ActorList) -> None:
    assert linked(actors, "Moscow hinted at broader action.", "Moscow") == {"Moscow": "state:ru"}


def test_a_literal_country_is_no_actor(actors: ActorList) -> None:
    assert linked(actors, "He sent forces into Syria from Moscow.") == {}


def test_governments_by_names_of_their_own_need_no_toponym(actors: ActorList) -> None:
    text = "The Kremlin, the White House, Downing Street and the Pentagon declined to comment."
    assert linked(actors, text) == {
        "Kremlin": "state:ru",
        "White House": "state:us",
        "Downing Street": "state:gb",
        "Pentagon": "state:us",
    }


def test_the_german_foreign_office_is_not_britains(actors: ActorList) -> None:
    found = linked(actors, "The German Foreign Office summoned him; the Foreign Office in London did not.", "German")
    assert found == {"German": "state:de", "Foreign Office": "state:gb"}
    assert len(actors.find("The German Foreign Office said so.", (), [], [])) == 0


def test_land_and_people_are_not_the_state_acting(actors: ActorList) -> None:
    text = "Syrians fled the Syrian city of Homs. The Syrian army shelled it, with Syrian planes."
    found = actors.find(text, (), [], speaks_of(text, "Syrian", "Syrians"))
    assert [(m.surface, m.actor_id) for m in found] == [("Syrian army", "group:syrian-army"), ("Syrian", "state:sy")]


def test_the_mayor_of_a_capital_is_not_the_government(actors: ActorList) -> None:
    assert linked(actors, "London mayor Sadiq Khan spoke.", "London") == {"Sadiq Khan": "person:sadiq-khan"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It cost US$5 million.", "US"),
        ("He said so in Spanish, through a translator.", "Spanish"),
        ("He told the Cairo Times.", "Cairo"),
        ("They opened the Hong Kong Book Fair.", "Hong Kong"),
        ("The Indian rupee fell against the American dollar.", "American"),
    ],
)
def test_a_name_in_another_name_is_no_state(actors: ActorList, text: str, word: str) -> None:
    assert linked(actors, text, word) == {}


@pytest.mark.parametrize(
    "text", ["US Secretary of State John Doe spoke.", "The US Navy spoke.", "US-led forces met.", "US planes struck."]
)
def test_a_states_offices_are_the_state(actors: ActorList, text: str) -> None:
    assert next(iter(linked(actors, text, "US").values())) in {"state:us", "org:us-navy"}


def test_a_car_is_no_central_african_republic(actors: ActorList) -> None:
    assert actors.state("CAR") == actors.state("Central African Republic")
    assert actors.state("Car") is None
    assert actors.state("MOSCOW") == actors.state("Moscow") == actors.state("Russia")
    assert linked(actors, "The Passenger Car maker paid.", "Car") == {}


def test_a_shortened_name_is_the_longer_one(actors: ActorList) -> None:
    text = "Abdel Shakour Khamis came. Abdel Shakour spoke. Shakour left."
    found = actors.find(text, (), people(text, "Abdel Shakour Khamis", "Abdel Shakour"), [])
    assert {m.actor_id for m in found} == {"person:abdel-shakour-khamis"}


def test_kurdish_speaks_of_a_people(actors: ActorList) -> None:
    found = linked(actors, "Kurdish fighters and Uighur activists met.", "Kurdish", "Uighur")
    assert found == {"Kurdish": "people:kurds", "Uighur": "people:uyghurs"}


# --- groups, bodies, organisations


@pytest.mark.parametrize(
    "name", ["Islamic State", "ISIS", "ISIL", "Isis", "Daesh", "Da’esh", "Islamic State of Iraq and the Levant"]
)
def test_islamic_state_by_all_its_names(actors: ActorList, name: str) -> None:
    assert linked(actors, f"Fighters of {name} attacked.") == {name: "group:islamic-state"}


@pytest.mark.parametrize("name", ["al-Qaida", "al Qaeda", "Al-Qa'ida", "Al Qaeda", "al-Qaïda", "al‑Qaida", "Qaeda"])
def test_al_qaida_in_any_spelling(actors: ActorList, name: str) -> None:
    assert linked(actors, f"The town fell to {name} fighters.") == {name: "group:al-qaida"}


def test_the_longest_name_wins(actors: ActorList) -> None:
    text = "al-Qaeda in the Arabian Peninsula and the UN Security Council"
    assert set(linked(actors, text).values()) == {"group:aqap", "body:un-security-council"}


def test_capitals_tell_an_abbreviation_from_a_word(actors: ActorList) -> None:
    assert linked(actors, "Those who know what is right told us.") == {}
    assert linked(actors, "The WHO said so.") == {"WHO": "body:who"}
    assert linked(actors, "WHO IS NEXT? ASKED THE CROWD OUTSIDE") == {}


def test_an_ambiguous_abbreviation_needs_a_sign(actors: ActorList) -> None:
    assert linked(actors, "RSF fighters looted the town.") == {}
    assert linked(actors, "In Sudan, RSF fighters looted the town.") == {"RSF": "group:rsf"}
    text = "Reporters Without Borders said a reporter was held in Sudan. RSF asked for his release."
    assert linked(actors, text)["RSF"] == "org:reporters-without-borders"
    assert linked(actors, "Islamic State lost ground. IS retreated.")["IS"] == "group:islamic-state"


def test_a_company_called_like_a_fruit_must_be_named_in_full(actors: ActorList) -> None:
    assert linked(actors, "Apple picking began in the United States.") == {}
    text = "Shares of Apple Inc rose. Apple said so."
    assert linked(actors, text) == {"Apple Inc": "org:apple", "Apple": "org:apple"}


# --- people


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Moshe Yaalon", "person:moshe-yaalon"),
        ("Moshe Ya’alon", "person:moshe-yaalon"),
        ("Bashar al-Assad", "person:bashar-al-assad"),
        ("Bashar Al Assad", "person:bashar-al-assad"),
        ("Sergei Viktorovich Lavrov", "person:sergey-lavrov"),
        ("VLADIMIR PUTIN", "person:vladimir-putin"),
        ("Nicolás Maduro", "person:nicolas-maduro"),
        ("Nicolas Maduro", "person:nicolas-maduro"),
        ("Recep Tayyip Erdoğan", "person:recep-tayyip-erdogan"),
    ],
)
def test_a_person_by_any_spelling(actors: ActorList, name: str, identity: str) -> None:
    assert linked(actors, f"Yesterday {name} spoke.", persons=(name,)) == {name: identity}


def test_distinctive_family_names_need_no_full_name(actors: ActorList) -> None:
    text = "Mr Putin met Lavrov; Netanyahu did not."
    assert linked(actors, text) == {
        "Putin": "person:vladimir-putin",
        "Lavrov": "person:sergey-lavrov",
        "Netanyahu": "person:benjamin-netanyahu",
    }


def test_a_title_and_the_country_tell_who_assad_is(actors: ActorList) -> None:
    assert linked(actors, "In Syria, President Assad spoke.") == {"Assad": "person:bashar-al-assad"}
    assert linked(actors, "The family Assad of Beirut keeps a bakery.") == {}


def test_a_family_name_is_whom_the_article_names_in_full(actors: ActorList) -> None:
    text = "Hillary Clinton arrived. Clinton spoke. Later Bill Clinton came. Clinton smiled."
    found = actors.find(text, (), [], [])
    check(text, found)
    assert [m.actor_id for m in found] == [
        "person:hillary-clinton",
        "person:hillary-clinton",
        "person:bill-clinton",
        "person:bill-clinton",
    ]


def test_of_two_namesakes_the_one_named_more_often_is_meant_far_from_both(actors: ActorList) -> None:
    far = "It rained for a long while. " * 20
    text = f"Shinzo Abe came. {far}Shinzo Abe sat. {far}His father Shintaro Abe had been a minister. {far}Abe spoke."
    found = actors.find(text, (), people(text, "Shintaro Abe"), [])
    assert [m.actor_id for m in found][-2:] == ["person:shintaro-abe", "person:shinzo-abe"]


def test_someone_on_no_list_is_named_as_the_article_names_them(actors: ActorList) -> None:
    text = "Émile N’Dour, a baker, spoke. N’Dour smiled."
    found = actors.find(text, (), people(text, "Émile N’Dour"), [])
    check(text, found)
    assert [(m.surface, m.actor_id, m.name) for m in found] == [
        ("Émile N’Dour", "person:emile-ndour", "Émile N’Dour"),
        ("N’Dour", "person:emile-ndour", "Émile N’Dour"),
    ]


def test_a_namesake_is_somebody_else(actors: ActorList) -> None:
    assert linked(actors, "The tailor Bilal Erdogan spoke.") == {}
    assert linked(actors, "They walked down Obama Boulevard to Nelson Mandela University.") == {}
    assert linked(actors, "Chang Je-won left; Li Keqiang stayed.") == {"Li Keqiang": "person:li-keqiang"}


@pytest.mark.parametrize("name", ["Kim Young-un", "Mohammed Ahmed al-Sudani", "King Petar VI", "Sheikh Ali Al Thani"])
def test_sharing_first_and_last_word_with_someone_is_not_being_them(actors: ActorList, name: str) -> None:
    text = f"Then {name} spoke."
    (mention,) = actors.find(text, (), people(text, name), [])
    assert mention.actor_id not in actors.actors


@pytest.mark.parametrize("name", ["John F. Kerry", "Robert M. Gates", "Vladimir Vladimirovich Putin"])
def test_a_middle_name_does_not_hide_someone(actors: ActorList, name: str) -> None:
    assert next(iter(linked(actors, f"Then {name} spoke.", persons=(name,)).values())) in actors.actors


def test_he_is_no_family_name(actors: ActorList) -> None:
    assert linked(actors, "Vice Premier He Lifeng spoke. He left.") == {"He Lifeng": "person:he-lifeng"}


def test_the_family_name_comes_first_in_east_asia(actors: ActorList) -> None:
    text = "Xi Jinping met Zhou Qunfei. Xi smiled and Zhou spoke."
    assert linked(actors, text, persons=("Zhou Qunfei",)) == {
        "Xi Jinping": "person:xi-jinping",
        "Zhou Qunfei": "person:zhou-qunfei",
        "Xi": "person:xi-jinping",
        "Zhou": "person:zhou-qunfei",
    }


# --- the seed article


def test_the_seed_article_names_its_actors() -> None:
    text = SEED.read_text(encoding="utf-8")
    associative = speaks_of(text, "Russian", "Israel", "Israeli", "Moscow", "Washington", "US", "United States")
    found = ActorList.load().find(text, (), find_persons(text), associative)
    check(text, found)
    counts: dict[str, int] = defaultdict(int)
    for mention in found:
        counts[mention.name] += 1
    assert set(counts) == {
        "Russia",
        "Vladimir Putin",
        "Bashar al-Assad",
        "Sergey Lavrov",
        "Moshe Yaalon",
        "Islamic State",
        "al-Qaida",
        "NATO",
        "United Nations",
        "United States",
        "Israel",
    }
    assert counts["Sergey Lavrov"] == 4
    assert counts["Moshe Yaalon"] == 2
    assert counts["Bashar al-Assad"] == 3
    assert counts["Islamic State"] == 2


# --- a user's own list


def write(tmp_path: Path, rows: str, name: str = "mine.csv") -> Path:
    path = tmp_path / name
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def test_a_users_rows_take_effect(tmp_path: Path) -> None:
    mine = write(tmp_path, "group:grey-wolves,Grey Wolves of Ruritania,armed group,,GWR|Wolfpack\n")
    found = linked(ActorList.load(mine), "The GWR and the Wolfpack are one.")
    assert found == {"GWR": "group:grey-wolves", "Wolfpack": "group:grey-wolves"}


def test_a_users_row_extends_a_known_actor(actors: ActorList, tmp_path: Path) -> None:
    mine = write(tmp_path, "group:islamic-state,The Caliphate Gang,armed group,,Caliphaters\n")
    extended = ActorList.load(mine)
    found = extended.find("Caliphaters, or ISIS, attacked.", (), [], [])
    assert {(m.actor_id, m.name) for m in found} == {("group:islamic-state", "The Caliphate Gang")}
    assert linked(extended, "Islamic State attacked.") == {"Islamic State": "group:islamic-state"}
    assert extended.digest != actors.digest
    assert ActorList.load().digest == actors.digest


def test_a_spreadsheets_csv_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    row = 'org:acme,"Acme, Inc",organisation,us,"Acme|The Acme"\r\n'
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER.replace("\n", "\r\n") + row).encode())
    acme = ActorList.load(path).actors["org:acme"]
    assert acme == Actor("org:acme", "Acme, Inc", ActorKind.ORGANISATION, ("Acme", "The Acme"), "US")


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"actor_id,name,kind\nx:y,Y,person\n", 1, "lacks the column country, aliases"),
        (b"", 1, "lacks the column actor_id"),
        (HEADER.encode() + b"person:a,A,person,,\nperson:a,B,person,,\n", 3, "repeats the actor_id person:a of line 2"),
        (HEADER.encode() + b"no colon,A,person,,\n", 2, "write it as kind:name"),
        (HEADER.encode() + b"person:a,,person,,\n", 2, "has no name"),
        (HEADER.encode() + b"person:a,A,hero,,\n", 2, "choose one of state, person"),
        (HEADER.encode() + b"person:a,A,person,Syria,\n", 2, "write two letters"),
        (HEADER.encode() + b"person:a,A,person,,x,y\n", 2, "more cells than columns"),
        (HEADER.encode() + b'person:a,"A,person,,\n', 2, "quotation marks"),
        (HEADER.encode() + b"person:a,M\xfcller,person,,\n", 2, "is not UTF-8"),
        (HEADER.encode() + b"person:a,\x00,person,,\n", 2, "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 1, "is not UTF-8"),
        (HEADER.encode() + b"person:a," + b"x" * 10_000_000 + b",person,,\n", 2, "characters long"),
    ],
)
def test_a_broken_list_is_named_in_one_sentence(tmp_path: Path, content: bytes, line: int, says: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    begun = time.perf_counter()
    with pytest.raises(ActorListError) as error:
        ActorList.load(path)
    message = str(error.value)
    assert f"{path}, line {line}," in message
    assert says in message
    assert "\n" not in message
    assert len(message) < 300 + len(str(path))
    assert time.perf_counter() - begun < 5


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(ActorListError, match=r"nowhere\.csv can't be read"):
        ActorList.load(tmp_path / "nowhere.csv")
    with pytest.raises(ActorListError, match="can't be read"):
        ActorList.load(tmp_path)


# --- properties


def awkward_texts() -> st.SearchStrategy[str]:
    pieces = st.sampled_from(
        "Putin|Vladimir|al-Qaida|U.S.|US|’s|'s|-|–| |  |\n|.|,|Mr|President|Assad|ISIS|Kim Jong-un|Müller|İ|ß|中国|"
        "Путин|ﬁ|🙂|\u200b|\u0301|e\u0301|Ya'alon|Russian|Islamic State|He|MOSCOW|“|”|0|’".split("|")
    )
    return st.lists(pieces, max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(text=awkward_texts())
def test_offsets_are_exact_whatever_the_text(actors: ActorList, text: str) -> None:
    persons = find_persons(text)
    for entity in persons:
        assert text[entity.start : entity.end] == entity.surface != ""
    mentions = actors.find(text, (), persons, speaks_of(text, "Russian", "MOSCOW", "US"))
    check(text, mentions)


@settings(max_examples=60, deadline=None)
@given(text=awkward_texts(), data=st.data())
def test_any_entity_and_any_toponym_is_borne(actors: ActorList, text: str, data: st.DataObject) -> None:
    def span() -> tuple[int, int]:
        start = data.draw(st.integers(0, len(text)))
        return start, data.draw(st.integers(start, len(text)))

    (a, b), (c, d) = span(), span()
    entities = [Entity(a, b, text[a:b], EntityKind.PERSON)]
    end = 0
    for mention in actors.find(text, (), entities, [Toponym(c, d, text[c:d], Role.ASSOCIATIVE)]):
        assert text[mention.start : mention.end] == mention.surface != ""
        assert mention.start >= end
        end = mention.end


def test_words_are_cut_where_the_text_has_them() -> None:
    text = "The U.S.-led Ya’alon al-Qaida’s end"
    words = cut(text)
    assert words.keys == ["the", "us", "led", "yaalon", "al", "qaida", "s", "end"]
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == words.surfaces


@pytest.mark.parametrize(
    "piece",
    [
        "Vladimir Putin-led Abdel Shakour{n} met Putin. ",
        "al-al-al-al- ",
        "Jo{n} Silva Costa, Jo Silva{n} and Silva. ",
        "Clinton ",
        "ISIS ISIS and IS. ",
        "Mr " * 30,
        "a" * 500,
    ],
)
def test_ten_times_the_text_takes_not_much_more_than_ten_times_as_long(actors: ActorList, piece: str) -> None:
    def seconds(times: int) -> float:
        text = "".join(piece.replace("{n}", "abcdefghij"[i % 10] + "xyzuvw"[i // 10 % 6] * 3) for i in range(times))
        best = 9e9
        for _ in range(2):
            begun = time.process_time()
            actors.find(text, (), find_persons(text), [])
            best = min(best, time.process_time() - begun)
        return best

    seconds(50)
    assert seconds(2000) < 40 * max(seconds(200), 0.03)  # squared time takes seconds here, a busy machine does not


def test_a_presidents_wife_is_not_the_president(actors: ActorList) -> None:
    text = "Bilal Erdogan spoke. Erdogan smiled."
    found = actors.find(text, (), people(text, "Bilal Erdogan"), [])
    assert {m.actor_id for m in found} == {"person:bilal-erdogan"}
    text = "Donald Trump came with Melania Trump. Trump smiled."
    assert [m.actor_id for m in actors.find(text, (), [], [])][-1] == "person:donald-trump"
    text = "Emine Erdogan came; President Erdogan stayed."
    found = actors.find(text, (), people(text, "Emine Erdogan"), [])
    assert [m.actor_id for m in found] == ["person:emine-erdogan", "person:recep-tayyip-erdogan"]


def test_finding_takes_a_few_milliseconds_at_most(actors: ActorList) -> None:
    text = SEED.read_text(encoding="utf-8")
    actors.find(text, (), [], [])
    best = min(_seconds(actors, text) for _ in range(5))
    assert best < 0.02


def _seconds(actors: ActorList, text: str) -> float:
    begun = time.perf_counter()
    actors.find(text, (), [], [])
    return time.perf_counter() - begun
