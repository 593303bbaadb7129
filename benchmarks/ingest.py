"""Measure how many articles a second go from a file to stored reports, with one process and two, and where time goes.

    PYTHONPATH=. python benchmarks/ingest.py [--texts FILE.jsonl.gz] [--articles 950] [--rounds 3]

First `geo ingest` as a command, into a new store each time: from JSON Lines, and from a folder of text files, with
`--jobs 1` and `--jobs 2` in turn, seconds of the whole command. The peer is the same run without Dateline's part: the
articles read, and each written to a bare SQLite table in a transaction of its own. Then one run inside this process,
with each step timed. Texts are `{"text"}` lines (by default `newswire/worldwide.jsonl.gz` under DATELINE_SOURCES).
"""

import argparse
import gzip
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from geo.articles import read_articles
from geo.pipeline import Pipeline, collect_rarely, ingest
from geo.records import Article
from geo.store import open_store

HERE = Path(__file__).resolve().parent.parent


def main() -> None:
    """Run the commands in turn, then the timed run; print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("DATELINE_SOURCES", HERE.parent / "shared" / "data")) / "newswire/worldwide.jsonl.gz"
    parser.add_argument("--texts", type=Path, default=default)
    parser.add_argument("--articles", type=int, default=950)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines, files = _sources(options.texts, options.articles, folder)
        count = sum(1 for _ in files.iterdir())
        times: dict[str, list[float]] = {}
        for _ in range(options.rounds):
            for what, source in (("JSON Lines", lines), ("text files", files)):
                for jobs in (1, 2):
                    times.setdefault(f"{what}, --jobs {jobs}", []).append(_command(source, jobs, folder))
            times.setdefault("peer: read and kept as they are", []).append(_peer(lines, folder))
        print(f"{count} articles, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {options.rounds}\n")
        print(f"{'from file to store':<40}{'s':>8}{'articles/s':>12}")
        for what, seconds in times.items():
            middle = statistics.median(seconds)
            print(f"{what:<40}{middle:>8.1f}{count / middle:>12.0f}")
        _steps(lines, folder / "timed.sqlite")


def _sources(texts: Path, most: int, folder: Path) -> tuple[Path, Path]:
    """The same articles as JSON Lines, and as a folder of text files."""
    lines, files = folder / "articles.jsonl", folder / "texts"
    files.mkdir()
    read = gzip.open if texts.suffix == ".gz" else open
    with read(texts, "rt", encoding="utf-8") as source, lines.open("w", encoding="utf-8") as out:
        for number, line in enumerate(source):
            if number >= most:
                break
            text = json.loads(line)["text"]
            out.write(json.dumps({"id": f"bench-{number}", "text": text}, ensure_ascii=False) + "\n")
            (files / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return lines, files


def _command(source: Path, jobs: int, folder: Path) -> float:
    store = folder / "command.sqlite"
    _clear(store)
    command = [sys.executable, "-m", "geo", "ingest", str(source), "--store", str(store), "--jobs", str(jobs), "--json"]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    took = time.perf_counter() - began
    if done.returncode:
        sys.exit(done.stderr)
    return took


def _peer(lines: Path, folder: Path) -> float:
    path = folder / "peer.sqlite"
    _clear(path)
    began = time.perf_counter()
    kept = sqlite3.connect(path)
    kept.execute("PRAGMA journal_mode=WAL")
    kept.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, text TEXT)")
    for item in read_articles([lines]):
        if isinstance(item, Article):
            with kept:
                kept.execute("INSERT INTO articles VALUES (?, ?)", (item.article_id, item.text))
    kept.close()
    return time.perf_counter() - began


def _clear(store: Path) -> None:
    for path in store.parent.glob(f"{store.stem}*"):
        if path.is_file():
            path.unlink()


class Clock:
    """Adds up how long each step takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, step: str, does: Callable[..., Any]) -> Callable[..., Any]:
        """The same, with its time added to the step's."""

        def run(*given: Any, **more: Any) -> Any:
            began = time.perf_counter()
            try:
                return does(*given, **more)
            finally:
                self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - began

        return run

    def drawn(self, step: str, items: Iterable[Any]) -> Iterator[Any]:
        """The same items, with the time that each took to come."""
        source = iter(items)
        following = self.timed(step, lambda: next(source, self))
        while (item := following()) is not self:
            yield item


def _steps(lines: Path, path: Path) -> None:
    """One run in this process, warmed up on nothing: where its time goes."""
    collect_rarely()
    pipeline = Pipeline.open()
    clock = Clock()
    for step, owner, name in (
        ("find names, actors, relations", pipeline._finder, "find"),
        ("choose the places", pipeline._resolver, "resolve"),
        ("place what is described", pipeline._vicinities, "place"),
        ("tell what it is about", pipeline._focus, "focus"),
    ):
        holder = type("Timed", (), {"__getattr__": lambda self, attribute, owner=owner: getattr(owner, attribute)})()
        setattr(holder, name, clock.timed(step, getattr(owner, name)))
        attribute = next(key for key, value in vars(pipeline).items() if value is owner)
        setattr(pipeline, attribute, holder)
    pipeline.learn_homes = lambda reported: None  # type: ignore[method-assign]  # a new store: nothing to learn from
    store = open_store(path)
    known = store.has
    store.has = clock.timed("look whether it is known", known)  # type: ignore[method-assign]
    writer = store.writer

    def timed_writer() -> Any:
        made = writer()
        entered = made.__enter__

        def enter() -> Any:
            inner = entered()
            saved = inner.save
            holder = type("Timed", (), {})()
            holder.save = clock.timed("save, with its words and its story", saved)
            return holder

        outer = type("Timed", (), {"__enter__": lambda self: enter(), "__exit__": lambda self, *a: made.__exit__(*a)})
        return outer()

    store.writer = timed_writer  # type: ignore[method-assign]
    began = time.perf_counter()
    summary = ingest(clock.drawn("read", read_articles([lines])), store, pipeline)
    whole = time.perf_counter() - began
    store.close()
    print(f"\n{'one process, step by step':<40}{'s':>8}{'share':>12}")
    for step, seconds in sorted(clock.seconds.items(), key=lambda pair: -pair[1]):
        print(f"{step:<40}{seconds:>8.2f}{seconds / whole:>12.1%}")
    rest = whole - sum(clock.seconds.values())
    print(f"{'the rest':<40}{rest:>8.2f}{rest / whole:>12.1%}")
    print(f"{'together':<40}{whole:>8.2f}  ({summary.added} articles, {summary.reports} reports)")


if __name__ == "__main__":
    main()
