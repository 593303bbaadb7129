"""The dashboard as `geo serve` starts it, with its first page loaded ahead: every part of it is there."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DRAWN

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("wait_ms", [0, 3000], ids=["at once", "when all is loaded"])
def test_the_map_is_drawn_for_the_first_reader(
    tmp_path: Path, chromium: Browser, real_gazetteer_path: Path, wait_ms: int
) -> None:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    index = tmp_path / "gazetteer"
    index.mkdir()
    (index / "places.index").symlink_to(real_gazetteer_path / "places.index")
    command = [sys.executable, "-m", "geo", "serve", "--port", str(port), "--no-browser", "--seeds", "seeds"]
    command += ["--store", str(tmp_path / "s.sqlite"), "--gazetteer", str(index)]
    subprocess.run([*command, "--prepare-only"], cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    served = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    page = chromium.new_page()
    try:
        assert served.stdout is not None
        assert any("URL:" in line for line in served.stdout)
        page.wait_for_timeout(wait_ms)
        page.goto(f"http://localhost:{port}/")
        page.wait_for_function(DRAWN, timeout=30_000)
        assert page.get_by_text("Russia maintains a naval base at").count() or page.get_by_text("reports").count()
    finally:
        page.close()
        os.kill(served.pid, signal.SIGINT)
        output, _ = served.communicate(timeout=20)
    assert "Traceback" not in output
    assert "warning" not in output.lower()
