"""Show that an ingest that is killed again and again ends with the same store as one that is left alone.

    python scripts/measure_kill.py --sources ../shared/data --articles 200 --kills 50

The newswire corpus (or its first articles) is ingested once undisturbed, and once with `kill -9` at random moments
after the program has begun to save, and a new start each time, until it goes through. Then everything in both stores
that says anything is compared: articles, reports, mentions, actors, what articles are about, stories and the words of
the full-text index. It prints how many kills there were, how many fell while articles were saved, and what differs.
"""

import argparse
import contextlib
import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUERIES = {
    "articles": "SELECT article_id, title, url, source, published, digest, parser, findings, article_no FROM articles",
    "texts": "SELECT a.article_id, t.text, t.sentences FROM texts t JOIN articles a USING (article_no)",
    "reports": "SELECT a.article_id, r.start, p.place_id, r.key, r.score, r.literal FROM reports r"
    " JOIN articles a USING (article_no) JOIN places p USING (place_no)",
    "mentions": "SELECT a.article_id, m.n, m.start, m.end, m.surface, m.role, p.place_id, m.score, m.reason, m.origin"
    " FROM mentions m JOIN articles a USING (article_no) LEFT JOIN places p USING (place_no)",
    "actors": "SELECT a.article_id, m.n, m.start, m.end, c.actor_id FROM actor_mentions m"
    " JOIN articles a USING (article_no) JOIN actors c USING (actor_no)",
    "focuses": "SELECT a.article_id, f.n, p.place_id, f.share FROM focuses f"
    " JOIN articles a USING (article_no) JOIN places p USING (place_no)",
    "stories": "SELECT a.article_id, b.article_id FROM stories s JOIN articles a USING (article_no)"
    " JOIN articles b ON b.article_no = s.story_no",
    "bands": "SELECT a.article_id, band FROM story_bands JOIN articles a USING (article_no)",
    "words": "SELECT article_no FROM articles WHERE article_no IN"
    " (SELECT rowid FROM article_search WHERE article_search MATCH 'the')",
}


def start(corpus: Path, store: Path) -> subprocess.Popen[bytes]:
    """Begin an ingest in a process of its own."""
    command = [sys.executable, "-m", "geo", "ingest", str(corpus), "--store", str(store)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def count(store: Path) -> int:
    """How many articles are saved."""
    if not store.exists():
        return 0
    try:
        with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=5)) as opened:
            return int(opened.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.Error:
        return 0


def content(store: Path) -> dict[str, list]:
    """Everything in a store that says anything, in a steady order."""
    with contextlib.closing(sqlite3.connect(store)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        opened.execute("INSERT INTO article_search (article_search) VALUES ('integrity-check')")
        return {name: sorted(opened.execute(query).fetchall(), key=repr) for name, query in QUERIES.items()}


def main() -> int:
    """Ingest, kill, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = Path(os.environ.get("DATELINE_SOURCES", ROOT.parent / "shared" / "data"))
    parser.add_argument("--sources", type=Path, default=default)
    parser.add_argument("--articles", type=int, default=950)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=5)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "news.jsonl"
        with gzip.open(chosen.sources / "newswire" / "worldwide.jsonl.gz", "rt", encoding="utf-8") as lines:
            kept = [json.loads(line) for _, line in zip(range(chosen.articles), lines, strict=False)]
        corpus.write_text("".join(json.dumps({"id": one["id"], "text": one["text"]}) + "\n" for one in kept))
        begin = time.monotonic()
        assert start(corpus, folder / "quiet.sqlite").wait() == 0
        print(f"undisturbed: {count(folder / 'quiet.sqlite')} articles in {time.monotonic() - begin:.0f} s", flush=True)
        store = folder / "killed.sqlite"
        killed = while_saving = 0
        share = len(kept) / (chosen.kills + 1)
        while killed < chosen.kills:
            wanted = min(len(kept) - 1, round((killed + chance.random()) * share))
            process = start(corpus, store)
            while process.poll() is None and count(store) < wanted:
                time.sleep(0.005)
            time.sleep(chance.random() * 0.03)
            if process.poll() is not None:
                break
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
            while_saving += 0 < count(store) < len(kept)
        assert start(corpus, store).wait() == 0
        print(f"killed {killed} times, {while_saving} of them between the first article and the last")
        one, other = content(folder / "quiet.sqlite"), content(store)
        for part, rows in one.items():
            differ = len(set(map(repr, rows)) ^ set(map(repr, other[part])))
            print(f"  {part}: {len(rows):,} rows, {differ} differ")
        return 0 if one == other else 1


if __name__ == "__main__":
    sys.exit(main())
