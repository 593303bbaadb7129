"""Only public addresses are asked, at the first request and at every redirect, and no server can make it costly."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Sequence
from typing import NoReturn
from urllib.parse import quote

import pytest

from geo.articles.web import Fetcher, FetchError, Limits, Reach
from geo.articles.web.dialling import dial as dial_out
from geo.articles.web.dialling import resolve as ask_system
from tests.articles.web.site import PUBLIC, Page, Site, at_public_addresses

HTML = frozenset({"text/html"})


def refused(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    assert caught.value.where == url
    return caught.value


def test_a_page_comes_with_what_the_server_said(fetcher: Fetcher, site: Site) -> None:
    site.pages["/story"] = Page("<p>Troops left Latakia.</p>", headers={"ETag": '"one"'})
    fetched = fetcher.get("http://news.example/story#top", kinds=HTML)
    assert fetched.body == b"<p>Troops left Latakia.</p>"
    assert (fetched.status, fetched.header("etag"), fetched.content_type) == (200, '"one"', "text/html")
    assert (fetched.url, fetched.address) == ("http://news.example/story", PUBLIC)
    (asked,) = site.asked
    assert asked.host == "news.example"
    assert asked.headers["User-Agent"].startswith("Dateline/")
    assert asked.headers["Connection"] == "close"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0/",
        "http://localhost/",
        "http://10.1.2.3/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[fd00:ec2::254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:7f00:1::]/",
        "https://192.168.0.1/",
    ],
)
def test_this_machine_and_its_networks_are_never_asked(url: str) -> None:
    def dial(address: str, port: int, seconds: float) -> NoReturn:
        raise AssertionError(f"a connection to {address}:{port}")

    problem = refused(Fetcher(dial=dial, resolve=ask_system), url)
    assert problem.refused
    assert "only public addresses" in problem.why


def test_a_server_on_this_machine_is_refused_by_default_and_asked_when_that_is_allowed(site: Site) -> None:
    site.pages["/"] = Page("Here.")
    assert "not asked" in refused(Fetcher(), site.url).why
    ports = frozenset({site.port})
    assert "only public addresses" in refused(Fetcher(reach=Reach(ports=ports)), site.url).why
    assert site.asked == []
    assert Fetcher(reach=Reach(private=True, ports=ports)).get(site.url).body == b"Here."


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/iam/",
        "//localhost/",
        "http://[::ffff:169.254.169.254]/",
        "http://inside.example/",
        "http://mixed.example/",
        "http://mixed6.example/",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_a_private_address_is_refused(site: Site, target: str, status: int) -> None:
    site.pages["/away"] = Page(status=status, headers={"Location": target})
    resolve, dial = at_public_addresses(
        site,
        {
            "localhost": ["127.0.0.1"],
            "inside.example": ["10.0.0.8"],
            "mixed.example": [PUBLIC, "10.0.0.8"],
            "mixed6.example": [PUBLIC, "fd00:ec2::254"],
        },
    )
    problem = refused(Fetcher(resolve=resolve, dial=dial), "http://news.example/away")
    assert problem.refused
    assert "only public addresses" in problem.why
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("file:///etc/passwd", "not http or https"),
        ("gopher://x/", "not http or https"),
        ("http://a:b@news.example/", "password"),
        ("http://news.example:6379/", "port 6379"),
        ("http://exa mple/", "names no host"),
        ("http://news.example/\\x", "backslash"),
    ],
)
def test_a_redirect_to_what_is_no_plain_page_is_refused(fetcher: Fetcher, site: Site, target: str, why: str) -> None:
    site.pages["/away"] = Page(status=302, headers={"Location": target})
    problem = refused(fetcher, "http://news.example/away")
    assert problem.refused
    assert "redirects to" in problem.why
    assert why in problem.why


def test_the_address_that_was_checked_is_the_one_that_is_asked(site: Site) -> None:
    """DNS rebinding: the name is public when it is looked up, and would be this machine a moment later."""
    site.pages["/"] = Page("Outside.")
    looked_up: list[str] = []
    resolve, dial = at_public_addresses(site, {"rebind.example": [[PUBLIC], ["127.0.0.1"]]})

    def counting(host: str, port: int, seconds: float) -> Sequence[str]:
        looked_up.append(host)
        return resolve(host, port, seconds)

    fetcher = Fetcher(resolve=counting, dial=dial)
    assert fetcher.get("http://rebind.example/").body == b"Outside."
    assert looked_up == ["rebind.example"]
    assert "only public addresses" in refused(fetcher, "http://rebind.example/").why


def test_a_name_that_turns_private_between_two_hops_is_refused(site: Site) -> None:
    site.pages["/"] = Page(status=302, headers={"Location": "/again"})
    resolve, dial = at_public_addresses(site, {"rebind.example": [[PUBLIC], ["127.0.0.1"]]})
    assert refused(Fetcher(resolve=resolve, dial=dial), "http://rebind.example/").refused
    assert site.paths == ["/"]


def test_a_few_redirects_are_followed_and_remembered_and_endless_ones_are_not(fetcher: Fetcher, site: Site) -> None:
    for n in range(5):
        site.pages[f"/{n}"] = Page(status=302, headers={"Location": f"http://www.news.example/{n + 1}"})
    site.pages["/5"] = Page("There.")
    fetched = fetcher.get("http://news.example/0")
    assert fetched.body == b"There."
    assert fetched.url == "http://www.news.example/5"
    assert fetched.redirects == ("http://news.example/0", *(f"http://www.news.example/{n}" for n in range(1, 5)))
    site.pages["/5"] = Page(status=302, headers={"Location": "/0"})
    site.asked.clear()
    assert "redirects more than 5 times" in refused(fetcher, "http://news.example/0").why
    assert len(site.asked) == 6


def test_a_redirect_is_read_as_browsers_read_it(fetcher: Fetcher, site: Site) -> None:
    target = "/новости/мост today?x=1"
    raw = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()
    site.pages["/"] = Page(raw=raw)
    fetched = fetcher.get("http://news.example/")
    assert fetched.status == 404
    assert fetched.url == "http://news.example" + quote("/новости/мост today") + "?x=1"


@pytest.mark.parametrize("part", ["body", "headers"])
def test_a_server_that_drips_costs_its_time_and_no_more(fetcher: Fetcher, site: Site, part: str) -> None:
    answer = b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 200 + b"\r\n\r\n"
    site.pages["/"] = Page("x" * 200, drip=0.02) if part == "body" else Page(raw=answer, drip=0.02)
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"does not answer in 0\.3 s") as caught:
        fetcher.get("http://news.example/", limits=Limits(seconds=0.3))
    assert caught.value.passing
    assert time.monotonic() - began < 1.5


def test_redirects_share_one_deadline(site: Site) -> None:
    site.pages["/"] = Page(status=302, headers={"Location": "/"})
    resolve, dial = at_public_addresses(site)
    moment = [0.0]

    def slowly(address: str, port: int, seconds: float) -> socket.socket:
        moment[0] += 0.3
        return dial(address, port, seconds)

    fetcher = Fetcher(resolve=resolve, dial=slowly, limits=Limits(seconds=1.0), clock=lambda: moment[0])
    assert "does not answer in 1 s" in refused(fetcher, "http://news.example/").why
    assert len(site.asked) == 3


def test_what_is_waited_between_requests_is_not_counted(site: Site) -> None:
    site.pages["/"] = Page("Here.")
    resolve, dial = at_public_addresses(site)
    moment = [0.0]

    def wait(_location: object) -> None:
        moment[0] += 60

    fetcher = Fetcher(resolve=resolve, dial=dial, limits=Limits(seconds=1.0), clock=lambda: moment[0])
    assert fetcher.get("http://news.example/", before=wait).body == b"Here."


def test_a_resolver_that_hangs_costs_its_time_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [waiting.wait(5)][:0])
    began = time.monotonic()
    problem = refused(Fetcher(limits=Limits(seconds=0.2)), "http://slow.example/")
    waiting.set()
    assert "does not answer" in problem.why
    assert time.monotonic() - began < 2


def test_a_page_that_is_too_long_is_refused_whether_it_says_so_or_not(fetcher: Fetcher, site: Site) -> None:
    small = Limits(received=10_000, seconds=5)
    site.pages["/said"] = Page("x" * 10_001)
    site.pages["/unsaid"] = Page(endless=b"x" * 5_000)
    site.pages["/right"] = Page("x" * 10_000)
    site.pages["/chunked"] = Page(
        raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1000\r\n" + b"x" * 4096 + b"\r\n",
        endless=b"1\r\nx\r\n",
    )
    for path in ("/said", "/unsaid", "/chunked"):
        with pytest.raises(FetchError, match="longer than 10,000 bytes"):
            fetcher.get(f"http://news.example{path}", limits=small)
    assert len(fetcher.get("http://news.example/unsaid", limits=small, cut=True).body) == 10_000
    assert len(fetcher.get("http://news.example/right", limits=small).body) == 10_000


def test_a_server_that_promises_more_than_it_sends_breaks_off(fetcher: Fetcher, site: Site) -> None:
    site.pages["/"] = Page("Half.", length=50)
    problem = refused(fetcher, "http://news.example/")
    assert problem.passing
    assert "breaks off" in problem.why


def test_what_a_server_sends_beyond_its_promise_is_no_part_of_the_page(fetcher: Fetcher, site: Site) -> None:
    site.pages["/"] = Page("Whole. And more.", length=6)
    assert fetcher.get("http://news.example/").body == b"Whole."


def test_headers_without_end_are_refused(fetcher: Fetcher, site: Site) -> None:
    site.pages["/one"] = Page(raw=b"HTTP/1.1 200 OK\r\nX-Long: ", endless=b"x" * 4096)
    site.pages["/many"] = Page(raw=b"HTTP/1.1 200 OK\r\n", endless=b"X-Many: x\r\n" * 50)
    site.pages["/long"] = Page(headers={f"X-{n}": "x" * 2000 for n in range(40)})
    site.pages["/continue"] = Page(raw=b"", endless=b"HTTP/1.1 100 Continue\r\n\r\n" * 50)
    for path in ("/one", "/many", "/long", "/continue"):
        with pytest.raises(FetchError, match=r"bytes of headers|no web page"):
            fetcher.get(f"http://news.example{path}")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate"])
def test_a_packed_page_is_unpacked_and_a_bomb_is_not(fetcher: Fetcher, site: Site, coding: str) -> None:
    def pack(data: bytes) -> bytes:
        if coding == "gzip":
            return gzip.compress(data)
        packer = zlib.compressobj(9, zlib.DEFLATED, -15 if coding.startswith("raw") else 15)
        return packer.compress(data) + packer.flush()

    said = {"Content-Encoding": coding.removeprefix("raw ")}
    site.pages["/"] = Page(pack(b"Troops left Latakia."), headers=said)
    fetched = fetcher.get("http://news.example/")
    assert fetched.body == b"Troops left Latakia."
    assert fetched.received == site.pages["/"].payload  # type: ignore[union-attr]
    site.pages["/bomb"] = Page(pack(bytes(30_000_000)), headers=said)
    assert len(site.pages["/bomb"].payload) < 100_000  # type: ignore[union-attr]
    assert "unpacks to more than 20,000,000 bytes" in refused(fetcher, "http://news.example/bomb").why
    site.pages["/half"] = Page(pack(b"Troops left Latakia." * 50)[:-9], headers=said)
    assert "breaks off" in refused(fetcher, "http://news.example/half").why


def test_a_page_packed_twice_or_in_another_way_is_refused(fetcher: Fetcher, site: Site) -> None:
    twice = gzip.compress(gzip.compress(bytes(1000)))
    site.pages["/twice"] = Page(twice, headers={"Content-Encoding": "gzip, gzip"})
    site.pages["/br"] = Page(b"\x0b\x02", headers={"Content-Encoding": "br"})
    site.pages["/not"] = Page(b"plain", headers={"Content-Encoding": "gzip"})
    assert "not asked for" in refused(fetcher, "http://news.example/twice").why
    assert "not asked for" in refused(fetcher, "http://news.example/br").why
    assert "can't be unpacked" in refused(fetcher, "http://news.example/not").why


def test_only_what_can_be_read_is_taken(fetcher: Fetcher, site: Site) -> None:
    site.pages["/film"] = Page(endless=b"x" * 4096, kind="video/mp4")
    site.pages["/unsaid"] = Page(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHi")
    with pytest.raises(FetchError, match=r"no page that can be read \(video/mp4\)"):
        fetcher.get("http://news.example/film", kinds=HTML)
    assert fetcher.get("http://news.example/unsaid", kinds=HTML).body == b"Hi"


@pytest.mark.parametrize("raw", [b"", b"SSH-2.0-OpenSSH\r\n", b"\x16\x03\x01\x00\x00", b"HTTP/1.1 banana\r\n\r\n"])
def test_what_is_no_web_server_is_one_sentence(fetcher: Fetcher, site: Site, raw: bytes) -> None:
    site.pages["/"] = Page(raw=raw)
    assert refused(fetcher, "http://news.example/").passing


def test_a_server_that_is_away_is_one_sentence_that_may_pass(fetcher: Fetcher) -> None:
    def dial(address: str, port: int, seconds: float) -> NoReturn:
        raise ConnectionRefusedError(111, "Connection refused")

    def unknown(host: str, port: int, seconds: float) -> Sequence[str]:
        raise OSError("Name or service not known")

    away = refused(Fetcher(dial=dial, resolve=fetcher._resolve), "http://news.example/")
    assert away.passing
    assert "Connection refused" in away.why
    assert "is not found" in refused(Fetcher(resolve=unknown), "http://news.example/").why
    assert "can't be reached" in refused(Fetcher(resolve=lambda *_: []), "http://news.example/").why


def test_the_next_address_is_asked_where_the_first_does_not_answer(site: Site, fetcher: Fetcher) -> None:
    site.pages["/"] = Page("Second.")
    dialled: list[str] = []

    def dial(address: str, port: int, seconds: float) -> object:
        dialled.append(address)
        if len(dialled) == 1:
            raise OSError(101, "Network is unreachable")
        return dial_out("127.0.0.1", site.port, seconds)

    fetcher = Fetcher(resolve=lambda *_: ["2606:4700::1111", PUBLIC], dial=dial)  # type: ignore[arg-type]
    assert fetcher.get("http://news.example/").body == b"Second."
    assert dialled == ["2606:4700::1111", PUBLIC]


def test_a_status_is_handed_on_without_its_page(fetcher: Fetcher, site: Site) -> None:
    site.pages["/gone"] = Page(endless=b"x" * 4096, status=410)
    fetched = fetcher.get("http://news.example/gone", kinds=HTML)
    assert (fetched.status, fetched.body) == (410, b"")
