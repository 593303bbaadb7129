"""Let any installed spaCy pipeline find the names in a text, in place of the recogniser that ships.

A pipeline is the user's own: one installed as a package, or a folder that they name. Labels of the usual schemes
(OntoNotes, WikiNER and those of spaCy's pipelines for other languages) are read as this project's kinds; spaCy says
not how sure it is, so that every name is equally sure. docs/decisions/0015-speed-and-other-recognisers.md
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from geo.errors import ModelError
from geo.records import Entity, EntityKind, Sentence
from geo.text import lexicon
from geo.text.hits import CodedHit
from geo.text.tokens import Token
from geo.text.words import folded_demonyms

__all__ = ["SpacyRecogniser", "open_spacy"]

_KINDS = (
    dict.fromkeys(("GPE", "LOC", "LOCATION", "PLACE", "PLACENAME", "GEOGNAME", "GPE_LOC", "GPE_ORG", "LC"), "PLACE")
    | dict.fromkeys(("FAC", "FACILITY"), "FACILITY")
    | dict.fromkeys(("NORP", "NAT_REL_POL"), "DEMONYM")
    | dict.fromkeys(("PERSON", "PER", "PERS", "PRS", "PERSNAME", "PS"), "PERSON")
    | dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION", "ORGNAME", "OG"), "ORGANISATION")
)
"""Labels as spaCy's pipelines have them, in capitals → kinds. Names of other things are passed over."""
_MIXED = frozenset(("MISC", "DRV"))
"""Labels that hold demonyms among other things."""
_SURE = 0.9
_NEEDLESS = ("tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "trainable_lemmatizer")
_RULERS = frozenset(("entity_ruler", "span_ruler"))
_PIECE = 100_000
"""Characters handed over at once: spaCy refuses more than a million, and its memory grows with them."""
_NAME = re.compile(r"[A-Za-z]\w{0,99}", re.ASCII)
_SCHEME = "1"
"""Raised when these rules change."""


class SpacyRecogniser:
    """A spaCy pipeline as a recogniser. Not safe to share between threads."""

    def __init__(self, nlp: Any, *, digest: str) -> None:
        """Take a pipeline; `digest` changes when its answers may."""
        self._nlp = nlp
        self.digest = f"spacy{_SCHEME}-{digest}"

    def reads(self, language: str) -> bool:
        """The pipeline's own language ("xx": all), and what can't be told."""
        return self._nlp.lang == "xx" or language in {self._nlp.lang, ""}

    def recognise(
        self,
        text: str,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        hits: Sequence[CodedHit],
    ) -> tuple[Entity, ...]:
        """See `Recogniser`."""
        names = {hit.start for hit in hits}
        found: list[Entity] = []
        for begin, stop in _pieces(len(text), sentences):
            for span in self._nlp(text[begin:stop]).ents:
                start, end = _trimmed(text, begin + span.start_char, begin + span.end_char, names)
                kind = _kind(span.label_, text[start:end])
                if start < end and kind is not None and (not found or start >= found[-1].end):
                    found.append(Entity(start, end, text[start:end], kind, _SURE))
        return tuple(found)


def open_spacy(model: str) -> SpacyRecogniser:
    """The spaCy pipeline of that name: a package that is installed, or a folder (a path with a "/" in it).

    Nothing is downloaded. Raises `ModelError` where spaCy or the pipeline is missing, or it finds no names.
    """
    try:
        spacy = import_module("spacy")
    except ImportError as cause:
        raise ModelError("spaCy is not installed: run `pip install 'dateline[spacy]'`") from cause
    folder = Path(model).expanduser() if "/" in model or "\\" in model else None
    if folder is not None:
        if not (folder / "config.cfg").is_file() or not (folder / "meta.json").is_file():
            raise ModelError(f"{folder} holds no spaCy pipeline: name the folder with config.cfg and meta.json in it")
        digest = _digest(folder)
    else:
        installed = {entry.name: entry for entry in entry_points(group="spacy_models")}
        entry = installed.get(model) if _NAME.fullmatch(model) else None
        if entry is None:
            known = ", ".join(sorted(installed)) or "none is"
            raise ModelError(
                f"no spaCy pipeline {model[:80]!r} is installed ({known}): see `python -m spacy download`, "
                "or name a folder, with a / in it"
            )
        digest = f"{model}-{entry.dist.version if entry.dist is not None else ''}"
    try:
        nlp = spacy.load(model if folder is None else folder)
    except (OSError, ValueError, ImportError) as cause:
        reason = str(cause).splitlines()[0] if str(cause) else type(cause).__name__
        raise ModelError(f"the spaCy pipeline {model[:80]!r} can't be opened ({reason}): install it again") from cause
    if not any("doc.ents" in nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names):
        raise ModelError(f"the spaCy pipeline {model[:80]!r} finds no names: choose one with `ner` in it")
    if not _RULERS.intersection(nlp.pipe_names):  # rules may ask for parts of speech
        for name in set(_NEEDLESS).intersection(nlp.pipe_names):
            nlp.disable_pipe(name)
    return SpacyRecogniser(nlp, digest=f"{digest}-{spacy.__version__}")


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()[:16]


def _kind(label: str, surface: str) -> EntityKind | None:
    label = label.upper()
    if label in _MIXED:
        return EntityKind.DEMONYM if lexicon.fold_word(surface) in folded_demonyms() else None
    name = _KINDS.get(label)
    return None if name is None else EntityKind[name]


def _trimmed(text: str, start: int, end: int, names: set[int]) -> tuple[int, int]:
    """A span without spaces around it, a possessive, or "the" before a name that has none ("the United States")."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if end - start > 2 and text[end - 2] in "'’ʼ" and text[end - 1] in "sS":
        end -= 2
    if text[start : start + 4].lower() == "the " and start not in names and start + 4 in names and end > start + 4:
        start += 4
    return start, end


def _pieces(length: int, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Stretches of whole sentences, none longer than `_PIECE` but for one that is so by itself, which is cut."""
    begin = reach = 0
    for after in [*(sentence.start for sentence in sentences), length]:
        if after - begin > _PIECE and reach > begin:
            yield begin, reach
            begin = reach
        while after - begin > _PIECE:
            yield begin, begin + _PIECE
            begin += _PIECE
        reach = after
    if begin < length:
        yield begin, length
