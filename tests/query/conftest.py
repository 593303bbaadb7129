"""A fresh store for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.store import Store, open_store, saving


@pytest.fixture(autouse=True, scope="module")
def _every_article_its_own_story(request: pytest.FixtureRequest) -> Iterator[None]:
    """The corpora of these tests say the same few sentences again and again; only test_copies.py is about that."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.module.__name__.endswith("test_copies"):
            real = saving.join_story
            patch.setattr(saving, "join_story", lambda *given, **facts: real(*given, **facts | {"alone": True}))
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(path)
    yield opened
    opened.close()
