"""Place: choose one place for each toponym, or none, with its reason; circles for what is described; the focus."""

from geo.resolution.filing import tell_filed
from geo.resolution.focus import FocusFinder
from geo.resolution.given import place_given
from geo.resolution.resolver import Resolver
from geo.resolution.vicinity import Vicinities

__all__ = ["FocusFinder", "Resolver", "Vicinities", "place_given", "tell_filed"]
