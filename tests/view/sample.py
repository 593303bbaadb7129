"""Parsed articles made by hand: the seed article as it is, and short ones of the tests' own, some of them hostile."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from geo.records import (
    Actor,
    ActorKind,
    ActorMention,
    Alternative,
    Article,
    ParsedArticle,
    Place,
    PlaceKind,
    ResolvedToponym,
    Role,
    Sentence,
)
from geo.store import Store, open_store

SEED = Path(__file__).parents[2] / "seeds" / "russian-troops-already-on-ground-in-syria.txt"

SYRIA = Place(
    "geonames:163843",
    "Syria",
    35.0,
    38.0,
    PlaceKind.COUNTRY,
    "A",
    "SY",
    radius_km=350,
    area_id="SY",
    population=16945057,
)
LATAKIA = Place(
    "geonames:173576", "Latakia", 35.5196, 35.7915, PlaceKind.TOWN, "P", "SY", "Latakia", "geonames:173578", 709000
)
TARTUS = Place(
    "geonames:163345", "Tartus", 34.889, 35.8866, PlaceKind.TOWN, "P", "SY", "Tartus", "geonames:163342", 115769
)
TARTUS_ISLAND = Place("geonames:1", "Tartus Island", 34.8, 35.8, PlaceKind.ISLAND, "T", "SY", radius_km=2)
IDLIB = Place("geonames:169387", "Idlib", 35.8, 36.7, PlaceKind.ADMIN1, "A", "SY", radius_km=60, area_id="SY.12")
RUSSIA = Place("geonames:2017370", "Russia", 60.0, 100.0, PlaceKind.COUNTRY, "A", "RU", radius_km=3500, area_id="RU")
MOSCOW = Place(
    "geonames:524901", "Moscow", 55.7522, 37.6156, PlaceKind.TOWN, "P", "RU", "Moscow", "geonames:524894", 10381222
)
UKRAINE = Place("geonames:690791", "Ukraine", 49.0, 32.0, PlaceKind.COUNTRY, "A", "UA", radius_km=600, area_id="UA")
ALEPPO = Place(
    "geonames:170063", "Aleppo", 36.2012, 37.1612, PlaceKind.TOWN, "P", "SY", "Aleppo", "geonames:170062", 2098210
)
FIJI = Place("geonames:2198148", "Suva", -18.1416, 178.4415, PlaceKind.TOWN, "P", "FJ", "Central", "", 93970)

RUSSIAN = Actor("state:ru", "Russia", ActorKind.STATE)
PUTIN = Actor("person:vladimir-putin", "Vladimir Putin", ActorKind.PERSON)
ASSAD = Actor("person:bashar-al-assad", "Bashar al-Assad", ActorKind.PERSON)
LAVROV = Actor("person:sergey-lavrov", "Sergey Lavrov", ActorKind.PERSON)
QAIDA = Actor("group:al-qaida", "al-Qaida", ActorKind.ARMED_GROUP)
NATO = Actor("body:nato", "NATO", ActorKind.BODY)

PLACES = [
    ("Latakia", LATAKIA, 0.97),
    ("Tartus", TARTUS, 0.95),
    ("Idlib", IDLIB, 0.9),
    ("Syria", SYRIA, 0.99),
    ("Ukraine", UKRAINE, 0.9),
]
SPEAKS_OF = [("Moscow", MOSCOW, 0.9), ("Russia", RUSSIA, 0.99)]
ACTORS = [
    ("Russia", RUSSIAN),
    ("Russian", RUSSIAN),
    ("Putin", PUTIN),
    ("Assad", ASSAD),
    ("Lavrov", LAVROV),
    ("al-Qaida", QAIDA),
    ("NATO", NATO),
]

HOSTILE = (
    '<img src=x onerror="window.__pwned=1"> ${window.__pwned=2} `${window.__pwned=3}` \\u0060 '
    "[click](javascript:window.__pwned=4) ![x](https://evil.example/pixel.png) "
    "</script><script>window.__pwned=5</script>"
)


def parsed(
    article: Article,
    *,
    places: Sequence[tuple[str, Place, float]] = (),
    speaks_of: Sequence[tuple[str, Place, float]] = (),
    actors: Sequence[tuple[str, Actor]] = (),
    alternatives: Sequence[Place] = (),
) -> ParsedArticle:
    """Mark every whole-word occurrence of the given surfaces; sentences end at a full stop or a line's end."""
    toponyms = [
        ResolvedToponym(
            m.start(),
            m.end(),
            surface,
            role,
            place,
            score,
            "The most populous place of this name in a country that the article names.",
            tuple(Alternative(other, 0.2) for other in alternatives),
        )
        for role, group in ((Role.LITERAL, places), (Role.ASSOCIATIVE, speaks_of))
        for surface, place, score in group
        for m in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", article.text)
    ]
    mentions = [
        ActorMention(m.start(), m.end(), surface, actor.actor_id, actor.name, actor.kind)
        for surface, actor in actors
        for m in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", article.text)
    ]
    return ParsedArticle(
        article,
        tuple(sentences(article.text)),
        tuple(sorted(toponyms, key=lambda t: t.start)),
        tuple(sorted(mentions, key=lambda a: a.start)),
        "by hand",
    )


def sentences(text: str) -> Iterable[Sentence]:
    """Sentences that cover the text in order."""
    start = 0
    for end in [m.end() for m in re.finditer(r"[.”](?=\s)\s*|\n+", text)] + [len(text)]:
        if text[start:end].strip():
            yield Sentence(
                start, start + len(text[start:end].rstrip()), counts=not text[start:end].startswith("Sign up")
            )
        start = end


def seed() -> ParsedArticle:
    """The seed article: undated, its publisher not known."""
    text = SEED.read_text(encoding="utf-8")
    article = Article("seed", text, "Russian troops ‘already on ground in Syria’")
    return parsed(article, places=PLACES, speaks_of=SPEAKS_OF, actors=ACTORS, alternatives=[TARTUS_ISLAND])


def dated() -> list[ParsedArticle]:
    """Three short dated articles of two publishers, one with a link."""
    texts = [
        (
            "Shelling near Aleppo wounds four, Russia says.",
            "Four wounded near Aleppo",
            "https://news.example/aleppo",
            "The Example",
            date(2015, 9, 12),
        ),
        (
            "A cyclone reached Suva on Monday. NATO sent nothing.",
            "Cyclone over Suva",
            "",
            "Pacific Wire",
            date(2015, 9, 14),
        ),
        (
            "Ships left Tartus for Latakia. Aleppo was quiet.",
            "Ships leave",
            "javascript:alert(1)",
            "The Example",
            date(2015, 10, 1),
        ),
    ]
    return [
        parsed(
            Article(f"dated-{n}", text, title, url, source, published),
            places=[*PLACES, ("Aleppo", ALEPPO, 0.4), ("Suva", FIJI, 0.9)],
            actors=ACTORS,
        )
        for n, (text, title, url, source, published) in enumerate(texts)
    ]


def hostile() -> ParsedArticle:
    """An article whose title, publisher, place, actor and text all try to be code."""
    place = Place("curated:hostile", HOSTILE, 33.5, 36.3, PlaceKind.TOWN, "P", "SY", HOSTILE)
    actor = Actor("person:hostile", HOSTILE, ActorKind.PERSON)
    text = f"Damascus {HOSTILE} and {HOSTILE} spoke. " + "long" * 2500 + "."
    return parsed(
        Article("hostile", text, HOSTILE + "x" * 10_000, "javascript:window.__pwned=6", HOSTILE, date(2015, 9, 13)),
        places=[("Damascus", place, 0.8)],
        actors=[("spoke", actor)],
    )


def fill(path: Path, articles: Iterable[ParsedArticle]) -> Store:
    """A store at `path` with these articles."""
    store = open_store(path)
    for one in articles:
        store.save(one)
    return store
