"""Undo the case endings of Russian, Ukrainian and Polish names: "в Москве", "у Києві", "pod Warszawą".

Nouns and adjectives are in one table for each language: a name may be either ("Грозный", "Жуковский"), and names of
several words are both ("в Северной Корее"). The vowels and consonants that change in the stem (Львов-у → Львів,
Прага → Празі, Донец → Донц-а) are changed back. Diacritics play no part: the gazetteer's folding drops them.
"""

import re
from collections.abc import Sequence

from geo.text.languages.endings import read_table, undone, whole_words
from geo.text.languages.forms import Form

__all__ = ["polish_forms", "russian_forms", "ukrainian_forms"]

_RUSSIAN = read_table("""
ии: ия ий ие ии
ию: ия ий
ией: ия
ием: ий ие
иею: ия
ия: ий ие
ие: ий
иях: ии ия
иям: ии
иями: ии
е: а - о ь й я
и: ь я а ы
ы: а
у: а - о
ю: я ь й ью
а: - о
я: ь й е
ой: а ой ый ая
ою: а
ей: я ь ея
ею: я
ом: - о
ем: ь й е - ий
ём: ь й
ью: ь
ов: ы -
ев: и
ам: ы а и
ами: ы а и
ах: ы и а
ях: и я
ям: и
ями: и
-: ы
ого: ый ой ое
его: ий ее
кого: кий кое
ому: ый ой ое
ему: ий ее
кому: кий
ым: ый ое
им: ий ее
ком: кий кое
ую: ая
юю: яя
кой: кая
ней: няя
ых: ые
их: ие
ыми: ые
ими: ие
ином: ино
евом: ево
""")
_UKRAINIAN = read_table("""
ії: ія
ію: ія
ією: ія
е: -
і: а - о я ь і и
у: а - о
ю: я ь й
и: а ь
ї: я й
а: - о
я: ь й е
ою: а
ею: я а
єю: я
ом: - о
ем: ь - е
єм: й
ові: -
еві: ь -
єві: й
ів: и і
ах: и а
ях: і я
ам: и
ями: і
ами: и
ого: ий е
ому: ий е
им: ий е
ій: а я
ої: а
ую: а
их: і
ими: і
ьої: я
ьому: ій
ього: ій
-: и
""")
_POLISH = read_table("""
ie: a - o
iem: -
e: a -
y: a e
i: a - ie ia
ii: ia
ji: ja
u: - o
iu: -
a: - o
ą: a
ę: a
ią: ia
ję: ja
ją: ja
em: - o
ce: ka
dze: ga
rze: ra r
ze: - ga
ście: sto sta st
dzie: da d
cie: ta t
le: ła ł
ego: y i e
ego: y
im: ie
ych: e
ich: ie
ej: a
kiej: ka
skiem: skie
sku: sk sko
ach: y a e
ech: y
zech: chy cy
czech: cy
om: y
ami: y
""")
_FLEETING = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])([цклт])$")
_OPEN = re.compile("[оеє](?=[бвгґджзклмнпрстфхцчшщ]{1,2}ь?$)")
_SOFTENED = {"ц": "к", "з": "г", "с": "х"}


def russian_forms(word: str) -> Sequence[Form]:
    """The nominatives that a Russian word may be a case of."""
    if len(word) < 3 or word.isupper():
        return ()
    bases = list(undone(word, _RUSSIAN))
    bases += [_FLEETING.sub(r"е\1", base) for base in bases if _FLEETING.search(base)]
    return whole_words(bases, word)


def ukrainian_forms(word: str) -> Sequence[Form]:
    """The nominatives that a Ukrainian word may be a case of."""
    if len(word) < 3 or word.isupper():
        return ()
    bases = list(undone(word, _UKRAINIAN))
    if word.endswith("і") and word[-2] in _SOFTENED:
        bases.append(word[:-2] + _SOFTENED[word[-2]] + "а")
    for base in tuple(bases):
        changed = _OPEN.sub(lambda m: "ї" if m.group() == "є" else "і", base)
        if changed != base:
            bases.append(changed)
        if _FLEETING.search(base):
            bases.append(_FLEETING.sub(r"е\1", base))
    return whole_words(dict.fromkeys(bases), word)


def polish_forms(word: str) -> Sequence[Form]:
    """The nominatives that a Polish word may be a case of."""
    return whole_words(undone(word, _POLISH, shortest=3), word) if len(word) > 3 and not word.isupper() else ()
