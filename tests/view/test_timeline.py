"""Bars over time: all reports are in them, and a brush comes back as days."""

from datetime import date

import pandas as pd
import pytest

from geo.view.timeline import binned, brushed, chart


def days(first: str, last: str) -> pd.DataFrame:
    day = pd.date_range(first, last).astype("datetime64[s]")
    return pd.DataFrame({"day": day, "reports": range(1, len(day) + 1), "articles": 1})


@pytest.mark.parametrize(
    ("first", "last", "step"),
    [
        ("2015-09-01", "2015-09-30", "day"),
        ("2015-01-01", "2016-12-31", "week"),
        ("2010-01-01", "2016-12-31", "month"),
        ("1990-01-01", "2016-12-31", "year"),
    ],
)
def test_bars_hold_every_report_whatever_they_span(first: str, last: str, step: str) -> None:
    table = days(first, last)
    bins, found = binned(table, (pd.Timestamp(first), pd.Timestamp(last)))
    assert found == step
    assert bins["reports"].sum() == table["reports"].sum()
    assert len(bins) <= 130
    assert (bins["end"] > bins["start"]).all()


def test_a_chart_of_nothing_is_still_a_chart() -> None:
    extent = (pd.Timestamp("2015-09-01"), pd.Timestamp("2015-09-30"))
    bins, step = binned(days("2015-09-01", "2015-09-02").head(0), extent)
    assert chart(bins, step, (None, None), extent).to_dict()["mark"]


def test_a_brush_is_read_as_days_from_milliseconds_and_from_texts() -> None:
    assert brushed({"brush": {"start": [1442102400000, 1442275200000]}}) == (date(2015, 9, 13), date(2015, 9, 15))
    assert brushed({"brush": {"start": ["2015-09-13T10:00:00", "2015-09-15"]}}) == (
        date(2015, 9, 13),
        date(2015, 9, 15),
    )


@pytest.mark.parametrize(
    "nonsense", [{}, {"brush": {}}, {"brush": {"start": ["x", "y"]}}, {"brush": {"start": [1e300, 2]}}]
)
def test_no_brush_is_none(nonsense: dict[str, object]) -> None:
    assert brushed(nonsense) is None
