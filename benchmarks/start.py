"""Measure what a user waits for: help, the first start, every later start, a look-up by the command line.

Run: `python benchmarks/start.py` (or `make bench`). Uses a temporary folder; the median of five runs, in seconds.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5


def timed(*parts: str) -> float:
    """Seconds that a command takes."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "geo", *parts], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began


def start(folder: Path) -> float:
    """Seconds from the command to the first byte of the served page."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-m", "geo", "serve", "--port", str(port), "--no-browser", "--seeds", "seeds"]
    command += ["--store", str(folder / "store.sqlite"), "--gazetteer", str(folder / "gazetteer")]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://localhost:{port}/").close()
                return time.perf_counter() - began
            except urllib.error.URLError:
                time.sleep(0.01)
    finally:
        running.send_signal(signal.SIGINT)
        running.wait()


def main() -> None:
    """Print a line for each figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print(f"geo --help                 {statistics.median(timed('--help') for _ in range(RUNS)):6.2f} s")
        print(f"first start, page served   {start(folder):6.2f} s  (index and seeds included, packages installed)")
        print(f"later start, page served   {statistics.median(start(folder) for _ in range(RUNS)):6.2f} s")
        look_up = ("geocode", "Paris, Texas", "--json", "--gazetteer", str(folder / "gazetteer"))
        print(f"geo geocode, one name      {statistics.median(timed(*look_up) for _ in range(RUNS)):6.2f} s")


if __name__ == "__main__":
    main()
