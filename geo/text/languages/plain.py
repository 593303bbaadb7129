"""Find the places that the gazetteer knows in a text of any language, in that language's own forms.

No recogniser is trained for most languages, so that what is not plainly a place is left out: a country or a large town
is taken as it stands; a small town only after "in" or "the city of"; an everyday word, a given name or one part of a
longer name not at all. docs/decisions/0016-other-languages.md
"""

import re
from collections.abc import Sequence

from geo.records import Entity, EntityKind, Sentence
from geo.text.hits import CodedHit, HitCoder, NameIndex
from geo.text.languages.choosing import chosen_lookup
from geo.text.languages.evidence import Evidence, Sign
from geo.text.languages.phrases import Candidate, PhraseBook, Written
from geo.text.languages.profiles import Profile, profile_of
from geo.text.languages.words import LanguageWords
from geo.text.lexicon import fold_word
from geo.text.mentions import sort_of
from geo.text.tokens import Token

__all__ = ["PlainRecogniser"]

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0981-\u0d7f\u200c\u200d"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}]|['’‘ʼ](?=[^\W\d_]))*")
_APOSTROPHE = re.compile("['’‘ʼ]")
_STRONG, _MIDDLE, _WEAK = 0, 1, 2
_RANK = {1: _STRONG, 2: _STRONG, 4: _STRONG, 10: _STRONG, 11: _STRONG, 5: _MIDDLE, 13: _MIDDLE} | dict.fromkeys(
    (3, 6, 12, 14, 15), _WEAK
)
"""How far a name is trusted by what it mostly means (`hits.py`); what is not here needs "village of" before it."""
_CONFIDENCE = {_STRONG: 0.97, _MIDDLE: 0.93, _WEAK: 0.85, 3: 0.8}
"""What the marked sentences in tests/text/languages/sentences.tsv bear out: 0.99 of what is found there is a place."""
_CLIPPED = 6
"""Letters that a word must keep without its prefix to be a lesser city."""
_COUNTRY = 1


def _is_written_as_a_name(surface: str, words: LanguageWords) -> bool:
    """Whether a word of it other than "the" or "of" is capitalised; a first one that is not must be "sea" or so."""
    parts = surface.replace("-", " ").split()
    if not surface[0].isupper() and parts[0] not in words.kind:
        return False
    return any(part[0].isupper() and part.lower() not in words.function for part in parts)


class PlainRecogniser:
    """The places of one language that the gazetteer knows. May be shared by articles, not by threads."""

    def __init__(self, names: NameIndex, language: str, *, coder: HitCoder | None = None) -> None:
        self._profile: Profile = profile_of(language)
        self._coder = coder or HitCoder(names)
        self._book = PhraseBook(names, self._coder, self._profile)
        self._names = names
        self.digest = f"plain-2-{language}"

    def recognise(
        self,
        text: str,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        hits: Sequence[CodedHit],
    ) -> tuple[Entity, ...]:
        """See `Recogniser`."""
        words = [Written(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]
        evidence = Evidence(text, words, {s.start for s in sentences}, self._profile)
        candidates = self._candidates(text, words, hits)
        evidence.countries = [c.start for c in candidates if c.sort == _COUNTRY]
        entities: list[Entity] = []
        reach = 0
        for found in candidates:
            if found.start < reach:
                continue
            confidence = self._confidence(text, found, evidence)
            if confidence > 0:
                surface = text[found.start : found.end]
                lookup = found.lookup
                if found.name_id >= 0:
                    lookup = chosen_lookup(self._names, found.name_id, surface) or found.lookup
                    lookup = "" if lookup == surface else lookup
                entities.append(Entity(found.start, found.end, surface, EntityKind.PLACE, confidence, lookup))
                reach = found.end
                evidence.take(found.start, found.end)
        return tuple(entities)

    def _candidates(self, text: str, words: Sequence[Written], hits: Sequence[CodedHit]) -> list[Candidate]:
        """The names as they stand and those in other forms, by start, the longer first."""
        found = [Candidate(h.start, h.end, sort_of(h), h.name_id) for h in hits]
        if self._profile.apostrophe_ends:  # "Çin’e" is China, not the town of Çine
            found = [f for f in found if not _APOSTROPHE.search(text, f.start, f.end)]
        covered = {
            f.start: f.end for f in found if f.sort in _RANK and not (self._profile.cased and text[f.start].islower())
        }
        if self._profile.spaceless:
            found += self._within_runs(text, hits)
        found += self._book.candidates(text, words, covered)
        return sorted(found, key=lambda f: (f.start, -f.end, f.name_id >= 0, f.lookup != ""))

    def _within_runs(self, text: str, hits: Sequence[CodedHit]) -> list[Candidate]:
        """Names that begin inside a match which is an everyday word ("其中山东": not 中山, but 山东)."""
        found = []
        for hit in hits:
            if fold_word(text[hit.start : hit.end]) in self._profile.words.other:
                spans = list(self._names.scan(text[hit.start + 1 : hit.end + 6]))[:1]
                for span, inner in zip(spans, self._coder.code("", spans), strict=True):
                    start = hit.start + 1 + span.start
                    found.append(Candidate(start, start + span.end - span.start, sort_of(inner), inner.name_id))
        return found

    def _confidence(self, text: str, found: Candidate, evidence: Evidence) -> float:
        """How sure it is a place, 0 where it is left out."""
        profile = self._profile
        surface = text[found.start : found.end]
        sort = found.sort
        rank = _RANK.get(sort, 3)
        declined = found.name_id >= 0 and found.lookup not in {"", surface}
        sign = Sign.PLACING if found.placing else evidence.before(found.start)
        sign = max(sign, evidence.after(found.end))
        bare = found.lookup if declined else surface
        doubtful = fold_word(bare) in profile.words.other or fold_word(surface) in profile.words.other
        if profile.cased:
            if not _is_written_as_a_name(surface, profile.words):
                return 0.0
            if evidence.is_part_of_a_name(found.start, found.end, sign, certain=sort == _COUNTRY):
                return 0.0
            least = {_STRONG: Sign.NONE, _MIDDLE: Sign.NONE, _WEAK: Sign.LINKING}.get(rank, Sign.PLACING)
            if declined and not found.placing:
                least = {_STRONG: Sign.NONE, _MIDDLE: Sign.LINKING, _WEAK: Sign.PLACING}.get(rank, Sign.KIND)
            if len(surface) < 3 or (surface.isupper() and len(surface) < 4 and sort != _COUNTRY):
                return 0.0
            doubtful_least = Sign.PLACING
        else:
            if profile.spaceless and sort != _COUNTRY and evidence.is_within_a_person(found.start, found.end):
                return 0.0
            if evidence.titled(found.start) and sort != _COUNTRY:
                return 0.0
            short = len(surface) < profile.shortest + (0 if rank == _STRONG else 1)
            least = {
                _STRONG: Sign.NONE,
                _MIDDLE: Sign.PLACING if short else Sign.NONE,
                _WEAK: Sign.PLACING,
            }.get(rank, Sign.KIND)
            if short and rank == _STRONG and len(surface) < 2:
                return 0.0
            clipped = declined and len(bare) < _CLIPPED and not bare.startswith("ال")
            if declined and (rank >= _WEAK or (clipped and rank == _MIDDLE)):
                least = Sign.KIND  # "كبيرا" is "large", not "like Beira"
            if self._book.lacks_article(bare, found.name_id):
                return 0.0
            doubtful_least = Sign.KIND
        if doubtful:
            least = max(least, doubtful_least)
        if sign < least:
            return 0.0
        return _CONFIDENCE[rank]
