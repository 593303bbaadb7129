"""What the tests of the commands share: a runner, and a pipeline that knows three names."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from geo.__main__ import app
from geo.pipeline import Pipeline
from geo.records import (
    ActorKind,
    ActorMention,
    Article,
    ParsedArticle,
    Place,
    PlaceKind,
    ResolvedToponym,
    Role,
    Sentence,
)

PLACES = {
    "Latakia": Place("geonames:173576", "Latakia", 35.53125, 35.79088, PlaceKind.TOWN, country="SY"),
    "Moscow": Place("geonames:524901", "Moscow", 55.75222, 37.61556, PlaceKind.TOWN, country="RU"),
    "Atlantis": None,
}


class FakePipeline:
    """Finds Latakia, Moscow (associative) and Atlantis (unplaced), and Vladimir Putin; breaks on "break me"."""

    parser = "fake-1"
    opening = None

    def learn_homes(self, reported: Iterable[tuple[str, str, str]]) -> None:
        """Learns nothing."""

    def parse(self, article: Article) -> ParsedArticle:
        text = article.text
        if "break me" in text:
            raise RuntimeError("as it was told to")
        if "stop here" in text:
            raise KeyboardInterrupt
        toponyms = []
        for name, place in PLACES.items():
            start = text.find(name)
            if start >= 0:
                role = Role.ASSOCIATIVE if name == "Moscow" else Role.LITERAL
                score = 0.912345 if place else 0.0
                toponyms.append(ResolvedToponym(start, start + len(name), name, role, place, score, "A fake says so."))
        start = text.find("Putin")
        actors = (
            (ActorMention(start, start + 5, "Putin", "person:vladimir-putin", "Vladimir Putin", ActorKind.PERSON),)
            if start >= 0
            else ()
        )
        toponyms.sort(key=lambda toponym: toponym.start)
        return ParsedArticle(article, (Sentence(0, len(text)),), tuple(toponyms), actors, self.parser)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline()
    monkeypatch.setattr(Pipeline, "open", lambda *_, **__: fake)
    return fake


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test of a command touches the folders of whoever runs it."""
    for name in (
        "DATELINE_NOMINATIM",
        "DATELINE_ACTORS",
        "DATELINE_ALLOW_PORTS",
        "DATELINE_EDIT",
        "DATELINE_EDIT_KEY",
        "PORT",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "own" / "store.sqlite"))
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path / "own" / "gazetteer"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("COLUMNS", "160")


@pytest.fixture
def geo() -> Callable[..., Result]:
    """Run a command: `geo("ingest", path)`; its exit_code, stdout and stderr."""

    def run(*parts: object, stdin: bytes | str | None = None) -> Result:
        result = CliRunner().invoke(app, [str(part) for part in parts], input=stdin, prog_name="geo")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
