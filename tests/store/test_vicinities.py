"""Relative places are kept as they were found, and their landmarks are no reports of their own."""

from dataclasses import replace

from geo.records import ParsedArticle, Place, PlaceKind, RelationKind, ResolvedToponym, Role
from geo.store import SaveOutcome, Store
from geo.store.reporting import reports_of
from geo.vicinities import anchor_ids, is_apart, vicinity_id
from tests.store.making import LATAKIA, SOUTH_OF_LATAKIA, described


def test_an_article_comes_back_with_its_vicinities(store: Store) -> None:
    article = described()
    assert store.save(article) is SaveOutcome.ADDED
    assert store.save(article) is SaveOutcome.UNCHANGED
    back = store.article(article.article.article_id)
    assert back == article
    assert back is not None and back.vicinities == article.vicinities


def test_a_changed_vicinity_is_a_change(store: Store) -> None:
    article = described()
    store.save(article)
    (circle, *others) = article.vicinities
    assert store.save(replace(article, vicinities=(replace(circle, score=0.5), *others))) is SaveOutcome.UPDATED
    assert store.save(replace(article, vicinities=())) is SaveOutcome.UPDATED


def literal_reports(article: ParsedArticle) -> dict[str, bool]:
    return {row.place_id: row.literal for row in reports_of(article)}


def test_fifty_miles_from_latakia_is_not_in_latakia() -> None:
    rows = literal_reports(described())
    assert rows[SOUTH_OF_LATAKIA.place_id]
    assert rows[LATAKIA.place_id] is False


def test_a_landmark_that_is_reported_elsewhere_in_the_sentence_stays_a_report() -> None:
    article = described("Shells fell on [Latakia], and a mill burnt {80 km south of [Latakia]}.")
    assert literal_reports(article)[LATAKIA.place_id] is True


def test_near_a_place_is_a_report_of_that_place_too() -> None:
    article = described("A bomb went off {near [Latakia]}.", kind=RelationKind.NEAR)
    rows = literal_reports(article)
    assert len(rows) == 2 and all(rows.values())


def test_an_id_tells_its_anchors() -> None:
    place_id = vicinity_id(RelationKind.BETWEEN, "0", ["geonames:1", "ne:2"])
    assert anchor_ids(place_id) == ("geonames:1", "ne:2")
    assert is_apart(place_id)
    assert anchor_ids("geonames:1") == anchor_ids("vicinity:half") == ()
    assert not is_apart("geonames:1")


def test_vicinities_of_two_articles_share_their_place(store: Store) -> None:
    first, second = described(article_id="one"), described(article_id="two")
    store.save(first)
    store.save(second)
    found = [store.article(name) for name in ("one", "two")]
    places = {v.place for article in found if article is not None for v in article.vicinities}
    assert places == {SOUTH_OF_LATAKIA}
    assert isinstance(SOUTH_OF_LATAKIA, Place) and SOUTH_OF_LATAKIA.kind is PlaceKind.VICINITY
    assert all(isinstance(v, ResolvedToponym) and v.role is Role.LITERAL for v in first.vicinities)
