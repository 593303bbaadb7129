"""Put what the browser needs beside the dashboard, so that the map works with no network at all.

Leaflet from its package, this project's own scripts, the base map's files: copied once to a folder
that Streamlit serves, and again when any of them changes. Each file is written whole or not at all, so that
two processes may do it at the same time. `python -m geo.view.assets` does it by hand.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import streamlit
from xstatic.pkg import leaflet  # type: ignore[import-untyped]

from geo.errors import DatelineError
from geo.view.saying import languages, speaking, words

__all__ = ["STATIC", "ensure_assets", "version", "write_outline"]

STATIC = Path(__file__).resolve().parents[2] / "static"
"""The folder that Streamlit serves as `app/static`: beside dashboard.py."""

_FRONTEND = Path(__file__).parent / "frontend"
_BASEMAP = Path(__file__).resolve().parents[1] / "data" / "basemap"
_LEAFLET = Path(leaflet.BASE_DIR)


def ensure_assets(folder: Path = STATIC) -> str:
    """Copy what is missing or stale to `folder`; return the version, which addresses carry past old caches.

    Takes milliseconds where nothing is to be done. Raises DatelineError where the folder can't be written.
    """
    mark = folder / "version.txt"
    digest = version()
    try:
        if mark.is_file() and mark.read_text(encoding="utf-8") == digest:
            return digest
        for name, content in _files():
            _write(folder / name, content)
        _write(mark, digest.encode())
    except OSError as error:
        message = (
            f"The map's files can't be written to {folder} ({error.strerror or error}): make the folder writable, "
            "or run `python -m geo.view.assets` once as someone who may."
        )
        raise DatelineError(message) from error
    return digest


def write_outline(folder: Path, area_id: str, geometry: str) -> str:
    """Put an area's polygon (GeoJSON) beside the map's files, once; return its address for the map's frame.

    The name is a digest of id and content: nothing from outside names a file, and no browser shows an old shape.
    "" where the folder can't be written, and the area is then drawn as a circle.
    """
    content = geometry.encode()
    name = hashlib.sha256(area_id.encode("utf-8", "replace") + b"\0" + content).hexdigest()[:20]
    try:
        _write(folder / "areas" / f"{name}.json", content)
    except OSError:
        return ""
    return f"../../app/static/areas/{name}.json"


@cache
def version() -> str:
    """A short digest of every file that the browser is given."""
    digest = hashlib.sha256()
    for name, content in _files():
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:12]


def _files() -> Iterator[tuple[str, bytes]]:
    yield (
        "leaflet/leaflet.js",
        (_LEAFLET / "leaflet.js").read_bytes().replace(b"//# sourceMappingURL=leaflet.js.map", b""),
    )
    for image in sorted((_LEAFLET / "images").iterdir()):
        yield f"leaflet/images/{image.name}", image.read_bytes()
    for language in languages():
        with speaking(language):
            strings = json.dumps(words("map"), ensure_ascii=False, separators=(",", ":"))
        yield f"words-{language}.js", f"window.datelineWords={strings};".encode()
    yield "dateline.js", _bundle().encode()
    for file in sorted(_BASEMAP.glob("*.json")):
        yield f"basemap/{file.name}", file.read_bytes()
    font = _font()
    if font is not None:
        yield "source-sans.woff2", font.read_bytes()


def _bundle() -> str:
    """The map's scripts in order, with the styles inside: they must be there before the map is made."""
    styles = (_LEAFLET / "leaflet.css").read_text(encoding="utf-8") + _face()
    styles += (_FRONTEND / "map" / "map.css").read_text(encoding="utf-8")
    style = f"{{const s=document.createElement('style');s.textContent={json.dumps(styles)};document.head.append(s);}}\n"
    files = [_FRONTEND / "words.js", *sorted((_FRONTEND / "map").glob("*.js"))]
    return style + "".join(file.read_text(encoding="utf-8") for file in files)


def _font() -> Path | None:
    """Streamlit's own text face (Source Sans, OFL), so that map and page are set alike; None where it moved."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    return next(iter(sorted(media.glob("SourceSansVF-Upright*.woff2"))), None)


def _face() -> str:
    if _font() is None:
        return ""
    return (
        '@font-face{font-family:"Source Sans";font-weight:200 900;font-display:swap;'
        'src:url("../../app/static/source-sans.woff2") format("woff2")}'
    )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_bytes() == content:
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    ensure_assets()
    print(f"The map's files are in {STATIC}.")
