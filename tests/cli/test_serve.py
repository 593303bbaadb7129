"""`geo serve` makes ready what is missing, once, and then starts at once."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from geo.commands.readiness import Readiness
from geo.commands.serve import _absolute
from tests.cli.conftest import FakePipeline

Geo = Callable[..., Result]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("Back to Latakia.")
    return folder


@pytest.fixture
def index(tmp_path: Path, real_gazetteer_path: Path) -> Path:
    """A folder of this test's own with the real index in it, for the mark is written beside it."""
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    (folder / "places.index").symlink_to(real_gazetteer_path / "places.index")
    return folder


def test_nothing_is_done_again_until_something_changes(tmp_path: Path, seeds: Path) -> None:
    store, index = tmp_path / "store.sqlite", tmp_path

    def ready() -> Readiness:
        return Readiness(str(store), index, seeds, results=(tmp_path / "places.index",))

    assert not ready().is_done()
    ready().note()
    assert not ready().is_done(), "the results are not there"
    store.touch()
    (tmp_path / "places.index").touch()
    assert ready().is_done()
    assert not Readiness("another.sqlite", index, seeds).is_done()
    (seeds / "b.txt").write_text("And on to Tartus.")
    assert not ready().is_done()
    ready().note()
    assert ready().is_done()
    store.unlink()
    assert not ready().is_done()


def test_where_the_mark_cannot_be_written_the_work_is_looked_at_again(tmp_path: Path, seeds: Path) -> None:
    ready = Readiness("postgresql://db/news", tmp_path / "no" / "such" / "folder", seeds)
    ready.note()
    assert not ready.is_done()


def test_the_seeds_are_read_once_and_a_second_start_opens_no_pipeline(
    geo: Geo,
    seeds: Path,
    tmp_path: Path,
    pipeline: FakePipeline,
    index: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = ("--gazetteer", index, "--seeds", seeds, "--store", tmp_path / "s.sqlite", "--prepare-only")
    assert geo("serve", *options).exit_code == 0
    assert "Articles           1" in geo("show", "--store", tmp_path / "s.sqlite").stdout

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("opened again")

    monkeypatch.setattr("geo.pipeline.Pipeline.open", refuse)
    assert geo("serve", *options).exit_code == 0


def test_addresses_are_good_in_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert _absolute("a.sqlite") == str(tmp_path / "a.sqlite")
    assert _absolute("/a.sqlite") == "/a.sqlite"
    assert _absolute("sqlite:///a.sqlite") == f"sqlite:///{tmp_path}/a.sqlite"
    assert _absolute("sqlite:////a.sqlite") == "sqlite:////a.sqlite"
    assert _absolute("postgresql://db/news") == "postgresql://db/news"


def test_the_page_is_served_and_a_taken_port_is_one_sentence(tmp_path: Path, index: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "geo", "serve", "--port", str(port), "--no-browser"]
    command += ["--store", str(tmp_path / "s.sqlite"), "--gazetteer", str(index)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert running.stdout is not None
        assert f"http://localhost:{port}" in running.stdout.readline()
        assert b"<title>Streamlit</title>" in fetched(f"http://localhost:{port}/")
        second = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
        assert second.returncode == 1
        assert second.stderr.splitlines() == [
            f"geo: port {port} is taken; stop what listens there, or name another with --port (make run PORT=8600)"
        ]
    finally:
        running.send_signal(signal.SIGINT)
        try:
            output, _ = running.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            running.kill()
            output, _ = running.communicate()
    assert "Traceback" not in output


def fetched(url: str) -> bytes:
    give_up = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url) as page:
                return bytes(page.read())
        except urllib.error.URLError:
            assert time.monotonic() < give_up
            time.sleep(0.1)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., list[str]]:
    """What `geo serve` would start, and with which environment; nothing is started."""
    started: list[list[str]] = []
    monkeypatch.setattr("geo.commands.serve._prepare", lambda *_: None)
    monkeypatch.setattr(os, "execv", lambda _, command: started.append(command))
    monkeypatch.setattr(os, "chdir", lambda _: None)
    for name in ("DATELINE_EDIT", "DATELINE_EDIT_KEY"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)

    def run(geo: Geo, *options: str) -> list[str]:
        started.clear()
        result = geo("serve", "--no-browser", *options)
        return [result.stderr, *(started[0] if started else [])]

    return run


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "::1", "127.8.0.1"])
def test_editing_on_this_machine_s_own_address_needs_no_key(
    geo: Geo, served: Callable[..., list[str]], address: str
) -> None:
    assert "--server.maxUploadSize=100" in served(geo, "--edit", "--address", address)
    assert os.environ["DATELINE_EDIT"] == "1"


def test_without_editing_hardly_anything_can_be_sent(geo: Geo, served: Callable[..., list[str]]) -> None:
    assert "--server.maxUploadSize=1" in served(geo)
    assert os.environ["DATELINE_EDIT"] == "0"


@pytest.mark.parametrize("address", ["0.0.0.0", "", "192.168.1.5", "news.example.org", "::"])
def test_editing_for_others_needs_a_key(
    geo: Geo, served: Callable[..., list[str]], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, *started = served(geo, "--edit", "--address", address)
    assert not started
    assert "set DATELINE_EDIT_KEY" in said
    monkeypatch.setenv("DATELINE_EDIT_KEY", "short")
    said, *started = served(geo, "--edit", "--address", address)
    assert not started
    assert "too short" in said
    monkeypatch.setenv("DATELINE_EDIT_KEY", "a key of some length")
    said, *started = served(geo, "--edit", "--address", address)
    assert started
    assert not any("a key of some length" in word for word in started)


def test_the_setting_stands_for_the_option(
    geo: Geo, served: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_EDIT", "1")
    assert "--server.maxUploadSize=100" in served(geo)
    said, *started = served(geo, "--address", "0.0.0.0")
    assert not started
    assert "DATELINE_EDIT_KEY" in said
