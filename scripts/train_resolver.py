"""Fit the weights that choose among the places of a name, from articles whose toponyms were placed by hand.

    python scripts/train_resolver.py --sources DATA --gazetteer INDEX --out geo/data/resolver.json

Softmax regression with a quadratic penalty over the features of `geo/resolution/scoring.py`; since the other
toponyms' probabilities enter as votes, features and weights are worked out in turn. Learns from the tuning corpora
(LGL, GeoWebNews, TUD-Loc), less the articles kept back (one in `--hold-out`), on which it prints the accuracy within
161 km for given spans. Only one number for each feature is written.
"""

import argparse
import csv
import hashlib
import json
import random
import sys
import zlib
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.evaluation import distance_km, read_gold
from geo.gazetteer import KINDS, Gazetteer
from geo.records import EntityKind, PlaceKind, Role, Toponym
from geo.resolution.candidates import CandidateFinder, in_context
from geo.resolution.cues import read_cues
from geo.resolution.field import build_field
from geo.resolution.home import homes_of
from geo.resolution.resolver import web_country
from geo.resolution.scoring import FEATURES, describe, probabilities
from geo.resolution.sheets import capital_rows
from geo.text.lexicon import fold_word
from geo.text.words import abbreviations, folded_demonyms

FOR = {
    "filed_and_town": 3.0,
    "listed_alike": 2.0,
    "capital_acting": 2.5,
    "called_elsewhere": 0.5,
    "placed_elsewhere": 0.5,
    "inside_loosely": 0.5,
    "said_to_hold": 0.5,
    "paper_near": 0.5,
    "country_named": 0.1,
    "capital": 0.0,
    "capital_alone": 0.0,
    **dict.fromkeys(
        (
            "inside_comma", "inside_possessive", "country_votes", "admin1_votes", "admin1_named", "company_cell",
            "near_100", "near_400", "population", "first", "paper_country", "paper_admin1",
        ),
        0.0,
    ),
}  # fmt: skip
AGAINST = ("outside_container", "rank")
"""Signs whose weight may not turn against its sense where the corpora are too small to tell."""
_CITY = 300_000
_NATION = 1_000_000
_SMALL = 100_000
_BESIDE = 10
FRAME = "There were fires in {} yesterday."
COMPANY = (0, 1)
"""How many other well-known names stand beside one in the made-up sentences: anywhere, so that they tell nothing."""
CORPORA = ("LGL", "GeoWebNews", "TUD-Loc-2013")


def toponyms_of(document):
    """The gold toponyms as the text room would hand them on, with their gold."""
    known = folded_demonyms()
    short = abbreviations()
    answer, at = [], 0
    for gold in sorted(document.gold, key=lambda g: (g.start, -g.end)):
        if gold.start < at:
            continue
        at = gold.end
        surface = document.text[gold.start : gold.end]
        demonym = known.get(fold_word(surface))
        lookup, kind = "", EntityKind.PLACE
        if demonym:
            lookup, kind = demonym[0].place, EntityKind.DEMONYM
        elif document.text[gold.start - 2 : gold.start] == ", " and (surface in short or surface + "." in short):
            lookup = short.get(surface) or short[surface + "."]
        answer.append((Toponym(gold.start, gold.end, surface, Role(gold.role or "literal"), lookup, 1.0, kind), gold))
    return answer


def right_rows(gold, rows, gazetteer):
    """Which candidates are right: the gold's own entry if it is there, else those within 25 km, else within 161."""
    if gold.lat is None:
        return None
    if gold.geonames_id:
        row = gazetteer.row(f"geonames:{gold.geonames_id}")
        if row >= 0 and row in rows:
            return rows == row
    gaps = np.array([distance_km(gold.lat, gold.lon, float(gazetteer.lat[r]), float(gazetteer.lon[r])) for r in rows])
    for limit in (25.0, 161.0):
        if (gaps <= limit).any():
            return gaps <= limit
    return np.zeros(len(rows), dtype=bool)


def alone(gazetteer):
    """What a name means where nothing else tells: made-up sentences that hold one well-known place, or a few at random.

    Capitals, cities of `_CITY` people and countries, where no other place of the name has a third of the people; the
    town is meant before the province or county around it, and a country's capital before a province anywhere. Regions
    by all their names, where no town of the name has `_SMALL` people. Annotated articles hardly ever name one place
    alone, and local papers mean Athens, Georgia: without these the weights forget what readers elsewhere expect.
    """
    known = list(well_known(gazetteer))
    finder, rng, prepared = CandidateFinder(gazetteer), random.Random(4), []
    for pair in known:
        for company in COMPANY:
            named = [pair, *rng.sample(known, company)]
            rng.shuffle(named)
            prepared += filter(None, [described([name for name, _ in named], [row for _, row in named], finder)])
    for named in namesakes(known, gazetteer):
        prepared += filter(None, [described([name for name, _ in named], [row for _, row in named], finder)])
    return prepared


def namesakes(known, gazetteer):
    """A well-known name beside large towns of a country that has a lesser town of that name: "Beirut and Tripoli"."""
    towns = np.flatnonzero((gazetteer.kind == KINDS.index(PlaceKind.TOWN)) & (gazetteer.population >= _SMALL))
    towns = towns[np.argsort(-gazetteer.population[towns], kind="stable")]
    of_country = {}
    for row in towns.tolist():
        of_country.setdefault(int(gazetteer.country[row]), []).append(row)
    large = set(towns.tolist())
    for name, row in known:
        name_id = gazetteer.name_id(name)
        for other in gazetteer.rows(name_id).tolist():
            abroad = gazetteer.country[other] != gazetteer.country[row]
            if other in large and abroad and gazetteer.is_main_name(name_id, other):
                beside = [r for r in of_country[int(gazetteer.country[other])] if r != other][:_BESIDE]
                yield from ([(gazetteer.place(r).name, r), (name, other)] for r in beside)


def described(names, rows, finder):
    """The field of a made-up sentence that lists these names, and the candidate that each should have; or None."""
    text = FRAME.format(" and ".join(filter(None, [", ".join(names[:-1]), names[-1]])))
    toponyms, at = [], 0
    for name in names:
        at = text.index(name, at)
        toponyms.append(Toponym(at, at + len(name), name, Role.LITERAL, "", 1.0, EntityKind.PLACE))
        at += len(name)
    cues = read_cues(text, toponyms)
    found = in_context([finder.find(t, c) for t, c in zip(toponyms, cues)])
    built = build_field(toponyms, cues, found, web_country=0, home=None)
    if built is None:
        return None
    field, _, number_of = built
    truth = []
    for row, number in zip(rows, number_of):
        if number >= 0:
            where = np.flatnonzero((field.name == number) & (field.sheet.rows == row))
            truth.append((None, number, where if len(where) else None))
    return None, field, describe(field), truth


def well_known(gazetteer):
    """Names with the row that each means where it stands alone."""
    capitals = capital_rows(gazetteer)
    kinds, people, country = gazetteer.kind, gazetteer.population, gazetteer.country
    town, state, admin1 = (KINDS.index(k) for k in (PlaceKind.TOWN, PlaceKind.COUNTRY, PlaceKind.ADMIN1))
    for row in np.flatnonzero((people >= _CITY) | np.isin(np.arange(len(gazetteer)), list(capitals))).tolist():
        if int(kinds[row]) not in {town, state}:
            continue
        name = gazetteer.place(row).name
        rivals = {r for r in gazetteer.rows(gazetteer.name_id(name)).tolist() if r != row}
        rivals -= {int(gazetteer.admin1[row]), int(gazetteer.admin2[row])}
        nation = gazetteer.country_row(gazetteer.country_codes[country[row]])
        if row in capitals and nation >= 0 and people[nation] >= _NATION:
            rivals = {r for r in rivals if int(kinds[r]) != admin1}
        if all(people[r] * 3 <= people[row] for r in rivals):
            yield name, row
    with (Path(__file__).resolve().parent.parent / "geo/data/curated.tsv").open(encoding="utf-8") as lines:
        regions = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for line in regions:
            row = gazetteer.row(line["place_id"])
            if row < 0 or line["kind"] not in {"region", "gulf", "strait", "desert", "peninsula", "sea"}:
                continue
            for name in [line["name"], *line["alternates"].split("|")]:
                rows = gazetteer.rows(gazetteer.name_id(name)) if gazetteer.name_id(name) >= 0 else np.array([], int)
                if name.isascii() and name[:1].isupper() and row in rows and (people[rows] < _SMALL).all():
                    yield name, row


def prepare(documents, gazetteer, homes=None):
    """For each article: the field, its fixed features, and for each mention its right candidates.

    `homes`: by the article's id; articles without one are passed over where it is given.
    """
    prepared = []
    finder = CandidateFinder(gazetteer)
    for document in documents:
        pairs = toponyms_of(document)
        if not pairs or (homes is not None and document.document_id not in homes):
            continue
        toponyms = [t for t, _ in pairs]
        cues = read_cues(document.text, toponyms)
        found = in_context([finder.find(t, c) for t, c in zip(toponyms, cues)])
        home = homes[document.document_id] if homes is not None else None
        built = build_field(toponyms, cues, found, web_country=web_country(document.url, gazetteer), home=home)
        if built is None:
            continue
        field, _, number_of = built
        truth = []
        for (_, gold), number in zip(pairs, number_of):
            if number < 0:
                truth.append((gold, -1, None))
                continue
            where = np.flatnonzero(field.name == number)
            mask = right_rows(gold, field.sheet.rows[where], gazetteer)
            truth.append((gold, number, None if mask is None else where[mask]))
        prepared.append((document, field, describe(field), truth))
    return prepared


def homes_from_others(named, gazetteer, least=2):
    """For each article the home of its publisher, learnt from that publisher's *other* articles.

    `named`: (article's id, web address, places that were found) for each; homes are keyed by the article's id.
    """
    hosts = {key: urlsplit(url).hostname or "" for key, url, _ in named}
    homes = {}
    for key, host in hosts.items():
        others = [(k, places) for k, _, places in named if k != key and hosts[k] == host]
        rest = [(host, k, place.place_id) for k, places in others for place in places]
        learnt = homes_of(rest, gazetteer, least=least)
        if host in learnt:
            homes[key] = learnt[host]
    return homes


def best_rows(field, chance):
    """The row of the likeliest place of each name."""
    best = {}
    for index in np.lexsort((-chance, field.name)):
        best.setdefault(int(field.name[index]), int(field.sheet.rows[index]))
    return best


def evaluate(prepared, weights, gazetteer):
    """Accuracy within 161 km over gold toponyms that have coordinates; and the calibration error."""
    right = total = possible = 0
    sure, hit = [], []
    for _, field, table, truth in prepared:
        chance = probabilities(field, table, weights)
        best = {}
        for index in np.lexsort((-chance, field.name)):
            best.setdefault(int(field.name[index]), int(index))
        for gold, number, mask in truth:
            if gold.lat is None:
                continue
            total += 1
            if number < 0:
                continue
            possible += mask is not None and len(mask) > 0
            row = int(field.sheet.rows[best[number]])
            ok = distance_km(gold.lat, gold.lon, float(gazetteer.lat[row]), float(gazetteer.lon[row])) <= 161
            right += ok
            sure.append(chance[best[number]])
            hit.append(ok)
    sure, hit = np.array(sure), np.array(hit)
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(
        abs(sure[bins == b].mean() - hit[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any()
    )
    return right / total, possible / total, error, total


def fit(prepared, lone, weights, *, penalty, share, rounds=6, steps=150):
    """Alternate between working out votes and fitting weights (L-BFGS-B).

    `lone` (see `alone`) have `share` of the weight together.
    """
    bounds = [(FOR.get(name), 0.0 if name in AGAINST else None) for name in FEATURES]
    for turn in range(rounds):
        tables, groups, targets = [], [], []
        base = real = 0
        for number_of_article, (_, field, table, truth) in enumerate([*prepared, *lone]):
            if number_of_article == len(prepared):
                real = base
            probabilities(field, table, weights)
            for _, number, mask in truth:
                if number < 0 or mask is None or len(mask) == 0:
                    continue
                where = np.flatnonzero(field.name == number)
                if len(where) < 2:
                    continue
                tables.append(table[where].copy())
                target = np.isin(where, mask)
                targets.append(target)
                groups.append(np.full(len(where), base))
                base += 1
        x, y, g = np.concatenate(tables), np.concatenate(targets), np.concatenate(groups)
        worth = np.where(np.arange(base) < real, (1 - share) / real, share / max(base - real, 1))
        answer = minimize(
            _loss, weights, (x, y, g, worth, penalty), "L-BFGS-B", jac=True, bounds=bounds, options={"maxiter": steps}
        )
        # half way only: the votes change with the weights, and would swing to and fro
        weights = (weights + answer.x) / 2 if turn else answer.x
        print(f"turn {turn + 1}: {base} toponyms with a choice, loss {answer.fun:.4f}")
    return weights


def _loss(weights, x, y, g, worth, penalty):
    """The penalised loss, and its slope; `worth` of each name adds up to one."""
    score = x @ weights
    base = len(worth)
    peak = np.full(base, -np.inf)
    np.maximum.at(peak, g, score)
    odds = np.exp(score - peak[g])
    total = np.bincount(g, odds, base)
    good = np.bincount(g, odds * y, base) + 1e-12
    loss = (np.log(total) - np.log(good)) @ worth + penalty / 2 * weights @ weights
    return loss, x.T @ ((odds / total[g] - odds * y / good[g]) * worth[g]) + penalty * weights


def learnt_homes(documents, weights, gazetteer):
    """The homes of the articles' publishers, from what these weights make of their other articles."""
    named = []
    for document, field, table, truth in prepare(documents, gazetteer):
        rows = best_rows(field, probabilities(field, table, weights))
        places = [gazetteer.place(rows[number]) for gold, number, _ in truth if number >= 0]
        named.append((document.document_id, document.url, places))
    return homes_from_others(named, gazetteer)


def main():
    """Fit, report and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("geo/data/resolver.json"))
    parser.add_argument("--hold-out", type=int, default=4)
    parser.add_argument("--penalty", type=float, default=3e-4)
    parser.add_argument("--alone", type=float, default=0.2, help="the share of the weight of names that stand alone")
    options = parser.parse_args()
    gazetteer = Gazetteer.open(options.gazetteer)
    learn, held, digests, documents = [], {}, {}, []
    for name in CORPORA:
        path = options.sources / "toponyms" / f"{name}.jsonl.gz"
        digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        part = list(read_gold(path))
        documents += part
        held[name] = [d for d in part if zlib.crc32(d.document_id.encode()) % options.hold_out == 0]
        learn += [d for d in part if zlib.crc32(d.document_id.encode()) % options.hold_out]
    prepared = prepare(learn, gazetteer)
    weights = np.zeros(len(FEATURES))
    weights[FEATURES.index("population")] = 1.0
    weights[FEATURES.index("first")] = 1.0
    lone = alone(gazetteer)
    print(f"{len(lone)} well-known names alone")
    weights = fit(prepared, lone, weights, penalty=options.penalty, share=options.alone, rounds=3)
    homes = learnt_homes(documents, weights, gazetteer)
    print(f"{len(homes)} articles have two others of the same publisher or more")
    both = prepared + prepare(learn, gazetteer, homes)
    weights = fit(both, lone, weights, penalty=options.penalty, share=options.alone)
    for name, weight in sorted(zip(FEATURES, weights), key=lambda p: p[1]):
        print(f"{weight:+.3f} {name}")
    scores = {}
    first = np.zeros(len(FEATURES))
    first[FEATURES.index("rank")] = -10
    at_home = {"LGL, publisher's home known": prepare(held["LGL"], gazetteer, homes)}
    for name, part in [
        ("learned from", prepared), *((n, prepare(d, gazetteer)) for n, d in held.items()), *at_home.items()
    ]:  # fmt: skip
        accuracy, ceiling, error, count = evaluate(part, weights, gazetteer)
        plain = evaluate(part, first, gazetteer)[0]
        scores[name] = {
            "accuracy_161km": round(accuracy, 4),
            "ceiling": round(ceiling, 4),
            "calibration_error": round(error, 4),
            "toponyms": count,
        }
        print(
            f"{name}: {count} toponyms, right within 161 km {accuracy:.3f} (most prominent {plain:.3f}, "
            f"ceiling {ceiling:.3f}), calibration error {error:.3f}"
        )
    values = {name: round(float(w), 4) for name, w in zip(FEATURES, weights)}
    card = {
        "weights": values,
        "digest": hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16],
        "corpora": digests,
        "kept_back": f"1 article in {options.hold_out}",
        "scores": scores,
    }
    options.out.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
