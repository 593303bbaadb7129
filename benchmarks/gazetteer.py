"""Measure how fast the place index is built, opened, asked and scanned, beside a plain dict of the same names.

    PYTHONPATH=. python benchmarks/gazetteer.py [--index FOLDER] [--texts FILE.jsonl.gz] [--json]

The peer is a Python dict from every folded name to its rows, scanned with a window of up to six words: what one would
write first. Opening and memory are measured in a new process each. Texts are the seeds, or `{"text"}` lines of
a file (by default `newswire/worldwide.jsonl.gz` under DATELINE_SOURCES, where it is there). Times of asking and
scanning are processor time, the best of three, on one core; memory is the resident set's growth.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from geo.gazetteer import Gazetteer, build_index
from geo.gazetteer.folding import cut, fold_word

HERE = Path(__file__).resolve().parent.parent
WINDOW = 6
OPEN = """
import sys, time
from pathlib import Path
import marisa_trie, numpy
from geo.gazetteer import Gazetteer
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
before, began = resident(), time.perf_counter()
places = Gazetteer.open(Path(sys.argv[1]))
opened, after_opening = (time.perf_counter() - began) * 1e3, resident() - before
if sys.argv[2] == "dict":
    peer = {places.name(name_id): places.rows(name_id).tolist() for name_id in range(int(sys.argv[3]))}
    print(0.0, resident() - before - after_opening, 0.0)
else:
    for line in sys.stdin:
        places.scan(line)
    print(opened, after_opening, resident() - before)
"""


def main() -> None:
    """Run all measurements and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="use this index instead of building one")
    parser.add_argument("--texts", type=Path, help="JSON Lines (.gz or not) with a `text` each")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = measure(chosen.index, Path(folder), read_texts(chosen.texts))
    if chosen.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:<52} {value:>12,.3f}")


def measure(index: Path | None, folder: Path, texts: list[str]) -> dict[str, float]:
    """Every number by its name."""
    result: dict[str, float] = {}
    if index is None:
        index = folder
        began, used = time.perf_counter(), time.process_time()
        build_index(index)
        result["build, s"] = time.perf_counter() - began
        result["build, s of one core"] = time.process_time() - used
    places = Gazetteer.open(index)
    count = len(places._name_starts) - 1
    result["places"], result["names"] = len(places), count
    result["file, MB"] = places.path.stat().st_size / 1e6
    opened, grown, scanned = aside(index, "index", count, texts)
    result["open, ms"], result["memory added by opening, MB"] = opened, grown
    result["memory added by opening and scanning all texts, MB"] = scanned
    result["memory added by the dict, MB"] = aside(index, "dict", count, [])[1]
    peer = {places.name(name_id): places.rows(name_id).tolist() for name_id in range(count)}
    names = [places.place(row).name for row in range(0, len(places), 23)]
    result["lookup (spelling to rows), µs"] = best(lambda: [places.rows(places.name_id(name)) for name in names], names)
    result["lookup in the dict, µs"] = best(lambda: [peer.get(fold_key(name)) for name in names], names)
    size = sum(map(len, texts))
    result["texts"], result["text, MB"] = len(texts), size / 1e6
    began = time.process_time()
    matches = sum(len(places.scan(text)) for text in texts)
    result["scan, first time, MB/s"] = size / 1e6 / (time.process_time() - began)
    again = best(lambda: [places.scan(text) for text in texts], texts) * len(texts) / 1e6
    result["scan, again, MB/s"] = size / 1e6 / again
    result["scan, again, ms for 4 kB"] = again / size * 4000 * 1e3
    result["names found"] = matches
    dict_time = best(lambda: [scan_with(peer, text) for text in texts], texts) * len(texts) / 1e6
    result["scan with the dict, MB/s"] = size / 1e6 / dict_time
    points = [(places.lat[row].item(), places.lon[row].item()) for row in range(0, len(places), 997)]
    result["nearest, ms"] = best(lambda: [places.nearest(lat, lon, count=5) for lat, lon in points], points) / 1e3
    return result


def aside(index: Path, what: str, count: int, texts: list[str]) -> list[float]:
    """Open the index in a new process: milliseconds, megabytes after opening, megabytes after scanning."""
    lines = "\n".join(text.replace("\n", " ") for text in texts)
    command = [sys.executable, "-c", OPEN, str(index), what, str(count)]
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    done = subprocess.run(command, input=lines, env=environment, capture_output=True, text=True, check=True)
    return [float(number) for number in done.stdout.split()]


def best(work: Callable[[], object], items: list[object] | list[str] | list[tuple[float, float]]) -> float:
    """Microseconds for each item, the best of three."""
    times = []
    for _ in range(3):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times) / len(items) * 1e6


def fold_key(name: str) -> str:
    """As `geo.gazetteer.fold`."""
    return " ".join(filter(None, map(fold_word, cut(name)[1::2])))


def scan_with(names: dict[str, list[int]], text: str) -> list[tuple[int, int, list[int]]]:
    """The longest names of up to six words, with a dict; takes no care of commas or possessives."""
    parts = cut(text)
    ends, at = [], 0
    for part in parts:
        at += len(part)
        ends.append(at)
    words = [fold_word(part) for part in parts[1::2]]
    found, first = [], 0
    while first < len(words):
        for length in range(min(WINDOW, len(words) - first), 0, -1):
            rows = names.get(" ".join(words[first : first + length]))
            if rows is not None:
                found.append((ends[2 * first], ends[2 * (first + length) - 1], rows))
                first += length - 1
                break
        first += 1
    return found


def read_texts(path: Path | None) -> list[str]:
    """What to scan."""
    default = (
        Path(os.environ.get("DATELINE_SOURCES", HERE.parent / "shared" / "data")) / "newswire" / "worldwide.jsonl.gz"
    )
    path = path or (default if default.is_file() else None)
    if path is None:
        return [seed.read_text(encoding="utf-8") for seed in sorted((HERE / "seeds").glob("*.txt"))] * 100
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


if __name__ == "__main__":
    main()
