import pytest

from geo.gazetteer import Gazetteer
from geo.records import PlaceKind


@pytest.mark.parametrize(
    ("name", "state", "lat", "lon"),
    [("Edgar County", "Illinois", 39.68, -87.75), ("Meigs County", "Ohio", 39.08, -82.03)],
)
def test_a_county_lies_in_its_state(real_gazetteer: Gazetteer, name: str, state: str, lat: float, lon: float) -> None:
    (place,) = [p for p in real_gazetteer.lookup(name) if p.admin1 == state]
    assert place.kind is PlaceKind.ADMIN2
    assert abs(place.lat - lat) < 0.2
    assert abs(place.lon - lon) < 0.2
