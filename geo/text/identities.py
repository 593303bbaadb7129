"""Tell who is meant by each person's name in one article.

A full name is an identity: the list's, or one named as the article names it. A bare family name ("Lavrov") is the
person whom the article names in full, the nearest before it first; without one, it is the list's where a title stands
before it ("President Assad") or the name is distinctive ("Putin"), else somebody whom only this article can tell.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import compress

from geo.records import Actor, ActorKind, Entity
from geo.text.aliases import FAMILY_FIRST_NAMES, AliasHit, Certainty, Span, Words, WordSpan, family_names
from geo.text.full_names import FullNames, join_partial_names
from geo.text.lexicon import TITLES, fold_word, lower_share
from geo.text.name_context import is_bare, is_everyday_word, joins_longer_name, names_a_thing, title_before
from geo.text.naming import local_id, slug

__all__ = ["identify"]

OFFICES = frozenset(
    "president premier chancellor minister secretary general gen speaker senator sen ambassador envoy leader".split()
)
"""Titles before a family name that say what someone is: "Mr" says too little, "Prince" stands before a given name."""
_JUST_NAMED = 300
"""Characters: about two sentences."""
_SHIPS = frozenset("uss hms hmas hmcs ins rms mv ss fc".split())
"""What stands before a ship's name, or a club's."""
_OTHERS = 0.7
"""Confidence from which a recogniser's organisation keeps a family name in it from being a person."""
_LEAST = 0.5
"""Confidence below which a recogniser's name of one word is more likely none."""


def identify(
    text: str,
    words: Words,
    hits: Sequence[AliasHit],
    persons: Sequence[Entity],
    *,
    names: FullNames,
    countries: frozenset[str],
    organisations: Sequence[WordSpan] = (),
) -> list[Span]:
    """Return who is named where, in order, none overlapping.

    `hits` are the alias index's, `persons` the recogniser's, `countries` the ISO codes of those that the article names,
    `organisations` the words that the recogniser takes for names of such.
    """
    full: dict[int, tuple[int, Actor]] = {}
    sure: dict[int, tuple[int, Actor]] = {}
    alone: dict[int, tuple[int, float]] = {}
    for entity in persons:
        first, last = _words_of(words, entity)
        if is_bare(text, words, first, last):
            alone[first] = (last, entity.confidence)
        elif (
            last > full.get(first, (-1,))[0]
            and not names_a_thing(text, words, last)
            and words.keys[first] not in _SHIPS
        ):
            actor = names.known(words, first, last) or _from_text(text, words, first, last)
            full[first] = (last, actor)
    for hit in hits:
        actors = [a.actor for a in hit.aliases if a.certainty is Certainty.SURE and a.actor.kind is ActorKind.PERSON]
        if not actors or _inside(full, hit.first):
            continue
        if hit.first == hit.last:
            sure[hit.first] = (hit.last, actors[-1])
        elif not names_a_thing(text, words, hit.last):
            for within in range(hit.first + 1, hit.last + 1):
                full.pop(within, None)
            full[hit.first] = (hit.last, _likeliest(actors, countries))
    join_partial_names(words, full)
    called: dict[tuple[str, ...], _Namesakes] = {}
    shorts: dict[str, list[tuple[str, ...]]] = {}
    for first, (_, actor) in sorted(full.items()):
        if actor.actor_id not in shorts:
            shorts[actor.actor_id] = _short_names(actor)
        for short in shorts[actor.actor_id]:
            called.setdefault(short, _Namesakes()).add(first, actor)
    single = {_words_of(words, e)[0] for e in persons}
    others = {
        i: (first, last) for first, last, chance in organisations if chance > _OTHERS for i in range(first, last + 1)
    }
    found = dict(full)
    for first, last, candidates in _bare_names(words, hits, called, {k: v[0] for k, v in sure.items()}):
        if _inside(found, first) or _inside(found, last):
            continue
        recognised = first in single
        titled = title_before(words, first)
        if first in others and not titled and (others[first] != (first, last) or first not in sure):
            continue
        if not recognised and (
            joins_longer_name(text, words, first, last, sure=first in sure)
            or (not titled and is_everyday_word(text, words, first, last))
        ):
            continue
        named = called.get(tuple(words.keys[first : last + 1]))
        if first in sure and (not named or titled in OFFICES or named.includes(sure[first][1])):
            found[first] = sure[first]
        elif named:
            place = first == last and not recognised and names.is_state(words.surfaces[first])
            if recognised or titled or not (place or words.keys[first - 1 : first] == ["in"]):
                found[first] = (last, named.meant(words, first))
        elif titled in OFFICES:
            likely = [a for a in candidates if a.country in countries]
            if len(likely) == 1:
                found[first] = (last, likely[0])
    found |= _on_their_own(text, words, full, {f: a for f, a in alone.items() if not _inside(found, f)}, names=names)
    return [(first, last, actor) for first, (last, actor) in sorted(found.items())]


def _on_their_own(
    text: str,
    words: Words,
    full: Mapping[int, tuple[int, Actor]],
    alone: Mapping[int, tuple[int, float]],
    *,
    names: FullNames,
) -> dict[int, tuple[int, Actor]]:
    """Who is meant by names of one word that no family name explains.

    It is the one person whose full name in the article holds the word ("César" of César Gaviria); without one, somebody
    whom only this article can tell: "Kato" in two articles need not be one man.
    """
    if not alone:
        return {}
    parts: dict[str, dict[str, Actor]] = {}
    for first, (last, actor) in full.items():
        for key in words.keys[first : last + 1]:
            parts.setdefault(key, {})[actor.actor_id] = actor
    found: dict[int, tuple[int, Actor]] = {}
    for first, (last, chance) in alone.items():
        keys = [key for key in words.keys[first : last + 1] if key not in {"al", "el"}]
        if not keys or chance < _LEAST or len(keys[-1]) < 2 or not words.surfaces[first].strip(".")[1:]:
            continue
        bearers = parts.get(keys[0], {})
        if len(bearers) == 1:
            found[first] = (last, next(iter(bearers.values())))
        elif (
            not bearers
            and lower_share(keys[-1]) < 0.5
            and not (first == last and names.is_state(words.surfaces[first]))
        ):
            name = text[words.starts[first] : words.ends[last]]
            found[first] = (last, Actor(local_id("person", " ".join(keys), text), name, ActorKind.PERSON))
    return found


class _Namesakes:
    """Those of one family name whom the article names in full, and where."""

    def __init__(self) -> None:
        self._where: list[int] = []
        self._who: list[Actor] = []
        self._often: Counter[str] = Counter()

    def add(self, word: int, actor: Actor) -> None:
        """Note that a word begins a full name; words come in order."""
        self._where.append(word)
        self._who.append(actor)
        self._often[actor.actor_id] += 1

    def includes(self, actor: Actor) -> bool:
        return actor.actor_id in self._often

    def meant(self, words: Words, word: int) -> Actor:
        """Who a bare family name is: the one just named in full, else the one most often so named, else the nearest."""
        at = max(0, bisect_right(self._where, word) - 1)
        before = self._who[at]
        if 0 <= words.starts[word] - words.starts[self._where[at]] <= _JUST_NAMED:
            return before
        (most, times), *_ = self._often.most_common(1)
        if self._often[before.actor_id] == times:
            return before
        return next(a for a in self._who if a.actor_id == most)


def _words_of(words: Words, entity: Entity) -> tuple[int, int]:
    """The words that an entity covers, without titles before the name."""
    first = bisect_right(words.starts, entity.start) - 1
    last = bisect_right(words.starts, entity.end - 1) - 1
    first = max(first, 0)
    while last > first and words.surfaces[last] in {"'s", "’s", "."}:
        last -= 1
    while first < last and (words.keys[first] in TITLES or words.surfaces[first] == "."):
        first += 1
    return first, last


def _from_text(text: str, words: Words, first: int, last: int) -> Actor:
    """An actor who is on no list, named as the article names them."""
    name = " ".join(text[words.starts[first] : words.ends[last]].replace(",", " ").split())
    return Actor(f"person:{slug(name)}", name, ActorKind.PERSON)


def _short_names(actor: Actor) -> list[tuple[str, ...]]:
    """What the article may call a person for short, as folded words."""
    shorts = list(family_names(actor.name, actor.country))
    parts = actor.name.split()
    if not actor.country and len(parts) in {2, 3} and parts[0].lower() in FAMILY_FIRST_NAMES:
        shorts.append(parts[0])
    shorts += [a.lstrip("~") for a in actor.aliases if " " not in a]
    keys = {tuple(fold_word(w).replace("'", "") for w in s.replace("-", " ").split()) for s in shorts}
    return sorted(k for k in keys if k and all(len(w) > 1 for w in k))


def _bare_names(
    words: Words,
    hits: Sequence[AliasHit],
    called: Collection[tuple[str, ...]],
    sure: Mapping[int, int],
) -> list[tuple[int, int, list[Actor]]]:
    """Where a family name may stand alone, the longest first, with the list's people of that name."""
    found = {first: (last, list[Actor]()) for first, last in sure.items()}
    for hit in hits:
        listed = [a for a in hit.aliases if a.actor.kind is ActorKind.PERSON]
        best = max((a.certainty for a in listed), default=None)
        if best is not None:
            likeliest = {a.actor.actor_id: a.actor for a in listed if a.certainty is best}
            found[hit.first] = (hit.last, list(likeliest.values()))
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for short in called:
        by_first.setdefault(short[0], []).append(short)
    for i in compress(range(len(words.keys)), map(by_first.__contains__, words.keys)):
        for short in sorted(by_first[words.keys[i]], key=len, reverse=True):
            last = i + len(short) - 1
            if tuple(words.keys[i : last + 1]) == short and any(s[0].isupper() for s in words.surfaces[i : last + 1]):
                if i not in found or found[i][0] < last:
                    found[i] = (last, found[i][1] if i in found else [])
                break
    return [(first, last, actors) for first, (last, actors) in sorted(found.items())]


def _likeliest(actors: Sequence[Actor], countries: frozenset[str]) -> Actor:
    return next((a for a in actors if a.country in countries), actors[-1])


def _inside(spans: Mapping[int, tuple[int, Actor]], word: int) -> bool:
    """Whether a word lies in one of the spans (names are short: looking back eight words is enough)."""
    for first in range(word, word - 9, -1):
        span = spans.get(first)
        if span is not None and span[0] >= word:
            return True
    return False
