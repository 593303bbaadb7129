"""An address is read once, strictly: what is checked is what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles.web.locations import read_location


def test_an_address_is_taken_apart() -> None:
    location = read_location("HTTPS://News.Example:443/a b".replace(" ", "%20") + "?q=é#top")
    assert (location.scheme, location.host, location.port) == ("https", "news.example", 443)
    assert location.target == "/a%20b?q=%C3%A9"
    assert location.site == "news.example"
    assert read_location("http://news.example:8080").url == "http://news.example:8080/"
    assert read_location("http://[2606:4700::1]/x").site == "[2606:4700::1]"
    assert read_location("http://zürich.example/").host == "xn--zrich-kva.example"


def test_a_relative_address_is_read_from_where_it_stands() -> None:
    base = read_location("https://news.example/world/today")
    assert read_location("../sport", base=base).url == "https://news.example/sport"
    assert read_location("//other.example/x", base=base).url == "https://other.example/x"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://news.example/", "not http or https"),
        ("file:///etc/passwd", "not http or https"),
        ("gopher://news.example/", "not http or https"),
        ("news.example/x", "not http or https"),
        ("http://user:secret@news.example/", "user name or password"),
        ("http://news.example@127.0.0.1/", "user name or password"),
        ("http://news.example\\@127.0.0.1/", "backslash"),
        ("http://news.example/\r\nHost: other", "control character"),
        ("http://news.example/a\tb", "control character"),
        ("http://", "names no host"),
        ("http:///x", "names no host"),
        ("http://-x.example/", "names no host"),
        ("http://[fe80::1%25eth0]/", "names no host"),
        ("http://[::1/", "is no web address"),
        ("http://news.example:banana/", "is no web address"),
        ("http://news.example:0/", "is no web address"),
        ("http://news.example:99999/", "is no web address"),
        ("http://news.example/" + "x" * 2000, "longer than"),
        ("http://" + "x." * 200 + "example/", "names no host"),
    ],
)
def test_what_is_no_plain_web_address_is_refused_with_why(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_location(url)


@given(st.text(max_size=80))
def test_whatever_is_read_is_safe_to_write_into_a_request(text: str) -> None:
    try:
        location = read_location("http://news.example/" + text)
    except ValueError:
        return
    assert location.host == "news.example"
    assert location.target.isascii()
    assert not any(c.isspace() for c in location.url)
    assert read_location(location.url) == location
