"""Read articles in other languages than English: tell the language, and find the places it names.

`tell_language` says which language a text is in; `PlainRecogniser` finds what the gazetteer knows, in that language's
own forms ("в Москве", "بدمشق", "Halep’te", "l'Irak"); `language_role` tells a place from the government called by its
name. A language that gets a recogniser of its own is named in the finder.
"""

from geo.text.languages.acting import language_role
from geo.text.languages.detecting import tell_language
from geo.text.languages.plain import PlainRecogniser
from geo.text.languages.words import language_digest

__all__ = ["PlainRecogniser", "language_digest", "language_role", "tell_language"]
