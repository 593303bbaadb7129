"""Answer what stands where in one text: its words, the gazetteer's names, the signs beside a mention."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from geo.records import EntityKind
from geo.text.hits import CodedHit
from geo.text.roles import signs_of
from geo.text.tokens import Token, as_tokens

__all__ = ["MentionIndex", "sort_of"]

_ARTICLED = re.compile("(?:al|el|ash?|a[dnrstz])-[A-Z]")
"""An Arabic article in lower case before a name: al-Tanf."""


class MentionIndex:
    """One text with its tokens and the gazetteer's matches, to be asked by offset."""

    def __init__(self, text: str, tokens: Sequence[Token], begins: Sequence[int], hits: Sequence[CodedHit]) -> None:
        cells = as_tokens(tokens)
        self.text = text
        self.tokens: Sequence[Token] = cells
        self._hits = hits
        self._starts = cells.starts
        self._ends = cells.ends
        self._begins = sorted(begins)
        self._hit_starts = [hit[0] for hit in hits]

    def within(self, start: int, end: int) -> list[CodedHit]:
        """The gazetteer's matches inside a stretch of the text."""
        first = bisect_left(self._hit_starts, start)
        last = bisect_left(self._hit_starts, end)
        return [hit for hit in self._hits[first:last] if hit.end <= end]

    def outside(self, spans: Sequence[tuple[int, int]]) -> list[CodedHit]:
        """The gazetteer's matches that touch none of these stretches (sorted by start)."""
        free = []
        at = 0
        reach = -1
        for hit in self._hits:
            while at < len(spans) and spans[at][0] < hit.end:
                reach = max(reach, spans[at][1])
                at += 1
            if hit.start >= reach:
                free.append(hit)
        return free

    def begins_sentence(self, start: int) -> bool:
        """Whether a sentence begins here."""
        return _find(self._begins, start) >= 0

    def is_cased_as_a_name(self, start: int, end: int) -> bool:
        """Whether a stretch is written as a name is, in a sentence that is not all in capitals."""
        surface = self.text[start:end]
        if not surface[0].isupper() and not _ARTICLED.match(surface):
            return False
        if not surface.replace(".", "").isupper():
            return True
        sentence = bisect_right(self._begins, start)
        stop = self._begins[sentence] if sentence < len(self._begins) else len(self.text)
        return any(c.islower() for c in self.text[self._begins[max(sentence - 1, 0)] : stop])

    def tokens_within(self, start: int, end: int) -> list[Token]:
        """The tokens inside a stretch of the text."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [token for token in self.tokens[first:last] if token.end <= end]

    def after(self, end: int) -> int | None:
        """The index of the token after the one that ends at `end`."""
        last = _find(self._ends, end)
        return None if last < 0 or last + 1 >= len(self.tokens) else last + 1

    @staticmethod
    def is_known(hit: CodedHit) -> bool:
        """Whether the match is well enough known to be taken for a place inside another name."""
        sort = sort_of(hit)
        return 1 <= sort <= 2 or 4 <= sort <= 5 or sort == 10

    def signs(self, start: int, end: int, *, host: EntityKind | None = None, metonym: bool = False) -> list[int]:
        """The signs of the role of the mention at `start`…`end`."""
        first = _find(self._starts, start)
        last = _find(self._ends, end)
        if first < 0 or last < 0:
            return signs_of([Token(start, end, self.text[start:end])], 0, 0, sentence_first=0, sort=0, host=host)
        sentence = self._begins[max(bisect_right(self._begins, start) - 1, 0)]
        hit = _find(self._hit_starts, start)
        sort = sort_of(self._hits[hit]) if hit >= 0 else 0
        return signs_of(
            self.tokens,
            first,
            last,
            sentence_first=first if (at := _find(self._starts, sentence)) < 0 else at,
            sort=sort,
            host=host,
            metonym=metonym and sort != 1,
        )


def sort_of(hit: CodedHit) -> int:
    """What a match mostly means, as in `hits.py`: 1 country, 2 admin-1, 3 admin-2, 4–8 town by size, else other."""
    return (hit.code // 3 - 1) // 3 // 2


def _find(offsets: Sequence[int], offset: int) -> int:
    """Where an offset stands among sorted ones, or −1."""
    at = bisect_left(offsets, offset)
    return at if at < len(offsets) and offsets[at] == offset else -1
