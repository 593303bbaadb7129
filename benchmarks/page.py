"""Measure how long a reader waits for the map: to the first drawing, for a filter, for a pan; beside plain folium.

    PYTHONPATH=. python benchmarks/page.py [--reports 1000000] [--peer-reports 10000] [--rounds 5]

Opens the dashboard over a store of made-up reports (as `benchmarks/store.py` makes) in headless Chromium, and in the
same run three small Streamlit apps that draw mentions the usual ways: a folium marker for each, folium's
MarkerCluster, and st.map. Times are the page's own clock, from the navigation or the press until the map has drawn, in
seconds, medians. A peer that has not drawn after a minute is given up.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, TimeoutError, sync_playwright
from xstatic.pkg import leaflet

from benchmarks.store import fill
from geo.store import open_store

try:
    from xstatic.pkg import leaflet_markercluster as markercluster
except ImportError:
    markercluster = None

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PATIENCE = 60_000
FRAME = "document.querySelector('iframe[title*=folium], .st-key-map iframe')"
OURS_DRAWN = f"() => {FRAME}?.contentDocument?.documentElement?.dataset.drawn === 'yes' && performance.now()"
WATCH = f"""() => {{
    const w = {FRAME}.contentWindow;
    w.shownAt = 0;
    if (w.watched) return;
    w.watched = true;
    const show = w.dateline.show;
    w.dateline.show = (...all) => {{ show(...all); w.shownAt = 1; }};
}}"""
PAN = f"() => {{ {FRAME}.contentWindow.dateline.map.panBy([220, 0], {{animate: false}}); return performance.now(); }}"
HEAR = """() => document.addEventListener('click', () => { window.pressedAt = performance.now(); },
    {capture: true, once: true})"""
ICONS = f"{FRAME}?.contentDocument?.querySelectorAll('.leaflet-marker-icon').length > 0"
CANVAS = "document.querySelector('[data-testid=stDeckGlJsonChart] canvas')"
IDLE = "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
PEER = """
import sys
import folium, numpy as np, pandas as pd, streamlit as st
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

kind, count = {kind!r}, {count}
rng = np.random.default_rng(7)
places = pd.DataFrame({{"lat": rng.uniform(-55, 75, 30_000), "lon": rng.uniform(-180, 180, 30_000)}})
chosen = np.minimum(rng.zipf(1.15, count), 30_000) - 1
table = places.iloc[chosen].reset_index(drop=True)
half = st.toggle("Half of them")
if half:
    table = table.iloc[: count // 2]
st.html(f"<i id='half' data-on='{{half}}'></i>")
if kind == "st.map":
    st.map(table)
else:
    drawn = folium.Map(location=[20, 10], zoom_start=2)
    holder = MarkerCluster().add_to(drawn) if kind == "MarkerCluster" else drawn
    for row in table.itertuples():
        folium.Marker([row.lat, row.lon]).add_to(holder)
    st_folium(drawn, height=600, use_container_width=True, returned_objects=[])
"""


def off_line(route: Route) -> None:
    """Answer what a peer's page asks of the network from installed packages; folium brings no scripts of its own."""
    name = route.request.url.partition("?")[0].rpartition("/")[2]
    held = {
        "leaflet.js": Path(leaflet.BASE_DIR) / "leaflet.js",
        "leaflet.css": Path(leaflet.BASE_DIR) / "leaflet.css",
        "leaflet.markercluster.js": Path(markercluster.BASE_DIR) / "leaflet.markercluster.js",
        "MarkerCluster.css": Path(markercluster.BASE_DIR) / "MarkerCluster.css",
        "MarkerCluster.Default.css": Path(markercluster.BASE_DIR) / "MarkerCluster.Default.css",
    }
    if "127.0.0.1" in route.request.url:
        route.continue_()
    elif name in held:
        route.fulfill(path=held[name])
    else:
        route.fulfill(body="")


@contextmanager
def served(script: Path, environment: dict[str, str]) -> Iterator[str]:
    """A Streamlit app in a process of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none"]
    running = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        running.terminate()
        running.wait(10)


def until(page: Page, condition: str) -> float:
    """The page's clock, in seconds, at which a condition holds."""
    handle = page.wait_for_function(condition, timeout=PATIENCE, polling="raf")
    return float(handle.json_value()) / 1000


def pressed(page: Page) -> float:
    """When the browser had the press, in seconds: what the driver does before it is no part of a reader's wait."""
    return float(page.evaluate("() => window.pressedAt")) / 1000


def ours(browser: Browser, address: str, rounds: int) -> dict[str, list[float]]:
    """Open, filter to one actor and pan, each time in a new page."""
    times: dict[str, list[float]] = {"open": [], "filter": [], "pan": []}
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    for turn in range(rounds + 1):
        page = context.new_page()
        page.goto(f"{address}/?sel=actor:actor:{turn + 2}&map=4/30/20")
        opened = until(page, OURS_DRAWN)
        page.get_by_role("button", name="Only this actor").wait_for()
        page.wait_for_timeout(1500)
        page.evaluate(WATCH)
        page.evaluate(HEAR)
        page.get_by_role("button", name="Only this actor").click()
        filtered = until(page, f"() => {FRAME}.contentWindow.shownAt > 0 && performance.now()") - pressed(page)
        page.wait_for_timeout(1500)
        page.evaluate(WATCH)
        began = page.evaluate(PAN) / 1000
        panned = until(page, f"() => {FRAME}.contentWindow.shownAt > 0 && performance.now()") - began
        page.close()
        if turn:  # the first fills the browser's cache
            for name, took in (("open", opened), ("filter", filtered), ("pan", panned)):
                times[name].append(took)
    context.close()
    return times


def peer(browser: Browser, address: str, kind: str, rounds: int) -> dict[str, list[float]]:
    """Open, and show half of the mentions."""
    times: dict[str, list[float]] = {"open": [], "filter": []}
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route("**/*", off_line)
    drawn = f"({CANVAS} && {IDLE})" if kind == "st.map" else f"({ICONS})"
    fresh = "true" if kind == "st.map" else f"!{FRAME}?.contentWindow?.before"
    for turn in range(rounds + 1):
        page = context.new_page()
        page.goto(address)
        try:
            opened = until(page, f"() => {drawn} && performance.now()")
            page.wait_for_timeout(1000)
            if kind != "st.map":
                page.evaluate(f"() => {{ {FRAME}.contentWindow.before = true; }}")
            page.evaluate(HEAR)
            page.get_by_text("Half of them").click()
            half = "document.querySelector('#half')?.dataset.on === 'True'"
            filtered = until(page, f"() => {half} && {fresh} && {drawn} && performance.now()") - pressed(page)
        except TimeoutError:
            context.close()
            return {name: values or [float("inf")] for name, values in times.items()}
        page.close()
        if turn:
            times["open"].append(opened)
            times["filter"].append(filtered)
    context.close()
    return times


def main() -> None:
    """Make the store, serve everything in turn, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--peer-reports", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a store of made-up reports to use, or to make and keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = options.keep or Path(folder) / "store.sqlite"
        if not path.exists():
            store = open_store(path)
            fill(store, options.reports)
            store.close()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        print(f"{'what':<28}{'mentions':>10}{'open':>9}{'filter':>9}{'pan':>9}")
        with served(ROOT / "dashboard.py", {"DATELINE_STORE": str(path)}) as address:
            line("Dateline", options.reports, ours(browser, address, options.rounds))
        if markercluster is None:
            print("The peers are left out: install them with `pip install '.[bench]'`.")
        for count in options.peer_reports if markercluster is not None else ():
            for kind in ("folium markers", "MarkerCluster", "st.map"):
                script = Path(folder) / "peer.py"
                script.write_text(PEER.format(kind=kind, count=count), encoding="utf-8")
                with served(script, {}) as address:
                    line(kind, count, peer(browser, address, kind, max(1, options.rounds // 2)))
        browser.close()


def line(what: str, count: int, times: dict[str, list[float]]) -> None:
    """Print the medians."""
    cells = "".join(
        f"{statistics.median(times[name]):>9.2f}" if name in times else f"{'':>9}" for name in ("open", "filter", "pan")
    )
    print(f"{what:<28}{count:>10,}{cells}", flush=True)


if __name__ == "__main__":
    main()
