"""What a press does: selecting never moves the map, going does, and nonsense from a browser does nothing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.query import Reports
from geo.records import Filters, Focus
from geo.view.acts import act
from geo.view.link import Base, Order, Selection, Sort, View
from geo.view.loosening import loosen
from geo.view.panel import panel_data
from geo.view.state import PAGE, State
from geo.view.strip import strip_data
from tests.view import sample

TARTUS = sample.TARTUS.place_id


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    path: Path = tmp_path_factory.mktemp("acts") / "store.sqlite"
    seed = replace(sample.seed(), focus=(Focus(sample.SYRIA, 0.6),))
    return Reports(sample.fill(path, [seed, *sample.dated()]))


def test_selecting_a_place_shows_it_and_leaves_map_and_filters_alone(reports: Reports) -> None:
    state = State()
    assert not act({"do": "place", "id": TARTUS}, state, reports)
    assert state.view == View(selected=Selection(Sort.PLACE, TARTUS))
    assert state.going is None


def test_going_to_a_place_moves_the_map_once_for_each_press(reports: Reports) -> None:
    state = State()
    act({"do": "go", "ids": [TARTUS]}, state, reports)
    assert state.going is not None
    first = state.going.number
    frame = state.going.frame
    assert frame is not None
    assert frame.box.south < sample.TARTUS.lat < frame.box.north
    act({"do": "go", "ids": [TARTUS]}, state, reports)
    assert state.going.number == first + 1


def test_going_to_a_sentence_with_two_places_shows_both_and_selects_neither(reports: Reports) -> None:
    state = State()
    act({"do": "go", "ids": [TARTUS, sample.LATAKIA.place_id]}, state, reports)
    assert state.going is not None
    assert state.going.frame is not None
    box = state.going.frame.box
    assert box.south <= sample.TARTUS.lat < sample.LATAKIA.lat <= box.north
    assert state.view.selected is None


def test_a_sentence_with_two_places_is_one_excerpt(reports: Reports) -> None:
    data = panel_data(reports, State(), reports.by_place(Filters()))
    excerpts: Any = data["cards"]
    ships = [card for card in excerpts if "".join(s["t"] for s in card["segments"]) == "Ships left Tartus for Latakia."]
    assert [sorted(place["name"] for place in card["places"]) for card in ships] == [["Latakia", "Tartus"]]
    assert [s["t"] for s in ships[0]["segments"] if s.get("s") == "place"] == ["Tartus", "Latakia"]


def test_an_actor_becomes_a_filter_and_keeps_the_others(reports: Reports) -> None:
    state = State(view=View(Filters(text="naval")))
    assert act({"do": "actor", "id": "state:ru"}, state, reports)
    assert state.view.filters == Filters(text="naval", actors=("state:ru",))


def test_a_chip_takes_its_own_filter_away(reports: Reports) -> None:
    state = State(view=View(Filters(actors=("state:ru", "body:nato"), literal_only=False)))
    assert act({"do": "drop", "name": "actor", "value": "state:ru"}, state, reports)
    assert state.view.filters.actors == ("body:nato",)
    assert act({"do": "drop", "name": "literal", "value": ""}, state, reports)
    assert state.view.filters.literal_only


def test_what_an_article_is_about_becomes_a_filter_with_a_chip_of_its_own(reports: Reports) -> None:
    state = State()
    act({"do": "read", "id": "seed"}, state, reports)
    facts: Any = panel_data(reports, state, reports.by_place(Filters()))["facts"]
    assert act(facts[0]["items"][0]["act"], state, reports)
    assert state.view.filters == Filters(about=(sample.SYRIA.place_id,))
    assert {report.article_id for report in reports.reports(state.asked)} == {"seed"}
    chips: Any = strip_data(reports, state, reports.totals(state.asked), {})["chips"]
    assert [chip["text"] for chip in chips] == ["Articles about Syria"]
    assert act(chips[0]["act"], state, reports)
    assert state.view.filters == Filters()


def test_an_actor_is_looked_for_in_the_whole_article_where_that_is_asked(reports: Reports) -> None:
    state = State(view=View(Filters(actors=("person:sergey-lavrov",), places=(TARTUS,))))
    assert reports.totals(state.asked).reports == 0
    ways = {way.name: way.reports for way in loosen(reports, state.asked)}
    assert ways["anywhere"] == 1
    assert act({"do": "drop-all", "name": "anywhere"}, state, reports)
    assert state.view.filters.actors_anywhere
    assert reports.totals(state.asked).reports == 1
    chips: Any = strip_data(reports, state, reports.totals(state.asked), {})["chips"]
    assert "Actors anywhere in the article" in [chip["text"] for chip in chips]
    assert act({"do": "drop", "name": "anywhere", "value": ""}, state, reports)
    assert not state.view.filters.actors_anywhere


def test_back_leads_to_what_was_selected_before(reports: Reports) -> None:
    state = State()
    act({"do": "place", "id": TARTUS}, state, reports)
    act({"do": "read", "id": "seed"}, state, reports)
    assert state.view.selected == Selection(Sort.ARTICLE, "seed")
    act({"do": "back"}, state, reports)
    assert state.view.selected == Selection(Sort.PLACE, TARTUS)
    act({"do": "back"}, state, reports)
    assert state.view.selected is None


def test_more_shows_more_and_a_new_filter_begins_at_the_top(reports: Reports) -> None:
    state = State()
    act({"do": "more"}, state, reports)
    assert state.shown == 2 * PAGE
    act({"do": "actor", "id": "state:ru"}, state, reports)
    assert state.shown == PAGE


def test_order_base_map_and_countries_are_chosen_from_what_there_is(reports: Reports) -> None:
    state = State()
    act({"do": "order", "value": "certain"}, state, reports)
    act({"do": "base", "value": "osm"}, state, reports)
    act({"do": "countries", "value": False}, state, reports)
    act({"do": "base", "value": "https://evil.example"}, state, reports)
    assert (state.view.order, state.view.base, state.view.countries) == (Order.CERTAIN, Base.OSM, False)


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
DEEDS = (
    "place box read go go-article zoom-box fit home back clear more order base countries actor filter-place drop "
    "drop-all clear-all source about-place"
).split()


@given(
    st.sampled_from(DEEDS),
    st.dictionaries(st.sampled_from(["id", "ids", "box", "value", "name", "n"]), anything, max_size=4),
)
def test_nonsense_from_a_browser_is_no_error(reports: Reports, deed: str, rest: dict[str, Any]) -> None:
    act({"do": deed} | rest, State(), reports)
    act(rest, State(), reports)


def test_the_filter_whose_loosening_helps_is_named_with_what_it_would_bring(reports: Reports) -> None:
    ways = loosen(reports, Filters(text="cyclone", actors=("state:ru",)))
    assert [(way.name, way.reports) for way in ways][-1] == ("actor", 1)
    assert {way.name for way in ways} == {"actor", "text"}


def test_the_panel_of_a_place_reads_its_own_sentence(reports: Reports) -> None:
    state = State(view=View(selected=Selection(Sort.PLACE, TARTUS)))
    panel = panel_data(reports, state, reports.by_place(Filters()))
    cards: Any = panel["cards"]
    texts = ["".join(s["t"] for s in card["segments"]) for card in cards]
    assert "Russia maintains a naval base at Tartus, just 50 miles south of Latakia." in texts
    assert all(any(s.get("s") == "place" and s["t"] == "Tartus" for s in card["segments"]) for card in cards)
    assert panel["title"] == "Tartus"


def test_the_panel_of_a_country_says_that_it_includes_what_lies_in_it(reports: Reports) -> None:
    state = State(view=View(selected=Selection(Sort.PLACE, sample.SYRIA.place_id)))
    notes: Any = panel_data(reports, state, reports.by_place(Filters()))["notes"]
    assert notes[1] == "With the 4 places reported inside it."


def test_an_unknown_selection_falls_back_to_all_excerpts(reports: Reports) -> None:
    for selection in (Selection(Sort.PLACE, "geonames:0"), Selection(Sort.ARTICLE, "gone")):
        state = State(view=View(selected=selection))
        assert panel_data(reports, state, reports.by_place(Filters()))["title"] == "Excerpts"


def test_an_empty_store_names_the_command_that_fills_it(tmp_path: Path) -> None:
    reports = Reports(sample.fill(tmp_path / "empty.sqlite", []))
    empty: Any = panel_data(reports, State(), reports.by_place(Filters()))["empty"]
    assert empty["command"] == "python -m geo ingest PATH"
