"""`geo show` says what a store holds."""

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

from tests.cli.conftest import FakePipeline

Geo = Callable[..., Result]


def test_the_counts_of_a_store(geo: Geo, tmp_path: Path, pipeline: FakePipeline) -> None:
    news = tmp_path / "wire.jsonl"
    news.write_text(
        '{"id": 1, "text": "Back to Latakia.", "published": "2015-09-09", "source": "AP"}\n'
        '{"id": 2, "text": "Putin in Moscow.", "published": "2015-09-11", "source": "AP"}\n'
    )
    assert geo("ingest", news).exit_code == 0
    summary = json.loads(geo("show", "--json").stdout)
    assert summary == {
        "articles": 2,
        "reports": 2,
        "places": 2,
        "actors": 1,
        "sources": 1,
        "first": "2015-09-09",
        "last": "2015-09-11",
        "store": str(tmp_path / "own" / "store.sqlite"),
    }
    shown = geo("show").stdout
    assert "Articles" in shown
    assert "2015-09-09 to 2015-09-11" in shown


def test_a_password_in_a_stores_address_is_not_shown() -> None:
    from geo.commands.opening import without_password

    assert without_password("postgresql://desk:secret@db.example.org/news") == "postgresql://desk:…@db.example.org/news"
    assert without_password("/srv/a:b@c/store.sqlite") == "/srv/a:b@c/store.sqlite"
