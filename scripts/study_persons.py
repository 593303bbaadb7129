"""Measure how well people's names are found by their cues alone, against names marked by hand.

    python scripts/study_persons.py [FOLDER] [--misses]

FOLDER (or DATELINE_SOURCES, or ../shared/data) holds `newswire/worldwide.jsonl.gz`. A name is found where a span
overlaps it ("overlap") or has its very words ("exact"). Even-numbered articles were looked at while the rules were
written; odd-numbered ones were only counted. Prints precision, recall, F1 and the time an article takes.
"""

import gzip
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geo.text.people import find_persons  # noqa: E402


def spans(article: dict[str, object], text: str) -> list[tuple[int, int]]:
    """Offsets of the names marked Person: each token is looked for after the one before."""
    position = 0
    found: list[tuple[int, int]] = []
    for sentence in article["sentences"]:  # type: ignore[attr-defined]
        inside = False
        for token, tag in sentence:
            at = text.find(token, position, position + 400)
            if at < 0:
                inside = False
                continue
            position = at + len(token)
            if tag.endswith("Person"):
                if tag.startswith("I") and inside:
                    found[-1] = (found[-1][0], position)
                else:
                    found.append((at, position))
                inside = True
            else:
                inside = False
    return found


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def score(hits: int, found: int, gold: int, right: int) -> str:
    """Precision, recall and F1 in one line."""
    precision, recall = right / max(found, 1), hits / max(gold, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def main() -> None:
    """Count and print."""
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    folder = Path(arguments[0] if arguments else os.environ.get("DATELINE_SOURCES") or ROOT.parent / "shared/data")
    halves: list[Counter[str]] = [Counter(), Counter()]
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    seconds = 0.0
    characters = 0
    with gzip.open(folder / "newswire/worldwide.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            article = json.loads(line)
            text = article["text"]
            gold = spans(article, text)
            begun = time.perf_counter()
            entities = find_persons(text)
            seconds += time.perf_counter() - begun
            characters += len(text)
            found = [(e.start, e.end) for e in entities]
            count = halves[number % 2]
            count["gold"] += len(gold)
            count["found"] += len(found)
            count["hit"] += sum(any(overlap(g, f) for f in found) for g in gold)
            count["right"] += sum(any(overlap(g, f) for g in gold) for f in found)
            count["exact"] += len(set(gold) & set(found))
            if number % 2 == 0:
                wrong.update(text[a:b] for a, b in found if not any(overlap((a, b), g) for g in gold))
                missed.update(text[a:b] for a, b in gold if not any(overlap((a, b), f) for f in found))
    for name, c in zip(("looked at", "only counted"), halves, strict=True):
        exact = score(c["exact"], c["found"], c["gold"], c["exact"])
        print(
            f"{name}: overlap {score(c['hit'], c['found'], c['gold'], c['right'])} · exact {exact} · {c['gold']} names"
        )
    count_all = number + 1
    print(f"{seconds / count_all * 1e6:.0f} µs an article of {characters // count_all} characters")
    if "--misses" in sys.argv:
        print("wrong:", wrong.most_common(150))
        print("missed:", missed.most_common(150))


if __name__ == "__main__":
    main()
