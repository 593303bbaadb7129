"""The dashboard in a browser whose only network is this machine."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, serve
from tests.view import sample

pytestmark = pytest.mark.browser
Someone = Callable[..., Visit]


def test_the_map_is_drawn_with_land_water_names_and_marks(visit: Someone) -> None:
    here = visit().open("?map=8/35.3/36.5")
    frame = here.map()
    frame.wait_for_selector(".dl-mark")
    frame.wait_for_function("[...document.querySelectorAll('canvas.leaflet-tile')].length > 0")
    colours = """() => { const seen = new Set();
        for (const tile of document.querySelectorAll('canvas.leaflet-tile')) {
            const d = tile.getContext('2d').getImageData(0, 0, tile.width, tile.height).data;
            for (let i = 0; i < d.length; i += 4 * 97) seen.add([d[i], d[i+1], d[i+2]].join());
        } return [...seen]; }"""
    frame.wait_for_function(f"({colours})().length > 4")
    seen = frame.evaluate(colours)
    assert "246,243,236" in seen, "land"
    assert "217,228,232" in seen, "water"
    labels = (
        "(() => { const c = document.querySelector('canvas.dl-labels'); "
        "return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0) })()"
    )
    frame.wait_for_function(labels)
    assert frame.locator(".dl-mark").count() >= 2
    assert frame.locator("path.dl-area").count() >= 1
    assert frame.locator(".dl-icon[aria-label^=Tartus]").count() == 1


def test_areas_are_never_marked_as_spots(visit: Someone) -> None:
    frame = visit().open("?map=6/35.3/36.5").map()
    frame.wait_for_selector("path.dl-area[aria-label^=Idlib]")
    assert frame.locator(".dl-icon[aria-label^=Idlib]").count() == 0
    assert frame.locator(".dl-icon[aria-label^=Syria]").count() == 0


def test_an_excerpt_of_tartus_reads_its_own_sentence(visit: Someone) -> None:
    here = visit().open("?map=8/35.2/36.1")
    here.map().locator(".dl-icon[aria-label^=Tartus]").click()
    expect(here.page.locator(".head h2")).to_have_text("Tartus")
    card = here.page.locator("article.card", has_text="Russia maintains")
    expect(card.locator(".text")).to_have_text(
        "Russia maintains a naval base at Tartus, just 50 miles south of Latakia."
    )
    expect(card.locator(".m-place")).to_have_text("Tartus")
    expect(card.locator(".m-other")).to_have_text("Latakia")
    expect(card.locator(".m-actor")).to_have_text("Russia")
    expect(card).to_contain_text("undated")
    card.get_by_text("Why here?").click()
    expect(card.locator(".why-box")).to_contain_text("Score 95 of 100")
    expect(card.locator(".why-box")).to_contain_text("Tartus Island")


def test_a_place_and_an_actor_narrow_what_is_shown_and_leave_the_map_where_it_is(visit: Someone) -> None:
    here = visit().open("?map=6/35.2/36.1")
    before = here.position()
    reports = reported(here.page)
    pick(here, "Place", "Tartus", "Tartus, town")
    expect(here.page.locator(".chip")).to_have_text(["Tartus"])
    assert reported(here.page) < reports
    expect(here.page.locator("article.card .place").first).to_have_text("Tartus")
    pick(here, "Actor", "Russia", "Russia, state")
    expect(here.page.locator(".chip")).to_have_text(["Tartus", "Russia"])
    assert reported(here.page) == 1
    assert here.position() == before
    here.page.locator(".chip", has_text="Tartus").click()
    expect(here.page.locator(".chip")).to_have_text(["Russia"])


def test_a_country_includes_the_places_in_it(visit: Someone) -> None:
    here = visit().open()
    pick(here, "Place", "Syria", "Syria, whole country")
    expect(here.page.locator(".chip")).to_have_text(["Syria"])
    for name in ("Latakia", "Tartus", "Idlib"):
        expect(here.page.locator("article.card .place", has_text=re.compile(f"^{name}$"))).not_to_have_count(0)
    names = here.page.locator("article.card .place").all_inner_texts()
    assert "Suva" not in names


def test_a_shared_link_brings_the_same_view_to_someone_else(visit: Someone) -> None:
    here = visit().open("?map=7/35.2/36.2")
    pick(here, "Actor", "Russia", "Russia, state")
    here.map().locator(".dl-icon[aria-label^=Tartus]").click()
    expect(here.page.locator(".head h2")).to_have_text("Tartus")
    here.map().evaluate("void map.setView([35.0, 36.0], 8, {animate: false})")
    here.page.wait_for_function("location.search.includes('map=8/35')")
    here.page.get_by_role("button", name="Copy link").click()
    expect(here.page.get_by_role("button", name="Link copied")).to_be_visible()
    link = here.page.evaluate("navigator.clipboard.readText()")
    query = parse_qs(urlsplit(link).query)
    assert query["actor"] == ["state:ru"]
    assert query["sel"] == ["place:geonames:163345"]
    assert query["map"] == ["8/35.0000/36.0000"]

    other = visit(stranger=True)
    other.open(link.removeprefix(other.address).removeprefix("/"))
    expect(other.page.locator(".head h2")).to_have_text("Tartus")
    expect(other.page.locator(".chip")).to_have_text(["Russia"])
    assert other.position() == here.position()
    expect(other.map().locator(".dl-mark.is-on")).to_have_count(1)
    assert reported(other.page) == reported(here.page)


def test_back_in_the_browser_undoes_a_filter(visit: Someone) -> None:
    here = visit().open("?map=6/35.2/36.1")
    pick(here, "Actor", "NATO", "NATO")
    expect(here.page.locator(".chip")).to_have_text(["NATO"])
    here.page.go_back()
    expect(here.page.locator(".chip")).to_have_count(0)
    here.page.go_forward()
    expect(here.page.locator(".chip")).to_have_text(["NATO"])
    here.page.locator(".chip").click()
    expect(here.page.locator(".chip")).to_have_count(0)
    here.page.go_back()
    expect(here.page.locator(".chip")).to_have_text(["NATO"])


def test_selecting_an_excerpt_takes_the_map_to_its_place(visit: Someone) -> None:
    here = visit().open("?map=5/50.0/10.0")
    here.page.locator("article.card", has_text="Suva").get_by_text("Show on map").click()
    here.map().wait_for_function(
        "Math.abs(map.getCenter().lng - 178.4) < 1 && Math.abs(map.getCenter().lat + 18.1) < 1"
    )
    expect(here.page.locator(".head h2")).to_have_text("Suva")


def test_an_article_is_read_in_full_with_its_places(visit: Someone) -> None:
    here = visit().open()
    here.page.locator("article.card", has_text="Russia maintains").first.get_by_text("Read the article").click()
    expect(here.page.locator(".head h2")).to_have_text("Russian troops ‘already on ground in Syria’")
    text = here.page.locator(".reader-text")
    expect(text).to_contain_text("RUSSIA has been sending military forces into Syria in recent days")
    expect(text).to_contain_text("the nearby province of Idlib fell to al-Qaida")
    assert here.page.locator(".places .line-name", has_text="Latakia").count() == 1
    here.page.get_by_text("All excerpts").click()
    expect(here.page.locator(".tab.is-on")).to_have_text("Excerpts")


def test_text_search_narrows_and_marks_what_was_found(visit: Someone) -> None:
    here = visit().open()
    box = here.page.get_by_label("Search the articles")
    box.fill("cyclone")
    box.press("Enter")
    expect(here.page.locator(".chip")).to_have_text(["Articles with “cyclone”"])
    expect(here.page.locator("mark.found").first).to_have_text("cyclone")
    assert reported(here.page) == 1


def test_brushing_over_the_timeline_narrows_the_days(visit: Someone) -> None:
    here = visit().open("?map=4/30.0/50.0")
    box = here.page.get_by_test_id("stVegaLiteChart").locator("svg").bounding_box()
    assert box is not None
    here.page.mouse.move(box["x"] + 25, box["y"] + 30)
    here.page.mouse.down()
    here.page.mouse.move(box["x"] + 200, box["y"] + 40, steps=6)
    here.page.mouse.up()
    expect(here.page.locator(".chip")).to_have_text([re.compile("Sep 2015 to .* Sep 2015")])
    assert "undated left out" in here.page.locator(".counts").inner_text()
    assert here.position() == [4, 30, 50]
    here.page.locator(".chip").click()
    expect(here.page.locator(".chip")).to_have_count(0)


def test_a_place_that_is_not_reported_is_said_in_a_sentence(visit: Someone) -> None:
    here = visit().open()
    box = here.page.get_by_role("combobox", name="Place")
    box.click()
    box.fill("Zzyzx")
    box.press("Enter")
    expect(here.page.locator(".notes")).to_have_text("No place called “Zzyzx” is reported.")


def test_nothing_found_says_which_filter_to_loosen(visit: Someone) -> None:
    here = visit().open("?q=cyclone&actor=state:ru")
    expect(here.page.locator(".empty")).to_contain_text("Loosen one of them")
    here.page.get_by_role("button", name=re.compile("Take any actor")).click()
    expect(here.page.locator(".chip")).to_have_text(["Articles with “cyclone”"])
    assert reported(here.page) == 1


def test_hostile_text_is_shown_and_does_nothing(visit: Someone) -> None:
    here = visit().open("?map=9/33.5/36.3")
    mark = here.map().locator(".dl-icon")
    mark.hover()
    expect(here.map().locator(".dl-tip")).to_contain_text("<img src=x onerror=")
    mark.click()
    expect(here.page.locator(".head h2")).to_contain_text("${window.__pwned=2}")
    card = here.page.locator("article.card").first
    expect(card).to_contain_text("[click](javascript:")
    assert card.locator("a").count() == 0, "a javascript: address is no link"
    card.get_by_text("Read the article").click()
    expect(here.page.locator(".reader-text")).to_contain_text("</script><script>")
    here.page.get_by_role("button", name="Filters").click()
    expect(here.page.get_by_text("Publisher", exact=True)).to_be_visible()
    here.page.get_by_test_id("stMultiSelect").first.locator("input").click()
    here.settled()
    here.page.keyboard.press("Escape")
    for label in ("Place", "Actor"):
        here.page.get_by_role("combobox", name=label, exact=True).click()
        expect(here.page.get_by_role("option", name=re.compile("^<img src=x onerror"))).to_be_visible()
        here.page.keyboard.press("Escape")
    assert here.pwned() is None
    assert here.page.locator("img[src='x']").count() == 0


def test_a_headline_of_ten_thousand_letters_breaks_no_phone(visit: Someone) -> None:
    here = visit(width=360, height=740).open("?sel=place:curated:hostile")
    expect(here.page.locator("article.card .title")).to_contain_text("xxxx")
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 360
    height = here.page.locator("article.card .title").bounding_box()
    assert height is not None
    assert height["height"] < 60
    here.page.get_by_text("Read the article").click()
    expect(here.page.locator(".reader-text")).to_be_visible()
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_where_the_clipboard_is_closed_the_link_is_shown_to_copy(visit: Someone) -> None:
    here = visit()
    here.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    here.open("?map=6/35.2/36.1")
    here.settled()
    here.page.get_by_role("button", name="Copy link").click()
    assert "map=6/35.2000/36.1000" in here.page.get_by_label("Link to this view").input_value()


def test_a_hostile_address_is_passed_over_with_one_quiet_sentence(visit: Someone) -> None:
    here = visit().open("?place=%00&from=banana&view=999,x&map=99/1/1&sel=report:<script>&q=" + "x" * 5000)
    expect(here.page.locator(".notes")).to_have_text(
        "Part of the link could not be read and is left out: place, from, map, sel, q."
    )
    assert here.page.get_by_test_id("stException").count() == 0
    assert reported(here.page) > 10
    here.page.wait_for_function("/[?&]map=[0-9]+.-?[0-9]+[.]/.test(location.search)")
    assert "banana" not in here.page.url


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_of_360_pixels_shows_map_then_excerpts_without_sideways_scrolling(visit: Someone, dark: bool) -> None:
    here = visit(width=360, height=740, dark=dark).open()
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 360
    frame = here.page.locator(".st-key-map iframe").bounding_box()
    panel = here.page.locator(".panel").bounding_box()
    assert frame is not None
    assert panel is not None
    assert frame["width"] > 320
    assert frame["height"] > 300
    assert panel["y"] > frame["y"] + frame["height"]
    assert here.map().evaluate("document.documentElement.dataset.theme") == ("dark" if dark else "light")


def test_a_cluster_lists_its_places_and_opens_on_request(visit: Someone) -> None:
    here = visit().open("?map=4/35.3/36.5&place=country:SY")
    here.map().locator(".dl-icon[aria-label*='3 places']").click()
    expect(here.page.locator(".head h2")).to_have_text("3 places")
    expect(here.page.locator(".places .line-name")).to_have_count(3)
    here.page.get_by_role("button", name="Zoom in here").click()
    here.map().wait_for_function("map.getZoom() > 6")
    here.map().locator(".dl-icon[aria-label^=Tartus]").wait_for()
    here.page.locator(".places .line-name", has_text="Tartus").click()
    expect(here.page.locator(".head h2")).to_have_text("Tartus")


def test_marks_are_reached_and_pressed_by_keyboard(visit: Someone) -> None:
    here = visit().open("?map=8/35.2/36.1")
    here.map().locator(".dl-icon[aria-label^=Tartus]").focus()
    here.page.keyboard.press("Enter")
    expect(here.page.locator(".head h2")).to_have_text("Tartus")


def test_online_tiles_are_asked_for_only_when_chosen_and_the_map_is_never_blank(visit: Someone) -> None:
    here = visit().open("?map=6/35.3/36.5")
    here.settled()
    assert here.left == []
    here.map().get_by_role("button", name="Choose what the map shows").click()
    here.map().get_by_text("OpenStreetMap", exact=True).click()
    here.page.wait_for_function("location.search.includes('base=osm')")
    expect(here.map().locator(".leaflet-control-attribution")).to_contain_text("© OpenStreetMap contributors")
    here.settled()
    assert here.left
    assert {urlsplit(url).hostname for url in here.left} == {"tile.openstreetmap.org"}
    here.left.clear()
    assert here.map().locator("canvas.leaflet-tile").count() > 0, "the built-in map stays underneath"


def test_a_map_that_wants_a_key_is_offered_only_with_one(
    visit: Someone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = visit().open("?base=carto-dark&map=6/35.3/36.5")
    here.settled()
    assert here.left == [], "without a key the built-in map is shown"
    here.map().get_by_role("button", name="Choose what the map shows").click()
    expect(here.map().get_by_label("Built-in, offline")).to_be_checked()
    expect(here.map().get_by_text("CARTO light")).to_have_count(0)
    monkeypatch.setenv("DATELINE_CARTO_KEY", "key-of-the-desk")
    sample.fill(tmp_path / "store.sqlite", [sample.seed()]).close()
    for address in serve(str(tmp_path / "store.sqlite"), tmp_path):
        keyed = visit(at=address).open("?base=carto-dark&map=6/35.3/36.5")
        keyed.settled()
        asked = [urlsplit(url) for url in keyed.left]
        keyed.left.clear()
        assert asked
        assert {(url.hostname, url.query) for url in asked} == {("basemaps.cartocdn.com", "key=key-of-the-desk")}
        expect(keyed.map().locator(".leaflet-control-attribution")).to_contain_text("© CARTO")


def test_what_the_map_shows_can_be_the_filter(visit: Someone) -> None:
    here = visit().open("?map=7/35.2/36.2&inview=1")
    expect(here.page.locator(".chip")).to_have_text(["In this view"])
    expect(here.page.locator("article.card .place", has_text="Suva")).to_have_count(0)
    here.map().evaluate("void map.setView([-18, 178], 6, {animate: false})")
    expect(here.page.locator("article.card .place").first).to_have_text("Suva")


def test_the_map_is_kept_when_filters_change(visit: Someone) -> None:
    here = visit().open("?map=6/35.2/36.1")
    here.map().evaluate("window.kept = 'yes'")
    pick(here, "Actor", "NATO", "NATO")
    expect(here.page.locator(".chip")).to_have_text(["NATO"])
    assert here.map().evaluate("window.kept") == "yes"


def reported(page: Page) -> int:
    """The number of reports that the strip says, once it has settled."""
    page.wait_for_timeout(400)
    text = page.locator(".counts").inner_text()
    found = re.match(r"([\d\u202f]+)\s+report", text)
    assert found, text
    return int(found[1].replace("\u202f", ""))


def pick(here: Visit, label: str, typed: str, option: str) -> None:
    """Type into one of the pickers and take the option that begins as given."""
    box = here.page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(typed)
    here.page.get_by_role("option", name=re.compile("^" + re.escape(option))).first.click()
    here.settled()
