"""A card says who else prints its story, and the link says where each copy counts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from geo.query import Reports
from geo.records import Copy, Filters
from geo.store import open_store
from geo.view.cards import cards
from geo.view.link import read_link, write_link
from tests.store.making import wire


def test_a_card_names_the_other_papers_with_how_often_each(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.sqlite")
    store.save(wire("Mail", 0, published=date(2026, 5, 1)))
    store.save(wire("Post", 0, published=date(2026, 5, 2)))
    (report, *_) = Reports(store).reports(Filters())
    store.close()
    (card,) = cards([report])
    assert (card["source"], card["also"]) == ("Mail", "also in Post")
    many = replace(report, also=(*report.also, Copy("a", "Star"), Copy("b", "Star"), Copy("c")))
    assert cards([many])[0]["also"] == "also in Post, Star (2)"
    crowd = replace(report, also=tuple(Copy(f"{n}", f"Paper {n}") for n in range(9)))
    assert str(cards([crowd])[0]["also"]).endswith("Paper 5…")
    assert cards([replace(report, also=(Copy("c"),))])[0]["also"] == ""


def test_a_link_asks_for_every_copy() -> None:
    view, bad = read_link({"copies": ["1"]})
    assert view.filters.copies
    assert bad == ()
    assert write_link(view) == {"copies": ["1"]}
    assert not read_link({})[0].filters.copies
    assert read_link({"copies": ["maybe"]})[1] == ("copies",)
