"""Say what is on the map: a payload of ids, numbers and plain names, and the feature group that carries it.

Spots are clustered for the view; areas go with the address of their outline. The base map itself never changes
(streamlit-folium would build it anew and lose the reader's place): all that changes goes through here.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import folium
import numpy as np
import pandas as pd
from branca.element import MacroElement
from folium.template import Template
from numpy.typing import NDArray

from geo.records import AREA_KINDS, Bounds, PlaceKind
from geo.view.clustering import Clusters, cluster
from geo.view.framing import PALE_BELOW, Frame
from geo.view.inert import packed
from geo.view.link import Base, Box, Position, Selection
from geo.view.outlines import Outline
from geo.view.saying import say
from geo.view.shading import shaded
from geo.view.words import listed, spoken

__all__ = ["Going", "MapState", "feature_group", "in_box", "padded", "payload"]

_AREAS = [str(kind) for kind in AREA_KINDS]


@dataclass(frozen=True, slots=True)
class Going:
    """Where the map is asked to go; it goes once for each number."""

    number: int
    frame: Frame | None = None
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class MapState:
    """What the map shows: the places (`Reports.by_place`), the view they are clustered for, and the reader's choices.

    `literal` holds the ids of places with at least one literal report; the rest only speak of an actor.
    """

    places: pd.DataFrame
    bounds: Bounds
    zoom: float
    going: Going | None = None
    selected: Selection | None = None
    base: Base = Base.BUILT_IN
    countries: bool = True
    literal: frozenset[str] | None = None


def payload(state: MapState, outline: Callable[[str], Outline | None]) -> dict[str, object]:
    """What the browser draws; `outline` finds an area's outline: without one it is a circle."""
    is_area = state.places["kind"].isin(_AREAS)
    spots, areas = state.places[~is_area], state.places[is_area]
    selected = state.selected.target if state.selected else ""
    if not state.countries:
        areas = areas[(areas["kind"] != str(PlaceKind.COUNTRY)) | (areas["place_id"] == selected)]
    return {
        "goto": _goto(state.going),
        "points": _points(spots, state),
        "areas": shaded(
            areas, near=padded(state.bounds, 0.6), selected=selected, literal=state.literal, outline=outline
        ),
        "base": str(state.base),
        "countries": state.countries,
        "assoc": state.literal is not None,
    }


def feature_group(data: dict[str, object]) -> folium.FeatureGroup:
    """A feature group that holds no layer of its own: its script hands `data` to the map that stands."""
    group = folium.FeatureGroup(name="reports")
    group.add_child(_Show(packed(data)))
    return group


class _Show(MacroElement):
    """One line of script: show this. The data is base64, so nothing in it can end the string."""

    _template = Template("{% macro script(this, kwargs) %}\ndateline.show(map_div, '{{ this.data }}');\n{% endmacro %}")

    def __init__(self, data: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Show"
        self.data = data


def _goto(going: Going | None) -> dict[str, object] | None:
    if going is None:
        return None
    if going.position is not None:
        p = going.position
        return {"n": going.number, "lat": p.lat, "lon": p.lon, "zoom": p.zoom}
    if going.frame is not None:
        b = going.frame.box
        return {"n": going.number, "box": [[b.south, b.west], [b.north, b.east]], "max": going.frame.closest}
    return {"n": going.number, "lat": 25.0, "lon": 15.0, "zoom": 2}


def padded(bounds: Bounds, share: float = 0.35) -> Bounds:
    """The bounds with a margin on each side, so that a short pan already shows what lies there."""
    high = (bounds.north - bounds.south) * share
    span = bounds.east - bounds.west if bounds.east >= bounds.west else bounds.east - bounds.west + 360.0
    wide = span * share
    return Bounds(
        max(bounds.south - high, -90.0), bounds.west - wide, min(bounds.north + high, 90.0), bounds.west + span + wide
    )


def _points(spots: pd.DataFrame, state: MapState) -> list[dict[str, object]]:
    found = cluster(
        spots["lat"].to_numpy(dtype=np.float64),
        spots["lon"].to_numpy(dtype=np.float64),
        spots["reports"].to_numpy(dtype=np.int64),
        zoom=state.zoom,
        bounds=padded(state.bounds),
    )
    names = spots["name"].tolist()
    members = _members(found)
    chosen = _chosen_clusters(spots, found, state)
    sure = _any(spots["score"].to_numpy(dtype=float) >= PALE_BELOW, found)
    literal = spots["place_id"].isin(list(state.literal)).to_numpy() if state.literal is not None else None
    literal = _any(literal, found) if literal is not None else np.ones(len(found), dtype=bool)
    alone = {int(first): row for first, row in _rows(spots, found.first[found.spots == 1])}
    out: list[dict[str, object]] = []
    for i in range(len(found)):
        first, many = int(found.first[i]), int(found.spots[i])
        point: dict[str, object] = {
            "lat": round(float(found.lat[i]), 4),
            "lon": round(float(found.lon[i]), 4),
            "n": int(found.reports[i]),
            "k": many,
        }
        if many == 1:
            point |= {"says": spoken(alone[first]), "act": {"do": "place", "id": alone[first]["place_id"]}}
        else:
            box = [float(round(e[i], 4)) for e in (found.south, found.west, found.north, found.east)]
            says = _says_many([names[m] for m in members[i]], many, int(found.reports[i]))
            point |= {"says": says, "act": {"do": "box", "box": box}, "box": [box[:2], box[2:]]}
        looks = {"pale": not sure[i], "assoc": not literal[i], "on": i in chosen}
        out.append(point | {look: True for look, on in looks.items() if on})
    return out


def _rows(table: pd.DataFrame, at: NDArray[np.int64]) -> Iterator[tuple[int, dict[Hashable, Any]]]:
    """The rows at these positions, each with its position."""
    return zip(at.tolist(), table.iloc[at].to_dict("records"), strict=True)


def _members(found: Clusters, most: int = 3) -> list[list[int]]:
    """For each cluster its first few spots; spots come with the most reported first."""
    out: list[list[int]] = [[] for _ in range(len(found))]
    for spot, label in enumerate(found.label.tolist()):
        if label >= 0 and len(out[label]) < most:
            out[label].append(spot)
    return out


def _any(flags: NDArray[np.bool_], found: Clusters) -> NDArray[np.bool_]:
    """For each cluster whether any of its spots is flagged."""
    out = np.zeros(len(found), dtype=bool)
    out[found.label[(found.label >= 0) & flags]] = True
    return out


def _chosen_clusters(rows: pd.DataFrame, found: Clusters, state: MapState) -> set[int]:
    """The clusters that hold what is selected."""
    selected = state.selected
    if selected is None or rows.empty:
        return set()
    here = (rows["place_id"] == selected.target).to_numpy() if selected.box is None else in_box(rows, selected.box)
    return {int(c) for c in found.label[here] if c >= 0}


def in_box(places: pd.DataFrame, box: Box) -> np.ndarray:
    """Which places lie in a box, edges included."""
    lat, lon = places["lat"].to_numpy(dtype=float), places["lon"].to_numpy(dtype=float)
    edge = 6e-5
    inside = (lat >= box.south - edge) & (lat <= box.north + edge) & (lon >= box.west - edge) & (lon <= box.east + edge)
    return np.asarray(inside)


def _says_many(names: list[str], places: int, reports: int) -> list[str]:
    more = places - len(names)
    named = listed(name[:40] for name in names)
    if more > 0:
        named = say("place.more", names=named, n=more)
    return [say("count.places", n=places), named, say("count.reports", n=reports)]
