"""Make small corpora, and answer filters over them the slow and obvious way."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from geo.records import Bounds, Filters, ParsedArticle, Place, PlaceKind, Role
from tests.store.making import ACTORS, LATAKIA, LATAKIA_PROVINCE, PLACES, SYRIA, parsed

SENTENCES = (
    "Nothing happened.",
    "{Sergey Lavrov} said that <Russia> sends advisers to [Latakia].",
    "<Moscow> keeps a harbour at [Tartus], south of [Latakia].",
    "The province of [Idlib] fell to {Islamic State}, and {NATO} asked {Mr Putin|Vladimir Putin} why.",
    "<Russia> and again [Russia], said {the Kremlin|Russia}.",
    "Ferries left [Suva] for [Apia] across the [Pacific|Pacific Ocean].",
    "The café at [Tripoli] and the one at [Tripoli|Tripoli (Lebanon)] opened.",
    "Rain fell over [Latakia province] and the whole of [Syria].",
    "{NATO} and {NATO} again met over [Nowhereville].",
    "A ship from [Tartus] reached [Tartus] once more, {Vladimir Putin} said.",
)

SOURCES = ("", "The Harbour Post", "Radio Coast")

_DAYS = st.one_of(st.none(), st.dates(date(2015, 9, 1), date(2015, 9, 20)))


def articles(article_id: str | None = None) -> st.SearchStrategy[ParsedArticle]:
    """Any article of up to six of the sentences."""
    return st.builds(
        lambda name, chosen, scores, silent, source, day, focus: parsed(
            name, *chosen, scores=scores, silent=silent, source=source, published=day, focus=focus
        ),
        st.just(article_id) if article_id else st.sampled_from([f"article {n}" for n in range(6)]),
        st.lists(st.sampled_from(SENTENCES), max_size=6),
        st.lists(st.integers(0, 10).map(lambda n: n / 10), max_size=12),
        st.sets(st.integers(0, 5), max_size=1),
        st.sampled_from(SOURCES),
        _DAYS,
        some(PLACES),
    )


def some(values: Iterable[object]) -> st.SearchStrategy[tuple]:  # type: ignore[type-arg]
    """None, one or two of the values."""
    return st.lists(st.sampled_from(list(values)), max_size=2, unique=True).map(tuple)


def filters() -> st.SearchStrategy[Filters]:
    """Any filters, most of which find something."""
    return st.builds(
        Filters,
        places=some([place.place_id for place in PLACES] + ["geonames:unheard-of", "country:SY", "geonames:163342"]),
        actors=some([actor.actor_id for actor in ACTORS] + ["actor:unheard-of"]),
        sources=some([*SOURCES, "Nobody's News"]),
        kinds=some(PlaceKind),
        published_from=_DAYS,
        published_to=_DAYS,
        text=st.sampled_from(["", "", "", "harbour", "caf", "latakia said", '"said that"', "unheard"]),
        min_score=st.sampled_from([0.0, 0.0, 0.3, 0.7, 1.0]),
        literal_only=st.booleans(),
        bounds=st.one_of(
            st.none(),
            st.builds(Bounds, st.floats(-90, 30), st.floats(-180, 180), st.floats(30, 90), st.floats(-180, 180)),
        ),
        about=st.one_of(st.just(()), some([SYRIA.place_id, LATAKIA_PROVINCE.place_id, LATAKIA.place_id, "country:SY"])),
        actors_anywhere=st.booleans(),
    )


@dataclass(frozen=True)
class Plain:
    """A report, found the slow and obvious way."""

    article: ParsedArticle
    place: Place
    start: int
    score: float
    role: Role
    actors: frozenset[str]


def plain_reports(corpus: Iterable[ParsedArticle]) -> list[Plain]:
    """Every report of a corpus."""
    found = []
    for article in corpus:
        for sentence in article.sentences:
            if not sentence.counts:
                continue
            here = [t for t in article.toponyms if sentence.start <= t.start < sentence.end and t.place is not None]
            actors = frozenset(m.actor_id for m in article.actors if sentence.start <= m.start < sentence.end)
            for place in dict.fromkeys(t.place for t in here if t.place is not None):
                own = [t for t in here if t.place == place]
                role = Role.LITERAL if any(t.role is Role.LITERAL for t in own) else Role.ASSOCIATIVE
                found.append(Plain(article, place, sentence.start, max(t.score for t in own), role, actors))
    return found


def passes(report: Plain, filters: Filters, known: Iterable[Place] = PLACES) -> bool:
    """Whether a report passes, each filter as its documentation puts it."""
    article, place = report.article.article, report.place
    if filters.literal_only and report.role is not Role.LITERAL:
        return False
    if report.score < filters.min_score:
        return False
    if filters.places and not any(within(place, wanted, known) for wanted in filters.places):
        return False
    if filters.actors and not who(report, filters) & set(filters.actors):
        return False
    about = [focus.place for focus in report.article.focus]
    if filters.about and not any(within(place, wanted, known) for place in about for wanted in filters.about):
        return False
    if filters.sources and article.source not in filters.sources:
        return False
    if filters.kinds and place.kind not in filters.kinds:
        return False
    if filters.published_from and (article.published is None or article.published < filters.published_from):
        return False
    if filters.published_to and (article.published is None or article.published > filters.published_to):
        return False
    if filters.bounds and not inside(place, filters.bounds):
        return False
    return not filters.text or holds(f"{article.title}\n{article.text}", filters.text)


def who(report: Plain, filters: Filters) -> frozenset[str]:
    """The actors of a report: those of its sentence, or of its whole article where that is asked."""
    everyone = frozenset(mention.actor_id for mention in report.article.actors)
    return everyone if filters.actors_anywhere else report.actors


def within(place: Place, wanted: str, known: Iterable[Place]) -> bool:
    """Whether a place is the wanted one or lies in it."""
    if place.place_id == wanted or place.admin1_id == wanted or f"country:{place.country}" == wanted:
        return True
    countries = {other.place_id: other.country for other in known if other.kind is PlaceKind.COUNTRY}
    return countries.get(wanted) == place.country


def inside(place: Place, bounds: Bounds) -> bool:
    """Whether a point lies in a box, stepping eastwards from its west side."""
    width = (bounds.east - bounds.west) % 360 if bounds.east != bounds.west else 0
    return bounds.south <= place.lat <= bounds.north and (place.lon - bounds.west) % 360 <= width


def holds(body: str, typed: str) -> bool:
    """Whether a text holds what was typed: a quoted phrase, or words that may be beginnings."""
    words = _words(body)
    if typed.startswith('"'):
        phrase = _words(typed)
        return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))
    return all(any(word.startswith(beginning) for word in words) for beginning in _words(typed))


def _words(body: str) -> list[str]:
    apart = unicodedata.normalize("NFD", body)
    return re.findall(r"\w+", "".join(c for c in apart if not unicodedata.combining(c)).lower())
