"""What goes onto the map: areas as areas, spots as spots, ids to click on, and nothing that is code."""

import base64
import json
import re
from typing import Any

import pandas as pd
import pytest
from streamlit_folium import generate_leaflet_string

from geo.records import Bounds, Place
from geo.view.base_map import base_map
from geo.view.framing import Frame, box_of, frame_of, guess_bounds
from geo.view.link import Box, Position, Selection, Sort
from geo.view.marks import Going, MapState, feature_group, payload
from geo.view.outlines import Outline
from tests.view import sample

WORLD = Bounds(-80, -180, 80, 180)


def table(*rows: tuple[Place, int, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                name: getattr(p, name)
                for name in ("place_id", "name", "lat", "lon", "country", "admin1", "radius_km", "area_id")
            }
            | {"kind": str(p.kind), "reports": n, "articles": 1, "score": score}
            for p, n, score in rows
        ]
    )


PLACES = table(
    (sample.SYRIA, 9, 0.99),
    (sample.LATAKIA, 3, 0.97),
    (sample.TARTUS, 1, 0.95),
    (sample.IDLIB, 1, 0.9),
    (sample.ALEPPO, 2, 0.3),
)


def drawn(**changes: Any) -> dict[str, Any]:
    state = MapState(**({"places": PLACES, "bounds": WORLD, "zoom": 9} | changes))
    return payload(state, lambda area_id: Outline(f"areas/{area_id}", Bounds(30, 30, 40, 40)))


def test_areas_are_areas_and_spots_are_spots() -> None:
    data = drawn()
    assert {a["says"][0] for a in data["areas"]} == {"Syria", "Idlib"}
    assert {p["says"][0] for p in data["points"]} == {"Latakia", "Tartus", "Aleppo"}
    assert data["areas"][0]["shape"] == "areas/SY"


def test_an_area_without_an_outline_is_a_circle_of_its_radius() -> None:
    data = payload(MapState(PLACES, WORLD, 9), lambda _: None)
    assert [("shape" in a, a["r"], a["lat"]) for a in data["areas"]] == [(False, 350, 35.0), (False, 60, 35.8)]


def test_a_press_hands_back_ids() -> None:
    assert [p["act"] for p in drawn()["points"] if p["says"][0] == "Tartus"] == [
        {"do": "place", "id": sample.TARTUS.place_id}
    ]


def test_a_press_on_a_cluster_hands_back_its_box() -> None:
    (point,) = drawn(zoom=2)["points"]
    assert point["k"] == 3
    assert point["n"] == 6
    assert point["act"] == {"do": "box", "box": [34.889, 35.7915, 36.2012, 37.1612]}
    assert point["says"][0] == "3 places"


def test_countries_can_be_switched_off_but_not_the_selected_one() -> None:
    assert {a["says"][0] for a in drawn(countries=False)["areas"]} == {"Idlib"}
    chosen = Selection(Sort.PLACE, sample.SYRIA.place_id)
    assert {a["says"][0] for a in drawn(countries=False, selected=chosen)["areas"]} == {"Idlib", "Syria"}


def test_uncertain_places_are_lighter() -> None:
    assert {p["says"][0]: "pale" in p for p in drawn()["points"]} == {"Latakia": False, "Tartus": False, "Aleppo": True}


def test_what_is_selected_stands_out() -> None:
    on = [p["says"][0] for p in drawn(selected=Selection(Sort.PLACE, sample.TARTUS.place_id))["points"] if "on" in p]
    assert on == ["Tartus"]
    (cluster,) = drawn(zoom=2, selected=Selection(Sort.PLACE, sample.TARTUS.place_id))["points"]
    assert "on" in cluster


def test_places_that_only_speak_of_an_actor_look_different() -> None:
    data = drawn(literal=frozenset({sample.LATAKIA.place_id, sample.SYRIA.place_id}))
    assert {p["says"][0]: "assoc" in p for p in data["points"]} == {"Latakia": False, "Tartus": True, "Aleppo": True}
    assert {a["says"][0]: "assoc" in a for a in data["areas"]} == {"Syria": False, "Idlib": True}


def test_no_place_at_all_draws_an_empty_map() -> None:
    data = drawn(places=PLACES.head(0))
    assert data["points"] == []
    assert data["areas"] == []


def test_hostile_names_reach_the_script_as_letters_only() -> None:
    place = Place("curated:x", sample.HOSTILE, 33.5, 36.3, sample.TARTUS.kind, admin1=sample.HOSTILE, country="SY")
    group = feature_group(payload(MapState(table((place, 1, 0.9)), WORLD, 9), lambda _: None))
    group.add_to(base_map("v"))
    script = generate_leaflet_string(group)
    carried = re.search(r"dateline\.show\(map_div, '([A-Za-z0-9+/=]+)'\);", script)
    assert carried
    assert "__pwned" not in script
    assert "onerror" not in script
    assert json.loads(base64.b64decode(carried[1]))["points"][0]["says"][0] == sample.HOSTILE[:120]


def test_the_base_map_is_the_same_for_everyone_and_asks_nothing_of_the_network() -> None:
    first, second = base_map("v1"), base_map("v1")
    scripts = [re.sub(r"_[a-z0-9]+", "", generate_leaflet_string(m)) for m in (first, second)]
    assert scripts[0] == scripts[1]
    addresses = [address for _, address in [*first.default_js, *first.default_css]]
    assert addresses
    assert all(address.startswith("../../app/static/") for address in addresses)
    assert "http" not in scripts[0]


def test_the_first_view_fits_what_is_reported_not_the_country_it_is_in() -> None:
    frame = frame_of(PLACES)
    assert frame is not None
    assert frame.box.south > 34
    assert frame.box.north < 37.5


def test_where_only_a_country_is_reported_the_view_is_the_country() -> None:
    frame = frame_of(table((sample.SYRIA, 1, 0.9)))
    assert frame is not None
    assert frame.box.west < 36.5 < 39.5 < frame.box.east


def test_an_uncertain_place_far_away_does_not_widen_the_view() -> None:
    far = table((sample.TARTUS, 1, 0.95), (sample.FIJI, 1, 0.2))
    frame = frame_of(far)
    assert frame is not None
    assert frame.box.east < 40


def test_nothing_reported_frames_nothing() -> None:
    assert frame_of(PLACES.head(0)) is None


def test_a_box_across_the_date_line_does_not_go_round_the_world() -> None:
    tonga = Place("x:1", "Nukuʻalofa", -21.1, -175.2, sample.TARTUS.kind)
    box = box_of(table((sample.FIJI, 1, 0.9), (tonga, 1, 0.9)))
    assert box.east - box.west < 20


@pytest.mark.parametrize("zoom", [3, 7, 12])
def test_the_guess_of_what_a_browser_shows_is_about_the_asked_middle(zoom: int) -> None:
    bounds, guessed = guess_bounds(None, Position(zoom, 35.0, 36.0))
    assert guessed == zoom
    assert bounds.south < 35 < bounds.north
    assert bounds.west < 36 < bounds.east


def test_the_guess_for_a_frame_holds_the_frame() -> None:
    frame = Frame(Box(34.8, 35.7, 36.3, 37.2))
    bounds, zoom = guess_bounds(frame, None)
    assert bounds.south < 34.8
    assert bounds.north > 36.3
    assert zoom <= frame.closest


def test_going_somewhere_carries_its_number() -> None:
    data = drawn(going=Going(4, position=Position(6, 35.0, 36.0)))
    assert data["goto"] == {"n": 4, "lat": 35.0, "lon": 36.0, "zoom": 6}
