"""The online geocoder asks seldom, remembers answers and misses, and never takes a failure for a miss."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from geo.errors import GeocoderError
from geo.geocoder import (
    FIELDS,
    ChainGeocoder,
    GazetteerGeocoder,
    OnlineFiller,
    OnlineGeocoder,
    fill_unplaced,
    open_online,
)
from geo.geocoder.adapter import OneAttempt
from geo.geocoder.nominatim import StrictNominatim
from geo.records import Article, ParsedArticle, ResolvedToponym, Role
from geo.settings import OnlineSettings, online_geocoder
from tests.nominatim_server import ACHAMPET, FakeNominatim, serving
from tests.test_geocoder import FakeGazetteer

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class Memory:
    """A cache in a dict, as `geo.store.Store` is one in a table."""

    kept: dict[tuple[str, str], "Memory.Answer"] = field(default_factory=dict)
    now: datetime = NOON

    @dataclass
    class Answer:
        payload: str | None
        asked_at: datetime

    def cached_geocode(self, provider: str, query: str) -> "Memory.Answer | None":
        return self.kept.get((provider, query))

    def cache_geocode(self, provider: str, query: str, *, payload: str | None) -> "Memory.Answer":
        self.kept[provider, query] = Memory.Answer(payload, self.now)
        return self.kept[provider, query]


@pytest.fixture
def server() -> Iterator[FakeNominatim]:
    with serving() as state:
        yield state


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def ask(server: FakeNominatim, slept: list[float]) -> Callable[..., OnlineGeocoder]:
    def make(cache: Memory | None = None, **more: object) -> OnlineGeocoder:
        nominatim = StrictNominatim(
            domain=server.url.removeprefix("http://"),
            scheme="http",
            user_agent="Dateline/0.1 (desk@example.org)",
            adapter_factory=OneAttempt,
        )
        settings: dict[str, object] = {"deadline": 2.0, "sleep": slept.append, "now": lambda: NOON, **more}
        return OnlineGeocoder(nominatim, provider="nominatim:test", cache=cache, **settings)  # type: ignore[arg-type]

    return make


def test_a_name_is_found_online_and_marked_as_such(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    found = ask().geocode("Achampet")
    assert found.address == "Achampet, Telangana, India"
    assert tuple(found.raw) == (*FIELDS, "origin")
    assert found.raw == {
        "place_id": "osm:node/1234567",
        "name": "Achampet",
        "lat": 16.3833,
        "lon": 78.6333,
        "kind": "town",
        "country": "IN",
        "admin1": "Telangana",
        "population": 0,
        "radius_km": 2.224,
        "origin": "nominatim",
    }
    ((path, query),) = server.asked
    assert path == "/search"
    assert query["q"] == "Achampet"
    assert query["format"] == "json"
    assert server.agents == ["Dateline/0.1 (desk@example.org)"]


def test_a_miss_is_none_and_no_error(ask: Callable[..., OnlineGeocoder]) -> None:
    assert ask().geocode("Atlantis") is None
    assert ask().geocode("Atlantis", exactly_one=False) is None


def test_a_country_goes_along(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    ask().geocode("Achampet", country="IN")
    assert server.asked[0][1]["countrycodes"] == "in"


def test_an_empty_name_is_not_asked(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    assert ask().geocode("  ") is None
    assert server.asked == []


def test_answers_are_asked_once(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    memory = Memory()
    first = ask(memory).geocode("Achampet")
    again = ask(memory).geocode(" ACHAMPET ")
    assert first.raw == again.raw
    assert len(server.asked) == 1


def test_misses_are_asked_once_a_month(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    memory = Memory()
    assert ask(memory).geocode("Atlantis") is None
    assert ask(memory, now=lambda: NOON + timedelta(days=29)).geocode("Atlantis") is None
    assert len(server.asked) == 1
    assert ask(memory, now=lambda: NOON + timedelta(days=31)).geocode("Atlantis") is None
    assert len(server.asked) == 2


def test_a_failure_is_not_remembered(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    memory = Memory()
    server.status = 500
    with pytest.raises(GeocoderError):
        ask(memory).geocode("Achampet")
    server.status = 200
    assert ask(memory).geocode("Achampet") is not None


def test_requests_keep_a_second_apart(ask: Callable[..., OnlineGeocoder]) -> None:
    waits: list[float] = []
    clock = iter([100.0, 100.3, 100.5, 100.9]).__next__  # before and after each request
    online = ask(monotonic=clock, sleep=waits.append)
    online.geocode("Achampet")
    online.geocode("Atlantis")
    assert waits == [0.0, pytest.approx(0.8)]


def test_requests_are_really_kept_apart(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    online = ask(pause=0.2, sleep=time.sleep)
    for name in ("Achampet", "Atlantis", "Lemuria"):
        online.geocode(name)
    gaps = [later - earlier for earlier, later in zip(server.moments, server.moments[1:], strict=False)]
    assert min(gaps) >= 0.2


@pytest.mark.parametrize("status", [400, 404, 500, 502, 503, 504])
def test_a_server_that_answers_with_an_error_is_a_failure(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim, status: int
) -> None:
    server.status = status
    with pytest.raises(GeocoderError, match="did not answer"):
        ask().geocode("Achampet")


@pytest.mark.parametrize(
    "body",
    [
        b"<html>down for maintenance</html>",
        b'[{"lat": "16.4"',
        b'"Achampet"',
        b"{}",
        b"null",
        b"7",
        b"\xff\xfe",
        b'["Achampet"]',
        b'[{"display_name": "Achampet"}]',
        b'[{"lat": "north", "lon": "east", "display_name": "Achampet"}]',
        b'[{"lat": "nan", "lon": "0", "display_name": "Achampet"}]',
        b'[{"lat": "160", "lon": "78", "display_name": "Achampet"}]',
        b'[{"lat": "16", "lon": "78", "display_name": ""}]',
        b'{"error": "internal"}',
        b"[" + b" " * 3_000_000 + b"]",
    ],
)
def test_an_answer_that_cannot_be_read_is_a_failure_and_no_miss(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim, body: bytes
) -> None:
    memory = Memory()
    server.body = body
    with pytest.raises(GeocoderError, match="did not answer"):
        ask(memory).geocode("Achampet")
    assert memory.kept == {}


def test_a_server_that_does_not_answer_in_time_is_a_failure(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim
) -> None:
    server.delay = 30
    began = time.monotonic()
    with pytest.raises(GeocoderError, match="did not answer"):
        ask(deadline=0.3).geocode("Achampet")
    assert time.monotonic() - began < 3


def test_a_server_that_drips_a_byte_at_a_time_holds_nobody_up(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim
) -> None:
    server.drip = 0.1
    began = time.monotonic()
    with pytest.raises(GeocoderError, match=r"no whole answer in 0\.5 s"):
        ask(deadline=0.5).geocode("Achampet")
    assert time.monotonic() - began < 3


def test_a_server_that_is_gone_is_a_failure() -> None:
    online = open_online(OnlineSettings("http://127.0.0.1:9", "Dateline/0.1"))
    with pytest.raises(GeocoderError, match="did not answer"):
        online.geocode("Achampet")


def test_after_three_failures_in_a_row_nothing_more_is_asked(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim
) -> None:
    server.status = 500
    online = ask()
    for _ in range(5):
        with pytest.raises(GeocoderError):
            online.geocode("Achampet")
    assert len(server.asked) == 3
    assert "asked no more in this run: it failed 3 times in a row" in online.stopped


def test_an_answer_in_between_forgives_the_failures(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    online = ask()
    for status in (500, 500, 200, 500, 500, 200):
        server.status = status
        try:
            online.geocode("Achampet")
        except GeocoderError:
            assert status == 500
    assert len(server.asked) == 6
    assert online.stopped == ""


def test_a_refusal_is_taken_at_once(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    server.status = 403
    online = ask()
    for _ in range(2):
        with pytest.raises(GeocoderError, match="refused"):
            online.geocode("Achampet")
    assert len(server.asked) == 1


def test_too_many_requests_with_a_short_wait_is_waited_for(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim, slept: list[float]
) -> None:
    server.status, server.headers = 429, {"Retry-After": "2"}
    online = ask()
    with pytest.raises(GeocoderError, match="did not answer"):
        online.geocode("Achampet")
    server.status = 200
    assert online.geocode("Achampet") is not None
    assert 1 < slept[-1] <= 2


def test_too_many_requests_with_a_long_wait_ends_the_asking(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim
) -> None:
    server.status, server.headers = 429, {"Retry-After": "3600"}
    online = ask()
    with pytest.raises(GeocoderError, match="left alone for 3600 s"):
        online.geocode("Achampet")
    assert online.stopped


def test_a_run_asks_no_more_than_its_budget(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    online = ask(budget=2)
    online.geocode("Achampet")
    online.geocode("Atlantis")
    with pytest.raises(GeocoderError, match="as many requests as one run may make"):
        online.geocode("Lemuria")
    assert len(server.asked) == 2


def test_what_is_remembered_is_answered_even_when_nothing_more_is_asked(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim
) -> None:
    online = ask(Memory(), budget=1)
    online.geocode("Achampet")
    with pytest.raises(GeocoderError):
        online.geocode("Atlantis")
    assert online.geocode("Achampet") is not None


def test_reverse_finds_the_place_at_a_point(ask: Callable[..., OnlineGeocoder], server: FakeNominatim) -> None:
    online = ask(Memory())
    assert online.reverse((16.38, 78.63)).raw["name"] == "Achampet"
    assert online.reverse("16.38, 78.63").raw["name"] == "Achampet"
    assert online.reverse((0, -30)) is None
    assert [path for path, _ in server.asked] == ["/reverse", "/reverse"]


def test_the_chain_asks_online_only_for_what_the_gazetteer_lacks(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim
) -> None:
    chain = ChainGeocoder(GazetteerGeocoder(FakeGazetteer()), ask())
    assert chain.geocode("Paris, Texas").raw["origin"] == "gazetteer"
    assert server.asked == []
    assert chain.geocode("Achampet").raw["origin"] == "nominatim"
    assert chain.geocode("Atlantis") is None
    assert chain.reverse((35.93, 36.63)).raw["origin"] == "gazetteer"
    assert chain.reverse((16.38, 78.63)).raw["origin"] == "nominatim"


def test_the_chain_without_an_online_geocoder_asks_nothing() -> None:
    chain = ChainGeocoder(GazetteerGeocoder(FakeGazetteer()))
    assert chain.geocode("Achampet") is None
    assert chain.geocode({"city": "Achampet"}) is None
    assert chain.reverse((16.38, 78.63)) is None


def test_nothing_is_asked_online_unless_it_is_configured() -> None:
    assert online_geocoder(environ={}) is None
    assert online_geocoder(environ={"DATELINE_NOMINATIM": " "}) is None


def test_the_environment_configures_it(server: FakeNominatim) -> None:
    environ = {
        "DATELINE_NOMINATIM": f"{server.url}/nominatim/",
        "DATELINE_NOMINATIM_EMAIL": "desk@example.org",
        "DATELINE_NOMINATIM_BUDGET": "7",
    }
    settings = online_geocoder(environ=environ)
    assert settings == OnlineSettings(f"{server.url}/nominatim", "Dateline/0.1 (desk@example.org)", 7)
    online = open_online(settings)
    assert online.geocode("Achampet").raw["name"] == "Achampet"
    assert server.asked[0][0] == "/nominatim/search"


@pytest.mark.parametrize(
    "environ",
    [
        {"DATELINE_NOMINATIM": "nominatim.example.org"},
        {"DATELINE_NOMINATIM": "ftp://nominatim.example.org"},
        {"DATELINE_NOMINATIM": "https://x.org", "DATELINE_NOMINATIM_BUDGET": "many"},
    ],
)
def test_a_wrong_setting_is_one_clear_sentence(environ: dict[str, str]) -> None:
    with pytest.raises(GeocoderError, match=r"^DATELINE_NOMINATIM\w* is no "):
        online_geocoder(environ=environ)


def parsed_article() -> ParsedArticle:
    text = "Police in Achampet said a man from Atlantis met Washington."
    toponyms = tuple(
        ResolvedToponym(text.index(name), text.index(name) + len(name), name, role, None, 0.0, "unknown")
        for name, role in (("Achampet", Role.LITERAL), ("Atlantis", Role.LITERAL), ("Washington", Role.ASSOCIATIVE))
    )
    return ParsedArticle(Article("a", text), (), toponyms, ())


def test_unplaced_toponyms_are_placed_online_and_say_so(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim
) -> None:
    filled = fill_unplaced(parsed_article(), ask(), warn=pytest.fail)
    placed, missed, associative = filled.toponyms
    assert placed.place is not None
    assert (placed.place.name, placed.origin, placed.surface) == ("Achampet", "nominatim", "Achampet")
    assert "asked online" in placed.reason
    assert 0 < placed.score < 0.5
    assert (missed.place, associative.place) == (None, None)
    assert [query["q"] for _, query in server.asked] == ["Achampet", "Atlantis"]


def test_an_ingest_goes_on_without_the_online_geocoder_and_says_so_once(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim
) -> None:
    server.status = 403
    warnings: list[str] = []
    fill = OnlineFiller(ask(), warn=warnings.append)
    for _ in range(3):
        assert fill(parsed_article()) == parsed_article()
    assert len(warnings) == len(server.asked) == 1


def test_the_store_is_a_memory_for_it(
    ask: Callable[..., OnlineGeocoder], server: FakeNominatim, tmp_path: object
) -> None:
    from geo.store import open_store

    store = open_store(f"{tmp_path}/store.sqlite")
    try:
        for _ in range(2):
            online = ask(store)
            assert online.geocode("Achampet").raw["place_id"] == "osm:node/1234567"
            assert online.geocode("Atlantis") is None
        assert len(server.asked) == 2
    finally:
        store.close()


def test_the_fake_server_speaks_the_protocol_as_documented() -> None:
    assert json.loads(json.dumps(ACHAMPET))["boundingbox"] == ["16.3633", "16.4033", "78.6133", "78.6533"]
