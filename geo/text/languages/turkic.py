"""Take the case endings off Turkish and Azerbaijani names, which stand after an apostrophe: "Halep’te", "Ankara'dan".

Turkish spelling parts the endings of proper names by an apostrophe, always, whatever the vowels of the ending are;
so nothing else is taken off.
"""

import re
from collections.abc import Sequence

from geo.text.languages.forms import Form

__all__ = ["turkish_forms"]

_ENDED = re.compile("([^'’‘ʼ]{2,})['’‘ʼ]([a-zçğıöşüəâîû]{1,12})")
_IN = re.compile("(?:[yns]?[dt][aeə](?:n|ki.*)?|y?[aeə]|n[dt][aeə]n?)$")


def turkish_forms(word: str) -> Sequence[Form]:
    """The name before the apostrophe, whatever case it is in."""
    match = _ENDED.fullmatch(word)
    if not match:
        return ()
    name = match.group(1)
    return [Form(0, len(name), name, bool(_IN.fullmatch(match.group(2))))]
