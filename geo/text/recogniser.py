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
from geo.text.tokens import Token, tokenise

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


def is_latin(text: str, *, sample: int = 1000) -> bool:
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
    """One decision for each surface of the article, by what most of its mentions were taken for.

    A mention that disagrees weakly is brought into line; each is as sure as its surest like, less a tenth; and the
    same words elsewhere, which the recogniser passed over, are taken too where all the others agree.
    """
    votes: dict[str, Counter[EntityKind | None]] = {}
    surest: dict[tuple[str, EntityKind | None], float] = {}
    for span in spans:
        key = _key(text[tokens[span.first].start : tokens[span.last].end])
        votes.setdefault(key, Counter())[span.kind] += span.confidence  # type: ignore[assignment]
        pair = (key, span.kind)
        surest[pair] = max(surest.get(pair, 0.0), span.confidence)
    entities = []
    taken = [False] * len(tokens)
    for span in spans:
        start, end = tokens[span.first].start, tokens[span.last].end
        key = _key(text[start:end])
        tally = votes[key]
        kind = span.kind
        if len(tally) > 1:
            best, weight = tally.most_common(1)[0]
            if weight > 2 * tally[span.kind] and span.confidence < 0.95:
                kind = best
        for i in range(span.first, span.last + 1):
            taken[i] = True
        if kind is not None:
            confidence = max(span.confidence, 0.9 * surest[key, kind])
            entities.append(Entity(start, end, text[start:end], kind, round(confidence, 3)))
    return tuple(sorted(entities + _repeated(text, tokens, taken, votes, surest), key=lambda entity: entity.start))


_REPEATED = frozenset({EntityKind.PLACE, EntityKind.PERSON, EntityKind.DEMONYM})
_AGREED = 0.8


def _repeated(
    text: str,
    tokens: Sequence[Token],
    taken: Sequence[bool],
    votes: dict[str, Counter[EntityKind | None]],
    surest: dict[tuple[str, EntityKind | None], float],
) -> list[Entity]:
    """Words that are a name elsewhere in the article, and stand outside any name here."""
    known: dict[str, list[tuple[tuple[str, ...], EntityKind, float]]] = {}
    for key, tally in votes.items():
        kind, weight = tally.most_common(1)[0]
        if kind is None or kind not in _REPEATED or weight < _AGREED * tally.total() or surest[key, kind] < _AGREED:
            continue
        words = tuple(token.surface for token in tokenise(key))
        known.setdefault(words[0], []).append((words, kind, 0.8 * surest[key, kind]))
    found = []
    for i, token in enumerate(tokens):
        if taken[i]:
            continue
        for words, kind, confidence in known.get(token.surface, ()):
            last = i + len(words) - 1
            if last >= len(tokens) or any(taken[i : last + 1]):
                continue
            if all(tokens[i + j].surface == word for j, word in enumerate(words)):
                end = tokens[last].end
                found.append(Entity(token.start, end, text[token.start : end], kind, round(confidence, 3)))
                break
    return found


def _key(surface: str) -> str:
    """A surface as it is compared: "RUSSIA" and "Russia" are one."""
    return surface.title() if surface.isupper() and len(surface) > 3 else surface


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
