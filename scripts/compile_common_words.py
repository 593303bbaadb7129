"""Count which words are written in lower case in running text: they are words first, and names second.

    python scripts/compile_common_words.py [FOLDER]

FOLDER (or DATELINE_SOURCES, or ../shared/data) holds the corpora `newswire/worldwide.jsonl.gz` and `ner/*.gz` of
docs/decisions/0010-actors.md. Only counts leave them, no text: for each word (folded) inside a sentence, not at its
start and not in a headline of capitals, the share of its uses in lower case. Words seen less than three times, or
never in lower case, are left out. Deterministic. Writes geo/data/common_words.txt.gz:
`word<TAB>share of lower case<TAB>floor(log2(count))`.
"""

import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geo.text.lexicon import fold_word  # noqa: E402

FEWEST = 3
QUOTES = set("\"'“”‘’``''([-–—:;•*#|>")


def newswire(folder: Path) -> Iterator[list[str]]:
    """The sentences of the news articles, as words."""
    with gzip.open(folder / "newswire/worldwide.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for sentence in json.loads(line)["sentences"]:
                yield [token for token, _tag in sentence]


def columns(folder: Path) -> Iterator[list[str]]:
    """Read the CoNLL files; the numbered one keeps its word in the second column."""
    for path in sorted((folder / "ner").glob("*.gz")):
        if "twitter" in path.name or "wnut" in path.name:
            continue  # tweets write names in lower case, which is what this list must tell apart
        sentence: list[str] = []
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                cells = line.split()
                if not cells:
                    yield sentence
                    sentence = []
                elif not line.startswith("#"):
                    sentence.append(cells[1] if ".iob2" in path.name and len(cells) > 2 else cells[0])
        yield sentence


def headline(tokens: list[str]) -> bool:
    """Whether most of the longer words are capitalised, so that capitals mean nothing."""
    words = [t for t in tokens if t.isalpha() and len(t) > 3]
    return len(words) < 3 or sum(not t[0].islower() for t in words) > 0.6 * len(words)


def count(sentences: Iterator[list[str]]) -> tuple[Counter[str], Counter[str]]:
    """Count each word in lower case, and in all, inside sentences."""
    lower: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for tokens in sentences:
        if headline(tokens):
            continue
        start = True
        for token in tokens:
            if not start and token.replace("-", "").replace("'", "").isalpha() and token.isascii():
                word = fold_word(token)
                total[word] += 1
                lower[word] += token[0].islower()
            start = token in QUOTES or token in {".", "!", "?", "..."} or (start and not token[:1].isalnum())
    return lower, total


def main() -> None:
    """Count, and write the list."""
    default = os.environ.get("DATELINE_SOURCES") or str(ROOT.parent / "shared/data")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else default)
    lower, total = count(newswire(folder))
    for counter, more in zip((lower, total), count(columns(folder)), strict=True):
        counter.update(more)
    rows = [
        f"{word}\t{lower[word] / n:.2f}\t{n.bit_length() - 1}\n"
        for word, n in sorted(total.items())
        if n >= FEWEST and lower[word] / n >= 0.01
    ]
    path = ROOT / "geo/data/common_words.txt.gz"
    path.write_bytes(gzip.compress("".join(rows).encode(), compresslevel=9, mtime=0))
    print(f"{path.name}: {len(rows)} words, {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
