"""`geo actors`: an actor that a user adds is found at once in the articles that the store holds."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from geo.store import open_store

Geo = Callable[..., Result]


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, real_gazetteer_path: Path) -> Path:
    monkeypatch.setenv("DATELINE_GAZETTEER", str(real_gazetteer_path))
    path = tmp_path / "news.jsonl"
    lines = [
        {"id": "1", "text": "The Wolfpack of Ruritania shelled Latakia on Monday."},
        {"id": "2", "text": "It rained in Homs on Tuesday."},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_an_actor_that_is_added_takes_effect_at_once_and_stays_out_when_removed(
    geo: Geo, news: Path, tmp_path: Path
) -> None:
    assert geo("ingest", news).exit_code == 0
    result = geo("actors", "add", "Wolfpack of Ruritania", "--kind", "armed-group", "--alias", "Wolfpack", "--json")
    assert json.loads(result.stdout) == {"parsed": 1, "changed": 1, "passed_over": 1}
    store = open_store(str(tmp_path / "own" / "store.sqlite"))
    try:
        article = store.article("1")
        assert article is not None
        assert [(m.surface, m.actor_id) for m in article.actors] == [
            ("Wolfpack of Ruritania", "group:wolfpack-of-ruritania")
        ]
    finally:
        store.close()
    assert "2 unchanged" in geo("ingest", news).stdout
    assert "group:wolfpack-of-ruritania" in geo("actors", "list").stdout
    assert "changed in 1" in geo("actors", "remove", "group:wolfpack-of-ruritania").stdout
    assert "2 unchanged" in geo("ingest", news).stdout
    assert json.loads(geo("actors", "refresh", "--json").stdout) == {"parsed": 0, "changed": 0, "passed_over": 0}


def test_a_list_named_on_the_command_line_is_used(geo: Geo, news: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("actor_id,name,kind,country,aliases\ngroup:w,Wolfpack,armed group,,\n", encoding="utf-8")
    line = geo("parse", news, "--actors", mine).stdout.splitlines()[0]
    assert [actor["actor_id"] for actor in json.loads(line)["actors"]] == ["group:w"]


def test_an_actor_can_be_added_before_there_is_a_store(geo: Geo, tmp_path: Path) -> None:
    result = geo("actors", "add", "Wolfpack", "--kind", "armed-group")
    assert result.exit_code == 0
    assert "no store yet" in result.stdout
    assert not (tmp_path / "own" / "store.sqlite").exists()


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (("add", "Wolfpack", "--kind", "body", "--country", "Syria"), "write two letters, such as SY"),
        (("add", "Wolfpack", "--kind", "body", "--id", "no colon"), "write it as kind:name"),
        (("remove", "group:w"), "geo actors list names those"),
    ],
)
def test_what_cannot_be_added_is_refused_in_one_sentence(geo: Geo, parts: tuple[str, ...], says: str) -> None:
    result = geo("actors", *parts)
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
