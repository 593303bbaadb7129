"""Give an actor who is on no list an id: the same name, the same id, in every article; or in one article only."""

import re
import zlib

from geo.text.lexicon import fold_word

__all__ = ["local_id", "slug"]

_SLUG = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A name as part of an id: folded, words joined by hyphens; names in other scripts keep their letters."""
    return _SLUG.sub("-", fold_word(name).replace("'", "").replace("&", " and ")).strip("-") or "-".join(name.split())


def local_id(prefix: str, name: str, text: str) -> str:
    """An id for someone whom only this article can tell: in an article of another text, another."""
    return f"{prefix}:{slug(name)}~{zlib.crc32(text.encode(errors='replace')):08x}"
