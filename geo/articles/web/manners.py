"""Fetch with manners: what robots.txt allows, one request at a time, with pauses, and never again at once.

A site is asked at most once a second (or as seldom as it asks for, up to half a minute). A busy or broken server is
asked again twice, later and later, or when it says (`Retry-After`, up to two minutes); one that wants to be left alone
for longer is left alone for this run. The times are manners, not measurements.
"""

import random
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from geo.articles.web.fetching import Fetcher
from geo.articles.web.locations import Location
from geo.articles.web.responses import Fetched, FetchError, LeftAlone
from geo.articles.web.robots import Robots

__all__ = ["PoliteFetcher"]

_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_LONGEST_WAIT = 120.0
_ATTEMPTS = 3
_BACKOFF = 2.0
_HOSTS = 2_000
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_CLOSED = {401: "wants a password", 402: "is not free", 403: "is not open to programs", 451: "is blocked by law"}
_GONE = {404: "is not there", 410: "was taken away"}


class PoliteFetcher:
    """A fetcher with manners; safe to share between threads, which then take turns."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: Callable[[], float] = random.random,
        guard: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """`sleep` waits for so many seconds; `chance` is in 0…1; `guard` surrounds all that is done for a page."""
        self._fetcher, self._clock, self._sleep, self._now, self._chance = fetcher, clock, sleep, now, chance
        self._guard = guard
        self._robots = Robots(self._get_robots, clock=clock)
        self._free_at: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, kinds: frozenset[str] | None = None
    ) -> Fetched:
        """The page (status 200), or its having not changed (304, where `headers` asked that).

        Raises FetchError: where robots.txt forbids it, where the server refuses, fails thrice or is out of bounds.
        """
        with self._lock, self._guard():
            attempt = 0
            while True:
                attempt += 1
                try:
                    fetched = self._fetcher.get(
                        url, headers=headers, kinds=kinds, before=lambda location: self._knock(url, location)
                    )
                    return self._judge(url, fetched)
                except _Later as later:
                    wait = later.wait if later.wait is not None else self._backoff(attempt)
                    if later.host:
                        self._hold(later.host, self._clock() + wait)
                    if wait > _LONGEST_WAIT or attempt >= _ATTEMPTS:
                        raise FetchError(url, later.why, passing=True) from later
                except LeftAlone:
                    raise
                except FetchError as error:
                    if not error.passing or attempt >= _ATTEMPTS:
                        raise
                    wait = self._backoff(attempt)
                self._sleep(wait)

    def _knock(self, url: str, location: Location) -> None:
        """Wait until the site may be asked for this address; raises LeftAlone where it may not be."""
        self._robots.check(url, location)
        self._wait_for(url, location)
        pause = min(max(_PAUSE, self._robots.delay(location)), _LONGEST_PAUSE)
        self._hold(location.host, self._clock() + pause)

    def _wait_for(self, url: str, location: Location) -> None:
        wait = self._free_at.get(location.host, 0.0) - self._clock()
        if wait > _LONGEST_WAIT:
            why = f"is left alone for {wait:.0f} s more, as its server asked; try again later"
            raise LeftAlone(url, why, passing=True)
        if wait > 0:
            self._sleep(wait)

    def _hold(self, host: str, until: float) -> None:
        self._free_at[host] = max(until, self._free_at.get(host, 0.0))
        self._free_at.move_to_end(host)
        while len(self._free_at) > _HOSTS:
            self._free_at.popitem(last=False)

    def _get_robots(self, url: str, **options: object) -> Fetched:
        def wait(location: Location) -> None:
            self._wait_for(url, location)
            self._hold(location.host, self._clock() + _PAUSE)

        return self._fetcher.get(url, before=wait, **options)  # type: ignore[arg-type]

    def _judge(self, url: str, fetched: Fetched) -> Fetched:
        status = fetched.status
        if status in {200, 304}:
            return fetched
        if status in _BUSY:
            raise _Later(
                f"can't be had now (the server answers {status}); try again later",
                host=fetched.host,
                wait=_seconds(fetched.header("Retry-After"), self._now()),
            )
        why = _CLOSED.get(status) or _GONE.get(status) or "can't be had"
        raise FetchError(url, f"{why} (the server answers {status}); open it in a browser to see")

    def _backoff(self, attempt: int) -> float:
        """Seconds before the next attempt: 2, 4, … and up to half as much again, so that many do not knock at once."""
        return _BACKOFF**attempt * (1 + self._chance() / 2)


class _Later(Exception):
    """A server that may answer later; `wait` is when it says so."""

    def __init__(self, why: str, *, host: str, wait: float | None) -> None:
        super().__init__(why)
        self.why, self.host, self.wait = why, host, wait


def _seconds(retry_after: str, now: datetime) -> float | None:
    """The seconds of a Retry-After header (a number, or a moment); None where it has none that can be read."""
    given = retry_after.strip()
    if given.isdecimal() and given.isascii():
        return float(min(int(given[:9]), 10**8))
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
