"""Time runs under the map, by pointer and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_time_plays_step_by_step_and_stops_at_the_end(visit: Callable[..., Visit]) -> None:
    here = visit().open()
    here.page.get_by_role("button", name="Play through time").click()
    chip = here.page.locator(".chip")
    expect(chip).to_have_count(1)
    first = chip.inner_text()
    expect(chip).not_to_have_text(first)
    assert "from=" not in here.page.url, "a step is no step in the browser's history"
    here.page.get_by_role("button", name="Stop").click()
    here.page.wait_for_function("() => location.search.includes('from=')")
    here.page.get_by_role("button", name="All days").click()
    expect(chip).to_have_count(0)


def test_a_step_is_taken_by_keyboard_and_keeps_the_focus(visit: Callable[..., Visit]) -> None:
    here = visit().open()
    button = here.page.get_by_role("button", name="One step on")
    button.focus()
    here.page.keyboard.press("Enter")
    chip = here.page.locator(".chip")
    expect(chip).to_have_count(1)
    first = chip.inner_text()
    expect(button).to_be_focused()
    here.page.keyboard.press("Enter")
    expect(chip).not_to_have_text(first)


def test_the_length_of_a_step_can_be_chosen(visit: Callable[..., Visit]) -> None:
    here = visit().open()
    lengths = here.page.get_by_label("Length of a step")
    options = lengths.locator("option").all_inner_texts()
    assert "By day" in options
    lengths.select_option(options[-1])
    here.settled()
    expect(lengths.locator("option:checked")).to_have_text(options[-1])
