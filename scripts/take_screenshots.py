"""Take the pictures of the dashboard that the README and docs/ show, from the real thing.

    python scripts/take_screenshots.py       the seed articles: wide, dark, phone; and the page for adding
    python scripts/take_screenshots.py --store STORE --name news --map-only    a store of your own: its map alone

With --map-only no sentence of an article is in the picture, for stores whose texts may not be published.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DRAWN = """() => { const frame = document.querySelector('.st-key-map iframe');
    return frame?.contentDocument?.documentElement?.dataset.drawn === 'yes'; }"""
ARTICLE = "A ferry left Mersin for Tartus on Monday, the first in a year. Fishermen in Latakia said they saw it pass."
TARTUS = "sel=place:geonames:163345&map=8/35.3500/36.4000"


@contextmanager
def served(store: str) -> Iterator[str]:
    """The dashboard over a store, until the pictures are taken; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    environment = os.environ | {"DATELINE_STORE": store, "DATELINE_EDIT": "1"}
    environment.pop("DATELINE_EDIT_KEY", None)
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def open_page(browser: Browser, address: str, *, width: int, height: int, dark: bool) -> Page:
    """A page as a reader would see it, once the map is drawn and has its outlines and names."""
    scale = 2 if width < 600 else 1
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        device_scale_factor=scale,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(DRAWN, timeout=60_000)
    page.wait_for_timeout(2500)
    return page


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", help="a store to show in place of the seed articles")
    parser.add_argument("--name", default="seed", help="what the pictures' names begin with")
    parser.add_argument("--map-only", action="store_true", help="take the map alone, without a word of an article")
    parser.add_argument("--query", default="", help="what the address asks for, such as map=3/30/20")
    options = parser.parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or str(Path(folder) / "seed.sqlite")
        if not options.store:
            command = [sys.executable, "-m", "geo", "ingest", "seeds", "--store", store]
            subprocess.run(command, cwd=ROOT, check=True)
        with served(store) as address, sync_playwright() as playwright:
            chromium = shutil.which("chromium") or "/usr/bin/chromium"
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            query = options.query or ("" if options.store else TARTUS)
            for name, width, height, dark in (
                ("wide", 1440, 900, False),
                ("dark", 1440, 900, True),
                ("phone", 390, 844, False),
            ):
                whole = f"{address}/?{options.query}" if name == "phone" else f"{address}/?{query}"
                page = open_page(browser, whole, width=width, height=height, dark=dark)
                target = IMAGES / f"{options.name}-{name}.png"
                if options.map_only:
                    page.locator(".st-key-map iframe").screenshot(path=target)
                else:
                    page.screenshot(path=target)
                Image.open(target).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)
                print(target.relative_to(ROOT), f"{target.stat().st_size // 1024} kB")
                page.context.close()
            if not options.store:
                adding(browser, address)
            browser.close()


def adding(browser: Browser, address: str) -> None:
    """The page for adding, once an article of ours was pasted and a damaged file dropped."""
    page = open_page(browser, address, width=1440, height=820, dark=False)
    page.get_by_role("button", name="Add articles").click()
    page.get_by_role("tab", name="Files").click()
    damaged = {"name": "interview.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.locator("input[type=file]").set_input_files([damaged])
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Read the files").click()
    page.get_by_role("button", name="Dismiss").first.wait_for(timeout=60_000)
    page.get_by_role("tab", name="Paste").click()
    page.get_by_label("Text of the article").fill(ARTICLE)
    page.get_by_label("Title (optional)").fill("Ferry to Tartus runs again")
    page.get_by_role("heading", name="Add articles").click()
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Add the article").click()
    page.get_by_role("button", name="Show on the map").wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    target = IMAGES / "adding-wide.png"
    page.screenshot(path=target)
    Image.open(target).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)
    print(target.relative_to(ROOT), f"{target.stat().st_size // 1024} kB")
    page.context.close()


if __name__ == "__main__":
    main()
