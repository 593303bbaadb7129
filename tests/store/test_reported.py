"""What publishers literally reported can be read back, to learn where they are at home."""

from pathlib import Path

from geo.records import Article, ParsedArticle, Place, PlaceKind, ResolvedToponym, Role, Sentence
from geo.store import open_store
from geo.store.reading import read_reported

HOMS = Place("geonames:1", "Homs", 34.7, 36.7, PlaceKind.TOWN, country="SY")
HAMA = Place("geonames:2", "Hama", 35.1, 36.7, PlaceKind.TOWN, country="SY")


def parsed(article_id: str, source: str, *found: tuple[Place, Role, float]) -> ParsedArticle:
    text = "Homs and Hama."
    toponyms = tuple(
        ResolvedToponym(start, start + 4, text[start : start + 4], role, place, score, "")
        for start, (place, role, score) in zip((0, 9), found, strict=False)
    )
    return ParsedArticle(Article(article_id, text, source=source), (Sentence(0, len(text)),), toponyms, ())


def test_only_literal_and_sure_reports_of_named_publishers_count(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.sqlite")
    store.save(parsed("a", "Post", (HOMS, Role.LITERAL, 0.9), (HAMA, Role.ASSOCIATIVE, 0.9)))
    store.save(parsed("b", "Post", (HOMS, Role.LITERAL, 0.9), (HAMA, Role.LITERAL, 0.4)))
    store.save(parsed("c", "", (HOMS, Role.LITERAL, 0.9)))
    with store.reading() as connection:
        found = list(read_reported(connection))
        newest = list(read_reported(connection, most=1))
    store.close()
    assert sorted(found) == [("Post", "a", "geonames:1"), ("Post", "b", "geonames:1")]
    assert newest == [("Post", "b", "geonames:1")]
