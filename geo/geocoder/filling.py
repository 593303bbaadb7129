"""Place what the gazetteer could not, by asking online: while articles are read, never while a page is shown."""

from collections.abc import Callable
from dataclasses import replace

from geopy.location import Location

from geo.errors import GeocoderError
from geo.geocoder.locations import as_place
from geo.geocoder.online import OnlineGeocoder
from geo.records import ParsedArticle, ResolvedToponym, Role

__all__ = ["OnlineFiller", "fill_unplaced"]

_SCORE = 0.35
"""Not tuned: low enough that a reader who asks for certainty does not see it, for a name alone is a guess."""

_REASON = "The gazetteer has no such place; {provider} (OpenStreetMap, asked online) gives {address}."


class OnlineFiller:
    """Fills in article after article; says once when the geocoder is asked no more."""

    def __init__(self, online: OnlineGeocoder, *, warn: Callable[[str], None]) -> None:
        self._online, self._warn = online, warn
        self._said_stopped = False

    def __call__(self, parsed: ParsedArticle) -> ParsedArticle:
        """The article with its unplaced literal toponyms placed, as far as the online geocoder knows them."""
        if self._said_stopped or not any(_is_unplaced(toponym) for toponym in parsed.toponyms):
            return parsed
        return replace(parsed, toponyms=tuple(self._filled(toponym) for toponym in parsed.toponyms))

    def _filled(self, toponym: ResolvedToponym) -> ResolvedToponym:
        if self._said_stopped or not _is_unplaced(toponym):
            return toponym
        try:
            location = self._online.geocode(toponym.surface)
        except GeocoderError as error:
            self._warn(str(error))
            self._said_stopped = bool(self._online.stopped)
            return toponym
        return toponym if location is None else _placed(toponym, location, self._online.provider)


def fill_unplaced(
    parsed: ParsedArticle, online: OnlineGeocoder, *, warn: Callable[[str], None] = lambda why: None
) -> ParsedArticle:
    """One article with its unplaced literal toponyms placed online; failures go to `warn` and leave them unplaced."""
    return OnlineFiller(online, warn=warn)(parsed)


def _is_unplaced(toponym: ResolvedToponym) -> bool:
    unknown = toponym.place is None and not toponym.alternatives  # alternatives: known, but none of them fits
    return unknown and toponym.role is Role.LITERAL and len(toponym.surface.strip()) > 2


def _placed(toponym: ResolvedToponym, location: Location, provider: str) -> ResolvedToponym:
    return replace(
        toponym,
        place=as_place(location.raw),
        score=_SCORE,
        reason=_REASON.format(provider=provider.partition(":")[2] or provider, address=location.address),
        origin="nominatim",
    )
