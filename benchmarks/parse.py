"""Measure how many articles a second are found and placed on one core, and where the time goes.

    PYTHONPATH=. python benchmarks/parse.py [--texts FILE.jsonl.gz] [--articles 400] [--json]

The peer, measured in the same run in turn with the pipeline, finds names only: a regular expression for runs of
capitalised words looked up in a dict of the gazetteer's names, with neither roles, places, actors nor offsets of
folded names. Times are processor time of one core after a warm-up; memory is the peak of the process. Texts are
`{"text"}` lines of a file (by default `newswire/worldwide.jsonl.gz` under DATELINE_SOURCES), else the seeds.
"""

import argparse
import gzip
import json
import os
import re
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from geo.articles import read_articles
from geo.gazetteer import fold
from geo.pipeline import Pipeline
from geo.records import Article
from geo.text.tokens import tokenise

HERE = Path(__file__).resolve().parent.parent
CAPITALISED = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*")


def main() -> None:
    """Warm up, measure both in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("DATELINE_SOURCES", HERE.parent / "shared" / "data")) / "newswire/worldwide.jsonl.gz"
    parser.add_argument("--texts", type=Path, default=default)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    articles = list(texts(options.texts, options.articles))
    pipeline = Pipeline.open(options.gazetteer)
    warm = articles[: len(articles) // 3] or articles
    for article in warm:
        pipeline.parse(article)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peer = _peer(set(_names(pipeline)))
    ours, theirs = [], []
    for _ in range(3):
        ours.append(_seconds(pipeline.parse, articles))
        theirs.append(_seconds(peer, articles))
    tokens = statistics.mean(len(tokenise(article.text)) for article in articles)
    result = {
        "articles": len(articles),
        "tokens_each": round(tokens),
        "articles_per_second": round(len(articles) / min(ours), 1),
        "names_only_peer_per_second": round(len(articles) / min(theirs), 1),
        "times_the_peer": round(min(ours) / min(theirs), 2),
        "peak_memory_mb": round(peak / 1024),
    }
    if options.json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name.replace('_', ' '):<30}{value:>10}")


def texts(path: Path, count: int) -> list[Article]:
    """Articles of a file, or the seeds as often as needed."""
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for _, line in zip(range(count), lines, strict=False)]
        return [Article(str(i), row["text"].partition("\n")[2]) for i, row in enumerate(rows)]
    seeds = [item for item in read_articles([HERE / "seeds"]) if isinstance(item, Article)]
    return [seeds[i % len(seeds)] for i in range(count)]


def _seconds(run: Callable[[Article], object], articles: list[Article]) -> float:
    began = time.process_time()
    for article in articles:
        run(article)
    return time.process_time() - began


def _names(pipeline: Pipeline) -> list[str]:
    gazetteer = pipeline.gazetteer
    return [gazetteer.name(name_id) for name_id in range(gazetteer.name_total)]


def _peer(names: set[str]) -> Callable[[Article], list[str]]:
    def find(article: Article) -> list[str]:
        found = []
        for match in CAPITALISED.finditer(article.text):
            words = match.group().split(" ")
            for size in range(len(words), 0, -1):
                if fold(" ".join(words[:size])) in names:
                    found.append(" ".join(words[:size]))
                    break
        return found

    return find


if __name__ == "__main__":
    main()
