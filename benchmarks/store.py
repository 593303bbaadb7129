"""Measure how fast articles are kept, and how fast a million reports answer.

    PYTHONPATH=. python benchmarks/store.py save [--articles 1500]
    PYTHONPATH=. python benchmarks/store.py ask [--reports 1000000] [--keep FILE]

`save` writes articles of some 690 words with 30 toponyms (three alternatives each)
and 20 mentions of actors, one transaction each. `ask` fills a store with made-up
reports, loads the columns, and times each question three ways: the mask, the
whole method, and the same question to SQLite, in one run. Times are medians, in
milliseconds. Nothing here is news: words and places are drawn at random, seeded.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import insert, text

from geo.query import Reports
from geo.query.filtering import passing
from geo.query.loading import load
from geo.records import (
    ActorKind,
    ActorMention,
    Alternative,
    Article,
    Bounds,
    Filters,
    ParsedArticle,
    Place,
    PlaceKind,
    ResolvedToponym,
    Role,
    Sentence,
)
from geo.store import Store, open_store
from geo.store.schema import actor_mentions, actors, articles, focuses, mentions, places, reports, texts

SENTENCES, WORDS = 28, 25
PLACES, ACTORS, PER_ARTICLE = 30_000, 2_000, 20


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", default="both", choices=("save", "ask", "both"))
    parser.add_argument("--articles", type=int, default=1_500)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="keep the filled store here, and use it again")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.what != "ask":
            measure_saving(Path(folder) / "saved.sqlite", chosen.articles)
        if chosen.what != "save":
            measure_asking(chosen.keep or Path(folder) / "filled.sqlite", chosen.reports)


def measure_saving(path: Path, count: int) -> None:
    """Save, save again, and save changed."""
    made = list(_articles(count))
    words = sum(len(parsed.article.text.split()) for parsed in made) / count
    store = open_store(path)
    print(f"{count} articles of {words:.0f} words, {len(made[0].toponyms)} toponyms, {len(made[0].actors)} actors")
    for what, parser in (("new", "1"), ("the same again", "1"), ("by a new parser", "2")):
        again = [ParsedArticle(p.article, p.sentences, p.toponyms, p.actors, parser) for p in made]
        took = []
        begin = time.perf_counter()
        with store.writer() as writer:
            for parsed in again:
                started = time.perf_counter()
                writer.save(parsed)
                took.append(time.perf_counter() - started)
        rate = count / (time.perf_counter() - begin)
        print(f"  {what}: {rate:.0f} articles/s, median {statistics.median(took) * 1e3:.2f} ms")
    begin = time.perf_counter()
    skipped = sum(store.has(parsed.article, "2") for parsed in made)
    print(f"  has: {skipped / (time.perf_counter() - begin):.0f} articles/s")
    store.close()
    print(f"  {path.stat().st_size / count / 1024:.1f} KB an article on disk")


def measure_asking(path: Path, count: int) -> None:
    """Load a store of `count` reports and time every question."""
    new = not path.exists()
    store = open_store(path)
    if new:
        begin = time.perf_counter()
        fill(store, count)
        print(f"filled in {time.perf_counter() - begin:.0f} s, {path.stat().st_size / 2**20:.0f} MB")
    with store.reading() as connection:
        begin = time.perf_counter()
        columns = load(connection)
        print(f"load {len(columns.reports)} reports: {time.perf_counter() - begin:.2f} s")
    edges = len(columns.reports.edge_report)
    size = columns.reports.nbytes / len(columns.reports)
    print(f"columns: {size:.0f} bytes a report ({edges / len(columns.reports):.2f} actors each)")
    asked = Reports(store)
    asked.refresh()
    print(f"revision: {_timed(asked.revision):.2f} ms")
    syria = "country:C7"
    kinds = {
        "none": Filters(),
        "a place": Filters(places=("made:12",)),
        "a country": Filters(places=(syria,)),
        "an actor": Filters(actors=("actor:3",)),
        "a month": Filters(published_from=date(2015, 3, 1), published_to=date(2015, 3, 31)),
        "the view": Filters(bounds=Bounds(30, 30, 40, 45)),
        "certain": Filters(min_score=0.8),
        "all together": Filters(
            places=(syria,),
            actors=("actor:1", "actor:2", "actor:3"),
            published_from=date(2015, 1, 1),
            min_score=0.3,
            bounds=Bounds(-60, -170, 80, 170),
        ),
    }
    print(
        f"{'filter':<14}{'reports':>9}{'mask':>8}{'by_place':>10}{'by_actor':>10}{'by_day':>8}{'totals':>8}{'page':>8}{'SQLite':>9}"
    )
    for name, filters in kinds.items():
        total = asked.totals(filters).reports
        row = [
            _timed(lambda f=filters: passing(columns, f, None)),
            *(
                _timed(lambda f=filters, m=method: m(f))
                for method in (asked.by_place, asked.by_actor, asked.by_day, asked.totals)
            ),
            _timed(lambda f=filters: asked.reports(f)),
        ]
        sql = _timed(lambda n=name: _sql(store, n), times=3)
        print(
            f"{name:<14}{total:>9}"
            + "".join(f"{ms:>{w}.1f}" for ms, w in zip(row, (8, 10, 10, 8, 8, 8), strict=True))
            + f"{sql:>9.1f}"
        )
    for order in ("newest", "certain", "place"):
        print(f"page 1 by {order}: {_timed(lambda o=order: asked.reports(Filters(), order=o)):.1f} ms")
    print(f"page 1000 by newest: {_timed(lambda: asked.reports(Filters(), offset=50_000)):.1f} ms")
    print(f"find_places: {_timed(lambda: asked.find_places('pla')):.1f} ms")
    words = Filters(text="w17 w40")
    begin = time.perf_counter()
    found = asked.totals(words)
    print(f"text, first time: {(time.perf_counter() - begin) * 1e3:.0f} ms for {found.articles} articles")
    more = next(iter(_articles(1)))
    store.save(ParsedArticle(more.article, more.sentences, more.toponyms, more.actors, str(time.time())))
    begin = time.perf_counter()
    asked.refresh()
    print(f"refresh after one more article: {(time.perf_counter() - begin) * 1e3:.0f} ms")
    store.close()


_PLACED = "FROM reports r JOIN places p ON p.place_no = r.place_no JOIN articles a ON a.article_no = r.article_no"
_ACTING = (
    "EXISTS (SELECT 1 FROM actor_mentions m JOIN actors USING (actor_no)"
    " WHERE m.article_no = r.article_no AND m.sentence = r.start AND actor_id IN ({}))"
)
_SQL = {
    "none": "1",
    "a place": "p.place_id = 'made:12'",
    "a country": "p.country = 'C7'",
    "an actor": _ACTING.format("'actor:3'"),
    "a month": "a.published BETWEEN '2015-03-01' AND '2015-03-31'",
    "the view": "p.lat BETWEEN 30 AND 40 AND p.lon BETWEEN 30 AND 45",
    "certain": "r.score >= 0.8",
    "all together": "p.country = 'C7' AND a.published >= '2015-01-01' AND r.score >= 0.3 AND p.lat BETWEEN -60 AND 80 "
    "AND p.lon BETWEEN -170 AND 170 AND " + _ACTING.format("'actor:1', 'actor:2', 'actor:3'"),
}


def _sql(store: Store, name: str) -> int:
    where = f"WHERE r.literal AND {_SQL[name]}"
    query = (
        f"SELECT r.place_no, count(*), count(DISTINCT r.article_no), max(r.score) {_PLACED} {where} GROUP BY r.place_no"
    )
    with store.reading() as connection:
        return sum(row[1] for row in connection.execute(text(query)))


def _timed(ask: Callable[[], object], *, times: int = 9) -> float:
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(took)


def _places(count: int, rng: random.Random) -> list[Place]:
    kinds = [PlaceKind.TOWN] * 8 + [PlaceKind.ADMIN1, PlaceKind.RIVER]
    return [
        Place(
            f"made:{n}",
            f"Place {n}",
            rng.uniform(-55, 75),
            rng.uniform(-180, 180),
            rng.choice(kinds),
            "P",
            f"C{n % 200}",
            f"Province {n % 3000}",
            f"province:{n % 3000}",
            rng.randrange(5_000_000),
        )
        for n in range(count)
    ]


def _articles(count: int) -> Iterator[ParsedArticle]:
    rng = random.Random(7)
    known = _places(3_000, rng)
    vocabulary = [f"w{n}" + rng.choice(["", "ing", "ed", "tion"]) for n in range(20_000)]
    weights = [1 / (n + 1) for n in range(len(vocabulary))]
    for number in range(count):
        body, sentences = "", []
        for _ in range(SENTENCES):
            start = len(body)
            body += " ".join(rng.choices(vocabulary, weights, k=WORDS)).capitalize() + "."
            sentences.append(Sentence(start, len(body)))
            body += " "
        spots = sorted(rng.sample(range(0, len(body) - 10), 50))
        toponyms, acting = [], []
        for at, spot in enumerate(spots):
            surface = body[spot : spot + 6]
            if at % 5 < 3:
                place, *others = (rng.choice(known) for _ in range(4))
                toponyms.append(
                    ResolvedToponym(
                        spot,
                        spot + 6,
                        surface,
                        Role.LITERAL if rng.random() < 0.7 else Role.ASSOCIATIVE,
                        place,
                        rng.random(),
                        f"{place.name} is the most likely of 4 places of that name, near the others of the article.",
                        tuple(Alternative(other, rng.random()) for other in others),
                    )
                )
            else:
                n = rng.randrange(300)
                acting.append(ActorMention(spot, spot + 6, surface, f"actor:{n}", f"Actor {n}", ActorKind.PERSON))
        article = Article(
            f"made:{number}", body, f"Made-up article {number}", "", f"Source {number % 60}", date(2015, 1, 1)
        )
        yield ParsedArticle(article, tuple(sentences), tuple(toponyms), tuple(acting), "1")


def fill(store: Store, count: int) -> None:
    """Fill the tables directly: saving a million reports one article at a time would take minutes."""
    rng = np.random.default_rng(7)
    known = _places(PLACES, random.Random(7))
    number = max(1, count // PER_ARTICLE)
    step = 5_000
    with store.engine.connect() as connection, connection.begin():
        fields = [column.name for column in places.c if column.name not in {"place_no", "changed"}]
        rows = [{name: getattr(p, name) for name in fields} | {"changed": 1} for p in known]
        connection.execute(insert(places), rows)
        connection.execute(
            insert(actors),
            [{"actor_id": f"actor:{n}", "name": f"Actor {n}", "kind": "person", "changed": 1} for n in range(ACTORS)],
        )
        for first in range(0, number, step):
            some = range(first, min(number, first + step))
            _fill_articles(connection, some, rng)
        connection.execute(text("INSERT INTO article_search(article_search) VALUES ('rebuild')"))
        connection.execute(text("UPDATE dateline_meta SET value = 1 WHERE name = 'revision'"))


def _fill_articles(connection, some: range, rng: np.random.Generator) -> None:  # type: ignore[no-untyped-def]
    sentences = json.dumps([[n * 130, n * 130 + 129, 1] for n in range(PER_ARTICLE)])
    heads, bodies, facts, named, acting, subjects = [], [], [], [], [], []
    for n in some:
        undated = n % 10 == 0
        heads.append(
            {
                "article_no": n + 1,
                "article_id": f"made:{n}",
                "title": f"Made-up article {n}",
                "url": "",
                "source": f"Source {n % 60}",
                "published": None if undated else date(2014, 1, 1) + timedelta(days=n % 730),
                "digest": "",
                "parser": "1",
                "findings": "",
                "added": date(2016, 1, 1),
                "changed": 1,
            }
        )
        words = " ".join(f"w{w}" for w in np.minimum(rng.zipf(1.2, 400), 50_000))
        bodies.append({"article_no": n + 1, "text": words.ljust(130 * PER_ARTICLE, "."), "sentences": sentences})
        chosen = np.minimum(rng.zipf(1.15, PER_ARTICLE), PLACES).tolist()
        scores, literal = rng.random(PER_ARTICLE).tolist(), (rng.random(PER_ARTICLE) < 0.7).tolist()
        keys = rng.integers(-(2**63), 2**63 - 1, PER_ARTICLE).tolist()
        who = np.minimum(rng.zipf(1.3, PER_ARTICLE), ACTORS).tolist()
        subjects += [
            {"article_no": n + 1, "n": k, "place_no": about, "share": 0.5 / (k + 1)}
            for k, about in enumerate(dict.fromkeys(chosen[:3]))
        ]
        for k in range(PER_ARTICLE):
            common = {"article_no": n + 1, "start": k * 130}
            named.append(
                {
                    "article_no": n + 1,
                    "n": k,
                    "start": k * 130 + 10,
                    "end": k * 130 + 15,
                    "sentence": k * 130,
                    "surface": "Place",
                    "role": "literal" if literal[k] else "associative",
                    "place_no": chosen[k],
                    "score": scores[k],
                    "reason": "The best known place of that name.",
                    "origin": "gazetteer",
                    "alternatives": f'[["made:{chosen[k] - 1}", 0.2]]',
                }
            )
            facts.append(common | {"place_no": chosen[k], "key": keys[k], "score": scores[k], "literal": literal[k]})
            acting.append(
                common | {"n": k, "end": k * 130 + 5, "sentence": k * 130, "surface": "Actor", "actor_no": who[k]}
            )
    for table, rows in (
        (articles, heads),
        (texts, bodies),
        (reports, facts),
        (mentions, named),
        (actor_mentions, acting),
        (focuses, subjects),
    ):
        connection.execute(insert(table), rows)


if __name__ == "__main__":
    sys.exit(main())
