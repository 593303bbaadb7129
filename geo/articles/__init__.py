"""Read articles: from files of many formats, folders of them, archives, and JSON Lines."""

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
