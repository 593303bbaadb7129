import csv
import gzip
from importlib.resources import files

import pytest

from geo.gazetteer import Gazetteer
from geo.records import PlaceKind


def rows(name: str) -> list[dict[str, str]]:
    text = gzip.decompress((files("geo") / "data" / name).read_bytes()).decode("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_counties_are_new_and_whole() -> None:
    counties = rows("counties.tsv.gz")
    known = {row["place_id"] for row in rows("supplement.tsv.gz")}
    ids = [row["place_id"] for row in counties]
    assert len(ids) == len(set(ids)) > 1_500
    assert not known & set(ids)
    for row in counties:
        assert row["kind"] == "admin2"
        assert row["admin2"].startswith(row["admin1"])
        assert 17 < float(row["lat"]) < 72
        assert 0.5 < float(row["radius_km"]) < 500


@pytest.mark.parametrize(
    ("name", "state", "lat", "lon"),
    [("Edgar County", "Illinois", 39.68, -87.75), ("Meigs County", "Ohio", 39.08, -82.03)],
)
def test_a_county_lies_in_its_state(real_gazetteer: Gazetteer, name: str, state: str, lat: float, lon: float) -> None:
    (place,) = [p for p in real_gazetteer.lookup(name) if p.admin1 == state]
    assert place.kind is PlaceKind.ADMIN2
    assert abs(place.lat - lat) < 0.2
    assert abs(place.lon - lon) < 0.2
