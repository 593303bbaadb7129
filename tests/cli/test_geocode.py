"""`geo geocode` gives a line for each name, the likeliest place first; `geo gazetteer` says what it asks."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tests.nominatim_server import serving

Geo = Callable[..., Result]
FIELDS = ["place_id", "name", "lat", "lon", "kind", "country", "admin1", "population", "radius_km"]


@pytest.fixture(autouse=True)
def _real_index(monkeypatch: pytest.MonkeyPatch, real_gazetteer_path: Path) -> None:
    monkeypatch.setenv("DATELINE_GAZETTEER", str(real_gazetteer_path))


def answers(result: Result) -> list[list[dict[str, object]]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_is_a_line_for_each_name_with_the_best_first(geo: Geo) -> None:
    result = geo("geocode", "Latakia", "Paris, Texas", "Qwertyuiopville", "--json")
    assert result.exit_code == 0
    latakia, paris, nothing = answers(result)
    assert list(latakia[0]) == FIELDS
    assert latakia[0]["country"] == "SY"
    assert (paris[0]["name"], paris[0]["country"], paris[0]["admin1"]) == ("Paris", "US", "Texas")
    assert nothing == []


def test_a_country_narrows(geo: Geo) -> None:
    (found,) = answers(geo("geocode", "Tripoli", "--country", "LB", "--json"))
    assert {place["country"] for place in found} == {"LB"}


def test_no_more_places_than_asked_for(geo: Geo) -> None:
    (found,) = answers(geo("geocode", "San José", "--limit", "3", "--json"))
    assert len(found) == 3


def test_a_reader_gets_a_table(geo: Geo) -> None:
    result = geo("geocode", "Latakia", "Qwertyuiopville")
    assert result.exit_code == 0
    assert "geonames:173576" in result.stdout
    assert "Qwertyuiopville: no place is known by that name" in result.stdout


def test_a_name_full_of_markup_and_terminal_commands_is_shown_harmless(geo: Geo) -> None:
    result = geo("geocode", "[red]Nowhere[/]\x1b[31m")
    assert result.exit_code == 0
    assert "[red]Nowhere[/]\ufffd[31m: no place" in result.stdout


def test_what_is_no_country_is_one_sentence(geo: Geo) -> None:
    result = geo("geocode", "Tripoli", "--country", "Atlantis")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        'geo: "Atlantis" is no country; give its two letters (ISO 3166-1), such as SY'
    ]


def test_a_failing_online_geocoder_is_no_miss(geo: Geo, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as server:
        server.status = 500
        monkeypatch.setenv("DATELINE_NOMINATIM", server.url)
        result = geo("geocode", "Qwertyuiopville", "Latakia", "--json")
    assert result.exit_code == 1
    assert "did not answer" in result.stderr
    assert [bool(found) for found in answers(result)] == [False, True]


def test_info_says_what_the_index_holds(geo: Geo) -> None:
    info = json.loads(geo("gazetteer", "info", "--json").stdout)
    assert info["places"] > 200_000
    assert info["names"] > 900_000
    assert "Places" in geo("gazetteer", "info").stdout


def test_a_missing_index_is_one_sentence_with_the_remedy(geo: Geo, tmp_path: Path) -> None:
    result = geo("gazetteer", "info", "--gazetteer", tmp_path / "none")
    assert result.exit_code == 1
    assert "python -m geo gazetteer build" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_index_is_built_from_several_dumps(geo: Geo, tmp_path: Path) -> None:
    columns = [
        "{id}",
        "{name}",
        "{name}",
        "",
        "35.5",
        "35.8",
        "P",
        "PPL",
        "SY",
        "",
        "",
        "",
        "",
        "",
        "9",
        "",
        "",
        "",
        "",
    ]
    for number, name in ((1, "Firsttown"), (2, "Secondtown")):
        row = "\t".join(columns).format(id=number, name=name)
        (tmp_path / f"cities{number}.txt").write_text(row + "\n")
    folder = tmp_path / "index"
    dumps = [tmp_path / "cities1.txt", tmp_path / "cities2.txt"]
    built = geo("gazetteer", "build", "--gazetteer", folder, "--from", *dumps, "--json")
    assert built.exit_code == 0, built.output
    found = answers(geo("geocode", "Firsttown", "Secondtown", "--gazetteer", folder, "--json"))
    assert [places[0]["place_id"] for places in found] == ["geonames:1", "geonames:2"]


def test_a_missing_dump_is_one_sentence(geo: Geo, tmp_path: Path) -> None:
    result = geo("gazetteer", "build", "--gazetteer", tmp_path / "index", "--from", tmp_path / "gone.txt")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert "gone.txt" in result.stderr
