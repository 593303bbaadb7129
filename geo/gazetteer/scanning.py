"""Find the index's names in running text: the longest at each word, with exact offsets.

The text is cut into tokens, each token folded once and remembered; then a walk over tokens asks the trie of names
whether they make a name, and whether a longer one may follow. Offsets are always the text's own.
"""

import re
from functools import partial
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from geo.gazetteer.folding import SPACELESS, cut, fold, fold_word

__all__ = ["NameMatch", "Scanner"]

_REMEMBERED = 60_000
_SPACE = r"[^\S\r\n\v\f\x1c-\x1e\x85\u2028\u2029]"
_GAP = re.compile(rf"{_SPACE}*(?:\r?\n)?{_SPACE}*|[-‐‑–་]\n?")
_DOTTED_GAP = re.compile(rf"\.{_SPACE}{{0,2}}(?:\r?\n)?")
_WIDEST_GAP = 40
_SHORTENED = frozenset({"saint", "mount", "fort"})
_DOTTED = frozenset(
    "ala ariz ark calif colo conn fla ill ind kans kan ky md mich minn mo mont neb nebr nev okla ore penn penna tenn "
    "tex vt va wis wisc wyo phila ont que alta sask".split()
)
"""Short forms that newspapers end with a full stop, which then belongs to the name: "Calif." """
_POSSESSIVES = frozenset(mark + s for mark in "'’‘´`′＇ʼ" for s in "sS")
_RUN = re.compile(f"[{SPACELESS}]")
_LONGEST_RUN_NAME = 40
_PARTICLES = tuple("에서는 으로부터 에서 에는 까지 부터 으로 에 의 은 는 이 가 을 를 로 와 과 도 시".split())


class NameMatch(NamedTuple):
    """A gazetteer name in a text: `text[start:end]` is its surface, `name_id` says which name."""

    start: int
    end: int
    name_id: int


_match = partial(tuple.__new__, NameMatch)  # what NameMatch(…) does, without its detour
_PLAIN_GAPS = frozenset((" ", "-"))


class _Word(NamedTuple):
    may_start: bool  # whether any name can begin here
    is_name: bool  # whether it may be one by itself
    folded: str
    name_id: int  # of the word alone, or −1
    followers: int  # a bit for each word that may follow it in a name (see `_bit`); 0 where none does
    bit: int
    base: str  # without a possessive or a particle, or ""
    base_length: int
    base_id: int
    is_run: bool  # of a script without spaces


class _Words(dict[str, _Word]):
    """What is known of each token seen so far; forgets all when it grows too large."""

    def __init__(self, trie: Any) -> None:
        super().__init__()
        self._trie = trie

    def __missing__(self, token: str) -> _Word:
        trie = self._trie
        folded = fold_word(token)
        name_id = trie.get(folded, -1) if folded else -1
        followers = _followers(trie, folded) if folded else 0
        base, base_length = _base(token)
        base_id = trie.get(base, -1) if base else -1
        if token[base_length:] in _POSSESSIVES:
            name_id = -1  # "Assad's" is no town called Assads
        is_run = bool(_RUN.match(token))
        is_name = name_id >= 0 or base_id >= 0 or is_run
        word = _Word(
            is_name or followers != 0,
            is_name,
            folded,
            name_id,
            followers,
            _bit(folded),
            base,
            base_length,
            base_id,
            is_run,
        )
        if len(token) < 100:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[token] = word
        return word


_NO_WORD = _Word(False, False, "", -1, 0, 0, "", 0, -1, False)


_BITS = tuple(1 << number for number in range(512))
_MANY = 2000


def _bit(folded: str) -> int:
    """One of 512 bits for each word, so that a word's followers fit into one number."""
    return _BITS[hash(folded) & 511]


def _followers(trie: Any, folded: str) -> int:
    """The bits of all words that follow a word in names; all bits where they are too many to go through."""
    followers, start = 0, len(folded) + 1
    for number, name in enumerate(trie.iterkeys(folded + " ")):
        if number == _MANY:
            return -1
        end = name.find(" ", start)
        followers |= _bit(name[start:end] if end > 0 else name[start:])
    return followers


_NO_PHRASE = (-1, False)


class _Phrases(dict[str, tuple[int, bool]]):
    """For a phrase of several words: its number or −1, and whether a longer name begins with it."""

    def __init__(self, trie: Any) -> None:
        super().__init__()
        self._trie = trie

    def __missing__(self, phrase: str) -> tuple[int, bool]:
        known = _NO_PHRASE
        if next(self._trie.iterkeys(phrase), None) is not None:
            known = (self._trie.get(phrase, -1), next(self._trie.iterkeys(phrase + " "), None) is not None)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[phrase] = known
        return known


def _base(token: str) -> tuple[str, int]:
    if token[-2:] in _POSSESSIVES:
        return fold_word(token[:-2]), len(token) - 2
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
        parts = cut(text)  # gap, token, gap, token, … gap
        ends = list(accumulate(map(len, parts)))
        words = [*map(self._words.__getitem__, parts[1::2]), _NO_WORD]
        phrases = self._phrases
        matches: list[NameMatch] = []
        count, skip_to = len(words) - 1, 0
        for first, (word, following) in enumerate(pairwise(words)):
            if not word[0] or first < skip_to:
                continue
            followers = word[4]
            if followers and not (followers & following[5] or following[6]):
                followers = 0
            if not followers and not word[1]:
                continue
            _, _, phrase, name_id, _, _, _, base_length, base_id, is_run = word
            start, end = ends[2 * first], ends[2 * first + 1]
            if is_run:
                self._scan_run(parts[2 * first + 1], start, matches)
                continue
            if phrase == "the" and following[0] and parts[2 * first + 1] == "the":
                continue  # "the Netherlands" is found without it
            best, last = name_id, first
            if base_id >= 0:
                best, end = base_id, start + base_length
            at, goes_on = first, followers != 0
            while goes_on and at + 1 < count:
                at += 1
                _, _, folded, _, _, bit, base, base_length, _, _ = words[at]
                if not followers & bit and not base:
                    break
                followers = -1  # only the second word is known beforehand
                longer = f"{phrase} {folded}"
                name_id, goes_on = phrases[longer]
                if name_id < 0 and base:
                    name_id, base_end = phrases[f"{phrase} {base}"][0], ends[2 * at] + base_length
                else:
                    base_end = ends[2 * at + 1]
                if name_id < 0 and not goes_on:
                    break
                gap = parts[2 * at]
                if gap not in _PLAIN_GAPS and not (folded and _joins(gap, parts[2 * at - 1], words[at - 1][2])):
                    break
                if name_id >= 0:
                    best, last, end = name_id, at, base_end
                phrase = longer
            if best >= 0 and end - start > 1:
                if words[last][2] in _DOTTED and end == ends[2 * last + 1] and parts[2 * last + 2][:1] == ".":
                    end += 1
                matches.append(_match((start, end, best)))
                skip_to = last + 1
        return matches

    def _scan_run(self, run: str, start: int, matches: list[NameMatch]) -> None:
        """Names within a run of a script without spaces: the longest at each character, two characters at least."""
        folded = fold_word(run)
        aligned = len(folded) == len(run)
        at = 0
        while at < len(run) - 1:
            rest = folded[at : at + _LONGEST_RUN_NAME] if aligned else fold_word(run[at : at + _LONGEST_RUN_NAME])
            for name in reversed(self._trie.prefixes(rest)):
                length = len(name)
                if not aligned:
                    length = next(
                        (
                            n
                            for n in range(2, min(len(run) - at, 2 * _LONGEST_RUN_NAME) + 1)
                            if fold_word(run[at : at + n]) == name
                        ),
                        0,
                    )
                if length > 1 and fold(run[at : at + length]) == name:
                    matches.append(NameMatch(start + at, start + at + length, self._trie[name]))
                    at += length - 1
                    break
            at += 1


def _joins(gap: str, token: str, folded: str) -> bool:
    """Whether a name may go on over the gap after a token: not over a comma, a full stop or a blank line."""
    if len(gap) > _WIDEST_GAP:
        return False
    if _GAP.fullmatch(gap):
        return True
    shortened = len(token) == 1 or (folded in _SHORTENED and len(token) <= 3)
    return shortened and _DOTTED_GAP.fullmatch(gap) is not None
