import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer, fold
from tests.gazetteer.making import a_place, make_gazetteer

NAMES = [
    "Israel", "Gaza", "Tokyo", "New York", "New York City", "York", "St. Louis", "St. John's", "Saint John",
    "Washington", "Washington D.C.", "San Francisco", "Mount Hermon", "Land's End", "Deir ez-Zor", "Hawai'i",
    "莫斯科", "俄罗斯", "กรุงเทพมหานคร", "서울", "부산", "Латакия", "اللاذقية", "Paris", "Petersburg",
    "Saint Petersburg", "Netherlands", "The Hague", "Guinea-Bissau", "Bosnia and Herzegovina", "Los Angeles",
    "Rio", "Rio Grande", "Grande",
]  # fmt: skip


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    us = a_place("United States", "US", "U.S.", "USA", country="US", trusted=True)
    raqqa = a_place("Ar Raqqah", "LON", "Rakka")
    calif = a_place("California", "Calif.", country="US")
    moscow = a_place("Moscow", "mo si ke", "MOW", country="RU")
    assads = a_place("Assads", country="BE")
    canada = a_place("Canada", "Canadas", "The Canada", country="CA")
    towns = [a_place(name, country="XX") for name in NAMES]
    return make_gazetteer(tmp_path_factory.mktemp("places"), [*towns, us, raqqa, calif, moscow, canada, assads])


def found(places: Gazetteer, text: str) -> list[str]:
    matches = places.scan(text)
    for match in matches:
        assert fold(text[match.start : match.end]) == places.name(match.name_id)
    return [text[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("New York City is in New York, not York.", ["New York City", "New York", "York"]),
        ("Israel’s and Israel's and ISRAEL'S", ["Israel", "Israel", "ISRAEL"]),
        ("US-led, Tokyo-based, Israel-Gaza", ["US", "Tokyo", "Israel", "Gaza"]),
        ("the U.S. said; the U.S.’s; the U.S.-led", ["U.S.", "U.S.", "U.S."]),
        ("in Washington D.C. today", ["Washington D.C."]),
        ("in Washington, D.C. today", ["Washington"]),
        ("St. Louis and St Louis and Saint Louis", ["St. Louis", "St Louis", "Saint Louis"]),
        ("He was a saint. Petersburg is far.", ["Petersburg"]),
        ("St. John's harbour, Land’s End", ["St. John's", "Land’s End"]),
        ("Mt. Hermon, Mount Hermon, mount hermon", ["Mt. Hermon", "Mount Hermon", "mount hermon"]),
        (
            "from Deir al-Zor to al-Raqqa, Ar Raqqah, al Raqqa and Raqqa",
            ["Deir al-Zor", "al-Raqqa", "Ar Raqqah", "al Raqqa", "Raqqa"],
        ),
        ("Hawaii, Hawai’i, HAWAIʻI’s", ["Hawaii", "Hawai’i", "HAWAIʻI"]),
        ("in Calif. and California.", ["Calif.", "California"]),
        (
            "San\nFrancisco, San  Francisco, San \r\n Francisco",
            ["San\nFrancisco", "San  Francisco", "San \r\n Francisco"],
        ),
        ("San\n\nFrancisco; San, Francisco; San. Francisco; San/Francisco; San (Francisco)", []),
        ("Guinea–Bissau and Guinea Bissau", ["Guinea–Bissau", "Guinea Bissau"]),
        ("Bosnia & Herzegovina", ["Bosnia & Herzegovina"]),
        ("Rio. Grande", ["Rio", "Grande"]),
        ("Canada's Canadas", ["Canada", "Canadas"]),
        ("Canadas's, Assad's", ["Canadas"]),
        ("the Netherlands, The Hague", ["Netherlands", "The Hague"]),
        ("俄罗斯总统在莫斯科会见", ["俄罗斯", "莫斯科"]),
        ("ที่กรุงเทพมหานครเป็น", ["กรุงเทพมหานคร"]),
        ("서울에서 부산까지, 서울", ["서울", "부산", "서울"]),
        ("в Латакия; اللاذقيه", ["Латакия", "اللاذقيه"]),
        ("莫斯科Tokyo", ["莫斯科", "Tokyo"]),
        ("Parisian Yorkshire Newyork usable", []),
        ("Le Paris 1234 5", ["Paris"]),
        ("", []),
        ("Los Angeles", ["Los Angeles"]),
        ("Los", []),
    ],
)
def test_names_are_found_as_a_reader_finds_them(places: Gazetteer, text: str, names: list[str]) -> None:
    assert found(places, text) == names


def test_codes_and_machine_romanisations_are_looked_up_but_not_found_in_text(places: Gazetteer) -> None:
    assert found(places, "LON MOW mo si ke") == []
    assert [place.name for place in places.lookup("MOW")] == ["Moscow"]
    assert [place.name for place in places.lookup("mo si ke")] == ["Moscow"]


def test_a_first_name_like_an_article_brings_no_shorter_name(tmp_path: Path) -> None:
    small = make_gazetteer(
        tmp_path, [a_place("Al Gore", country="US"), a_place("El Salvador", "El-Salvador", country="SV")]
    )
    assert small.lookup("Gore") == small.lookup("Salvador") == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(data=st.data())
def test_offsets_are_exact_in_any_text(places: Gazetteer, data: st.DataObject) -> None:
    piece = st.one_of(
        st.sampled_from([*NAMES, "U.S.", "al-Raqqa", "ar-Raqqah", "Calif.", "the"]),
        st.sampled_from(
            [" ", "\n", "\n\n", ", ", ". ", "-", "'s", "’s ", ".", "İ", "ß", "é", "e\u0301", "\u200f", "京", "ﬁ"]
        ),
        st.text(max_size=4),
    )
    text = "".join(data.draw(st.lists(piece, max_size=14)))
    end = 0
    for match in places.scan(text):
        assert end <= match.start < match.end <= len(text)
        assert match.end - match.start >= 2
        assert fold(text[match.start : match.end]) == places.name(match.name_id)
        end = match.end


def test_scanning_remembers_words_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = make_gazetteer(tmp_path, [a_place("New York City")])
    monkeypatch.setattr("geo.gazetteer.scanning._REMEMBERED", 10)
    text = " ".join(f"word{number} New York in{number}" for number in range(100)) + " New York City"
    assert found(places, text)[-1] == "New York City"
    assert 0 < len(places._scanner._words) <= 10
    assert 0 < len(places._scanner._phrases) <= 10


@pytest.mark.parametrize(
    "text",
    [
        "New" + " " * 300_000 + ", York",
        "New York " * 30_000,
        "a." * 150_000 + "b",
        "a" + "'" * 300_000 + " b",
        "a" * 300_000,
        "e" + "\u0301" * 300_000,
        "莫" * 100_000,
        "ำ" * 30_000,
        "al-" * 100_000,
        "\n" * 300_000,
        "😀" * 100_000,
    ],
    ids=lambda text: repr(text[:5]),
)
def test_a_hostile_text_takes_no_longer_than_its_length_warrants(places: Gazetteer, text: str) -> None:
    began = time.process_time()
    places.scan(text)
    assert time.process_time() - began < 5
