"""The command line as a whole: help that helps, exit codes that hold, and never a traceback."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import Result

Geo = Callable[..., Result]
ROOT = Path(__file__).parents[2]
COMMANDS = (
    ("ingest",),
    ("parse",),
    ("geocode",),
    ("show",),
    ("serve",),
    ("evaluate",),
    ("gazetteer", "build"),
    ("gazetteer", "info"),
)


@contextmanager
def process(*parts: str) -> "Iterator[subprocess.Popen[str]]":
    """A running command, ended and tidied away whatever happens."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "geo", *parts]
    running = subprocess.Popen(
        command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()
        for stream in (running.stdin, running.stdout, running.stderr):
            if stream is not None:
                stream.close()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_examples(geo: Geo, command: tuple[str, ...]) -> None:
    result = geo(*command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert f"geo {' '.join(command)}" in result.stdout.split("Examples:")[1]


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in {("parse",), ("serve",)}], ids=" ".join)
def test_every_command_that_a_program_reads_offers_json(geo: Geo, command: tuple[str, ...]) -> None:
    assert "--json" in geo(*command, "--help").stdout


def test_the_list_of_commands_names_every_one(geo: Geo) -> None:
    listed = geo("--help").stdout
    assert all(re.search(rf"^\W*{command[0]} ", listed, re.MULTILINE) for command in COMMANDS)


def test_help_imports_nothing_that_is_slow() -> None:
    heavy = ("numpy", "pandas", "sqlalchemy", "streamlit", "folium", "geopy", "shapely", "marisa_trie", "requests")
    code = f"import sys; from geo.__main__ import app; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_store_is_one_sentence_and_exit_code_one(geo: Geo, tmp_path: Path) -> None:
    result = geo("show", "--store", tmp_path / "gone.sqlite")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert str(tmp_path / "gone.sqlite") in line
    assert not (tmp_path / "gone.sqlite").exists()


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, real_gazetteer_path: Path) -> None:
    lines = "".join(f'{{"id": {n}, "text": "Troops left Latakia."}}\n' for n in range(3000))
    path = tmp_path / "many.jsonl"
    path.write_text(lines)
    with process("parse", str(path), "--gazetteer", str(real_gazetteer_path)) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith('{"id": 0')
        running.stdout.close()
        assert running.wait(timeout=60) == 0
        assert running.stderr.read() == ""


def test_a_parse_answers_each_line_at_once_and_an_interrupt_without_a_traceback(real_gazetteer_path: Path) -> None:
    with process("parse", "--gazetteer", str(real_gazetteer_path)) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number in range(3):
            running.stdin.write(f'{{"id": {number}, "text": "Troops left Latakia."}}\n')
            running.stdin.flush()
            assert running.stdout.readline().startswith(f'{{"id": {number}')
        os.killpg(running.pid, signal.SIGINT)
        _, errors = running.communicate(timeout=60)
        assert running.returncode == 130
        assert errors.splitlines() == ["geo: Stopped."]


def test_the_command_answers_as_a_process(tmp_path: Path) -> None:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "geo", "show", "--store", str(tmp_path / "gone.sqlite")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert time.monotonic() - began < 20
