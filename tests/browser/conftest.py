"""A real browser on a real dashboard, with every road out of this machine closed."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Frame, Page, Route, sync_playwright

from tests.view import sample

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
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


def serve(store: str, folder: Path) -> Iterator[str]:
    """The dashboard over a store, as a process of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"DATELINE_STORE": store}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
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
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """Open the dashboard as someone new: `visit(width=…, height=…, dark=…, at=…)`."""
    opened: list[tuple[BrowserContext, Visit]] = []

    def someone(*, width: int = 1280, height: int = 800, dark: bool = False, at: str = "") -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        visit = Visit(context.new_page(), at or site)

        def judge(route: Route) -> None:
            url = route.request.url
            if url.startswith((visit.address, visit.address.replace("http", "ws"), "data:", "blob:")):
                route.continue_()
            else:
                visit.left.append(url)
                route.abort()

        def dismiss(dialog: Dialog) -> None:
            visit.errors.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        context.route("**/*", judge)
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on("dialog", dismiss)
        opened.append((context, visit))
        return visit

    yield someone
    for context, visit in opened:
        context.close()
        assert visit.left == [], "the page asked for something outside this machine"
        assert visit.errors == []
