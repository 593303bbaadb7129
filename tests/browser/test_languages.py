"""The page in other languages: French by link, by choice and by browser; one that is written from right to left."""

import json
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, Visit, serve
from tests.browser.test_access import serious
from tests.view import sample

pytestmark = pytest.mark.browser
Someone = Callable[..., Visit]

OURS = ".act, .tab, .copy, .all, .back, .fact-label, .orders button, .player .whole, .player option, .note"
MAPS = ".dl-legend summary, .dl-legend-note, .dl-legend-row span, .dl-layers h2, .dl-layers p, .dl-layers label span"


def test_a_link_in_french_shows_page_and_map_in_french(visit: Someone) -> None:
    here = visit().open("?lang=fr&map=5/35.2000/36.1000&q=naval")
    assert here.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["fr", "ltr"]
    expect(here.page.locator(".counts")).to_contain_text("mentions")
    expect(here.page.locator(".chip")).to_have_text(["Articles avec «\u00a0naval\u00a0»"])
    expect(here.page.get_by_role("button", name="Copier le lien")).to_be_visible()
    frame = here.map()
    assert frame.evaluate("document.documentElement.lang") == "fr"
    expect(frame.get_by_role("button", name="Cadrer la carte sur ce qui est montré")).to_be_visible()
    frame.wait_for_function("dateline.labels._world.length > 0")
    named = frame.evaluate("dateline.labels._world.filter(l => l.class === 'country').map(l => l.text)")
    assert {"Syrie", "Liban", "Turquie"} <= set(named)
    here.page.get_by_text("Pourquoi ici").first.click()
    assert here.page.locator(".why-box p[lang=en]").count() >= 1, "reasons are in English, and say so"


@pytest.mark.parametrize(
    "query", ["", "?q=naval", "?sel=list:grid", "?sel=actor:state:ru", "?q=cyclone&actor=state:ru"]
)
def test_longer_words_break_no_phone(visit: Someone, query: str) -> None:
    here = visit(width=360, height=740, locale="fr-FR").open(query)
    assert here.page.evaluate("document.documentElement.lang") == "fr", "the browser's language, where it is ours"
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 360
    for button in here.page.locator(".copy, .tab, .act").all():
        box = button.bounding_box()
        assert box is None or (box["x"] >= 0 and box["x"] + box["width"] <= 360)


def test_a_language_is_chosen_and_the_map_stays_where_it_is(visit: Someone) -> None:
    here = visit().open("?map=6/35.2000/36.1000")
    here.settled()
    here.map().evaluate("void map.setView([34.5, 37.5], 7, {animate: false})")
    here.page.wait_for_function("location.search.includes('map=7/34.5')")
    here.page.get_by_role("button", name="Filters").click()
    here.settled()
    language = here.page.get_by_role("combobox", name="Language")
    language.scroll_into_view_if_needed()
    language.focus()
    here.page.keyboard.type("Fran")
    here.page.get_by_role("option", name="Français").wait_for()
    here.page.keyboard.press("Enter")
    here.page.wait_for_function("location.search.includes('lang=fr')")
    here.page.keyboard.press("Escape")
    expect(here.page.get_by_role("button", name="Copier le lien")).to_be_visible()
    here.page.wait_for_function(
        "document.querySelector('.st-key-map iframe')?.contentDocument?.documentElement?.lang === 'fr'"
    )
    here.map().wait_for_function("map.getZoom() === 7 && Math.abs(map.getCenter().lat - 34.5) < 0.01")
    here.page.go_back()
    expect(here.page.get_by_role("button", name="Copy link")).to_be_visible()


def test_a_place_that_nobody_reports_is_said_in_french(visit: Someone) -> None:
    here = visit().open("?lang=fr")
    box = here.page.get_by_role("combobox", name="Lieu", exact=True)
    box.click()
    box.fill("Atlantide")
    here.page.keyboard.press("Enter")
    expect(here.page.locator(".notes")).to_have_text("Aucun lieu nommé «\u00a0Atlantide\u00a0» n’est mentionné.")


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A checkout with one more language, made of the English one: every string between marks, from right to left."""
    folder = tmp_path_factory.mktemp("mirrored")
    root = folder / "checkout"
    shutil.copytree(ROOT / "geo", root / "geo", ignore=shutil.ignore_patterns("data", "__pycache__"))
    (root / "geo" / "data").symlink_to(ROOT / "geo" / "data")
    shutil.copytree(ROOT / ".streamlit", root / ".streamlit")
    shutil.copy(ROOT / "dashboard.py", root)
    strings = json.loads((ROOT / "geo/view/strings/en.json").read_text("utf-8"))

    def marked(string: object) -> object:
        return {k: marked(v) for k, v in string.items()} if isinstance(string, dict) else f"⟦{string}⟧"

    kept = re.compile(r"(number|list|date|month|weekday|map\.base)\.")
    strings = {key: string if kept.match(key) else marked(string) for key, string in strings.items()}
    strings |= {"language.name": "Mirrored", "language.direction": "rtl"}
    (root / "geo/view/strings/x-rtl.json").write_text(json.dumps(strings), "utf-8")
    sample.fill(folder / "store.sqlite", [sample.seed(), *sample.dated()]).close()
    yield from serve(str(folder / "store.sqlite"), folder, root=root)


def test_the_page_mirrors_and_the_map_stays(visit: Someone, mirrored: str) -> None:
    where = "map=6/35.2000/36.1000"
    spots = "[...document.querySelectorAll('.dl-icon')].map(e => e.getAttribute('aria-label').slice(0, 5)).sort()"
    plain = visit(at=mirrored).open(f"?{where}")
    before = (plain.position(), plain.map().evaluate("map.getSize().x"), len(plain.map().evaluate(spots)))
    here = visit(at=mirrored).open(f"?lang=x-rtl&{where}")
    assert here.page.evaluate("document.documentElement.dir") == "rtl"
    brand, search, panel, frame, share, counts = (
        here.page.locator(selector).first.bounding_box()
        for selector in (".dl-brand", "[data-testid=stTextInput]", ".panel", ".st-key-map iframe", ".share", ".counts")
    )
    assert brand and search and panel and frame and share and counts
    assert brand["x"] > search["x"]
    assert frame["x"] > panel["x"]
    assert counts["x"] > share["x"]
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 1200
    assert (here.position(), here.map().evaluate("map.getSize().x"), len(here.map().evaluate(spots))) == before
    assert here.map().evaluate("getComputedStyle(document.querySelector('.dl-legend')).direction") == "rtl"
    assert here.map().evaluate("getComputedStyle(document.querySelector('#map_div')).direction") == "ltr"
    found = [*serious(here.page), *serious(here.map())]
    assert [broken for broken in found if "html-lang-valid" not in broken] == [], "the code x-rtl is made up"


def test_everything_that_is_ours_comes_from_the_file(visit: Someone, mirrored: str) -> None:
    here = visit(at=mirrored).open("?lang=x-rtl&q=naval&assoc=1")
    here.page.get_by_role("button", name="Share").click()
    here.page.get_by_text("Why here?").first.click()
    here.map().get_by_role("button", name="Choose what the map shows").click()
    here.page.locator(".ways").wait_for()
    texts = here.page.locator(OURS).all_inner_texts() + here.map().locator(MAPS).all_inner_texts()
    names = [
        element.get_attribute("aria-label") or ""
        for element in (*here.map().locator("button, .leaflet-bar a").all(), *here.page.locator(".player button").all())
    ]
    assert len(texts) > 20
    allowed = {"", "OpenStreetMap", "Built-in, offline"}
    assert [text for text in (*texts, *names) if "⟦" not in text and text not in allowed] == []


def test_a_phone_from_right_to_left_has_no_sideways_scrolling(visit: Someone, mirrored: str) -> None:
    here = visit(at=mirrored, width=360, height=740).open("?lang=x-rtl&sel=place:geonames:163345")
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert here.page.evaluate("document.documentElement.getBoundingClientRect().x") == 0
