"""The thorough recogniser reads every word once, in the middle of a window, and asks for what it lacks."""

import json
import sys
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.errors import ModelError
from geo.gazetteer import Gazetteer
from geo.records import EntityKind
from geo.text.hits import HitCoder
from geo.text.recognisers import open_recogniser
from geo.text.sentences import split_sentences
from geo.text.tagger import LABELS, Tagger
from geo.text.thorough import SIGN_SIZES, WINDOW, ThoroughRecogniser, open_thorough
from geo.text.tokens import tokenise
from geo.text.wordpieces import WordPieces
from geo.text.words import shipped_word_lists

VOCABULARY = ("[CLS]", "[SEP]", "[UNK]", "[MASK]", "la", "##ta", "##kia", "sana", "'", "a", "u", ".", "s", "erdogan")
LATAKIA = (4, 5, 6)
PLACE = LABELS.index("B-place")


class FakeNetwork:
    """Is sure of a place at the piece "la", and of nothing elsewhere; keeps what it was shown."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.signs: list[NDArray[np.int64]] = []

    def __call__(
        self, windows: NDArray[np.int64], signs: NDArray[np.int64], mask: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        self.lengths += [windows.shape[1]] * len(windows)
        self.signs.append(signs)
        scores = np.zeros((*windows.shape, len(LABELS)), dtype=np.float32)
        scores[..., 0] = 20
        scores[windows == LATAKIA[0], PLACE] = 60
        return scores


def recogniser(network: FakeNetwork) -> ThoroughRecogniser:
    silent = Tagger(np.zeros((1, len(LABELS)), dtype=np.float32), np.zeros((len(LABELS), len(LABELS)), np.float32))
    return ThoroughRecogniser(shipped_word_lists(), network, WordPieces(VOCABULARY), tagger=silent, digest="fake")


def found(network: FakeNetwork, text: str, gazetteer: Gazetteer) -> Sequence[tuple[int, str, EntityKind]]:
    tokens = tokenise(text)
    hits = HitCoder(gazetteer).code(text, gazetteer.scan(text))
    entities = recogniser(network).recognise(text, tokens, split_sentences(text, tokens), hits)
    assert all(text[e.start : e.end] == e.surface for e in entities)
    return [(e.start, e.surface, e.kind) for e in entities]


def test_words_are_cut_without_case_or_accents() -> None:
    pieces = WordPieces(VOCABULARY)
    assert pieces.cut("LATAKIA") == pieces.cut("Latakia") == LATAKIA
    assert pieces.cut("Sana'a") == (7, 8, 9)
    assert pieces.cut("U.S.") == (10, 11, 12, 11)
    assert pieces.cut("Erdoğan") == (13,)
    assert pieces.cut("Tartus") == (pieces.unknown,)


@given(st.text(min_size=1))
def test_every_word_has_a_piece_and_none_has_too_many(word: str) -> None:
    assert 1 <= len(WordPieces(VOCABULARY).cut(word)) <= 12


@given(st.integers(min_value=1, max_value=2_500))
def test_each_piece_is_read_once_wherever_windows_end(count: int) -> None:
    tokens = tokenise(" ".join("la" if i % 7 == 0 else "a" for i in range(count)))
    network = FakeNetwork()
    scores = recogniser(network).scores(tokens, np.zeros((count, len(SIGN_SIZES)), dtype=np.int64))
    assert scores.shape == (count, len(LABELS))
    assert (scores.argmax(axis=1) == [PLACE if i % 7 == 0 else 0 for i in range(count)]).all()
    assert max(network.lengths) <= WINDOW + 2


def test_what_stands_at_the_edge_of_a_window_is_decided_further_in_another() -> None:
    class Shortsighted(FakeNetwork):
        def __call__(
            self, windows: NDArray[np.int64], signs: NDArray[np.int64], mask: NDArray[np.float32]
        ) -> NDArray[np.float32]:
            scores = super().__call__(windows, signs, mask)
            scores[:, :30, PLACE] = scores[:, -30:, PLACE] = 99
            return scores

    count = 1_000
    tokens = tokenise("a " * count)
    scores = recogniser(Shortsighted()).scores(tokens, np.zeros((count, len(SIGN_SIZES)), dtype=np.int64))
    assert (scores[30 : count - 30].argmax(axis=1) == 0).all()


def test_a_place_far_into_a_long_text_stands_where_it_says(real_gazetteer: Gazetteer) -> None:
    text = "A calm day. " * 150 + "A ship left Latakia. " + "A calm day. " * 150
    assert found(FakeNetwork(), text, real_gazetteer) == [(text.index("Latakia"), "Latakia", EntityKind.PLACE)]


def test_the_network_is_told_what_the_gazetteer_says(real_gazetteer: Gazetteer) -> None:
    network = FakeNetwork()
    found(network, "A ship left Latakia.", real_gazetteer)
    place = network.signs[0][0, 1:-1, 1]
    assert place[-4:-1].all()  # the pieces of Latakia, before the full stop
    assert not place[:-4].any()
    assert (network.signs[0] < np.array(SIGN_SIZES)).all()


def test_an_empty_text_has_no_names(real_gazetteer: Gazetteer) -> None:
    assert found(FakeNetwork(), "", real_gazetteer) == []


def test_without_onnx_runtime_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, real_gazetteer: Gazetteer
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match=r"pip install 'dateline\[thorough\]'"):
        open_recogniser("thorough", real_gazetteer)


def test_the_weights_that_ship_find_a_name_in_capitals(real_gazetteer: Gazetteer) -> None:
    pytest.importorskip("onnxruntime", reason="the extra `thorough` is not installed")
    thorough = open_recogniser("thorough", real_gazetteer)
    text = "FERRY CAPTAIN MARIT LINDQVIST RETURNS TO VALPARAISO AFTER STORM"
    tokens = tokenise(text)
    hits = HitCoder(real_gazetteer).code(text, real_gazetteer.scan(text))
    entities = thorough.recognise(text, tokens, split_sentences(text, tokens), hits)
    kinds = {e.surface: e.kind for e in entities}
    assert kinds == {"MARIT LINDQVIST": EntityKind.PERSON, "VALPARAISO": EntityKind.PLACE}


def test_the_weights_that_ship_are_small_and_say_what_they_come_from() -> None:
    path = Path(str(files("geo").joinpath("data", "thorough.zip")))
    assert path.stat().st_size < 25_000_000
    with zipfile.ZipFile(path) as archive:
        card = json.loads(archive.read("card.json"))
    assert "Apache 2.0" in card["begun_from"]
    assert set(card["corpora"]) >= {"newswire/worldwide", "ner/wikigold.conll.gz"}
    assert card["held_out_exact_p_r_f1"]["all"][2] > card["held_out_usual_alone_exact_p_r_f1"]["all"][2] + 0.02


def test_weights_that_are_none_are_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the extra `thorough` is not installed")
    path = tmp_path / "thorough.zip"
    path.write_bytes(b"no archive")
    with pytest.raises(ModelError, match="install Dateline again"):
        open_thorough(shipped_word_lists(), path)
