"""Gather the everyday words of other languages that the gazetteer has as places too ("Mein", "Hue", "Sana").

    pip download --no-deps --dest build/packages stopwordsiso==0.7.1
    python scripts/compile_stop_words.py [--packages build/packages] [--gazetteer FOLDER] [--out geo/data]

From the lists of stopwords-iso (MIT), by way of the package `stopwordsiso` 0.7.1: a word is kept where the place index
has it, or a name that it could be a case of; left out where that is a country, which the lists have by mistake. Writes
geo/data/stop_words.tsv.gz: `language, words`. Deterministic for one version of the index.
"""

import gzip
import json
import sys
import zipfile
from argparse import ArgumentParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geo.gazetteer import Gazetteer, ensure_index  # noqa: E402
from geo.records import PlaceKind  # noqa: E402
from geo.settings import gazetteer_path  # noqa: E402
from geo.text.languages.profiles import profile_of  # noqa: E402

LANGUAGES = "ar bg ca cs da de el es fa fi fr he hi hr hu id it ja ko nl no pl pt ro ru sk sv th tr uk ur vi zh".split()
LARGE = 5_000_000
AREAS = frozenset((PlaceKind.COUNTRY, PlaceKind.CONTINENT))


def compile_stop_words(words: dict[str, list[str]], gazetteer: Gazetteer) -> dict[str, list[str]]:
    """The words of each language that could be taken for a place, sorted."""
    return {
        language: sorted({word.lower() for word in words.get(language, ()) if _misleads(language, word, gazetteer)})
        for language in LANGUAGES
    }


def _misleads(language: str, word: str, gazetteer: Gazetteer) -> bool:
    if " " in word or len(word) < 2:
        return False
    titled = word[:1].upper() + word[1:]
    numbers = [gazetteer.name_id(base) for base in (word, *(form.base for form in profile_of(language).forms(titled)))]
    rows = [int(gazetteer.rows(number)[0]) for number in numbers if number >= 0]
    return bool(rows) and not any(
        gazetteer.kind_of(row) in AREAS or gazetteer.population_of(row) >= LARGE for row in rows
    )


def main() -> None:
    """Compile, and write the list."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--packages", type=Path, default=ROOT / "build/packages")
    parser.add_argument("--gazetteer", type=Path, default=None)
    parser.add_argument("--out", type=Path, default=ROOT / "geo/data")
    options = parser.parse_args()
    with zipfile.ZipFile(next(options.packages.glob("stopwordsiso-0.7.1-*.whl"))) as archive:
        words = json.loads(archive.read("stopwordsiso/stopwords-iso.json"))
    found = compile_stop_words(words, ensure_index(gazetteer_path(options.gazetteer)))
    text = "language\twords\n" + "".join(f"{language}\t{' '.join(some)}\n" for language, some in found.items())
    path = options.out / "stop_words.tsv.gz"
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{path.name}: {sum(map(len, found.values()))} words, {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
