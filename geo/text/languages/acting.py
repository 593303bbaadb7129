"""Tell the place from the government that is called by its name: "Москва заявила", "أعلنت دمشق"."""

from geo.records import Entity, EntityKind, Role
from geo.text.languages.words import words_of

__all__ = ["language_role"]

_NEAR = 24
"""How many letters to either side are read for the verb."""
_WORDS = 3
_WHOLE = 5
_STOPS = ",.;:!?»”"
_PEOPLE = frozenset("人語语裔籍")
_VERB_FIRST = frozenset(("ar", "he"))


def language_role(text: str, entity: Entity, language: str) -> Role:
    """Associative for a demonym, inside the name of a club or bank, and beside a verb of saying; else literal.

    After "in", "from" or "the city of" a name is literal whatever verb stands beside it.
    """
    if entity.kind is EntityKind.DEMONYM:
        return Role.ASSOCIATIVE
    if text[entity.end : entity.end + 1] in _PEOPLE:
        return Role.ASSOCIATIVE  # "印度人"
    words = words_of(language)
    written = text[max(entity.start - _NEAR, 0) : entity.start].split()
    before = [word.lower() for word in written]
    last = before[-1] if before else ""
    if len(before) > 2 and last in words.linking and written[-2][0].isupper() and before[-2] not in words.kind:
        return Role.ASSOCIATIVE  # "les Rangers de New York", "el Banco de España"
    if not words.acting:
        return Role.LITERAL
    if language == "ar" and last.startswith("ال") and entity.surface.startswith("ال") and entity.surface.endswith("ية"):
        return Role.ASSOCIATIVE  # "وزارة الداخلية السعودية": an adjective after a definite noun
    if language in _VERB_FIRST:
        return Role.ASSOCIATIVE if _acts(last, words.acting) else Role.LITERAL
    after = text[entity.end : entity.end + _NEAR].lower()
    if after[:1] != " " or last in words.locative or last in words.linking or last in words.kind:
        return Role.LITERAL
    for word in after.split()[:_WORDS]:
        if _acts(word.rstrip(_STOPS), words.acting):
            return Role.ASSOCIATIVE
        if word[-1] in _STOPS:
            break
    return Role.LITERAL


def _acts(word: str, verbs: tuple[str, ...]) -> bool:
    """Whether a word is one of these verbs: short ones whole, longer ones by how they begin."""
    return any(word == verb if len(verb) < _WHOLE else word.startswith(verb) for verb in verbs)
