"""Undo case endings by tables: what stood at the end of the name before it was declined."""

from collections.abc import Iterable, Mapping, Sequence

from geo.text.languages.forms import Form

__all__ = ["Table", "read_table", "undone", "whole_words"]

Table = Mapping[str, tuple[str, ...]]
"""Written ending → the endings of the bare name, "" for none, the likeliest first."""


def read_table(lines: str) -> Table:
    """A table from lines of "ending: bare bare …", in which "-" stands for no ending."""
    table: dict[str, tuple[str, ...]] = {}
    for line in lines.strip().splitlines():
        written, _, bare = line.partition(":")
        ending = written.strip().strip("-")
        table[ending] = tuple(b.strip("-") for b in bare.split())
    return table


def undone(word: str, table: Table, *, shortest: int = 2) -> Sequence[str]:
    """The bare names behind a declined word, without the word itself; longer endings first, none twice."""
    longest = max(map(len, table))
    found: dict[str, None] = {}
    for length in range(min(longest, len(word) - shortest), -1, -1):
        ending = word[len(word) - length :]
        stem = word[: len(word) - length]
        for bare in table.get(ending, ()):
            found[stem + bare] = None
    found.pop(word, None)
    return list(found)


def whole_words(bases: Iterable[str], word: str) -> Sequence[Form]:
    """Forms that keep the whole word as the surface."""
    return [Form(0, len(word), base) for base in bases]
