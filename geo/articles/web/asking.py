"""Ask one question over a connection that is already there, and read the answer within bounds.

Headers, body and unpacked body each have a limit, and the wire ends everything at its deadline.
"""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from geo.articles.metadata import tidy
from geo.articles.web.locations import Location
from geo.articles.web.responses import Fetched, Limits
from geo.articles.web.unpacking import ACCEPTED, unpack
from geo.articles.web.wire import TooMuch, Wire

__all__ = ["Question", "ask"]

_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `asked` is the address as it was given, `kinds` the media types taken (None: any)."""

    asked: str
    agent: str
    limits: Limits
    headers: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[str] | None = None
    cut: bool = False


def ask(question: Question, location: Location, wire: Wire, *, address: str, at: datetime) -> Fetched:
    """The answer to a GET; its body only where the status is 200.

    Raises ValueError (a clause) where the answer is out of bounds, OSError or HTTPException where it breaks off.
    """
    connection = http.client.HTTPConnection(location.host)
    connection.auto_open = 0
    connection.sock = wire
    connection.putrequest("GET", location.target, skip_host=True, skip_accept_encoding=True)
    fields = {
        "Host": location.site,
        "User-Agent": question.agent,
        "Accept": ", ".join(sorted(question.kinds)) + ", */*;q=0.1" if question.kinds else "*/*",
        "Accept-Encoding": ACCEPTED,
        "Connection": "close",
        **question.headers,
    }
    for name, value in fields.items():
        connection.putheader(name, value)
    wire.allow(question.limits.headers)
    connection.endheaders()
    try:
        response = connection.getresponse()
    except TooMuch:
        raise ValueError(f"sends more than {question.limits.headers:,} bytes of headers") from None
    headers = tuple(response.getheaders())
    if sum(len(name) + len(value) + 4 for name, value in headers) > question.limits.headers:
        raise ValueError(f"sends more than {question.limits.headers:,} bytes of headers")
    answer = Fetched(
        question.asked, location.url, response.status, tidy(response.reason, limit=100), headers, b"", b"", address, at
    )
    if response.status != 200:
        return answer
    _check_kind(question, answer)
    received = _receive(question, response, wire)
    body = unpack(received, answer.header("Content-Encoding"), limit=question.limits.unpacked)
    return replace(answer, received=received, body=body)


def _check_kind(question: Question, answer: Fetched) -> None:
    kind = answer.content_type
    if question.kinds is not None and kind and kind not in question.kinds:
        raise ValueError(f"is no page that can be read ({tidy(kind, limit=60)})")


def _receive(question: Question, response: http.client.HTTPResponse, wire: Wire) -> bytes:
    limit = question.limits.received
    too_long = f"is longer than {limit:,} bytes"
    if (response.length or 0) > limit and not question.cut:
        raise ValueError(too_long)
    wire.allow(limit + limit // 8)  # chunks have frames
    body = bytearray()
    while len(body) <= limit:
        try:
            block = response.read(min(_BLOCK, limit + 1 - len(body)))
        except TooMuch:
            if question.cut:
                return bytes(body)
            raise ValueError(too_long) from None
        if not block:
            if response.length:
                raise http.client.IncompleteRead(b"", response.length)
            return bytes(body)
        body += block
    if question.cut:
        return bytes(body[:limit])
    raise ValueError(too_long)
