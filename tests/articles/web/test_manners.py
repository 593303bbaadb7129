"""Sites are asked seldom, never where they do not want it, and left alone when they say so."""

from email.utils import format_datetime

import pytest

from geo.articles.web.manners import PoliteFetcher
from geo.articles.web.responses import FetchError, LeftAlone
from tests.articles.web.conftest import Clock
from tests.articles.web.site import Asked, Page, Site


def problem(polite: PoliteFetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        polite.get(url)
    assert caught.value.where == url
    return caught.value


def robots(text: str, **more: object) -> Page:
    return Page(text, kind="text/plain", **more)  # type: ignore[arg-type]


def test_a_site_without_a_robots_txt_allows_everything(polite: PoliteFetcher, site: Site) -> None:
    site.pages["/story"] = Page("Here.")
    assert polite.get("http://news.example/story").body == b"Here."
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/story"]


def test_what_robots_txt_forbids_is_left_alone_and_it_is_read_once(polite: PoliteFetcher, site: Site) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /private/\nDisallow: /*?print=\n")
    for path in ("/story", "/other"):
        site.pages[path] = Page("Here.")
        assert polite.get(f"http://news.example{path}").body == b"Here."
    for path in ("/private/x", "/story?print=1"):
        found = problem(polite, f"http://news.example{path}")
        assert found.refused
        assert "robots.txt asks programs to" in found.why
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/story", "/other"]


def test_a_robots_txt_may_speak_of_us(polite: PoliteFetcher, site: Site) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow:\n\nUser-agent: dateline\nDisallow: /\n")
    assert problem(polite, "http://news.example/story").refused


def test_each_site_has_its_own_robots_txt_also_after_a_redirect(polite: PoliteFetcher, site: Site) -> None:
    site.pages["/away"] = Page(status=302, headers={"Location": "http://closed.example/story"})
    site.pages["closed.example/robots.txt"] = robots("User-agent: *\nDisallow: /\n")
    site.pages["/story"] = Page("Here.")
    assert problem(polite, "http://news.example/away").refused
    assert site.paths == ["/away"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_that_fails_closes_the_site_until_it_can_be_read(
    polite: PoliteFetcher, site: Site, clock: Clock, status: int
) -> None:
    site.pages["/robots.txt"] = robots("", status=status)
    site.pages["/story"] = Page("Here.")
    found = problem(polite, "http://news.example/story")
    assert isinstance(found, LeftAlone)
    assert found.passing
    assert f"the server answers {status}" in found.why
    problem(polite, "http://news.example/story")
    assert [asked.path for asked in site.asked] == ["/robots.txt"]
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow:\n")
    clock.moment += 301
    assert polite.get("http://news.example/story").body == b"Here."


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_forbids_nothing(polite: PoliteFetcher, site: Site, status: int) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /\n", status=status)
    site.pages["/story"] = Page("Here.")
    assert polite.get("http://news.example/story").body == b"Here."


@pytest.mark.parametrize("text", [b"\xff\xfe\x00", b"<html>not rules</html>", b"Disallow: /\n" * 60_000])
def test_a_robots_txt_of_nonsense_forbids_nothing(polite: PoliteFetcher, site: Site, text: bytes) -> None:
    site.pages["/robots.txt"] = Page(text, kind="text/plain")
    site.pages["/story"] = Page("Here.")
    assert polite.get("http://news.example/story").body == b"Here."


def test_a_robots_txt_that_leads_inside_is_not_followed_there(polite: PoliteFetcher, site: Site) -> None:
    site.pages["/robots.txt"] = Page(status=302, headers={"Location": "http://169.254.169.254/"})
    site.pages["/story"] = Page("Here.")
    assert polite.get("http://news.example/story").body == b"Here."


def test_there_is_a_pause_between_requests_to_one_host_and_none_between_hosts(
    polite: PoliteFetcher, site: Site, clock: Clock
) -> None:
    site.pages["/story"] = Page("Here.")
    polite.get("http://news.example/story")
    assert clock.slept == [1.0]  # after its robots.txt
    polite.get("http://news.example/story")
    assert clock.slept == [1.0, 1.0]
    clock.moment += 60
    polite.get("http://news.example/story")
    assert clock.slept == [1.0, 1.0]


@pytest.mark.parametrize(("asked", "waited"), [("5", 5.0), ("0.1", 1.0), ("86400", 30.0), ("nan", 1.0), ("inf", 1.0)])
def test_a_crawl_delay_is_honoured_up_to_a_bound(
    polite: PoliteFetcher, site: Site, clock: Clock, asked: str, waited: float
) -> None:
    site.pages["/robots.txt"] = robots(f"User-agent: *\nCrawl-delay: {asked}\n")
    site.pages["/story"] = Page("Here.")
    polite.get("http://news.example/story")
    clock.slept.clear()
    polite.get("http://news.example/story")
    assert clock.slept == [waited]


def test_a_busy_server_is_asked_again_when_it_says(polite: PoliteFetcher, site: Site, clock: Clock) -> None:
    site.pages["/story"] = [Page(status=429, headers={"Retry-After": "17"}), Page("Here.")]
    assert polite.get("http://news.example/story").body == b"Here."
    assert clock.slept == [1.0, 17.0]


def test_retry_after_may_be_a_moment(polite: PoliteFetcher, site: Site, clock: Clock) -> None:
    def busy(_asked: Asked) -> Page:
        site.pages["/story"] = Page("Here.")
        moment = clock.now().replace(microsecond=0)
        return Page(status=503, headers={"Retry-After": format_datetime(moment.replace(second=59), usegmt=True)})

    site.pages["/story"] = busy
    polite.get("http://news.example/story")
    assert clock.slept[0] == 1.0
    assert 0 < clock.slept[1] < 60


def test_a_server_that_wants_to_be_left_alone_for_long_is_left_alone(
    polite: PoliteFetcher, site: Site, clock: Clock
) -> None:
    site.pages["/story"] = Page(status=429, headers={"Retry-After": "3600"})
    site.pages["/other"] = Page("Here.")
    assert problem(polite, "http://news.example/story").passing
    found = problem(polite, "http://news.example/other")
    assert isinstance(found, LeftAlone)
    assert "for 3600 s more, as its server asked" in found.why
    assert site.paths == ["/story"]
    assert polite.get("http://elsewhere.example/other").body == b"Here."
    clock.moment += 3601
    assert polite.get("http://news.example/other").body == b"Here."


@pytest.mark.parametrize("said", ["", "banana", "-5", "Mon, 99 Nov 2026 99:99:99 GMT", "9" * 400])
def test_a_broken_server_is_asked_thrice_and_later_each_time(
    polite: PoliteFetcher, site: Site, clock: Clock, said: str
) -> None:
    site.pages["/story"] = Page(status=502, headers={"Retry-After": said} if said else {})
    found = problem(polite, "http://news.example/story")
    assert found.passing
    assert "the server answers 502" in found.why
    if said.startswith("9"):
        assert len(site.paths) == 1
    else:
        assert len(site.paths) == 3
        assert clock.slept == [1.0, 2.0, 4.0]


def test_a_connection_that_breaks_is_tried_again(polite: PoliteFetcher, site: Site) -> None:
    site.pages["/story"] = [Page("Half.", length=99), Page("Whole.")]
    assert polite.get("http://news.example/story").body == b"Whole."


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 402, 418])
def test_a_refusal_is_final(polite: PoliteFetcher, site: Site, status: int) -> None:
    site.pages["/story"] = Page(status=status)
    found = problem(polite, "http://news.example/story")
    assert not found.passing
    assert f"({status})" in found.why or f"answers {status}" in found.why
    assert len(site.paths) == 1


def test_what_has_not_changed_is_said_so(polite: PoliteFetcher, site: Site) -> None:
    site.pages["/story"] = lambda asked: Page(status=304 if asked.headers.get("If-None-Match") == '"one"' else 200)
    assert polite.get("http://news.example/story", headers={"If-None-Match": '"one"'}).status == 304


def test_stopping_while_waiting_stops_at_once(fetcher: object, site: Site) -> None:
    def stop(_seconds: float) -> None:
        raise KeyboardInterrupt

    site.pages["/story"] = Page(status=503)
    with pytest.raises(KeyboardInterrupt):
        PoliteFetcher(fetcher, sleep=stop).get("http://news.example/story")  # type: ignore[arg-type]
