"""Hold a connection to a deadline and a number of bytes, whatever the other side does.

A server that sends a byte a second never trips a socket's own time-out, and one that never ends its headers never
trips a limit on the body: so every single read asks the clock and the count. No threads, no timers.
"""

import io
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["TooMuch", "Wire"]


class TooMuch(OSError):
    """More bytes came than were allowed."""


class Wire:
    """What `http.client` needs of a socket, and no more; whoever made the socket closes it.

    `until` is the moment on `clock` at which everything ends (TimeoutError); `allow` sets how many more bytes may
    come (TooMuch).
    """

    def __init__(self, sock: socket.socket, *, until: float, clock: Callable[[], float]) -> None:
        self._sock, self._until, self._clock = sock, until, clock
        self._left = 0

    def allow(self, count: int) -> None:
        """From now on at most `count` more bytes, and what a buffer reads ahead."""
        self._left = count + io.DEFAULT_BUFFER_SIZE

    def sendall(self, data: bytes) -> None:
        """Send a request."""
        self._set_time()
        self._sock.sendall(data)

    def receive(self, buffer: "WriteableBuffer") -> int:
        """Fill a buffer with what comes; 0 at the end."""
        self._set_time()
        count = self._sock.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise TooMuch
        return count

    def makefile(self, *_: object) -> io.BufferedReader:
        """The stream that `http.client` reads."""
        return io.BufferedReader(_Stream(self))

    def close(self) -> None:
        """Nothing: the stream is read after `http.client` has let go of its socket."""

    def _set_time(self) -> None:
        left = self._until - self._clock()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)


class _Stream(io.RawIOBase):
    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        return self._wire.receive(buffer)
