"""The address is the view: it reads back what it wrote, and passes over what it can't read."""

from datetime import date
from urllib.parse import parse_qs, urlencode

from hypothesis import example, given
from hypothesis import strategies as st

from geo.records import Filters, PlaceKind
from geo.view.link import NAMES, Base, Box, Order, Position, Selection, Sort, View, read_link, write_link

words = st.text(st.characters(categories=["L", "N", "P", "S"], include_characters=" "), min_size=1, max_size=60)
words = words.map(str.strip).filter(lambda w: w != "" and w.isprintable())
ids = st.from_regex(r"[a-z][a-z0-9-]{0,8}:[A-Za-z0-9.:/_'-]{1,30}", fullmatch=True)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
few = {"max_size": 4, "unique": True}


def degrees(limit: float) -> st.SearchStrategy[float]:
    return st.floats(-limit, limit).map(lambda v: round(v, 4) + 0.0)


boxes = st.tuples(degrees(90), degrees(180), degrees(90), degrees(180)).map(
    lambda e: Box(min(e[0], e[2]), min(e[1], e[3]), max(e[0], e[2]), max(e[1], e[3]))
)
selections = st.one_of(
    st.builds(Selection, st.just(Sort.PLACE), ids),
    st.builds(Selection, st.just(Sort.ARTICLE), words),
    st.builds(lambda box: Selection(Sort.BOX, box=box), boxes),
)
filters = st.builds(
    lambda first, last, **rest: Filters(
        published_from=min(first, last) if first and last else first,
        published_to=max(first, last) if first and last else last,
        **rest,
    ),
    first=st.none() | days,
    last=st.none() | days,
    places=st.lists(ids, **few).map(tuple),
    actors=st.lists(ids, **few).map(tuple),
    sources=st.lists(words, **few).map(tuple),
    kinds=st.lists(st.sampled_from(PlaceKind), **few).map(tuple),
    text=st.just("") | words,
    min_score=st.integers(0, 100).map(lambda n: n / 100),
    literal_only=st.booleans(),
    copies=st.booleans(),
    about=st.lists(ids, **few).map(tuple),
    actors_anywhere=st.booleans(),
)
views = st.builds(
    View,
    filters=filters,
    position=st.none() | st.builds(Position, st.integers(1, 18), degrees(86), degrees(180)),
    selected=st.none() | selections,
    base=st.sampled_from(Base),
    order=st.sampled_from(Order),
    countries=st.booleans(),
    in_view=st.booleans(),
)


@given(views)
def test_every_parameter_that_is_written_is_known_as_ours(view: View) -> None:
    assert set(write_link(view)) <= NAMES


@given(views)
def test_a_link_brings_back_the_view_it_was_made_from(view: View) -> None:
    address = urlencode(write_link(view), doseq=True)
    assert read_link(parse_qs(address)) == (view, ())


@given(
    st.dictionaries(
        st.sampled_from(sorted(write_link_names := "place actor from to q map sel score kind".split())),
        st.lists(st.text(max_size=40), max_size=3),
    )
)
@example({"place": ["\0"], "from": ["banana"], "map": ["999,x"], "sel": ["box:1,2"]})
@example({"map": ["1e9/nan/inf"], "score": ["101"], "to": ["2015-02-30"], "sel": ["box:9,0,1,0"]})
def test_no_address_is_an_error_and_what_is_read_can_be_written_again(query: dict[str, list[str]]) -> None:
    view, _ = read_link(query)
    assert read_link(write_link(view)) == (view, ())


def test_what_cannot_be_read_is_named_once_and_left_out() -> None:
    view, bad = read_link({"place": ["\0", "\0"], "from": ["banana"], "view": ["999,x"], "q": ["air base"]})
    assert bad == ("place", "from")
    assert view == View(Filters(text="air base"))


def test_dates_the_wrong_way_round_are_turned() -> None:
    view, bad = read_link({"from": ["2015-12-31"], "to": ["2015-01-01"]})
    assert (view.filters.published_from, view.filters.published_to) == (date(2015, 1, 1), date(2015, 12, 31))
    assert bad == ()


def test_the_usual_view_has_an_empty_address() -> None:
    assert write_link(View()) == {}


def test_a_link_is_short_and_readable() -> None:
    view = View(Filters(places=("geonames:163843",), text="air base"), Position(5, 35.1, 38.2))
    assert write_link(view) == {"place": ["geonames:163843"], "q": ["air base"], "map": ["5/35.1000/38.2000"]}


def test_no_more_than_forty_values_are_taken_of_one_name() -> None:
    view, bad = read_link({"actor": [f"state:{n}" for n in range(500)]})
    assert len(view.filters.actors) == 40
    assert bad == ("actor",)
