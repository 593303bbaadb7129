"""Choose the form of a counted word: "1 report", "2 reports", "5 отчётов". Unicode CLDR's rules for whole numbers.

Source: CLDR 48, supplemental/plurals.xml (Unicode License V3), for languages that the interface may come to speak.
"""

from collections.abc import Callable

__all__ = ["FORMS", "form"]

Rule = Callable[[int], str]


def _one(n: int) -> str:
    return "one" if n == 1 else "other"


def _romance(n: int) -> str:
    return "one" if n == 1 else _millions(n)


def _french(n: int) -> str:
    return "one" if n < 2 else _millions(n)


def _millions(n: int) -> str:
    return "many" if n and n % 1_000_000 == 0 else "other"


def _east_slavic(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else "many"


def _polish(n: int) -> str:
    if n == 1:
        return "one"
    return "few" if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else "many"


def _arabic(n: int) -> str:
    if n < 3:
        return ("zero", "one", "two")[n]
    if n % 100 < 3:
        return "other"
    return "few" if n % 100 <= 10 else "many"


def _persian(n: int) -> str:
    return "one" if n < 2 else "other"


def _always(_: int) -> str:
    return "other"


_RULES: dict[str, tuple[Rule, tuple[str, ...]]] = {
    **dict.fromkeys(("en", "de", "nl", "sv", "da", "el", "tr"), (_one, ("one", "other"))),
    **dict.fromkeys(("es", "it"), (_romance, ("one", "many", "other"))),
    **dict.fromkeys(("fr", "pt"), (_french, ("one", "many", "other"))),
    **dict.fromkeys(("ru", "uk"), (_east_slavic, ("one", "few", "many"))),
    "pl": (_polish, ("one", "few", "many")),
    "ar": (_arabic, ("zero", "one", "two", "few", "many", "other")),
    **dict.fromkeys(("fa", "hi", "bn"), (_persian, ("one", "other"))),
    **dict.fromkeys(("zh", "ja", "ko", "vi", "id", "th"), (_always, ("other",))),
}

FORMS: dict[str, tuple[str, ...]] = {language: forms for language, (_, forms) in _RULES.items()}
"""The forms that whole numbers take in each language: what its file of strings must have."""


def form(language: str, number: int) -> str:
    """The form for `number` ≥ 0 in a language ("fr"); of one that is not known, English's."""
    return _RULES.get(language, _RULES["en"])[0](abs(number))
