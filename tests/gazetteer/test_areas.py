"""The outlines of areas: right on the map, quick to open, and loud when they are broken."""

import time
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from geo.errors import GazetteerError
from geo.gazetteer.areas import FOLDER, Areas

IDLIB, LATAKIA, SYRIA = "geonames:169387", "geonames:173578", "geonames:163843"
UKRAINE, RUSSIA, CRIMEA = "geonames:690791", "geonames:2017370", "geonames:703883"
GAZA, VATICAN, FIJI, KENYA = "geonames:281132", "geonames:3164670", "geonames:2205218", "geonames:192950"


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas.open()


@pytest.mark.parametrize(
    ("area_id", "lat", "lon"),
    [
        (IDLIB, 35.93, 36.63),
        (LATAKIA, 35.52, 35.80),
        (SYRIA, 35.93, 36.63),
        (GAZA, 31.42, 34.36),
        (CRIMEA, 45.2, 34.3),
        (VATICAN, 41.9033, 12.4534),
        ("geonames:363196", 34.0, 20.0),
        ("geonames:363196", 38.5, 25.0),  # the Aegean is part of a reader's Mediterranean
        ("geonames:350155", 20.0, 38.5),
        ("curated:donbas", 48.0, 37.8),
        ("curated:darfur", 13.6, 25.35),
        ("geonames:6269133", 33.3, 44.4),
        ("ne:area-golan-heights", 33.0, 35.75),
        (FIJI, -17.8, 178.0),
    ],
)
def test_a_point_lies_in_its_area(areas: Areas, area_id: str, lat: float, lon: float) -> None:
    assert areas.contains(area_id, lat, lon)


@pytest.mark.parametrize(
    ("area_id", "lat", "lon"),
    [
        (IDLIB, 35.52, 35.80),  # Latakia is another governorate
        (SYRIA, 36.2, 37.0 - 5),  # the sea
        (SYRIA, 37.06, 37.38),  # Gaziantep
        (GAZA, 31.78, 35.22),
        ("geonames:350155", 27.0, 51.0),
        ("ne:river-euphrates", 34.45, 41.0),  # a river is a line: nothing lies in it
        ("no such area", 0.0, 0.0),
    ],
)
def test_a_point_lies_outside(areas: Areas, area_id: str, lat: float, lon: float) -> None:
    assert not areas.contains(area_id, lat, lon)


def test_a_town_lies_in_the_country_that_the_gazetteer_lists_it_under(areas: Areas) -> None:
    simferopol = 44.957, 34.110
    assert areas.contains(UKRAINE, *simferopol)
    assert not areas.contains(RUSSIA, *simferopol)
    kyrenia = 35.336, 33.317
    assert areas.contains("geonames:146669", *kyrenia)
    assert areas.contains("ne:area-northern-cyprus", *kyrenia)


def test_an_outline_is_geojson_with_longitude_first(areas: Areas) -> None:
    geometry = areas.get(LATAKIA)
    assert geometry is not None
    assert geometry["type"] in ("Polygon", "MultiPolygon")
    west, south, east, north = shape(geometry).bounds
    assert 35.6 < west < 35.9 < 36.1 < east < 36.6
    assert 35.0 < south < 35.4 < 35.8 < north < 36.1


def test_a_river_is_a_line(areas: Areas) -> None:
    geometry = areas.get("ne:river-euphrates")
    assert geometry is not None
    assert geometry["type"] == "MultiLineString"


def test_an_unknown_area_is_none_and_no_error(areas: Areas) -> None:
    assert areas.get("ne:atlantis") is None
    assert areas.bounds("ne:atlantis") is None
    assert "ne:atlantis" not in areas
    assert 7 not in areas


def test_bounds_hug_the_outline(areas: Areas) -> None:
    box = areas.bounds(KENYA)
    geometry = areas.get(KENYA)
    assert box is not None and geometry is not None
    west, south, east, north = shape(geometry).bounds
    assert (box.south, box.west, box.north, box.east) == pytest.approx((south, west, north, east), abs=2e-3)


@pytest.mark.parametrize("area_id", [FIJI, RUSSIA])
def test_bounds_across_the_180th_meridian_run_from_west_to_east(areas: Areas, area_id: str) -> None:
    box = areas.bounds(area_id)
    assert box is not None
    assert box.west > 0 > box.east


def test_every_outline_is_valid_and_lies_within_its_bounds(areas: Areas) -> None:
    for area_id in areas:
        geometry, box = areas.get(area_id), areas.bounds(area_id)
        assert geometry is not None and box is not None
        outline = shape(geometry)
        assert not outline.is_empty, area_id
        assert outline.is_valid, area_id
        _, south, _, north = outline.bounds
        assert box.south - 0.01 <= south <= north <= box.north + 0.01, area_id
    assert len(list(areas)) == len(areas) > 7_000


def test_neighbours_share_their_border(areas: Areas) -> None:
    """Idlib and Hama neither overlap nor leave a gap wider than the grid."""
    hama = areas.get("geonames:170015")
    idlib = areas.get(IDLIB)
    assert hama is not None and idlib is not None
    one, other = shape(idlib), shape(hama)
    assert one.intersection(other).area < 0.0005
    assert shapely.buffer(one, 0.002).intersection(other).area > 0


def test_opening_takes_milliseconds() -> None:
    Areas.open()
    start = time.perf_counter()
    for _ in range(20):
        Areas.open()
    assert (time.perf_counter() - start) / 20 < 0.05


def test_missing_outlines_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="reinstall"):
        Areas.open(tmp_path)


def test_a_cut_off_file_is_noticed_at_once(tmp_path: Path) -> None:
    (tmp_path / "index.npy").write_bytes((FOLDER / "index.npy").read_bytes())
    (tmp_path / "areas.bin").write_bytes((FOLDER / "areas.bin").read_bytes()[:-100])
    with pytest.raises(GazetteerError, match="incomplete"):
        Areas.open(tmp_path)


def test_a_broken_outline_is_an_error_and_not_an_empty_answer(tmp_path: Path) -> None:
    blobs = bytearray((FOLDER / "areas.bin").read_bytes())
    index = np.load(FOLDER / "index.npy")
    row = int(np.searchsorted(index["id"], IDLIB.encode()))
    start = int(index["offset"][row])
    blobs[start : start + 40] = b"\0" * 40
    (tmp_path / "areas.bin").write_bytes(bytes(blobs))
    (tmp_path / "index.npy").write_bytes((FOLDER / "index.npy").read_bytes())
    with pytest.raises(GazetteerError, match="broken"):
        Areas.open(tmp_path).get(IDLIB)


def test_an_index_of_something_else_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "index.npy", np.arange(5))
    (tmp_path / "areas.bin").write_bytes(b"abc")
    with pytest.raises(GazetteerError):
        Areas.open(tmp_path)
