import gzip
import importlib.util
import json
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "report_accuracy.py"
TEXT = "Moscow hinted that Russian planes would leave a base near Latakia, far from Aleppo and Nowhereville."
MARKS = (
    ("Moscow", 55.75, 37.62, "associative", 524901),
    ("Russian", 60.0, 100.0, "associative", 2017370),
    ("Latakia", 35.53, 35.79, "literal", 173576),
    ("Nowhereville", None, None, "literal", None),
)


def test_the_report_prints_whole_tables_and_leaves_the_floors_alone(
    tmp_path: Path, real_gazetteer_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "toponyms"
    folder.mkdir()
    marks = [
        {"start": TEXT.index(n), "end": TEXT.index(n) + len(n), "name": n, "lat": lat, "lon": lon, "type": role,
         "geonames_id": number}
        for n, lat, lon, role, number in MARKS
    ]  # fmt: skip
    for name in ("LGL", "GeoWebNews", "TUD-Loc-2013"):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as out:
            for number in range(8):
                out.write(json.dumps({"id": str(number), "text": TEXT, "toponyms": marks}) + "\n")
    spec = importlib.util.spec_from_file_location("report_accuracy", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    floors = Path(__file__).parents[1] / "quality_floor.json"
    before = floors.read_bytes()
    plot, page = tmp_path / "images" / "plot.svg", tmp_path / "build" / "worst.html"
    given = ["--sources", tmp_path, "--gazetteer", real_gazetteer_path, "--plot", plot, "--page", page]
    monkeypatch.setattr(sys, "argv", ["report_accuracy.py", *map(str, given)])

    script.main()

    tables = [table.splitlines() for table in capsys.readouterr().out.strip().split("\n\n")]
    assert len(tables) >= 8
    for head, rule, *rows in tables:
        assert rule.startswith("|---|")
        assert rows
        assert {line.count("|") for line in (head, rule, *rows)} == {head.count("|")}
    whole = [row for table in tables for row in table if row.startswith("| together")]
    assert whole[0] == "| together | 32 | 32 | 32 | 96 |"
    assert plot.read_text(encoding="utf-8").startswith("<svg")
    assert "<mark>" in page.read_text(encoding="utf-8")
    assert floors.read_bytes() == before
