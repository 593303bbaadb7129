"""What is shaded ends on what is drawn: outlines, coasts, borders and province lines share their points."""

import csv
import gzip
import io
import json
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely

from geo.gazetteer.areas import FOLDER, SCALE, Areas

Point = tuple[int, int]
Edge = tuple[Point, Point]

COASTAL = {
    "Syria": "geonames:163843",
    "Latakia": "geonames:173578",
    "Norway": "geonames:3144096",
    "Gaza": "geonames:281132",
    "Singapore": "geonames:1880251",
    "Ukraine": "geonames:690791",
    "Crimea": "geonames:703883",
    "Greece": "geonames:390903",
    "Cyprus": "geonames:146669",
    "Fiji": "geonames:2205218",
    "Chukotka": "geonames:2126099",
    "Antarctica": "geonames:6697173",
    "Western Sahara": "geonames:2461445",
    "Monaco": "geonames:2993457",
    "Malta": "geonames:2562770",
    "Bahrain": "geonames:290291",
}
INLAND = {
    "Idlib": "geonames:169387",
    "Vatican": "geonames:3164670",
    "Kashmir, as India holds it": "ne:area-indian-administered-kashmir",
    "the Golan Heights": "ne:area-golan-heights",
}


@cache
def near() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER.parent / "basemap" / "near.json").read_text("utf-8"))
    return found


@cache
def points(arc: int) -> list[Point]:
    """The points of an arc, backwards for ~arc."""
    if arc < 0:
        return points(~arc)[::-1]
    steps = np.array(near()["arcs"][arc]).reshape(-1, 2)
    return [(x, y) for x, y in np.cumsum(steps, axis=0).tolist()]


def edges(line: list[Point]) -> set[Edge]:
    return {(a, b) if a < b else (b, a) for a, b in pairwise(line)}


@cache
def drawn() -> frozenset[Edge]:
    """Every stretch of coast, border and province line."""
    runs = [ring for land in near()["land"] for ring in land["rings"]]
    runs += [line for sort in ("borders", "admin1") for feature in near()[sort] for line in feature["lines"]]
    return frozenset(edge for arc in {max(a, ~a) for run in runs for a in run} for edge in edges(points(arc)))


def outline(shape: shapely.Geometry, *, shift: int = 0) -> set[Edge]:
    found: set[Edge] = set()
    assert not shape.is_empty
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        whole = np.rint(shapely.get_coordinates(ring) * SCALE).astype(int) + shift
        found |= edges([(x, y) for x, y in whole.tolist()])
    return found


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas.open()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    text = gzip.decompress((FOLDER.parent / "supplement.tsv.gz").read_bytes()).decode()
    return [r for r in csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE) if r["area_id"]]


def shape_of(areas: Areas, area_id: str) -> shapely.Geometry:
    shape = areas.shape(area_id)
    assert shape is not None, area_id
    return shape


@pytest.mark.parametrize("area_id", COASTAL.values(), ids=COASTAL)
def test_a_shaded_land_ends_at_the_drawn_coast_and_border(areas: Areas, area_id: str) -> None:
    shape = shape_of(areas, area_id)
    assert outline(shape) <= drawn()
    assert not outline(shape, shift=1) <= drawn()  # eleven metres aside would be noticed


@pytest.mark.parametrize("area_id", INLAND.values(), ids=INLAND)
def test_a_shaded_land_ends_at_the_drawn_lines_inland(areas: Areas, area_id: str) -> None:
    assert outline(shape_of(areas, area_id)) <= drawn()


def test_every_country_and_province_ends_on_drawn_lines(areas: Areas, rows: list[dict[str, str]]) -> None:
    """All but the municipios of Puerto Rico, whose shapes are the Census Bureau's."""
    astray = [
        (r["name"], r["country"])
        for r in rows
        if r["kind"] in ("country", "admin1") and not outline(shape_of(areas, r["area_id"])) <= drawn()
    ]
    assert {country for _, country in astray} <= {"PR"}, [a for a in astray if a[1] != "PR"]


def test_neighbouring_provinces_share_an_edge(areas: Areas) -> None:
    idlib, latakia, hama = (outline(shape_of(areas, f"geonames:{n}")) for n in (169387, 173578, 170015))
    assert idlib & latakia
    assert idlib & hama
    assert latakia & hama


def test_provinces_neither_overlap_nor_leave_gaps(areas: Areas, rows: list[dict[str, str]]) -> None:
    shapes = [shape_of(areas, r["area_id"]) for r in rows if r["kind"] == "admin1" and r["country"] != "PR"]
    assert len(shapes) > 3_000
    assert shapely.coverage_is_valid(shapes)


def test_countries_overlap_only_where_land_is_contested(areas: Areas, rows: list[dict[str, str]]) -> None:
    """The Golan Heights lie in Israel's as held and in Syria's, Western Sahara in Morocco's; Italy's has no hole."""
    shapes = {r["country"]: shape_of(areas, r["area_id"]) for r in rows if r["kind"] == "country"}
    assert shapely.coverage_is_valid([s for code, s in shapes.items() if code not in ("SY", "EH", "VA")])
    assert shapes["SY"].intersection(shapes["IL"]).area == pytest.approx(0.12, abs=0.01)


def test_a_country_is_as_large_as_its_provinces_where_these_tile_it(areas: Areas, rows: list[dict[str, str]]) -> None:
    provinces: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "admin1" and row["country"] != "PR":
            provinces[row["country"]].append(shape_of(areas, row["area_id"]))
    same = set()
    for row in rows:
        if row["kind"] == "country" and provinces[row["country"]]:
            whole = shapely.coverage_union_all(provinces[row["country"]])
            if outline(whole) == outline(shape_of(areas, row["area_id"])):
                same.add(row["country"])
    assert {"LB", "TR", "IQ", "EG", "DE", "IT", "PL", "JP", "ZA", "CA", "US"} <= same
    assert len(same) > 100


def test_the_rings_of_the_near_view_close() -> None:
    for feature in (*near()["land"], *near()["claims"]):
        for ring in feature["rings"]:
            ends = [(points(arc)[0], points(arc)[-1]) for arc in ring]
            assert all(one[1] == other[0] for one, other in pairwise([*ends, ends[0]])), feature["name"]


def test_no_two_lines_of_the_near_view_cross() -> None:
    """A sample: all that is drawn around the eastern Mediterranean."""
    box = shapely.box(30, 30, 43, 42)
    lines = [shapely.LineString(np.array(edge) / SCALE) for edge in drawn()]
    near_by = np.array(lines)[shapely.intersects(lines, box)]
    one, _ = shapely.STRtree(near_by).query(near_by, predicate="crosses")
    assert len(near_by) > 4_000
    assert not len(one), [near_by[n].wkt for n in one[:2]]
