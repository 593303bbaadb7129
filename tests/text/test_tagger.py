"""The quick ways of the tagger find what the slow and plain ones find."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.records import EntityKind
from geo.text.features import FEATURE_BITS, FeatureMaker
from geo.text.tagger import LABELS, OUTSIDE, Span, Tagger, allowed_transitions
from geo.text.tokens import as_tokens, tokenise
from geo.text.voting import voted
from geo.text.words import shipped_word_lists

B_PLACE, I_PLACE = LABELS.index("B-place"), LABELS.index("I-place")


def tagger(seed: int = 7) -> Tagger:
    chance = np.random.default_rng(seed)
    weights = chance.integers(-100, 100, (1 << 10, len(LABELS))).astype(np.int8)
    moves = chance.normal(0, 1, (len(LABELS), len(LABELS))).astype(np.float32)
    return Tagger(weights, moves, scale=0.01)


def best_path(scores: np.ndarray, moves: np.ndarray) -> tuple[int, ...]:
    """The best of all paths, by trying each."""
    few = [OUTSIDE, B_PLACE, I_PLACE, LABELS.index("B-person"), LABELS.index("I-person")]

    def total(path: tuple[int, ...]) -> float:
        whole = [OUTSIDE, *path, OUTSIDE]
        return sum(scores[i, label] for i, label in enumerate(path)) + sum(moves[a, b] for a, b in pairwise(whole))

    return max(product(few, repeat=len(scores)), key=total)


@pytest.mark.parametrize("seed", range(25))
def test_the_best_path_of_each_sentence_is_found(seed: int) -> None:
    chance = np.random.default_rng(seed)
    moves = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    few = [LABELS.index(f"{part}-{kind}") for part in "BI" for kind in ("place", "person")]
    lengths = chance.integers(1, 6, 4)
    scores = np.full((lengths.sum(), len(LABELS)), -50, dtype=np.float32)
    scores[:, OUTSIDE] = 0
    scores[:, few] = chance.normal(0, 1, (len(scores), len(few)))
    firsts = np.cumsum([0, *lengths[:-1]])
    found = Tagger(np.zeros((1, len(LABELS)), np.int8), moves).decode(scores, firsts)
    expected = []
    for first, length in zip(firsts.tolist(), lengths.tolist(), strict=True):
        path = best_path(scores[first : first + length], allowed_transitions())
        for i, label in enumerate(path):
            if label == OUTSIDE:
                continue
            if label % 2:
                expected.append((first + i, first + i))
            else:
                expected[-1] = (expected[-1][0], first + i)
    assert [(span.first, span.last) for span in found] == expected


def test_scores_do_not_depend_on_how_many_tokens_are_scored_together(monkeypatch: pytest.MonkeyPatch) -> None:
    features = np.random.default_rng(3).integers(0, 1 << 10, (50, 40)).astype(np.int32)
    whole = tagger().scores(features)
    monkeypatch.setattr("geo.text.tagger._BATCH", 7)
    assert np.array_equal(tagger().scores(features), whole)


def test_features_do_not_depend_on_how_many_tokens_are_combined_together(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = tokenise("Rain fell on Malmö and on Lund. MAYOR ADA LUND SAID SO. In Lund, Mr. Lund said nothing.")
    maker = FeatureMaker(shipped_word_lists())
    whole = maker.features(tokens, [0, 8, 13], [])
    monkeypatch.setattr("geo.text.features._BATCH", 3)
    assert np.array_equal(maker.features(tokens, [0, 8, 13], []), whole)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8), st.text(min_size=1, max_size=80))
def test_what_was_read_before_changes_no_feature(before: list[str], text: str) -> None:
    tokens = tokenise(text)
    if not tokens:
        return
    used = FeatureMaker(shipped_word_lists(), remember=5)
    for other in before:
        if words := tokenise(other):
            used.features(words, [0], [])
    found = used.features(tokens, [0], [])
    assert np.array_equal(found, FeatureMaker(shipped_word_lists()).features(list(tokens), [0], []))
    assert found.min() >= 0
    assert found.max() < 1 << FEATURE_BITS


def test_words_are_remembered_within_bounds() -> None:
    maker = FeatureMaker(shipped_word_lists(), remember=20)
    for number in range(30):
        maker.features(tokenise(" ".join(f"w{number}x{i}" for i in range(10))), [0], [])
    assert len(maker._words) <= 30
    assert len(maker._words._lowered) <= 30


def test_a_doubtful_mention_follows_the_others_and_an_overlooked_one_is_taken() -> None:
    text = "Lund sank. Lund rose. Lund fell. RAIN IN LUND. Lund won."
    tokens = as_tokens(list(tokenise(text)))
    at = [i for i, token in enumerate(tokens) if token.surface == "Lund"]
    place, person = EntityKind.PLACE, EntityKind.PERSON
    spans = [Span(at[0], at[0], place, 0.99), Span(at[1], at[1], person, 0.3), Span(at[2], at[2], place, 0.9)]
    found = voted(text, tokens, spans)
    assert [(e.start, e.surface, e.kind) for e in found] == [(tokens[i].start, "Lund", place) for i in at]
    assert [e.confidence for e in found] == [0.99, 0.891, 0.9, 0.792]
