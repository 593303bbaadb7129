"""Articles, marks and answers that several tests of the scores use."""

from geo.evaluation import Document, GoldToponym, Prediction
from geo.gazetteer import Gazetteer
from geo.records import Place


def gold(text: str, name: str, lat: float | None, lon: float | None, *, role: str = "", number: int | None = None):
    """A mark over the first occurrence of a name."""
    start = text.index(name)
    return GoldToponym(start, start + len(name), name, lat, lon, role, number)


def answer(text: str, name: str, place: Place | None, *, role: str = "literal", score: float = 0.9):
    """An answer over the first occurrence of a name."""
    start = text.index(name)
    lat, lon = (place.lat, place.lon) if place else (None, None)
    return Prediction(
        start, start + len(name), name, lat, lon, role, place.place_id if place else "",
        score if place else None, "A test says so.", place,
    )  # fmt: skip


def document(text: str, *marks: GoldToponym, number: str = "1") -> Document:
    """An article with its marks."""
    return Document(number, text, marks, title="A title")


def known(gazetteer: Gazetteer, name: str, *, country: str, kind: str = "") -> Place:
    """The best-known place of a name in a country."""
    return next(p for p in gazetteer.lookup(name) if p.country == country and kind in ("", p.kind.value))
