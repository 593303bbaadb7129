"""Start the dashboard's server, and load what its first page needs while nobody has asked for it yet.

Streamlit runs the dashboard's script, and so imports pandas, folium and the rest, when the first reader comes; that
reader would wait for it. `python -m geo.view.serving dashboard.py --server.port=8501 …` is `streamlit run` otherwise.
"""

import errno
import socket
import sys
import threading
import time
from collections.abc import Sequence
from importlib import import_module

from streamlit.web.cli import main as streamlit

__all__ = ["serve"]

_FIRST_PAGE = ("pandas", "folium.plugins", "altair", "pyarrow", "geo.query", "geo.gazetteer.areas")
"""What takes long to import. None of it may declare a component of Streamlit's (streamlit_folium and much of
geo.view do): a component that is imported while nobody visits is never registered, and its frame is not found."""
_WAIT = 0.05
_PATIENCE = 30.0


def serve(script: str, *flags: str, host: str, port: int) -> None:
    """Serve `script` until the process ends; `host` and `port` are where to see that the server is up."""
    if not _is_free(host, port):
        sys.exit(
            f"geo: port {port} is taken; stop what listens there, or name another with --port (make run PORT=8600)"
        )
    print(f"Dateline: http://{host}:{port}  (Ctrl-C stops it)", flush=True)
    threading.Thread(target=_import_ahead, args=(host, port), name="import-ahead", daemon=True).start()
    sys.argv = ["streamlit", "run", script, *flags]
    streamlit()


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno != errno.EADDRINUSE
    return True


def _import_ahead(host: str, port: int, *, modules: Sequence[str] = _FIRST_PAGE) -> None:
    """Import the first page's modules once the server answers: not before, for that would delay it."""
    give_up = time.monotonic() + _PATIENCE
    while time.monotonic() < give_up:
        try:
            socket.create_connection((host, port), timeout=1).close()
            break
        except OSError:
            time.sleep(_WAIT)
    for module in modules:
        import_module(module)


if __name__ == "__main__":
    serve(*sys.argv[3:], host=sys.argv[1], port=int(sys.argv[2]))
