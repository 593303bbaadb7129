"""Say which filter to loosen where all of them together let nothing through. Pure but for the questions it asks."""

from dataclasses import dataclass, replace

from geo.query import Reports
from geo.records import Filters
from geo.view.saying import say

__all__ = ["Loosening", "loosen", "without"]

_NAMES = ("text", "dates", "actor", "anywhere", "place", "about", "source", "kind", "score", "literal", "inview")


@dataclass(frozen=True, slots=True)
class Loosening:
    """A filter to leave out, what that is called, and how many reports would then pass."""

    name: str
    says: str
    reports: int


def without(filters: Filters, name: str) -> Filters:
    """The filters with one of them left out; names are those of `Loosening`."""
    match name:
        case "text":
            return replace(filters, text="")
        case "dates":
            return replace(filters, published_from=None, published_to=None)
        case "actor":
            return replace(filters, actors=())
        case "anywhere":  # what lets more through is to look further for the actors
            return replace(filters, actors_anywhere=True) if filters.actors else filters
        case "place":
            return replace(filters, places=())
        case "about":
            return replace(filters, about=())
        case "source":
            return replace(filters, sources=())
        case "kind":
            return replace(filters, kinds=())
        case "score":
            return replace(filters, min_score=0.0)
        case "literal":
            return replace(filters, literal_only=False)
        case "inview":
            return replace(filters, bounds=None)
    return filters


def loosen(reports: Reports, filters: Filters) -> list[Loosening]:
    """The single filters whose leaving out would let something through, the most reports first."""
    ways = []
    for name in _NAMES:
        looser = without(filters, name)
        if looser != filters:
            passing = reports.totals(looser).reports
            if passing:
                ways.append(Loosening(name, say(f"loosen.{name}"), passing))
    return sorted(ways, key=lambda way: -way.reports)
