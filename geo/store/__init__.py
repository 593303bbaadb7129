"""Keep articles and what was found in them, so that nothing is read twice and nothing saved is lost."""

from geo.store.geocodes import CachedGeocode
from geo.store.opening import open_store
from geo.store.removing import Removable
from geo.store.rereading import other_parsers_articles
from geo.store.retrying import Failure
from geo.store.saving import SaveOutcome, Writer
from geo.store.store import Store, StoreSummary

__all__ = [
    "CachedGeocode",
    "Failure",
    "Removable",
    "SaveOutcome",
    "Store",
    "StoreSummary",
    "Writer",
    "open_store",
    "other_parsers_articles",
]
