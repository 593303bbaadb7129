"""Measure what each part of the geoparser gains, by leaving out one at a time.

    python scripts/measure_ablation.py [--sources DATA] [--gazetteer INDEX] [--only WORD]

Prints a Markdown table: recognition F1 (overlapping spans) and end-to-end F1 on each tuning corpus, with the difference
to the whole; an asterisk where the 95 % bootstrap interval of the difference (same articles drawn for both) leaves out
zero. Weights are the shipped ones throughout: nothing is fitted anew without the part, so a part that others were
fitted around shows a larger gain than it would after refitting. That holds most for the gazetteer features of the
recogniser, whose weights lean on them: to leave them out fairly it must be trained anew (`--retrain`, minutes more).
The last rows give the marked spans instead, so that what is left is the resolver's doing.
"""

import argparse
import dataclasses
import importlib.util
import os
import sys
import tempfile
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.evaluation import figures, prediction, read_gold, score
from geo.pipeline import Pipeline
from geo.records import Article, Entity, EntityKind
from geo.resolution import Resolver, resolver, scoring
from geo.resolution.confidence import shipped_confidence
from geo.resolution.cues import Container
from geo.resolution.scoring import FEATURES, Weights, shipped_weights
from geo.text import ActorList, TextFinder
from geo.text.hits import HitCoder
from geo.text.recogniser import TrainedRecogniser
from geo.text.tagger import Tagger
from geo.text.words import shipped_word_lists

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ("LGL", "GeoWebNews", "TUD-Loc-2013")
FIGURES = ("recognition_overlap_f1", "end_to_end_f1")
ROUNDS = 1000
NEAR_THE_END = 50.0
"""A weight that outvotes all else: one unit of the logarithm of the population decides."""


class Blind:
    """A recogniser that is shown none of the gazetteer's names."""

    def __init__(self, tagger=None):
        self.inner = TrainedRecogniser(shipped_word_lists(), tagger)
        self.digest = f"blind-{self.inner.digest}"

    def __getattr__(self, name):
        """All else as the inner one."""
        return getattr(self.inner, name)
        self.reads = self.inner.reads

    def recognise(self, text, tokens, sentences, hits):
        """See `Recogniser`."""
        return self.inner.recognise(text, tokens, sentences, [])


class NoPassedOver(TextFinder):
    """Takes only names that the recogniser found."""

    def _passed_over(self, mentions, entities, found):
        return []


class NoNested(TextFinder):
    """Looks into no name of an organisation or facility."""

    def _nested(self, mentions, entity):
        return []

    def _demonyms_within(self, mentions, entity, confidence):
        return [] if entity.kind is EntityKind.ORGANISATION else super()._demonyms_within(mentions, entity, confidence)


class NoDemonyms(TextFinder):
    """Knows no demonym."""

    def _demonym(self, start, end, surface, confidence):
        return None


class NoAbbreviations(TextFinder):
    """Knows no state or province by its letters after a comma."""

    def _abbreviated(self, mentions, found):
        return []


class Given(TextFinder):
    """Takes the marked spans for found, whatever the recogniser says."""

    def _toponyms(self, mentions, entities):
        found = []
        for start, end in sorted(MARKED.get(mentions.text, ())):
            surface = mentions.text[start:end]
            place_id = self._abbreviations.get(surface, "")
            name = self._toponym(mentions, start, end, Entity(start, end, surface, EntityKind.PLACE))
            demonym = self._demonym(start, end, surface, 1.0)
            found.append(demonym or (dataclasses.replace(name, lookup=place_id) if place_id else name))
        return tuple(found)


MARKED = {}
"""The marked spans of each text."""


class Whole(TextFinder):
    """Takes "Paris, Texas" for one place where the recogniser does."""

    def _places(self, mentions, entity):
        return [self._toponym(mentions, entity.start, entity.end, entity)]


@dataclass(frozen=True)
class Variant:
    """The geoparser less one part: what makes another finder, other weights, or parts of modules replaced meanwhile."""

    name: str
    finder: object = None
    weights: object = None
    confidence: object = None
    patches: dict = field(default_factory=dict)


def each_by_itself(text, tokens, spans):
    """The recogniser's names as they come: no vote, and none taken because it is a name elsewhere."""
    starts, ends = [t.start for t in tokens], [t.end for t in tokens]
    return tuple(
        Entity(starts[s.first], ends[s.last], text[starts[s.first] : ends[s.last]], s.kind, round(s.confidence, 3))
        for s in spans
        if s.kind is not None
    )


def cues_less(**changes):
    """`read_cues` with parts of every cue taken away."""
    original = resolver.read_cues
    return lambda text, toponyms: [dataclasses.replace(cue, **changes) for cue in original(text, toponyms)]


def every_mention_by_itself(*arguments, **options):
    """`build_field` with no two mentions taken for one name: a mark in `lookup` sets them apart."""
    toponyms, *others = arguments
    apart = [dataclasses.replace(t, lookup=f"{t.lookup}#{i}") for i, t in enumerate(toponyms)]
    return _build_field(apart, *others, **options)


_build_field = resolver.build_field


def weights_less(*names):
    """The resolver's weights with these at zero; every name must be one."""
    values = shipped_weights().values.copy()
    for name in names:
        values[FEATURES.index(name)] = 0.0
    return Weights(values, "ablated")


def weights_of(**given):
    """Nothing but these weights."""
    values = np.zeros(len(FEATURES))
    for name, value in given.items():
        values[FEATURES.index(name)] = value
    return Weights(values, "ablated")


def variants(gazetteer, actors, tagger_without):
    """Every part that can be left out."""

    def finder(kind, **options):
        return lambda: kind(gazetteer, actors, **options)

    paper = [name for name in FEATURES if name.startswith("paper_")]
    apart = [name for name in FEATURES if name in {"placed_elsewhere", "called_elsewhere"}]
    populous = weights_of(population=NEAR_THE_END, rank=-0.01)
    anywhere = dataclasses.replace(shipped_confidence(), least=-1.0)
    no_kinds = {"geo.resolution.resolver.read_cues": cues_less(kinds=frozenset(), kind_word="")}
    no_kinds["geo.resolution.candidates.split_kind_word"] = lambda surface: (surface, "")
    found = [
        Variant("*recogniser*: gazetteer features (not retrained)", finder(TextFinder, recogniser=Blind())),
        Variant("one vote for each surface", patches={"geo.text.recogniser.voted": each_by_itself}),
        Variant("*finder*: names passed over", finder(NoPassedOver)),
        Variant("names inside names", finder(NoNested)),
        Variant("demonyms", finder(NoDemonyms)),
        Variant("abbreviations after a comma", finder(NoAbbreviations)),
        Variant("parting “Paris, Texas”, “Syria’s Idlib”", finder(Whole)),
        Variant("*resolver*: kind words", patches=no_kinds),
        Variant(
            "containers (“Paris, Texas”)",
            patches={"geo.resolution.resolver.read_cues": cues_less(container=-1, strength=Container.NONE)},
        ),
        Variant("places of an article vote on one another", weights=weights_less(*scoring._VOTED)),
        Variant("what is said outright elsewhere in the article", weights=weights_less(*apart)),
        Variant(
            "mentions of one name as one", patches={"geo.resolution.resolver.build_field": every_mention_by_itself}
        ),
        Variant("the publisher’s web address", weights=weights_less("home_country", *paper)),
        Variant("places named in a facility’s name", patches={"geo.resolution.candidates._parts": lambda name: []}),
        Variant("“none of these places fits”", confidence=anywhere),
        Variant("all but prominence (most populous candidate)", weights=populous),
        Variant(
            "the same, and everything placed", weights=populous, confidence=anywhere,
        ),
        Variant("*with every marked span given*: all else as it is", finder(Given)),
        Variant("everything placed", finder(Given), confidence=anywhere),
        Variant("everything placed, most populous candidate", finder(Given), weights=populous, confidence=anywhere),
    ]  # fmt: skip
    if tagger_without is not None:
        blind = finder(TextFinder, recogniser=Blind(tagger_without))
        found.insert(1, Variant("gazetteer features (retrained without)", blind))
    return found


@contextmanager
def without(pipeline, variant, actors):
    """The pipeline less a part, for the while."""
    pipeline._finder = variant.finder() if variant.finder else TextFinder(pipeline.gazetteer, actors)
    pipeline._resolver = Resolver(pipeline.gazetteer, variant.weights, variant.confidence)
    with ExitStack() as stack:
        for target, replacement in variant.patches.items():
            stack.enter_context(patch(target, replacement))
        yield pipeline


def measure(pipeline, corpora, variant, actors):
    """Each article's counts, by corpus."""
    with without(pipeline, variant, actors) as less:
        return {name: score(documents, lambda d: parse(less, d))[1] for name, documents in corpora.items()}


def parse(pipeline, document):
    """The answers of an article."""
    article = Article(document.document_id, document.text, title=document.title, url=document.url)
    return [prediction(t) for t in pipeline.parse(article).toponyms]


def compare(whole, less):
    """Cells of a row: each figure, and its difference to the whole, with a mark where that is no accident."""
    cells = []
    for corpus, each in less.items():
        rng = np.random.default_rng(1)
        chosen = rng.integers(0, len(each), (ROUNDS, len(each)))
        draws = np.stack([np.bincount(line, minlength=len(each)) for line in chosen]).astype(np.float64)
        before, after = figures(whole[corpus], draws), figures(each, draws)
        ones = np.ones((1, len(each)))
        now, was = figures(each, ones), figures(whole[corpus], ones)
        for name in FIGURES:
            low, high = np.quantile(after[name] - before[name], (0.025, 0.975))
            sure = "*" if low > 0 or high < 0 else ""
            cells.append(f"{now[name][0]:.3f} ({now[name][0] - was[name][0]:+.3f}{sure})")
    return cells


def retrained(sources, gazetteer_path):
    """A tagger trained without the gazetteer's names, by scripts/train_recogniser.py; takes as long as that does."""
    spec = importlib.util.spec_from_file_location("train_recogniser", ROOT / "scripts" / "train_recogniser.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "recogniser.zip"
        given = ["", "--sources", str(sources), "--gazetteer", str(gazetteer_path), "--out", str(out)]
        blind = patch.object(HitCoder, "code", lambda self, text, spans: [])
        with redirect_stdout(sys.stderr), patch.object(sys, "argv", given), blind:
            module.main()
        return Tagger.load(out)


def main():
    """Measure the whole, then the whole less each part, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sources", type=Path, default=Path(os.environ.get("DATELINE_SOURCES", ROOT.parent / "shared" / "data"))
    )
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--only", default="", help="measure only parts whose name holds this")
    parser.add_argument("--retrain", action="store_true", help="train a recogniser without the gazetteer, too")
    options = parser.parse_args()
    folder = options.sources / "toponyms"
    if not folder.is_dir():
        sys.exit(f"There are no annotated corpora in {options.sources}: name the folder with --sources.")
    corpora = {name: list(read_gold(folder / f"{name}.jsonl.gz")) for name in CORPORA}
    MARKED.update({d.text: {(g.start, g.end) for g in d.gold} for each in corpora.values() for d in each})
    pipeline = Pipeline.open(options.gazetteer)
    actors = ActorList.load()
    tagger = retrained(options.sources, pipeline.gazetteer.path.parent) if options.retrain else None
    whole = measure(pipeline, corpora, Variant("whole"), actors)
    heads = [f"{name}: {what}" for name in CORPORA for what in ("recognition", "end-to-end")]
    print("| without | " + " | ".join(heads) + " |")
    print("|---|" + "--:|" * len(heads))
    ones = {name: np.ones((1, len(each))) for name, each in whole.items()}
    cells = [f"{figures(each, ones[name])[what][0]:.3f}" for name, each in whole.items() for what in FIGURES]
    print("| nothing: the whole | " + " | ".join(cells) + " |", flush=True)
    for variant in variants(pipeline.gazetteer, actors, tagger):
        if options.only in variant.name:
            cells = compare(whole, measure(pipeline, corpora, variant, actors))
            print(f"| {variant.name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
