"""Weigh what stands around a name: "in", "the city of", a title, or a capital that makes it part of a longer name."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from enum import IntEnum

from geo.text.languages.phrases import Written
from geo.text.languages.profiles import Profile

__all__ = ["Evidence", "Sign"]


_APOSTROPHE = re.compile("['’‘ʼ]")
_WITHIN = 1
"""Words that may stand between a place and its country: "au", "en"."""
_BESIDE = 3
_FAR = [""] * 9
_CONJUNCTION = 3
"""Letters of "and" and "or", in any language."""


class Sign(IntEnum):
    """What says that a name is a place's, the weakest first."""

    NONE = 0
    LINKING = 1
    """"of", "from"."""
    PLACING = 2
    """"in", "near"."""
    KIND = 3
    """"the city of"."""


class Evidence:
    """One text's words, to be asked about the surroundings of a name."""

    def __init__(self, text: str, words: Sequence[Written], begins: Collection[int], profile: Profile) -> None:
        self._text = text
        self._words = words
        self._starts = [word.start for word in words]
        self._begins = begins
        self._profile = profile
        self._taken: list[tuple[int, int]] = []
        self.countries: list[int] = []
        """Where countries' names begin, in order: a place with one after a comma lies there ("Tombouctou, au Mali")."""

    def take(self, start: int, end: int) -> None:
        """Note that a stretch is a place, so that its neighbour is not part of the same name."""
        self._taken.append((start, end))

    def _word_before(self, start: int) -> Written | None:
        at = bisect_left(self._starts, start) - 1
        if at < 0:
            return None
        word = self._words[at]
        if word.end > start:  # a prefix of the same word
            return None
        return word if not self._text[word.end : start].strip(" \u00a0«\"“'’") else None

    def _word_after(self, end: int) -> Written | None:
        at = bisect_left(self._starts, end)
        if at >= len(self._words):
            return None
        word = self._words[at]
        return word if self._text[end : word.start] in {" ", "\u00a0", "-"} else None

    def before(self, start: int) -> Sign:
        """What the word before says."""
        words = self._profile.words
        if self._profile.spaceless:
            return Sign.PLACING if self._text[max(start - 2, 0) : start].endswith(self._profile.before) else Sign.NONE
        word = self._word_before(start)
        if word is None:
            return Sign.PLACING if self._follows_a_place(start) else Sign.NONE
        lower = word.text.lower()
        if lower in self._profile.articles:
            return self.before(word.start)
        if lower in words.kind:
            return Sign.KIND
        if lower in words.function and len(lower) <= _CONJUNCTION and self._follows_a_place(word.start):
            return Sign.PLACING
        if lower in words.linking:
            prior = self._word_before(word.start)
            return Sign.KIND if prior is not None and prior.text.lower() in words.kind else Sign.LINKING
        return Sign.PLACING if lower in words.locative else Sign.NONE

    def _follows_a_place(self, start: int) -> bool:
        """Whether a place stands just before, with no more than a comma between: the next of a list."""
        return bool(self._taken) and self._text[self._taken[-1][1] : start].strip() in {"", ",", "،"}

    def after(self, end: int) -> Sign:
        """What follows says: "市" in Chinese, "kenti" in Turkish."""
        if self._profile.spaceless:
            return Sign.KIND if self._text.startswith(self._profile.after, end) else Sign.NONE
        if self._profile.kind_follows:
            word = self._word_after(end)
            if word is not None and _APOSTROPHE.split(word.text.lower(), maxsplit=1)[0] in self._profile.words.kind:
                return Sign.KIND
        if self._text[end : end + 1] not in {",", "،"}:
            return Sign.NONE
        at = bisect_left(self.countries, end)
        between = self._text[end + 1 : self.countries[at]].split() if at < len(self.countries) else _FAR
        return Sign.PLACING if len(between) <= _WITHIN else Sign.NONE

    def titled(self, start: int) -> bool:
        """Whether a title stands before it: a person, then."""
        word = self._word_before(start)
        return word is not None and word.text.lower() in self._profile.words.title

    def is_within_a_person(self, start: int, end: int) -> bool:
        """Whether a dot beside it joins the parts of a foreigner's name, as in Chinese ("安德里亚·皮萨诺")."""
        return any(dot in self._text[max(start - _BESIDE, 0) : end + _BESIDE] for dot in "·・")

    def is_part_of_a_name(self, start: int, end: int, sign: Sign, *, certain: bool) -> bool:
        """Whether a title or a capitalised neighbour makes it one word of a person's or organisation's name."""
        if certain:
            return False
        if self.titled(start):
            return True
        if self._profile.nouns_capitalised:
            return False
        before = self._word_before(start)
        if before is not None and before.text[0].isupper() and before.start not in self._begins:
            lower = before.text.lower()
            words = self._profile.words
            known = lower in words.kind or lower in words.locative or lower in words.linking or lower in words.function
            if not known and not any(s <= before.start < e for s, e in self._taken[-3:]):
                return True
        if sign >= Sign.PLACING:
            return False
        after = self._word_after(end)
        return after is not None and after.text[0].isupper() and not after.text.isupper()
