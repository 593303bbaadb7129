"""Tell which organisation is meant by each of its names in one article.

"Syrian Observatory for Human Rights (SOHR)", "the Observatory" and "SOHR" are one; "Gazprom Neft PJSC" and "Gazprom
Neft" too. A name that many share ("Supreme Court", or letters that the article never spells out) belongs to the country
that the article is about, or to that article alone.
"""

import re
import zlib
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from geo.records import Actor, ActorKind, Entity
from geo.text.acting import RULING
from geo.text.aliases import Words
from geo.text.lexicon import demonyms, fold_word, lower_share

__all__ = ["identify_organisations", "local_id", "slug"]

Span = tuple[int, int, Actor]

_LEAST = 0.5
"""Confidence below which a recogniser's organisation is more likely none."""
_LEGAL = frozenset(
    "inc ltd limited llc llp lp plc corp corporation co company gmbh ag sa nv bv spa srl oy ab as asa pjsc ojsc jsc "
    "oao ooo pao pty pte pvt bhd sdn kk holdings holding group".split()
)
"""Last words of a company's name that may be left out."""
_SMALL = frozenset("of for the and in on at to de del la le les des du d y e & und fur von van al et".split())
_HEADS = frozenset(
    "ministry department office agency authority commission committee council court tribunal parliament congress "
    "senate assembly cabinet government party union federation association organisation organization bank university "
    "college school institute academy centre center hospital police army navy force forces guard service company "
    "corporation club league foundation trust society board bureau directorate secretariat administration observatory "
    "movement front alliance coalition network group opposition house chamber treasury church diocese corps command "
    "brigade mission fund team".split()
)
"""Words that say what an organisation is, not which."""
_UNITS = frozenset("school department faculty institute centre center branch division section unit committee".split())
_MINISTRY = frozenset("ministry ministries".split())
_ARMED = frozenset(
    "militia militias brigade brigades battalion battalions rebels guerrillas insurgents mujahideen mujahedeen "
    "mujahidin fedayeen".split()
)
_FIGHTING = frozenset("liberation resistance revolutionary".split())
_HOSTS = frozenset("army front forces movement".split())
_LETTERS = re.compile(r"[^\W\d_a-z](?:[^\W_]|\.)*[^\W\d_a-z.]s?\.?")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class _Named:
    """A mention: from word, to word, its words folded, without articles and legal forms."""

    first: int
    last: int
    keys: tuple[str, ...]
    letters: str


def identify_organisations(
    text: str,
    words: Words,
    entities: Sequence[Entity],
    *,
    taken: Callable[[int], bool],
    listed: Sequence[Span],
    country: Actor | None,
    state: Callable[[str], Actor | None],
) -> list[Span]:
    """Return which organisation is named where, for those that the actor list does not know.

    `entities` are the recogniser's organisations, `taken` says which words are spoken for, `listed` are the list's
    actors found before, `country` is the state that the article is mostly about, `state` looks one up by name.
    """
    named = _named(words, entities, taken, state)
    if not named and not listed:
        return []
    who: dict[tuple[str, ...], Actor] = {}
    by_letters: dict[str, Actor] = {}
    full = [n for n in named if not n.letters]
    known = {n.keys for n in full}
    for mention in full:
        if mention.keys not in who:
            who[mention.keys] = _actor(text, words, mention, country, state)
    for keys in known:
        longer = _longer(keys, known)
        if longer is not None:
            who[keys] = who[longer]
    spelt: dict[tuple[str, ...], Actor] = dict(who)
    for first, last, actor in listed:
        if actor.kind is not ActorKind.PERSON and last > first:
            spelt[tuple(words.keys[first : last + 1])] = actor
    added = _brackets(text, words, [(n.first, n.last, who[n.keys]) for n in full] + list(listed), by_letters)
    spans = [(n.first, n.last, who[n.keys]) for n in full]
    for mention in named:
        if mention.letters:
            if mention.letters not in by_letters:
                meant = _spelt_out(mention.letters, spelt) or _unspelt(text, mention.letters, country)
                by_letters[mention.letters] = meant
            spans.append((mention.first, mention.last, by_letters[mention.letters]))
    covered = {i for first, last, _ in spans for i in range(first, last + 1)}
    free = (i for i in added if i not in covered and not taken(i))
    return [*spans, *((i, i, by_letters[_bare(words.surfaces[i])]) for i in free)]


def slug(name: str) -> str:
    """A name as part of an id: folded, words joined by hyphens."""
    return _SLUG.sub("-", fold_word(name).replace("'", "").replace("&", " and ")).strip("-") or "-".join(name.split())


def local_id(prefix: str, name: str, text: str) -> str:
    """An id for someone whom only this article can tell: the same name in another article is another."""
    return f"{prefix}:{slug(name)}~{zlib.crc32(text.encode(errors='replace')):08x}"


def _named(
    words: Words,
    entities: Sequence[Entity],
    taken: Callable[[int], bool],
    state: Callable[[str], Actor | None],
) -> list[_Named]:
    found = []
    for entity in entities:
        if entity.confidence < _LEAST:
            continue
        first = max(bisect_right(words.starts, entity.start) - 1, 0)
        last = bisect_right(words.starts, entity.end - 1) - 1
        while first <= last and (words.keys[first] in {"the", "a"} or not words.surfaces[first][0].isalnum()):
            first += 1
        while last >= first and (words.keys[last] in {"'s", "s"} or not words.surfaces[last][-1].isalnum()):
            last -= 1
        if first > last or any(taken(i) for i in range(first, last + 1)):
            continue
        keys = tuple(k for k in words.keys[first : last + 1] if k and k[0].isalnum())
        while len(keys) > 1 and keys[-1] in _LEGAL:
            keys = keys[:-1]
        if not keys or keys[0].isdigit() or _belongs_to_state(words, first, keys, state):
            continue
        surface = words.surfaces[first]
        letters = _bare(surface) if first == last and _LETTERS.fullmatch(surface) and len(surface) < 9 else ""
        found.append(_Named(first, last, keys, letters))
    return found


def _belongs_to_state(words: Words, first: int, keys: tuple[str, ...], state: Callable[[str], Actor | None]) -> bool:
    """Whether the name is a state's, or an office of one that the name says: "Pakistan", "Russian Foreign Ministry"."""
    if keys[0] in demonyms() or state(words.surfaces[first]) is not None:
        return all(k in RULING or k in _SMALL for k in keys[1:])
    return False


def _actor(
    text: str, words: Words, mention: _Named, country: Actor | None, state: Callable[[str], Actor | None]
) -> Actor:
    name = " ".join(text[words.starts[mention.first] : words.ends[mention.last]].split())
    keys = mention.keys
    if _MINISTRY & set(keys):
        for i in range(mention.first, mention.last + 1):
            owner = state(words.surfaces[i])
            if owner is not None:
                return owner
        if country is not None:
            return country
    kind = ActorKind.ARMED_GROUP if _is_armed(keys) else ActorKind.ORGANISATION
    prefix = "group" if kind is ActorKind.ARMED_GROUP else "org"
    if not _is_shared(keys):
        return Actor(f"{prefix}:{slug(' '.join(keys))}", name, kind)
    if country is not None:
        return Actor(f"{prefix}:{slug(' '.join(keys))}-{country.country.lower()}", f"{name} ({country.name})", kind)
    return Actor(local_id(prefix, " ".join(keys), text), name, kind)


def _is_armed(keys: tuple[str, ...]) -> bool:
    have = set(keys)
    return bool(have & _ARMED and "fire" not in have) or bool(have & _FIGHTING and have & _HOSTS)


def _is_shared(keys: tuple[str, ...]) -> bool:
    """Whether many organisations bear the name: what it is, and everyday words, but nothing that says which."""
    return all(k in _HEADS or k in _SMALL or lower_share(k) > 0.1 for k in keys) and any(k in _HEADS for k in keys)


def _longer(keys: tuple[str, ...], known: set[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The one longer name in the article that this shortens: "Observatory", "Amnesty", "Land Guardians"."""
    size = len(keys)
    found = [other for other in known if len(other) > size and _shortens(keys, other)]
    if len(found) > 1:
        longest = max(found, key=len)
        if not all(other == longest or _shortens(other, longest) for other in found):
            return None
        return longest
    return found[0] if found else None


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    size = len(short)
    if full[:size] == short:
        rest = full[size:]
        return (size == 1 and short[0] not in _SMALL) or not _UNITS & set(rest)
    head = next((i for i, k in enumerate(full) if k in {"of", "for"}), len(full)) - 1
    return head >= 0 and full[max(head - size + 1, 0) : head + 1] == short and (size > 1 or short[0] in _HEADS)


def _brackets(text: str, words: Words, spans: Sequence[Span], by_letters: dict[str, Actor]) -> list[int]:
    """Note letters in brackets after a name ("… (SOHR)"), and give where those letters stand."""
    for _, last, actor in spans:
        at = last + 2
        if at + 1 >= len(words.surfaces) or words.surfaces[last + 1] != "(" or words.surfaces[at + 1] != ")":
            continue
        surface = words.surfaces[at]
        if _LETTERS.fullmatch(surface) and 1 < len(_bare(surface)) < 9 and actor.kind is not ActorKind.PERSON:
            by_letters.setdefault(_bare(surface), actor)
    if not by_letters:
        return []
    return [i for i, surface in enumerate(words.surfaces) if surface in by_letters]


def _spelt_out(letters: str, spelt: Mapping[tuple[str, ...], Actor]) -> Actor | None:
    """The one organisation in the article whose initials the letters are."""
    if len(letters) < 3:
        return None
    wanted = letters.lower()
    found = {a.actor_id: a for keys, a in spelt.items() if wanted in _initials(keys)}
    return next(iter(found.values())) if len(found) == 1 else None


def _initials(keys: tuple[str, ...]) -> tuple[str, str]:
    return "".join(k[0] for k in keys if k not in _SMALL), "".join(k[0] for k in keys)


def _unspelt(text: str, letters: str, country: Actor | None) -> Actor:
    if country is not None:
        name = f"{letters} ({country.name})"
        return Actor(f"org:{slug(letters)}-{country.country.lower()}", name, ActorKind.ORGANISATION)
    return Actor(local_id("org", letters, text), letters, ActorKind.ORGANISATION)


def _bare(surface: str) -> str:
    bare = surface.replace(".", "")
    return bare[:-1] if bare.endswith("s") and len(bare) > 2 else bare
