"""Turn a stream of (name, place) pairs into the index's names, in little memory.

The pairs go to scratch files, a share each by the name's hash, so that all pairs of one name lie in one share and
only a share at a time is in memory: GeoNames' whole 40 million pairs pass through.
"""

from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from geo.gazetteer.kinds import MAIN_FACTOR
from geo.gazetteer.layout import IndexWriter
from geo.gazetteer.naming import CODE, MAIN, ROMANISED

__all__ = ["NameSpool"]

_SHARES = 64


class NameSpool:
    """Takes names with `add`, then writes the tries of names and each name's places with `write`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = [(folder / f"names-{share}").open("wb") for share in range(_SHARES)]
        self._rows = [array("i") for _ in range(_SHARES)]
        self._flags = [array("B") for _ in range(_SHARES)]
        self._numbers: list[NDArray[np.int32]] = []
        self._plain: list[NDArray[np.bool_]] = []

    def add(self, row: int, keys: dict[str, int]) -> None:
        """Take a place's folded names with their flags (`naming.keys_of`)."""
        for key, flags in keys.items():
            share = hash(key) % _SHARES
            self._files[share].write(key.encode() + b"\n")
            self._rows[share].append(row)
            self._flags[share].append(flags)

    def close(self) -> None:
        """Close the scratch files."""
        for file in self._files:
            file.close()

    def write(self, writer: IndexWriter, prominence: NDArray[np.float32], progress: Callable[[float], None]) -> int:
        """Write "names", "codes" (tries) and "name_starts", "name_rows", "name_flags"; returns how many names.

        A name found in texts is numbered by the first trie; codes and romanisations, which are only looked up, follow.
        A romanisation counts only for a name that has nothing better. To be called after `close`.
        """
        for share in range(_SHARES):
            self._settle(share)
        progress(0.1)
        names = self._trie(writer, "names", plain=True)
        progress(0.4)
        codes = self._trie(writer, "codes", plain=False)
        progress(0.5)
        count = len(names) + len(codes)
        shares = []
        sizes = np.zeros(count + 1, np.int64)
        for share in range(_SHARES):
            ids, rows, flags = self._sorted(share, names, codes, prominence)
            np.add.at(sizes, ids + 1, 1)
            shares.append((ids, rows, flags))
            progress(0.5 + 0.5 * share / _SHARES)
        del names, codes
        starts = np.cumsum(sizes)
        all_rows, all_flags = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint8)
        while shares:
            ids, rows, flags = shares.pop()
            at = starts[ids] + _place_in_group(ids)
            all_rows[at], all_flags[at] = rows, flags
        writer.add("name_starts", starts.astype(np.uint32))
        writer.add("name_rows", all_rows)
        writer.add("name_flags", all_flags)
        return count

    def _settle(self, share: int) -> None:
        """Keep each name of a share once, number them within it, and note which are fit to be looked for in texts."""
        path = self._folder / f"names-{share}"
        numbers: dict[bytes, int] = {}
        with path.open("rb") as file:
            numbered = [numbers.setdefault(line, len(numbers)) for line in file]
        path.write_bytes(b"".join(numbers))
        self._numbers.append(np.array(numbered, np.int32))
        plain = np.zeros(len(numbers), np.bool_)
        flags = np.array(self._flags[share], np.uint8)
        plain[self._numbers[share][flags & (CODE | ROMANISED) == 0]] = True
        self._plain.append(plain)

    def _trie(self, writer: IndexWriter, section: str, *, plain: bool) -> Any:
        trie = marisa_trie.Trie(
            key
            for share in range(_SHARES)
            for key, is_plain in zip(self._keys(share), self._plain[share].tolist(), strict=True)
            if is_plain is plain
        )
        path = self._folder / f"{section}.trie"
        trie.save(str(path))
        writer.add_file(section, path)
        return trie

    def _keys(self, share: int) -> list[str]:
        return (self._folder / f"names-{share}").read_text(encoding="utf-8").split("\n")[:-1]

    def _sorted(
        self, share: int, names: Any, codes: Any, prominence: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]]:
        """A share's names, rows and flags: by name, the most prominent place first, none twice."""
        first_code, plain = len(names), self._plain[share].tolist()
        keys = self._keys(share)
        final = [names[key] if p else first_code + codes[key] for key, p in zip(keys, plain, strict=True)]
        ids: NDArray[np.int64] = np.array(final, np.int64)[self._numbers[share]]
        rows, flags = np.array(self._rows[share], np.int32), np.array(self._flags[share], np.uint8)
        self._rows[share], self._flags[share], self._numbers[share] = array("i"), array("B"), ids[:0].astype(np.int32)
        if not len(ids):
            return ids, rows, flags
        # one entry for each name and place, the place's own name before others, though it came from two sources
        order = np.lexsort((flags & (CODE | ROMANISED), flags & MAIN ^ MAIN, rows, ids))
        ids, rows, flags = ids[order], rows[order], flags[order]
        keep = np.concatenate(([True], (ids[1:] != ids[:-1]) | (rows[1:] != rows[:-1])))
        romanised = flags & ROMANISED != 0
        genuine = np.unique(ids[~romanised])
        keep &= ~romanised | ~np.isin(ids, genuine)
        ids, rows, flags = ids[keep], rows[keep], flags[keep]
        weight = prominence[rows] * np.where(flags & MAIN, np.float32(MAIN_FACTOR), np.float32(1))
        order = np.lexsort((rows, -weight, flags & CODE, ids))
        return ids[order], rows[order], flags[order]


def _place_in_group(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """For sorted numbers, how many equal ones stand before each."""
    at = np.arange(len(ids))
    first = np.concatenate(([True], ids[1:] != ids[:-1])) if len(ids) else np.empty(0, np.bool_)
    place: NDArray[np.int64] = at - np.maximum.accumulate(np.where(first, at, 0)) if len(ids) else at
    return place
