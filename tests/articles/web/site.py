"""A web site on this machine that answers as it is told, and misbehaves when told to."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from geo.articles.web.dialling import dial

__all__ = ["PUBLIC", "Asked", "Page", "Site", "at_public_addresses", "serving", "story"]

PUBLIC = "93.184.215.14"
"""A public address that the tests' names resolve to; nothing is ever sent there."""


@dataclass
class Page:
    """What is answered: `drip` seconds between bytes; `length` is said instead of the true one; `raw` is all of it."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    drip: float = 0.0
    length: int | None = None
    raw: bytes | None = None
    endless: bytes = b""

    @property
    def payload(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass
class Asked:
    """A request that came: the host it named, the path, its headers."""

    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """Pages by path (a list is answered one after another, the last one for good), and what was asked."""

    port: int = 0
    pages: dict[str, Page | list[Page] | Callable[[Asked], Page]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked, in order, but for robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def page(self, asked: Asked) -> Page:
        found = self.pages.get(f"{asked.host}{asked.path}", self.pages.get(asked.path))
        if callable(found):
            return found(asked)
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found or Page("Not here.", status=404)


@contextmanager
def serving() -> Iterator[Site]:
    """A running site."""
    site = Site()
    stopping = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = Asked(self.headers["Host"], self.path, dict(self.headers.items()))
            site.asked.append(asked)
            page = site.page(asked)
            try:
                if page.raw is None:
                    self.send_response(page.status)
                    length = len(page.payload) if page.length is None else page.length
                    for name, value in {
                        "Content-Type": page.kind,
                        **({} if page.endless else {"Content-Length": str(length)}),
                        **page.headers,
                    }.items():
                        self.send_header(name, value)
                    self.end_headers()
                data = page.payload if page.raw is None else page.raw
                for part in (data[n : n + 1] for n in range(len(data))) if page.drip else [data]:
                    if page.drip and stopping.wait(page.drip):
                        return
                    self.wfile.write(part)
                while page.endless and not stopping.is_set():
                    self.wfile.write(page.endless)
            except OSError:
                pass

        def log_message(self, *parts: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    site.port = server.server_port
    try:
        yield site
    finally:
        stopping.set()
        server.shutdown()
        server.server_close()


def at_public_addresses(
    site: Site, names: dict[str, Sequence[str] | list[Sequence[str]]] | None = None
) -> tuple[Callable[[str, int, float], Sequence[str]], Callable[[str, int, float], socket.socket]]:
    """A resolver and a dialler with which every name lies at a public address, and that address at the site.

    `names` gives some names other addresses; a list of lists is answered one after another. To dial any other address
    is an error of the test: it would open a connection that must never be.
    """
    known = names or {}

    def resolve(host: str, _port: int, _seconds: float) -> Sequence[str]:
        found = known.get(host)
        if found is None:
            return [host] if host[0].isdigit() or ":" in host else [PUBLIC]
        if found and not isinstance(found[0], str):
            answers = found
            return answers.pop(0) if len(answers) > 1 else answers[0]  # type: ignore[union-attr,return-value]
        return found  # type: ignore[return-value]

    def connect(address: str, _port: int, seconds: float) -> socket.socket:
        assert address == PUBLIC, f"a connection to {address}"
        return dial("127.0.0.1", site.port, seconds)

    return resolve, connect


def story(
    title: str = "Bridge at Latakia reopens",
    *,
    body: str = "The bridge at Latakia was opened to traffic again on Monday",
    head: str = "",
) -> str:
    """A page's source with an article in it, long enough to be told from its menus."""
    paragraphs = "".join(
        f"<p>{body}, after engineers had worked on it for {n} weeks, the ministry of transport said in a statement "
        "that was read out on state television. Lorries were seen crossing by noon.</p>"
        for n in ("three", "four", "five", "six")
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        "<footer>All rights reserved.</footer></body></html>"
    )
