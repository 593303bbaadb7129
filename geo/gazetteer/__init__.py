"""Know the places of the world: their names in any spelling, where they are, and what lies nearby."""

from geo.gazetteer.build import IndexInfo, build_index, describe_index, ensure_index
from geo.gazetteer.folding import fold
from geo.gazetteer.index import Gazetteer
from geo.gazetteer.kinds import KINDS
from geo.gazetteer.scanning import NameMatch

__all__ = [
    "KINDS",
    "Gazetteer",
    "IndexInfo",
    "NameMatch",
    "build_index",
    "describe_index",
    "ensure_index",
    "fold",
]
