"""Ask what a site wants left alone, and leave it alone (robots.txt, RFC 9309).

A site without the file allows everything; one whose file can't be had now (a server's error, no answer) allows nothing
until it can. What was read is kept for an hour, a failure for five minutes, of the last few hundred sites only.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from geo.articles.web.locations import Location
from geo.articles.web.responses import Fetched, FetchError, LeftAlone, Limits

__all__ = ["ROBOT", "Robots"]

ROBOT = "Dateline"
"""The name by which a robots.txt may speak of us."""

_LIMITS = Limits(received=512_000, unpacked=2_000_000, seconds=15.0)
_SITES = 500
_GOOD_FOR, _BAD_FOR = 3600.0, 300.0


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a site said; `problem` says why that isn't known."""

    until: float
    parsed: Protego | None = None
    problem: str = ""


class Robots:
    """The rules of sites, fetched once each."""

    def __init__(self, get: Callable[..., Fetched], *, clock: Callable[[], float] = time.monotonic) -> None:
        """`get` fetches as `geo.articles.web.Fetcher.get` does."""
        self._get, self._clock = get, clock
        self._known: OrderedDict[str, _Rules] = OrderedDict()

    def check(self, asked: str, location: Location) -> None:
        """Raises LeftAlone where the site wants this address left alone, or where that can't be told now."""
        rules = self._rules(location)
        if rules.problem:
            why = f"is left alone, because its site's robots.txt can't be read now ({rules.problem}); try again later"
            raise LeftAlone(asked, why, passing=True)
        if rules.parsed is not None and not rules.parsed.can_fetch(location.url, ROBOT):
            raise LeftAlone(asked, "is left alone, because its site's robots.txt asks programs to", refused=True)

    def delay(self, location: Location) -> float:
        """The seconds between requests that the site asks for; 0 where it does not."""
        parsed = self._rules(location).parsed
        return max(0.0, parsed.crawl_delay(ROBOT) or 0.0) if parsed is not None else 0.0

    def _rules(self, location: Location) -> _Rules:
        known = self._known.get(location.root)
        if known is None or known.until <= self._clock():
            known = self._known[location.root] = self._fetched(location.root)
            while len(self._known) > _SITES:
                self._known.popitem(last=False)
        self._known.move_to_end(location.root)
        return known

    def _fetched(self, root: str) -> _Rules:
        try:
            fetched = self._get(f"{root}/robots.txt", limits=_LIMITS, cut=True)
        except FetchError as error:
            if error.refused:  # its rules lie where we never go: as good as none
                return _Rules(self._clock() + _GOOD_FOR)
            return _Rules(self._clock() + _BAD_FOR, problem=error.why.partition(";")[0])
        if fetched.status == 429 or fetched.status >= 500:
            return _Rules(self._clock() + _BAD_FOR, problem=f"the server answers {fetched.status}")
        if fetched.status != 200:
            return _Rules(self._clock() + _GOOD_FOR)
        return _Rules(self._clock() + _GOOD_FOR, Protego.parse(fetched.body.decode("utf-8", "replace")))
