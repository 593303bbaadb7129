"""Find the names in a text: places, persons, organisations, demonyms, facilities.

The trained recogniser reads English and ships with the project. Text in other languages, which it was not trained on,
goes to the plain one (`geo/text/languages/`): what the gazetteer knows and is well enough known. Both fill one
interface, so that another recogniser can take their place.
"""

from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import Protocol

import numpy as np

from geo.records import Entity, Sentence
from geo.text.features import FeatureMaker, WordLists
from geo.text.hits import CodedHit
from geo.text.sentences import first_tokens
from geo.text.tagger import Tagger
from geo.text.tokens import Token, as_tokens
from geo.text.voting import voted

__all__ = ["Recogniser", "TrainedRecogniser"]


class Recogniser(Protocol):
    """Finds names; `digest` changes when its answers may."""

    digest: str

    def reads(self, language: str) -> bool:
        """Whether it reads a language (ISO 639-1; "" where that can't be told)."""

    def recognise(
        self,
        text: str,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        hits: Sequence[CodedHit],
    ) -> tuple[Entity, ...]:
        """The names in a text, by start, none overlapping. `hits`: the gazetteer's matches in it, coded."""


class TrainedRecogniser:
    """The tagger, with one vote for each surface in an article. Not safe to share between threads."""

    def __init__(self, lists: WordLists, tagger: Tagger | None = None) -> None:
        if tagger is None:
            with as_file(files("geo").joinpath("data", "recogniser.zip")) as path:
                tagger = Tagger.load(path)
        self._tagger = tagger
        self._maker = FeatureMaker(lists)
        self.digest = tagger.digest

    def reads(self, language: str) -> bool:
        """English, and what can't be told."""
        return language in {"en", ""}

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
        cells = as_tokens(tokens)
        firsts = first_tokens(cells, sentences)
        features = self._maker.features(cells, firsts, hits)
        spans = self._tagger.decode(self._tagger.scores(features), np.array(firsts, dtype=np.int64))
        return voted(text, cells, spans)
