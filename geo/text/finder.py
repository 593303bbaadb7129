"""Find the sentences of a text, the places it names, and the actors.

The recogniser finds names; this decides which of them are toponyms: a facility or an organisation gives up the
place it is named for, "Beirut, Lebanon" is two places, "CA" after a town is California, "Russian" speaks of Russia.
"""

from collections.abc import Sequence

from geo.records import Entity, EntityKind, FoundText, Role, Toponym
from geo.text import lexicon
from geo.text.actors import ActorList
from geo.text.containing import towns_within
from geo.text.dateline import DatelineFinder, mark_filed, unfiled
from geo.text.hits import HitCoder, NameIndex
from geo.text.languages import PlainRecogniser, language_digest, language_role, tell_language
from geo.text.mentions import MentionIndex, sort_of
from geo.text.recogniser import Recogniser, TrainedRecogniser
from geo.text.relations import find_relations
from geo.text.roles import RoleJudge, shipped_roles
from geo.text.sentences import split_sentences
from geo.text.tokens import tokenise
from geo.text.words import GIVEN_NAME, SURNAME, abbreviations, folded_demonyms, shipped_word_lists

__all__ = ["TextFinder"]

_NESTED = 0.35
"""Confidence of a place found only inside another name."""
_LEAST = 0.15
_WITHIN = 0.9
"""Confidence of a town that the recogniser passed over, but the text puts into a state or country that has one."""
_SEEN = 0.7
"""Confidence of a country's name that the recogniser passed over."""
_PASSED_OVER = {1: _SEEN} | dict.fromkeys((2, 4, 5, 10, 11, 15), 0.4)
"""The same by what the name mostly means (`hits.py`): countries; states, cities, regions, waters, sites."""
_REMEMBERED = 20_000
_TRAINED = frozenset(("en", ""))
"""Languages of the trained recogniser; what can't be told is read as English."""


class TextFinder:
    """Finds mentions in one text after another. Not safe to share between threads: each worker has its own."""

    def __init__(
        self,
        names: NameIndex,
        actors: ActorList,
        *,
        recogniser: Recogniser | None = None,
        roles: RoleJudge | None = None,
    ) -> None:
        self._names = names
        self._actors = actors
        self._coder = HitCoder(names)
        self._recogniser = recogniser or TrainedRecogniser(shipped_word_lists())
        self._languages: dict[str, PlainRecogniser] = {}
        self._roles = roles or shipped_roles()
        self._demonyms = folded_demonyms()
        self._abbreviations = abbreviations()
        self._lists = shipped_word_lists()
        self._datelines = DatelineFinder(names, self._lists, self._abbreviations)
        self._seats: dict[str, bool] = {}
        self.digest = f"{self._recogniser.digest}-{actors.digest}-{language_digest()}"

    def find(self, text: str) -> FoundText:
        """Sentences, toponyms and actor mentions of a text, each with exact offsets."""
        tokens = tokenise(text)
        sentences = split_sentences(text, tokens)
        hits = self._coder.code(text, self._names.scan(text))
        language = tell_language(text, tokens)
        foreign = language not in _TRAINED
        reads = self._recogniser.reads(language)
        recognise = self._recogniser.recognise if reads else self._recogniser_of(language).recognise
        entities = recognise(text, tokens, sentences, hits)
        mentions = MentionIndex(text, tokens, [s.start for s in sentences], hits)
        datelines = self._datelines.find(text, sentences)
        found = _plainly(text, entities, language) if foreign else self._toponyms(mentions, entities)
        toponyms = mark_filed(text, found, datelines)
        actors = self._actors.find(
            text,
            sentences,
            unfiled([e for e in entities if e.kind is EntityKind.PERSON], datelines),
            [t for t in toponyms if t.role is Role.ASSOCIATIVE],
            organisations=unfiled([e for e in entities if e.kind is EntityKind.ORGANISATION], datelines),
            tokens=tokens,
        )
        relations = find_relations(text, sentences, toponyms, is_name=lambda name: self._names.name_id(name) >= 0)
        return FoundText(sentences, toponyms, actors, relations, language)

    def _recogniser_of(self, language: str) -> PlainRecogniser:
        """The recogniser of a language other than English, made when it is first met."""
        known = self._languages.get(language)
        if known is None:
            known = self._languages[language] = PlainRecogniser(self._names, language, coder=self._coder)
        return known

    def _toponyms(self, mentions: MentionIndex, entities: Sequence[Entity]) -> tuple[Toponym, ...]:
        found: list[Toponym] = []
        for entity in entities:
            if entity.confidence < _LEAST:
                continue
            if entity.kind is EntityKind.PLACE:
                found += self._places(mentions, entity)
            elif entity.kind is EntityKind.DEMONYM:
                found += self._people(mentions, entity)
            elif entity.kind is EntityKind.FACILITY:
                if self._names.name_id(entity.surface) >= 0:
                    found.append(self._toponym(mentions, entity.start, entity.end, entity))
                else:
                    found += self._nested(mentions, entity)
            elif entity.kind is EntityKind.ORGANISATION:
                found += self._nested(mentions, entity)
                found += self._demonyms_within(mentions, entity, round(_NESTED * entity.confidence, 3))
        for hit in towns_within(mentions, entities, found, self._names):
            surface = mentions.text[hit.start : hit.end]
            entity = Entity(hit.start, hit.end, surface, EntityKind.PLACE, _WITHIN)
            found.append(self._toponym(mentions, hit.start, hit.end, entity))
        found += self._abbreviated(mentions, found)
        found += self._passed_over(mentions, entities, found)
        found.sort(key=lambda t: (t.start, -t.end))
        clear: list[Toponym] = []
        for toponym in found:
            if not clear or toponym.start >= clear[-1].end:
                clear.append(toponym)
        return tuple(clear)

    def _places(self, mentions: MentionIndex, entity: Entity) -> list[Toponym]:
        """A place name as one toponym, or as the several that it strings together ("Syria's Idlib", "Paris, Texas")."""
        surface = entity.surface
        if lexicon.fold_word(surface) in self._demonyms and self._names.name_id(surface) < 0:
            return self._people(mentions, entity)
        if self._names.name_id(surface) >= 0 or not any(mark in surface for mark in (",", "’", "'", " ", "/", "-")):
            return [self._toponym(mentions, entity.start, entity.end, entity)]
        parts = [
            (hit.start, hit.end)
            for hit in mentions.within(entity.start, entity.end)
            if mentions.text[hit.start].isupper()
        ]
        joined = "," in surface or "/" in surface or "’s " in surface or "'s " in surface
        if joined and len(parts) > 1:
            return [self._toponym(mentions, start, end, entity) for start, end in parts]
        return [self._toponym(mentions, entity.start, entity.end, entity)]

    def _people(self, mentions: MentionIndex, entity: Entity) -> list[Toponym]:
        """The place that a demonym speaks of: associative always."""
        whole = self._demonym(entity.start, entity.end, entity.surface, entity.confidence)
        if whole is not None:
            return [whole]
        return self._demonyms_within(mentions, entity, entity.confidence)

    def _demonyms_within(self, mentions: MentionIndex, entity: Entity, confidence: float) -> list[Toponym]:
        found = []
        for token in mentions.tokens_within(entity.start, entity.end):
            if token.surface[0].isupper():
                demonym = self._demonym(token.start, token.end, token.surface, confidence)
                if demonym is not None:
                    found.append(demonym)
        return found

    def _demonym(self, start: int, end: int, surface: str, confidence: float) -> Toponym | None:
        known = self._demonyms.get(lexicon.fold_word(surface))
        if not known:
            return None
        return Toponym(
            start, end, surface, Role.ASSOCIATIVE, known[0].place, confidence, EntityKind.DEMONYM, known[0].country
        )

    def _nested(self, mentions: MentionIndex, entity: Entity) -> list[Toponym]:
        """Places inside the name of a facility (literal) or an organisation (associative)."""
        found = []
        for hit in mentions.within(entity.start, entity.end):
            surface = mentions.text[hit.start : hit.end]
            if not surface[0].isupper() or not mentions.is_known(hit) or (surface.isupper() and len(surface) < 6):
                continue
            if " " not in surface and self._lists.is_common(surface):  # the "Central" of "Central Bank"
                continue
            signs = mentions.signs(hit.start, hit.end, host=entity.kind)
            role = self._roles.role(signs) if entity.kind is EntityKind.FACILITY else Role.ASSOCIATIVE
            found.append(
                Toponym(hit.start, hit.end, surface, role, "", round(_NESTED * entity.confidence, 3), EntityKind.PLACE)
            )
        return found

    def _abbreviated(self, mentions: MentionIndex, found: Sequence[Toponym]) -> list[Toponym]:
        """States and provinces abbreviated after a place: "Long Beach, CA", "London, Ont."."""
        added = []
        taken = {t.start for t in found}
        for toponym in found:
            after = mentions.after(toponym.end)
            if after is None or mentions.tokens[after].surface != "," or after + 1 >= len(mentions.tokens):
                continue
            token = mentions.tokens[after + 1]
            if token.start in taken or token.start - toponym.end > 4:
                continue
            stop = token.end + (1 if mentions.text[token.end : token.end + 1] == "." else 0)
            for end in (stop, token.end):
                place_id = self._abbreviations.get(mentions.text[token.start : end])
                if place_id:
                    added.append(
                        Toponym(
                            token.start,
                            end,
                            mentions.text[token.start : end],
                            toponym.role,
                            place_id,
                            toponym.confidence,
                        )
                    )
                    break
        return added

    def _passed_over(
        self, mentions: MentionIndex, entities: Sequence[Entity], found: Sequence[Toponym]
    ) -> list[Toponym]:
        """Well-known places outside any name that the recogniser found: "US and NATO concerns", "near al-Tanf"."""
        spans = sorted([(e.start, e.end) for e in entities] + [(t.start, t.end) for t in found])
        added = []
        for hit in mentions.outside(spans):
            confidence = _PASSED_OVER.get(sort_of(hit))
            if confidence is None or not mentions.is_cased_as_a_name(hit.start, hit.end):
                continue
            surface = mentions.text[hit.start : hit.end]
            doubtful = confidence < _SEEN and (mentions.begins_sentence(hit.start) or self._lists.is_common(surface))
            if doubtful or self._is_person(surface):
                continue
            entity = Entity(hit.start, hit.end, surface, EntityKind.PLACE, confidence)
            added.append(self._toponym(mentions, hit.start, hit.end, entity))
        return added

    def _is_seat(self, surface: str) -> bool:
        """Whether a name may stand for a government ("Moscow")."""
        known = self._seats.get(surface)
        if known is None:
            if len(self._seats) > _REMEMBERED:
                self._seats.clear()
            known = self._seats[surface] = self._actors.state(surface) is not None
        return known

    def _is_person(self, surface: str) -> bool:
        if surface.isupper():
            return False
        return bool(self._lists.traits(surface.lower()) & (GIVEN_NAME | SURNAME))

    def _toponym(self, mentions: MentionIndex, start: int, end: int, entity: Entity) -> Toponym:
        surface = mentions.text[start:end]
        signs = mentions.signs(start, end, metonym=self._is_seat(surface))
        return Toponym(start, end, surface, self._roles.role(signs), "", entity.confidence, entity.kind)


def _plainly(text: str, entities: Sequence[Entity], language: str) -> tuple[Toponym, ...]:
    """The places of another language as toponyms: the rules for nested and abbreviated names are English."""
    return tuple(
        Toponym(e.start, e.end, e.surface, language_role(text, e, language), e.lookup, e.confidence, e.kind)
        for e in entities
        if e.kind in {EntityKind.PLACE, EntityKind.DEMONYM} and e.confidence >= _LEAST
    )
