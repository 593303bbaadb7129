"""Whatever a reader types is searched for as words, and never breaks the search."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.store import Store, open_store
from geo.store.search import MAX_TERMS, Term, search, terms
from tests.store.making import parsed


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("library") / "store.sqlite")
    store.save(parsed("coast", "The airlift to Latakia began, and Bashar al-Assad’s army waited.", title="Advisers"))
    store.save(parsed("malmö", "A café in Malmö opened near the harbour; NOT one AND the other."))
    store.save(parsed("東京", "東京都で会議が開かれた。Delegates met in the harbour.", title="東京"))
    yield store
    store.close()


def found(store: Store, typed: str) -> set[str] | None:
    with store.reading() as connection:
        numbers = search(connection, typed)
    names = {1: "coast", 2: "malmö", 3: "東京"}
    return None if numbers is None else {names[number] for number in numbers}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("latakia", {"coast"}),
        ("LATAK", {"coast"}),
        ("harbour", {"malmö", "東京"}),
        ("harbour delegates", {"東京"}),
        ("latakia harbour", set()),
        ("advisers", {"coast"}),
        ('"army waited"', {"coast"}),
        ('"waited army"', set()),
        ('"army wait"', set()),
        ("“army waited”", {"coast"}),
        ('"army waited', {"coast"}),
        ("al-assad", {"coast"}),
        ("assad's", {"coast"}),
        ("cafe malmo", {"malmö"}),
        ("CAFÉ", {"malmö"}),
        ("NOT", {"malmö"}),
        ("airlift OR harbour", set()),
        ("会議", {"東京"}),
        ("会議 delegates", {"東京"}),
        ("会議 latakia", set()),
        ("nothing-of-the-kind", set()),
        ("harbour -- delegates", {"東京"}),
        ("title:advisers", set()),
        ("a", {"malmö"}),
        ("th", {"coast", "malmö", "東京"}),
    ],
)
def test_words_are_found(library: Store, typed: str, expected: set[str]) -> None:
    assert found(library, typed) == expected


@pytest.mark.parametrize("typed", ["", "   ", '"', '""', "*", "***", "^", "()", "\x00", "--", "' ; --", "“”", "😀"])
def test_what_holds_no_word_asks_for_nothing(library: Store, typed: str) -> None:
    assert found(library, typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        '"latakia',
        'latakia"',
        "latakia*",
        "*latakia",
        "^latakia",
        "(latakia",
        "latakia)",
        "latakia\x00",
        "NEAR(latakia",
        "NEAR(latakia, 5)",
        "latakia AND",
        "latakia OR",
        "NOT latakia",
        "-latakia",
        "{title text}: latakia",
        "+latakia",
        "'latakia'",
        "latakia; DROP TABLE articles",
        "\ud83dlatakia",
        "latakia" + "(" * 300,
        "latakia " * 2_000,
        '"' * 10_000,
        "x" * 10_000,
        "𞤀𞤁 \U0001e900*",
        "%",
        "_",
        "\\",
    ],
)
def test_hostile_words_never_break_the_search(library: Store, typed: str) -> None:
    found(library, typed)  # doesn't raise
    assert library.summary().articles == 3


@given(st.text(max_size=60))
def test_nothing_typed_breaks_the_search(library: Store, typed: str) -> None:
    answer = found(library, typed)
    assert answer is None or answer <= {"coast", "malmö", "東京"}


@given(st.text(st.sampled_from('"*()^:-+{}\\\x00 aANDORTlatki都'), max_size=40))
def test_nothing_like_the_searchs_own_language_breaks_it(library: Store, typed: str) -> None:
    found(library, typed)


def test_percent_and_underscore_are_signs_not_wildcards(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.sqlite")
    store.save(parsed("percent", "会議 100% of it"))
    store.save(parsed("other", "会議 1000 of it"))
    with store.reading() as connection:
        assert search(connection, "会議 100%") is not None
        assert search(connection, "会_") == []
    store.close()


def test_terms_are_words_and_phrases_each_once_and_not_too_many() -> None:
    assert terms('army "the  coast" army') == (Term("army", False), Term("the coast", True))
    assert len(terms(" ".join(f"word{n}" for n in range(500)))) == MAX_TERMS
