"""A relative place is drawn as a dashed circle that says how wide it is: never as a pin."""

import pandas as pd

from geo.query import Reports
from geo.records import Bounds, Filters, RelationKind
from geo.store import Store, open_store
from geo.view.cards import cards, reader
from geo.view.marks import MapState, payload
from tests.store.making import LATAKIA, NEAR_LATAKIA, SOUTH_OF_LATAKIA, described

WORLD = Bounds(-80, -180, 80, 180)


def drawn() -> dict[str, object]:
    row = {
        "place_id": SOUTH_OF_LATAKIA.place_id,
        "name": SOUTH_OF_LATAKIA.name,
        "lat": SOUTH_OF_LATAKIA.lat,
        "lon": SOUTH_OF_LATAKIA.lon,
        "country": "SY",
        "admin1": "Tartus",
        "radius_km": 26.0,
        "area_id": "",
        "kind": "vicinity",
        "reports": 1,
        "articles": 1,
        "score": 0.85,
    }
    return payload(MapState(pd.DataFrame([row]), WORLD, 6), lambda area_id: None)


def test_it_is_a_circle_of_its_radius_and_no_pin() -> None:
    data = drawn()
    assert data["points"] == []
    (area,) = data["areas"]  # type: ignore[misc]
    assert (area["look"], area["r"], area["lat"], area["lon"]) == ("vicinity", 26.0, 34.81, 35.79)
    assert "shape" not in area
    assert area["act"] == {"do": "place", "id": SOUTH_OF_LATAKIA.place_id}
    assert area["says"][:2] == ["80 km south of Latakia", "circle of about 26 km in Tartus, Syria"]


def store_of(tmp_path: object, **facts: object) -> Store:
    store = open_store(tmp_path / "store.sqlite")  # type: ignore[operator]
    store.save(described(**facts))  # type: ignore[arg-type]
    return store


def test_the_card_marks_the_whole_phrase_and_says_how_wide(tmp_path: object) -> None:
    with_store = Reports(store_of(tmp_path))
    (card,) = cards(with_store.reports(Filters()))
    (place,) = card["places"]  # type: ignore[misc]
    assert place["name"] == "80 km south of Latakia"
    assert place["where"] == "circle of about 26 km in Syria"
    assert place["area"] is True and place["tag"] == ""
    marked = [s for s in card["segments"] if "s" in s]  # type: ignore[attr-defined]
    assert [(s["t"], s["id"]) for s in marked] == [("80 km south of Latakia", SOUTH_OF_LATAKIA.place_id)]


def test_a_landmark_is_called_one(tmp_path: object) -> None:
    with_store = Reports(store_of(tmp_path))
    (card,) = cards(with_store.reports(Filters(literal_only=False)))
    tags = {place["name"]: place["tag"] for place in card["places"]}  # type: ignore[attr-defined]
    assert tags == {"80 km south of Latakia": "", "Latakia": "only a landmark here"}


def test_the_article_lists_what_it_describes_and_not_its_landmarks() -> None:
    shown = reader(described())
    assert [p["id"] for p in shown["places"]] == [SOUTH_OF_LATAKIA.place_id]  # type: ignore[attr-defined]
    assert shown["summary"] == "0 places named in it, 1 only described"
    near = reader(described("A bomb went off {near [Latakia]}.", kind=RelationKind.NEAR))
    assert {p["id"] for p in near["places"]} == {LATAKIA.place_id, NEAR_LATAKIA.place_id}  # type: ignore[attr-defined]
    assert near["summary"] == "1 place named in it, 1 only described"
