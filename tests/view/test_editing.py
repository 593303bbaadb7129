"""Who may edit: nobody unless it is turned on, on this machine, or with the right key; every act asks."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from geo.adding import Desk
from geo.query import Reports
from geo.view import editing
from geo.view.acts import act
from geo.view.editing import Access, access, may_edit, unlock
from geo.view.link import Selection, Sort, View, read_link, write_link
from geo.view.state import State
from geo.view.work import work_data
from tests.view import sample

KEY = "a key of many letters"


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """A session of its own, at this machine's own name."""
    kept: dict[str, object] = {}
    headers = {"Host": "localhost:8501"}
    stand_in = SimpleNamespace(session_state=kept, context=SimpleNamespace(headers=headers))
    monkeypatch.setattr(editing, "st", stand_in)
    monkeypatch.setattr(editing, "_DELAY", 0.0)
    for name in ("DATELINE_EDIT", "DATELINE_EDIT_KEY"):
        monkeypatch.delenv(name, raising=False)
    kept["headers"] = headers
    return kept


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reports]:
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "store.sqlite"))
    store = sample.fill(tmp_path / "store.sqlite", [sample.seed(), *sample.dated()])
    yield Reports(store)
    store.close()


def asked_by(session: dict[str, object], host: str) -> Access:
    headers = session["headers"]
    assert isinstance(headers, dict)
    headers["Host"] = host
    return access()


def test_nobody_may_edit_unless_it_is_turned_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert access() is Access.OFF
    monkeypatch.setenv("DATELINE_EDIT_KEY", KEY)
    assert access() is Access.OFF
    assert not unlock(KEY)


def test_without_a_key_only_this_machine_s_own_names_open_it(
    session: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_EDIT", "1")
    for host in ("localhost:8501", "127.0.0.1:8501", "[::1]:8501", "localhost"):
        assert asked_by(session, host) is Access.OPEN, host
    for host in ("news.example.org", "192.168.1.5:8501", "", "localhost.evil.example", "127.0.0.1.evil.example", "["):
        assert asked_by(session, host) is Access.OFF, host


def test_the_right_key_opens_and_is_not_remembered(session: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_EDIT", "1")
    monkeypatch.setenv("DATELINE_EDIT_KEY", KEY)
    assert asked_by(session, "news.example.org") is Access.LOCKED
    assert not unlock("")
    assert not unlock(KEY + "s")
    assert not may_edit()
    assert unlock(f" {KEY} ")
    assert may_edit()
    assert KEY not in repr(session)


def test_a_session_has_ten_tries(session: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_EDIT", "1")
    monkeypatch.setenv("DATELINE_EDIT_KEY", KEY)
    for n in range(10):
        assert access() is Access.LOCKED
        assert not unlock(f"try {n}")
    assert access() is Access.SHUT
    assert not unlock(KEY)


def test_a_key_that_is_too_short_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_EDIT", "1")
    monkeypatch.setenv("DATELINE_EDIT_KEY", "short")
    assert access() is Access.OFF


def test_a_forged_removal_does_nothing_and_an_editor_s_goes_back(
    reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Selection(Sort.PLACE, "geonames:163345")
    state = State(view=View(selected=Selection(Sort.ARTICLE, "dated-2")), back=(place,))
    act({"do": "remove", "id": "dated-2"}, state, reports)
    assert reports.article("dated-2") is not None
    monkeypatch.setenv("DATELINE_EDIT", "1")
    for wrong in ({"do": "remove"}, {"do": "remove", "id": "seed"}, {"do": "remove", "id": ["dated-2"]}):
        act(wrong, state, reports)
    assert reports.article("seed") is not None
    act({"do": "remove", "id": "dated-2"}, state, reports)
    assert reports.article("dated-2") is None
    assert state.view.selected == place
    assert state.back == ()
    assert "Ships leave" in state.notes[0]


def test_the_page_for_adding_is_part_of_the_link(reports: Reports, monkeypatch: pytest.MonkeyPatch) -> None:
    state = State()
    assert not act({"do": "add"}, state, reports)
    assert not state.view.adding
    monkeypatch.setenv("DATELINE_EDIT", "1")
    assert act({"do": "add"}, state, reports), "the whole page must follow"
    assert write_link(state.view) == {"page": ["add"]}
    assert read_link({"page": ["add"]}) == (state.view, ())
    assert read_link({"page": ["else"]})[1] == ("page",)


def test_a_desk_without_work_draws_nothing_but_a_sentence(tmp_path: Path) -> None:
    sample.fill(tmp_path / "store.sqlite", []).close()
    data = work_data(Desk(str(tmp_path / "store.sqlite")))
    assert data["jobs"] == []
    assert data["empty"]


def test_a_store_that_fails_is_one_sentence_on_the_page(tmp_path: Path) -> None:
    left = work_data(Desk(str(tmp_path / "none" / "store.sqlite")))["left"]
    assert isinstance(left, dict)
    assert "There is no store" in str(left["note"])
