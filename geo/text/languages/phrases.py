"""Look declined names up: each word's forms, and those of names of several words ("в Нижнем Новгороде")."""

from collections.abc import Sequence
from itertools import pairwise, product
from typing import NamedTuple

from geo.text.hits import HitCoder, NameIndex
from geo.text.languages.forms import Form
from geo.text.languages.profiles import Profile
from geo.text.mentions import sort_of

__all__ = ["PhraseBook", "Written"]

_REMEMBERED = 50_000
_MOST = 150
"""How many ways to read a phrase of several words are looked up."""
_GAPS = frozenset((" ", "\u00a0", "-"))
_ORDER = {1: 0, 4: 1, 2: 2, 10: 3, 11: 3, 5: 4}


class _Span(NamedTuple):
    start: int
    end: int
    name_id: int


class Written(NamedTuple):
    """A word as it stands in a text."""

    start: int
    end: int
    text: str


class PhraseBook:
    """Knows which name a declined phrase is; remembers what it looked up."""

    def __init__(self, names: NameIndex, coder: HitCoder, profile: Profile) -> None:
        self._names = names
        self._coder = coder
        self._profile = profile
        self._known: dict[str, tuple[Form, int] | None] = {}
        self._forms: dict[str, Sequence[Form]] = {}
        self._sorts: dict[int, int] = {}

    def sort(self, name_id: int) -> int:
        """What a name mostly means, as in `hits.py`."""
        known = self._sorts.get(name_id)
        if known is None:
            if len(self._sorts) >= _REMEMBERED:
                self._sorts.clear()
            known = self._sorts[name_id] = sort_of(self._coder.code("", [_Span(0, 0, name_id)])[0])
        return known

    def lacks_article(self, name: str, name_id: int) -> bool:
        """Whether an Arabic name is always written with the article, and stands here without: "قاهرة" is a word."""
        if self._profile.language != "ar" or name.startswith("ال") or " " in name:
            return False
        whole = self._names.name_id("ال" + name)
        return whole >= 0 and int(self._names.rows(whole)[0]) == int(self._names.rows(name_id)[0])

    def declined(
        self, text: str, words: Sequence[Written], covered: dict[int, int]
    ) -> list[tuple[int, int, int, str, bool]]:
        """Start, end, name, look-up and whether it is put there, of each name that is not in its bare form.

        `covered` maps the starts of bare names to their ends: a declined name is given there only where it is longer.
        """
        found = []
        cased = self._profile.cased
        for i, word in enumerate(words):
            if cased and word.text.islower():
                continue
            end = covered.get(word.start, -1)
            best = self._longest(text, words, i)
            if best is not None and best[1] > max(end, covered.get(best[0], -1)):
                found.append(best)
        return found

    def _longest(self, text: str, words: Sequence[Written], i: int) -> tuple[int, int, int, str, bool] | None:
        word = words[i]
        for count in (3, 2):
            phrase = self._several(text, words, i, count)
            if phrase is None:
                continue
            form, name_id = phrase
            last = words[i + count - 1]
            return word.start + form.skip, last.end - form.end, name_id, form.base, form.placing
        single = self._single(word.text)
        if single is None:
            return None
        form, name_id = single
        if form.skip:  # a longer name may begin here: "بالولايات المتحدة"
            longer = self._names.scan(form.base + text[word.end : word.end + 40])
            if longer and longer[0].start == 0 and longer[0].end > len(form.base):
                more = longer[0].end - len(form.base)
                base = form.base + text[word.end : word.end + more]
                return word.start + form.skip, word.end + more, longer[0].name_id, base, form.placing
        return word.start + form.skip, word.start + form.end, name_id, form.base, form.placing

    def _of(self, word: str) -> Sequence[Form]:
        known = self._forms.get(word)
        if known is None:
            if len(self._forms) >= _REMEMBERED:
                self._forms.clear()
            known = self._forms[word] = tuple(self._profile.forms(word))
        return known

    def _single(self, word: str) -> tuple[Form, int] | None:
        if word in self._known:
            return self._known[word]
        best = None
        for form in self._of(word):
            if len(form.base) >= self._profile.shortest:
                best = self._better(best, form, self._number(form.base))
        return self._remember(word, best)

    def _several(self, text: str, words: Sequence[Written], i: int, count: int) -> tuple[Form, int] | None:
        """A name of `count` words from the one at `i`; in it `Form.end` is how much of the last word is cut off."""
        parts = words[i : i + count]
        if len(parts) < count or any(text[a.end : b.start] not in _GAPS for a, b in pairwise(parts)):
            return None
        if self._profile.cased and not all(self._may_follow(text, part) for part in parts[1:]):
            return None
        phrase = text[parts[0].start : parts[-1].end]
        if phrase in self._known:
            return self._known[phrase]
        choices = [[Form(0, len(p.text), p.text), *self._of(p.text)] for p in parts]
        best = None
        for number, forms in enumerate(product(*choices)):
            if number >= _MOST:
                break
            if (
                number == 0
                or any(form.skip for form in forms[1:])
                or any(form.end != len(part.text) for form, part in zip(forms[:-1], parts[:-1], strict=True))
            ):
                continue
            base = " ".join(form.base for form in forms)
            cut = len(parts[-1].text) - forms[-1].end
            joined = Form(forms[0].skip, cut, base, forms[0].placing or forms[-1].placing)
            best = self._better(best, joined, self._number(base))
        return self._remember(phrase, best)

    def _may_follow(self, text: str, word: Written) -> bool:
        if word.text[0].isupper() or text[word.start - 1] == "-":
            return True
        kinds = self._profile.words.kind
        return word.text.lower() in kinds or any(form.base in kinds for form in self._of(word.text))

    def _remember(self, phrase: str, found: tuple[Form, int] | None) -> tuple[Form, int] | None:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[phrase] = found
        return found

    def _number(self, base: str) -> int:
        return self._names.name_id(base)

    def _better(self, best: tuple[Form, int] | None, form: Form, name_id: int) -> tuple[Form, int] | None:
        """The likelier of two readings: the larger place."""
        if name_id < 0:
            return best
        if best is None or self._weight(name_id) > self._weight(best[1]):
            return form, name_id
        return best

    def _weight(self, name_id: int) -> tuple[int, int]:
        row = int(self._names.rows(name_id)[0])
        return -_ORDER.get(self.sort(name_id), 9), self._names.population_of(row)
