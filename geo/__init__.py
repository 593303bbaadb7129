"""Turn news into a map of reported places.

The public names, in the order of the flow: read articles, find and place what they report, keep it, ask for it.
Each is imported when it is first asked for, so that `import geo` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.articles import read_articles
    from geo.errors import DatelineError
    from geo.gazetteer import Gazetteer, ensure_index
    from geo.geocoder import GazetteerGeocoder
    from geo.pipeline import Pipeline, ingest, parse_stream
    from geo.query import Reports
    from geo.records import Article, Filters, ParsedArticle, Place, Report
    from geo.resolution import Resolver
    from geo.store import open_store
    from geo.text import ActorList, TextFinder

__all__ = [
    "ActorList",
    "Article",
    "DatelineError",
    "Filters",
    "Gazetteer",
    "GazetteerGeocoder",
    "ParsedArticle",
    "Pipeline",
    "Place",
    "Report",
    "Reports",
    "Resolver",
    "TextFinder",
    "ensure_index",
    "ingest",
    "open_store",
    "parse_stream",
    "read_articles",
]

_HOMES = {
    "read_articles": "geo.articles",
    "ActorList": "geo.text",
    "TextFinder": "geo.text",
    "Gazetteer": "geo.gazetteer",
    "ensure_index": "geo.gazetteer",
    "Resolver": "geo.resolution",
    "GazetteerGeocoder": "geo.geocoder",
    "Pipeline": "geo.pipeline",
    "ingest": "geo.pipeline",
    "parse_stream": "geo.pipeline",
    "open_store": "geo.store",
    "Reports": "geo.query",
    "DatelineError": "geo.errors",
}


def __getattr__(name: str) -> object:
    """Import a public name from the room that it lives in."""
    if name not in __all__:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "geo.records")), name)
