"""The seed article as a newcomer sees it: read, placed and kept by the real steps, shown by the real page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo.articles import read_articles
from geo.pipeline import Pipeline, ingest
from geo.store import open_store
from tests.browser.conftest import ROOT, Visit, serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def newcomer(real_gazetteer_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("seed")
    store = open_store(folder / "store.sqlite")
    ingest(read_articles([ROOT / "seeds"]), store, Pipeline.open(real_gazetteer_path))
    store.close()
    yield from serve(str(folder / "store.sqlite"), folder)


def test_what_the_seed_article_reports_is_on_the_map_at_the_right_spots(
    visit: Callable[..., Visit], newcomer: str
) -> None:
    here = visit(at=newcomer).open()
    south, west, north, east = here.map().evaluate(
        "[map.getBounds().getSouth(), map.getBounds().getWest(), map.getBounds().getNorth(), map.getBounds().getEast()]"
    )
    assert south < 34.889 < 35.5196 < north, "the first view fits Tartus and Latakia"
    assert west < 35.7915 < 35.8866 < east
    expect(here.map().locator("path.dl-area[aria-label^=Idlib]")).to_have_count(1)
    expect(here.map().locator("path.dl-area[aria-label^=Syria]")).to_have_count(1)
    expect(here.map().locator(".dl-icon[aria-label^=Moscow]")).to_have_count(0)

    here.page.locator("article.card", has_text="naval base").get_by_text("Show on map").click()
    here.map().locator(".dl-icon[aria-label^=Tartus]").wait_for()
    spots = here.map().evaluate(
        """() => { const out = {}; map.eachLayer(layer => { if (layer.getLatLng && layer.options.alt)
            out[layer.options.alt] = [layer.getLatLng().lat, layer.getLatLng().lng]; }); return out; }"""
    )
    assert spots["Tartus"] == pytest.approx([34.889, 35.887], abs=0.05)
    assert spots["Latakia"] == pytest.approx([35.52, 35.79], abs=0.05)


def test_the_excerpt_of_tartus_is_its_own_sentence_and_the_article_has_no_date(
    visit: Callable[..., Visit], newcomer: str
) -> None:
    here = visit(at=newcomer).open("?q=Tartus")
    card = here.page.locator("article.card", has_text="naval base")
    expect(card.locator(".text")).to_have_text(
        "Russia maintains a naval base at Tartus, just 50 miles south of Latakia."
    )
    expect(card.locator(".m-actor")).to_have_text("Russia")
    expect(card).to_contain_text("undated")


ON_DRAWN_LINES = """async (name) => {
    await dateline.basemap.load("near");
    const layers = dateline.basemap._files.near.parts;
    const key = (x, y) => `${Math.round(x * 1e8)} ${Math.round(y * 1e8)}`;
    const drawn = new Set();
    for (const layer of ["land", "admin1", "borders"])
        for (const { rings } of layers[layer])
            for (const ring of rings) for (let i = 0; i < ring.length; i += 2) drawn.add(key(ring[i], ring[i + 1]));
    const found = [];
    map.eachLayer((layer) => {
        const element = layer.getElement && layer.getElement();
        if (!layer.getLatLngs || !(element?.getAttribute("aria-label") || "").startsWith(name)) return;
        for (const p of layer.getLatLngs().flat(9)) found.push(drawn.has(key(...dateline.project(p.lng, p.lat))));
    });
    return [found.length, found.filter(Boolean).length];
}"""


@pytest.mark.parametrize("name", ["Syria", "Idlib"])
def test_a_shaded_area_ends_on_the_lines_that_the_map_draws(
    visit: Callable[..., Visit], newcomer: str, name: str
) -> None:
    here = visit(at=newcomer).open()
    here.map().locator(f"path.dl-area[aria-label^={name}]").wait_for()
    points, drawn = here.map().evaluate(ON_DRAWN_LINES, name)
    assert points > 50
    assert drawn == points
