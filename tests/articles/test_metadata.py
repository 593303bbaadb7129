"""Metadata is tidied, and nothing in it is invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles.metadata import Metadata, parse_published, read_metadata, split_leading_url, tidy


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2015-09-09", date(2015, 9, 9)),
        ("20150909", date(2015, 9, 9)),
        ("2015-09-09T23:59:59", date(2015, 9, 9)),
        ("2015-09-09 12:00", date(2015, 9, 9)),
        ("2015-09-09T23:59:59Z", date(2015, 9, 9)),
        ("2015-09-09T23:30:00-05:00", date(2015, 9, 10)),
        ("2015-09-10T01:30:00+03:00", date(2015, 9, 9)),
        ("Wed, 09 Sep 2015 22:10:00 GMT", date(2015, 9, 9)),
        ("Wed, 09 Sep 2015 22:10:00 -0500", date(2015, 9, 10)),
        (" 2015-09-09 ", date(2015, 9, 9)),
    ],
)
def test_dates_are_read_as_the_day_in_utc(given: str, day: date) -> None:
    assert parse_published(given) == day


@pytest.mark.parametrize(
    "given",
    [
        "",
        "banana",
        "2015",
        "2015-13-01",
        "2015-02-30",
        "09/09/2015",
        "1441843200",
        "0001-01-01T00:00:00+14:00",
        "9 Sept",
    ],
)
def test_what_is_no_full_date_is_no_date(given: str) -> None:
    assert parse_published(given) is None


@given(st.text(max_size=70))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    assert parse_published(text) is None or isinstance(parse_published(text), date)


def test_the_publisher_defaults_to_the_host_of_the_address() -> None:
    assert read_metadata({"url": "https://www.BBC.co.uk/news/1"}, warn=pytest.fail).source == "bbc.co.uk"
    assert read_metadata({"url": "https://bbc.co.uk/1", "source": "BBC News"}, warn=pytest.fail).source == "BBC News"
    assert read_metadata({}, warn=pytest.fail) == Metadata()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://x.org/a",
        "//x.org",
        "http://",
        "http://[",
        "http://x.org/a b",
        "x" * 3000,
        "\x00http://x",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    warnings: list[str] = []
    assert read_metadata({"url": url}, warn=warnings.append).url == ""
    assert len(warnings) == 1


def test_a_title_is_one_line_without_control_characters() -> None:
    assert tidy("Idlib\x1b[31m \n\t falls\u2028", limit=50) == "Idlib [31m falls"
    assert tidy("word " * 100, limit=20) == "word word word word…"


@given(st.text(max_size=300), st.integers(2, 50))
def test_a_tidied_line_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    line = tidy(text, limit=limit)
    assert len(line) <= limit
    assert "\n" not in line


def test_an_address_alone_on_the_first_line_is_split_off() -> None:
    assert split_leading_url("\nhttps://x.org/1\n\nIdlib") == ("https://x.org/1", "Idlib")
    assert split_leading_url("https://x.org/1") == ("https://x.org/1", "")
    assert split_leading_url("Idlib\nhttps://x.org/1\n") == ("", "Idlib\nhttps://x.org/1\n")
