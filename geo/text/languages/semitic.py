"""Take prepositions and conjunctions off Arabic and Hebrew words: "وبدمشق" is "and in Damascus".

They are written as one word with what follows. The article is not taken off: "القاهرة" is Cairo, "قاهرة" is not.
"""

import re
from collections.abc import Sequence

from geo.text.languages.forms import Form

__all__ = ["arabic_forms", "hebrew_forms"]

_PLACING = frozenset("بل")
_ARABIC = re.compile("([وف]?)([بلك]?)(?=(.{2,}))")
_LILL = re.compile("([وف]?)لل(.{3,})")
_HEBREW = re.compile("(ו?)((?:מה|של|[במלשכ])?)(?=(.{2,}))")
_HEBREW_PLACING = frozenset("במל")


def arabic_forms(word: str) -> Sequence[Form]:
    """و and ف ("and"), ب, ل and ك ("in", "to", "as"), and لل for ل with the article."""
    merged = _LILL.fullmatch(word)
    found = []
    if merged:
        found.append(Form(len(merged.group(1)), len(word), "ال" + merged.group(2), True))
    match = _ARABIC.match(word)
    if match:
        both = len(match.group(1)) + len(match.group(2))
        if both:
            found.append(Form(both, len(word), word[both:], match.group(2) in _PLACING))
        if match.group(1) and match.group(2) and len(word) > 4:
            found.append(Form(1, len(word), word[1:]))
    return found


def hebrew_forms(word: str) -> Sequence[Form]:
    """ו ("and"), ב, ל, מ, ש, כ before a name; the article ה is left on, or goes with them."""
    match = _HEBREW.match(word)
    if not match:
        return ()
    both = len(match.group(1)) + len(match.group(2))
    if not both:
        return ()
    placing = match.group(2)[:1] in _HEBREW_PLACING
    found = [Form(both, len(word), word[both:], placing)]
    if match.group(1) and match.group(2) and len(word) > 3:
        found.append(Form(1, len(word), word[1:]))
    return found
