"""Find the index's names in running text: the longest at each word, with exact offsets.

The text is cut into tokens, each token folded once and remembered; then a walk over tokens asks the trie of names
whether they make a name, and whether a longer one may follow. Offsets are always the text's own.
"""

import re
from typing import Any, NamedTuple

from geo.gazetteer.folding import SPACELESS, fold, fold_word, tokens

__all__ = ["NameMatch", "Scanner"]

_REMEMBERED = 200_000
_GAP = re.compile(
    r"[^\S\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r?\n)?[^\S\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*|[-‐‑–་]\n?"
)
_DOTTED_GAP = re.compile(r"\.[^\S\r\n\v\f\x1c-\x1e\x85\u2028\u2029]{0,2}(?:\r?\n)?")
_SHORTENED = frozenset({"saint", "mount", "fort"})
_POSSESSIVE = re.compile("['’‘´`′＇ʼ][sS]$")
_RUN = re.compile(f"[{SPACELESS}]")
_PARTICLES = (
    "에서는",
    "으로부터",
    "에서",
    "에는",
    "까지",
    "부터",
    "으로",
    "에",
    "의",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "로",
    "와",
    "과",
    "도",
    "시",
)


class NameMatch(NamedTuple):
    """A gazetteer name in a text: `text[start:end]` is its surface, `name_id` says which name."""

    start: int
    end: int
    name_id: int


class _Word(NamedTuple):
    folded: str
    name_id: int  # of the word alone, or −1
    goes_on: bool  # whether a longer name begins with it
    base: str  # without a possessive or a particle, or ""
    base_length: int
    base_id: int
    is_run: bool  # of a script without spaces

    @property
    def may_start(self) -> bool:
        return self.name_id >= 0 or self.goes_on or self.base_id >= 0 or self.is_run


class _Words(dict[str, tuple[bool, _Word]]):
    """What is known of each token seen so far; forgets all when it grows too large."""

    def __init__(self, trie: Any) -> None:
        super().__init__()
        self._trie = trie

    def __missing__(self, token: str) -> tuple[bool, _Word]:
        if len(self) >= _REMEMBERED:
            self.clear()
        trie = self._trie
        folded = fold_word(token)
        base, base_length = _base(token)
        word = _Word(
            folded=folded,
            name_id=trie.get(folded, -1) if folded else -1,
            goes_on=bool(folded) and next(trie.iterkeys(folded + " "), None) is not None,
            base=base,
            base_length=base_length,
            base_id=trie.get(base, -1) if base else -1,
            is_run=bool(_RUN.match(token)),
        )
        self[token] = known = (word.may_start, word)
        return known


class _Phrases(dict[str, tuple[int, bool]]):
    """For a phrase of several words: its number or −1, and whether a longer name begins with it."""

    def __init__(self, trie: Any) -> None:
        super().__init__()
        self._trie = trie

    def __missing__(self, phrase: str) -> tuple[int, bool]:
        if len(self) >= _REMEMBERED:
            self.clear()
        goes_on = next(self._trie.iterkeys(phrase + " "), None) is not None
        self[phrase] = known = (self._trie.get(phrase, -1), goes_on)
        return known


def _base(token: str) -> tuple[str, int]:
    found = _POSSESSIVE.search(token)
    if found:
        return fold_word(token[: found.start()]), found.start()
    if "가" <= token[-1] <= "힣":
        for particle in _PARTICLES:
            if token.endswith(particle) and len(token) >= len(particle) + 2:
                return fold_word(token[: -len(particle)]), len(token) - len(particle)
    return "", 0


class Scanner:
    """Scans texts for the names of one trie; may be shared between threads."""

    def __init__(self, trie: Any) -> None:
        self._trie = trie
        self._words = _Words(trie)
        self._phrases = _Phrases(trie)

    def scan(self, text: str) -> list[NameMatch]:
        """The longest name at each word, left to right, none overlapping; case plays no part.

        A name may go over a hyphen, spaces and one line break, never over a comma or a blank line. It ends at a word's
        end, before a possessive; in scripts without spaces it may begin and end anywhere.
        """
        known_words = self._words
        found = list(tokens(text))
        known = [known_words[token.group()] for token in found]
        matches: list[NameMatch] = []
        skip_to = 0
        for index, (may_start, word) in enumerate(known):
            if not may_start or index < skip_to:
                continue
            if word.is_run:
                self._scan_run(text, found[index].start(), found[index].end(), matches)
                continue
            name_id, last, end = self._longest(text, found, known, index)
            if name_id >= 0:
                start = found[index].start()
                if end - start > 1:
                    matches.append(NameMatch(start, end, name_id))
                    skip_to = last + 1
        return matches

    def _longest(
        self, text: str, found: list[re.Match[str]], known: list[tuple[bool, _Word]], index: int
    ) -> tuple[int, int, int]:
        """The number of the longest name that begins at a token (or −1), its last token, and where it ends."""
        word = known[index][1]
        best, last, end = -1, index, 0
        if word.name_id >= 0:
            best, end = word.name_id, found[index].end()
        elif word.base_id >= 0:
            best, end = word.base_id, found[index].start() + word.base_length
        phrase, goes_on = word.folded, word.goes_on
        while (
            goes_on and index + 1 < len(found) and self._joined(text, found[index], known[index][1], found[index + 1])
        ):
            index += 1
            word = known[index][1]
            if not word.folded:
                break
            longer = f"{phrase} {word.folded}"
            name_id, goes_on = self._phrases[longer]
            if name_id >= 0:
                best, last, end = name_id, index, found[index].end()
            elif word.base:
                name_id = self._phrases[f"{phrase} {word.base}"][0]
                if name_id >= 0:
                    best, last, end = name_id, index, found[index].start() + word.base_length
            phrase = longer
        return best, last, end

    @staticmethod
    def _joined(text: str, before: re.Match[str], word: _Word, after: re.Match[str]) -> bool:
        """Whether a name may go on over what stands between two tokens."""
        start, end = before.end(), after.start()
        if end - start == 1 and text[start] in " -":
            return True
        if start == end:
            return before.group().endswith(".") or after.group() == "&" or before.group() == "&"
        if _GAP.fullmatch(text, start, end):
            return True
        shortened = start - before.start() == 1 or (word.folded in _SHORTENED and start - before.start() <= 3)
        return shortened and _DOTTED_GAP.fullmatch(text, start, end) is not None

    def _scan_run(self, text: str, start: int, end: int, matches: list[NameMatch]) -> None:
        """Names within a run of a script without spaces: the longest at each character, two characters at least."""
        run = text[start:end]
        folded = fold_word(run)
        aligned = len(folded) == len(run)
        at = 0
        while at < len(run) - 1:
            rest = folded[at : at + 40] if aligned else fold_word(run[at : at + 40])
            for name in reversed(self._trie.prefixes(rest)):
                length = len(name)
                if not aligned:
                    length = next((n for n in range(2, len(run) - at + 1) if fold_word(run[at : at + n]) == name), 0)
                if length > 1 and fold(run[at : at + length]) == name:
                    matches.append(NameMatch(start + at, start + at + length, self._trie[name]))
                    at += length - 1
                    break
            at += 1
