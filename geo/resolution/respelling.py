"""Try other spellings of a name that the gazetteer lacks: Tal Abiad for Tall Abyad, Britian for Britain.

Names from Arabic, Russian and the like are spelt by ear, and any name may be misspelt by one letter. All spellings are
made here and looked up one by one: a few hundred look-ups for an unknown name, and none for a known one. Pure.
"""

import re
from collections.abc import Iterator
from itertools import combinations

__all__ = ["respellings"]

_LEAST = 6
_LEAST_FOR_A_LETTER = 8
"""A shorter name is too easily another one: Abisko is no slip for Abiko."""
_LETTERS = "aeioulnrsthdmcy"
"""Those that are left out or mistaken most: the commonest of English."""
_BY_EAR = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"kh", "h"), (r"^h", "kh"), (r"zh", "j"), (r"dzh|dj", "j"), (r"tch", "ch"), (r"ou|oo", "u"), (r"ee", "i"),
        (r"ei|ey", "ai"), (r"ai|ay", "ei"), (r"q", "k"), (r"(?<=\w)k", "q"), (r"gh", "g"), (r"iy|yi", "i"), (r"y", "i"),
        (r"(?<=\w)i(?=[aeo])", "iy"), (r"(?<=[aeo])i", "y"), (r"i(?=[aeou])", "y"), (r"ia$", "iya"), (r"w", "v"),
        (r"v", "w"), (r"(\w)\1", r"\1"), (r"\bt[ae]l\b", "tall"), (r"\btall\b", "tell"), (r"\bdeir\b", "dayr"),
        (r"\bain\b", "ayn"), (r"\bal (?=\w)", ""), (r"o", "u"), (r"e", "i"), (r"e", "a"), (r"eh$", "a"), (r"h$", ""),
        (r"sk(?:y|iy)$", "ski"),
    )
)  # fmt: skip
"""How one sound is spelt in two ways, in folded names."""


def respellings(key: str) -> Iterator[str]:
    """Other spellings of a folded name, the likeliest first; none for short names and other scripts than Latin.

    First those of the same sounds, one or two of them changed; then two letters that changed places; for long names
    every other name that is one letter away. The first letter stays, but for "kh".
    """
    if len(key) < _LEAST or not key.isascii() or any(c.isdigit() for c in key):
        return
    seen = {key}
    for spelling in (*_by_ear(key), *_one_letter_off(key)):
        if spelling not in seen:
            seen.add(spelling)
            yield spelling


def _by_ear(key: str) -> Iterator[str]:
    fitting = [(pattern, other) for pattern, other in _BY_EAR if pattern.search(key)]
    for pattern, other in fitting:
        yield pattern.sub(other, key)
    for (first, one), (second, two) in combinations(fitting, 2):
        yield second.sub(two, first.sub(one, key))


def _one_letter_off(key: str) -> Iterator[str]:
    for at in range(1, len(key) - 1):
        yield key[:at] + key[at + 1] + key[at] + key[at + 2 :]
    if len(key) < _LEAST_FOR_A_LETTER:
        return
    for at in range(1, len(key)):
        yield key[:at] + key[at + 1 :]
        if key[at] != " ":
            for letter in _LETTERS:
                yield key[:at] + letter + key[at + 1 :]
                yield key[:at] + letter + key[at:]
    for letter in _LETTERS:
        yield key + letter
