"""Measure how many articles a second are found and placed on one core, beside peers in the same run.

    PYTHONPATH=. python benchmarks/parse.py [--texts FILE.jsonl.gz] [--articles 400] [--json]

Two figures for the pipeline: articles that it never saw before, after a warm-up on others; and the same articles
again. The peers (`_peers.py`) find names only, and are measured in turn with it on the same articles. Times are
processor time, the least of three rounds (of the first figure there is one by its nature); memory is the peak of the
process, before any peer is opened. Texts are `{"text"}` lines of a file (by default `newswire/worldwide.jsonl.gz` under
DATELINE_SOURCES), else the seeds.
"""

import argparse
import gzip
import json
import os
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks._peers import PEERS, Missing
from geo.articles import read_articles
from geo.pipeline import Pipeline, collect_rarely
from geo.records import Article
from geo.text.tokens import tokenise

HERE = Path(__file__).resolve().parent.parent
ROUNDS = 3


def main() -> None:
    """Warm up, measure all in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("DATELINE_SOURCES", HERE.parent / "shared" / "data")) / "newswire/worldwide.jsonl.gz"
    parser.add_argument("--texts", type=Path, default=default)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--peer-articles", type=int, default=60, help="how many of them the peers are measured on")
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    articles = list(texts(options.texts, 2 * options.articles))
    warm, fresh = articles[: len(articles) // 2], articles[len(articles) // 2 :]
    collect_rarely()  # as the commands do
    pipeline = Pipeline.open(options.gazetteer)
    _seconds(pipeline.parse, warm)
    unseen = _seconds(pipeline.parse, fresh)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    again = min(_seconds(pipeline.parse, fresh) for _ in range(ROUNDS))
    tokens = statistics.mean(len(tokenise(article.text)) for article in fresh)
    result: dict[str, object] = {
        "articles": len(fresh),
        "tokens each": round(tokens),
        "articles a second, never seen": round(len(fresh) / unseen, 1),
        "articles a second, seen": round(len(fresh) / again, 1),
        "thousand tokens a second, never seen": round(len(fresh) * tokens / unseen / 1000, 1),
        "peak memory, MB": round(peak / 1024),
    }
    _compare(result, pipeline, fresh[: options.peer_articles])
    if options.json:
        print(json.dumps({name.replace(", ", "_").replace(" ", "_"): value for name, value in result.items()}))
        return
    for name, value in result.items():
        print(f"{name:<78}{value:>12}")


def _compare(result: dict[str, object], pipeline: Pipeline, articles: list[Article]) -> None:
    """Time the pipeline and each peer in turn on the same articles."""
    runs: dict[str, Callable[[Article], object]] = {}
    for name, opener in PEERS.items():
        try:
            runs[name] = opener(pipeline.gazetteer)
        except Missing as missing:
            result[f"{name}: {missing}"] = "left out"
    for run in runs.values():
        _seconds(run, articles)
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, run in {"": pipeline.parse, **runs}.items():
            best[name] = min(best.get(name, float("inf")), _seconds(run, articles))
    for name in runs:
        result[f"{name}: articles a second"] = round(len(articles) / best[name], 1)
        result[f"{name}: the pipeline's speed, as a multiple of it"] = round(best[name] / best[""], 3)


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


if __name__ == "__main__":
    main()
