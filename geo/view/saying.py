"""Say everything that the page says in the reader's language: all strings are in strings/, one file a language.

Which language is spoken belongs to one run of the page (a `ContextVar`): two readers' runs are two threads. English
where nothing was set, and for a string that a language lacks.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from geo.view.plurals import form

__all__ = [
    "ENGLISH",
    "chosen",
    "count",
    "languages",
    "matching",
    "name_of",
    "say",
    "speak",
    "speaking",
    "spoken_language",
    "words",
]

ENGLISH = "en"
String = str | Mapping[str, str]
"""A string, or its forms by what is counted ("one", "other": Unicode CLDR's names)."""

_FOLDER = Path(__file__).parent / "strings"
_SLOT = re.compile(r"\{([a-z_]+)\}")
_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


@cache
def languages() -> dict[str, dict[str, String]]:
    """The strings of each language that there is a file for, by its code ("fr"); English first."""
    read = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(_FOLDER.glob("*.json"))}
    english = read[ENGLISH]
    return {ENGLISH: english} | {code: english | strings for code, strings in read.items()}


def name_of(language: str) -> str:
    """What a language calls itself."""
    return str(languages()[language]["language.name"])


def matching(locale: str) -> str:
    """The language among ours that a browser's locale asks for ("fr-CA" → "fr"), or ""."""
    wanted = locale.replace("_", "-").lower()
    return next((code for code in (wanted, wanted.partition("-")[0]) if code in languages()), "")


def speak(language: str) -> None:
    """Speak `language` for the rest of this run; English where it is none of ours."""
    _spoken.set(language if language in languages() else ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` for a while."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken_language() -> str:
    """The code of the language that is spoken now."""
    return _spoken.get()


def chosen(key: str, n: int | None = None) -> str:
    """The string of a key with its slots still open; where it has forms, the one for `n`. Raises KeyError."""
    language = _spoken.get()
    string = languages().get(language, languages()[ENGLISH])[key]
    if isinstance(string, str):
        return string
    return string.get(form(language, n or 0)) or string.get("other") or [*string.values()][-1]


def say(key: str, /, **values: object) -> str:
    """The string of a key, its slots filled; `n`, if any, decides its form. Whole numbers are written by `count`."""
    n = values.get("n")
    template = chosen(key, n if isinstance(n, int) else None)
    return _SLOT.sub(lambda slot: _written(values[slot[1]]), template)


def _written(value: object) -> str:
    return count(value) if isinstance(value, int) else str(value)


def count(number: int) -> str:
    """A number with its thousands set apart as the language does it."""
    return f"{number:,}".replace(",", chosen("number.thousands"))


def words(*groups: str) -> dict[str, object]:
    """What a script in the browser needs to say these groups of strings ("panel"): the language and the strings."""
    wanted = (*groups, "number", "list")
    strings = languages().get(_spoken.get(), languages()[ENGLISH])
    return {
        "language": _spoken.get(),
        "direction": strings["language.direction"],
        "strings": {key: text for key, text in strings.items() if key.partition(".")[0] in wanted},
    }
