"""A dateline says where an article was filed; what only looks like one says nothing of the kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.records import ActorKind, Role
from geo.text import ActorList, TextFinder
from geo.text.dateline import DatelineFinder
from geo.text.sentences import split_sentences
from geo.text.tokens import tokenise
from geo.text.words import abbreviations, shipped_word_lists

BODY = "Planes landed on the coast on Monday, and officials said that more would follow."


@pytest.fixture(scope="module")
def datelines(real_gazetteer: Gazetteer) -> DatelineFinder:
    return DatelineFinder(real_gazetteer, shipped_word_lists(), abbreviations())


@pytest.fixture(scope="module")
def finder(real_gazetteer: Gazetteer) -> TextFinder:
    return TextFinder(real_gazetteer, ActorList.load())


def named(datelines: DatelineFinder, text: str) -> list[str]:
    found = datelines.find(text, split_sentences(text, tokenise(text)))
    return [text[start:end] for line in found for start, end, _ in line.places]


def filed(finder: TextFinder, text: str) -> list[str]:
    return [t.surface for t in finder.find(text).toponyms if t.role is Role.FILED]


@pytest.mark.parametrize(
    ("head", "places"),
    [
        ("BEIRUT (AP) — ", ["BEIRUT"]),
        ("BEIRUT, Lebanon (Reuters) - ", ["BEIRUT", "Lebanon"]),
        ("DAMASCUS, Syria, March 3 (UPI) -- ", ["DAMASCUS", "Syria"]),
        ("Moscow, 12 May (Interfax) ", ["Moscow"]),
        ("GENEVA/NEW YORK — ", ["GENEVA", "NEW YORK"]),
        ("ABUJA – ", ["ABUJA"]),
        ("(CNN) Beirut — ", ["Beirut"]),
        ("KUALA LUMPUR: ", ["KUALA LUMPUR"]),
        ("KUWAIT: ", ["KUWAIT"]),
        ("LONDON, England (CNN) --", ["LONDON", "England"]),
        ("Beirut — ", ["Beirut"]),
        ("Beirut- ", ["Beirut"]),
        ("(Beirut, March 3, 2015) – ", ["Beirut"]),
        ("BERLIN (dpa) - ", ["BERLIN"]),
        ("TBILISI and YEREVAN, 3 June (IPS) - ", ["TBILISI", "YEREVAN"]),
        ("Gulu & Kampala, Uganda, Jun 14 2022 (IPS) - ", ["Gulu", "Kampala", "Uganda"]),
        ("CAIRO – 26 July 2022: ", ["CAIRO"]),
        ("HOUMA, La. — ", ["HOUMA", "La."]),
        ("HOUMA, La. (AP) — ", ["HOUMA", "La."]),
        ("PORT-AU-PRINCE, Haiti — ", ["PORT-AU-PRINCE", "Haiti"]),
        ("NEAR MOSUL, Iraq — ", ["MOSUL", "Iraq"]),
        ("BEYROUTH, 3 mars (AFP) – ", ["BEYROUTH"]),
        ("MADRID, 3 mar (EFE).- ", ["MADRID"]),
        ("PARIS, le 3 mars – ", ["PARIS"]),
        ("Berlin (dpa) | ", ["Berlin"]),
        ("بيروت (رويترز) - ", ["بيروت"]),
        ("МОСКВА, 12 мая (Интерфакс) — ", ["МОСКВА"]),
        ("TRIPOLI, Libya \x97 ", ["TRIPOLI", "Libya"]),
        ("TRIPOLI, Libya (AP) ", ["TRIPOLI", "Libya"]),
        ("Bangkok--13 Mar--", ["Bangkok"]),
        ("AFP.- London -", ["London"]),
        ("NEW YORK, March 3, 2015 /PRNewswire/ -- ", ["NEW YORK"]),
        ("Ulaanbaatar /MONTSAME/. ", ["Ulaanbaatar"]),
    ],
)
def test_the_places_of_a_dateline_are_where_an_article_was_filed(
    finder: TextFinder, datelines: DatelineFinder, head: str, places: list[str]
) -> None:
    assert named(datelines, head + BODY) == places
    assert filed(finder, head + BODY) == places


@pytest.mark.parametrize(
    "opening",
    [
        "AMERICA FIRST — ",
        "BREAKING — ",
        "Q&A: ",
        "NEW YORK TIMES — ",
        "WEATHER — ",
        "OPINION: ",
        "SYRIA — ",
        "UKRAINE: ",
        "JORDAN — ",
        "Jordan — ",
        "Beirut: ",
        "Beirut, ",
        "Beirut (population two million) was quiet. ",
        "(CNN) -- ",
        "AFP - ",
        "GAZETTE TODAY (EFE) ",
        "Boris Johnson, 57 — ",
        "In Beirut — ",
    ],
)
def test_a_label_or_a_topic_is_no_dateline(datelines: DatelineFinder, opening: str) -> None:
    assert named(datelines, opening + BODY) == []


@pytest.mark.parametrize(
    "headline",
    [
        "LONDON — PARIS IN TWO HOURS: A NEW TRAIN",
        "Liverpool – Chelsea 2-1",
        "BEIRUT — the city that never sleeps",
        "London - Paris - Berlin",
    ],
)
def test_a_headline_with_a_dash_is_no_dateline(datelines: DatelineFinder, headline: str) -> None:
    assert named(datelines, f"{headline}\n\n{BODY}") == []


def test_a_town_in_small_letters_before_a_colon_is_a_dateline_where_a_paragraph_follows(
    datelines: DatelineFinder,
) -> None:
    assert named(datelines, f"Muscat: {BODY} {BODY}") == ["Muscat"]
    assert named(datelines, f"Muscat: {BODY}\n{BODY}") == []
    assert named(datelines, f"{BODY}\n" * 15 + f"Muscat: {BODY} {BODY}") == []


def test_a_dateline_may_follow_a_headline_and_a_byline(datelines: DatelineFinder) -> None:
    text = f"Planes land on the coast\nBy Jane Doe, Associated Press\nUpdated 3 March\n\nBEIRUT (AP) — {BODY}"
    assert named(datelines, text) == ["BEIRUT"]
    assert named(datelines, f"Planes land in Latakia. ANKARA — {BODY}") == ["ANKARA"]
    assert named(datelines, f"Bridge stays shut, state says. HOUMA, La. — {BODY}") == ["HOUMA", "La."]


def test_each_piece_of_a_digest_has_its_dateline(datelines: DatelineFinder) -> None:
    text = f"BEIRUT (AP) — {BODY}\n___\nANKARA, Turkey (AP) — {BODY}\n___\nCAIRO — {BODY}"
    assert named(datelines, text) == ["BEIRUT", "ANKARA", "Turkey", "CAIRO"]


def test_a_name_in_small_letters_before_a_dash_within_an_article_is_no_dateline(datelines: DatelineFinder) -> None:
    assert named(datelines, f"{BODY}\n\n" * 15 + f"Beirut — {BODY}") == []


def test_the_same_place_in_the_body_stays_what_it_is(finder: TextFinder) -> None:
    found = finder.find("BEIRUT (AP) — Two blasts shook Beirut on Monday, police said.").toponyms
    assert [(t.surface, t.role) for t in found] == [("BEIRUT", Role.FILED), ("Beirut", Role.LITERAL)]


def test_a_capital_in_a_dateline_is_no_state_and_its_agency_no_actor(finder: TextFinder) -> None:
    actors = finder.find(f"MOSCOW (AP) — {BODY}").actors
    assert actors == ()
    acting = finder.find("MOSCOW (AP) — Moscow warned on Monday that it would send more planes.").actors
    assert [(a.kind, a.start) for a in acting] == [(ActorKind.STATE, 14)]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "BEIRUT",
                "Lebanon",
                ",",
                ", ",
                "/",
                " and ",
                "(AP)",
                " — ",
                "--",
                "- ",
                ": ",
                "March 3",
                "\n",
                ".",
                "(",
                ")",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_any_jumble_of_a_dateline_gives_exact_offsets(finder: TextFinder, head: str) -> None:
    text = head + BODY
    assert all(text[t.start : t.end] == t.surface for t in finder.find(text).toponyms)
