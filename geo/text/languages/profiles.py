"""Say how each language writes names: with capitals or not, with spaces or not, in which forms.

A language without an entry is read by its script: names as they stand, and its own words where the table has some.
"""

from dataclasses import dataclass, field
from functools import cache

from geo.text.languages.forms import Forms, no_forms
from geo.text.languages.genitives import german_forms, greek_forms, possessive_forms
from geo.text.languages.romance import elided_forms
from geo.text.languages.semitic import arabic_forms, hebrew_forms
from geo.text.languages.slavic import polish_forms, russian_forms, ukrainian_forms
from geo.text.languages.turkic import turkish_forms
from geo.text.languages.words import LanguageWords, words_of

__all__ = ["Profile", "profile_of"]

_UNCASED = frozenset("ar fa ur ps he hi bn pa gu ta te kn ml si th lo my am km ko zh ja ka".split())
_SPACELESS = frozenset("zh ja th lo my km".split())
_FORMS: dict[str, Forms] = {
    "ru": russian_forms,
    "be": russian_forms,
    "bg": no_forms,
    "uk": ukrainian_forms,
    "pl": polish_forms,
    "ar": arabic_forms,
    "he": hebrew_forms,
    "tr": turkish_forms,
    "az": turkish_forms,
    "fr": elided_forms,
    "it": elided_forms,
    "ca": elided_forms,
    "de": german_forms,
    "nl": possessive_forms,
    "sv": possessive_forms,
    "da": possessive_forms,
    "no": possessive_forms,
    "el": greek_forms,
}
_ARTICLES = {
    "fr": frozenset(("la", "le", "les")),
    "es": frozenset(("el", "la", "los", "las")),
    "pt": frozenset(("o", "a", "os", "as")),
    "it": frozenset(("il", "la", "gli", "lo")),
    "el": frozenset(("την", "τη", "τον", "το")),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """How a language writes names, and what it puts around them.

    `kind_follows`: "Musul kenti" rather than "city of Mosul"; `apostrophe_ends`: endings stand after an apostrophe;
    `shortest` is how many letters a name must have; `before` and `after` are what scripts without spaces put beside a
    place.
    """

    language: str
    words: LanguageWords
    forms: Forms = no_forms
    cased: bool = True
    spaceless: bool = False
    nouns_capitalised: bool = False
    kind_follows: bool = False
    apostrophe_ends: bool = False
    shortest: int = 3
    articles: frozenset[str] = frozenset()
    before: tuple[str, ...] = field(default=("\0",))
    after: tuple[str, ...] = field(default=("\0",))


@cache
def profile_of(language: str) -> Profile:
    """The profile of a language (ISO 639-1); of one that nobody described, that of names as they stand."""
    words = words_of(language)
    spaceless = language in _SPACELESS
    return Profile(
        language,
        words,
        _FORMS.get(language, no_forms),
        cased=language not in _UNCASED,
        spaceless=spaceless,
        nouns_capitalised=language == "de",
        apostrophe_ends=language in {"tr", "az"},
        kind_follows=language in {"tr", "az", "ko", "hi"},
        shortest=2 if spaceless or language == "ko" else 3,
        articles=_ARTICLES.get(language, frozenset()),
        before=tuple(words.locative) or ("\0",),
        after=tuple(words.kind) or ("\0",),
    )
