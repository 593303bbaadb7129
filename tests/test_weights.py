"""What ships as weights is what the cards say, and was fitted on the corpora that they name."""

import hashlib
import io
import json
import os
import zipfile
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from geo.errors import ModelError
from geo.resolution.confidence import SIGNS as CONFIDENCE_SIGNS
from geo.resolution.scoring import FEATURES
from geo.text.roles import SIGNS as ROLE_SIGNS
from geo.text.tagger import LABELS, Tagger

DATA = files("geo") / "data"
SOURCES = Path(os.environ.get("DATELINE_SOURCES", Path(__file__).parent.parent.parent / "shared" / "data"))


def card(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found


def recogniser() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO((DATA / "recogniser.zip").read_bytes()))


def test_the_recognisers_weights_are_those_of_its_card() -> None:
    with recogniser() as archive:
        about = json.loads(archive.read("card.json"))
        steps = np.load(io.BytesIO(archive.read("rows.npy")), allow_pickle=False)
        values = np.load(io.BytesIO(archive.read("values.npy")), allow_pickle=False)
    rows = np.cumsum(steps.astype(np.int64))
    assert hashlib.sha256(values.tobytes() + rows.tobytes()).hexdigest()[:16] == about["digest"]
    assert about["labels"] == list(LABELS)
    assert values.shape == (len(rows), len(LABELS))


def test_the_recogniser_is_small() -> None:
    assert len((DATA / "recogniser.zip").read_bytes()) < 25_000_000


@pytest.mark.parametrize(
    ("name", "signs"),
    [("resolver.json", FEATURES), ("confidence.json", CONFIDENCE_SIGNS), ("roles.json", ROLE_SIGNS)],
)
def test_every_sign_has_its_weight_and_no_other(name: str, signs: tuple[str, ...]) -> None:
    weights = card(name)["weights"]
    assert isinstance(weights, dict)
    assert list(weights) == list(signs)


def test_the_digests_of_weights_are_true() -> None:
    resolver, confidence = card("resolver.json"), card("confidence.json")
    plain = json.dumps(resolver["weights"], sort_keys=True)
    assert hashlib.sha256(plain.encode()).hexdigest()[:16] == resolver["digest"]
    values = json.dumps({name: confidence[name] for name in ("weights", "scale", "pairs", "least")}, sort_keys=True)
    assert hashlib.sha256(values.encode()).hexdigest()[:16] == confidence["digest"]


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the corpora are not on this machine (DATELINE_SOURCES)")
def test_the_corpora_are_those_that_the_cards_name() -> None:
    with recogniser() as archive:
        named = dict(json.loads(archive.read("card.json"))["corpora"])
    for name in ("resolver.json", "confidence.json"):
        corpora = card(name)["corpora"]
        assert isinstance(corpora, dict)
        named |= {f"toponyms/{corpus}": digest for corpus, digest in corpora.items()}
    found = {
        path.relative_to(SOURCES).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("newswire", "ner", "toponyms")
        for path in (SOURCES / folder).glob("*.gz")
    }
    by_stem = found | {name.removesuffix(".jsonl.gz"): digest for name, digest in found.items()}
    for name, digest in named.items():
        assert by_stem[name] == digest, name


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no archive", b"x" * 1000])
def test_broken_weights_are_one_sentence(damage: bytes, tmp_path: Path) -> None:
    path = tmp_path / "recogniser.zip"
    path.write_bytes(damage)
    with pytest.raises(ModelError, match="install Dateline again"):
        Tagger.load(path)
