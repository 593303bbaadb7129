"""Find who acts in a text: states, people, organisations, armed groups, each with its identity.

"Daesh" and "ISIL" are Islamic State; "Mr Putin" is Vladimir Putin; "Moscow hinted" is Russia acting, while "in
Moscow" is only a place. The list is data (geo/data/actors.csv), and a user adds to it.
Why so: docs/decisions/0010-actors.md
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from geo.records import Actor, ActorKind, ActorMention, Entity, Sentence, Toponym
from geo.text.actor_files import read_actors
from geo.text.aliases import Alias, AliasHit, AliasIndex, Certainty, Span, Words, WordSpan, cut
from geo.text.full_names import FullNames
from geo.text.identities import identify
from geo.text.lexicon import common_words, demonyms
from geo.text.longer_names import outside_longer_names
from geo.text.organisations import identify_organisations
from geo.text.states import States, countries_named
from geo.text.tokens import Token

__all__ = ["ActorList"]


class ActorList:
    """The actors that are known, and how to find them. Immutable, and safe to share between threads."""

    def __init__(self, actors: Mapping[str, Actor], digest: str) -> None:
        self._actors = MappingProxyType(dict(actors))
        self._digest = digest
        self._index = AliasIndex(self._actors.values())
        self._states = States(self._actors, self._index)
        self._people = FullNames(list(self._actors.values()), self._index)

    @classmethod
    def load(cls, *extra: Path) -> "ActorList":
        """Return the shipped list with a user's CSV files added to it, later ones winning.

        Raises ActorListError, naming file, line and remedy.
        """
        return cls(*read_actors(extra))

    @property
    def digest(self) -> str:
        """What the list was read from, as 16 hexadecimal digits."""
        return self._digest

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Every actor by its id, read-only."""
        return self._actors

    def state(self, name: str) -> Actor | None:
        """Return the state that a name or a government's seat stands for: "Moscow" and "MOSCOW" are Russia."""
        return self._states.named(name)

    def find(
        self,
        text: str,
        sentences: Sequence[Sentence],
        persons: Sequence[Entity],
        associative: Sequence[Toponym],
        *,
        organisations: Sequence[Entity] = (),
        tokens: Sequence[Token] | None = None,
    ) -> tuple[ActorMention, ...]:
        """Return the actors' mentions, sorted by start, none overlapping.

        `persons` and `organisations` are those that a recogniser found, `associative` the toponyms that speak of an
        actor rather than a place, `tokens` the text's where it is cut already. `text[m.start:m.end] == m.surface`.
        """
        words = cut(text, tokens)
        notable = self._index.notable(words)
        hits = self._index.scan(words, notable)
        countries = countries_named(words, hits, notable)
        groups = _word_spans(words, organisations)
        hits = outside_longer_names(words, hits, groups)
        persons = _no_listed_group(words, hits, persons)
        among = frozenset(countries)
        spans = identify(text, words, hits, persons, names=self._people, countries=among, organisations=groups)
        taken = _Taken(spans)
        spans += self._groups(text, words, hits, countries, taken)
        named = identify_organisations(
            text,
            words,
            groups,
            taken=taken.holds,
            listed=spans,
            country=self._states.main(countries),
            state=self._states.owner,
        )
        for start, stop, _ in named:
            taken.take(start, stop)
        spans += named
        mentions = [_mention(text, words.starts[first], words.ends[last], actor) for first, last, actor in spans]
        for toponym in associative:
            first = bisect_left(words.starts, toponym.start)
            if words.starts[first : first + 1] != [toponym.start] or taken.holds(first) or toponym.end <= toponym.start:
                continue
            state = self._states.acting(text, words, first, toponym)
            if state is not None:
                mentions.append(_mention(text, toponym.start, toponym.end, state))
        return _apart(mentions)

    def _groups(
        self, text: str, words: Words, hits: Sequence[AliasHit], countries: Counter[str], taken: "_Taken"
    ) -> list[Span]:
        """Organisations, armed groups, peoples, and governments by names of their own ("the Kremlin")."""
        kinds = {ActorKind.PERSON}
        named = {
            alias.actor.actor_id
            for hit in hits
            for alias in hit.aliases
            if alias.certainty is Certainty.SURE and len(hit.aliases) == 1 and alias.actor.kind not in kinds
        }
        found: list[Span] = []
        often = countries.most_common(1)[0][1] if countries else 0
        main = frozenset(code for code, count in countries.items() if 2 * count >= often)
        first = frozenset(code for code, count in countries.items() if count == often)
        for hit in hits:
            if taken.holds(hit.first) or taken.holds(hit.last):
                continue
            aliases = [a for a in hit.aliases if a.actor.kind is not ActorKind.PERSON]
            actor = _meant(aliases, named, main if _abbreviates(words, hit) else first)
            if actor is None or _shouted(text, words, hit) or _another_states(words, hit, actor):
                continue
            taken.take(hit.first, hit.last)
            found.append((hit.first, hit.last, actor))
        return found


class _Taken:
    """The words that a mention covers already."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._words = {i for first, last, _ in spans for i in range(first, last + 1)}

    def holds(self, word: int) -> bool:
        return word in self._words

    def take(self, first: int, last: int) -> None:
        self._words.update(range(first, last + 1))


def _word_spans(words: Words, entities: Sequence[Entity]) -> list[WordSpan]:
    """The words that entities cover."""
    return [
        (max(bisect_right(words.starts, e.start) - 1, 0), bisect_right(words.starts, e.end - 1) - 1, e.confidence)
        for e in entities
        if e.end > e.start
    ]


def _no_listed_group(words: Words, hits: Sequence[AliasHit], persons: Sequence[Entity]) -> list[Entity]:
    """Leave out whom the recogniser took for a person and the list knows, by that very name, as something else."""
    listed = {
        (words.starts[hit.first], words.ends[hit.last])
        for hit in hits
        if hit.aliases
        and all(a.certainty is Certainty.SURE and a.actor.kind is not ActorKind.PERSON for a in hit.aliases)
    }
    return [person for person in persons if (person.start, person.end) not in listed]


def _apart(mentions: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """In order, without those that overlap one before."""
    clear: list[ActorMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not clear or mention.start >= clear[-1].end:
            clear.append(mention)
    return tuple(clear)


def _mention(text: str, start: int, end: int, actor: Actor) -> ActorMention:
    return ActorMention(start, end, text[start:end], actor.actor_id, actor.name, actor.kind)


def _meant(aliases: Sequence[Alias], named: set[str], countries: frozenset[str]) -> Actor | None:
    """Return which of the actors of that name is meant, or None where the article gives no sign."""
    if not aliases:
        return None
    sure = [a.actor for a in aliases if a.certainty is Certainty.SURE]
    if sure:
        return sure[-1]  # a user's, where it shares a name with one that ships
    candidates = [a for a in aliases if a.actor.kind not in {ActorKind.STATE, ActorKind.PEOPLE}]
    in_full = {a.actor.actor_id: a.actor for a in candidates if a.actor.actor_id in named}
    if len(in_full) == 1:
        return next(iter(in_full.values()))
    near = {
        a.actor.actor_id: a.actor
        for a in candidates
        if a.certainty is Certainty.AMBIGUOUS and a.actor.country in countries
    }
    return next(iter(near.values())) if len(near) == 1 and not in_full else None


def _abbreviates(words: Words, hit: AliasHit) -> bool:
    """Whether the name is letters only ("PKK"), which fewer share than share "the Senate"."""
    return hit.first == hit.last and words.surfaces[hit.first].isupper()


def _shouted(text: str, words: Words, hit: AliasHit) -> bool:
    """Whether an abbreviation that is also a word stands among capitals, so that it may be the word: "WHO IS NEXT"."""
    surface = words.surfaces[hit.first]
    if hit.first != hit.last or not surface.isupper() or words.keys[hit.first] not in common_words():
        return False
    around = text[max(0, words.starts[hit.first] - 30) : words.ends[hit.last] + 30].replace(surface, "")
    letters = [c for c in around if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.6 * len(letters)


def _another_states(words: Words, hit: AliasHit, actor: Actor) -> bool:
    """Whether it belongs to another state: "the German Foreign Office", "Honduras' National Congress"."""
    if hit.first == 0 or not actor.country:
        return False
    before = words.keys[hit.first - 1]
    entries = demonyms().get(before, ())
    if entries:
        return all(e.country != actor.country for e in entries) and actor.kind is not ActorKind.ARMED_GROUP
    alone = hit.first == hit.last and all(a.certainty is not Certainty.SURE for a in hit.aliases)
    adjacent = words.starts[hit.first] - words.ends[hit.first - 1] == 1
    return alone and adjacent and before == "national"
