"""Whatever bytes a server answers, fetching ends with an answer or with one sentence."""

import contextlib
import gzip
import socket

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.web import Fetcher, FetchError, Limits
from tests.articles.web.site import PUBLIC

LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 302 Found\r\n",
        b"HTTP/0.9 200\r\n",
        b"HTTP/1.1 99999 x\r\n",
        b"Content-Length: 5\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 99999999999999999999\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked, gzip\r\n",
        b"Content-Encoding: gzip\r\n",
        b"Content-Encoding: deflate\r\n",
        b"Location: http://[\r\n",
        b"Location: \xff\xfe\r\n",
        b"Location: /again\r\n",
        b"Content-Type: text/html; charset=\xc3\r\n",
        b" folded\r\n",
        b"\r\n",
        b"5\r\nhello\r\n",
        b"0\r\n\r\n",
        b"fffffffffffffffffff\r\n",
        b"-5\r\n",
        b"hello",
        gzip.compress(b"hello"),
        gzip.compress(b"hello")[:-3],
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(LINES, st.binary(max_size=30)), max_size=12))
def test_any_answer_is_an_answer_or_one_sentence(parts: list[bytes]) -> None:
    def dial(_address: str, _port: int, _seconds: float) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            theirs.sendall(b"".join(parts))
            theirs.shutdown(socket.SHUT_WR)
            theirs.setblocking(False)
        return ours

    fetcher = Fetcher(resolve=lambda *_: [PUBLIC], dial=dial, limits=Limits(received=50, unpacked=60, seconds=5))
    with contextlib.suppress(FetchError):
        fetched = fetcher.get("http://news.example/")
        assert len(fetched.received) <= 50
        assert len(fetched.body) <= 60
