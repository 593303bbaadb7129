"""What the tests of the web share: a site, and a fetcher that finds every public name at it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.articles.web import Archive, Fetcher, Limits, PageReader, PoliteFetcher, Seen
from tests.articles.web.site import Site, at_public_addresses, serving


@pytest.fixture(scope="session")
def _running() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def site(_running: Site) -> Site:
    _running.pages.clear()
    _running.asked.clear()
    return _running


@pytest.fixture
def fetcher(site: Site) -> Fetcher:
    """Only public addresses; every name is at one, behind which the site answers."""
    resolve, dial = at_public_addresses(site)
    return Fetcher(resolve=resolve, dial=dial, limits=Limits(seconds=5))


class Clock:
    """Time that passes only when it is slept through."""

    def __init__(self) -> None:
        self.moment = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.moment

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.moment, UTC)

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(round(seconds, 6))
        self.moment += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def polite(fetcher: Fetcher, clock: Clock) -> PoliteFetcher:
    """With manners, in a time of its own."""
    return PoliteFetcher(fetcher, clock=clock, sleep=clock.sleep, now=clock.now, chance=lambda: 0.0)


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    return Seen(tmp_path / "seen.jsonl")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def pages(polite: PoliteFetcher, seen: Seen, archive: Archive) -> PageReader:
    return PageReader(polite, seen=seen, archive=archive)
