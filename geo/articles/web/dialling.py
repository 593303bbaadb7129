"""Find the addresses of a host and connect to one of them: the only place that opens a connection.

Both are arguments of the fetcher, so that tests stand in for the network. A connection is made to the very address
that was checked, never to a name: a name may answer differently the second time.
"""

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Dial = Callable[[str, int, float], socket.socket]
    Resolve = Callable[[str, int, float], Sequence[str]]

__all__ = ["dial", "encrypt", "resolve"]


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """All addresses of a host, as literals, in the system's order; raises OSError where there are none in time.

    The system's resolver takes no time limit, so it is asked in a thread that is left behind when it is slow.
    """
    answers: queue.Queue[list[str] | OSError] = queue.Queue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return found


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address (a literal); raises OSError."""
    return socket.create_connection((address, port), timeout=seconds)


def encrypt(sock: socket.socket, host: str, *, context: ssl.SSLContext | None = None) -> socket.socket:
    """The connection under TLS, its certificate checked for `host`; raises OSError (ssl.SSLError is one)."""
    return (context or _context()).wrap_socket(sock, server_hostname=host)


@cache
def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"] and ssl.get_default_verify_paths().capath is None:
        import certifi  # comes with trafilatura; for systems whose own list Python can't find

        context.load_verify_locations(certifi.where())
    return context
