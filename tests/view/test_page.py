"""The page as Streamlit runs it, without a browser: links become choices, choices become links."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.errors import StoreError
from geo.query import Reports
from geo.view.controls import _take_pick
from geo.view.state import State, is_settling
from tests.view import sample

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "store.sqlite"
    sample.fill(path, [sample.seed(), *sample.dated(), sample.hostile()]).close()
    return str(path)


def run(monkeypatch: pytest.MonkeyPatch, store: str, **query: str) -> AppTest:
    monkeypatch.setenv("DATELINE_STORE", store)
    page = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def state_of(page: AppTest) -> State:
    found = page.session_state["dateline"]
    assert isinstance(found, State)
    return found


def test_a_link_becomes_choices(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    page = run(monkeypatch, store, q="naval", score="50", actor="state:ru", map="7/35.0/36.0")
    filters = state_of(page).view.filters
    assert (filters.text, filters.min_score, filters.actors) == ("naval", 0.5, ("state:ru",))
    assert page.text_input(key="dl_text").value == "naval"
    assert page.slider(key="dl_score0").value == 50


def test_a_choice_becomes_the_link_and_leaves_foreign_parameters_alone(
    monkeypatch: pytest.MonkeyPatch, store: str
) -> None:
    page = run(monkeypatch, store, utm_source="mail", q="naval")
    page.text_input(key="dl_text").set_value("  air   base ").run()
    page.toggle(key="dl_literal0").set_value(False).run()
    assert dict(page.query_params) == {"q": "air base", "assoc": "1", "utm_source": "mail"}
    page.text_input(key="dl_text").set_value("").run()
    assert "q" not in page.query_params


def test_a_pick_is_added_and_the_picker_is_empty_again(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    page = run(monkeypatch, store)
    page.selectbox(key="dl_place").set_value(sample.TARTUS.place_id).run()
    page.selectbox(key="dl_place").set_value("country:FJ").run()
    assert not page.exception
    assert state_of(page).view.filters.places == (sample.TARTUS.place_id, "country:FJ")
    assert page.selectbox(key="dl_place").value is None


def test_reading_a_link_writes_nothing(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    page = run(monkeypatch, store, place="\0", **{"from": "banana"})
    assert dict(page.query_params) == {"place": "\0", "from": "banana"}, "only a choice is a step in the history"
    assert state_of(page).notes == ("Part of the link could not be read and is left out: place, from.",)


def test_the_map_is_first_asked_to_show_what_is_reported(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    page = run(monkeypatch, store)
    going = state_of(page).going
    assert going is not None
    assert going.number == 1
    assert going.frame is not None
    page.text_input(key="dl_text").set_value("cyclone").run()
    assert state_of(page).going == going, "a filter does not move the map"


def test_a_store_that_is_no_store_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"nonsense" * 100)
    page = run(monkeypatch, str(tmp_path / "broken.sqlite"))
    assert "dateline" not in page.session_state


def test_a_store_that_cannot_be_asked_for_a_moment_leaves_the_page_as_it_is(
    monkeypatch: pytest.MonkeyPatch, store: str
) -> None:
    page = run(monkeypatch, store)

    def busy(_: Reports) -> int:
        raise StoreError("The store is being written: wait, then try again.")

    monkeypatch.setattr(Reports, "revision", busy)
    page.text_input(key="dl_text").set_value("cyclone").run()
    assert not page.exception
    assert [block.proto.body for block in page.get("html") if "being written" in str(block.proto.body)] == []


def test_a_pick_that_the_store_cannot_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Busy:
        def find_places(self, typed: str, *, limit: int) -> list[object]:
            raise StoreError(f"The store is busy with {typed} and {limit}: try again in a moment.")

    state = State()
    monkeypatch.setattr("geo.view.controls.st.session_state", {"dl_place": "Homs"})
    _take_pick("place", {}, Busy(), state)  # type: ignore[arg-type]
    assert state.notes == ("The store is busy with Homs and 1: try again in a moment.",)
    assert state.view.filters.places == ()


def test_the_page_waits_with_running_again_until_the_address_has_arrived() -> None:
    state = State()
    assert not is_settling(state, clock=lambda: 0.0)
    state.published = 100.0
    assert is_settling(state, clock=lambda: 101.0)
    assert not is_settling(state, clock=lambda: 103.0)
