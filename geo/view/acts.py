"""Do what a reader asked for by pressing something on the map, in the panel, or on a filter's chip.

An act is a small mapping from the browser, so it is checked like any text from outside: what isn't understood
does nothing. Only the acts named "go" move the map.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from geo.query import Reports
from geo.records import Filters, Place, Role
from geo.vicinities import is_reported, leaned_on
from geo.view.editing import Access, access
from geo.view.framing import Frame, frame_of, place_frame
from geo.view.link import Base, Box, Order, Selection, Sort, read_link
from geo.view.locating import locate
from geo.view.loosening import without
from geo.view.marks import Going
from geo.view.playing import play
from geo.view.removing import remove
from geo.view.saying import say
from geo.view.state import PAGE, State

__all__ = ["act", "fit"]


def act(what: object, state: State, reports: Reports) -> bool:
    """Change the state as asked; True where the filters or the page changed, so that all of it must follow."""
    if not isinstance(what, Mapping):
        return False
    before = (state.view.filters, state.view.in_view, state.view.adding)
    target = what.get("id")
    target = target if isinstance(target, str) else ""
    _ = (
        _select(what, target, state)
        or _move(what, state, reports)
        or _narrow(what, target, state)
        or play(what, state, reports)
        or _edit(what, target, state)
    )
    return (state.view.filters, state.view.in_view, state.view.adding) != before


def _select(what: Mapping[str, object], target: str, state: State) -> bool:
    """What only changes what is shown, and how; True where it was understood."""
    view, value = state.view, what.get("value")
    word = value if isinstance(value, str) else ""
    match what.get("do"):
        case "place" if selected := _selected(f"place:{target}"):
            _remember(state)
            state.change(replace(view, selected=selected))
        case "about" if selected := _selected(f"actor:{target}"):
            _remember(state)
            state.change(replace(view, selected=selected))
        case "list":
            state.back = ()
            state.change(replace(view, selected=_selected(f"list:{word}")))
        case "box" if selected := _box(what.get("box")):
            state.change(replace(view, selected=selected))
        case "read" if target and (selected := _selected(f"article:{target}")):
            _remember(state)
            state.change(replace(view, selected=selected))
        case "back":
            _back(state)
        case "clear" if view.selected and view.selected.sort is not Sort.ARTICLE:
            state.back = ()
            state.change(replace(view, selected=None))
        case "more":
            state.shown = min(state.shown + PAGE, 2000)
        case "order" if word in {str(o) for o in Order}:
            state.change(replace(view, order=Order(word)))
        case "base" if word in {str(b) for b in Base}:
            state.view = replace(view, base=Base(word))
        case "share":
            state.sharing = value is True
        case "countries":
            state.view = replace(view, countries=value is True)
        case _:
            return False
    return True


def _move(what: Mapping[str, object], state: State, reports: Reports) -> bool:
    """What moves the map; True where it was understood."""
    match what.get("do"):
        case "go" if ids := _ids(what.get("ids")):
            _go(state, reports, ids)
        case "locate" if isinstance(typed := what.get("text"), str):
            _locate(state, reports, typed)
        case "go-article":
            _go_article(state, reports)
        case "zoom-box" if state.view.selected and state.view.selected.box:
            state.go(Going(0, frame=Frame(_roomy(state.view.selected.box), 12)))
        case "fit":
            fit(state, reports)
        case "home":
            state.back = ()
            state.change(replace(state.view, selected=None))
            state.go(Going(0, frame=frame_of(reports.by_place(Filters()))))
        case _:
            return False
    return True


def _narrow(what: Mapping[str, object], target: str, state: State) -> bool:
    """What changes the filters; True where it was understood."""
    filters = state.view.filters
    match what.get("do"):
        case "actor" if read := _read("actor", target).actors:
            _filter(state, actors=_added(filters.actors, read[0]))
        case "cross" if (who := _read("actor", target).actors) and (
            where := _read("place", str(what.get("place"))).places
        ):
            _filter(state, actors=_added(filters.actors, who[0]), places=_added(filters.places, where[0]))
            state.change(replace(state.view, selected=None))
        case "source" if read := _read("source", str(what.get("value"))).sources:
            _filter(state, sources=_added(filters.sources, read[0]))
            state.change(replace(state.view, selected=None))
        case "about-place" if read := _read("about", target).about:
            _filter(state, about=_added(filters.about, read[0]))
        case "filter-place" if read := _read("place", target).places:
            _filter(state, places=_added(filters.places, read[0]))
        case "drop":
            _drop(state, str(what.get("name")), str(what.get("value")))
        case "drop-all":
            _drop_all(state, str(what.get("name")))
        case "clear-all":
            state.change(replace(state.view, filters=Filters(), in_view=False))
            state.brush += 1
        case _:
            return False
    return True


def _edit(what: Mapping[str, object], target: str, state: State) -> bool:
    """What only editors may do: the acts themselves ask whether this is one; True where it was understood."""
    match what.get("do"):
        case "add":
            state.change(replace(state.view, adding=access() is not Access.OFF))
        case "remove" if target:
            remove(state, target)
        case _:
            return False
    return True


def fit(state: State, reports: Reports) -> None:
    """Ask the map to show what passes the filters."""
    state.go(Going(0, frame=frame_of(reports.by_place(replace(state.view.filters, bounds=None)))))


def _read(name: str, value: str) -> Filters:
    return read_link({name: [value]})[0].filters


def _selected(text: str) -> Selection | None:
    return read_link({"sel": [text]})[0].selected


def _ids(values: object) -> list[str]:
    given = [v for v in values if isinstance(v, str)] if isinstance(values, list) else []
    return list(read_link({"place": given})[0].filters.places)


def _box(edges: object) -> Selection | None:
    if not isinstance(edges, list) or not all(isinstance(e, int | float) for e in edges):
        return None
    return _selected("box:" + ",".join(f"{e:.4f}" for e in edges))


def _remember(state: State) -> None:
    """Keep what was selected, so that "back" leads there; eight steps at most."""
    if state.view.selected is not None:
        state.back = (*state.back[-7:], state.view.selected)


def _back(state: State) -> None:
    selected = state.back[-1] if state.back else None
    state.back = state.back[:-1]
    state.change(replace(state.view, selected=selected))


def _go(state: State, reports: Reports, place_ids: list[str]) -> None:
    """Take the map to one place, and select it; or to several, and leave the selection."""
    places = list(reports.places(place_ids).values())
    if len(places) == 1:
        place = places[0]
        state.go(Going(0, frame=place_frame(place.lat, place.lon, place.radius_km, is_area=place.is_area)))
        reading = state.view.selected is not None and state.view.selected.sort is Sort.ARTICLE
        selected = _selected(f"place:{place.place_id}")
        if selected is not None and selected != state.view.selected and not reading:
            _remember(state)
            state.change(replace(state.view, selected=selected))
    elif places:
        state.go(Going(0, frame=_frame(places)))


def _locate(state: State, reports: Reports, typed: str) -> None:
    """Take the map to a place that the reader typed; say so where none is known."""
    place = locate(typed, reports)
    if place is None:
        state.notes = (say("note.no_place", name=" ".join(typed.split())[:60]),)
        return
    state.notes = ()
    state.go(Going(0, frame=place_frame(place.lat, place.lon, place.radius_km, is_area=place.is_area)))


def _frame(places: Iterable[Place]) -> Frame | None:
    rows = [{"kind": str(p.kind), "lat": p.lat, "lon": p.lon, "radius_km": p.radius_km} for p in places]
    return frame_of(pd.DataFrame(rows))


def _go_article(state: State, reports: Reports) -> None:
    selected = state.view.selected
    parsed = reports.article(selected.target) if selected is not None else None
    if parsed is None:
        return
    apart = leaned_on(parsed.vicinities)
    mentions = (*parsed.toponyms, *parsed.vicinities)
    named = {t.place.place_id: t.place for t in mentions if t.place is not None and is_reported(t, apart)}
    filed = {t.place.place_id: t.place for t in mentions if t.place is not None and t.role is Role.FILED}
    if named or filed:
        state.go(Going(0, frame=_frame((named or filed).values())))


def _roomy(box: Box) -> Box:
    """A cluster's box with a little ground around it, so that a single spot is not shown at the closest zoom."""
    edge = 0.02
    return Box(box.south - edge, box.west - edge, box.north + edge, box.east + edge)


def _added(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return values if value in values else (*values, value)


def _filter(state: State, **changes: tuple[str, ...]) -> None:
    state.filter(replace(state.view.filters, **changes))  # type: ignore[arg-type]


def _drop(state: State, name: str, value: str) -> None:
    f = state.view.filters
    lists = {"place": "places", "actor": "actors", "about": "about", "source": "sources", "kind": "kinds"}
    if name in lists:
        kept = tuple(v for v in getattr(f, lists[name]) if str(v) != value)
        _filter(state, **{lists[name]: kept})
    else:
        _drop_all(state, name)


def _drop_all(state: State, name: str) -> None:
    if name == "inview":
        state.change(replace(state.view, in_view=False))
    elif name == "literal":
        state.filter(replace(state.view.filters, literal_only=not state.view.filters.literal_only))
    elif name == "anywhere":
        state.filter(replace(state.view.filters, actors_anywhere=not state.view.filters.actors_anywhere))
    elif name == "copies":
        state.filter(replace(state.view.filters, copies=False))
    else:
        state.filter(without(state.view.filters, name))
    if name == "dates":
        state.brush += 1
