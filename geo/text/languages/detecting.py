"""Tell which language a text is in, from its letters and its commonest words.

English is asked for first, since most news here is English, and costs next to nothing. Of other Latin-script
languages, and of those that share Cyrillic or Arabic letters, the one wins whose function words are commonest. A few
quoted foreign words change nothing: most of the letters decide.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice

from geo.text.languages.words import all_words
from geo.text.tokens import Token

__all__ = ["tell_language"]

_TOKENS = 400
"""How many words and marks are read."""
_LETTERS = 1500
_ENGLISH = frozenset(
    "the of and to that with by from his has have been were are this said not they their which".split()
)
"""Words that no other language uses much."""
_ENGLISH_SHARE = 0.08
"""The least share of them by which a text is English without further question."""
_LEAST = 0.06
_SIGN = 0.3
"""What a letter of its own counts for, beside one for a function word that no other language has."""

_SCRIPTS = (
    ("cyrillic", 0x0400, 0x052F),
    ("arabic", 0x0600, 0x06FF),
    ("arabic", 0x0750, 0x077F),
    ("arabic", 0xFB50, 0xFEFC),
    ("greek", 0x0370, 0x03FF),
    ("he", 0x0590, 0x05FF),
    ("hy", 0x0530, 0x058F),
    ("ka", 0x10A0, 0x10FF),
    ("devanagari", 0x0900, 0x097F),
    ("bn", 0x0980, 0x09FF),
    ("pa", 0x0A00, 0x0A7F),
    ("gu", 0x0A80, 0x0AFF),
    ("ta", 0x0B80, 0x0BFF),
    ("te", 0x0C00, 0x0C7F),
    ("kn", 0x0C80, 0x0CFF),
    ("ml", 0x0D00, 0x0D7F),
    ("si", 0x0D80, 0x0DFF),
    ("th", 0x0E00, 0x0E7F),
    ("lo", 0x0E80, 0x0EFF),
    ("my", 0x1000, 0x109F),
    ("am", 0x1200, 0x139F),
    ("km", 0x1780, 0x17FF),
    ("kana", 0x3040, 0x30FF),
    ("ko", 0xAC00, 0xD7A3),
    ("ko", 0x1100, 0x11FF),
    ("han", 0x3400, 0x9FFF),
)
_CYRILLIC = ("ru", "uk", "be", "bg", "sr", "mk")
_ARABIC = ("ar", "fa", "ur", "ps")
_SIGNS = {
    "uk": "іїєґ",
    "be": "ўі",
    "bg": "ъ",
    "sr": "ђћљњџј",
    "mk": "ѓќѕљњџј",
    "ru": "ыэё",
    "fa": "پچژگکی",
    "ur": "ٹڈڑںےہھ",
    "ps": "ټډړږښڼېۍ",
    "ar": "ةىأإؤئ",
    "tr": "ğışİ",
    "az": "əğı",
    "es": "ñ¿¡",
    "pt": "ãõ",
    "de": "ßä",
    "pl": "łżźśąę",
    "cs": "ěřů",
    "hu": "őű",
    "ro": "șțăşţ",
    "sv": "å",
    "da": "øæ",
    "no": "øæ",
    "fr": "œ",
    "vi": "ơưđ",
}
"""Letters that the others of the same script lack, or seldom use."""
_NEEDED = frozenset(("uk", "be", "bg", "sr", "mk", "ur", "ps", "vi", "az"))
"""Languages that can't be written without theirs."""
_ENDED = re.compile(r"\b[A-ZÇĞİÖŞÜ]\w+['’](?:[dt][ae]n?|n?[ıiuü]n|y?[aeıiuü]|nd[ae]n?)\b")
"""Names with Turkish endings."""
_HEAD = re.compile("['’]")


def tell_language(text: str, tokens: Sequence[Token]) -> str:
    """The language of a text as ISO 639-1 ("en", "ru", "ar"…), or "" where it can't be told."""
    words = [token.surface.lower() for token in islice(tokens, _TOKENS) if token.surface[0].isalpha()]
    if not words:
        return ""
    if sum(word in _ENGLISH for word in words) >= max(_ENGLISH_SHARE * len(words), 2):
        return "en"
    words += [_HEAD.split(word, maxsplit=1)[0] + "'" for word in words if _HEAD.search(word)]
    script = _script(text)
    if script == "latin":
        return _most_spoken(words, _latin(), text=text, least=2)
    if script == "cyrillic":
        return _most_spoken(words, _CYRILLIC, text=text) or "ru"
    if script == "arabic":
        return _most_spoken(words, _ARABIC, text=text) or "ar"
    if script in {"han", "kana"}:
        return "ja" if script == "kana" else "zh"
    return {"greek": "el", "devanagari": "hi"}.get(script, script)


@cache
def _latin() -> tuple[str, ...]:
    return tuple(
        c for c, w in all_words().items() if w.function and all(_script_of(f[0]) == "latin" for f in w.function)
    )


@cache
def _weights() -> dict[str, dict[str, float]]:
    """How much each function word says for its language: less where others have it too."""
    shared = Counter(word for words in all_words().values() for word in words.function)
    return {code: {word: 1 / shared[word] for word in words.function} for code, words in all_words().items()}


def _most_spoken(words: Sequence[str], languages: Sequence[str], *, text: str, least: int = 1) -> str:
    weights = _weights()
    letters = Counter(text[:_LETTERS].lower())
    scores = {}
    for code in languages:
        known = weights.get(code, {})
        found = [known[word] for word in words if word in known]
        signs = sum(letters[letter] for letter in _SIGNS.get(code, ""))
        if code == "tr":
            signs += len(_ENDED.findall(text[:_LETTERS]))
        if code in _NEEDED and not signs:
            continue
        if len(found) + signs >= max(least, _LEAST * len(words)):
            scores[code] = sum(found) + _SIGN * signs
    return max(scores, key=lambda code: scores[code]) if scores else ""


def _script(text: str) -> str:
    """The script of most letters; kana, however few beside Han, make it Japanese."""
    tally: Counter[str] = Counter()
    for letter, count in Counter(text[:_LETTERS]).items():
        if letter.isalpha():
            tally[_script_of(letter)] += count
    if tally["kana"] * 8 > tally["han"] + tally["kana"] > 0:
        tally["kana"] += tally.pop("han", 0)
    # a sign of Han stands for a word, where a letter of Latin is a fifth of one
    for wide in ("han", "kana", "ko"):
        tally[wide] *= 3
    return tally.most_common(1)[0][0] if tally else ""


@cache
def _script_of(letter: str) -> str:
    number = ord(letter)
    if number < 0x0250 or 0x1E00 <= number <= 0x1EFF:
        return "latin"
    return next((script for script, first, last in _SCRIPTS if first <= number <= last), "other")
