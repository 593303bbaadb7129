"""What is said, in which language: counts in the right form, dates in the right order, hostile text as it is."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo.query import Reports
from geo.records import Filters
from geo.view.cards import cards
from geo.view.link import View, read_link, write_link
from geo.view.panel import panel_data
from geo.view.plurals import FORMS, form
from geo.view.saying import count, languages, matching, say, speak, speaking, spoken_language, words
from geo.view.state import State
from geo.view.words import actor_name, called, country_name, day, kind_name, stretch, where
from tests.view import sample
from tests.view.test_page import run, state_of

BASEMAP = Path(__file__).parents[2] / "geo" / "data" / "basemap"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", {0: "other", 1: "one", 2: "other", 1_000_000: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other", 1_000_000: "many"}),
        ("es", {0: "other", 1: "one", 2: "other", 2_000_000: "many"}),
        ("ru", {0: "many", 1: "one", 2: "few", 5: "many", 11: "many", 12: "many", 21: "one", 22: "few", 111: "many"}),
        ("pl", {1: "one", 2: "few", 5: "many", 12: "many", 21: "many", 22: "few"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other", 103: "few"}),
        ("fa", {0: "one", 1: "one", 2: "other"}),
        ("zh", {1: "other", 2: "other"}),
    ],
)
def test_counted_words_take_the_form_that_unicode_gives_them(language: str, expected: dict[int, str]) -> None:
    assert {n: form(language, n) for n in expected} == expected


@given(st.sampled_from(sorted(FORMS)), st.integers(0, 10**9))
def test_every_number_has_a_form_that_the_language_has(language: str, n: int) -> None:
    assert form(language, n) in FORMS[language]


def test_counts_and_kinds_are_said_in_the_language() -> None:
    assert [say("count.reports", n=n) for n in (0, 1, 1234)] == ["0 reports", "1 report", "1\u202f234 reports"]
    assert where("town", "Latakia", "SY") == "town in Latakia, Syria"
    with speaking("fr"):
        assert [say("count.reports", n=n) for n in (0, 1, 1234)] == ["0 mention", "1 mention", "1\u202f234 mentions"]
        assert say("count.reports", n=2_000_000) == "2\u202f000\u202f000 de mentions"
        assert where("town", "Latakia", "SY") == "ville, Latakia, Syrie"
        assert kind_name("airbase") == "base aérienne"
    assert spoken_language() == "en"


def test_days_are_said_in_the_language() -> None:
    first, last = date(2015, 10, 1), date(2015, 12, 12)
    assert (day(first), day(None)) == ("1 October 2015", "undated")
    assert stretch(first, last) == "1 Oct 2015 to 12 Dec 2015"
    assert (stretch(first, first), stretch(None, last), stretch(None, None)) == (
        "1 Oct 2015",
        "Until 12 Dec 2015",
        "",
    )
    with speaking("fr"):
        assert (day(first), day(last)) == ("1er octobre 2015", "12 décembre 2015")
        assert stretch(first, last) == "du 1er oct. 2015 au 12 déc. 2015"


def test_only_countries_and_their_states_are_renamed_and_only_elsewhere_than_in_english() -> None:
    assert called("Syria", "country", "SY") == "Syria"
    with speaking("fr"):
        assert called("Syria", "country", "SY") == "Syrie"
        assert called("Latakia", "town", "SY") == "Latakia"
        assert called("Palmyrene Empire", "country", "") == "Palmyrene Empire"
        assert country_name("XX") == "XX"
        assert actor_name("state:ru", "Russia") == "Russie"
        assert actor_name("state:gb-sct", "Scotland") == "Scotland"
        assert actor_name("person:ru", "Ru") == "Ru"
    assert actor_name("state:ru", "Russia") == "Russia"


def test_countries_have_names_in_every_language_of_the_interface() -> None:
    for language in languages():
        with speaking(language):
            named = {country_name(code) for code in ("SY", "RU", "US", "DE", "CN", "XK")}
        assert len(named) == 6
        assert ("Russia" in named) == (language == "en")


@given(st.text(max_size=40))
def test_text_from_outside_is_said_as_it_is(text: str) -> None:
    assert say("chip.text", text=text) == f"Articles with “{text}”"


def test_a_language_that_lacks_a_string_says_it_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = json.dumps(languages()["en"])
    (tmp_path / "en.json").write_text(english)
    (tmp_path / "ru.json").write_text('{"filters.place": "Место"}')
    monkeypatch.setattr("geo.view.saying._FOLDER", tmp_path)
    languages.cache_clear()
    try:
        with speaking("ru"):
            assert say("filters.place") == "Место"
            assert say("filters.actor") == "Actor"
            assert say("count.reports", n=5) == "5 reports"
    finally:
        languages.cache_clear()


def test_a_language_that_is_none_of_ours_is_english() -> None:
    with speaking("en"):
        speak("tlh")
        assert spoken_language() == "en"
    assert [matching(locale) for locale in ("fr-CA", "fr_FR", "FR", "tlh", "", "../en")] == [
        "fr",
        "fr",
        "fr",
        "",
        "",
        "",
    ]


def test_a_script_gets_its_strings_and_no_others() -> None:
    with speaking("fr"):
        data: Any = words("player")
    assert (data["language"], data["direction"]) == ("fr", "ltr")
    assert {key.partition(".")[0] for key in data["strings"]} == {"player", "number", "list"}
    assert data["strings"]["player.stop"] == "Arrêter"


def test_the_language_is_in_the_link_only_where_it_was_chosen() -> None:
    assert write_link(View(language="fr")) == {"lang": ["fr"]}
    assert read_link({"lang": ["fr"]}) == (View(language="fr"), ())
    for nonsense in ("tlh", "../en", "<script>"):
        assert read_link({"lang": [nonsense]}) == (View(), ("lang",))
    assert State(locale="fr-CA").language == "fr"
    assert State(view=View(language="en"), locale="fr-CA").language == "en"
    assert State(locale="tlh").language == "en"


def test_the_panel_speaks_while_articles_stay_as_they_are(tmp_path: Path) -> None:
    reports = Reports(sample.fill(tmp_path / "store.sqlite", [sample.seed(), *sample.dated()]))
    with speaking("fr"):
        data: Any = panel_data(reports, State(), reports.by_place(Filters()))
        syria: Any = cards(reports.reports(Filters(places=(sample.SYRIA.place_id,), text="naval")))
    assert [tab["text"] for tab in data["tabs"]] == ["Extraits", "Lieux", "Acteurs", "Médias", "Qui est où"]
    assert data["cards"][0]["day"] == "1er octobre 2015"
    sentence = "Ships left Tartus for Latakia."
    assert sentence in ["".join(s["t"] for s in card["segments"]) for card in data["cards"]]
    assert any(place["name"] == "Syrie" and place["where"] == "pays" for card in syria for place in card["places"])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("saying") / "store.sqlite"
    sample.fill(path, sample.dated()).close()
    return str(path)


def test_a_link_in_french_is_a_page_in_french(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    page = run(monkeypatch, store, lang="fr", place="\0")
    assert page.text_input(key="dl_text").label == "Chercher dans les articles"
    assert page.selectbox(key="dl_language0").value == "fr"
    assert state_of(page).notes == ("Une partie du lien est illisible et a été ignorée\u00a0: place.",)


def test_a_language_is_chosen_among_the_filters_and_goes_into_the_link(
    monkeypatch: pytest.MonkeyPatch, store: str
) -> None:
    page: AppTest = run(monkeypatch, store, q="Suva")
    page.selectbox(key="dl_language0").set_value("fr").run()
    assert page.text_input(key="dl_text").label == "Chercher dans les articles"
    assert dict(page.query_params) == {"q": "Suva", "lang": "fr"}
    page.selectbox(key="dl_language0").set_value("en").run()
    assert page.text_input(key="dl_text").label == "Search the articles"


def test_an_error_is_said_with_its_remedy_under_a_title_in_the_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"nonsense" * 100)
    page = run(monkeypatch, str(tmp_path / "broken.sqlite"), lang="fr")
    shown = " ".join(str(block.proto.body) for block in page.get("html"))
    assert "Le tableau de bord ne peut pas s’afficher" in shown
    assert '<p lang="en">' in shown
    assert "broken.sqlite" in shown


def test_numbers_are_written_by_one_function() -> None:
    assert [count(n) for n in (0, 999, 1000, 1_234_567)] == ["0", "999", "1\u202f000", "1\u202f234\u202f567"]


def test_the_built_in_map_names_places_in_every_language_of_the_interface() -> None:
    labels = json.loads((BASEMAP / "labels.json").read_text("utf-8"))["features"]
    for language in languages():
        known = {p["name"]: p.get(f"name_{language}") for p in (label["properties"] for label in labels)}
        if language == "fr":
            assert [known[name] for name in ("Syria", "Black Sea", "Indian Ocean", "Latakia", "Beirut")] == [
                "Syrie",
                "Mer Noire",
                "Océan Indien",
                "Lattaquié",
                "Beyrouth",
            ]
        assert language == "en" or sum(name is not None for name in known.values()) > 500
