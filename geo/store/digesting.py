"""Tell by a short digest whether an article, or what was found in it, has changed."""

import hashlib
from collections.abc import Iterable

from geo.records import Article, ParsedArticle

__all__ = ["article_digest", "findings_digest"]


def article_digest(article: Article) -> str:
    """Give a digest of an article's text and metadata, as 32 hex digits."""
    published = "" if article.published is None else article.published.isoformat()
    parts = [article.title, article.url, article.source, published, article.text]
    later = (article.author, article.language, article.pages, article.given)
    if any(later):  # an article that has none of these keeps the digest that stores of version 2 hold
        parts.append(repr(later))
    return _digest(parts)


def findings_digest(parsed: ParsedArticle) -> str:
    """Give a digest of what a parser found: sentences, mentions with their places, actors, focus; as 32 hex digits."""
    parts = [repr([(s.start, s.end, s.counts) for s in parsed.sentences])]
    for t in (*parsed.toponyms, *parsed.vicinities):
        place = None if t.place is None else t.place.place_id
        others = [(a.place.place_id, a.score) for a in t.alternatives]
        parts.append(repr((t.start, t.end, t.surface, t.role.value, place, t.score, t.reason, t.origin, others)))
    parts.extend(repr((m.start, m.end, m.surface, m.actor_id, m.name, m.kind.value)) for m in parsed.actors)
    parts.extend(repr((f.place.place_id, f.share)) for f in parsed.focus)
    return _digest(parts)


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()
