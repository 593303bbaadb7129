"""Take articles out of a store for good, with the pages that were fetched for them.

What `geo remove` does, and the dashboard for editors.
"""

from collections.abc import Collection
from dataclasses import dataclass

from geo import settings
from geo.store import Removable, open_store

__all__ = ["Removal", "remove_articles"]


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed; not `clean` where a reader held on to the log beside the store, which empties itself later."""

    articles: tuple[Removable, ...]
    clean: bool = True


def remove_articles(url: str, article_ids: Collection[str]) -> Removal:
    """Take the articles of these ids out of the store at `url` with every trace of them, those of them that are there.

    Raises StoreError, and OSError where the archive beside the store can't be written; the articles are gone by then.
    """
    store = open_store(url)
    try:
        found = store.removable(article_ids) if article_ids else []
        if not found:
            return Removal(())
        with store.writer() as writer:
            for at, one in enumerate(found, start=1):
                writer.remove(one.article_id, tidy=at == len(found))
        clean = store.rewrite()
        _forget_pages(url, {one.url for one in found if one.url and not store.holds_url(one.url)})
    finally:
        store.close()
    return Removal(tuple(found), clean)


def _forget_pages(store: str, urls: Collection[str]) -> None:
    """Take the pages of these addresses out of the archive beside the store; a later fetch asks for them in full."""
    archive = settings.beside_store(store, "archive")
    if urls and archive.is_dir():
        from geo.articles.web import Archive

        Archive(archive).forget(urls)
    memory = settings.beside_store(store, "seen.jsonl", own=True)
    if urls and memory.is_file():
        from geo.articles.web.seen import Page, Seen

        seen = Seen(memory)
        for url in sorted(urls):
            if seen.page(url) is not None:
                seen.keep_page(url, Page())
