"""Editors add articles from the page, see what becomes of each, stop it, and find them on the map."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.store import open_store
from tests.articles import making
from tests.articles.web.site import Page as WebPage
from tests.articles.web.site import Site, serving, story
from tests.articles.web.test_following import feed, item
from tests.browser.conftest import ROOT, Visit, serve
from tests.browser.test_access import serious
from tests.view import sample

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
Someone = Callable[..., Visit]
SECONDS = 60_000


@dataclass(frozen=True)
class Desk:
    """A server on which editing is on: its address, its store, and a web site that it may fetch from."""

    address: str
    store: Path
    site: Site

    def keeps(self, *names: str) -> bool:
        """Whether the inbox comes to hold these files and no others, once what was read is put away."""
        folder = self.store.with_name("store.inbox")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            found = sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
            if found == sorted(names):
                return True
            time.sleep(0.1)
        return False


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, real_gazetteer_path: Path) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    sample.fill(folder / "store.sqlite", [sample.seed(), *sample.dated()]).close()
    with serving() as site:
        environ = {
            "DATELINE_EDIT": "1",
            "DATELINE_GAZETTEER": str(real_gazetteer_path),
            "DATELINE_ALLOW_PRIVATE": "1",
            "DATELINE_ALLOW_PORTS": str(site.port),
        }
        for address in serve(str(folder / "store.sqlite"), folder, environ=environ):
            yield Desk(address, folder / "store.sqlite", site)


def open_page(visit: Someone, desk: Desk, **options: object) -> Visit:
    here = visit(at=desk.address, **options)
    here.open("?page=add", drawn=False)
    expect(here.page.get_by_role("heading", name="Add articles")).to_be_visible(timeout=SECONDS)
    return here


def give(page: Page, tab: str, text: str, button: str) -> None:
    page.get_by_role("tab", name=tab).click()
    page.get_by_role("tabpanel", name=tab).get_by_role("textbox").first.fill(text)
    page.get_by_role("button", name=button, exact=True).click()


def newest(page: Page, state: str = "read", *, holding: str = "") -> Locator:
    """The job that was given last, once it stands so and holds this."""
    job = page.locator(".job").first
    expect(job).to_contain_text(holding, timeout=SECONDS)
    expect(job.locator(".state")).to_have_text(state, timeout=SECONDS)
    return job


def test_a_pasted_article_is_read_and_shown_on_the_map(visit: Someone, desk: Desk) -> None:
    here = visit(at=desk.address).open("?map=5/35.0000/37.0000")
    here.page.get_by_role("button", name="Add articles").click()
    expect(here.page.get_by_label("Text of the article")).to_be_visible()
    here.page.wait_for_function("location.search.includes('page=add')")
    here.page.get_by_label("Title").fill("Strike in Basra")
    give(here.page, "Paste", "Workers in Basra went on strike on Monday.\n\nMoscow said nothing.", "Add the article")
    job = newest(here.page)
    expect(job.locator(".counts")).to_contain_text("1 added")
    row = job.locator(".outcome", has_text="Strike in Basra")
    expect(row).to_contain_text("Added")
    expect(row).to_contain_text("1 place")
    expect(here.page.get_by_label("Text of the article")).to_have_value("")
    row.get_by_role("button", name="Strike in Basra").click()
    expect(here.page.locator(".head h2")).to_have_text("Strike in Basra")
    assert "page=add" not in here.page.url
    here.map().wait_for_function("map.getBounds().contains([30.5, 47.8])")
    assert desk.keeps()


def test_back_leads_to_the_map_as_it_was(visit: Someone, desk: Desk) -> None:
    here = visit(at=desk.address).open("?q=Tartus&map=7/34.5000/36.5000")
    here.page.get_by_role("button", name="Add articles").click()
    expect(here.page.get_by_label("Text of the article")).to_be_visible()
    here.page.go_back()
    here.map()
    here.settled()
    assert here.position() == [7, 34.5, 36.5]
    assert "q=Tartus" in here.page.url
    here.page.go_forward()
    expect(here.page.get_by_label("Text of the article")).to_be_visible()
    here.page.get_by_role("button", name="Back to the map").click()
    here.map()
    here.settled()
    assert here.position() == [7, 34.5, 36.5]
    expect(here.page.locator(".chip")).to_contain_text("Tartus")


def test_dropped_files_have_each_an_outcome_and_what_failed_is_kept(visit: Someone, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text("Ships gather\n\nShips gathered off Tartus on Monday.")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 no more than that")
    here = open_page(visit, desk)
    here.page.get_by_role("tab", name="Files").click()
    here.page.locator("input[type=file]").set_input_files([tmp_path / "harbour.txt", tmp_path / "broken.pdf"])
    expect(here.page.get_by_text("broken.pdf")).to_be_visible()
    here.page.get_by_role("button", name="Read the files").click()
    job = newest(here.page, holding="broken.pdf")
    expect(job.locator(".counts")).to_contain_text("1 added")
    expect(job.locator(".counts")).to_contain_text("1 not read")
    expect(job.locator(".outcome", has_text="broken.pdf")).to_contain_text("is no PDF that can be read")
    expect(job.locator(".outcome", has_text="Ships gather")).to_contain_text("harbour.txt")
    left = here.page.locator(".left")
    expect(left).to_contain_text("broken.pdf")
    assert desk.keeps("broken.pdf")
    left.get_by_role("button", name="Try all again").click()
    newest(here.page, holding="Another try")
    expect(left).to_contain_text("broken.pdf")
    left.get_by_role("button", name=re.compile("Dismiss: broken.pdf")).click()
    expect(left).to_be_hidden()
    assert desk.keeps()
    here.page.get_by_role("button", name="Read the files").click()
    expect(here.page.locator(".dl-told")).to_contain_text("no files yet")


def test_a_page_of_a_pdf_is_named_on_its_excerpt(visit: Someone, desk: Desk, tmp_path: Path) -> None:
    pages = [["An opening page about nothing at all."], ["A second one."], ["Fighting was reported in Khartoum."]]
    (tmp_path / "report.pdf").write_bytes(making.pdf(pages, information={"/Title": "Report on the Nile"}))
    here = open_page(visit, desk)
    here.page.get_by_role("tab", name="Files").click()
    here.page.locator("input[type=file]").set_input_files(tmp_path / "report.pdf")
    expect(here.page.get_by_text("report.pdf")).to_be_visible()
    here.page.get_by_role("button", name="Read the files").click()
    job = newest(here.page, holding="Report on the Nile")
    job.get_by_role("button", name="Show on the map").click()
    expect(here.page.locator(".reader")).to_contain_text("Fighting was reported in Khartoum")
    here.open("?q=Khartoum")
    card = here.page.locator("article.card", has_text="Khartoum").first
    expect(card.locator(".byline")).to_contain_text("p. 3")


def test_links_are_fetched_and_lines_without_one_are_named(visit: Someone, desk: Desk) -> None:
    desk.site.pages["/one"] = WebPage(story("Bridge falls in Mosul"))
    here = open_page(visit, desk)
    text = f"--store=/tmp/other\nSee {desk.site.url}/one, and\n{desk.site.url}/none"
    give(here.page, "Links", text, "Fetch the pages")
    expect(here.page.locator(".dl-told")).to_contain_text("--store=/tmp/other")
    job = newest(here.page, holding="2 pages")
    expect(job.locator(".outcome", has_text="Bridge falls in Mosul")).to_contain_text("Added")
    expect(job.locator(".outcome", has_text="/none")).to_contain_text("Not read")
    here.page.locator(".left").get_by_role("button", name=re.compile("Dismiss")).first.click()
    expect(here.page.locator(".left")).to_be_hidden()
    give(here.page, "Links", "nothing here", "Fetch the pages")
    expect(here.page.locator(".dl-told")).to_contain_text("No web address was found")


def test_a_feed_is_read_once(visit: Someone, desk: Desk) -> None:
    desk.site.pages["/feed"] = feed(item("Nile", link=f"{desk.site.url}/nile"))
    desk.site.pages["/nile"] = WebPage(story("Flood on the Nile"))
    here = open_page(visit, desk)
    give(here.page, "Feeds", f"{desk.site.url}/feed", "Read the feeds")
    job = newest(here.page, holding="Flood on the Nile")
    expect(job.locator(".outcome", has_text="Flood on the Nile")).to_contain_text("Added")
    give(here.page, "Feeds", f"{desk.site.url}/feed", "Read the feeds")
    newest(here.page, holding="There was nothing new.")


def test_a_long_reading_goes_on_without_its_page_and_is_cancelled(visit: Someone, desk: Desk) -> None:
    for n in range(40):
        desk.site.pages[f"/slow/{n}"] = WebPage(story(f"Slow story {n}"))
    here = open_page(visit, desk)
    give(here.page, "Links", "\n".join(f"{desk.site.url}/slow/{n}" for n in range(40)), "Fetch the pages")
    job = newest(here.page, "being read")
    expect(job.locator(".outcome")).not_to_have_count(0, timeout=SECONDS)
    expect(job.get_by_role("progressbar")).to_be_visible()
    here.page.reload()
    other = open_page(visit, desk, stranger=True)
    for page in (here.page, other.page):
        expect(newest(page, "being read").locator(".counts")).to_contain_text("of 40")
    before = newest(other.page, "being read").locator(".outcome").count()
    expect(newest(other.page, "being read").locator(".outcome").nth(before)).to_be_visible(timeout=SECONDS)
    newest(here.page, "being read").get_by_role("button", name="Cancel").click()
    for page in (here.page, other.page):
        ended = newest(page, "cancelled")
        expect(ended).to_contain_text("What was read is kept")
    assert desk.keeps()


def test_hostile_names_titles_and_texts_are_only_words(visit: Someone, desk: Desk) -> None:
    here = open_page(visit, desk)
    here.page.get_by_label("Title").fill(sample.HOSTILE[:200])
    here.page.get_by_label("Publisher").fill(sample.HOSTILE[:150])
    give(here.page, "Paste", f"Damascus {sample.HOSTILE} was shelled. HOMS TOO.", "Add the article")
    expect(newest(here.page).locator(".outcome").first).to_contain_text("<img src=x onerror")
    here.page.get_by_role("tab", name="Files").click()
    name = '<img src=x onerror="window.__pwned=7">`${window.__pwned=8}`.txt'
    here.page.locator("input[type=file]").set_input_files(
        [
            {"name": name, "mimeType": "text/plain", "buffer": b""},
            {"name": "../../../../tmp/evil.txt", "mimeType": "text/plain", "buffer": b"Back to Homs."},
            {"name": "--store=x.html", "mimeType": "text/html", "buffer": b"<script>window.__pwned=9</script><p>"},
        ]
    )
    here.page.get_by_role("button", name="Read the files").click()
    job = newest(here.page, holding="3 files")
    expect(job.locator(".outcome", has_text="_img src=x onerror=")).to_contain_text("is empty")
    expect(job.locator(".outcome", has_text="evil.txt")).to_contain_text("Added")
    expect(job.locator(".outcome", has_text="store=x.html")).to_contain_text("Not read")
    give(here.page, "Links", sample.HOSTILE, "Fetch the pages")
    newest(here.page, holding="pixel.png")
    here.page.locator(".left").get_by_role("button", name="Dismiss all").click()
    expect(here.page.locator(".left")).to_be_hidden()
    here.page.get_by_role("button", name="Back to the map").click()
    here.map()
    here.settled()
    assert here.pwned() is None
    assert not Path("/tmp/evil.txt").exists()


def test_an_editor_removes_an_article_after_a_second_look(visit: Someone, desk: Desk) -> None:
    here = visit(at=desk.address).open("?sel=place:geonames:2198148")
    here.page.locator("article.card", has_text="cyclone").get_by_role("button", name="Read the article").click()
    expect(here.page.locator(".head h2")).to_have_text("Cyclone over Suva")
    here.page.get_by_role("button", name="Remove this article").click()
    box = here.page.locator(".removal")
    expect(box).to_contain_text("1 report")
    assert serious(here.page) == []
    box.get_by_role("button", name="Keep it").click()
    expect(box.get_by_role("button", name="Remove for good")).to_be_hidden()
    here.page.get_by_role("button", name="Remove this article").click()
    box.get_by_role("button", name="Remove for good").click()
    expect(here.page.locator(".notes")).to_contain_text("“Cyclone over Suva” is removed")
    here.page.wait_for_function("location.search.includes('sel=place:geonames:2198148')")
    expect(here.page.locator("article.card", has_text="cyclone")).to_have_count(0)
    store = open_store(desk.store, read_only=True)
    assert store.article("dated-1") is None
    store.close()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (360, False)])
def test_the_page_stands_in_nobody_s_way(visit: Someone, desk: Desk, width: int, dark: bool) -> None:
    here = open_page(visit, desk, width=width, dark=dark)
    for tab in ("Paste", "Files", "Links", "Feeds"):
        here.page.get_by_role("tab", name=tab).click()
        here.page.wait_for_timeout(300)
        assert serious(here.page) == [], tab
        assert here.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_speaks_french(visit: Someone, desk: Desk) -> None:
    here = visit(at=desk.address, width=360)
    here.open("?page=add&lang=fr", drawn=False)
    expect(here.page.get_by_role("heading", name="Ajouter des articles")).to_be_visible(timeout=SECONDS)
    here.page.get_by_role("button", name="Ajouter l’article").click()
    expect(here.page.locator(".dl-told")).to_contain_text("pas encore de texte")
    assert here.page.evaluate("document.documentElement.lang") == "fr"
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_ingest_in_a_terminal_shows_within_ten_seconds(visit: Someone, desk: Desk, tmp_path: Path) -> None:
    here = visit(at=desk.address).open()
    here.settled()
    (tmp_path / "a.txt").write_text("Quake near Kathmandu\n\nAn earthquake shook Kathmandu on Tuesday.")
    (tmp_path / "a.json").write_text('{"published": "2026-11-24"}')
    command = [sys.executable, "-m", "geo", "ingest", str(tmp_path / "a.txt"), "--store", str(desk.store)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ})
    began = time.monotonic()
    expect(here.page.locator("article.card", has_text="Kathmandu").first).to_be_visible(timeout=20_000)
    assert time.monotonic() - began < 10
