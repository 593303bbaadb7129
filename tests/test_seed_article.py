"""The seed article, as a reader would check it: every place and actor by record, in its own sentence."""

from pathlib import Path

import pytest

from geo.articles import read_articles
from geo.evaluation import distance_km
from geo.pipeline import Pipeline
from geo.query import Reports
from geo.records import Article, Filters, ParsedArticle, PlaceKind, ResolvedToponym, Role
from geo.store import open_store

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def parsed(real_gazetteer_path: Path) -> ParsedArticle:
    (article,) = [item for item in read_articles([SEEDS]) if isinstance(item, Article)]
    return Pipeline.open(real_gazetteer_path).parse(article)


@pytest.fixture(scope="module")
def reports(parsed: ParsedArticle, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    store = open_store(tmp_path_factory.mktemp("seed") / "store.sqlite")
    store.save(parsed)
    return Reports(store)


def named(parsed: ParsedArticle, surface: str) -> list[ResolvedToponym]:
    return [t for t in parsed.toponyms if t.surface == surface]


def test_no_date_is_invented(parsed: ParsedArticle) -> None:
    assert parsed.article.published is None
    assert parsed.article.title.startswith("Russian troops")


@pytest.mark.parametrize(
    ("surface", "kind", "lat", "lon"),
    [
        ("Latakia", PlaceKind.TOWN, 35.52, 35.79),
        ("Tartus", PlaceKind.TOWN, 34.89, 35.89),
        ("Idlib", PlaceKind.ADMIN1, 35.8, 36.7),
    ],
)
def test_a_reported_place_is_literal_and_in_its_spot(
    parsed: ParsedArticle, surface: str, kind: PlaceKind, lat: float, lon: float
) -> None:
    mentions = named(parsed, surface)
    assert mentions
    for mention in mentions:
        assert mention.role is Role.LITERAL
        assert mention.place is not None
        assert (mention.place.kind, mention.place.country) == (kind, "SY")
        assert distance_km(mention.place.lat, mention.place.lon, lat, lon) < (40 if mention.place.is_area else 5)


def test_syria_is_reported_as_an_area(parsed: ParsedArticle) -> None:
    literal = [t for t in named(parsed, "Syria") if t.role is Role.LITERAL]
    assert len(literal) >= 5
    assert all(t.place is not None and t.place.is_area and t.place.country == "SY" for t in literal)


@pytest.mark.parametrize(
    ("surface", "country"),
    [("Moscow", "RU"), ("Washington", "US"), ("Russia", "RU"), ("Russian", "RU"), ("Israel", "IL"), ("Israeli", "IL")],
)
def test_who_acts_is_no_reported_place(parsed: ParsedArticle, surface: str, country: str) -> None:
    mentions = named(parsed, surface)
    assert mentions
    assert all(t.role is Role.ASSOCIATIVE for t in mentions)
    assert all(t.place is not None and t.place.country == country for t in mentions)


def test_washington_is_the_capital(parsed: ParsedArticle) -> None:
    (washington,) = named(parsed, "Washington")
    assert washington.place is not None
    assert washington.place.kind is PlaceKind.TOWN
    assert distance_km(washington.place.lat, washington.place.lon, 38.9, -77.04) < 10


def test_every_actor_is_found(parsed: ParsedArticle) -> None:
    found = {mention.actor_id for mention in parsed.actors}
    assert {
        "state:ru",
        "state:us",
        "state:il",
        "person:vladimir-putin",
        "person:bashar-al-assad",
        "person:sergey-lavrov",
        "person:moshe-yaalon",
        "group:islamic-state",
        "group:al-qaida",
        "body:nato",
        "body:un",
    } <= found


def test_a_surname_alone_is_the_same_person(parsed: ParsedArticle) -> None:
    people = {mention.surface: mention.actor_id for mention in parsed.actors}
    assert people["Lavrov"] == people["Sergey Lavrov"]
    assert people["Yaalon"] == people["Moshe Yaalon"]
    assert people["Assad"] == people["Bashar Assad"]


def test_every_offset_is_exact(parsed: ParsedArticle) -> None:
    text = parsed.article.text
    assert all(text[m.start : m.end] == m.surface for m in (*parsed.toponyms, *parsed.actors))


def test_the_excerpt_for_tartus_is_its_own_sentence(reports: Reports) -> None:
    (place_id,) = [
        row.place_id for row in reports.by_place(Filters()).itertuples() if "art" in row.name and row.kind == "town"
    ]
    (report,) = reports.reports(Filters(places=(place_id,)))
    assert report.text == "Russia maintains a naval base at Tartus, just 50 miles south of Latakia."
    (mention,) = report.mentions
    assert report.text[mention.start - report.start : mention.end - report.start] == "Tartus"
    assert [a.actor_id for a in report.actors] == ["state:ru"]


def test_a_caption_that_stands_twice_counts_once(parsed: ParsedArticle, reports: Reports) -> None:
    caption = "Sergey Lavrov said Russia was sending weapons to Syria."
    assert parsed.article.text.count(caption) == 2
    assert [r.text for r in reports.reports(Filters(), limit=200)].count(caption) == 1


def test_the_newsletter_prompt_is_no_evidence(parsed: ParsedArticle) -> None:
    texts = {parsed.article.text[s.start : s.end]: s.counts for s in parsed.sentences}
    assert texts["Sign up to our World Explained newsletter"] is False
    assert texts["He called the move “significant.”"] is True
