"""Write down what countries are called in the languages that the interface speaks, from Unicode CLDR.

    python scripts/compile_country_names.py [--packages build/packages] [--out geo/data]

By way of Babel 2.18.0 (Unicode License V3). Writes geo/data/country_names.json: language → ISO code → name, for each
file in geo/view/strings but English. The same sources give the same bytes.
"""

import json
import re
import zipfile
from argparse import ArgumentParser
from pathlib import Path

from sources.cldr import read_locale
from sources.folders import add_arguments

__all__ = ["compile_country_names", "interface_languages", "territories"]

STRINGS = Path(__file__).resolve().parents[1] / "geo" / "view" / "strings"


def interface_languages() -> list[str]:
    """The languages of the interface but English."""
    return sorted(file.stem for file in STRINGS.glob("*.json") if file.stem != "en")


def territories(packages: Path, language: str) -> dict[str, str]:
    """Names of countries by ISO code in one language."""
    with zipfile.ZipFile(next(packages.glob("babel-2.18.0-*.whl"))) as archive:
        found = read_locale(archive, language)["territories"]
    return {code: found[code] for code in sorted(found) if re.fullmatch("[A-Z]{2}", code) and code not in {"EU", "UN"}}


def compile_country_names(packages: Path) -> dict[str, dict[str, str]]:
    """Names by language and ISO code."""
    return {language: territories(packages, language) for language in interface_languages()}


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add_arguments(parser)
    options = parser.parse_args()
    names = compile_country_names(options.packages)
    path = options.out / "country_names.json"
    path.write_text(json.dumps(names, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    print({language: len(found) for language, found in names.items()})
