"""Judge by the words beside it whether a family name stands for a person, or is part of something else.

"Bilal Erdogan" is another person, "Obama Boulevard" a street, "He" at a sentence's start a pronoun.
"""

from geo.text.aliases import FAMILY_FIRST_NAMES, NAMED_AFTER, Words
from geo.text.lexicon import MONTHS_AND_DAYS, TITLES, demonyms, given_names, lower_share, surnames

__all__ = ["is_bare", "is_everyday_word", "joins_longer_name", "names_a_thing", "title_before"]

_PARTICLES = frozenset(
    "al el bin ibn bint ben van von der den de del della di da dos das du la le ten ter zu abu ould ag".split()
)
_PLACE_BEFORE = frozenset("in at near".split())


def is_bare(text: str, words: Words, first: int, last: int) -> bool:
    """Whether the words are one name without a given name: "Lavrov", "al-Attiyah", "Dube-Ncube", "van der Bellen"."""
    while first < last and words.keys[first] in _PARTICLES and words.surfaces[first][0].islower():
        first += 1
    return not any(text[words.ends[i] : words.starts[i + 1]].isspace() for i in range(first, last))


def joins_longer_name(text: str, words: Words, first: int, last: int, *, sure: bool = True) -> bool:
    """Whether the words are part of a longer name: "Bilal Erdogan", "Obama Boulevard", "in Reagan".

    A name that isn't `sure` joins any capitalised word after it: "Costa Rica".
    """
    if first > 0 and text[words.ends[first - 1] : words.starts[first]] in {" ", ". "}:
        before = words.keys[first - 1]
        if before in _PLACE_BEFORE:
            return True
        capital = words.surfaces[first - 1][0].isupper()
        initial = len(before) == 1 and capital
        other = before in TITLES or before in demonyms() or before in MONTHS_AND_DAYS or lower_share(before) > 0.3
        if capital and (initial or not other):
            return True
    if names_a_thing(text, words, last):
        return True
    if last + 1 < len(words.keys) and text[words.ends[last] : words.starts[last + 1]] == " ":
        after = words.keys[last + 1]
        named = not sure or after in surnames() or after in given_names() or words.keys[first] in FAMILY_FIRST_NAMES
        common = after in MONTHS_AND_DAYS or lower_share(after) > 0.3 or after in TITLES or after in demonyms()
        return words.surfaces[last + 1][0].isupper() and named and not common
    return False


def names_a_thing(text: str, words: Words, last: int) -> bool:
    """Whether the word after a name makes it a thing named for a person: "Nelson Mandela Bay"."""
    following = last + 1
    return (
        following < len(words.keys)
        and words.keys[following] in NAMED_AFTER
        and words.surfaces[following][0].isupper()
        and text[words.ends[last] : words.starts[following]] == " "
    )


def title_before(words: Words, first: int) -> str:
    """The title that stands right before, folded, or "": "Mr", "President", "Gen.", "foreign minister"."""
    before = first - 1
    if before >= 0 and words.surfaces[before] == ".":
        before -= 1
    near = before >= 0 and words.starts[first] - words.ends[before] <= 2
    return words.keys[before] if near and words.keys[before] in TITLES else ""


def is_everyday_word(text: str, words: Words, first: int, last: int) -> bool:
    """Whether a family name is more likely an everyday word here: "He", or "Brown" where a sentence begins."""
    if last > first:
        return False
    share = lower_share(words.keys[first])
    begins = first == 0 or not text[words.ends[first - 1]].isspace() or not words.surfaces[first - 1][0].isalnum()
    return share > 0.97 or (share > 0.3 and begins)
