"""Choose, for each toponym, the place that it means: candidates, cues, scores, reasons."""

from geo.resolution.resolver import Resolver

__all__ = ["Resolver"]
