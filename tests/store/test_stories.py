"""Articles that print the same story are kept together, in whatever order they come and go."""

import dataclasses
import itertools
from datetime import date

import pytest
from sqlalchemy import text

from geo.records import GivenPlace
from geo.store import Store
from tests.store.making import buildup, wire


def grouped(store: Store) -> dict[str, str]:
    """From each article to the first article of its story."""
    query = text(
        "SELECT a.article_id AS one, b.article_id AS first FROM articles a JOIN stories s USING (article_no)"
        " JOIN articles b ON b.article_no = s.story_no"
    )
    with store.reading() as connection:
        return {row.one: row.first for row in connection.execute(query)}


def test_copies_are_one_story_and_others_are_not(store: Store) -> None:
    for article in (wire("Post", 0), buildup(), wire("Mail", 0), wire("Star", 1)):
        store.save(article)
    assert grouped(store) == {"post-0": "post-0", "buildup": "buildup", "mail-0": "post-0", "star-1": "star-1"}


def halves() -> list:
    """Two halves of a report, which share nothing, and the whole, which joins them."""
    first, second = wire("First", 0), wire("Second", 1)
    whole = dataclasses.replace(
        first,
        article=dataclasses.replace(
            first.article, article_id="whole", text=f"{first.article.text} {second.article.text}", source="Whole"
        ),
    )
    return [first, second, whole]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_in_which_articles_come_does_not_matter(store: Store, order: tuple[int, ...]) -> None:
    told = halves()
    for at in order:
        store.save(told[at])
    first = told[order[0]].article.article_id
    assert set(grouped(store).values()) == {first}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_taking_out_what_joined_two_stories_parts_them(store: Store, order: tuple[int, ...]) -> None:
    told = halves()
    for at in order:
        store.save(told[at])
    before = store.revision()
    assert store.remove("whole")
    assert grouped(store) == {"first-0": "first-0", "second-1": "second-1"}
    assert store.revision() > before
    with store.reading() as connection:
        kept = connection.execute(text("SELECT DISTINCT article_no FROM story_bands ORDER BY 1")).scalars().all()
        assert kept == connection.execute(text("SELECT article_no FROM articles ORDER BY 1")).scalars().all()


def test_an_article_that_is_rewritten_leaves_its_story(store: Store) -> None:
    store.save(wire("Post", 0))
    store.save(wire("Mail", 0))
    rewritten = wire("Mail", 1)
    store.save(dataclasses.replace(rewritten, article=dataclasses.replace(rewritten.article, article_id="mail-0")))
    assert grouped(store) == {"post-0": "post-0", "mail-0": "mail-0"}


def test_the_same_words_a_year_later_are_another_story(store: Store) -> None:
    for paper, day in (("Post", date(2024, 1, 1)), ("Mail", date(2024, 1, 4)), ("Star", date(2025, 1, 1))):
        store.save(wire(paper, 0, published=day))
    assert grouped(store) == {"post-0": "post-0", "mail-0": "post-0", "star-0": "star-0"}


def test_two_rows_of_a_table_of_events_that_say_the_same_are_two_events(store: Store) -> None:
    for paper in ("Row 1", "Row 2"):
        told = wire(paper, 0)
        given = (GivenPlace("Latakia", 35.5, 35.8, 3, 10),)
        store.save(dataclasses.replace(told, article=dataclasses.replace(told.article, given=given)))
    assert grouped(store) == {"row 1-0": "row 1-0", "row 2-0": "row 2-0"}
    assert store.article("row 1-0").article.given == (GivenPlace("Latakia", 35.5, 35.8, 3, 10),)
