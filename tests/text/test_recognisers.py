"""Whichever recogniser is named, its names stand where it says, and what is missing is one sentence."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from geo.errors import ModelError
from geo.gazetteer import Gazetteer
from geo.records import Entity, EntityKind
from geo.text import ActorList, TextFinder
from geo.text.hits import HitCoder
from geo.text.recognisers import open_recogniser
from geo.text.sentences import split_sentences
from geo.text.spacy_recogniser import SpacyRecogniser, open_spacy
from geo.text.tokens import tokenise

TEXT = "The Hague and the United States backed Sara Lund, Kurdish envoy of Unicef, at Kastrup Airport by Malmö’s port."


class FakeNlp:
    """Finds given surfaces, once each, under given labels, as a spaCy pipeline does."""

    lang = "en"

    def __init__(self, labels: dict[str, str], *, assigns: Sequence[str] = ("doc.ents",)) -> None:
        self._labels = labels
        self._assigns = assigns
        self.pipe_names = ["tagger", "ner"]
        self.texts: list[str] = []

    def get_pipe_meta(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(assigns=self._assigns if name == "ner" else ["token.tag"])

    def disable_pipe(self, name: str) -> None:
        self.pipe_names.remove(name)

    def __call__(self, text: str) -> SimpleNamespace:
        self.texts.append(text)
        spans = []
        for surface, label in self._labels.items():
            start = text.find(surface)
            if start >= 0:
                spans.append(SimpleNamespace(start_char=start, end_char=start + len(surface), label_=label))
        return SimpleNamespace(ents=sorted(spans, key=lambda span: span.start_char))


def recognised(nlp: FakeNlp, text: str, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    tokens = tokenise(text)
    hits = HitCoder(gazetteer).code(text, gazetteer.scan(text))
    found = SpacyRecogniser(nlp, digest="fake").recognise(text, tokens, split_sentences(text, tokens), hits)
    assert all(text[e.start : e.end] == e.surface for e in found)
    return found


def test_the_labels_of_a_spacy_pipeline_become_kinds(real_gazetteer: Gazetteer) -> None:
    nlp = FakeNlp(
        {
            "Sara Lund": "PERSON",
            "Kurdish": "NORP",
            "Unicef": "ORG",
            "Kastrup Airport": "FAC",
            "Malmö": "GPE",
            "port": "PRODUCT",
        }
    )
    kinds = {e.surface: e.kind for e in recognised(nlp, TEXT, real_gazetteer)}
    assert kinds == {
        "Sara Lund": EntityKind.PERSON,
        "Kurdish": EntityKind.DEMONYM,
        "Unicef": EntityKind.ORGANISATION,
        "Kastrup Airport": EntityKind.FACILITY,
        "Malmö": EntityKind.PLACE,
    }


def test_other_schemes_of_labels_are_known(real_gazetteer: Gazetteer) -> None:
    nlp = FakeNlp({"Sara Lund": "PER", "Kurdish": "MISC", "Unicef": "orgName", "Malmö": "placeName", "backed": "MISC"})
    kinds = {e.surface: e.kind.name for e in recognised(nlp, TEXT, real_gazetteer)}
    assert kinds == {"Sara Lund": "PERSON", "Kurdish": "DEMONYM", "Unicef": "ORGANISATION", "Malmö": "PLACE"}


def test_an_article_before_a_name_and_a_possessive_after_it_are_left_out(real_gazetteer: Gazetteer) -> None:
    nlp = FakeNlp({"The Hague": "GPE", " the United States ": "GPE", "Malmö’s": "GPE"})
    assert [e.surface for e in recognised(nlp, TEXT, real_gazetteer)] == ["The Hague", "United States", "Malmö"]


def test_a_long_text_is_handed_over_in_pieces_with_true_offsets(real_gazetteer: Gazetteer) -> None:
    text = "Nothing of note was said there. " * 9_000 + "Rain fell on Malmö."
    nlp = FakeNlp({"Malmö": "GPE"})
    found = recognised(nlp, text, real_gazetteer)
    assert [(e.start, e.surface) for e in found] == [(text.index("Malmö"), "Malmö")]
    assert "".join(nlp.texts) == text
    assert max(map(len, nlp.texts)) <= 100_000
    assert all(piece.startswith("Nothing") for piece in nlp.texts)


def test_a_finder_takes_a_spacy_pipeline(real_gazetteer: Gazetteer) -> None:
    recogniser = SpacyRecogniser(FakeNlp({"Malmö": "GPE"}), digest="fake")
    shipped = TextFinder(real_gazetteer, ActorList.load())
    finder = TextFinder(real_gazetteer, ActorList.load(), recogniser=recogniser)
    assert "Malmö" in [t.surface for t in finder.find(TEXT).toponyms]
    assert finder.digest != shipped.digest


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeNlp:
    """A spaCy that has one pipeline installed, xx_fake_sm 1.2."""
    nlp = FakeNlp({"Malmö": "GPE"})
    spacy = ModuleType("spacy")
    spacy.__version__ = "3.9"  # type: ignore[attr-defined]
    spacy.load = lambda _: nlp  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    about = tmp_path / "xx_fake_sm-1.2.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: xx_fake_sm\nVersion: 1.2\n")
    (about / "entry_points.txt").write_text("[spacy_models]\nxx_fake_sm = xx_fake_sm\n")
    monkeypatch.syspath_prepend(tmp_path)
    return nlp


def test_an_installed_pipeline_opens_without_what_it_does_not_need(
    installed: FakeNlp, real_gazetteer: Gazetteer
) -> None:
    recogniser = open_recogniser("spacy:xx_fake_sm", real_gazetteer)
    assert recogniser.digest == "spacy1-xx_fake_sm-1.2-3.9"
    assert installed.pipe_names == ["ner"]


@pytest.mark.parametrize("model", ["en_core_web_sm", "os", "xx_fake_sm\n", "..", "../../etc", "/etc", "x" * 5000])
def test_what_is_no_installed_pipeline_is_refused(installed: FakeNlp, model: str) -> None:
    with pytest.raises(ModelError, match="no spaCy pipeline"):
        open_spacy(model)


def test_a_folder_that_the_user_names_is_opened_and_told_by_what_it_holds(installed: FakeNlp, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "config.cfg").write_text("[nlp]\n")
    (folder / "meta.json").write_text("{}")
    first = open_spacy(str(folder)).digest
    assert open_spacy(str(folder)).digest == first
    (folder / "meta.json").write_text('{"version": "2"}')
    assert open_spacy(str(folder)).digest != first


def test_a_pipeline_that_finds_no_names_is_refused(installed: FakeNlp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["spacy"], "load", lambda _: FakeNlp({}, assigns=()))
    with pytest.raises(ModelError, match="choose one with `ner` in it"):
        open_spacy("xx_fake_sm")


def test_a_broken_pipeline_is_one_sentence(installed: FakeNlp, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise OSError("[E053] Could not read config file\nTraceback…")

    monkeypatch.setattr(sys.modules["spacy"], "load", broken)
    with pytest.raises(ModelError, match="install it again") as caught:
        open_spacy("xx_fake_sm")
    assert "\n" not in str(caught.value)


def test_without_spacy_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ModelError, match="pip install"):
        open_spacy("en_core_web_sm")


@pytest.mark.parametrize("spec", ["", "trainde", "spacy", "spacy:", "trained:x", "pickle:/tmp/x"])
def test_an_unknown_recogniser_lists_those_there_are(spec: str, real_gazetteer: Gazetteer) -> None:
    with pytest.raises(ModelError, match="trained, plain, spacy:MODEL"):
        open_recogniser(spec, real_gazetteer)


def test_the_plain_recogniser_reads_english_too(real_gazetteer: Gazetteer) -> None:
    recogniser = open_recogniser("plain", real_gazetteer)
    finder = TextFinder(real_gazetteer, ActorList.load(), recogniser=recogniser)
    found = finder.find("Heavy rain fell in Copenhagen and in Stockholm on Monday, the police said in a statement.")
    assert [t.surface for t in found.toponyms] == ["Copenhagen", "Stockholm"]
    assert recogniser.digest != open_recogniser("trained", real_gazetteer).digest
