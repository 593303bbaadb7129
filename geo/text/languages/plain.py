"""Find the places that the gazetteer knows in a text of any language, in that language's own forms.

No recogniser is trained for most languages, so that what is not plainly a place is left out: a country or a large town
is taken as it stands; a small town only after "in" or "the city of"; an everyday word, a given name or one part of a
longer name not at all. docs/decisions/0016-other-languages.md
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geo.records import Entity, EntityKind, Sentence
from geo.text.hits import CodedHit, HitCoder, NameIndex
from geo.text.languages.evidence import Evidence, Sign
from geo.text.languages.phrases import PhraseBook, Written
from geo.text.languages.profiles import Profile, profile_of
from geo.text.mentions import sort_of
from geo.text.tokens import Token

__all__ = ["PlainRecogniser"]

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0981-\u0d7f\u200c\u200d"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}]|['’‘ʼ](?=[^\W\d_]))*")
_STRONG, _MIDDLE, _WEAK = 0, 1, 2
_RANK = {1: _STRONG, 2: _STRONG, 4: _STRONG, 10: _STRONG, 11: _STRONG, 5: _MIDDLE, 13: _MIDDLE} | dict.fromkeys(
    (3, 6, 12, 14, 15), _WEAK
)
"""How far a name is trusted by what it mostly means (`hits.py`); what is not here needs "village of" before it."""
_CONFIDENCE = {_STRONG: 0.8, _MIDDLE: 0.65, _WEAK: 0.5, 3: 0.4}
_COUNTRY = 1


class _Found(NamedTuple):
    start: int
    end: int
    name_id: int
    lookup: str
    placing: bool


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
        entities: list[Entity] = []
        reach = 0
        for found in self._candidates(text, words, hits):
            if found.start < reach:
                continue
            confidence = self._confidence(text, found, evidence)
            if confidence > 0:
                surface = text[found.start : found.end]
                lookup = "" if found.lookup == surface else found.lookup
                entities.append(Entity(found.start, found.end, surface, EntityKind.PLACE, confidence, lookup))
                reach = found.end
                evidence.take(found.start, found.end)
        return tuple(entities)

    def _candidates(self, text: str, words: Sequence[Written], hits: Sequence[CodedHit]) -> Iterator[_Found]:
        """The names as they stand and those in other forms, by start, the longer first."""
        found = [_Found(h.start, h.end, h.name_id, "", False) for h in hits]
        if self._profile.spaceless:
            found += self._within_runs(text, hits)
        else:
            covered = {
                hit.start: hit.end
                for hit in hits
                if sort_of(hit) in _RANK and not (self._profile.cased and text[hit.start].islower())
            }
            found += [_Found(*phrase) for phrase in self._book.declined(text, words, covered)]
        return iter(sorted(found, key=lambda f: (f.start, -f.end, f.lookup != "")))

    def _within_runs(self, text: str, hits: Sequence[CodedHit]) -> list[_Found]:
        """Names that begin inside a match which is an everyday word ("其中山东": not 中山, but 山东)."""
        found = []
        for hit in hits:
            if text[hit.start : hit.end] in self._profile.words.other:
                rest = text[hit.start + 1 : hit.end + 6]
                found += [
                    _Found(hit.start + 1 + m.start, hit.start + 1 + m.end, m.name_id, "", False)
                    for m in self._names.scan(rest)[:1]
                ]
        return found

    def _confidence(self, text: str, found: _Found, evidence: Evidence) -> float:
        """How sure it is a place, 0 where it is left out."""
        profile = self._profile
        surface = text[found.start : found.end]
        sort = self._book.sort(found.name_id)
        rank = _RANK.get(sort, 3)
        sign = Sign.PLACING if found.placing else evidence.before(found.start)
        sign = max(sign, evidence.after(found.end))
        plain = (found.lookup or surface).lower()
        doubtful = plain in profile.words.other or surface.lower() in profile.words.other
        if profile.cased:
            if not surface[0].isupper() or surface.lower() in profile.words.function:
                return 0.0
            last = surface.split()[-1]
            if last.islower() and not found.lookup and last not in profile.words.kind:
                return 0.0
            if evidence.is_part_of_a_name(found.start, found.end, sign, certain=sort == _COUNTRY):
                return 0.0
            least = {_STRONG: Sign.NONE, _MIDDLE: Sign.NONE, _WEAK: Sign.LINKING}.get(rank, Sign.PLACING)
            if found.lookup and not found.placing:
                least = {_STRONG: Sign.NONE, _MIDDLE: Sign.LINKING, _WEAK: Sign.PLACING}.get(rank, Sign.KIND)
            if len(surface) < 3 or (surface.isupper() and len(surface) < 4 and sort != _COUNTRY):
                return 0.0
            doubtful_least = Sign.KIND if profile.nouns_capitalised else Sign.PLACING
        else:
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
            if found.lookup and rank >= _WEAK:
                least = Sign.KIND
            if self._book.lacks_article(found.lookup or surface, found.name_id):
                return 0.0
            doubtful_least = Sign.KIND
        if doubtful:
            least = max(least, doubtful_least)
        if sign < least:
            return 0.0
        return _CONFIDENCE[rank]
