"""Every language says everything, with the same slots; and nothing that a reader reads is written anywhere else."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.records import ActorKind, PlaceKind
from geo.view.link import Base, Listing, Order
from geo.view.loosening import _NAMES
from geo.view.plurals import FORMS
from geo.view.state import Stride

VIEW = Path(__file__).parents[2] / "geo" / "view"
STRINGS = {file.stem: json.loads(file.read_text("utf-8")) for file in (VIEW / "strings").glob("*.json")}
ENGLISH = STRINGS["en"]
PYTHON = [*sorted(VIEW.glob("*.py")), VIEW.parents[1] / "dashboard.py"]
SCRIPTS = sorted((VIEW / "frontend").rglob("*.js"))
SLOT = re.compile(r"\{([^}]*)\}")

FAMILIES = {
    "kind": PlaceKind,
    "actor_kind": [kind.replace(" ", "_") for kind in ActorKind],
    "loosen": [*_NAMES, "choice"],
    "order": Order,
    "stride": Stride,
    "timeline": [*Stride, "says", "reports"],
    "tab": ["excerpts", *Listing],
    "when": [f"by.{stride}" for stride in Stride],
    "map.base": Base,
}
"""Keys that are put together from what they speak of."""


def forms(string: str | dict[str, str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string.values())


@pytest.mark.parametrize("language", sorted(STRINGS))
def test_every_language_says_everything_and_nothing_else(language: str) -> None:
    assert list(STRINGS[language]) == list(ENGLISH), "the same keys in the same order"
    assert all(text.strip() for string in STRINGS[language].values() for text in forms(string) if string != "\u202f")


@pytest.mark.parametrize("language", sorted(STRINGS))
def test_every_language_fills_the_same_slots(language: str) -> None:
    for key, string in STRINGS[language].items():
        wanted = set(SLOT.findall(forms(ENGLISH[key])[0])) | ({"n"} if isinstance(ENGLISH[key], dict) else set())
        for text in forms(string):
            found = set(SLOT.findall(text))
            spelt_out = isinstance(string, dict) and text != string.get("other") and found == wanted - {"n"}
            assert found == wanted or spelt_out, f"{language}: {key}: {text}"


@pytest.mark.parametrize("language", sorted(STRINGS))
def test_what_is_counted_has_every_form_that_the_language_has(language: str) -> None:
    for key, string in STRINGS[language].items():
        assert isinstance(string, str) or tuple(string) == FORMS[language], f"{language}: {key}"


def test_what_speaks_of_kinds_and_steps_speaks_of_all_of_them() -> None:
    for family, members in FAMILIES.items():
        said = {key.removeprefix(f"{family}.") for key in ENGLISH if key.startswith(f"{family}.")}
        assert said == {str(member) for member in members}, family


def asked_in_python(file: Path) -> Iterator[str]:
    """Keys that are asked for whole; those put together (f-strings) end in a star."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ENGLISH:
            yield node.value
        if isinstance(node, ast.JoinedStr) and isinstance(first := node.values[0], ast.Constant):
            yield f"{first.value}*"


def test_no_string_is_left_over_and_none_is_asked_for_in_vain() -> None:
    asked = {key for file in PYTHON for key in asked_in_python(file)}
    for file in SCRIPTS:
        text = file.read_text("utf-8")
        asked |= {key for key in re.findall(r'"([a-z_]+(?:\.[a-z_]+)+)"', text) if key.partition(".")[0] in GROUPS}
        asked |= {f"{start}*" for start in re.findall(r"say\(`([a-z_.]+)\$", text)}
    assert {key for key in asked if not key.endswith("*")} <= set(ENGLISH)
    starts = tuple(key[:-1] for key in asked if key.endswith("*") and "." in key)
    assert [key for key in ENGLISH if key not in asked and not key.startswith(starts)] == []


GROUPS = {key.partition(".")[0] for key in ENGLISH}
LABELS = ("title", "textContent", "placeholder", "alt", "ariaLabel", "label", "caption")
SPOKEN = (
    re.compile(r'make\([^()]*?, (?:"[^"]*"|`[^`]*`), (["`])(?=[^"`]*[A-Za-z]{2})([^"`]*)\1'),
    re.compile(rf"(?<![\w-])(?:{'|'.join(LABELS)})(?: =|:) ([\"`])(?=[^\"`]*[A-Za-z]{{2}})([^\"`]*)\1"),
    re.compile(r'(?:row\("[^"]*", |addAttribution\()(")([^"]*)"'),
    re.compile(r'"aria-label"[,:] (["`])(?=[^"`]*[A-Za-z]{2})([^"`]*)\1'),
)
SENTENCE = re.compile(
    r"""(["`])((?:[A-Z][a-z]+|[a-z]+)(?: [a-z’]+){2,}[.:?]?|[A-Z][a-z]{2,}(?: [A-Za-z’]+)*[.?:]?)\1"""
)
"""Texts between quotes that read like words for a reader: three words, or a capital."""
NO_WORDS = ("Enter", "Escape", "Polygon", "Source Sans", "Segoe UI", "Helvetica Neue")
CLASSES = re.compile(r"className|class(?:List)?|make\(\"\w+\", $|swatch\(|corner\(|row\(|map\.(?:on|off)\(|is-|m-\$")


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_scripts_hold_no_words_for_a_reader(file: Path) -> None:
    code = re.sub(r"(?m)(?<![:\"'])//.*$|console\.warn\(.*$", "", file.read_text("utf-8"))
    found = [match[2] for pattern in SPOKEN for match in pattern.finditer(code) if "${" not in match[2]]
    found += [
        match[2]
        for match in SENTENCE.finditer(code)
        if match[2] not in NO_WORDS and not CLASSES.search(code[max(0, match.start() - 40) : match.end()])
    ]
    assert found == []


SAID_BY = {"text", "title", "sub", "says", "label", "noun", "more", "summary", "where", "tag", "name", "placeholder"}
STREAMLIT = {
    "text_input",
    "selectbox",
    "multiselect",
    "toggle",
    "slider",
    "date_input",
    "popover",
    "button",
    "stand_in",
}
WORDY = re.compile(r"[A-Za-z]{2,}")
OPENING = re.compile(r"[A-Z“][\w’]*(?: [\w’“]+){2,}")


def spoken_in_python(file: Path) -> Iterator[str]:
    """Literals where Python says something: labels of Streamlit's, values that a script draws, sentences."""
    tree = ast.parse(file.read_text("utf-8"))
    silent = {id(part) for node in ast.walk(tree) if _is_silent(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        spots: list[ast.expr] = []
        if isinstance(node, ast.Dict):
            spots = [v for k, v in zip(node.keys, node.values, strict=True) if getattr(k, "value", None) in SAID_BY]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in STREAMLIT:
            spots = [*node.args[:1], *(k.value for k in node.keywords if k.arg in {"help", "placeholder", "label"})]
        elif isinstance(node, ast.keyword) and node.arg in {"says", "alt"}:
            spots = [node.value]
        elif isinstance(node, ast.Constant) and id(node) not in silent and OPENING.match(str(node.value)):
            yield str(node.value)
        for spot in spots:
            text = "".join(p.value for p in ast.walk(spot) if isinstance(p, ast.Constant) and isinstance(p.value, str))
            if isinstance(spot, ast.Constant | ast.JoinedStr) and WORDY.search(text):
                yield text


def _is_silent(node: ast.AST) -> bool:
    """What no page shows: docstrings, errors (they stay in English), what the terminal says."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return any(getattr(target, "id", "") == "message" for target in node.targets)
    called = getattr(node, "func", None)
    return isinstance(node, ast.Raise) or getattr(called, "id", getattr(called, "attr", "")) in {"print", "exit"}


@pytest.mark.parametrize("file", PYTHON, ids=lambda file: file.name)
def test_python_holds_no_words_for_a_reader(file: Path) -> None:
    assert list(spoken_in_python(file)) == []


def test_words_outside_the_file_would_be_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        'st.toggle("Only events", key="x")\nrow = {"text": f"By {step}", "act": "go"}\nx = "No such place here"'
    )
    assert list(spoken_in_python(wrong)) == ["Only events", "By ", "No such place here"]
    for line in (
        'make("p", "note", "Order")',
        'title: "Zoom in"',
        '"aria-label", "Legend"',
        "placeholder: `Go to`",
        'row("x", "a border")',
    ):
        assert any(pattern.search(line) for pattern in SPOKEN), line
    assert SENTENCE.search('row("dl-dash", "a disputed border")')
