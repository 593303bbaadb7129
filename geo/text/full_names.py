"""Tell whom a full name means: someone on the list, or someone whom the article names at greater length.

"Sergei Viktorovich Lavrov", "S. Lavrov" and "Sergey Lavrov" are one, "Muammar Qaddafi" is Muammar Gaddafi, and "Jose
Silva" is the Jose da Costa Silva whom the article also names.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from geo.records import Actor, ActorKind
from geo.text.aliases import FAMILY_FIRST, AliasIndex, Certainty, Words
from geo.text.lexicon import TITLES, fold_word

__all__ = ["FullNames", "join_partial_names", "sound"]

_Key = TypeVar("_Key")
_ARTICLES = frozenset({"al", "el"})
_MOST_NAMESAKES = 50
_NUMERAL = re.compile(r"[ivx]+|jr|sr")
_SPELLINGS = (
    (re.compile("kh|gh|q|ck|c(?![ehiy])|g(?![ei])"), "k"),
    (re.compile("ph"), "f"),
    (re.compile("[dt]h"), "t"),
    (re.compile("dj"), "j"),
    (re.compile("w"), "v"),
    (re.compile("ou|oo|o"), "u"),
    (re.compile("[ey]+i?|ai|i[ey]|j"), "i"),
    (re.compile("z"), "s"),
    (re.compile("h$"), ""),
)
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def sound(key: str) -> str:
    """A name's sound, roughly: "gaddafi" and "qaddafi", "sergey" and "sergei", "hussein" and "hussain" are alike."""
    for pattern, instead in _SPELLINGS:
        key = pattern.sub(instead, key)
    return _DOUBLED.sub(r"\1", key)


def _folded(name: str) -> list[str]:
    return [fold_word(word).replace("'", "") for word in name.replace("-", " ").split()]


class FullNames:
    """The list's people by first and last word of their full names.

    It finds "Sergei Viktorovich Lavrov" and "S. Lavrov", since "Lavrov" is distinctive, and "John F. Kerry", but not
    "Mohammed Ahmed al-Sudani" in Mohammed al-Sudani, nor "Kim Young-un" in Kim Jong-un.
    """

    def __init__(self, actors: Sequence[Actor], index: AliasIndex) -> None:
        self._index = index
        self._ends: dict[tuple[str, str], Actor | None] = {}
        self._sounds: dict[tuple[str, str], Actor | None] = {}
        self._distinctive: dict[str, Actor | None] = {}
        for actor in actors:
            if actor.kind is not ActorKind.PERSON or actor.country in FAMILY_FIRST:
                continue
            for alias in actor.aliases:
                if " " not in alias and not alias.startswith("~"):
                    _note(self._distinctive, _folded(alias)[-1], actor)
            for name in (actor.name, *(a for a in actor.aliases if not a.startswith("~"))):
                keys = _folded(name)
                if len(keys) > 1 and keys[0] not in TITLES and not _NUMERAL.fullmatch(keys[-1]):
                    _note(self._ends, (keys[0], keys[-1]), actor)
                    _note(self._sounds, (sound(keys[0]), sound(keys[-1])), actor)

    def is_state(self, name: str) -> bool:
        """Whether the list knows a state by the name."""
        return any(a.actor.kind is ActorKind.STATE for a in self._index.exact(name))

    def known(self, words: Words, first: int, last: int) -> Actor | None:
        """Return the list's person whom words `first` to `last` name in full, or None."""
        name = " ".join(words.surfaces[first : last + 1])
        for alias in self._index.exact(name):
            if alias.actor.kind is ActorKind.PERSON and alias.certainty is Certainty.SURE:
                return alias.actor
        given, family = words.keys[first], words.keys[last]
        middle = [key for key in words.keys[first + 1 : last] if key != "."]
        if len(given) == 1:
            only = self._distinctive.get(family)
            return only if only is not None and not middle and _folded(only.name)[0][0] == given else None
        if not middle or all(key in _ARTICLES for key in middle):
            sounds = (sound(given), sound(family))
            return self._sounds.get(sounds) if min(map(len, sounds)) > 2 else None
        if family not in self._distinctive and any(len(key) > 1 for key in middle):
            return None
        return self._ends.get((given, family))


def _note(known: dict[_Key, Actor | None], key: _Key, actor: Actor) -> None:
    """Keep whom a key means, or None where it means several."""
    before = known.get(key, actor)
    known[key] = actor if before is not None and before.actor_id == actor.actor_id else None


def join_partial_names(words: Words, full: dict[int, tuple[int, Actor]]) -> None:
    """Make "Abdel Shakour" the "Abdel Shakour Khamis" whom the article also names, where there is only one such."""
    spelt: dict[str, dict[tuple[str, ...], Actor]] = {}
    keys_at: dict[int, tuple[str, ...]] = {}
    for first, (last, actor) in full.items():
        keys = keys_at[first] = tuple(k for k in words.keys[first : last + 1] if k not in {"", "."})
        if keys:
            for end in {keys[0][0], keys[-1]}:
                spelt.setdefault(end, {}).setdefault(keys, actor)
    for first, (last, actor) in full.items():
        short = keys_at[first]
        if actor.country or not 1 < len(short) < 4:  # a list's person, or a name that is long enough
            continue
        same = [spelt[end] for end in {short[0][0], short[-1]} if len(spelt[end]) < _MOST_NAMESAKES]
        longer = {
            a.actor_id: a for some in same for keys, a in some.items() if keys != short and _abridges(short, keys)
        }
        if len(longer) == 1:
            full[first] = (last, next(iter(longer.values())))


def _abridges(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name is a longer one with words left out: "Jose Silva" or "J. Silva" of "Jose da Costa Silva"."""
    if len(full) > len(short):
        rest = iter(full)
        if (short[0] == full[0] and all(key in rest for key in short)) or full[-len(short) :] == short:
            return True
    if short[-1] != full[-1] or len(short) > len(full):
        return False
    if len(short[0]) == 1 < len(full[0]):
        return full[0][0] == short[0]
    alike = len(short) == len(full) and short[1:] == full[1:]
    return alike and short[0] < full[0] and sound(short[0]) == sound(full[0])
