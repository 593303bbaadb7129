"""The repository itself: the seed as it was handed over, no machine's paths, commands that exist."""

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "russian-troops-already-on-ground-in-syria.txt"
SEED_SHA256 = "98e253e06766731440faebfe3cfb6c51f2d1ead22b97d0b7f17427113b14be09"
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def tracked() -> list[Path]:
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git is not here, or this is no checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name]


def test_the_seed_article_is_as_it_was_handed_over() -> None:
    assert hashlib.sha256(SEED.read_bytes()).hexdigest() == SEED_SHA256


def test_the_seeds_sidecar_invents_nothing() -> None:
    fields = json.loads(SEED.with_suffix(".json").read_text(encoding="utf-8"))
    assert fields["title"] == SEED.read_text(encoding="utf-8").splitlines()[0]
    assert not fields["source"]
    assert fields["published"] is None
    assert fields["licence"]
    assert fields["note"]


def test_no_file_names_a_machines_paths() -> None:
    foreign = re.compile(rb"/(?:work|opt/pypi|opt/wheels|root|home/[a-z]+)/(?!\.)")
    named = [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in tracked()
        if path.suffix in {".py", ".md", ".toml", ".txt", ".json", ".yml", ".sh", ".js", ".css", ".cfg", ""}
        and path.is_file()
        for match in [foreign.search(path.read_bytes())]
        if match
    ]
    assert named == []


def test_no_large_file_is_kept_but_the_data_that_ships() -> None:
    large = [
        path.relative_to(ROOT)
        for path in tracked()
        if path.is_file() and path.stat().st_size > 1_000_000 and ROOT / "geo" / "data" not in path.parents
    ]
    assert large == []


def test_the_documents_name_only_commands_that_exist() -> None:
    from geo.__main__ import app

    known = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    named = {
        match[1]
        for document in DOCUMENTS
        if document.is_file()
        for match in re.finditer(
            r"(?:python -m geo|^geo|`geo) ([a-z]+)\b(?!\.)", document.read_text("utf-8"), re.MULTILINE
        )
    }
    assert named <= known
    assert "ingest" in named


def test_the_documents_name_only_make_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        match[1]
        for document in DOCUMENTS
        if document.is_file()
        for match in re.finditer(r"(?:^|`)make ([a-z-]+)", document.read_text("utf-8"), re.MULTILINE)
    }
    assert named <= targets
    assert {"run", "test", "lint", "bench", "evaluate", "clean"} <= targets


def test_the_documents_link_to_files_that_exist() -> None:
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCUMENTS
        if document.is_file()
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]
    assert broken == []


def test_what_is_required_is_said_why() -> None:
    required = {
        re.split(r"[<>=!~ ;\[]", line, maxsplit=1)[0].lower()
        for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    reasons = (ROOT / "docs" / "decisions" / "0001-libraries.md").read_text(encoding="utf-8").lower()
    assert sorted(name for name in required if name not in reasons) == []
