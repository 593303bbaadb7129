"""The pages of actors and places, and the lists: what they say, and where they lead."""

from pathlib import Path
from typing import Any

import pytest

from geo.query import Reports
from geo.records import Filters
from geo.view.acts import act
from geo.view.link import Listing, Selection, Sort, View, read_link, write_link
from geo.view.panel import panel_data
from geo.view.state import State
from tests.view import sample

RUSSIA = sample.RUSSIAN.actor_id


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    path: Path = tmp_path_factory.mktemp("about") / "store.sqlite"
    return Reports(sample.fill(path, [sample.seed(), *sample.dated()]))


def drawn(reports: Reports, state: State) -> dict[str, Any]:
    return panel_data(reports, state, reports.by_place(state.asked))


def test_an_actor_s_page_says_where_and_with_whom(reports: Reports) -> None:
    state = State()
    act({"do": "about", "id": RUSSIA}, state, reports)
    page = drawn(reports, state)
    assert (page["title"], page["sub"]) == ("Russia", "State")
    facts = {fact["label"]: [item["text"] for item in fact["items"]] for fact in page["facts"]}
    asked = Filters(actors=(RUSSIA,))
    assert facts["Where"] == reports.by_place(asked)["name"].head(6).tolist()
    assert set(facts["With"]) == set(reports.by_actor(asked)["name"].head(7)) - {"Russia"}
    assert state.view.filters == Filters()


def test_an_actor_who_passes_no_filter_says_which_one_to_loosen(reports: Reports) -> None:
    state = State(view=View(Filters(text="thiswordisnowhere"), selected=Selection(Sort.ACTOR, RUSSIA)))
    page = drawn(reports, state)
    assert page["cards"] == []
    assert any(action["act"] == {"do": "drop-all", "name": "text"} for action in page["empty"]["actions"])


def test_a_place_s_page_says_who_is_named_there(reports: Reports) -> None:
    state = State(view=View(selected=Selection(Sort.PLACE, sample.LATAKIA.place_id)))
    page = drawn(reports, state)
    who = [item["text"] for fact in page["facts"] if fact["label"] == "Who" for item in fact["items"]]
    assert who == reports.by_actor(Filters(places=(sample.LATAKIA.place_id,)))["name"].head(6).tolist()


def test_bars_show_when_and_stay_inside_the_drawing(reports: Reports) -> None:
    state = State(view=View(selected=Selection(Sort.PLACE, sample.LATAKIA.place_id)))
    bars = drawn(reports, state)["when"]["bars"]
    assert bars
    assert max(height for _, _, height in bars) == 1
    assert all(0 <= left < 1 and width > 0 and left + width <= 1.1 for left, width, _ in bars)


@pytest.mark.parametrize("listing", Listing)
def test_each_list_has_its_own_link(reports: Reports, listing: Listing) -> None:
    state = State()
    act({"do": "list", "value": str(listing)}, state, reports)
    assert read_link(write_link(state.view)) == (state.view, ())
    page = drawn(reports, state)
    assert [tab["text"] for tab in page["tabs"] if tab["on"]] == [
        {"places": "Places", "actors": "Actors", "publishers": "Publishers", "grid": "Who is where"}[listing]
    ]
    act({"do": "list", "value": ""}, state, reports)
    assert state.view.selected is None


def test_the_lists_hold_every_place_and_actor_that_passes(reports: Reports) -> None:
    for listing, table, name in (
        (Listing.PLACES, reports.by_place(Filters()), "name"),
        (Listing.ACTORS, reports.by_actor(Filters()), "name"),
        (Listing.SOURCES, reports.by_source(Filters()).query("source != ''"), "source"),
    ):
        rows = drawn(reports, State(view=View(selected=Selection(Sort.LIST, listing))))["places"]
        assert [(row["name"], row["n"]) for row in rows] == list(zip(table[name], table["reports"], strict=True))


def test_a_publisher_in_the_list_leads_to_what_it_prints(reports: Reports) -> None:
    state = State(view=View(selected=Selection(Sort.LIST, Listing.SOURCES)))
    row = drawn(reports, state)["places"][0]
    assert act(row["act"], state, reports)
    assert state.view == View(Filters(sources=(row["name"],)))
    assert reports.totals(state.asked).reports == row["n"]


def test_a_cell_of_the_grid_leads_to_the_excerpts_that_it_counts(reports: Reports) -> None:
    state = State(view=View(selected=Selection(Sort.LIST, Listing.GRID)))
    cell = next(cell for row in drawn(reports, state)["grid"]["rows"] for cell in row["cells"] if cell["n"])
    assert act(cell["act"], state, reports)
    assert state.view.selected is None
    assert reports.totals(state.asked).reports >= cell["n"]
    assert state.view.filters.actors == (cell["act"]["id"],)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"do": "about", "id": "<img>"},
        {"do": "about"},
        {"do": "list", "value": "everything"},
        {"do": "cross", "id": RUSSIA, "place": 5},
        {"do": "cross", "id": RUSSIA},
    ],
)
def test_nonsense_selects_nothing_and_filters_nothing(reports: Reports, nonsense: dict[str, object]) -> None:
    state = State()
    assert not act(nonsense, state, reports)
    assert state.view == View()
