"""Measure how well copies of a story are recognised: pairs made from news articles by what papers do to wire copy.

    python scripts/measure_stories.py --sources ../shared/data

Each article is edited as a second paper would: paragraphs dropped from the end, another lead, another headline, a
paper's boilerplate behind it, words changed here and there, and all of that at once. A pair of an article and its edit
is one story; a pair of two different articles is none (those that the corpus itself holds twice are counted and shown).
The corpus is no part of the project: see docs/decisions/0022-tables-and-stories.md for the numbers.
"""

import argparse
import gzip
import itertools
import json
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from geo.stories import Signature, same_story, signature_of

BOILERPLATE = (
    "This report was made possible by our readers. Sign up for our morning newsletter to get the day's most important "
    "news before breakfast. Follow us wherever you are, and write to our desk if you have seen an error.\n\n"
    "All rights are reserved; no part of this page may be printed elsewhere without the written leave of its publisher."
)
LEAD = (
    "What began as a quiet week ended in long meetings, hurried calls and a statement that few had expected, people "
    "who know of the talks told this newspaper, and nobody would say on Thursday what comes after it."
)
HEADLINE = "Officials meet again as questions over the decision remain"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, or its sentences in threes where it has none."""
    found = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    if len(found) >= 4:
        return found
    sentences = re.split(r"(?<=[.!?])\s+", text)
    return [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]


def cut(share: float) -> Callable[[str, random.Random], str]:
    """An edit that keeps this share of the paragraphs, from the top."""

    def edit(text: str, chance: random.Random) -> str:
        parts = paragraphs(text)
        return "\n\n".join(parts[: max(1, round(len(parts) * share))])

    return edit


def lead(text: str, chance: random.Random) -> str:
    """Another first paragraph."""
    return "\n\n".join([LEAD, *paragraphs(text)[1:]])


def headline(text: str, chance: random.Random) -> str:
    """Another headline above it."""
    return f"{HEADLINE}\n\n{text}"


def boilerplate(text: str, chance: random.Random) -> str:
    """A paper's own words below it."""
    return f"{text}\n\n{BOILERPLATE}"


def words(share: float) -> Callable[[str, random.Random], str]:
    """An edit that takes out or doubles this share of the words."""

    def edit(text: str, chance: random.Random) -> str:
        out = []
        for word in text.split(" "):
            if chance.random() < share:
                if chance.random() < 0.5:
                    out += [word, word]
            else:
                out.append(word)
        return " ".join(out)

    return edit


def everything(text: str, chance: random.Random) -> str:
    """All at once: a third cut, another lead and headline, boilerplate, one word in fifty changed."""
    for edit in (cut(2 / 3), lead, words(0.02), headline, boilerplate):
        text = edit(text, chance)
    return text


EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "two thirds kept": cut(2 / 3),
    "half kept": cut(0.5),
    "a third kept": cut(1 / 3),
    "a quarter kept": cut(0.25),
    "another lead": lead,
    "another headline": headline,
    "boilerplate": boilerplate,
    "one word in fifty changed": words(0.02),
    "one word in twenty changed": words(0.05),
    "all at once": everything,
}


def found(one: Signature | None, other: Signature | None) -> bool:
    """Whether the store would put two articles together: looked up by a shared band, then compared."""
    if one is None or other is None:
        return False
    return bool(set(one.bands) & set(other.bands)) and same_story(one, other)


def main() -> None:
    """Print recall by edit, precision over all pairs of different articles, and the time a signature takes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sources", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seed", type=int, default=5)
    chosen = parser.parse_args()
    with gzip.open(chosen.sources / "newswire" / "worldwide.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"].split("\n", 1)[-1].strip() for line in lines]
    chance = random.Random(chosen.seed)
    begin = time.process_time()
    signatures = [signature_of(text) for text in texts]
    took = (time.process_time() - begin) / len(texts)
    print(f"{len(texts)} articles; a signature takes {took * 1e3:.2f} ms of one core")
    hits = pairs = 0
    for name, edit in EDITS.items():
        edited = [signature_of(edit(text, chance)) for text in texts]
        right = sum(found(a, b) for a, b in zip(signatures, edited, strict=True))
        if name not in {"a quarter kept"}:
            hits, pairs = hits + right, pairs + len(texts)
        print(f"  {name:28} recall {right / len(texts):.3f}")
    wrong = []
    for (i, a), (j, b) in itertools.combinations(enumerate(signatures), 2):
        if a is not None and b is not None and found(a, b):
            wrong.append((i, j))
    total = len(texts) * (len(texts) - 1) // 2
    print(f"  recall over all edits but a quarter {hits / pairs:.4f}")
    print(f"  different articles put together: {len(wrong)} of {total:,} pairs")
    for i, j in wrong:
        print(f"    {texts[i][:70]!r} / {texts[j][:70]!r}")


if __name__ == "__main__":
    main()
