"""What the word lists know, and that they hold what they say."""

import csv
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from geo.text.lexicon import common_words, demonyms, fold_word, given_names, lower_share, surnames
from geo.text.people import find_persons


def data(name: str) -> bytes:
    return files("geo").joinpath("data", name).read_bytes()


def names(text: str) -> list[str]:
    return [e.surface for e in find_persons(text)]


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Müller", "muller"), ("O’Brien", "o'brien"), ("ŁÓDŹ", "lodz"), ("İmamoğlu", "imamoglu"), ("Straße", "strasse")],
)
def test_words_are_folded_as_the_lists_are(word: str, folded: str) -> None:
    assert fold_word(word) == folded


@pytest.mark.parametrize("name", ["given_names.txt.gz", "surnames.txt.gz"])
def test_name_lists_are_folded_sorted_and_reproducible(name: str) -> None:
    lines = gzip.decompress(data(name)).decode().splitlines()
    assert lines == sorted(set(lines))
    assert all(re.fullmatch(r"[a-z']{2,}", line) for line in lines)
    assert len(lines) > 20_000
    assert data(name)[4:8] == b"\0\0\0\0"  # no time of making in the file
    assert len(data(name)) < 150_000


def test_names_from_where_the_news_is() -> None:
    for name in "mohammed muhammad bashar moshe sergey volodymyr xi jinping nguyen oluwaseun abiy aisha juan".split():
        assert name in given_names() or name in surnames(), name
    for (
        name
    ) in "putin lavrov netanyahu erdogan khan smith hernandez kowalski nguyen wang hussein ivanov okafor".split():
        assert name in surnames(), name


@pytest.mark.parametrize("word", ["the", "of", "nice", "will", "mobile", "hope", "split"])
def test_words_first_names_second(word: str) -> None:
    assert lower_share(word) > 0.8


@pytest.mark.parametrize("word", ["Latakia", "Moscow", "Friday", "Sergey"])
def test_names_first_words_second(word: str) -> None:
    assert lower_share(word) < 0.05


def test_common_words_are_statistics_only() -> None:
    rows = [line.split("\t") for line in gzip.decompress(data("common_words.txt.gz")).decode().splitlines()]
    assert len(rows) > 8_000
    assert all(len(row) == 3 and 0 < float(row[1]) <= 1 and int(row[2]) >= 1 for row in rows)
    assert all(" " not in row[0] for row in rows)
    assert common_words()["march"][0] < 0.5


@pytest.mark.parametrize(
    ("word", "place", "country"),
    [
        ("Russian", "Russia", "RU"),
        ("Syrians", "Syria", "SY"),
        ("Israelis", "Israel", "IL"),
        ("Kurds", "Kurdistan", ""),
        ("Chechen", "Chechnya", "RU"),
        ("Texans", "Texas", "US"),
        ("Parisian", "Paris", "FR"),
        ("New Yorker", "New York", "US"),
        ("Gazan", "Gaza Strip", "PS"),
        ("Scots", "Scotland", "GB"),
        ("European", "Europe", ""),
        ("Muscovites", "Moscow", "RU"),
    ],
)
def test_a_demonym_leads_to_its_place(word: str, place: str, country: str) -> None:
    first = demonyms()[fold_word(word)][0]
    assert (first.demonym, first.place, first.country) == (word, place, country)


def test_every_demonym_row_is_well_formed() -> None:
    rows = list(csv.DictReader(data("demonyms.csv").decode().splitlines()))
    assert len(rows) > 1_000
    for row in rows:
        assert row["kind"] in {"adjective", "people", "both"}
        assert re.fullmatch(r"(?:[A-Z]{2})?", row["country"])
        assert row["place"]
        assert row["demonym"][0].isupper() or "-" in row["demonym"]
        assert row["demonym"] != row["place"] or row["caution"], row
        assert not re.search(r"[\[\]()\"]|citation", row["demonym"])
    seen = [(r["demonym"], r["place"], r["country"]) for r in rows]
    assert len(seen) == len(set(seen))


def test_a_word_of_two_countries_says_so() -> None:
    for word in ("congolese", "georgian", "dominican"):
        entries = demonyms()[word]
        assert len({e.country for e in entries}) == 2
        assert all(e.caution for e in entries)


# --- people found by cues


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian foreign minister Sergey Lavrov said so.", ["Sergey Lavrov"]),
        ("Mr Kato was found dead; the death of Mr. Kato shocked them.", ["Kato", "Kato"]),
        ("The striker Jordan Henderson scored; Henderson smiled.", ["Jordan Henderson", "Henderson"]),
        ("Paris Hilton flew from Paris to Jordan.", ["Paris Hilton"]),
        ("Gen. Lloyd Austin and J. K. Rowling met.", ["Lloyd Austin", "J. K. Rowling"]),
        ("Ursula von der Leyen met Mohammed bin Salman.", ["Ursula von der Leyen", "Mohammed bin Salman"]),
        ("They met in Hong Kong, Abu Dhabi and Santo Domingo on Monday.", []),
        ("Nelson Mandela Bay lies by Port Elizabeth.", []),
        ("The Human Rights Watch report on Sierra Leone said so.", []),
        ("Will they march in May, he asked; April was cold.", []),
        ("", []),
    ],
)
def test_people_are_found_by_their_cues(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_lists_are_those_of_the_manifest() -> None:
    manifest = json.loads(data("manifest-names.json"))
    assert re.fullmatch(r"\d+(\.\d+)+", manifest["faker"])
    for name, entry in manifest["files"].items():
        assert len(data(name)) == entry["bytes"], f"{name} changed: run scripts/manifest_names.py"
        assert hashlib.sha256(data(name)).hexdigest() == entry["sha256"], f"{name}: run scripts/manifest_names.py"


def test_every_list_says_where_it_comes_from() -> None:
    sources = data("SOURCES-names.md").decode()
    for name in json.loads(data("manifest-names.json"))["files"]:
        assert name in sources


SOURCES = Path(os.environ.get("DATELINE_SOURCES") or Path(__file__).parents[2].parent / "shared" / "data")


@pytest.mark.skipif(not (SOURCES / "geonames").is_dir(), reason="the source data is not beside the checkout")
def test_demonyms_are_compiled_again_to_the_same_bytes(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    before = data("demonyms.csv")
    script = tmp_path / "scripts" / "compile_demonyms.py"
    script.parent.mkdir()
    (tmp_path / "geo" / "data").mkdir(parents=True)
    script.write_bytes((root / "scripts" / "compile_demonyms.py").read_bytes())
    subprocess.run([sys.executable, str(script), str(SOURCES)], check=True, capture_output=True, timeout=60)
    assert (tmp_path / "geo" / "data" / "demonyms.csv").read_bytes() == before
