"""A page is one page, by whatever link a reader came to it, and never another site's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles.web.identity import article_id_of, own_address, plain_address, same_site
from geo.articles.web.wayback import read_capture


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("https://News.Example/story?utm_source=x&utm_medium=y&id=7#top", "https://news.example/story?id=7"),
        ("https://news.example/story?fbclid=abc", "https://news.example/story"),
        ("https://news.example/story?id=7&gclid=1&page=2", "https://news.example/story?id=7&page=2"),
        ("https://news.example:443/story?", "https://news.example/story"),
        ("https://news.example./story?at_medium=RSS&at_campaign=rss", "https://news.example/story"),
        ("https://news.example/story?amp=1&outputType=amp", "https://news.example/story"),
        ("https://news.example/?q=utm_source", "https://news.example/?q=utm_source"),
        ("https://news.example/?campaign=Latakia", "https://news.example/?campaign=Latakia"),
        (
            "https://www-news-example.cdn.ampproject.org/c/s/www.news.example/a/b?x=1",
            "https://www.news.example/a/b?x=1",
        ),
        ("https://news-example.cdn.ampproject.org/v/news.example/a", "http://news.example/a"),
        ("https://www.google.com/amp/s/news.example/a", "https://news.example/a"),
        ("https://www.google.co.uk/amp/news.example/a", "http://news.example/a"),
        ("https://www.google.com/search?q=amp", "https://www.google.com/search?q=amp"),
    ],
)
def test_campaign_parameters_and_amp_caches_are_left_out(given: str, plain: str) -> None:
    assert plain_address(given) == plain


def test_an_amp_cache_is_no_way_round_the_rules() -> None:
    with pytest.raises(ValueError, match="password"):
        plain_address("https://a:b@x.cdn.ampproject.org/c/s/news.example/a")
    assert plain_address("https://x.cdn.ampproject.org/c/s/a:b@news.example/") == (
        "https://x.cdn.ampproject.org/c/s/a:b@news.example/"
    )


@given(st.from_regex(r"https?://[a-z]{1,8}\.example(/[a-z?&=_]{0,30})?", fullmatch=True))
def test_a_plain_address_is_plain_already(url: str) -> None:
    plain = plain_address(url)
    assert plain_address(plain) == plain
    assert article_id_of(url) == article_id_of(plain)


@pytest.mark.parametrize(
    ("fetched", "claimed", "known_as"),
    [
        ("https://m.news.example/s?id=1", "https://www.news.example/story/1", "https://www.news.example/story/1"),
        ("https://amp.news.example/s", "https://news.example/s?utm_source=amp", "https://news.example/s"),
        ("https://news.example/amp/s", "https://news.example/s", "https://news.example/s"),
        ("https://evil.example/s", "https://news.example/s", "https://evil.example/s"),
        ("https://evil.news.example/s", "https://news.example/s", "https://evil.news.example/s"),
        ("https://news.example/s", "https://news.example/", "https://news.example/s"),
        ("https://news.example/s", "javascript:alert(1)", "https://news.example/s"),
        ("https://news.example/s", "", "https://news.example/s"),
    ],
)
def test_a_page_may_name_itself_but_no_other_site(fetched: str, claimed: str, known_as: str) -> None:
    assert own_address(fetched, claimed) == known_as


def test_http_and_https_are_one_article_and_two_pages_are_two() -> None:
    assert article_id_of("http://news.example/s") == article_id_of("https://news.example/s?utm_source=x")
    assert article_id_of("http://news.example/s") != article_id_of("http://news.example/t")
    assert same_site("https://www.news.example/", "http://amp.news.example/x")
    assert not same_site("https://m.example/", "https://example/")


@pytest.mark.parametrize(
    ("url", "original", "captured", "raw"),
    [
        (
            "https://web.archive.org/web/20150914123456/http://www.news.example/story?id=1",
            "http://www.news.example/story?id=1",
            "2015-09-14T12:34:56+00:00",
            "https://web.archive.org/web/20150914123456id_/http://www.news.example/story?id=1",
        ),
        (
            "http://web.archive.org/web/2015if_/https:/news.example/a",
            "https://news.example/a",
            "2015-01-01T00:00:00+00:00",
            "http://web.archive.org/web/2015id_/https://news.example/a",
        ),
        (
            "https://web.archive.org/web/201509/news.example",
            "http://news.example/",
            "2015-09-01T00:00:00+00:00",
            "https://web.archive.org/web/201509id_/http://news.example/",
        ),
    ],
)
def test_a_copy_in_the_wayback_machine_is_known(url: str, original: str, captured: str, raw: str) -> None:
    capture = read_capture(url)
    assert capture is not None
    assert (capture.original, capture.captured.isoformat(), capture.url) == (original, captured, raw)


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/",
        "https://web.archive.org/web/*/news.example",
        "https://web.archive.org/web/20159999999999/http://news.example/",
        "https://web.archive.org/web/20150914/ftp://news.example/",
        "https://news.example/web/20150914123456/http://other.example/",
        "banana",
    ],
)
def test_other_links_are_no_copies(url: str) -> None:
    assert read_capture(url) is None
