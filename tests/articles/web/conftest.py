"""What the tests of the web share: a site, and a fetcher that finds every public name at it."""

from collections.abc import Iterator

import pytest

from geo.articles.web import Fetcher, Limits
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
