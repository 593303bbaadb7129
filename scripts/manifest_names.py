"""Write down what the lists of names were compiled from, so that a changed file is noticed.

    python scripts/manifest_names.py [FOLDER] [FAKER_FOLDER]

FOLDER (or DATELINE_SOURCES, or ../shared/data) is what the compile scripts read; FAKER_FOLDER holds the package
`faker`, whose version is noted; without it, the version noted before stays. Writes geo/data/manifest-names.json: for
each file its SHA-256 and size, the script that makes it and the SHA-256 of each source.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "geo/data"
COUNTRIES = "geonames/countryInfo.txt.gz"
FILES: dict[str, tuple[str, list[str]]] = {
    "actors.csv": ("", []),
    "demonyms.csv": (
        "scripts/compile_demonyms.py",
        [COUNTRIES, "geonames/cliff_wikipedia-demonyms.tsv.gz", "geonames/geonorm_demonyms.csv.gz"],
    ),
    "given_names.txt.gz": ("scripts/compile_names.py", []),
    "surnames.txt.gz": ("scripts/compile_names.py", []),
    "common_words.txt.gz": ("scripts/compile_common_words.py", ["newswire/worldwide.jsonl.gz"]),
}


def sha256(path: Path) -> str:
    """The digest of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Write the manifest."""
    default = os.environ.get("DATELINE_SOURCES") or str(ROOT.parent / "shared/data")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else default)
    path = DATA / "manifest-names.json"
    faker = json.loads(path.read_text(encoding="utf-8"))["faker"] if path.exists() else ""
    if len(sys.argv) > 2:
        faker = next(Path(sys.argv[2]).glob("faker-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    ner = [f"ner/{p.name}" for p in sorted((folder / "ner").glob("*.gz")) if not p.name.startswith(("broad", "wnut"))]
    entries = {}
    for name, (script, sources) in FILES.items():
        used = sources + (ner if name.startswith("common") else [])
        entries[name] = {
            "sha256": sha256(DATA / name),
            "bytes": (DATA / name).stat().st_size,
            "script": script or "written by hand",
            "sources": {source: sha256(folder / source) for source in used},
        }
    path.write_text(json.dumps({"faker": faker, "files": entries}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
