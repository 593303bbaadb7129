"""A changed list of actors takes effect on kept articles, and only articles that may change are parsed again."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from geo.pipeline import Pipeline
from geo.records import Actor, ActorKind, ActorMention, Article, ParsedArticle, Sentence
from geo.refreshing import refresh
from geo.store import Store, open_store

WOLVES = Actor("group:grey-wolves", "Grey Wolves", ActorKind.ARMED_GROUP, ("GWR",))


class Fake(Pipeline):
    """Finds the Grey Wolves, if it knows them, and counts what it is asked to parse."""

    def __init__(self, parser: str, *, knows: bool) -> None:
        self.parser = parser
        self.opening = None
        self.knows = knows
        self.asked: list[str] = []

    def learn_homes(self, reported: Iterable[tuple[str, str, str]]) -> None:
        del reported

    def parse(self, article: Article) -> ParsedArticle:
        self.asked.append(article.article_id)
        if "break" in article.text:
            raise ValueError("as it was told to")
        at = article.text.find("GWR") if self.knows else -1
        mention = ActorMention(at, at + 3, "GWR", WOLVES.actor_id, WOLVES.name, WOLVES.kind)
        return ParsedArticle(article, (Sentence(0, len(article.text)),), (), (mention,) if at >= 0 else (), self.parser)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(str(tmp_path / "store.sqlite"))
    old = Fake("old", knows=False)
    for name, text in {"a": "The GWR came.", "b": "Nobody came.", "c": "gwr is no name."}.items():
        store.save(old.parse(Article(name, text)))
    return store


def test_only_articles_that_hold_a_name_are_parsed_again(store: Store) -> None:
    new = Fake("new", knows=True)
    summary = refresh(store, new, changed=[WOLVES], before="old")
    assert new.asked == ["a", "c"]
    assert (summary.parsed, summary.changed, summary.passed_over) == (2, 1, 1)
    article = store.article("a")
    assert article is not None
    assert [m.actor_id for m in article.actors] == ["group:grey-wolves"]


def test_afterwards_nothing_needs_to_be_read_again(store: Store) -> None:
    refresh(store, Fake("new", knows=True), changed=[WOLVES], before="old")
    assert all(
        store.has(Article(name, text), "new") for name, text in {"a": "The GWR came.", "b": "Nobody came."}.items()
    )
    again = Fake("new", knows=True)
    assert refresh(store, again).parsed == 0
    assert again.asked == []


def test_what_an_unknown_parser_read_is_parsed_again_whatever_it_says(store: Store) -> None:
    new = Fake("new", knows=True)
    refresh(store, new, changed=[WOLVES], before="another")
    assert new.asked == ["a", "b", "c"]


def test_an_article_that_breaks_the_parser_is_named_and_kept_as_it_was(store: Store) -> None:
    store.save(Fake("old", knows=False).parse(Article("d", "GWR")))
    broken = Article("e", "GWR break")
    store.save(ParsedArticle(broken, (Sentence(0, 9),), (), (), "old"))
    summary = refresh(store, Fake("new", knows=True))
    assert [f.where for f in summary.failures] == ["e"]
    assert store.has(broken, "old")


def test_readers_see_the_change_and_only_where_there_is_one(store: Store) -> None:
    before = store.revision()
    refresh(store, Fake("new", knows=True), changed=[], before="old")
    assert store.revision() == before
    refresh(store, Fake("newer", knows=True), changed=[WOLVES], before="new")
    assert store.revision() > before


def test_an_actor_that_is_renamed_counts_as_changed(store: Store) -> None:
    refresh(store, Fake("new", knows=True), changed=[WOLVES], before="old")

    class Renaming(Fake):
        def parse(self, article: Article) -> ParsedArticle:
            parsed = super().parse(article)
            return replace(parsed, actors=tuple(replace(m, name="The Pack") for m in parsed.actors))

    assert refresh(store, Renaming("newer", knows=True), changed=[WOLVES], before="new").changed == 1
    article = store.article("a")
    assert article is not None
    assert [m.name for m in article.actors] == ["The Pack"]
