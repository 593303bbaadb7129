"""A typed place takes the map there: a reported one first, then the gazetteer's, narrowed by what follows a comma."""

from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer
from geo.query import Reports
from geo.view.acts import act
from geo.view.link import View
from geo.view.locating import locate
from geo.view.state import State
from tests.view import sample


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    path: Path = tmp_path_factory.mktemp("locating") / "store.sqlite"
    return Reports(sample.fill(path, [sample.seed(), *sample.dated()]))


def test_a_reported_place_comes_before_its_namesakes(reports: Reports, real_gazetteer: Gazetteer) -> None:
    assert locate("latakia", reports, real_gazetteer) == sample.LATAKIA


def test_a_place_that_nothing_reports_is_found_in_the_gazetteer(reports: Reports, real_gazetteer: Gazetteer) -> None:
    found = locate("Nairobi", reports, real_gazetteer)
    assert found is not None
    assert found.country == "KE"


def test_what_follows_the_comma_narrows(reports: Reports, real_gazetteer: Gazetteer) -> None:
    texan = locate("  Paris ,  Texas", reports, real_gazetteer)
    french = locate("Paris", reports, real_gazetteer)
    assert texan is not None
    assert french is not None
    assert (texan.country, texan.admin1) == ("US", "Texas")
    assert french.country == "FR"


def test_nonsense_is_no_place_and_the_map_stays(reports: Reports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.view.locating._gazetteer", lambda: None)
    state = State()
    assert not act({"do": "locate", "text": "<script>xyzzy</script>"}, state, reports)
    assert state.going is None
    assert "xyzzy" in state.notes[0]
    assert not act({"do": "locate", "text": ""}, state, reports)
    assert state.view == View()


def test_a_found_place_moves_the_map_and_selects_nothing(reports: Reports) -> None:
    state = State()
    act({"do": "locate", "text": "Tartus"}, state, reports)
    assert state.going is not None
    assert state.going.frame is not None
    assert state.view.selected is None
