"""Read articles: from files of many formats, folders of them, archives, and JSON Lines."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.articles.folders import read_articles, size_of
    from geo.articles.jsonlines import LineSource, read_json_lines, read_json_records
    from geo.articles.limits import MAX_LINE_BYTES, MAX_TEXT

__all__ = [
    "MAX_LINE_BYTES",
    "MAX_TEXT",
    "LineSource",
    "read_articles",
    "read_json_lines",
    "read_json_records",
    "size_of",
]

_HOMES = {
    "MAX_LINE_BYTES": "limits",
    "MAX_TEXT": "limits",
    "LineSource": "jsonlines",
    "read_articles": "folders",
    "read_json_lines": "jsonlines",
    "read_json_records": "jsonlines",
    "size_of": "folders",
}


def __getattr__(name: str) -> object:
    """Import a public name from its file, when it is first asked for: one file is often all that is needed."""
    if name not in _HOMES:
        raise AttributeError(f"module 'geo.articles' has no attribute {name!r}")
    return getattr(import_module(f"geo.articles.{_HOMES[name]}"), name)
