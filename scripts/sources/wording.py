"""Write Natural Earth's shortened and capitalised names out in full.

"BALKAN PEN." becomes "Balkan Peninsula", "Pribilof Is." becomes "Pribilof Islands".
"""

import re

__all__ = ["in_full"]

AFTER = {
    "I.": "Island",
    "Is.": "Islands",
    "Pen.": "Peninsula",
    "Mts.": "Mountains",
    "Mts": "Mountains",
    "Ra.": "Range",
    "Pk.": "Peak",
    "Plat.": "Plateau",
    "Arch.": "Archipelago",
    "Str.": "Strait",
    "Sd.": "Sound",
}
BEFORE = {
    "Mt.": "Mount",
    "I.": "Isla",
    "Is.": "Islas",
    "Î.": "Île",
    "î.": "Île",
    "Pen.": "Península",
    "Pén.": "Péninsule",
    "Cord.": "Cordillera",
    "S.": "Serra",
    "B.": "Bahía",
    "Pt.": "Point",
    "St.": "St.",
}
SMALL = frozenset("de la las los del do da dos das du des of the and d’Ungava al el".split())


def _word(word: str, first: bool) -> str:
    if not first and word.lower() in SMALL:
        return word.lower()
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def in_full(name: str) -> str:
    """The name with its capitals and short forms resolved."""
    words = name.replace("Mts .", "Mts.").split()
    if len([c for c in name if c.isupper()]) > 0.7 * len([c for c in name if c.isalpha()]):
        words = [_word(w, n == 0) for n, w in enumerate(words)]
        words = [w.replace("Rub’", "Rub’").replace("D’ungava", "d’Ungava") for w in words]
    if words and words[0] in BEFORE and len(words) > 1:
        words[0] = BEFORE[words[0]]
    words = [AFTER.get(w, w) if n else w for n, w in enumerate(words)]
    return re.sub(r"\s+", " ", " ".join(words)).strip()
