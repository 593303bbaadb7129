"""A store, and a stand-in for the command that reads: it tells what its script says."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.adding import Desk, Progress
from geo.store import open_store

PROLOGUE = """
import json, os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
arguments = sys.argv[1:]
option = arguments[2] if len(arguments) > 2 else ""
listed = open(arguments[-1]).read().splitlines() if option in ("--files", "--links") else []
def tell(**record):
    print(json.dumps(record), flush=True)
def added(where, **more):
    tell(outcome="added", where=where, id="id-" + where[-8:], title="A title", reports=3, places=2, **more)
"""


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = tmp_path / "news.sqlite"
    open_store(path).close()
    return str(path)


@pytest.fixture
def desk_with(store: str, tmp_path: Path) -> Callable[..., Desk]:
    """A desk whose command is this script."""

    def made(script: str, **options: float) -> Desk:
        file = tmp_path / "stand_in.py"
        file.write_text(PROLOGUE + script)
        return Desk(store, command=[sys.executable, str(file)], **options)  # type: ignore[arg-type]

    return made


def over(desk: Desk, number: int, *, seconds: float = 30.0) -> Progress:
    """The job once nothing more happens to it."""
    return until(desk, number, lambda job: job.state.over, seconds=seconds)


def until(desk: Desk, number: int, right: Callable[[Progress], bool], *, seconds: float = 30.0) -> Progress:
    """The job once it is as wanted, and the desk has settled it."""
    import time

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job = next(one for one in desk.now() if one.number == number)
        if right(job) and (not job.state.over or number in {one.number for one in desk._finished}):
            return job
        time.sleep(0.02)
    raise AssertionError(f"it never came to it: {job}")
