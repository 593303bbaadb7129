"""`geo parse` answers a line for a line, in order, and in the form that others rely on."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tests.articles import making
from tests.cli.conftest import FakePipeline

Geo = Callable[..., Result]


@pytest.fixture(autouse=True)
def _fake(pipeline: FakePipeline) -> None:
    pass


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_comes_out_in_the_promised_form(geo: Geo) -> None:
    line = json.dumps({"id": "a", "text": "Putin flew from Moscow to Latakia, not Atlantis.", "title": "On the move"})
    result = geo("parse", stdin=line)
    assert result.exit_code == 0
    assert rows(result) == [
        {
            "id": "a",
            "toponyms": [
                {
                    "start": 16,
                    "end": 22,
                    "name": "Moscow",
                    "place_id": "geonames:524901",
                    "lat": 55.75222,
                    "lon": 37.61556,
                    "role": "associative",
                    "score": 0.9123,
                    "reason": "A fake says so.",
                },
                {
                    "start": 26,
                    "end": 33,
                    "name": "Latakia",
                    "place_id": "geonames:173576",
                    "lat": 35.53125,
                    "lon": 35.79088,
                    "role": "literal",
                    "score": 0.9123,
                    "reason": "A fake says so.",
                },
                {
                    "start": 39,
                    "end": 47,
                    "name": "Atlantis",
                    "place_id": None,
                    "lat": None,
                    "lon": None,
                    "role": "literal",
                    "score": 0.0,
                    "reason": "A fake says so.",
                },
            ],
            "actors": [
                {
                    "start": 0,
                    "end": 5,
                    "name": "Vladimir Putin",
                    "actor_id": "person:vladimir-putin",
                    "kind": "person",
                }
            ],
            "vicinities": [],
            "focus": [],
        }
    ]


def test_offsets_count_characters_of_the_text_as_it_was_given(geo: Geo) -> None:
    text = "https://example.org/a\r\n\r\n\ufeff𝒳 “Latakia” Öl"
    ((toponym,),) = [row["toponyms"] for row in rows(geo("parse", stdin=json.dumps({"id": 1, "text": text})))]
    assert text[toponym["start"] : toponym["end"]] == "Latakia"


def test_ids_come_back_as_they_were(geo: Geo) -> None:
    lines = '{"id": 7, "text": "a"}\n{"id": "7", "text": ""}\n{"id": "ü", "text": "c"}\n'
    assert [row["id"] for row in rows(geo("parse", stdin=lines))] == [7, "7", "ü"]


def test_a_bad_line_is_named_and_the_rest_goes_on_in_order(geo: Geo) -> None:
    lines = ['{"id": 1, "text": "Latakia"}', "banana", '{"id": 2, "text": "break me"}', '{"id": 3, "text": "Moscow"}']
    result = geo("parse", stdin="\n".join(lines))
    assert result.exit_code == 3
    assert [row["id"] for row in rows(result)] == [1, 3]
    first, second = result.stderr.splitlines()
    assert first.startswith("geo: standard input:2: is not valid JSON")
    assert second.startswith("geo: 2: could not be parsed")


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_is_read_packed_or_not(geo: Geo, tmp_path: Path, packed: bool) -> None:
    data = b'{"id": 1, "text": "Latakia"}\n'
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    result = geo("parse", path)
    assert result.exit_code == 0
    assert len(rows(result)) == 1


def test_a_missing_file_is_one_sentence(geo: Geo, tmp_path: Path) -> None:
    result = geo("parse", tmp_path / "gone.jsonl")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"geo: {tmp_path / 'gone.jsonl'}: can't be read (No such file or directory); check the path"
    ]


def test_no_input_is_no_output(geo: Geo) -> None:
    result = geo("parse", stdin="")
    assert (result.exit_code, result.stdout) == (0, "")


def test_the_recogniser_that_is_named_is_opened(
    geo: Geo, pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def open_it(*_: object, **options: object) -> FakePipeline:
        opened.append(options["recogniser"])
        return pipeline

    monkeypatch.setattr("geo.pipeline.Pipeline.open", open_it)
    geo("parse", "--recogniser", "spacy:some_model", stdin="")
    geo("parse", stdin="")
    assert opened == ["spacy:some_model", "trained"]


def test_a_file_of_another_format_gives_a_line_an_article_with_the_text_that_offsets_count_in(
    geo: Geo, tmp_path: Path
) -> None:
    (tmp_path / "report.docx").write_bytes(making.docx(making.docx_body(["Moscow hinted.", "Shells fell on Latakia."])))
    result = geo("parse", tmp_path / "report.docx")
    assert result.exit_code == 0, result.output
    (row,) = rows(result)
    assert row["text"] == "Moscow hinted.\n\nShells fell on Latakia."
    found = {row["text"][t["start"] : t["end"]] for t in row["toponyms"]}  # type: ignore[attr-defined, index]
    assert found == {"Moscow", "Latakia"}


def test_an_archive_on_standard_input_gives_a_line_an_article_and_names_what_cannot_be_read(geo: Geo) -> None:
    packed = making.zipped({"a.txt": "Putin flew to Latakia.", "b.pdf": b"%PDF-1.4 cut off", "c.txt": "Moscow hinted."})
    result = geo("parse", "-", stdin=packed)
    assert result.exit_code == 3
    assert [row["text"] for row in rows(result)] == ["Putin flew to Latakia.", "Moscow hinted."]
    assert "standard input/b.pdf: is no PDF that can be read; it may be cut off or damaged" in result.stderr


def test_lines_are_answered_without_their_text(geo: Geo) -> None:
    (row,) = rows(geo("parse", stdin='{"id": 7, "text": "Moscow hinted."}'))
    assert row["id"] == 7
    assert "text" not in row
