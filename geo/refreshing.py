"""Let a changed list of actors take effect on articles that are kept already.

The articles are parsed anew from the store's own text. Where it is known which actors changed, only articles that hold
one of their names need it: all others would come out as they are, and are only noted as read.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from geo.pipeline import FailedArticle, Pipeline, parse_stream
from geo.records import Actor, Article, ParsedArticle
from geo.store import SaveOutcome, Store, other_parsers_articles
from geo.store.reading import read_reported
from geo.text import NameScanner

__all__ = ["RefreshSummary", "refresh"]


@dataclass(frozen=True, slots=True)
class RefreshSummary:
    """What a refresh did: articles that were parsed anew, those of them in which something changed, and failures."""

    parsed: int
    changed: int
    passed_over: int
    failures: tuple[FailedArticle, ...] = ()


def refresh(
    store: Store,
    pipeline: Pipeline,
    *,
    changed: Collection[Actor] = (),
    before: str = "",
    jobs: int = 1,
    complete: Callable[[ParsedArticle], ParsedArticle] | None = None,
) -> RefreshSummary:
    """Parse anew what another parser read last, and keep what is found now.

    Where the parser `before` differs from this one by the actors `changed` alone (as they were, and as they are), its
    articles are passed over unless they hold one of those names. Raises StoreError where the store can't be written.
    """
    scanner = NameScanner(changed)
    ids = {actor.actor_id for actor in changed}
    same: list[str] = []
    failures: list[FailedArticle] = []
    parsed = altered = 0

    def stale() -> Iterator[Article]:
        for article, parser in other_parsers_articles(store, pipeline.parser):
            if parser == before and not scanner.finds(article.text):
                same.append(article.article_id)
            else:
                yield article

    with store.reading() as connection:
        pipeline.learn_homes(read_reported(connection))
    with store.writer() as writer:
        for result in parse_stream(stale(), pipeline, jobs=jobs):
            if isinstance(result, FailedArticle):
                failures.append(result)
                continue
            kept = store.article(result.article.article_id)
            outcome = writer.save(result if complete is None else complete(result))
            parsed += 1
            altered += outcome is not SaveOutcome.UNCHANGED and _acting(kept, ids) != _acting(result, ids)
        writer.restamp(same, pipeline.parser)
    return RefreshSummary(parsed, altered, len(same), tuple(failures))


def _acting(parsed: ParsedArticle | None, renamed: Collection[str]) -> list[tuple[int, int, str, str]]:
    """Who acts where, with the names of those that may have been renamed."""
    mentions = () if parsed is None else parsed.actors
    return [(m.start, m.end, m.actor_id, m.name if m.actor_id in renamed else "") for m in mentions]
