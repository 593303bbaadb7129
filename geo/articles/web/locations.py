"""Take a web address apart once, strictly, so that what is checked is what is asked.

Two readers of one address that disagree are how a check is passed by: here it is read once, and host, port and
target are handed on as parts. Pure: nothing is resolved.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

__all__ = ["MAX_URL", "Location", "is_link", "read_location"]

MAX_URL = 2_000
"""Characters in an address."""

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?")
_IPV6 = re.compile(r"[0-9a-f:.]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_SAFE = "/%:@!$&'()*+,;=~-._?[]|"


@dataclass(frozen=True, slots=True)
class Location:
    """A web address in its parts: `host` is lower-case ASCII (IPv6 without brackets), `target` path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Host, and the port where it is not the usual one: what `Host` says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def root(self) -> str:
        """Scheme and site, without a slash at the end."""
        return f"{self.scheme}://{self.site}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return self.root + self.target


def is_link(text: str) -> bool:
    """Whether a word on the command line is a web address rather than a path."""
    return text[:8].lower().startswith(("http://", "https://"))


def read_location(url: str, *, base: Location | None = None) -> Location:
    """The parts of an address; a relative one is read from `base`. Raises ValueError (a clause: why not)."""
    url = url.strip()
    if base is not None:
        try:
            url = urljoin(base.url, url)
        except ValueError:
            raise ValueError("is no web address") from None
    if len(url) > MAX_URL:
        raise ValueError(f"is longer than an address may be ({MAX_URL:,} characters)")
    if _UNSAFE.search(url):
        raise ValueError("holds a blank, a backslash or a control character; write it as a browser shows it")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        raise ValueError("is no web address") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise ValueError("is not http or https; only web pages are fetched")
    if "@" in parts.netloc:
        raise ValueError("holds a user name or password; take it out")
    if port == 0:
        raise ValueError("is no web address")
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Location(scheme, _host(host), port or _PORTS[scheme], target)


def _host(host: str) -> str:
    if ":" in host:
        if not _IPV6.fullmatch(host):
            raise ValueError("names no host")
        return host
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            raise ValueError("names no host") from None
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise ValueError("names no host")
    return host
