"""Say under which keys a place can be found: its names as they are, with and without the Arabic article.

A key comes with flags: whether it is the place's own name, and whether it is fit to be looked for in running
text; codes ("LTK") and machine romanisations ("dong jing") are looked up only.
"""

import re

from geo.gazetteer.folding import fold

__all__ = ["CODE", "MAIN", "ROMANISED", "keys_of"]

MAIN = 1
CODE = 2
ROMANISED = 4

_ARABIC_SPEAKING = frozenset(
    "AE BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA ML MR OM PS QA SA SD SO SS SY TD TN YE".split()
)
_ARTICLE = r"(?:al|el|ar|er|as|es|ash|esh|ad|ed|adh|edh|an|en|at|et|ath|eth|az|ez)"
_INNER = re.compile(rf"(?<= ){_ARTICLE} (?=\w)")
_FIRST = re.compile(rf"^{_ARTICLE} (?=\w)")
_TA_MARBUTA = re.compile(r"(?<=\w\w)ah\b")  # "Raqqah" is written "Raqqa" too
_HYPHENED = re.compile(rf"^{_ARTICLE}[-‐‑]", re.IGNORECASE)
_ANY_HYPHENED = re.compile(rf"\b{_ARTICLE}[-‐‑]", re.IGNORECASE)
_HYPHEN = re.compile("[-‐‑]")
_PARENTHESIS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_ABBREVIATIONS = frozenset({"us", "usa", "uk", "uae", "eu", "ussr", "drc", "prc", "dprk", "nyc", "dc", "la"})
"""Short forms that newspapers print bare; all other codes are looked up only."""


def keys_of(name: str, alternates: list[str], *, country: str, trusted: bool = False) -> dict[str, int]:
    """Every key of a place with its flags (MAIN, CODE, ROMANISED); no key is empty or without a letter.

    `name` is its own name, "" for more names of a place that has its own already.
    `country` (ISO 3166-1) decides whether "al", "ash" and the like are articles; `trusted` alternates are never codes.
    """
    keys: dict[str, int] = {}
    arabic = country in _ARABIC_SPEAKING
    if name:
        _add(keys, name, MAIN, arabic, loose=arabic or not country)
    for alternate in alternates:
        flags = 0 if trusted else _flags(alternate)
        _add(keys, alternate, flags, arabic, loose=arabic or not country)
    for key in [key for key, flags in keys.items() if key.startswith("the ") and not flags & MAIN]:
        if key[4:] in keys:  # "the Netherlands" is the Netherlands, but The Hague is no Hague
            del keys[key]
    return keys


def _flags(name: str) -> int:
    if not name.isascii():
        return CODE if len(name) < 3 and name.upper() != name.lower() else 0
    if name.islower():
        return ROMANISED
    if len(name) > 4:
        return 0
    letters = name.replace(".", "")
    if len(letters) <= 2 or letters.isupper():
        return 0 if letters.lower() in _ABBREVIATIONS and letters.isupper() else CODE
    return 0


def _add(keys: dict[str, int], name: str, flags: int, arabic: bool, *, loose: bool) -> None:
    if not arabic and _HYPHENED.match(name):
        name = _HYPHEN.sub(" ", name, count=1)  # "El-Salvador" is no Salvador
    key = fold(name)
    forms = [key]
    if name.endswith((")", "]")):
        bare = fold(_PARENTHESIS.sub("", name))
        if len(bare) > 2:
            forms.append(bare)
    if not flags & (CODE | ROMANISED):
        if loose:
            spaced = fold(_HYPHEN.sub(" ", name)) if _ANY_HYPHENED.search(name) else key
            if spaced != key:
                forms.append(spaced)
            forms += _without_articles(spaced, first=arabic)
        if arabic:
            forms += [_TA_MARBUTA.sub("a", form) for form in forms if "ah" in form and len(form) > 4]
            if key.startswith("ال") and len(key) > 4:
                forms.append(key[2:])
    for form in forms:
        _put(keys, form, flags)


def _without_articles(key: str, *, first: bool) -> list[str]:
    """The key with its articles all "al", and with none; the article at the very front only where `first` says so."""
    head = _FIRST.match(key) if first else None
    if not head and not _INNER.search(key):
        return []
    alike = _INNER.sub("al ", _FIRST.sub("al ", key) if head else key)
    dropped = _INNER.sub("", _FIRST.sub("", key) if head else key)
    return [alike, dropped] if len(dropped) > 2 else [alike]


def _put(keys: dict[str, int], key: str, flags: int) -> None:
    if not key or (key not in keys and not any(map(str.isalpha, key))):
        return
    before = keys.get(key)
    if before is None:
        keys[key] = flags
    else:
        keys[key] = ((before | flags) & MAIN) | (before & flags & (CODE | ROMANISED))
