"""Tell which organisation is meant by each of its names in one article.

"Syrian Observatory for Human Rights (SOHR)", "the Observatory" and "SOHR" are one; "Gazprom Neft PJSC" and "Gazprom
Neft" too; "the Russian Foreign Ministry" is Russia. A name that many share ("Supreme Court", or letters that are never
spelt out) belongs to the country that the article is about, or to that article alone.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from geo.records import Actor, ActorKind
from geo.text.acting import OF_THE_CITY, RULING
from geo.text.aliases import Span, Words, WordSpan
from geo.text.lexicon import demonyms, lower_share
from geo.text.longer_names import in_brackets
from geo.text.naming import local_id, slug
from geo.text.organisation_words import (
    ARMED,
    FIGHTING,
    HEADS,
    HOSTS,
    LEGAL,
    MINISTRIES,
    NO_ACTORS,
    SMALL,
    UNITS,
    WORLDWIDE,
)

__all__ = ["identify_organisations"]

_Keys = tuple[str, ...]
_LEAST = 0.5
"""Confidence below which a recogniser's organisation is more likely none."""
_GROUPS = frozenset({ActorKind.ORGANISATION, ActorKind.ARMED_GROUP, ActorKind.BODY})
_LETTERS = re.compile(r"[^\W\d_a-z](?:[^\W_]|\.)*[^\W\d_a-z.]s?\.?")


@dataclass(slots=True)
class _Named:
    """A mention: from word, to word, its words folded, without articles and legal forms."""

    first: int
    last: int
    keys: _Keys
    letters: str


def identify_organisations(
    text: str,
    words: Words,
    entities: Sequence[WordSpan],
    *,
    taken: Callable[[int], bool],
    listed: Sequence[Span],
    country: Actor | None,
    state: Callable[[str], Actor | None],
) -> list[Span]:
    """Return which organisation is named where, for those that the actor list does not know.

    `entities` are the recogniser's organisations, `taken` says which words are spoken for, `listed` are the list's
    actors found before, `country` is the state that the article is mostly about, `state` gives the one that a name, a
    government's seat or a demonym stands for.
    """
    spans: list[Span] = []
    full: list[_Named] = []
    letters: list[_Named] = []
    for named in _named(words, entities, taken):
        owner, of_it = _owner(words, named, state)
        if owner is None:
            (letters if named.letters else full).append(named)
        elif of_it:
            spans.append((named.first, named.last, owner))
    at_word = {first: actor for first, last, actor in listed if first == last and actor.kind is not ActorKind.PERSON}
    who: dict[_Keys, Actor] = {}
    for named in full:
        if named.keys not in who:
            who[named.keys] = _actor(text, words, named, country, state)
        known = at_word.get(named.last + 2)
        if known is not None and in_brackets(words, named.last) and words.keys[named.last + 2][:1] == named.keys[0][:1]:
            who[named.keys] = known
    spelt = who | {tuple(words.keys[f : e + 1]): a for f, e, a in listed if e > f and a.kind in _GROUPS}
    for keys in list(who):
        longer = _longer(keys, spelt)
        if longer is not None:
            who[keys] = spelt[longer]
    spans += [(n.first, n.last, who[n.keys]) for n in full]
    called = _called_in_brackets(text, words, [*spans, *(s for s in listed if s[2].kind in _GROUPS)])
    spans = [(first, last, called.get(tuple(words.keys[first : last + 1]), actor)) for first, last, actor in spans]
    for named in letters:
        key = (named.letters,)
        if key not in called:
            called[key] = _spelt_out(named.letters, spelt) or _unspelt(text, named.letters, country)
        spans.append((named.first, named.last, called[key]))
    covered = {i for first, last, _ in spans for i in range(first, last + 1)}
    return spans + [s for s in _repeated(words, called) if s[0] not in covered and not taken(s[0])]


def _named(words: Words, entities: Sequence[WordSpan], taken: Callable[[int], bool]) -> Iterator[_Named]:
    for begin, end, confidence in entities:
        first, last = begin, end
        while first <= last and (words.keys[first] in {"the", "a"} or not words.surfaces[first][0].isalnum()):
            first += 1
        while last >= first and (words.keys[last] in {"'s", "s"} or not words.surfaces[last][-1].isalnum()):
            last -= 1
        if confidence < _LEAST or first > last or any(taken(i) for i in range(first, last + 1)):
            continue
        keys = tuple(k for k in words.keys[first : last + 1] if k[:1].isalnum())
        while len(keys) > 1 and keys[-1] in LEGAL and any(lower_share(k) < 0.1 for k in keys[:-1]):
            keys = keys[:-1]
        if keys and not keys[0].isdigit() and NO_ACTORS.isdisjoint(keys[-1:] + keys[1:4]):
            surface = words.surfaces[first]
            letters = _bare(surface) if first == last and len(surface) < 9 and _LETTERS.fullmatch(surface) else ""
            yield _Named(first, last, keys, letters)


def _owner(words: Words, named: _Named, state: Callable[[str], Actor | None]) -> tuple[Actor | None, bool]:
    """The state whose name or office this is, and whether it is an office: "Pakistan", "Russian Foreign Ministry"."""
    for size in (3, 2, 1):
        end = named.first + size
        if end - 1 > named.last:
            continue
        name = " ".join(words.surfaces[named.first : end])
        owner = state(name)
        if owner is None:
            continue
        rest = [k for k in words.keys[end : named.last + 1] if k not in SMALL and k[:1].isalnum()]
        seat = name != owner.name and words.keys[named.first] not in demonyms() and not name.isupper()
        office = MINISTRIES & set(rest) or all(k in RULING for k in rest)
        if rest and (not office or (seat and OF_THE_CITY & set(rest))):
            return None, False
        return owner, bool(rest)
    return None, False


def _actor(
    text: str, words: Words, named: _Named, country: Actor | None, state: Callable[[str], Actor | None]
) -> Actor:
    name = " ".join(text[words.starts[named.first] : words.ends[named.last]].split())
    keys = named.keys
    if not {"ministry", "ministries"}.isdisjoint(keys):
        owners = (state(words.surfaces[i]) for i in range(named.first, named.last + 1) if words.keys[i] not in SMALL)
        owner = next((o for o in owners if o is not None), country)
        if owner is not None:
            return owner
    kind = ActorKind.ARMED_GROUP if _is_armed(keys) else ActorKind.ORGANISATION
    prefix = "group" if kind is ActorKind.ARMED_GROUP else "org"
    if not _is_shared(keys):
        return Actor(f"{prefix}:{slug(' '.join(keys))}", name, kind)
    if country is not None and not HEADS.isdisjoint(keys):
        return Actor(f"{prefix}:{slug(' '.join(keys))}-{country.country.lower()}", f"{name} ({country.name})", kind)
    return Actor(local_id(prefix, " ".join(keys), text), name, kind)


def _is_armed(keys: _Keys) -> bool:
    have = set(keys)
    return bool((have & ARMED and "fire" not in have) or (have & FIGHTING and have & HOSTS))


def _is_shared(keys: _Keys) -> bool:
    """Whether many bear the name: it says what it is, in everyday words ("Water Board", "Post"), but not which."""
    everyday = all(k in HEADS or k in SMALL or lower_share(k) > 0.1 for k in keys)
    return everyday and (len(keys) < 3 or WORLDWIDE.isdisjoint(keys))


def _longer(keys: _Keys, known: Mapping[_Keys, Actor]) -> _Keys | None:
    """The one longer name in the article that this shortens: "Observatory", "Amnesty", "Land Guardians"."""
    found = [other for other in known if len(other) > len(keys) and _shortens(keys, other)]
    if not found:
        return None
    longest = max(found, key=len)
    return longest if all(other == longest or _shortens(other, longest) for other in found) else None


def _shortens(short: _Keys, full: _Keys) -> bool:
    size = len(short)
    if full[:size] == short:
        return (size == 1 and short[0] not in SMALL) or UNITS.isdisjoint(full[size:])
    head = next((i for i, k in enumerate(full) if k in {"of", "for"}), len(full)) - 1
    return head >= 0 and full[max(head - size + 1, 0) : head + 1] == short and (size > 1 or short[0] in HEADS)


def _called_in_brackets(text: str, words: Words, spans: Sequence[Span]) -> dict[_Keys, Actor]:
    """What is written in brackets after a name, as letters are: "(SOHR)", "(BoG)", "(AUDA-NEPAD)"."""
    called: dict[_Keys, Actor] = {}
    for _, last, actor in spans:
        if words.surfaces[last + 1 : last + 2] != ["("]:
            continue
        end = next((i for i in range(last + 3, last + 7) if words.surfaces[i : i + 1] == [")"]), 0)
        inside = text[words.starts[last + 2] : words.ends[end - 1]] if end else ""
        if 1 < len(inside) < 13 and " " not in inside and sum(c.isupper() for c in inside) > 1:
            keys = (_bare(inside),) if end == last + 3 else tuple(words.keys[last + 2 : end])
            called.setdefault(keys, actor)
    return called


def _repeated(words: Words, called: Mapping[_Keys, Actor]) -> list[Span]:
    """Where letters that the article explains stand again, whether the recogniser saw them or not."""
    single = {keys[0]: actor for keys, actor in called.items() if len(keys) == 1}
    if not single:
        return []
    at = compress(range(len(words.surfaces)), map(single.__contains__, words.surfaces))
    return [(i, i, single[words.surfaces[i]]) for i in at]


def _spelt_out(letters: str, spelt: Mapping[_Keys, Actor]) -> Actor | None:
    """The one organisation in the article whose initials the letters are."""
    if len(letters) < 3:
        return None
    wanted = letters.lower()
    found = {a.actor_id: a for keys, a in spelt.items() if wanted in _initials(keys)}
    return next(iter(found.values())) if len(found) == 1 else None


def _initials(keys: _Keys) -> tuple[str, str]:
    return "".join(k[:1] for k in keys if k not in SMALL), "".join(k[:1] for k in keys)


def _unspelt(text: str, letters: str, country: Actor | None) -> Actor:
    if country is not None and len(letters) > 3:
        name = f"{letters} ({country.name})"
        return Actor(f"org:{slug(letters)}-{country.country.lower()}", name, ActorKind.ORGANISATION)
    return Actor(local_id("org", letters, text), letters, ActorKind.ORGANISATION)


def _bare(surface: str) -> str:
    bare = surface.replace(".", "")
    return bare[:-1] if bare.endswith("s") and len(bare) > 2 else bare
