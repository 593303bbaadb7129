"""Open the recogniser that a user names: the usual one, the thorough one, the gazetteer's, or a spaCy pipeline.

Each is opened by a line of `_OPENERS`; what follows a colon is handed to it ("spacy:en_core_web_sm").
"""

from collections.abc import Callable

from geo.errors import ModelError
from geo.text.hits import NameIndex
from geo.text.languages import PlainRecogniser
from geo.text.recogniser import Recogniser, TrainedRecogniser
from geo.text.spacy_recogniser import open_spacy
from geo.text.thorough import open_thorough
from geo.text.words import shipped_word_lists

__all__ = ["DEFAULT_RECOGNISER", "RECOGNISERS", "open_recogniser"]

DEFAULT_RECOGNISER = "trained"


class _PlainEnglish(PlainRecogniser):
    """What the gazetteer knows, for English too."""

    def __init__(self, names: NameIndex) -> None:
        super().__init__(names, "en")

    def reads(self, language: str) -> bool:
        """English, and what can't be told."""
        return language in {"en", ""}


_OPENERS: dict[str, Callable[[str, NameIndex], Recogniser]] = {
    "trained": lambda _, names: TrainedRecogniser(shipped_word_lists()),
    "plain": lambda _, names: _PlainEnglish(names),
    "spacy:MODEL": lambda model, names: open_spacy(model),
    "thorough": lambda _, names: open_thorough(shipped_word_lists()),
}
RECOGNISERS = tuple(_OPENERS)
"""How recognisers are named; "MODEL" stands for a name of the user's."""


def open_recogniser(spec: str, names: NameIndex) -> Recogniser:
    """The recogniser of a name such as "trained" or "spacy:en_core_web_sm".

    Raises `ModelError` where there is none of that name, or what it needs is not installed.
    """
    head, colon, model = spec.strip().partition(":")
    opener = _OPENERS.get(f"{head}:MODEL" if colon else head)
    if opener is None or (colon and not model):
        possible = ", ".join(RECOGNISERS)
        raise ModelError(f"there is no recogniser {spec[:80]!r}: choose one of {possible}")
    return opener(model, names)
