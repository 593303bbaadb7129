"""An excerpt from a PDF says on which page it stands."""

from pathlib import Path

from geo.query import Reports
from geo.records import Article, Filters, ParsedArticle, Place, PlaceKind, ResolvedToponym, Role, Sentence
from geo.store import open_store
from geo.view.cards import cards

TEXT = "Shells fell on Homs.\n\nOthers fell on Hama."
SECOND = TEXT.index("Others")
SENTENCES = (Sentence(0, 20), Sentence(SECOND, len(TEXT)))


def placed(name: str, number: int) -> ResolvedToponym:
    place = Place(f"geonames:{number}", name, 34.7 + number / 10, 36.7, PlaceKind.TOWN, country="SY")
    return ResolvedToponym(TEXT.index(name), TEXT.index(name) + 4, name, Role.LITERAL, place, 0.9, "A test says so.")


def shown(folder: Path, pages: tuple[int, ...]) -> dict[object, object]:
    store = open_store(folder / "store.sqlite")
    try:
        article = Article("a", TEXT, title="Shelling", pages=pages)
        with store.writer() as writer:
            writer.save(ParsedArticle(article, SENTENCES, (placed("Homs", 1), placed("Hama", 2)), (), "test"))
        drawn = cards(Reports(store).reports(Filters()))
        return {card["places"][0]["name"]: card["page"] for card in drawn}  # type: ignore[index]
    finally:
        store.close()


def test_an_excerpt_says_its_page(tmp_path: Path) -> None:
    assert shown(tmp_path, (0, SECOND)) == {"Homs": "p. 1", "Hama": "p. 2"}
    assert shown(tmp_path / "later", (0, 0, SECOND)) == {"Homs": "p. 2", "Hama": "p. 3"}


def test_an_excerpt_of_what_has_no_pages_says_none(tmp_path: Path) -> None:
    assert shown(tmp_path, ()) == {"Homs": "", "Hama": ""}
