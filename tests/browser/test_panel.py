"""The panel and the map follow each other; the lists, the actor's page and the small map lead where they say."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_an_excerpt_under_the_pointer_rings_its_places_on_the_map(visit: Callable[..., Visit]) -> None:
    here = visit().open("?q=naval")
    card = here.page.locator(".card").filter(has_text="maintains a naval base").first
    card.hover()
    frame = here.map()
    frame.wait_for_selector(".dl-hint")
    here.page.mouse.move(5, 5)
    frame.wait_for_selector(".dl-hint", state="detached")


def test_a_mark_under_the_pointer_marks_its_excerpts(visit: Callable[..., Visit]) -> None:
    here = visit().open("?map=9/34.9/35.9")
    here.settled()
    here.map().locator(".dl-icon[aria-label*=Tartus]").first.hover()
    here.page.wait_for_selector(".card.is-hint")
    hinted = here.page.locator(".card.is-hint")
    assert all("Tartus" in text for text in hinted.all_inner_texts())
    assert hinted.count() < here.page.locator(".card").count()


def test_the_reader_shows_an_article_s_places_on_a_small_map(visit: Callable[..., Visit]) -> None:
    here = visit().open("?q=naval")
    here.page.get_by_role("button", name="Read the article").first.click()
    mini = here.page.locator(".mini")
    mini.locator("path.mini-country[aria-label=Syria]").wait_for()
    spots = mini.locator("circle.mini-spot")
    assert {spots.nth(i).get_attribute("aria-label") for i in range(spots.count())} == {"Latakia", "Tartus"}
    mini.locator("circle[aria-label=Tartus]").click()
    here.page.get_by_role("heading", name="Tartus").wait_for()


def test_an_actor_s_page_has_its_link_and_leads_to_those_it_appears_with(visit: Callable[..., Visit]) -> None:
    here = visit().open()
    here.page.get_by_role("button", name="Actors", exact=True).click()
    here.page.locator(".line", has_text="Russia").first.click()
    here.page.get_by_role("heading", name="Russia").wait_for()
    here.page.wait_for_function("() => location.search.includes('sel=actor:state:ru')")
    here.page.locator(".fact", has_text="With").get_by_role("button").first.click()
    here.page.wait_for_function("() => !location.search.includes('state:ru') && location.search.includes('sel=actor:')")
    here.page.get_by_role("button", name="Back", exact=True).click()
    here.page.get_by_role("heading", name="Russia").wait_for()


def test_a_cell_of_who_is_where_shows_its_excerpts(visit: Callable[..., Visit]) -> None:
    here = visit().open("?sel=list:grid")
    cell = here.page.get_by_role("row", name="Russia").get_by_title("Show these excerpts").first
    cell.click()
    here.page.wait_for_function("() => location.search.includes('actor=') && location.search.includes('place=')")
    here.page.locator(".card").first.wait_for()
    assert "sel=" not in here.page.url


def test_hostile_names_stay_words_in_the_lists(visit: Callable[..., Visit]) -> None:
    here = visit()
    for listing in ("places", "actors", "grid"):
        here.open(f"?sel=list:{listing}")
        here.page.get_by_role("button", name="Who is where").wait_for()
        assert here.pwned() is None


def test_a_typed_place_takes_the_map_there(visit: Callable[..., Visit]) -> None:
    here = visit().open()
    frame = here.map()
    frame.get_by_role("button", name="Go to a place").click()
    frame.get_by_label("Go to a place").last.fill("Suva")
    here.page.keyboard.press("Enter")
    frame.wait_for_function("Math.abs(map.getCenter().lat + 18.14) < 0.5 && map.getZoom() > 5")
    expect(frame.locator(".dl-find")).to_be_hidden()
    assert "sel=" not in here.page.url
