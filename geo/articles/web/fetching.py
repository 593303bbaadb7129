"""Fetch a page from the public web, and from nowhere else.

A link may be anyone's: it must not make Dateline ask this machine, its network or a cloud's metadata service. So at
the first request and at every redirect the host is resolved once, each of its addresses must be public, and the
connection is made to the very address that was checked, with the host's name in the request and in the certificate.
Time, bytes, headers and redirects have bounds. Why: docs/decisions/0021-fetching.md
"""

import http.client
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geo.articles.metadata import tidy
from geo.articles.web.addresses import why_not_public
from geo.articles.web.asking import Question, ask
from geo.articles.web.dialling import dial as dial_out
from geo.articles.web.dialling import encrypt
from geo.articles.web.dialling import resolve as ask_system
from geo.articles.web.locations import Location, read_location
from geo.articles.web.responses import Fetched, FetchError, Limits, Reach
from geo.articles.web.wire import Wire

if TYPE_CHECKING:
    import socket

    from geo.articles.web.dialling import Dial, Resolve

__all__ = ["USER_AGENT", "Fetcher"]

USER_AGENT = "Dateline/0.1"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ADDRESSES_TRIED = 3


class Fetcher:
    """Asks for one page at a time; keeps nothing between requests: no cookies, no proxies, no credentials."""

    def __init__(
        self,
        *,
        reach: Reach | None = None,
        limits: Limits | None = None,
        agent: str = USER_AGENT,
        context: ssl.SSLContext | None = None,
        resolve: "Resolve" = ask_system,
        dial: "Dial" = dial_out,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`agent` names the product to the server; `context` is for servers with a certificate of their own."""
        self.reach, self.limits, self.agent = reach or Reach(), limits or Limits(), agent
        self._context, self._resolve, self._dial = context, resolve, dial
        self._clock, self._now = clock, now

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        kinds: frozenset[str] | None = None,
        limits: Limits | None = None,
        cut: bool = False,
        before: Callable[[Location], None] | None = None,
    ) -> Fetched:
        """What the server answers, after redirects, whatever its status.

        `kinds`: media types that are taken (None: any; an answer without one is taken). `cut`: a body that is too
        long is cut rather than refused. `before` is asked before each request, and may wait or raise; its time is not
        counted. Raises FetchError.
        """
        question = Question(url, self.agent, limits or self.limits, headers or {}, kinds, cut)
        left = question.limits.seconds
        location = self._read(url, url)
        passed: list[str] = []
        while True:
            if before is not None:
                before(location)
            began = self._clock()
            with _named(question):
                fetched = self._ask(question, location, began + left)
            left -= self._clock() - began
            target = fetched.header("Location") if fetched.status in _REDIRECTS else ""
            if not target:
                return replace(fetched, redirects=tuple(passed))
            passed.append(location.url)
            if len(passed) > question.limits.redirects:
                raise FetchError(url, f"redirects more than {question.limits.redirects} times; check the address")
            location = self._read(url, _written_out(target), base=location)

    def _read(self, asked: str, url: str, *, base: Location | None = None) -> Location:
        over = f"redirects to an address that {{}} ({tidy(url, limit=120)})" if base is not None else "{}"
        try:
            location = read_location(url, base=base)
        except ValueError as error:
            raise FetchError(asked, over.format(error), refused=True) from error
        if self.reach.ports and location.port not in self.reach.ports:
            why = f"names port {location.port}, which is not asked; --allow-ports {location.port} allows it"
            raise FetchError(asked, over.format(why), refused=True)
        return location

    def _ask(self, question: Question, location: Location, until: float) -> Fetched:
        addresses = self._addresses(question.asked, location, self._left(until))
        address, sock = self._connect(location, addresses, until)
        with closing(sock):
            if location.scheme == "https":
                sock.settimeout(self._left(until))
                sock = encrypt(sock, location.host, context=self._context)
            with closing(sock):
                wire = Wire(sock, until=until, clock=self._clock)
                return ask(question, location, wire, address=address, at=self._now())

    def _addresses(self, asked: str, location: Location, seconds: float) -> list[str]:
        """Every address of the host, all of them public (unless private ones are allowed)."""
        try:
            found = list(self._resolve(location.host, location.port, seconds))
        except TimeoutError:
            raise
        except OSError as error:
            why = f"its host {location.host} is not found; check the address, and the network"
            raise FetchError(asked, why, passing=True) from error
        for address in () if self.reach.private else found:
            if belongs := why_not_public(address):
                why = f"leads to {location.host} ({address}), {belongs}: only public addresses are fetched, "
                raise FetchError(asked, why + "unless --allow-private allows others", refused=True)
        return found

    def _connect(self, location: Location, addresses: list[str], until: float) -> "tuple[str, socket.socket]":
        problem: OSError = OSError("no address")
        for address in addresses[:_ADDRESSES_TRIED]:
            try:
                return address, self._dial(address, location.port, self._left(until))
            except OSError as error:
                problem = error
        raise problem

    def _left(self, until: float) -> float:
        left = until - self._clock()
        if left <= 0:
            raise TimeoutError
        return left


def _written_out(target: str) -> str:
    """A `Location` as browsers take it: its raw bytes are UTF-8 where they can be, and its blanks are written `%20`."""
    with suppress(UnicodeError):
        target = target.encode("latin-1").decode("utf-8")
    return target.strip().replace(" ", "%20")


@contextmanager
def _named(question: Question) -> Iterator[None]:
    """What goes wrong on the way, in a reader's words."""
    asked = question.asked
    try:
        yield
    except TimeoutError as error:
        why = f"does not answer in {question.limits.seconds:g} s; try again later"
        raise FetchError(asked, why, passing=True) from error
    except ssl.SSLCertVerificationError as error:
        why = f"has a certificate that can't be trusted ({tidy(error.verify_message, limit=80)})"
        raise FetchError(asked, why) from error
    except http.client.IncompleteRead as error:
        raise FetchError(asked, "breaks off before its end; try again later", passing=True) from error
    except (http.client.HTTPException, EOFError) as error:
        why = f"answers with something that is no web page ({tidy(str(error), limit=60) or type(error).__name__})"
        raise FetchError(asked, why, passing=True) from error
    except OSError as error:
        why = f"can't be reached ({tidy(error.strerror or str(error), limit=80)}); check the address, and the network"
        raise FetchError(asked, why, passing=True) from error
    except ValueError as error:
        raise FetchError(asked, str(error)) from error
