"""Bars are drawn where a person watches, on stderr, and nowhere else."""

import io

import pytest

from geo.commands.progress import byte_bar, step_bar


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A screen in the place of stderr; in the test itself, for pytest puts its own there after the fixtures."""
    screen = Screen()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", screen)
    return screen


def test_a_log_gets_one_line_and_only_when_there_is_work(capsys: pytest.CaptureFixture[str]) -> None:
    with step_bar("Building the place index") as progress:
        pass
    assert capsys.readouterr().err == ""
    with step_bar("Building the place index") as progress:
        progress("Reading places", 0.1)
        progress("Indexing names", 0.9)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "Building the place index…\n")


def test_a_log_gets_no_bar_of_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    with byte_bar("Reading articles", 100) as on_bytes:
        assert on_bytes is None
    assert capsys.readouterr().err == ""


def test_a_screen_shows_the_step_and_the_share(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    with step_bar("Building the place index") as progress:
        progress("Indexing names", 0.42)
    assert "Indexing names" in screen.getvalue()
    assert "42%" in screen.getvalue()


def test_a_screen_shows_how_much_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    with byte_bar("Reading articles", 2_000_000) as on_bytes:
        assert on_bytes is not None
        on_bytes(1_000_000)
    assert "1.0/2.0 MB" in screen.getvalue()


def test_nothing_is_drawn_where_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    with step_bar("Building the place index"):
        pass
    assert screen.getvalue() == ""
