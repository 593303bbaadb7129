"""Carry what flows between the rooms: frozen records, nothing else.

Offsets count Python characters of `Article.text`, end exclusive, and
`text[m.start:m.end] == m.surface` holds for every mention. Coordinates are WGS 84
degrees, distances kilometres, times UTC. Imports nothing of the project.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = [
    "AREA_KINDS",
    "Actor",
    "ActorKind",
    "ActorMention",
    "Alternative",
    "Article",
    "Bounds",
    "Copy",
    "Entity",
    "EntityKind",
    "Filters",
    "Focus",
    "FoundText",
    "GivenPlace",
    "ParsedArticle",
    "Place",
    "PlaceKind",
    "Relation",
    "RelationKind",
    "Report",
    "ResolvedToponym",
    "Role",
    "Sentence",
    "Toponym",
]


class Role(StrEnum):
    """What a toponym does in its sentence (Gritta, Pilehvar & Collier 2020).

    Literal: the place itself ("an air base near Latakia"). Associative: something
    that belongs to it ("Moscow hinted", "Russian planes"). Filed: where an article was sent
    from ("BEIRUT (AP) —"), which is not where it happened; annotated corpora call that literal.
    """

    LITERAL = "literal"
    ASSOCIATIVE = "associative"
    FILED = "filed"


class PlaceKind(StrEnum):
    """What sort of place it is, in a reader's words."""

    COUNTRY = "country"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    TOWN = "town"
    SUBURB = "suburb"
    CONTINENT = "continent"
    REGION = "region"
    SEA = "sea"
    GULF = "gulf"
    STRAIT = "strait"
    ISLAND = "island"
    PENINSULA = "peninsula"
    MOUNTAINS = "mountains"
    DESERT = "desert"
    RIVER = "river"
    LAKE = "lake"
    AIRPORT = "airport"
    AIRBASE = "airbase"
    SITE = "site"
    VICINITY = "vicinity"
    """A circle that a text describes by other places: "50 miles south of Latakia"."""


AREA_KINDS = frozenset(PlaceKind) - {
    PlaceKind.TOWN,
    PlaceKind.SUBURB,
    PlaceKind.AIRPORT,
    PlaceKind.AIRBASE,
    PlaceKind.SITE,
}
"""Kinds that are drawn as areas, never as a spot."""


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry.

    `place_id` is stable (`geonames:…`, `ne:…`, `curated:…`); `feature_class` is GeoNames'
    letter (A, H, L, P, R, S, T, U, V); `country` is ISO 3166-1 alpha-2, or "" where the place lies in
    none or several; `admin1` is the name of the first-order division and `admin1_id` its place_id, or "";
    `radius_km` is that of a circle of the place's extent; `area_id` keys a polygon, or "".
    """

    place_id: str
    name: str
    lat: float
    lon: float
    kind: PlaceKind
    feature_class: str = ""
    country: str = ""
    admin1: str = ""
    admin1_id: str = ""
    population: int = 0
    radius_km: float = 0.0
    area_id: str = ""

    @property
    def is_area(self) -> bool:
        """Whether the map draws it as an area rather than a spot."""
        return self.kind in AREA_KINDS


@dataclass(frozen=True, slots=True)
class GivenPlace:
    """A place that came with an article (a row of a table of events), with its own coordinates.

    `start` and `end` are its words in the article's text; `country` is a name or ISO 3166-1 alpha-2, `admin1` a name,
    each "" where unknown; `radius_km` is how far off it may lie, 0 where it is exact.
    """

    name: str
    lat: float
    lon: float
    start: int
    end: int
    kind: PlaceKind = PlaceKind.TOWN
    country: str = ""
    admin1: str = ""
    radius_km: float = 0.0


@dataclass(frozen=True, slots=True)
class Article:
    """One news article, as it was read.

    `article_id` is the sender's, or made from the content; `source` is the publisher; `published` is None
    where the date is not known: none is ever invented. `language` is ISO 639-1 where the article says so itself;
    `pages` are the offsets at which the pages of a paged document begin, none where it has no pages; `given` are the
    places that came with it.
    """

    article_id: str
    text: str
    title: str = ""
    url: str = ""
    source: str = ""
    published: date | None = None
    author: str = ""
    language: str = ""
    pages: tuple[int, ...] = ()
    given: tuple[GivenPlace, ...] = ()

    def page_at(self, offset: int) -> int:
        """Which page a character stands on, counted from 1; 0 where there are no pages."""
        return bisect_right(self.pages, offset)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the text; `counts` is False for a repeated caption or a newsletter prompt (no evidence)."""

    start: int
    end: int
    counts: bool = True


class EntityKind(StrEnum):
    """What a recogniser takes a stretch of text for."""

    PLACE = "place"
    FACILITY = "facility"
    DEMONYM = "demonym"
    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Entity:
    """A name that a recogniser found; `confidence` lies in 0…1.

    `lookup` is what to look up where it differs from the surface, the bare name of a declined one ("Москве" → "Москва")
    or a place_id.
    """

    start: int
    end: int
    surface: str
    kind: EntityKind
    confidence: float = 1.0
    lookup: str = ""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A mention of a place: not yet resolved.

    `lookup` is what to look up where it differs from the surface (a demonym's country: "Russian" → "Russia", or a
    place_id); `country` (ISO 3166-1 alpha-2) is where it must lie, or "" where nothing says so.
    """

    start: int
    end: int
    surface: str
    role: Role = Role.LITERAL
    lookup: str = ""
    confidence: float = 1.0
    kind: EntityKind = EntityKind.PLACE
    country: str = ""


class RelationKind(StrEnum):
    """How a text places something by a named place."""

    OFFSET = "offset"
    """So far in some direction: "50 miles south of Latakia", "an hour's drive from Homs"."""
    NEAR = "near"
    """Close to it: "near Latakia", "just outside Homs"."""
    PART = "part"
    """A part of it: "northern Idlib", "the south of Hama province"."""
    OUTSKIRTS = "outskirts"
    """Its rim: "the outskirts of Aleppo", "the Damascus suburbs"."""
    BETWEEN = "between"
    """Between two: "between Homs and Hama", "on the road from Homs to Hama"."""
    COAST = "coast"
    """Off or along its coast: "off the coast of Yemen"."""
    BORDER = "border"
    """At its border: "near the Turkish border", "on the border between Syria and Iraq"."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A phrase that places something by named places; its span covers theirs.

    `anchors` are the starts of the toponyms that it leans on, in the order of the text; `distance_km` is 0 where none
    is said; `bearing` is in degrees clockwise from north, from the anchor, or None.
    """

    start: int
    end: int
    surface: str
    kind: RelationKind
    anchors: tuple[int, ...]
    distance_km: float = 0.0
    bearing: float | None = None


class ActorKind(StrEnum):
    """What sort of actor it is."""

    STATE = "state"
    PERSON = "person"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed group"
    BODY = "international body"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone, or something, that acts: with every name it goes by.

    `actor_id` is stable (`state:ru`, `person:vladimir-putin`, `body:nato`, `group:islamic-state`); `country` is
    ISO 3166-1 alpha-2 or "".
    """

    actor_id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str = ""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A mention of an actor, with its identity."""

    start: int
    end: int
    surface: str
    actor_id: str
    name: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class FoundText:
    """What was found in one text: sentences cover it in order; mentions are sorted by start.

    `language` is ISO 639-1, or "" where it can't be told.
    """

    sentences: tuple[Sentence, ...]
    toponyms: tuple[Toponym, ...]
    actors: tuple[ActorMention, ...]
    relations: tuple[Relation, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place that the toponym could have meant, with its score."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class ResolvedToponym:
    """A toponym with the place it means, or None; `score` in 0…1; `reason` is a sentence for a reader.

    `origin` says who placed it: "gazetteer", "nominatim" (online), "person" (a correction), "given" (came with
    the article).
    """

    start: int
    end: int
    surface: str
    role: Role
    place: Place | None
    score: float
    reason: str
    alternatives: tuple[Alternative, ...] = ()
    origin: str = "gazetteer"


@dataclass(frozen=True, slots=True)
class Focus:
    """A place that an article is about, and its share of what the article reports (0…1)."""

    place: Place
    share: float


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article with all that was found in it; `parser` names the version that did it.

    `vicinities` are the circles of its relative places ("50 miles south of Latakia"), each over the words that say so;
    `focus` is what the article is about, most of all first.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    toponyms: tuple[ResolvedToponym, ...]
    actors: tuple[ActorMention, ...]
    parser: str = ""
    vicinities: tuple[ResolvedToponym, ...] = ()
    focus: tuple[Focus, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """A bounding box in degrees; `west` > `east` where it crosses the 180th meridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for; every field narrows, an empty one does not.

    `places` are place_ids, and a country or admin-1 includes what lies within it; several places, actors,
    sources or kinds mean any of them; different fields mean all of them. `actors` must stand in the
    report's own sentence, or anywhere in its article where `actors_anywhere`. `about` are place_ids too: the
    article's focus is one of them, or lies within one. `literal_only` leaves out associative mentions. Where several
    papers print the same story, what one of them reports of a place is left out of the others' reports unless `copies`.
    """

    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    kinds: tuple[PlaceKind, ...] = ()
    published_from: date | None = None
    published_to: date | None = None
    text: str = ""
    min_score: float = 0.0
    literal_only: bool = True
    bounds: Bounds | None = None
    copies: bool = False
    about: tuple[str, ...] = ()
    actors_anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article that prints the same story."""

    article_id: str
    source: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What the map shows: one place, in one sentence of one article, with the actors of that sentence.

    `text` is the sentence, verbatim; `start` is its offset in the article. `mentions` are this place's toponyms
    in it, `others` the sentence's other resolved toponyms, `actors` its actors, all with the *article's*
    offsets. `score`, `reason` and `alternatives` are those of the best mention; `role` is literal if any mention is.
    `also` are the other articles that print its story, the earliest first; `page` is the sentence's, from 1, or 0.
    """

    report_id: str
    article_id: str
    place: Place
    role: Role
    score: float
    reason: str
    start: int
    text: str
    mentions: tuple[ResolvedToponym, ...]
    others: tuple[ResolvedToponym, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    title: str = ""
    url: str = ""
    source: str = ""
    published: date | None = None
    also: tuple[Copy, ...] = ()
    page: int = 0
