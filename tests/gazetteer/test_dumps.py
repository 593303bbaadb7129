import gzip
import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer, IndexInfo, build_index, sources
from geo.gazetteer.collecting import Collector
from geo.gazetteer.dumps import Dumps
from geo.gazetteer.kinds import kind_of_feature
from geo.gazetteer.merging import collect_dumps
from geo.records import PlaceKind
from tests.gazetteer.making import a_place, dump_line

IDLIB = dump_line(173811, "Idlib", others="Edlib,إدلب,IDL,ydlb", admin1="12", admin2="1204", population="165000")
PROVINCE = dump_line(
    169387, "Muhafazat Idlib", **{"class": "A", "code": "ADM1", "admin1": "12", "population": "1501000"}
)
DISTRICT = dump_line(42, "Idlib District", **{"class": "A", "code": "ADM2", "admin1": "12", "admin2": "1204"})
VILLAGE_AREA = dump_line(43, "Binnish Nahiya", **{"class": "A", "code": "ADM3", "admin1": "12", "admin2": "1204"})
RIVER = dump_line(44, "Nahr al Abyad", **{"class": "H", "code": "STM"})
NAMES = "".join(
    f"{number}\t{place}\t{language}\t{name}\t\t\t\t\t\t\n"
    for number, (place, language, name) in enumerate(
        [
            (173811, "fr", "Idleb-Ville"),
            (173811, "link", "https://example.org/Idlib"),
            (999, "en", "Nowhere"),
            (173811, "iata", "XYZ"),
        ]
    )
)


@pytest.fixture(autouse=True)
def small_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    province = a_place(
        "Idlib", "Idlib Governorate", place_id="geonames:169387", kind=PlaceKind.ADMIN1, feature_class="A",
        admin1="SY.12", radius_km=42.0, area_id="sy-id", lat=1.0, lon=1.0,
    )  # fmt: skip
    monkeypatch.setattr(sources, "supplement", lambda: iter([province, a_place("Black Sea", kind=PlaceKind.SEA)]))
    by_hand = a_place("", "Edleb", place_id="geonames:173811", trusted=True)
    monkeypatch.setattr(sources, "curated", lambda: iter([by_hand]))


def build(tmp_path: Path, *dumps: Path) -> tuple[Gazetteer, IndexInfo]:
    info = build_index(tmp_path / "index", dumps=dumps)
    return Gazetteer.open(tmp_path / "index"), info


def written(path: Path, text: str) -> Path:
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "The main 'geoname' table has the following fields :\n")
            archive.writestr(f"{path.stem}.txt", text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", ["txt", "zip", "gz"])
def test_a_dump_is_read_packed_or_not(tmp_path: Path, suffix: str) -> None:
    places, info = build(
        tmp_path, written(tmp_path / f"SY.{suffix}", IDLIB + PROVINCE + DISTRICT + VILLAGE_AREA + RIVER)
    )
    assert (len(places), info.skipped) == (6, 0)
    town = places.lookup("Idlib")[0]
    assert (town.place_id, town.population, town.kind) == ("geonames:173811", 165_000, PlaceKind.TOWN)
    assert places.lookup("Nahr al Abyad")[0].kind is PlaceKind.RIVER
    assert places.lookup("إدلب") == places.lookup("Edleb") == places.lookup("IDL") == (town,)
    assert [match.start for match in places.scan("Edlib, IDL, ydlb")] == [0]
    places.verify()


def test_a_place_of_a_dump_and_the_projects_list_is_one(tmp_path: Path) -> None:
    places, _ = build(tmp_path, written(tmp_path / "SY.txt", PROVINCE + IDLIB + DISTRICT + VILLAGE_AREA))
    province = places.place(places.row("geonames:169387"))
    assert (province.name, province.kind, province.area_id, province.radius_km) == (
        "Idlib",
        PlaceKind.ADMIN1,
        "sy-id",
        42.0,
    )
    assert (province.lat, province.population) == (35.0, 1_501_000)
    assert places.lookup("Muhafazat Idlib") == places.lookup("Idlib Governorate") == (province,)
    town = places.row("geonames:173811")
    assert places.admin1[town] == places.row("geonames:169387")
    assert places.admin2[town] == places.row("geonames:42")
    assert places.lookup("Black Sea")


def test_more_names_come_from_alternate_names_in_any_order(tmp_path: Path) -> None:
    names = written(tmp_path / "alternateNamesV2.zip", NAMES)
    places, info = build(tmp_path, names, written(tmp_path / "SY.txt", IDLIB))
    assert [place.name for place in places.lookup("Idleb Ville")] == ["Idlib"]
    assert places.lookup("Nowhere") == places.lookup("https example org Idlib") == places.lookup("XYZ") == ()
    assert info.skipped == 0
    assert info.sources[:2] == ("alternateNamesV2.zip", "SY.txt")


def test_a_place_that_comes_twice_counts_once(tmp_path: Path) -> None:
    one, two = written(tmp_path / "cities500.txt", IDLIB), written(tmp_path / "SY.txt", IDLIB + RIVER + RIVER)
    places, _ = build(tmp_path, one, two)
    assert len(places) == 4
    assert len(places.lookup("Nahr al Abyad")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "too\tfew\n",
        dump_line(1, "x", lat="north"),
        dump_line(1, "x", lat="91"),
        dump_line(1, "x", lon="nan"),
        dump_line(1, "x", population="many"),
        dump_line(1, ""),
        dump_line(-1, "x"),
        dump_line(10**10, "x"),
        "x" * (3 << 20) + "\n",
    ],
)
def test_a_line_that_cannot_be_read_is_counted_and_passed_over(tmp_path: Path, line: str) -> None:
    places, info = build(tmp_path, written(tmp_path / "SY.txt", IDLIB + line + "# remark\n\n" + RIVER))
    assert len(places) == 4
    assert info.skipped >= 1
    assert "SY.txt, line 2" in info.skipped_examples[0]


def test_bytes_that_are_no_utf8_are_counted_and_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "SY.txt"
    path.write_bytes(IDLIB.encode() + RIVER.replace("Nahr", "N\xe4hr").encode("latin-1") + DISTRICT.encode())
    places, info = build(tmp_path, path)
    assert (len(places), info.skipped) == (4, 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("notes.txt", b"Dear reader,\nthis is no dump.\n"),
        ("admin1CodesASCII.txt", b"AD.06\tSant Julia de Loria\tSant Julia de Loria\t3039162\n"),
        ("empty.txt", b""),
        ("picture.png", bytes(range(256)) * 100),
        ("cut.zip", b"PK\x03\x04 cut off"),
        ("cut.gz", b"\x1f\x8b\x08\x00 cut off"),
    ],
)
def test_a_file_that_is_no_dump_is_one_sentence_and_harms_nothing(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    build(tmp_path, written(tmp_path / "SY.txt", IDLIB))
    with pytest.raises(GazetteerError, match=rf"{name}.*download"):
        build_index(tmp_path / "index", dumps=[tmp_path / name])
    assert Gazetteer.open(tmp_path / "index").lookup("Idlib")


def test_a_dump_that_is_missing_or_a_folder_or_holds_names_only_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no dump file"):
        build_index(tmp_path / "index", dumps=[tmp_path / "nowhere.txt"])
    with pytest.raises(GazetteerError, match="is a folder"):
        build_index(tmp_path / "index", dumps=[tmp_path])
    with pytest.raises(GazetteerError, match="names only"):
        build_index(tmp_path / "index", dumps=[written(tmp_path / "alternateNamesV2.txt", NAMES)])


def test_a_packed_dump_that_breaks_off_is_one_sentence(tmp_path: Path) -> None:
    many = "".join(dump_line(number, f"Place {number * 7919}") for number in range(1, 3000))
    whole = written(tmp_path / "SY.gz", many).read_bytes()
    (tmp_path / "SY.gz").write_bytes(whole[: len(whole) * 3 // 4])
    with pytest.raises(GazetteerError, match="damaged"):
        build_index(tmp_path / "index", dumps=[tmp_path / "SY.gz"])


@pytest.mark.parametrize(
    ("feature", "kind"),
    [
        ("A.PCLI", PlaceKind.COUNTRY),
        ("A.ADM1", PlaceKind.ADMIN1),
        ("A.ADM2", PlaceKind.ADMIN2),
        ("P.PPLC", PlaceKind.TOWN),
        ("P.PPLX", PlaceKind.SUBURB),
        ("H.STM", PlaceKind.RIVER),
        ("H.STMI", PlaceKind.RIVER),
        ("H.LK", PlaceKind.LAKE),
        ("H.LKS", PlaceKind.LAKE),
        ("H.SEA", PlaceKind.SEA),
        ("H.STRT", PlaceKind.STRAIT),
        ("H.GULF", PlaceKind.GULF),
        ("H.SPNG", PlaceKind.SITE),
        ("T.ISL", PlaceKind.ISLAND),
        ("T.PEN", PlaceKind.PENINSULA),
        ("T.MTS", PlaceKind.MOUNTAINS),
        ("T.DSRT", PlaceKind.DESERT),
        ("S.AIRP", PlaceKind.AIRPORT),
        ("S.AIRB", PlaceKind.AIRBASE),
        ("S.SCH", PlaceKind.SITE),
        ("L.CONT", PlaceKind.CONTINENT),
        ("L.RGN", PlaceKind.REGION),
        ("V.FRST", PlaceKind.REGION),
        (".", PlaceKind.SITE),
    ],
)
def test_a_feature_becomes_a_readers_kind(feature: str, kind: PlaceKind) -> None:
    assert kind_of_feature(*feature.split(".")) is kind


def test_reading_a_dump_takes_little_memory_for_each_place(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        lines = (dump_line(number, f"Place {number}", others=f"Ort {number}", admin1="12") for number in range(count))
        dumps = Dumps([written(tmp_path / "XX.txt", "".join(lines))])
        scratch = tmp_path / f"scratch-{count}"
        scratch.mkdir()
        with Collector(scratch) as collector:
            tracemalloc.start()
            try:
                collect_dumps(collector, dumps, [], [])
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    for_each = (peak(12_000) - peak(2_000)) / 10_000
    assert for_each < 120  # bytes: 13 million places then take 1.6 GB until their names are indexed


SOURCES = Path(os.environ.get("DATELINE_SOURCES", Path(__file__).parents[3] / "shared" / "data"))
NO_COUNTRY = SOURCES / "geonames" / "no-country.txt.gz"


@pytest.mark.skipif(not NO_COUNTRY.is_file(), reason="GeoNames' no-country dump is not in DATELINE_SOURCES")
def test_a_dump_as_geonames_gives_it_is_read_whole(tmp_path: Path) -> None:
    places, info = build(tmp_path, NO_COUNTRY)
    assert info.skipped == 0
    assert len(places) > 5_000
    gulf = places.lookup("Gulf of Aden")[0]
    assert (gulf.place_id, gulf.kind, gulf.lat, gulf.lon) == ("geonames:80303", PlaceKind.GULF, 12.0, 48.0)
