"""A real browser on a real dashboard, with every road out of this machine closed."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Frame, Page, Playwright, Request, expect

from tests.view import sample

expect.set_options(timeout=15_000)  # a loaded machine draws late

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
DRAWN = """() => { const frame = document.querySelector('.st-key-map iframe');
    return frame?.contentDocument?.documentElement?.dataset.drawn === 'yes'; }"""


@dataclass(slots=True)
class Visit:
    """A page, with what went wrong on it: requests that would have left the machine, errors, dialogs."""

    page: Page
    address: str
    left: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, query: str = "", *, drawn: bool = True) -> "Visit":
        self.page.goto(f"{self.address}/{query}")
        if drawn:
            self.map()
        return self

    def map(self) -> Frame:
        """The map's frame, once the map is drawn."""
        self.page.wait_for_function(DRAWN)
        handle = self.page.query_selector(".st-key-map iframe")
        assert handle is not None
        frame = handle.content_frame()
        assert frame is not None
        return frame

    def settled(self) -> None:
        """Wait until the page has followed what was done."""
        self.page.wait_for_timeout(250)
        self.page.wait_for_function(
            "() => !document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
        )
        self.page.wait_for_timeout(150)

    def position(self) -> list[float]:
        """Zoom, lat, lon of the map, rounded."""
        found = self.map().evaluate("[map.getZoom(), map.getCenter().lat, map.getCenter().lng]")
        return [round(v, 2) for v in found]

    def pwned(self) -> object:
        """What hostile text left behind in the page or the map's frame: must be None."""
        return self.page.evaluate("window.__pwned ?? null") or self.map().evaluate("window.__pwned ?? null")


def serve(store: str, folder: Path, *, root: Path = ROOT, environ: Mapping[str, str] | None = None) -> Iterator[str]:
    """The dashboard over a store, as a process of its own; its address. `root` is the checkout that it is run from."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_EDIT")}
    environment |= {"DATELINE_STORE": store, **(environ or {})}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                    break
            except OSError:
                if server.poll() is not None:
                    pytest.fail((folder / "server.log").read_text())
                server_wait(server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def server_wait(server: "subprocess.Popen[bytes]") -> None:
    try:
        server.wait(0.1)
    except subprocess.TimeoutExpired:
        return


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard over the seed article and a few of the tests' own."""
    folder = tmp_path_factory.mktemp("site")
    sample.fill(folder / "store.sqlite", [sample.seed(), *sample.dated(), sample.hostile()]).close()
    yield from serve(str(folder / "store.sqlite"), folder)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser whose only network is this machine: no other name resolves."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, CUT_OFF])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def profile(chromium: Browser) -> Iterator[BrowserContext]:
    """The profile that most tests share, so that Streamlit's own scripts are fetched once."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def visit(chromium: Browser, profile: BrowserContext, site: str) -> Iterator[Callable[..., Visit]]:
    """Open the dashboard in a new tab: `visit(width=…, height=…, dark=…, at=…)`.

    `stranger=True`: in a new profile; `locale`: in one of a browser of that language.
    """
    opened: list[Visit] = []
    strangers: list[BrowserContext] = []

    def someone(
        *,
        width: int = 1200,
        height: int = 760,
        dark: bool = False,
        at: str = "",
        stranger: bool = False,
        locale: str = "",
    ) -> Visit:
        stranger = stranger or bool(locale)
        context = chromium.new_context(locale=locale or None) if stranger else profile
        if stranger:
            strangers.append(context)
        visit = Visit(context.new_page(), at or site)
        visit.page.set_default_timeout(20_000)
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")

        def note(request: Request) -> None:
            if not request.url.startswith((visit.address, visit.address.replace("http", "ws"), "data:", "blob:")):
                visit.left.append(request.url)

        def dismiss(dialog: Dialog) -> None:
            visit.errors.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        visit.page.on("request", note)
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on("dialog", dismiss)
        opened.append(visit)
        return visit

    yield someone
    for visit in opened:
        visit.page.close()
    for context in strangers:
        context.close()
    for visit in opened:
        assert visit.left == [], "the page asked for something outside this machine"
        assert visit.errors == []
