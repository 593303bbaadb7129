"""Ask an online Nominatim for a name that the gazetteer lacks: seldom, politely, and never twice.

At most one request a second, with a user agent of our own; answers and misses are kept; a request has a hard
time limit, whatever the server does; a failure is an error, never "no such place"; and after three failures
in a row, or a refusal, nothing more is asked in this run. Off unless DATELINE_NOMINATIM names a server.
"""

import json
import queue
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn
from urllib.parse import urlsplit

from geopy.exc import GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges, GeocoderRateLimited, GeopyError
from geopy.geocoders import Nominatim
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.errors import GeocoderError
from geo.geocoder.adapter import NoConnection, OneAttempt
from geo.geocoder.cache import GeocodeCache
from geo.geocoder.nominatim import StrictNominatim, read_answer
from geo.settings import OnlineSettings

__all__ = ["OnlineGeocoder", "open_online"]

_LIMIT = 5
_MISS_LASTS = timedelta(days=30)
"""After this, a miss is asked again: OpenStreetMap grows."""


class OnlineGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """geopy's Nominatim with manners and a memory; `raw["origin"]` is "nominatim"."""

    def __init__(
        self,
        nominatim: Nominatim,
        *,
        provider: str,
        cache: GeocodeCache | None = None,
        pause: float = 1.0,
        deadline: float = 10.0,
        failures_allowed: int = 3,
        budget: int = 500,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`pause`: seconds between requests; `deadline`: seconds for one; `budget`: requests in this run."""
        super().__init__(adapter_factory=NoConnection, user_agent=nominatim.headers["User-Agent"], timeout=deadline)
        self.provider = provider
        self.stopped = ""
        self._nominatim, self._cache = nominatim, cache
        self._pause, self._deadline = pause, deadline
        self._allowed, self._left = failures_allowed, budget
        self._monotonic, self._sleep, self._now = monotonic, sleep, now
        self._failures = 0
        self._free_at = 0.0
        self._lock = threading.Lock()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country: str | None = None,
        timeout: object = None,
    ) -> Location | list[Location] | None:
        """The place of a name, or up to five, the likeliest first; None where the server knows none.

        `country` is an ISO code. Raises GeocoderError where the server does not answer, and once it is asked no more.
        """
        name = " ".join(query.split())
        if not name:
            return None
        codes = country.lower() if country else None
        key = json.dumps(["search", name.casefold(), codes or ""], ensure_ascii=False)
        found = self._answer(
            key,
            lambda: self._nominatim.geocode(
                name,
                exactly_one=False,
                limit=_LIMIT,
                addressdetails=True,
                language="en",
                country_codes=codes,
                timeout=self._deadline,
            ),
        )
        locations = found[:limit] if limit else found
        return (locations[0] if exactly_one else locations) if locations else None

    def reverse(
        self, query: Point | str | tuple[float, float], *, exactly_one: bool = True, timeout: object = None
    ) -> Location | list[Location] | None:
        """The place at a point (`lat, lon`); None where the server knows none. Raises as `geocode` does."""
        point = query if isinstance(query, Point) else Point(query)
        at = f"{point.latitude:.4f},{point.longitude:.4f}"
        found = self._answer(
            json.dumps(["reverse", at]),
            lambda: self._nominatim.reverse(at, exactly_one=False, language="en", timeout=self._deadline),
        )
        return (found[0] if exactly_one else found) if found else None

    def _answer(self, key: str, ask: Callable[[], Any]) -> list[Location]:
        with self._lock:
            kept = self._cache.cached_geocode(self.provider, key) if self._cache is not None else None
            if kept is not None and kept.payload is not None:
                return read_answer(json.loads(kept.payload))
            if kept is not None and self._now() - kept.asked_at < _MISS_LASTS:
                return []
            raws = self._ask(ask)
            locations = read_answer(raws)
            if self._cache is not None:
                payload = json.dumps(raws, ensure_ascii=False) if raws else None
                self._cache.cache_geocode(self.provider, key, payload=payload)
            return locations

    def _ask(self, ask: Callable[[], Any]) -> list[dict[str, Any]]:
        if self.stopped:
            raise GeocoderError(self.stopped)
        if self._left <= 0:
            self._stop("it has answered as many requests as one run may make")
        self._left -= 1
        self._sleep(max(0.0, self._free_at - self._monotonic()))
        try:
            found = _within(self._deadline, ask)
            raws = [location.raw for location in found or []]
            read_answer(raws)
        except Exception as error:  # noqa: BLE001  # a server may answer with anything; all of it is a failure
            self._free_at = self._monotonic() + self._pause
            self._fail(error)
        self._free_at = self._monotonic() + self._pause
        self._failures = 0
        return raws

    def _fail(self, error: Exception) -> NoReturn:
        self._failures += 1
        why = _cause(error)
        if isinstance(error, GeocoderRateLimited):
            wait = error.retry_after or 60
            if wait > self._deadline:
                self._stop(f"it asked to be left alone for {wait} s")
            self._free_at = self._monotonic() + wait
        if isinstance(error, GeocoderAuthenticationFailure | GeocoderInsufficientPrivileges):
            self._stop(f"it refused ({why})")
        if self._failures >= self._allowed:
            self._stop(f"it failed {self._failures} times in a row ({why})")
        raise GeocoderError(f"{self.provider} did not answer ({why}); the name stays without a place") from error

    def _stop(self, why: str) -> NoReturn:
        self.stopped = f"{self.provider} is asked no more in this run: {why}; run the command again later"
        raise GeocoderError(self.stopped)


def open_online(settings: OnlineSettings, *, cache: GeocodeCache | None = None) -> OnlineGeocoder:
    """The online geocoder that is configured (`geo.settings.online_geocoder`), with a memory where one is given."""
    parts = urlsplit(settings.url)
    nominatim = StrictNominatim(
        domain=parts.netloc + parts.path,
        scheme=parts.scheme,
        user_agent=settings.user_agent,
        adapter_factory=OneAttempt,
    )
    return OnlineGeocoder(nominatim, provider=f"nominatim:{parts.hostname}", cache=cache, budget=settings.budget)


def _within(seconds: float, ask: Callable[[], Any]) -> Any:
    """What `ask` gives, or TimeoutError: a server that drips a byte a second never trips a socket's own time-out."""
    answers: queue.Queue[tuple[Any, Exception | None]] = queue.Queue()

    def run() -> None:
        try:
            answers.put((ask(), None))
        except Exception as error:  # noqa: BLE001  # carried to the thread that waits
            answers.put((None, error))

    threading.Thread(target=run, name="nominatim", daemon=True).start()
    try:
        found, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no whole answer in {seconds:g} s") from None
    if error is not None:
        raise error
    return found


def _cause(error: Exception) -> str:
    text = " ".join(str(error).split())[:120]
    kind = "" if isinstance(error, GeopyError | TimeoutError) else "unreadable answer: "
    return f"{kind}{text or type(error).__name__}"
