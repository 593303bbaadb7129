"""Read what countries and continents are called in other languages (Unicode CLDR, by way of Babel).

Babel stores each language as a pickle of plain dictionaries; it is read with a
reader that runs no code.
"""

import io
import pickle
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from sources.names import is_latin, usable

__all__ = ["read_locale", "territory_names"]

LANGUAGES = (
    "en fr de es pt it nl tr ar ru uk zh zh_Hant ja ko fa ur ps hi bn ta he el bg sr mk ka hy kk th am ckb my km"
).split()
"""Languages of the press that Dateline meets; few of them in Latin script, whose short names are words elsewhere."""


class _Blank:
    def __init__(self, *_: Any) -> None: ...

    def __setstate__(self, state: Any) -> None: ...


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:
        if module_name.startswith("babel."):
            return _Blank
        if (module_name, global_name) in {("datetime", "date"), ("datetime", "time"), ("decimal", "Decimal")}:
            return _Blank
        raise pickle.UnpicklingError(f"{module_name}.{global_name} has no place in a table")


def read_locale(archive: zipfile.ZipFile, language: str) -> dict[str, Any]:
    """One language's whole table from Babel's wheel."""
    raw = archive.read(f"babel/locale-data/{language}.dat")
    table: dict[str, Any] = _PlainUnpickler(io.BytesIO(raw)).load()
    return table


@lru_cache(maxsize=2)
def _tables(packages: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(next(packages.glob("babel-2.18.0-*.whl"))) as archive:
        return [read_locale(archive, language).get("territories", {}) for language in LANGUAGES]


def territory_names(packages: Path, code: str) -> list[str]:
    """Names of a territory by its ISO code ("SY") or its UN number ("150" is Europe), English first."""
    names = []
    for table in _tables(packages):
        name = table.get(code)
        if isinstance(name, str) and usable(name, shortest=4 if is_latin(name) else 2) and name not in names:
            names.append(name)
    return names
