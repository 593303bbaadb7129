"""Find people's names by their cues, without a trained model: titles, given names, initials, family names.

"Foreign minister Sergey Lavrov", "Mr Kato", "Jordan Henderson", "A. Q. Khan", then every later "Lavrov". It keeps
people called Paris, Jordan or Sydney from being places. How well: docs/decisions/0010-actors.md
"""

from collections.abc import Sequence
from functools import cache

from geo.records import Entity, EntityKind
from geo.text.aliases import FAMILY_FIRST_NAMES, NAMED_AFTER, Words, cut
from geo.text.lexicon import MONTHS_AND_DAYS, TITLES, demonyms, given_names, lower_share, surnames
from geo.text.tokens import Token

__all__ = ["find_persons"]

_PARTICLES = frozenset(
    "al el bin ibn bint ben van von der den de del della di da dos das du la le ten ter zu abu ould ag wa ap".split()
)
_NOT_AFTER = frozenset(
    "airport university hospital street road avenue boulevard square park bay bridge stadium foundation institute "
    "school college center centre tower building island islands lake river mountain mountains mount county city day "
    "prize award awards cup memorial museum library plaza house hills valley beach peninsula province district state "
    "states territory government ministry minister party party's council commission committee court bank company group "
    "inc ltd corp corporation league club united fc times post news daily herald tribune journal agreement accord "
    "treaty summit conference games festival war wars police army navy air force forces department office agency "
    "association union federation international national airlines hotel church mosque cathedral temple gulf sea ocean "
    "desert coast strait canal port republic kingdom empire parliament congress senate assembly act bill law project "
    "north south east west northern southern eastern western central new old saint st san santa los las el "
    "africa asia europe america".split()
)
_STRONG_TITLES = frozenset(
    "mr mrs ms miss dr prof sir dame lady lord baroness sheikh sheik ayatollah mullah imam rabbi pope rev reverend "
    "bishop archbishop cardinal senator sen congressman congresswoman gov gen lt col maj capt sgt brig adm "
    "shri smt datuk".split()
)
_TITLES_WITHOUT_NAMES = frozenset(
    "chief director general prime deputy minister chair coach state private major secretary judge justice king queen "
    "prince princess governor president premier chancellor mayor captain speaker".split()
)
_ENDINGS = (
    "ov ev ova eva enko yan shvili dze sson oglu escu opoulos ski sky wicz vic vich ovic evic ic qvist strom berg mann "
    "ez ian idis akis ullah uddin zadeh pour nejad singh stein feld chuk"
).split()
_SURE_ENDINGS = tuple(e for e in _ENDINGS if len(e) > 2)
_SURNAMES_TOO = frozenset("jordan chad israel georgia holland ireland france england wales scotland austin".split())
_PLACES = (
    "hong kong;abu dhabi;abu ghraib;addis ababa;phnom penh;kuala lumpur;buenos aires;santo domingo;ras al khaimah;"
    "wadi halfa;al jazeera;ram navami;bandar abbas;khan younis;khan yunis;beit hanoun;deir al zor;dar es salaam;"
    "washington dc;sri lanka;sierra leone;costa rica;puerto rico;nova scotia;la paz;le monde;le figaro;abu kamal"
)
_REPORTING = frozenset("said says told added who whose aged wrote explained noted argued insisted".split())


def find_persons(text: str, tokens: Sequence[Token] | None = None) -> tuple[Entity, ...]:
    """Return people's names, sorted by start, none overlapping, without their titles.

    `tokens` are the text's where it is cut already. `confidence` is 0.95 after a title, 0.85 for a given name with a
    family name, 0.6 for what only looks like one, and that of the full name for a family name that stands again.
    """
    words = cut(text, tokens)
    runs = _runs(text, words)
    found: list[tuple[int, int, float]] = []
    for first, last in runs:
        found += _names_in(words, first, last)
    taken = {i for first, last, _ in found for i in range(first, last + 1)}
    again = _family_names(words, found)
    for first, last in runs:
        for i in range(first, last + 1):
            chance = again.get(words.keys[i])
            if chance and i not in taken and not words.surfaces[i].isupper() and _stands_alone(words, first, last, i):
                found.append((i, i, chance))
    return tuple(
        Entity(
            words.starts[first],
            words.ends[last],
            text[words.starts[first] : words.ends[last]],
            EntityKind.PERSON,
            chance,
        )
        for first, last, chance in sorted(found)
    )  # fmt: skip


def _runs(text: str, words: Words) -> list[tuple[int, int]]:
    """Stretches of capitalised words, with particles and the full stops of initials and titles between them."""
    runs: list[tuple[int, int]] = []
    first = -1
    last = -1
    for i, surface in enumerate(words.surfaces):
        if first >= 0 and text[words.ends[i - 1] : words.starts[i]] not in {"", " ", "-", "\u00a0"}:
            runs.append((first, last))
            first = -1
        key = words.keys[i]
        if surface[0].isupper() or (surface[0].isalpha() and key in TITLES):
            if first < 0:
                first = i
            last = i
        elif first >= 0 and (
            (key in _PARTICLES and surface[0].isalpha())
            or (
                surface == "."
                and (len(words.keys[i - 1]) == 1 or words.keys[i - 1] in TITLES or _initials(words, i - 1))
            )
        ):
            continue
        elif first >= 0:
            runs.append((first, last))
            first = -1
    if first >= 0:
        runs.append((first, last))
    return runs


@cache
def _known_places() -> tuple[frozenset[str], frozenset[tuple[str, ...]], frozenset[str]]:
    """Places that look like people: single words, names of several words, and the first words of those."""
    entries = [e for group in demonyms().values() for e in group]
    phrases = {tuple(cut(e.place).keys) for e in entries} | {tuple(p.split()) for p in _PLACES.split(";")}
    longer = {p for p in phrases if len(p) > 1} | {tuple(cut(e.demonym).keys) for e in entries if " " in e.demonym}
    single = {p[0] for p in phrases if len(p) == 1} | {p[-1] for p in longer if p[-1].endswith("ans")}
    return frozenset(single), frozenset(longer), frozenset(p[0] for p in longer)


def _initials(words: Words, i: int) -> bool:
    surface = words.surfaces[i]
    return surface[0].isupper() and (len(words.keys[i]) == 1 or (surface[-1] == "." and len(words.keys[i]) < 4))


def _names_in(words: Words, first: int, last: int) -> list[tuple[int, int, float]]:
    """The people's names in one run of capitalised words."""
    found = []
    i = first
    single, longer, begins = _known_places()
    while i <= last:
        place = 0
        if words.keys[i] in begins:
            place = next((n for n in (4, 3, 2) if tuple(words.keys[i : i + n]) in longer), 0)
        if place:
            i += place
            continue
        titled = False
        strong = False
        while i <= last and (words.keys[i] in TITLES or (titled and words.surfaces[i] == ".")):
            strong = strong or words.keys[i] in _STRONG_TITLES
            titled = True
            i += 1
        if i > last:
            break
        end = _name_from(words, i, last)
        if end is None:
            i += 1
            continue
        if end > i and words.keys[end] in single and words.keys[end] not in _SURNAMES_TOO:
            end -= 1
        if end < last and words.keys[end + 1] in NAMED_AFTER and words.surfaces[end + 1][0].isupper():
            i = end + 2  # Nelson Mandela Bay
            continue
        chance = _chance(words, i, end, titled=titled, strong=strong, opens=i == first)
        if chance:
            found.append((i, end, chance))
        i = end + 1
    return found


def _name_from(words: Words, first: int, last: int) -> int | None:
    """The last word of the name that may begin at a word: at most five words, cut before what no name holds."""
    if not words.surfaces[first][0].isupper() or not _may_stand_in_name(words, first):
        return None
    end = first
    i = first + 1
    while i <= last and i < first + 7:
        key, surface = words.keys[i], words.surfaces[i]
        if surface == "." or (key in _PARTICLES and not surface[0].isupper()):
            i += 1
            continue
        if not surface[0].isupper() or not _may_stand_in_name(words, i):
            break
        end = i
        i += 1
    return end


def _may_stand_in_name(words: Words, i: int) -> bool:
    key = words.keys[i]
    if key in _NOT_AFTER or (key in MONTHS_AND_DAYS and key not in {"may", "april", "june", "august"}):
        return False
    if not key.isalpha() or (key in demonyms() and key not in surnames()):
        return False
    return lower_share(key) < 0.5 or key in surnames() or key in given_names()


def _chance(words: Words, first: int, last: int, *, titled: bool, strong: bool, opens: bool) -> float:
    """How likely the words are a person's name, 0 where they are none."""
    keys = [words.keys[i] for i in range(first, last + 1) if words.surfaces[i] != "."]
    shares = [lower_share(k) for k in keys]
    given = keys[0] in given_names()
    family = keys[-1] in surnames() or keys[-1].endswith(_SURE_ENDINGS)
    if len(keys) == 1:
        if not titled or shares[0] > 0.3:
            return 0.0
        if strong:
            return 0.95
        return 0.8 if family or given else 0.0
    if words.surfaces[first].isupper() and len(keys[0]) > 3 and words.surfaces[last].isupper():
        return 0.85 if given and family and titled else 0.0  # a headline's capitals tell nothing
    if titled:
        return 0.95 if given or family or strong or max(shares) < 0.1 else 0.0
    if _initials(words, first):
        return 0.85 if family or shares[-1] < 0.1 else 0.0
    if keys[0] in _known_places()[0] and not (given and family):
        return 0.0
    plain = shares[0] > 0.5 or (opens and shares[0] > 0.2)
    if given and family:
        return 0.85 if not plain or shares[-1] < 0.05 else 0.0
    if given and shares[-1] < 0.1 and not plain:
        return 0.6
    if shares[0] < 0.05 and shares[-1] < 0.05 and _reported(words, first, last) and len(keys[-1]) > 3:
        return 0.6 if family else 0.5
    return 0.0


def _reported(words: Words, first: int, last: int) -> bool:
    """Whether what stands beside the name speaks of a person: "said", "who", "42"."""
    after = words.keys[last + 1 : last + 3]
    before = words.keys[first - 1] if first else ""
    age = len(after) == 2 and after[0] == "," and after[1].isdigit() and len(after[1]) == 2
    return age or before in _REPORTING or any(k in _REPORTING for k in after)


def _family_names(words: Words, found: Sequence[tuple[int, int, float]]) -> dict[str, float]:
    """Family names of those found, which may stand alone elsewhere."""
    again: dict[str, float] = {}
    given, places = given_names(), _known_places()[0]
    for first, last, chance in found:
        begins = words.keys[first]
        if last - first in {1, 2} and begins in FAMILY_FIRST_NAMES and chance > 0.55:
            again.setdefault(begins, chance)
        elif last > first and begins in given and lower_share(begins) < 0.05 and begins not in places:
            again.setdefault(begins, 0.5)
        key = words.keys[last]
        if key in places and key not in _SURNAMES_TOO:
            continue
        if len(key) > 2 and lower_share(key) < 0.3 and chance > again.get(key, 0.0) and (last > first or chance > 0.9):
            again[key] = chance
    return again


def _stands_alone(words: Words, first: int, last: int, i: int) -> bool:
    """Whether a family name stands by itself, not as the start of another name and not as a place."""
    if i < last and words.keys[i + 1] in _NOT_AFTER:
        return False
    before = words.keys[i - 1] if i else ""
    if i > first and before not in TITLES and (before in given_names() or len(before) == 1):
        return False
    return before not in {"in", "near", "at"}
