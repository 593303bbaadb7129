"""Measure what articles are said to be about against what a reader said of 102 of them.

    python scripts/measure_focus.py [--sources DATA] [--gazetteer INDEX] [--wrong]

`tests/resolution/focus.json` names, for articles of the newswire corpus drawn by chance, the countries (ISO 3166-1
alpha-2) or the region that each is about, and the finer places that are right as its first one; `none` says that
naming no finer place is right too. It holds ids only, no text. Thirty-one were tuned on; the other 71 are
kept back. Beside the focus stand two simple answers: the country and the place that are most often
named, and those that are named first.
"""

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geo.pipeline import Pipeline  # noqa: E402
from geo.records import Article  # noqa: E402
from geo.resolution.filing import is_fine  # noqa: E402

TUNED = 62
"""Every other one of so many articles, from the first, was tuned on."""


def main():
    """Parse, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(os.environ.get("DATELINE_SOURCES", ROOT.parent / "shared" / "data"))
    parser.add_argument("--sources", type=Path, default=default)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--wrong", action="store_true", help="name the articles whose first answer is wrong")
    options = parser.parse_args()
    corpus = options.sources / "newswire" / "worldwide.jsonl.gz"
    if not corpus.is_file():
        sys.exit(f"There is no newswire corpus in {options.sources}: name the folder with --sources.")
    told = json.loads((ROOT / "tests" / "resolution" / "focus.json").read_text(encoding="utf-8"))
    texts = dict(read(corpus, told))
    pipeline = Pipeline.open(options.gazetteer)
    parsed = [(pipeline.parse(texts[name]), right) for name, right in told.items()]
    kept = parsed[1:TUNED:2] + parsed[TUNED:]
    print("| answer | articles | country, first | countries F1 | place, first |")
    print("|---|---|--:|--:|--:|")
    answers = {"focus": focus, "most often named": most_named, "two most often": two_most_named, "first": first_named}
    for label, answer in answers.items():
        for part, some in (("all", parsed), ("tuned on", parsed[:TUNED:2]), ("kept back", kept)):
            print(f"| {label} | {part} | " + " | ".join(f"{figure:.3f}" for figure in score(answer, some)) + " |")
    if options.wrong:
        score(focus, parsed, wrong=sys.stdout)


def read(corpus, wanted):
    """The wanted articles of the corpus, whose first line is their address."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if str(row["id"]) in wanted:
                url, _, text = row["text"].partition("\n")
                yield str(row["id"]), Article(str(row["id"]), text, url=url)


def focus(parsed):
    """What the pipeline says: the countries (or regions), and the finer places, each the most of all first."""
    places = [f.place for f in parsed.focus]
    return [wide(p) for p in places if not is_fine(p)], [p.place_id for p in places if is_fine(p)]


def most_named(parsed):
    """The country and the finer place that are most often named, children counted for their country."""
    countries, places = named(parsed)
    return [c for c, _ in Counter(countries).most_common(1)], [p for p, _ in Counter(places).most_common(1)]


def two_most_named(parsed):
    """The same, with the country that is named second most often."""
    countries, _ = named(parsed)
    return [c for c, _ in Counter(countries).most_common(2)], most_named(parsed)[1]


def first_named(parsed):
    """The country and the finer place that are named first."""
    countries, places = named(parsed)
    return countries[:1], places[:1]


def named(parsed):
    """Every mention's country, and every finer place's id, in the order of the text."""
    places = [t.place for t in parsed.toponyms if t.place]
    return [p.country for p in places if p.country], [p.place_id for p in places if is_fine(p)]


def wide(place):
    """What the annotation calls a country or a region."""
    return place.country or place.place_id


def score(answer, parsed, wrong=None):
    """The share whose first country is right, F1 over all countries, the share whose first place is right."""
    first = place = right = extra = missed = 0
    for article, told in parsed:
        countries, places = answer(article)
        wanted = told["countries"] + told.get("regions", [])
        good = bool(countries) and countries[0] in wanted
        fine = places[0] in told["places"] if places else told["none"]
        first, place = first + good, place + fine
        right += len(set(countries) & set(wanted))
        extra += len(set(countries) - set(wanted))
        missed += len(set(wanted) - set(countries))
        if wrong and not (good and fine):
            print(article.article.article_id, countries, places, "not", wanted, told["places"], file=wrong)
    return first / len(parsed), 2 * right / (2 * right + extra + missed), place / len(parsed)


if __name__ == "__main__":
    main()
