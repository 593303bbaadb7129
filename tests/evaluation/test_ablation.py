"""The script that measures each part's gain leaves out what it says, whatever else is rebuilt."""

import importlib.util
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from geo.pipeline import Pipeline
from geo.records import Article
from geo.text import ActorList, TextFinder

SCRIPT = Path(__file__).parents[2] / "scripts" / "measure_ablation.py"
RUSSIAN = "Russian planes flew over Syrian villages while Turkish officials talked."
TEXTS = {
    "demonyms": RUSSIAN,
    "containers": "The storm reached Paris, Texas, and later Athens, Georgia.",
    "vote on one another": "In Tripoli, Sidon, Tyre and Beirut the shops closed; in Tripoli they closed first.",
    "prominence": "In Paris, Dallas, Sherman and Denison, Texas, rain fell; the Paris mayor spoke in Paris.",
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure_ablation", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def answers(script: ModuleType, real_gazetteer_path: Path) -> Callable[[str, str], tuple[list, list]]:
    """What the whole, and what the geoparser less one part, makes of a text."""
    pipeline = Pipeline.open(real_gazetteer_path)
    actors = ActorList.load()
    variants = script.variants(pipeline.gazetteer, actors, None)

    def compare(part: str, text: str) -> tuple[list, list]:
        variant = next(v for v in variants if part in v.name)
        found = []
        for one in (script.Variant("whole"), variant):
            with script.without(pipeline, one, actors) as less:
                toponyms = less.parse(Article("1", text)).toponyms
            found.append([(t.start, t.end, t.place and t.place.place_id, t.score) for t in toponyms])
        return found[0], found[1]

    return compare


def test_every_part_that_is_left_out_is_there(script: ModuleType, real_gazetteer) -> None:
    finders = [c for c in vars(script).values() if isinstance(c, type) and issubclass(c, TextFinder)]
    left_out = {name for c in finders for name in vars(c) if c is not TextFinder and not name.startswith("__")}
    assert len(left_out) >= 6
    assert not [name for name in left_out if name not in vars(TextFinder)], "a step of the finder has another name now"
    targets = {t for v in script.variants(real_gazetteer, ActorList.load(), None) for t in v.patches}
    assert len(targets) >= 5
    for target in targets:
        module, _, name = target.rpartition(".")
        assert hasattr(import_module(module), name), target


@pytest.mark.parametrize("part", sorted(TEXTS))
def test_leaving_out_a_part_changes_answers(answers: Callable[[str, str], tuple[list, list]], part: str) -> None:
    whole, less = answers(part, TEXTS[part])
    assert whole != less


def test_demonyms_left_out_are_gone(answers: Callable[[str, str], tuple[list, list]]) -> None:
    whole, less = answers("demonyms", RUSSIAN)
    assert len(whole) == 3
    assert less == []
