import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from geo.gazetteer import Gazetteer
from tests.cli.conftest import FakePipeline

Geo = Callable[..., Result]
TEXT = "Moscow hinted at a base near Latakia, far from Atlantis and Homs."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    marks = [
        ("Moscow", 55.75, 37.62, "associative"),
        ("Latakia", 35.53, 35.79, "literal"),
        ("Homs", 34.7, 36.7, "literal"),
    ]
    toponyms = [
        {"start": TEXT.index(n), "end": TEXT.index(n) + len(n), "name": n, "lat": lat, "lon": lon, "type": role}
        for n, lat, lon, role in marks
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "1", "text": TEXT, "toponyms": toponyms}) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def knowing(pipeline: FakePipeline, real_gazetteer: Gazetteer) -> FakePipeline:
    pipeline.gazetteer = real_gazetteer
    return pipeline


def test_the_geoparser_is_measured_and_every_cause_named(geo: Geo, knowing: FakePipeline, gold: Path) -> None:
    result = geo("evaluate", gold, "--breakdown")
    assert result.exit_code == 0
    assert "gold.jsonl: 1 articles, 3 toponyms" in result.stdout
    assert "literal only" in result.stdout
    assert "not found" in result.stdout
    assert "by country" in result.stdout


def test_a_program_gets_figures_intervals_causes_and_breakdowns(geo: Geo, knowing: FakePipeline, gold: Path) -> None:
    report = json.loads(geo("evaluate", gold, "--json").stdout)["gold.jsonl"]
    assert report["end_to_end_recall"] == pytest.approx(2 / 3, abs=1e-3)
    assert report["literal_end_to_end_recall"] == 0.5
    assert report["end_to_end_f1_low"] <= report["end_to_end_f1"] <= report["end_to_end_f1_high"]
    assert report["role_accuracy"] == 1
    assert sum(report["causes_marked"].values()) == 3
    assert sum(report["causes_answered"].values()) == 3
    assert sum(part["marked"] for part in report["by"]["kind"].values()) == 3
    assert sum(b["count"] for b in report["reliability"]) == 2


def test_the_page_of_mistakes_is_written_where_it_is_told(
    geo: Geo, knowing: FakePipeline, gold: Path, tmp_path: Path
) -> None:
    page = tmp_path / "new folder" / "worst.html"
    result = geo("evaluate", gold, "--html", page)
    assert result.exit_code == 0
    assert "<mark>Homs</mark>" in page.read_text(encoding="utf-8")
    assert "keep it to yourself" in result.stderr


def test_answers_of_another_are_scored_without_an_index(geo: Geo, gold: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    row = {"start": TEXT.index("Homs"), "end": TEXT.index("Homs") + 4, "name": "Homs", "lat": 34.7, "lon": 36.7}
    answers.write_text(json.dumps({"id": "1", "toponyms": [row]}) + "\n", encoding="utf-8")
    result = geo("evaluate", gold, "--pred", answers, "--json")
    report = json.loads(result.stdout)["gold.jsonl"]
    assert report["end_to_end_precision"] == 1
    assert report["role_accuracy"] is None
    assert report["causes_marked"] == {}
    assert "no place index" in result.stderr


def test_what_parse_writes_is_scored_like_the_geoparser_itself(
    geo: Geo,
    knowing: FakePipeline,
    gold: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    real_gazetteer_path: Path,
) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text(geo("parse", stdin=json.dumps({"id": "1", "text": TEXT}) + "\n").stdout, encoding="utf-8")
    monkeypatch.setenv("DATELINE_GAZETTEER", str(real_gazetteer_path))
    assert geo("evaluate", gold, "--pred", answers, "--json").stdout == geo("evaluate", gold, "--json").stdout


def test_a_page_of_mistakes_needs_an_index(geo: Geo, gold: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text("", encoding="utf-8")
    result = geo("evaluate", gold, "--pred", answers, "--html", tmp_path / "worst.html")
    assert result.exit_code == 1
    assert "gazetteer build" in result.stderr


@pytest.mark.parametrize("name", ["gold", "pred"])
def test_a_file_that_is_not_there_is_named(
    geo: Geo, knowing: FakePipeline, gold: Path, tmp_path: Path, name: str
) -> None:
    missing = tmp_path / "missing.jsonl"
    result = geo("evaluate", missing) if name == "gold" else geo("evaluate", gold, "--pred", missing)
    assert result.exit_code == 1
    assert "missing.jsonl" in result.stderr


def test_an_answer_in_another_form_is_named_by_its_line(geo: Geo, gold: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text('{"id": "1", "toponyms": []}\n{"id": "2", "places": []}\n', encoding="utf-8")
    result = geo("evaluate", gold, "--pred", answers)
    assert result.exit_code == 1
    assert "answers.jsonl, line 2" in result.stderr
