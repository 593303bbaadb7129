"""Show a place under the name that a newspaper would print: Tartus, not Ţarţūs; Osaka, not Ōsaka.

GeoNames' own names for places whose language is written in another script are romanised by scholarly systems. Where
a plain spelling of the same name is among the place's other names, that one is shown. Both are found either way.
"""

import unicodedata
from collections.abc import Sequence

from geo.gazetteer.folding import fold

__all__ = ["reader_name"]

_OTHER_SCRIPTS = frozenset(
    """AE AF AM BD BG BH BT BY CN CY DJ DZ EG EH ER ET GE GR HK IL IN IQ IR JO JP KG KH KM KP KR KW KZ LA LB LK LY MA
    MK MM MN MO MR MV NP OM PK PS QA RU SA SD SO SS SY TD TH TJ TN TW UA YE""".split()
)
_ARTICLES = ("al ", "ar ", "as ", "ash ", "ad ", "adh ", "an ", "at ", "ath ", "az ", "el ")


def reader_name(name: str, alternates: Sequence[str], *, country: str) -> str:
    """The plain spelling of a romanised name, or the name itself where it is plain or has none."""
    if country not in _OTHER_SCRIPTS or _is_plain(name):
        return name
    key = fold(name)
    bare = next((key[len(article) :] for article in _ARTICLES if key.startswith(article)), "")
    wanted = [k for k in (bare, key) if len(k) > 3]
    plain = [a for a in alternates if _is_plain(a) and a[:1].isupper() and not a.isupper()]
    for choice in wanted:
        fits = [a for a in plain if fold(a) == choice]
        if fits:
            return min(fits, key=lambda a: (not a.istitle(), len(a), a))
    stripped = "".join(
        c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c) and c not in "‘’ʼʻ`´ʿʾ"
    )
    return stripped if _is_plain(stripped) else name


def _is_plain(name: str) -> bool:
    return name.isascii() and "`" not in name
