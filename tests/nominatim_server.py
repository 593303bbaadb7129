"""A server on this machine that speaks Nominatim's protocol, and misbehaves when told to."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

__all__ = ["ACHAMPET", "FakeNominatim", "serving"]

ACHAMPET = {
    "place_id": 217_000_001,
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
    "osm_type": "node",
    "osm_id": 1_234_567,
    "lat": "16.3833000",
    "lon": "78.6333000",
    "class": "place",
    "type": "village",
    "place_rank": 19,
    "importance": 0.25,
    "addresstype": "village",
    "name": "Achampet",
    "display_name": "Achampet, Nagarkurnool, Telangana, India",
    "address": {"village": "Achampet", "state": "Telangana", "country": "India", "country_code": "in"},
    "boundingbox": ["16.3633", "16.4033", "78.6133", "78.6533"],
}


@dataclass
class FakeNominatim:
    """What the server answers, and what it was asked."""

    url: str = ""
    places: dict[str, list[object]] = field(default_factory=lambda: {"achampet": [ACHAMPET]})
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    drip: float = 0.0
    delay: float = 0.0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[FakeNominatim]:
    """A running server; its address is `url`."""
    state = FakeNominatim()
    stopping = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            state.asked.append((parts.path, query))
            state.agents.append(self.headers["User-Agent"])
            state.moments.append(time.monotonic())
            stopping.wait(state.delay)
            body = state.body if state.body is not None else json.dumps(self.answer(parts.path, query)).encode()
            try:
                self.send_response(state.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                for name, value in state.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for part in [bytes([byte]) for byte in body] if state.drip else [body]:
                    stopping.wait(state.drip)
                    self.wfile.write(part)
            except OSError:
                pass

        def answer(self, path: str, query: dict[str, str]) -> object:
            if path.endswith("/reverse"):
                near = abs(float(query["lat"]) - 16.38) + abs(float(query["lon"]) - 78.63) < 0.1
                return ACHAMPET if near else {"error": "Unable to geocode"}
            return state.places.get(query["q"].casefold(), [])

        def log_message(self, *parts: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield state
    finally:
        stopping.set()
        server.shutdown()
        server.server_close()
