"""Bring every spelling of a name to one key, so that "Sana'a" meets "Sanaa".

A text is cut into tokens by one regular expression, and each token is folded by
itself: names in the index and running text go through the same two steps, so that
offsets always stay those of the original text. Pure: no I/O.
"""

import re
import unicodedata

__all__ = ["FOLDING", "SPACELESS", "cut", "fold", "fold_word"]

FOLDING = 1
"""Number of these rules; an index folded by other ones is stale."""

_APOSTROPHES = "'’‘‛`´′＇ꞌ׳"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_MARKS = (  # combining characters, which Python's \w leaves out
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0816-\u082d"
    "\u0859-\u085b\u08d3-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u09e2\u09e3"
    "\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc-\u0acd\u0ae2\u0ae3\u0b01-\u0b03\u0b3c-\u0b57"
    "\u0b62\u0b63\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c-\u0c56\u0c62\u0c63\u0c81-\u0c83\u0cbc-\u0cd6\u0ce2\u0ce3"
    "\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0d62\u0d63\u0d81-\u0d83\u0dca-\u0ddf\u0df2\u0df3\u0f18-\u0f39\u0f3e\u0f3f"
    "\u0f71-\u0f84\u0f86-\u0fbc\u135d-\u135f\u1ab0-\u1aff\u1b00-\u1b04\u1b34-\u1b44\u1dc0-\u1dff\u20d0-\u20ff"
    "\u2cef-\u2cf1\u302a-\u302f\ua66f-\ua67d\ua8e0-\ua8f1\uabe3-\uabed\ufe00-\ufe0f\ufe20-\ufe2f"
)
SPACELESS = (  # scripts that put no space between words: Thai, Lao, Burmese, Khmer, kana, Han
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
    "\u3038-\u303b\u3041-\u30ff\u3190-\u319f\u31c0-\u31ff\u3200-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9fe"
    "\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U0001f200-\U0001f2ff\U00020000-\U0003ffff"
)
"""Their ranges, ready to stand inside a regular expression's brackets."""

_HYPHENS = "[-‐‑]"


def _article() -> str:
    """The Arabic article before a hyphen: al-, el-, and ash-Sh…, ar-R…, where it takes on the next letter."""
    taken_on = "|".join(
        rf"[{s}{s.upper()}](?={_HYPHENS}[{s}{s.upper()}])|[{s}{s.upper()}][hH](?={_HYPHENS}[{s}{s.upper()}][hH])"
        for s in "drstzn"
    )
    return rf"(?:[aAeE](?:[lL]|{taken_on}){_HYPHENS})"


def _pattern(letter: str) -> str:
    joined = f"[{_APOSTROPHES}·{_INVISIBLE}{_MARKS}]"
    word = rf"{letter}+(?:{joined}+{letter}+)*[{_MARKS}]*"
    one = rf"(?!\d){letter}"
    dotted = rf"{one}(?:\.{one})+(?!{letter}|[{_APOSTROPHES}{_INVISIBLE}{_MARKS}]+{letter})\.?"
    return rf"(?:{_article()}(?={letter}))?(?:{dotted}|{word})|&"


_PLAIN = _pattern(r"[^\W_]")
_WORDS = re.compile(f"({_PLAIN})")
_SPACED = _pattern(rf"(?:(?![{SPACELESS}])[^\W_])")
_RUNS_AND_WORDS = re.compile(f"([{SPACELESS}]+|{_SPACED})")
_HAS_SPACELESS = re.compile(f"[{SPACELESS}]")


def cut(text: str) -> list[str]:
    """Cut a text into the words that names are made of, and what lies between: gap, word, gap, word, … gap.

    "U.S." is one word, as are "Sana'a" and "al-Raqqa" (its article is part of it); "US-led" is two. A run of a
    script without spaces is one word. Joined, the parts are the text.
    """
    if text.isascii() or not _HAS_SPACELESS.search(text):
        return _WORDS.split(text)
    return _RUNS_AND_WORDS.split(text)


def _drops() -> dict[int, str | None]:
    dropped = re.compile(
        "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a"
        f"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u02b0-\u02ff\u30fb{_APOSTROPHES}{_INVISIBLE}·.]"
    )
    blocks = (*range(0x3200), *range(0xA700, 0xA800), *range(0xFE00, 0x10000))
    table: dict[int, str | None] = {code: None for code in blocks if dropped.match(chr(code))}
    letters = {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a", "ŋ": "n",
        "ħ": "h", "ŧ": "t", "ƙ": "k", "ɗ": "d", "ɓ": "b", "ƴ": "y", "ɔ": "o", "ɛ": "e", "ɖ": "d", "ƒ": "f", "ʋ": "v",
        "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "ک": "ك", "ڪ": "ك",
        "ٱ": "ا", "ـ": None,
    }  # fmt: skip
    return table | {ord(letter): plain for letter, plain in letters.items()}


_TABLE = _drops()
_ALIKE = {"st": "saint", "ste": "saint", "sainte": "saint", "mt": "mount", "ft": "fort", "&": "and"}
_NOT_ARTICLE = re.compile(f"^.*{_HYPHENS}")
_UNITS = re.compile("[\u32c0-\u33ff]")  # signs for "1 o'clock" or "kg", which would fall apart into digits


def fold_word(word: str) -> str:
    """The key of one token (see `cut`); "" where nothing of it counts.

    Drops case, diacritics, apostrophes, an article before a hyphen; St. and Ste. become "saint".
    """
    if "-" in word or "‐" in word or "‑" in word:
        word = _NOT_ARTICLE.sub("", word)
    if word.isascii():
        folded = word.lower()
        if not folded.isalnum():
            folded = folded.replace("'", "").replace(".", "").replace("`", "")
        return _ALIKE.get(folded, folded)
    if word[0] >= "\u0e00":
        word = _UNITS.sub("", word)
    folded = unicodedata.normalize("NFKD", word.casefold()).casefold()
    folded = unicodedata.normalize("NFC", folded.translate(_TABLE))
    if not folded.isalnum():
        folded = "".join(c for c in folded if c.isalnum() or unicodedata.category(c)[0] == "M")
        while folded and not folded[0].isalnum():
            folded = folded[1:]
    return _ALIKE.get(folded, folded)


def fold(name: str) -> str:
    """The key of a name: two spellings that a reader takes for the same have the same one.

    `fold("al-Raqqa") == fold("raqqa")`, `fold("St. John’s") == fold("Saint Johns")`; idempotent; any script.
    """
    return " ".join(filter(None, map(fold_word, cut(name)[1::2])))
