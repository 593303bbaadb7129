"""What the dashboard says where there is nothing to show, or the store can't be read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo.store import open_store
from tests.browser.conftest import Visit, serve
from tests.view import sample

pytestmark = pytest.mark.browser
Someone = Callable[..., Visit]


def test_an_empty_store_says_how_to_add_articles_and_shows_them_when_they_come(visit: Someone, tmp_path: Path) -> None:
    open_store(tmp_path / "empty.sqlite").close()
    for address in serve(str(tmp_path / "empty.sqlite"), tmp_path):
        here = visit(at=address).open()
        expect(here.page.locator(".empty")).to_contain_text("python -m geo ingest")
        sample.fill(tmp_path / "empty.sqlite", sample.dated()).close()
        expect(here.page.locator("article.card", has_text="cyclone")).to_be_visible(timeout=30_000)


def test_a_missing_store_says_how_to_make_one(visit: Someone, tmp_path: Path) -> None:
    for address in serve(str(tmp_path / "none.sqlite"), tmp_path):
        here = visit(at=address).open(drawn=False)
        expect(here.page.locator(".st-key-standin")).to_contain_text("python -m geo ingest")
        assert not (tmp_path / "none.sqlite").exists()


def test_a_broken_store_is_one_sentence_and_no_traceback(visit: Someone, tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"SQLite format 3\0" + b"nonsense" * 500)
    for address in serve(str(tmp_path / "broken.sqlite"), tmp_path):
        here = visit(at=address).open(drawn=False)
        expect(here.page.locator(".st-key-standin")).to_contain_text("broken.sqlite")
        assert here.page.get_by_test_id("stException").count() == 0
        assert "Traceback" not in here.page.inner_text("body")
