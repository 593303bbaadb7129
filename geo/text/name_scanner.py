"""Tell whether a text holds a name of certain actors, whatever its capitals: if not, they change nothing in it."""

from collections.abc import Collection

from geo.records import Actor, ActorKind
from geo.text.aliases import AliasIndex, cut, family_names
from geo.text.full_names import sound

__all__ = ["NameScanner"]


class NameScanner:
    """Looks for the names of some actors, and for people's family names in other spellings. Immutable."""

    def __init__(self, actors: Collection[Actor]) -> None:
        self._index = AliasIndex(actors)
        names = [n for a in actors if a.kind is ActorKind.PERSON for n in (a.name, *a.aliases)]
        short = [cut(part).keys for name in names for part in (*family_names(name), name.split()[-1])]
        self._sounds = {sound(keys[-1]) for keys in short if keys}

    def finds(self, text: str) -> bool:
        """Whether the text may speak of one of them; far more texts than do may, but none that does is left out."""
        words = cut(text)
        if any(sound(key) in self._sounds for key in set(words.keys)) if self._sounds else False:
            return True
        return self._index.holds(words)
