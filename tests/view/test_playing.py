"""Time is stepped through window by window, from end to end, and what was chosen stays chosen."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.query import Reports
from geo.records import Filters
from geo.view.acts import act
from geo.view.playing import offered, stepped, window_of
from geo.view.state import State, Stride
from tests.view import sample

DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31))


@given(DAYS, st.sampled_from(Stride))
def test_every_day_lies_in_one_window_and_windows_meet(day: date, stride: Stride) -> None:
    first, last = window_of(day, stride)
    assert first <= day <= last
    assert window_of(first, stride) == window_of(last, stride) == (first, last)
    assert window_of(last + timedelta(days=1), stride)[0] == last + timedelta(days=1)


@given(DAYS, st.integers(1, 900), st.sampled_from(Stride))
def test_stepping_on_from_nothing_shows_every_day_once_and_ends(start: date, length: int, stride: Stride) -> None:
    extent = (start, start + timedelta(days=length))
    filters, seen = Filters(text="naval"), []
    for _ in range(2000):
        moved = stepped(filters, extent, stride, 1)
        if moved is None:
            break
        filters = moved
        assert filters.text == "naval"
        seen.append((filters.published_from, filters.published_to))
    assert seen[0][0] <= extent[0] <= seen[0][1]  # type: ignore[operator]
    assert seen[-1][0] <= extent[1] <= seen[-1][1]  # type: ignore[operator]
    assert all(b[0] == a[1] + timedelta(days=1) for a, b in pairwise(seen))  # type: ignore[operator]


@given(DAYS, st.integers(40, 900), st.sampled_from(Stride))
def test_a_step_back_undoes_a_step_on(start: date, length: int, stride: Stride) -> None:
    extent = (start, start + timedelta(days=length))
    first = stepped(Filters(), extent, stride, 1)
    assert first is not None
    second = stepped(first, extent, stride, 1)
    if second is not None:
        assert stepped(second, extent, stride, -1) == first


def test_a_brushed_stretch_is_entered_from_its_first_day() -> None:
    extent = (date(2015, 9, 1), date(2015, 9, 30))
    brushed = Filters(published_from=date(2015, 9, 9), published_to=date(2015, 9, 20))
    moved = stepped(brushed, extent, Stride.DAY, 1)
    assert moved == Filters(published_from=date(2015, 9, 9), published_to=date(2015, 9, 9))


def test_strides_that_make_one_step_or_thousands_are_not_offered() -> None:
    assert offered(date(2015, 9, 1), date(2015, 9, 3)) == [Stride.DAY]
    assert Stride.DAY not in offered(date(1990, 1, 1), date(2020, 1, 1))
    assert Stride.MONTH in offered(date(2015, 1, 1), date(2015, 12, 31))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    path: Path = tmp_path_factory.mktemp("playing") / "store.sqlite"
    return Reports(sample.fill(path, [sample.seed(), *sample.dated()]))


def test_playing_runs_to_the_end_and_stops_there(reports: Reports) -> None:
    state = State()
    assert act({"do": "play"}, state, reports)
    assert state.playing
    shown = [state.view.filters.published_from]
    while state.playing and len(shown) < 1000:
        assert reports.totals(state.asked).reports, "quiet days are passed over"
        act({"do": "tick"}, state, reports)
        shown.append(state.view.filters.published_from)
    days = reports.by_day(Filters())["day"].dt.date.tolist()
    assert list(dict.fromkeys(shown)) == days
    assert not state.playing


def test_nonsense_neither_plays_nor_steps(reports: Reports) -> None:
    state = State()
    for what in ({"do": "step", "by": 7}, {"do": "stride", "value": "century"}, {"do": "step", "by": "1"}):
        assert not act(what, state, reports)
    assert state == State()


def test_a_tick_that_arrives_after_the_stop_changes_nothing(reports: Reports) -> None:
    state = State()
    act({"do": "play"}, state, reports)
    act({"do": "stop"}, state, reports)
    act({"do": "drop-all", "name": "dates"}, state, reports)
    act({"do": "tick"}, state, reports)
    assert state.view.filters == Filters()
    assert not state.playing
