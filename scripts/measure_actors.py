"""Measure how well actors are found and told apart, on newswire articles whose names are marked by hand.

    python scripts/measure_actors.py [--sources DATA] [--gazetteer INDEX] [--all] [--misses] [--draw N --seed S]

Reads `newswire/worldwide.jsonl.gz` (Shan et al., EMNLP Findings 2023), and of it only the articles that
`train_recogniser.py` keeps back (one in nine; `--all` takes the rest too, which the recogniser knows). A mention is
found where a span overlaps it ("overlap") or has its very words ("exact"). The corpus marks names, not identities, so
identity is measured by what its names imply: a family name is the one person so named in full, letters in brackets are
the name before them, and the same words are the same actor. `--draw` prints mentions to be judged by hand, each
among its words.
"""

import argparse
import hashlib
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from train_recogniser import newswire

from geo.pipeline import Pipeline
from geo.records import ActorKind, Article

HOLD_OUT = 9
ORGANISATIONS = {ActorKind.ORGANISATION, ActorKind.ARMED_GROUP, ActorKind.BODY}


def main():
    """Parse, count, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = Path(__file__).resolve().parent.parent
    default = Path(os.environ.get("DATELINE_SOURCES", root.parent / "shared" / "data"))
    parser.add_argument("--sources", type=Path, default=default)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--all", action="store_true", help="the articles that the recogniser knows, too")
    parser.add_argument("--known", action="store_true", help="only the articles that the recogniser knows")
    parser.add_argument("--misses", action="store_true", help="print the commonest errors")
    parser.add_argument("--draw", type=int, default=0, help="print so many mentions to be judged")
    parser.add_argument("--seed", type=int, default=18)
    options = parser.parse_args()
    path = options.sources / "newswire" / "worldwide.jsonl.gz"
    if not path.exists():
        sys.exit(f"There is no {path}: name the folder with --sources.")
    documents = [
        (name, document) for name, document in newswire(path) if options.all or is_held_out(name) != options.known
    ]
    pipeline = Pipeline.open(options.gazetteer)
    began = time.process_time()
    answers = [pipeline.parse(Article(name, document.text)).actors for name, document in documents]
    seconds = time.process_time() - began
    print(f"{len(documents)} articles, {seconds / len(documents) * 1000:.1f} ms each for everything")
    if options.draw:
        draw(documents, answers, options.draw, options.seed)
        return
    print(
        "| mentions | marked | found | overlap P | R | F1 | exact P | R | F1 |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    )
    persons = (lambda m: m.kind is ActorKind.PERSON, {"person"}, {"person"})
    groups = (lambda m: m.kind in ORGANISATIONS, {"organisation"}, {"organisation"})
    loosely = (lambda m: m.kind is not ActorKind.PERSON, {"organisation"}, {"organisation", "demonym", "place"})
    row("persons", documents, answers, *persons)
    row("organisations", documents, answers, *groups)
    row("organisations, states that stand for them allowed", documents, answers, *loosely)
    parted = identities(documents, answers)
    if options.misses:
        print("\nparted:", parted.most_common(80))
        misses(documents, answers)


def is_held_out(name):
    """Whether the recogniser that ships has not learnt from the article (train_recogniser.py)."""
    return int(hashlib.md5(name.encode()).hexdigest(), 16) % HOLD_OUT == 0


def row(label, documents, answers, chosen, wanted, allowed):
    """One line: recall of the names of the kinds `wanted`, precision against those `allowed`."""
    gold = found = hit = right = exact_hit = exact_right = 0
    for (_, document), mentions in zip(documents, answers, strict=True):
        names = [(s, e) for s, e, kind in document.names if kind in wanted]
        fair = [(s, e) for s, e, kind in document.names if kind in allowed]
        spans = [(m.start, m.end) for m in mentions if chosen(m)]
        gold += len(names)
        found += len(spans)
        hit += sum(any(s < b and a < e for a, b in spans) for s, e in names)
        right += sum(any(s < b and a < e for a, b in fair) for s, e in spans)
        exact_hit += len(set(names) & set(spans))
        exact_right += len(set(fair) & set(spans))
    cells = [label, str(gold), str(found)]
    for good, fine in ((hit, right), (exact_hit, exact_right)):
        precision, recall = fine / max(found, 1), good / max(gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        cells += [f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}"]
    print("| " + " | ".join(cells) + " |")


def identities(documents, answers):
    """What the marked names imply about who is who."""
    tally = Counter()
    for (_, document), mentions in zip(documents, answers, strict=True):
        at = {}
        for m in mentions:
            for offset in range(m.start, m.end):
                at[offset] = m
        family(document, at, tally)
        brackets(document, at, tally)
        alike(document, at, tally)
    print("\n| identity | cases | both found | same actor | of those found |\n|---|--:|--:|--:|--:|")
    for label in ("family name, one such person", "family name, several such", "letters in brackets", "same words"):
        cases, both, same = (tally[label, part] for part in ("cases", "both", "same"))
        print(f"| {label} | {cases} | {both} | {same} | {same / max(both, 1):.3f} |")
    return Counter({what: n for (part, what), n in tally.items() if part == "parted"})


def count(tally, label, first, second):
    """Note whether two names that are one actor were found, and found to be one."""
    tally[label, "cases"] += 1
    if first is not None and second is not None:
        tally[label, "both"] += 1
        tally[label, "same"] += first.actor_id == second.actor_id
        if first.actor_id != second.actor_id:
            tally["parted", f"{label}: {first.surface} {first.actor_id} ≠ {second.surface} {second.actor_id}"] += 1


def family(document, at, tally):
    """A person's name of one word that is the last word of full names in the same article."""
    people = [(s, document.text[s:e].split(), e) for s, e, kind in document.names if kind == "person"]
    full = defaultdict(dict)
    for start, words, _ in people:
        if len(words) > 1:
            full[words[-1]].setdefault(" ".join(words), start)
    for start, words, _ in people:
        if len(words) == 1 and words[0] in full:
            named = full[words[0]]
            if len({name.split()[0] for name in named}) == 1:
                count(tally, "family name, one such person", at.get(start), last_word(document, at, named))
            else:
                before = [(s, n) for n, s in named.items() if s < start] or [(s, n) for n, s in named.items()]
                name = max(before)[1]
                count(tally, "family name, several such", at.get(start), last_word(document, at, {name: named[name]}))


def last_word(document, at, named):
    """The mention that covers the last word of the first of these full names."""
    name, start = min(named.items(), key=lambda item: item[1])
    end = next((e for s, e, _ in document.names if s == start), start + len(name))
    return at.get(end - 1)


def brackets(document, at, tally):
    """Letters in brackets after an organisation's name."""
    names = sorted((s, e) for s, e, kind in document.names if kind == "organisation")
    for (s, e), (s2, e2) in pairwise(names):
        letters = document.text[s2:e2]
        if re.fullmatch(r"\s*\(", document.text[e:s2]) and letters.isupper() and " " not in letters and e - s > 8:
            count(tally, "letters in brackets", at.get(s) or at.get(e - 1), at.get(s2))


def alike(document, at, tally):
    """The same name of two words or more, marked twice; or of one, for organisations."""
    first = {}
    for s, e, kind in document.names:
        surface = document.text[s:e]
        if kind == "organisation" or (kind == "person" and " " in surface):
            known = first.setdefault((kind, surface), s)
            if known != s:
                count(tally, "same words", at.get(known), at.get(s))


def misses(documents, answers):
    """The commonest names passed over, and mentions that no name backs."""
    for kind, chosen in (("person", {ActorKind.PERSON}), ("organisation", ORGANISATIONS)):
        missed, wrong = Counter(), Counter()
        for (_, document), mentions in zip(documents, answers, strict=True):
            text = document.text
            spans = [(m.start, m.end) for m in mentions]
            names = [(s, e) for s, e, k in document.names if k == kind]
            missed.update(text[s:e] for s, e in names if not any(s < b and a < e for a, b in spans))
            for m in mentions:
                if m.kind in chosen and not any(s < m.end and m.start < e for s, e in names):
                    wrong[f"{m.surface} → {m.actor_id}"] += 1
        print(f"\n{kind}: passed over {missed.total()}:", missed.most_common(80))
        print(f"{kind}: wrong {wrong.total()}:", wrong.most_common(80))


def draw(documents, answers, number, seed):
    """Mentions at random, each among its words, with article and offsets."""
    every = [(at, m) for at, mentions in enumerate(answers) for m in mentions]
    for at, m in sorted(random.Random(seed).sample(every, number), key=lambda pair: (pair[0], pair[1].start)):
        name, document = documents[at]
        before = " ".join(document.text[max(0, m.start - 170) : m.start].split())
        after = " ".join(document.text[m.end : m.end + 80].split())
        print(f"{name}\t{m.start}\t{m.end}\t{m.actor_id}\t{m.kind.value}\n    {before} [[{m.surface}]] {after}")


if __name__ == "__main__":
    main()
