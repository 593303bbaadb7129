"""Read kept articles once more, so that they can be parsed anew without the files that they came from."""

from collections.abc import Iterator

from sqlalchemy import select

from geo.records import Article
from geo.store.reading import to_article
from geo.store.schema import articles, texts
from geo.store.store import Store

__all__ = ["other_parsers_articles"]

_AT_ONCE = 200


def other_parsers_articles(store: Store, parser: str) -> Iterator[tuple[Article, str]]:
    """Give every article that another parser than this one read last, and which one that was, a few at a time.

    Articles may be saved while it runs. Raises StoreError where the store can't be read.
    """
    last = -1
    query = select(articles, texts.c.text).join(texts).order_by(articles.c.article_no).limit(_AT_ONCE)
    while True:
        with store.reading() as connection:
            rows = connection.execute(query.where(articles.c.article_no > last, articles.c.parser != parser)).all()
        for row in rows:
            yield to_article(row), row.parser
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1].article_no
