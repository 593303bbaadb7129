"""Undo the few endings that German, the Scandinavian languages and Greek put on names: "Berlins", "της Αθήνας"."""

from collections.abc import Sequence

from geo.text.languages.endings import read_table, undone, whole_words
from geo.text.languages.forms import Form

__all__ = ["german_forms", "greek_forms", "possessive_forms"]

_GREEK = read_table("""
ας: α
ης: η
ου: ος ο
ο: ος
ων: οι α ες
ους: οι ος
ες: α
""")
_ACCENTS = str.maketrans("άέήίόύώ", "αεηιουω")


_GERMAN = read_table("""
en: e
er: e
""")


def german_forms(word: str) -> Sequence[Form]:
    """The name without the s of the genitive, or an adjective as it stands without an article."""
    adjective = whole_words(undone(word, _GERMAN, shortest=4), word) if len(word) > 5 else ()
    return [*possessive_forms(word), *adjective]


def possessive_forms(word: str) -> Sequence[Form]:
    """The name without the s of the genitive."""
    if len(word) < 5 or not word.endswith("s") or word.endswith("ss"):
        return ()
    return [Form(0, len(word), word[:-1])]


def greek_forms(word: str) -> Sequence[Form]:
    """The nominatives that a Greek word may be a case of; accents play no part."""
    bases = undone(word.translate(_ACCENTS), _GREEK, shortest=3) if len(word) > 3 else ()
    return whole_words(bases, word)
