"""A view is handed on as a link, a QR code, or a map inside another page."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_the_lines_for_another_page_open_the_map_alone_with_the_same_filters(visit: Callable[..., Visit]) -> None:
    here = visit().open("?q=naval&map=7/35.1000/36.2000")
    here.page.get_by_role("button", name="Share", exact=True).click()
    expect(here.page.get_by_role("img", name="QR code of the link to this view")).to_be_visible()
    lines = here.page.get_by_label("Put the map into a page").input_value()
    found = re.search(r'src="([^"]+)"', lines)
    assert found is not None
    address = found[1].replace("&amp;", "&")
    other = visit(width=700, height=480).open(f"?{urlsplit(address).query}")
    assert other.position() == here.position()
    expect(other.page.get_by_role("textbox", name="Search the articles")).to_have_count(0)
    expect(other.page.locator(".card")).to_have_count(0)
    assert other.map().locator(".dl-icon").count() >= 1


def test_a_mark_of_the_map_alone_shows_its_excerpts_below_and_leads_to_the_whole(visit: Callable[..., Visit]) -> None:
    here = visit(width=700, height=480).open("?only=map&map=9/34.9/35.9")
    here.settled()
    here.map().locator(".dl-icon[aria-label*=Tartus]").first.click()
    expect(here.page.locator(".head h2")).to_have_text("Tartus")
    whole = here.page.get_by_role("link", name="Open the whole map with its excerpts")
    href = whole.get_attribute("href") or ""
    assert "only=" not in href
    assert "sel=place:geonames:163345" in href


def test_the_ways_to_share_close_again(visit: Callable[..., Visit]) -> None:
    here = visit().open()
    button = here.page.get_by_role("button", name="Share", exact=True)
    button.click()
    expect(here.page.locator(".ways")).to_be_visible()
    button.click()
    expect(here.page.locator(".ways")).to_be_hidden()
