"""Only editors change anything: where editing is off there is no way to, and a key must be the right one."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import WebSocketRoute, expect

from geo.store import open_store
from tests.articles.web.site import Page as WebPage
from tests.articles.web.site import serving, story
from tests.browser.conftest import Visit, serve
from tests.view import sample

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
Someone = Callable[..., Visit]
KEY = "a key of many letters"
SECONDS = 60_000


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory, real_gazetteer_path: Path) -> Iterator[tuple[str, Path]]:
    """A server that asks for a key; nothing private is fetched."""
    folder = tmp_path_factory.mktemp("locked")
    sample.fill(folder / "store.sqlite", [sample.seed()]).close()
    environ = {"DATELINE_EDIT": "1", "DATELINE_EDIT_KEY": KEY, "DATELINE_GAZETTEER": str(real_gazetteer_path)}
    for address in serve(str(folder / "store.sqlite"), folder, environ=environ):
        yield address, folder


def test_a_viewer_finds_no_way_to_change_anything(visit: Someone) -> None:
    here = visit().open()
    expect(here.page.get_by_role("button", name="Copy link")).to_be_visible()
    assert here.page.get_by_role("button", name="Add articles").count() == 0
    here.open("?page=add&q=naval")
    expect(here.page.locator(".notes")).to_contain_text("editing is turned off")
    expect(here.page.locator(".chip")).to_contain_text("naval")
    here.page.wait_for_function("!location.search.includes('page=')")
    here.open("?sel=article:seed")
    expect(here.page.locator(".reader")).to_be_visible()
    assert here.page.get_by_role("button", name="Remove this article").count() == 0


@pytest.mark.parametrize("access", ["off", "locked"])
def test_a_forged_press_removes_nothing(visit: Someone, tmp_path: Path, access: str, locked: tuple[str, Path]) -> None:
    """The page's own message is changed on its way, to one of the same length that asks for more."""
    forged: list[bytes] = []

    def meddle(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def send(message: str | bytes) -> None:
            data = message.encode() if isinstance(message, str) else message
            wanted = re.sub(rb'{"do":"go-article","n":"[a-z0-9]{7}"}', b'{"do":"remove","id":"seed","n":1}', data)
            if wanted != data:
                forged.append(wanted)
            server.send(wanted)

        socket.on_message(send)

    folder = tmp_path
    if access == "off":
        sample.fill(tmp_path / "store.sqlite", [sample.seed()]).close()
    addresses = serve(str(tmp_path / "store.sqlite"), tmp_path) if access == "off" else iter([locked[0]])
    for address in addresses:
        folder = tmp_path if access == "off" else locked[1]
        here = visit(at=address)
        here.page.route_web_socket(re.compile("stream"), meddle)
        here.open("?sel=article:seed")
        here.page.get_by_role("button", name="Show its places on the map").click()
        here.settled()
        assert forged, "nothing was forged: the test has to follow the page"
        here.page.reload()
        here.map()
        expect(here.page.locator(".reader")).to_be_visible()
    store = open_store(folder / "store.sqlite", read_only=True)
    assert store.article("seed") is not None
    store.close()


def test_the_key_is_asked_for_and_a_wrong_one_opens_nothing(visit: Someone, locked: tuple[str, Path]) -> None:
    address, folder = locked
    here = visit(at=address)
    here.open("?sel=article:seed")
    expect(here.page.locator(".reader")).to_be_visible()
    assert here.page.get_by_role("button", name="Remove this article").count() == 0
    here.page.get_by_role("button", name="Add articles").click()
    field = here.page.get_by_label("Editors’ key")
    field.fill("not the right key")
    here.page.get_by_role("button", name="Go on").click()
    expect(here.page.locator(".dl-told")).to_contain_text("That is not the key.")
    assert here.page.get_by_role("tab", name="Paste").count() == 0
    expect(field).to_have_value("")
    field.fill(KEY)
    here.page.get_by_role("button", name="Go on").click()
    expect(here.page.get_by_role("tab", name="Paste")).to_be_visible()
    assert KEY not in here.page.url
    assert KEY not in here.page.content()
    assert KEY not in (folder / "server.log").read_text()
    here.page.get_by_role("button", name="Back to the map").click()
    here.map()
    expect(here.page.get_by_role("button", name="Remove this article")).to_be_visible()


def test_a_link_into_the_server_s_own_network_is_refused(visit: Someone, locked: tuple[str, Path]) -> None:
    here = visit(at=locked[0])
    here.open("?page=add", drawn=False)
    here.page.get_by_label("Editors’ key").fill(KEY)
    here.page.get_by_role("button", name="Go on").click()
    here.page.get_by_role("tab", name="Links").click()
    with serving() as site:
        site.pages["/inside"] = WebPage(story("Inside"))
        here.page.get_by_label("Addresses of pages").fill(f"{site.url}/inside\nhttp://127.0.0.1/inside")
        here.page.get_by_role("button", name="Fetch the pages").click()
        job = here.page.locator(".job").first
        expect(job.locator(".state")).to_have_text("read", timeout=SECONDS)
        expect(job.locator(".counts")).to_contain_text("2 not read")
        expect(job.locator(".outcome", has_text="http://127.0.0.1/inside")).to_contain_text("private")
        assert site.asked == []


def test_an_empty_store_offers_editors_the_page(visit: Someone, tmp_path: Path) -> None:
    open_store(tmp_path / "empty.sqlite").close()
    for address in serve(str(tmp_path / "empty.sqlite"), tmp_path, environ={"DATELINE_EDIT": "1"}):
        here = visit(at=address).open()
        expect(here.page.locator(".empty")).to_contain_text("python -m geo ingest")
        here.page.locator(".empty").get_by_role("button", name="Add articles").click()
        expect(here.page.get_by_role("tab", name="Paste")).to_be_visible()
