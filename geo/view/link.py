"""Write what a reader sees into the address, and read it back: the URL is the view.

Every parameter is parsed with a type and bounds; what can't be read is left out and named, never an error. Pure.

    ?place=geonames:163843&actor=state:ru&from=2015-01-01&to=2015-12-31&q=air+base&map=7/35.1/36.2&sel=place:geonames:163345

`copies=1` counts each copy of a story that several papers print; `about=` asks for articles about a place, and
`anywhere=1` for actors anywhere in the article rather than in the report's own sentence.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from geo.records import Filters, PlaceKind
from geo.view.saying import languages

__all__ = [
    "NAMES",
    "Base",
    "Box",
    "Listing",
    "Order",
    "Position",
    "Selection",
    "Sort",
    "View",
    "read_link",
    "write_link",
]

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_MAX_VALUES = 40
_ID = re.compile(r"[a-z][a-z0-9-]{0,31}:[^\s\x00-\x1f\x7f]{1,120}")


class Base(StrEnum):
    """What lies under the marks."""

    BUILT_IN = "built-in"
    OSM = "osm"
    CARTO_LIGHT = "carto-light"
    CARTO_DARK = "carto-dark"


class Order(StrEnum):
    """Which excerpts come first."""

    NEWEST = "newest"
    CERTAIN = "certain"


class Sort(StrEnum):
    """What is selected: a place, an actor, the places within a box (a cluster), an article to read, or a list."""

    PLACE = "place"
    ACTOR = "actor"
    BOX = "box"
    ARTICLE = "article"
    LIST = "list"


class Listing(StrEnum):
    """What the panel lists instead of excerpts: places, actors, publishers, or how often which actor is where."""

    PLACES = "places"
    ACTORS = "actors"
    SOURCES = "publishers"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Position:
    """Where the map stands: the middle in degrees (four decimals) and the zoom (1…18)."""

    zoom: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Box:
    """South, west, north, east in degrees, four decimals."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader selected; `target` is an id, and for a box its edges."""

    sort: Sort
    target: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class View:
    """All that a link brings back. `filters.bounds` stays None: `in_view` says that the map's own edges narrow.

    `only_map` leaves out the filters, for a map inside another page. `language` is "" where the browser's is meant.
    `adding`: the page on which editors add articles, with the map behind it as it was.
    """

    filters: Filters = field(default_factory=Filters)
    position: Position | None = None
    selected: Selection | None = None
    base: Base = Base.BUILT_IN
    order: Order = Order.NEWEST
    countries: bool = True
    in_view: bool = False
    only_map: bool = False
    language: str = ""
    adding: bool = False


def read_link(query: Mapping[str, Sequence[str]]) -> tuple[View, tuple[str, ...]]:
    """The view that a query string asks for, and the names of the parameters that could not be read.

    `query` maps each name to its values in order. Names that are not ours are passed over.
    """
    bad: list[str] = []

    def one(name: str, parse: Callable[[str], T | None], default: T) -> T:
        values = [v for v in query.get(name, ()) if v != ""]
        if not values:
            return default
        parsed = parse(values[0])
        if parsed is None:
            bad.append(name)
            return default
        return parsed

    def many(name: str, parse: Callable[[str], T | None]) -> tuple[T, ...]:
        parsed = [parse(v) for v in query.get(name, ())[:_MAX_VALUES] if v != ""]
        if any(p is None for p in parsed) or len(query.get(name, ())) > _MAX_VALUES:
            bad.append(name)
        return tuple(dict.fromkeys(p for p in parsed if p is not None))

    first, last = one("from", _date_or, None), one("to", _date_or, None)
    if first and last and first > last:
        first, last = last, first
    view = View(
        filters=Filters(
            places=many("place", _identifier),
            actors=many("actor", _identifier),
            sources=many("source", _words),
            kinds=many("kind", _kind),
            published_from=first,
            published_to=last,
            text=one("q", _words, ""),
            min_score=one("score", _percent, 0.0),
            literal_only=not one("assoc", _switch, default=False),
            copies=one("copies", _switch, default=False),
            about=many("about", _identifier),
            actors_anywhere=one("anywhere", _switch, default=False),
        ),
        position=one("map", _position, None),
        selected=one("sel", _selection, None),
        base=one("base", _member(Base), Base.BUILT_IN),
        order=one("order", _member(Order), Order.NEWEST),
        countries=one("countries", _switch, default=True),
        in_view=one("inview", _switch, default=False),
        only_map=one("only", {"map": True}.get, default=False),
        language=one("lang", {code: code for code in languages()}.get, ""),
        adding=one("page", {"add": True}.get, default=False),
    )
    order = list(query)
    return view, tuple(sorted(dict.fromkeys(bad), key=order.index))


def write_link(view: View) -> dict[str, list[str]]:
    """The query parameters of a view, shortest form: what is as usual is left out. `read_link` brings it back."""
    return {name: [str(v) for v in values] for name, values in _parameters(view).items() if values}


def _parameters(view: View) -> dict[str, Sequence[str]]:
    f = view.filters
    return {
        "place": f.places,
        "actor": f.actors,
        "anywhere": ["1"] if f.actors_anywhere else [],
        "about": f.about,
        "source": f.sources,
        "kind": f.kinds,
        "from": [f.published_from.isoformat()] if f.published_from else [],
        "to": [f.published_to.isoformat()] if f.published_to else [],
        "q": [f.text] if f.text else [],
        "score": [str(round(f.min_score * 100))] if f.min_score else [],
        "assoc": [] if f.literal_only else ["1"],
        "copies": ["1"] if f.copies else [],
        "inview": ["1"] if view.in_view else [],
        "order": [] if view.order is Order.NEWEST else [view.order],
        "sel": [_selection_text(view.selected)] if view.selected else [],
        "countries": [] if view.countries else ["0"],
        "base": [] if view.base is Base.BUILT_IN else [view.base],
        "only": ["map"] if view.only_map else [],
        "lang": [view.language] if view.language else [],
        "page": ["add"] if view.adding else [],
        "map": [_position_text(view.position)] if view.position else [],
    }


def _identifier(value: str) -> str | None:
    return value if _ID.fullmatch(value) and value.isprintable() else None


def _words(value: str) -> str | None:
    cleaned = value.strip()
    return cleaned if 0 < len(cleaned) <= 200 and cleaned.isprintable() else None


def _kind(value: str) -> PlaceKind | None:
    return _member(PlaceKind)(value)


def _date_or(value: str) -> date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _percent(value: str) -> float | None:
    return int(value) / 100 if re.fullmatch(r"[0-9]{1,3}", value) and int(value) <= 100 else None


def _switch(value: str) -> bool | None:
    return {"1": True, "0": False}.get(value)


def _member(kinds: type[E]) -> Callable[[str], E | None]:
    known = {kind.value: kind for kind in kinds}
    return known.get


def _number(value: str, low: float, high: float) -> float | None:
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,8})?", value):
        return None
    number = round(float(value), 4) + 0.0
    return number if low <= number <= high else None


def _position(value: str) -> Position | None:
    pieces = value.split("/")
    if len(pieces) != 3 or not re.fullmatch(r"[0-9]{1,2}", pieces[0]) or not 1 <= int(pieces[0]) <= 18:
        return None
    lat, lon = _number(pieces[1], -86, 86), _number(pieces[2], -180, 180)
    return None if lat is None or lon is None else Position(int(pieces[0]), lat, lon)


def _position_text(position: Position) -> str:
    return f"{position.zoom}/{position.lat:.4f}/{position.lon:.4f}"


def _selection(value: str) -> Selection | None:
    sort, _, target = value.partition(":")
    if sort == Sort.BOX:
        edges = [_number(v, -180, 180) for v in target.split(",")]
        if len(edges) != 4 or None in edges:
            return None
        south, west, north, east = (e for e in edges if e is not None)
        ordered = -90 <= south <= north <= 90 and west <= east
        return Selection(Sort.BOX, box=Box(south, west, north, east)) if ordered else None
    if sort in {Sort.PLACE, Sort.ACTOR} and _identifier(target):
        return Selection(Sort(sort), target)
    if sort == Sort.LIST and target in {str(listing) for listing in Listing}:
        return Selection(Sort.LIST, target)
    if sort == Sort.ARTICLE and 0 < len(target) <= 200 and target.isprintable():
        return Selection(Sort.ARTICLE, target)
    return None


def _selection_text(selected: Selection) -> str:
    if selected.box:
        b = selected.box
        return f"{selected.sort}:{b.south:.4f},{b.west:.4f},{b.north:.4f},{b.east:.4f}"
    return f"{selected.sort}:{selected.target}"


NAMES = frozenset(_parameters(View()))
"""The parameters that are ours."""
