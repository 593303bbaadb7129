"""Place: choose one place for each toponym, or none, with score and reason; and circles for what is only described."""

from geo.resolution.resolver import Resolver
from geo.resolution.vicinity import Vicinities

__all__ = ["Resolver", "Vicinities"]
