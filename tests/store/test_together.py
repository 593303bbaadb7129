"""Processes that write at once take turns, and a killed one loses nothing it reported as saved."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from geo.errors import StoreError
from geo.store import Store, open_store
from tests.store.making import buildup

ROOT = Path(__file__).parents[2]

SAVE = """
import sys
from geo.store import open_store
from tests.store.making import buildup
path, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
store = open_store(path)
with store.writer() as writer:
    for n in range(first, last):
        writer.save(buildup(f"article {n}"))
        print(n, flush=True)
store.close()
"""


def saving(path: Path, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SAVE, str(path), str(first), str(last)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def check_whole(store: Store) -> None:
    """The database is sound, and the full-text index says what the tables say."""
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        connection.exec_driver_sql("INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("reported", [1, 25, 60])
def test_a_killed_ingest_loses_nothing_that_it_reported_as_saved(path: Path, reported: int) -> None:
    process = saving(path, 0, 100_000)
    assert process.stdout is not None
    seen = [process.stdout.readline() for _ in range(reported)]
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()  # communicate() would lose what readline() has buffered
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    numbers = [int(line) for line in ("".join(seen) + rest).split("\n")[:-1]]
    assert len(numbers) >= reported
    store = open_store(path)
    for n in numbers:
        assert store.article(f"article {n}") == buildup(f"article {n}")
    assert store.summary().articles in (len(numbers), len(numbers) + 1)  # one may have been saved, but not yet reported
    check_whole(store)
    store.save(buildup("after"))
    store.close()


def test_two_processes_that_start_and_write_the_same_store_at_once_both_finish(path: Path) -> None:
    processes = [saving(path, 0, 80), saving(path, 40, 120)]
    for process in processes:
        _, complaints = process.communicate(timeout=100)
        assert process.returncode == 0, complaints
    store = open_store(path)
    assert store.summary().articles == 120
    assert store.revision() == 120  # those that both saved changed nothing the second time
    assert all(store.article(f"article {n}") == buildup(f"article {n}") for n in range(120))
    check_whole(store)
    store.close()


def test_a_store_that_another_holds_is_busy_for_writing_but_not_for_reading(path: Path) -> None:
    store = open_store(path, patience=0.1)
    store.save(buildup())
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="being written by another process: wait"):
            store.save(buildup("other"))
        assert store.article("buildup") == buildup()
        other.execute("ROLLBACK")
    store.save(buildup("other"))
    assert store.summary().articles == 2
    store.close()


def test_a_writer_waits_for_its_turn(path: Path) -> None:
    store = open_store(path)
    process = saving(path, 0, 60)
    for n in range(60):
        store.save(buildup(f"mine {n}"))
    _, complaints = process.communicate(timeout=100)
    assert process.returncode == 0, complaints
    assert store.summary().articles == 120
    store.close()


def test_a_store_that_is_opened_once_more_beside_an_open_one_stays_whole(path: Path) -> None:
    """What a server does that is read and written at once: opening and closing must not give up the reader's locks."""
    open_store(path).close()
    reader = open_store(path, read_only=True)
    for turn in range(3):
        assert reader.summary().articles == turn * 20
        open_store(path, read_only=True).close()
        writer = saving(path, turn * 20, turn * 20 + 20)
        assert writer.communicate()[1] == ""
        assert path.with_name(f"{path.name}-wal").exists(), "the other process took away the log that is read here"
    assert reader.summary().articles == 60
    check_whole(open_store(path))
    reader.close()
