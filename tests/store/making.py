"""Make parsed articles for tests, from real sentences with the names marked in them.

`[Latakia]` marks a place meant literally, `<Moscow>` one meant associatively, `{Sergey Lavrov}`
an actor; the marks are taken out and their offsets kept. A name ends before "|", and what stands
after it says whom or what it means: `<Russian|Russia>`.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from geo.records import (
    Actor,
    ActorKind,
    ActorMention,
    Alternative,
    Article,
    Focus,
    ParsedArticle,
    Place,
    PlaceKind,
    RelationKind,
    ResolvedToponym,
    Role,
    Sentence,
)
from geo.vicinities import vicinity_id

SYRIA = Place("geonames:163843", "Syria", 35.0, 38.0, PlaceKind.COUNTRY, "A", "SY", population=16_906_283, area_id="SY")
LATAKIA_PROVINCE = Place("geonames:173578", "Latakia", 35.6, 36.0, PlaceKind.ADMIN1, "A", "SY", radius_km=40.0)
IDLIB = Place("geonames:169387", "Idlib", 35.8, 36.7, PlaceKind.ADMIN1, "A", "SY", radius_km=60.0, area_id="SY-ID")
LATAKIA = Place(
    "geonames:173576", "Latakia", 35.53168, 35.79011, PlaceKind.TOWN, "P", "SY", "Latakia", "geonames:173578", 340_181
)
TARTUS = Place(
    "geonames:163345", "Tartus", 34.88902, 35.88659, PlaceKind.TOWN, "P", "SY", "Tartus", "geonames:163342", 89_457
)
RUSSIA = Place("geonames:2017370", "Russia", 60.0, 100.0, PlaceKind.COUNTRY, "A", "RU", population=144_478_050)
MOSCOW = Place(
    "geonames:524901", "Moscow", 55.75222, 37.61556, PlaceKind.TOWN, "P", "RU", "Moscow", "geonames:524894", 10_381_222
)
TRIPOLI = Place(
    "geonames:2210247", "Tripoli", 32.88743, 13.18733, PlaceKind.TOWN, "P", "LY", "Tripoli", "geonames:2210245"
)
TRIPOLI_LEBANON = Place(
    "geonames:266826", "Tripoli", 34.43667, 35.84972, PlaceKind.TOWN, "P", "LB", "Liban-Nord", "geonames:266045"
)
SUVA = Place("geonames:2198148", "Suva", -18.14161, 178.44149, PlaceKind.TOWN, "P", "FJ", "Central", "geonames:2205272")
APIA = Place("geonames:4035413", "Apia", -13.83333, -171.76666, PlaceKind.TOWN, "P", "WS")
PACIFIC = Place("ne:pacific", "Pacific Ocean", 0.0, -160.0, PlaceKind.SEA, "H", radius_km=8000.0, area_id="pacific")

PLACES = (
    SYRIA,
    LATAKIA_PROVINCE,
    IDLIB,
    LATAKIA,
    TARTUS,
    RUSSIA,
    MOSCOW,
    TRIPOLI,
    TRIPOLI_LEBANON,
    SUVA,
    APIA,
    PACIFIC,
)

LAVROV = Actor("person:sergey-lavrov", "Sergey Lavrov", ActorKind.PERSON)
PUTIN = Actor("person:vladimir-putin", "Vladimir Putin", ActorKind.PERSON)
NATO = Actor("body:nato", "NATO", ActorKind.BODY)
ISLAMIC_STATE = Actor("group:islamic-state", "Islamic State", ActorKind.ARMED_GROUP)
STATE_RUSSIA = Actor("state:ru", "Russia", ActorKind.STATE)

ACTORS = (LAVROV, PUTIN, NATO, ISLAMIC_STATE, STATE_RUSSIA)

_PLACES = {place.name: place for place in PLACES} | {
    "Latakia province": LATAKIA_PROVINCE,
    "Latakia": LATAKIA,
    "Tripoli (Lebanon)": TRIPOLI_LEBANON,
    "Tripoli": TRIPOLI,
}
_ACTORS = {actor.name: actor for actor in ACTORS}
_MARK = re.compile(r"\[([^\]]+)\]|<([^>]+)>|\{([^}]+)\}")


def parsed(
    article_id: str,
    *marked: str,
    title: str = "",
    url: str = "",
    source: str = "",
    published: date | None = None,
    scores: Iterable[float] = (),
    silent: Iterable[int] = (),
    parser: str = "test-1",
    focus: Iterable[Place] = (),
) -> ParsedArticle:
    """Make an article of marked sentences; `scores` are the toponyms' in order (else 0.9), `silent` the
    indexes of sentences that don't count; `focus` what it is about."""
    text = ""
    toponyms: list[ResolvedToponym] = []
    acting: list[ActorMention] = []
    sentences: list[Sentence] = []
    certain = iter(scores)
    for at, sentence in enumerate(marked):
        text += " " if text else ""
        begin = len(text)
        last = 0
        for mark in _MARK.finditer(sentence):
            text += sentence[last : mark.start()]
            last = mark.end()
            surface, _, meant = next(group for group in mark.groups() if group is not None).partition("|")
            start, end = len(text), len(text) + len(surface)
            text += surface
            if mark[3] is not None:
                actor = _ACTORS[meant or surface]
                acting.append(ActorMention(start, end, surface, actor.actor_id, actor.name, actor.kind))
                continue
            place = _PLACES.get(meant or surface)
            role = Role.LITERAL if mark[1] is not None else Role.ASSOCIATIVE
            others = (Alternative(TRIPOLI_LEBANON, 0.2),) if place is TRIPOLI else ()
            score = next(certain, 0.9) if place else 0.0
            reason = f"{surface} is the best known place of that name." if place else "No place of that name is known."
            toponyms.append(ResolvedToponym(start, end, surface, role, place, score, reason, others))
        text += sentence[last:]
        sentences.append(Sentence(begin, len(text), at not in set(silent)))
    article = Article(article_id, text, title, url, source, published)
    about = tuple(Focus(place, 0.5) for place in focus)
    return ParsedArticle(article, tuple(sentences), tuple(toponyms), tuple(acting), parser, focus=about)


def buildup(article_id: str = "buildup", **facts: object) -> ParsedArticle:
    """An article on the build-up in Syria: seven toponyms and four actors in four sentences; the third is a prompt."""
    return parsed(
        article_id,
        "{Sergey Lavrov} said on Monday that <Russia> sends only advisers to the base near [Latakia].",
        "<Moscow> keeps a harbour at [Tartus], an hour south of [Latakia].",
        "Read more of our pages on [Syria].",
        "The province of [Idlib] fell to fighters of {Islamic State}, and {NATO} asked {Mr Putin|Vladimir Putin} why.",
        **{
            "title": "Advisers on the coast",
            "source": "The Harbour Post",
            "published": date(2015, 9, 11),
            "silent": (2,),
        }
        | facts,  # type: ignore[arg-type]
    )


_WIRE = (
    "fishermen at the harbour mended nets while trucks waited by the northern gate",
    "a spokesman for the port authority declined to say when the cranes would work again",
    "families who had left in spring came back to find their shops shuttered",
    "the price of bread rose by a fifth within a week according to two bakers",
    "engineers repaired the pumping station after a night of shelling nearby",
    "schools opened late because the bridge over the river was still closed",
    "doctors at the district hospital asked for blood donors of every group",
    "a convoy of aid reached the valley for the first time since January",
)


def wire(paper: str, story: int, **facts: object) -> ParsedArticle:
    """One paper's copy of a story of the wire, of which there are two (0 and 1)."""
    told = [f"In [Latakia] {line}." for line in _WIRE[story * 4 : story * 4 + 4]]
    return parsed(
        f"{paper}-{story}".lower(),
        *told,
        **{"source": paper, "title": f"As told by {paper}"} | facts,  # type: ignore[arg-type]
    )


SOUTH_OF_LATAKIA = Place(
    vicinity_id(RelationKind.OFFSET, "80-s", [LATAKIA.place_id]),
    "80 km south of Latakia",
    34.81,
    35.79,
    PlaceKind.VICINITY,
    country="SY",
    radius_km=26.0,
)
NEAR_LATAKIA = Place(
    vicinity_id(RelationKind.NEAR, "0", [LATAKIA.place_id]),
    "near Latakia",
    LATAKIA.lat,
    LATAKIA.lon,
    PlaceKind.VICINITY,
    country="SY",
    radius_km=22.0,
)


def described(
    sentence: str = "A convoy was hit {80 km south of [Latakia]}.",
    *,
    kind: RelationKind = RelationKind.OFFSET,
    article_id: str = "described",
) -> ParsedArticle:
    """Make an article of one sentence that describes a place, in braces, by one that it names, in brackets."""
    phrase = re.search(r"\{(.+)\}", sentence)
    assert phrase is not None
    whole = parsed(article_id, sentence.replace("{", "").replace("}", ""))
    words = phrase[1].replace("[", "").replace("]", "")
    start = whole.article.text.index(words)
    place = SOUTH_OF_LATAKIA if kind is RelationKind.OFFSET else NEAR_LATAKIA
    circle = ResolvedToponym(
        start, start + len(words), words, Role.LITERAL, place, 0.85, f"{place.name}, as the article says."
    )
    return replace(whole, vicinities=(circle,))
