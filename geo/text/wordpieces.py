"""Cut a word into the pieces that a language model knows: "Latakia" is "la", "ta" and "kia".

Greedy longest match over the model's own vocabulary, without case or accents: WordPiece as in BERT (Devlin et al.
2019). Only what single words need is here, so that no tokeniser library is.
"""

import unicodedata
from collections.abc import Sequence

__all__ = ["WordPieces"]

_MOST = 12
"""Pieces of one word that are looked at."""
_LONGEST = 60
_REMEMBERED = 100_000


class WordPieces:
    """The pieces of words by number; keeps those of words that it has seen. Not safe to share between threads."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Take the pieces in the order of their numbers, BERT's special ones among them (`KeyError` where not)."""
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.begin, self.end, self.unknown, self.hidden = (
            self._numbers[name] for name in ("[CLS]", "[SEP]", "[UNK]", "[MASK]")
        )
        self._seen: dict[str, tuple[int, ...]] = {}

    def cut(self, surface: str) -> tuple[int, ...]:
        """The numbers of a word's pieces: one at least, twelve at most."""
        known = self._seen.get(surface)
        if known is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            pieces = [number for part in _parts(surface) for number in self._match(part)]
            known = self._seen[surface] = tuple(pieces[:_MOST]) or (self.unknown,)
        return known

    def _match(self, part: str) -> list[int]:
        if len(part) > _LONGEST:
            return [self.unknown]
        pieces = []
        at = 0
        while at < len(part):
            mark = "##" if at else ""
            end = next((end for end in range(len(part), at, -1) if mark + part[at:end] in self._numbers), at)
            if end == at:
                return [self.unknown]
            pieces.append(self._numbers[mark + part[at:end]])
            at = end
        return pieces


def _parts(surface: str) -> list[str]:
    """A word in lower case, without accents, parted at each mark (and at each Han character)."""
    parts = [""]
    for character in unicodedata.normalize("NFD", surface[:1000].lower()):
        category = unicodedata.category(character)
        if category == "Mn":
            continue
        if category[0] == "P" or (character.isascii() and not character.isalnum()) or "\u4e00" <= character <= "\u9fff":
            parts += [character, ""]
        else:
            parts[-1] += character
    return [part for part in parts if part]
