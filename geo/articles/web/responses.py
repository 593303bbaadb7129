"""Carry what a web server answered, or why it could not be asked.

Frozen records; a problem is an error whose text says what to do, and whether asking again later may help.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from geo.errors import ArticleError

__all__ = ["FetchError", "Fetched", "LeftAlone", "Limits", "Reach"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may cost, redirects and all: bytes as received, bytes unpacked, bytes of headers, seconds."""

    received: int = 10_000_000
    unpacked: int = 20_000_000
    headers: int = 64_000
    seconds: float = 30.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a fetch may go: public addresses only unless `private`, and only to these ports (none: to any)."""

    private: bool = False
    ports: frozenset[int] = frozenset({80, 443})


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, whatever its status.

    `url` is where it came from, after `redirects`; `received` the body as it was sent (chunks joined), `body` the same
    unpacked; `address` the internet address that was asked; header names are as sent, `header` finds them in any case.
    """

    asked: str
    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    received: bytes
    body: bytes
    address: str
    at: datetime
    redirects: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first header of that name, or ""."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def host(self) -> str:
        """The host that answered, without its port."""
        return urlsplit(self.url).hostname or ""

    @property
    def content_type(self) -> str:
        """The media type, lower-case, without its parameters; "" where none was given."""
        return self.header("Content-Type").partition(";")[0].strip().lower()


class FetchError(ArticleError):
    """A page can't be had; `passing` says that it may be had later, `refused` that it is out of bounds."""

    def __init__(self, where: str, why: str, *, passing: bool = False, refused: bool = False) -> None:
        super().__init__(where, why)
        self.passing = passing
        self.refused = refused


class LeftAlone(FetchError):
    """A page that is not asked for now, out of manners; asking again at once would change nothing."""
