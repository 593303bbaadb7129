"""What a reader comes for, from opening the page to handing it on: on a desk and on a phone of 360 pixels."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_dashboard import pick, reported

pytestmark = pytest.mark.browser
Screen = Callable[[str], Visit]


@pytest.fixture(params=["wide", "phone"])
def opened(request: pytest.FixtureRequest, visit: Callable[..., Visit]) -> Screen:
    """Open the dashboard on a desk, and on a phone."""
    wide = request.param == "wide"
    here = visit() if wide else visit(width=360, height=740)

    def at(query: str = "") -> Visit:
        here.open(query)
        here.settled()
        return here

    return at


def fits(here: Visit) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(here.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_place_is_found_narrowed_to_an_actor_and_widened_again(opened: Screen) -> None:
    here = opened("")
    everything = reported(here.page)
    pick(here, "Place", "Tartus", "Tartus, town")
    pick(here, "Actor", "Russia", "Russia, state")
    expect(here.page.locator(".chip")).to_have_text(["Tartus", "Russia"])
    assert reported(here.page) == 1
    expect(here.page.locator("article.card")).to_have_count(1)
    here.page.get_by_role("button", name="Clear all").click()
    expect(here.page.locator(".chip")).to_have_count(0)
    assert reported(here.page) == everything
    assert fits(here)


def test_a_mark_leads_to_its_sentences_and_a_sentence_to_its_mark(opened: Screen) -> None:
    here = opened("?map=8/35.2/36.1")
    here.map().locator(".dl-icon[aria-label^=Tartus]").click()
    expect(here.page.locator(".head h2")).to_have_text("Tartus")
    here.map().evaluate("void map.setView([50, 10], 5, {animate: false})")
    here.page.locator("article.card").first.get_by_text("Show on map").click()
    here.map().wait_for_function("Math.abs(map.getCenter().lat - 34.9) < 1")
    expect(here.map().locator(".dl-mark.is-on")).to_have_count(1)


def test_an_article_is_read_and_left_again(opened: Screen) -> None:
    here = opened("?q=naval")
    here.page.get_by_role("button", name="Read the article").first.click()
    expect(here.page.locator(".reader-text")).to_contain_text("just 50 miles south of Latakia")
    expect(here.page.locator(".mini circle.mini-spot")).to_have_count(2)
    assert fits(here)
    here.page.get_by_role("button", name=re.compile("^(All excerpts|Back)$")).click()
    expect(here.page.locator("article.card")).not_to_have_count(0)
    expect(here.page.locator(".chip")).to_have_text(["Articles with “naval”"])


def test_what_an_article_is_about_and_who_prints_it_become_filters(opened: Screen) -> None:
    here = opened("?sel=list:publishers")
    here.page.locator(".line", has_text="Pacific Wire").click()
    expect(here.page.locator(".chip")).to_have_text(["Pacific Wire"])
    expect(here.page.locator("article.card .place")).to_have_text(["Suva"])
    here.page.get_by_role("button", name="Filters").click()
    expect(here.page.get_by_text("Actors anywhere in the article")).to_be_visible()
    here.page.get_by_text("Actors anywhere in the article").click()
    here.page.keyboard.press("Escape")
    here.settled()
    pick(here, "Actor", "NATO", "NATO")
    expect(here.page.locator(".chip")).to_have_text(["NATO", "Actors anywhere in the article", "Pacific Wire"])
    expect(here.page.locator("article.card .place")).to_have_text(["Suva"])
    here.page.wait_for_function("location.search.includes('anywhere=1')")
    here.page.locator(".chip", has_text="anywhere").click()
    expect(here.page.locator(".empty")).to_contain_text("Loosen one of them")
    here.page.locator(".empty").get_by_role("button", name=re.compile("^Take actors anywhere")).click()
    expect(here.page.locator("article.card .place")).to_have_text(["Suva"])


def test_a_stretch_of_days_is_chosen_step_by_step(opened: Screen) -> None:
    here = opened("")
    here.page.get_by_role("button", name="One step on").click()
    here.page.wait_for_function("location.search.includes('from=')")
    expect(here.page.locator(".chip")).to_have_count(1)
    assert reported(here.page) < 5
    assert fits(here)
    here.page.go_back()
    expect(here.page.locator(".chip")).to_have_count(0)


def test_actors_and_places_have_pages_and_a_table(opened: Screen) -> None:
    here = opened("?sel=list:actors")
    here.page.locator(".line", has_text="NATO").first.click()
    expect(here.page.locator(".head h2")).to_have_text("NATO")
    expect(here.page.locator(".fact", has_text="Where")).to_contain_text("Syria")
    here.page.go_back()
    here.page.get_by_role("button", name="Who is where").click()
    expect(here.page.locator(".grid table")).to_be_visible()
    assert fits(here)
    here.page.get_by_role("button", name="Places", exact=True).click()
    here.page.locator(".line", has_text="Idlib").click()
    expect(here.page.locator(".head h2")).to_have_text("Idlib")
    here.page.get_by_role("button", name="Only this place").click()
    expect(here.page.locator(".chip")).to_have_text(["Idlib"])


def test_the_view_is_handed_on_as_a_link_and_as_a_picture(opened: Screen) -> None:
    here = opened("?actor=body:nato&map=5/35.0000/36.0000")
    here.page.get_by_role("button", name="Share").click()
    expect(here.page.get_by_role("img", name="QR code of the link to this view")).to_be_visible()
    assert "only=map" in here.page.get_by_label("Put the map into a page").input_value()
    assert fits(here)
    here.page.get_by_role("button", name="Copy link").click()
    expect(here.page.get_by_role("button", name="Link copied")).to_be_visible()
    assert here.page.evaluate("navigator.clipboard.readText()").endswith("?actor=body:nato&map=5/35.0000/36.0000")


def test_a_cluster_opens_to_what_is_in_it(opened: Screen) -> None:
    here = opened("?map=4/35.3/36.5&place=country:SY")
    here.map().locator(".dl-icon[aria-label*='3 places']").click()
    expect(here.page.locator(".places .line-name")).to_have_count(3)
    here.page.get_by_role("button", name="Zoom in here").click()
    here.map().wait_for_function("map.getZoom() > 6")


def test_the_list_says_all_that_the_map_shows(opened: Screen) -> None:
    here = opened("?map=7/35.3000/36.5000&inview=1&sel=list:places")
    expect(here.page.locator(".line").first).to_be_visible()
    listed = here.page.locator(".line-name").all_text_contents()
    marks = here.map().locator(".dl-icon, path.dl-area")
    labels = [marks.nth(at).get_attribute("aria-label") or "" for at in range(marks.count())]
    alone = [label for label in labels if " places" not in label]
    assert len(alone) > 3
    for label in alone:
        assert any(label.startswith(name[:100]) for name in listed), "each mark has its line"
    assert all(re.search(r"\d+ reports? in \d+ article", label) for label in alone)


def test_the_whole_way_goes_by_keyboard(opened: Screen) -> None:
    here = opened("?map=8/35.2/36.1")
    press = here.page.keyboard.press
    here.page.get_by_role("combobox", name="Actor", exact=True).focus()
    here.page.keyboard.type("NATO")
    press("Enter")
    expect(here.page.locator(".chip")).to_have_text(["NATO"])
    here.settled()
    here.page.locator("article.card .m-place").first.focus()
    press("Enter")
    expect(here.page.locator(".head h2")).to_have_text("Syria")
    expect(here.page.locator(".head h2")).to_be_focused()
    here.page.locator(".chip").focus()
    press("Enter")
    expect(here.page.locator(".chip")).to_have_count(0)
