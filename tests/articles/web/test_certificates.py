"""A page under https comes from the host it is asked of, though the connection is made to an address."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.articles.web import Fetcher, FetchError, Limits
from geo.articles.web.dialling import dial as dial_out
from tests.articles.web.site import PUBLIC


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for news.example, and its key, in one file; made anew for each run."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here")
    folder = tmp_path_factory.mktemp("certificate")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-days", "2"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(command, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return both


@pytest.fixture
def secure(certificate: Path) -> Iterator[tuple[int, list[str | None]]]:
    """A server under TLS: its port, and the names that it was asked for (SNI)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    named: list[str | None] = []
    context.sni_callback = lambda _sock, name, _context: named.append(name)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(5)

    def serve() -> None:
        try:
            while True:
                plain, _ = listening.accept()
                with plain:
                    try:
                        with context.wrap_socket(plain, server_side=True) as sock:
                            sock.recv(4096)
                            sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHere.")
                    except OSError:
                        continue
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listening.getsockname()[1], named
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(5)


def fetcher_for(port: int, *, trusted: Path | None) -> Fetcher:
    context = ssl.create_default_context(cafile=trusted) if trusted else None
    return Fetcher(
        resolve=lambda *_: [PUBLIC],
        dial=lambda _address, _port, seconds: dial_out("127.0.0.1", port, seconds),
        context=context,
        limits=Limits(seconds=5),
    )


def test_the_hosts_name_is_in_the_request_and_in_the_certificate(
    secure: tuple[int, list[str | None]], certificate: Path
) -> None:
    port, named = secure
    assert fetcher_for(port, trusted=certificate).get("https://news.example/").body == b"Here."
    assert named == ["news.example"]


@pytest.mark.parametrize(("host", "trusts"), [("other.example", True), ("news.example", False)])
def test_a_certificate_of_another_host_or_of_nobody_is_refused(
    secure: tuple[int, list[str | None]], certificate: Path, host: str, trusts: bool
) -> None:
    fetcher = fetcher_for(secure[0], trusted=certificate if trusts else None)
    with pytest.raises(FetchError, match="certificate that can't be trusted"):
        fetcher.get(f"https://{host}/")
