"""Find the names in a text: places, persons, organisations, demonyms, facilities.

The trained recogniser reads Latin script and ships with the project. Text in other scripts, which it was not
trained on, goes to the plain one: what the gazetteer knows and is well enough known. Both fill one interface, so that
another recogniser can take their place.
"""

from collections import Counter
from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import Protocol

import numpy as np

from geo.records import Entity, EntityKind, Sentence
from geo.text.features import FeatureMaker, WordLists
from geo.text.hits import CodedHit
from geo.text.tagger import Span, Tagger
from geo.text.tokens import Token

__all__ = ["PlainRecogniser", "Recogniser", "TrainedRecogniser", "is_latin"]


class Recogniser(Protocol):
    """Finds names; `digest` changes when its answers may."""

    digest: str

    def recognise(
        self,
        text: str,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        hits: Sequence[CodedHit],
    ) -> tuple[Entity, ...]:
        """The names in a text, by start, none overlapping. `hits`: the gazetteer's matches in it, coded."""


def is_latin(text: str, *, sample: int = 4000) -> bool:
    """Whether most of the text's letters (of the first `sample` characters) are Latin."""
    letters = [c for c in text[:sample] if c.isalpha()]
    return sum(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in letters) * 2 >= len(letters)


class TrainedRecogniser:
    """The tagger, with one vote for each surface in an article. Not safe to share between threads."""

    def __init__(self, lists: WordLists, tagger: Tagger | None = None) -> None:
        if tagger is None:
            with as_file(files("geo").joinpath("data", "recogniser.zip")) as path:
                tagger = Tagger.load(path)
        self._tagger = tagger
        self._maker = FeatureMaker(lists)
        self.digest = tagger.digest

    def recognise(
        self,
        text: str,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        hits: Sequence[CodedHit],
    ) -> tuple[Entity, ...]:
        """See `Recogniser`."""
        if not tokens:
            return ()
        begins = {s.start for s in sentences}
        firsts = [i for i, token in enumerate(tokens) if token.start in begins]
        features = self._maker.features(tokens, firsts, hits)
        spans = self._tagger.decode(self._tagger.scores(features), np.array(firsts, dtype=np.int64))
        return _voted(text, tokens, spans)


def _voted(text: str, tokens: Sequence[Token], spans: Sequence[Span]) -> tuple[Entity, ...]:
    """One kind for each surface of the article: what most of its mentions were taken for, weighed by confidence."""
    votes: dict[str, Counter[EntityKind | None]] = {}
    surfaces = []
    for span in spans:
        surface = text[tokens[span.first].start : tokens[span.last].end]
        surfaces.append(surface)
        votes.setdefault(surface, Counter())[span.kind] += span.confidence  # type: ignore[assignment]
    entities = []
    for span, surface in zip(spans, surfaces, strict=True):
        tally = votes[surface]
        kind = span.kind
        if len(tally) > 1:
            best, weight = tally.most_common(1)[0]
            if weight > 2 * tally[span.kind] and span.confidence < 0.95:
                kind = best
        if kind is not None:
            start = tokens[span.first].start
            entities.append(Entity(start, start + len(surface), surface, kind, round(span.confidence, 3)))
    return tuple(entities)


class PlainRecogniser:
    """What the gazetteer knows, where the place is well enough known for its script and length."""

    digest = "plain-1"

    def recognise(
        self,
        text: str,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        hits: Sequence[CodedHit],
    ) -> tuple[Entity, ...]:
        """See `Recogniser`."""
        entities = []
        for hit in hits:
            surface = text[hit.start : hit.end]
            sort = (hit.code // 3 - 1) // 3 // 2
            known = 1 <= sort <= 2 or 4 <= sort <= 6 or sort in {10, 11, 12}
            cased = surface[0].islower() or surface[0].isupper()
            if not known or (cased and surface[0].islower()):
                continue
            least = 2 if not cased else 3
            if len(surface) < least or (not cased and len(surface) < 3 and sort > 4 and not _is_wide(surface)):
                continue
            entities.append(Entity(hit.start, hit.end, surface, EntityKind.PLACE, 0.6))
        return tuple(entities)


def _is_wide(surface: str) -> bool:
    return all("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in surface)
