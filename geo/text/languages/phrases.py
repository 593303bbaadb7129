"""Look names up in any form: of one word or several ("в Нижнем Новгороде"), and those that only one language has."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from geo.text.hits import HitCoder, NameIndex
from geo.text.languages.exonyms import exonyms_of
from geo.text.languages.forms import Form
from geo.text.languages.profiles import Profile
from geo.text.mentions import sort_of

__all__ = ["Candidate", "PhraseBook", "Written"]

_REMEMBERED = 50_000
_MOST = 150
"""How many ways to read a phrase of several words are looked up."""
_GAPS = frozenset((" ", "\u00a0", "-"))
_ORDER = {1: 0, 4: 1, 2: 2, 10: 3, 11: 3, 5: 4}
_COUNTRY, _CITY = 1, 4
_CODE = 4
_BESIDE = 40
"""Letters after a word that are read for the rest of its name."""


class Written(NamedTuple):
    """A word as it stands in a text."""

    start: int
    end: int
    text: str


class Candidate(NamedTuple):
    """A stretch of text that may be a place's name.

    `sort` is what the name mostly means, as in `hits.py`; `lookup` the bare name of a declined one, or a place_id, or
    ""; `name_id` is −1 for a place_id; `placing` says that the form itself puts something there ("in").
    """

    start: int
    end: int
    sort: int
    name_id: int
    lookup: str = ""
    placing: bool = False


class _Reading(NamedTuple):
    skip: int
    cut: int  # letters at the end of the last word that are no part of the name
    lookup: str
    placing: bool
    name_id: int
    sort: int
    people: int


class _Span(NamedTuple):
    start: int
    end: int
    name_id: int


class PhraseBook:
    """Knows which name a phrase is; remembers what it looked up."""

    def __init__(self, names: NameIndex, coder: HitCoder, profile: Profile) -> None:
        self._names = names
        self._coder = coder
        self._profile = profile
        self._exonyms = exonyms_of(profile.language)
        self._known: dict[str, _Reading | None] = {}
        self._forms: dict[str, Sequence[Form]] = {}

    def lacks_article(self, name: str, name_id: int) -> bool:
        """Whether an Arabic name is always written with the article, and stands here without: "قاهرة" is a word."""
        if self._profile.language != "ar" or name_id < 0 or name.startswith("ال") or " " in name:
            return False
        whole = self._names.name_id("ال" + name)
        return whole >= 0 and int(self._names.rows(whole)[0]) == int(self._names.rows(name_id)[0])

    def candidates(self, text: str, words: Sequence[Written], covered: Mapping[int, int]) -> list[Candidate]:
        """Declined names, and names that only this language has.

        `covered` maps the starts of bare names to their ends: another is given there only where it is longer, or where
        the language itself says what the name means.
        """
        if self._profile.spaceless:
            return [
                Candidate(start, end, _COUNTRY if exonym.is_country else _CITY, -1, exonym.place_id)
                for start, end, exonym in self._exonyms.within(text)
            ]
        found = []
        for i, word in enumerate(words):
            if self._profile.cased and word.text.islower() and word.text not in self._profile.words.kind:
                continue
            best = self._longest(text, words, i)
            if best is not None:
                end = covered.get(best.start, -1)
                if best.end > end or (best.end == end and best.name_id < 0):
                    found.append(best)
        return found

    def _longest(self, text: str, words: Sequence[Written], i: int) -> Candidate | None:
        word = words[i]
        for count in (3, 2, 1):
            reading = self._several(text, words, i, count) if count > 1 else self._single(word.text)
            if reading is None:
                continue
            start, end = word.start + reading.skip, words[i + count - 1].end - reading.cut
            lookup = reading.lookup
            if count == 1 and reading.skip and not reading.cut:  # "بالولايات المتحدة": a longer name may begin here
                rest = text[word.end : word.end + _BESIDE]
                longer = next(iter(self._names.scan(lookup + rest)), None) if rest[:1] in _GAPS else None
                if longer is not None and longer.start == 0 and longer.end > len(lookup):
                    more = longer.end - len(lookup)
                    sort = self._sort(longer.name_id)
                    return Candidate(start, end + more, sort, longer.name_id, lookup + rest[:more], reading.placing)
            return Candidate(start, end, reading.sort, reading.name_id, lookup, reading.placing)
        return None

    def _of(self, word: str) -> Sequence[Form]:
        known = self._forms.get(word)
        if known is None:
            if len(self._forms) >= _REMEMBERED:
                self._forms.clear()
            known = self._forms[word] = tuple(self._profile.forms(word))
        return known

    def _single(self, word: str) -> _Reading | None:
        if word in self._known:
            return self._known[word]
        best = self._exonym(word, Form(0, len(word), word), len(word))
        if best is None:
            for form in self._of(word):
                if len(form.base) >= self._profile.shortest:
                    best = _better(best, self._read(form.base, form, len(word)))
        return self._remember(word, best)

    def _several(self, text: str, words: Sequence[Written], i: int, count: int) -> _Reading | None:
        """A name of `count` words from the one at `i`."""
        parts = words[i : i + count]
        if len(parts) < count or any(text[a.end : b.start] not in _GAPS for a, b in pairwise(parts)):
            return None
        if self._profile.cased and not all(self._may_follow(text, part) for part in parts[1:]):
            return None
        phrase = text[parts[0].start : parts[-1].end]
        if phrase in self._known:
            return self._known[phrase]
        last = len(parts[-1].text)
        best = self._exonym(phrase, Form(0, last, phrase), last)
        choices = [[Form(0, len(p.text), p.text), *self._of(p.text)] for p in parts]
        for number, forms in enumerate(product(*choices) if best is None else ()):
            if number >= _MOST:
                break
            inner_end = any(f.end != len(p.text) for f, p in zip(forms[:-1], parts[:-1], strict=True))
            if number == 0 or inner_end or any(form.skip for form in forms[1:]):
                continue
            placing = forms[0].placing or forms[-1].placing
            base = " ".join(form.base for form in forms)
            best = _better(best, self._read(base, Form(forms[0].skip, forms[-1].end, base, placing), last))
        return self._remember(phrase, best)

    def _may_follow(self, text: str, word: Written) -> bool:
        if word.text[0].isupper() or text[word.start - 1] == "-":
            return True
        kinds = self._profile.words.kind
        return word.text in kinds or any(form.base in kinds for form in self._of(word.text))

    def _remember(self, phrase: str, found: _Reading | None) -> _Reading | None:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[phrase] = found
        return found

    def _read(self, base: str, form: Form, length: int) -> _Reading | None:
        """What a bare name is: by the language's own names, or by the gazetteer, whose codes ("CIN") are no names."""
        own = self._exonym(base, form, length)
        name_id = -1 if own is not None else self._names.name_id(base)
        if name_id < 0 or (len(base) <= _CODE and not self._names.scan(base)):
            return own
        sort = self._sort(name_id)
        people = self._names.population_of(int(self._names.rows(name_id)[0]))
        return _Reading(form.skip, length - form.end, form.base, form.placing, name_id, sort, people)

    def _exonym(self, base: str, form: Form, length: int) -> _Reading | None:
        exonym = self._exonyms.get(base)
        if exonym is None:
            return None
        sort = _COUNTRY if exonym.is_country else _CITY
        return _Reading(form.skip, length - form.end, exonym.place_id, form.placing, -1, sort, 0)

    def _sort(self, name_id: int) -> int:
        return sort_of(self._coder.code("", [_Span(0, 0, name_id)])[0])


def _better(best: _Reading | None, other: _Reading | None) -> _Reading | None:
    """The likelier of two readings: the better known place."""
    if best is None or other is None:
        return best or other
    return min(best, other, key=lambda reading: (_ORDER.get(reading.sort, 9), -reading.people))
