"""A job that is made to harm costs itself, and the next one is served."""

import os
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.articles import workers
from geo.articles.workers import run_limited
from geo.errors import ArticleError
from geo.records import Article


@dataclass(frozen=True)
class Foreign:
    """Not of the project."""


def double(number: int) -> int:
    print("to standard output, where the answer goes too")
    return number * 2


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def take(size: int) -> int:
    return len(bytearray(size))


_left: list[bytearray] = []


def leave_behind(size: int) -> int:
    _left.append(bytearray(size))
    return size


def die(of: int) -> None:
    os.kill(os.getpid(), of)


def refuse(why: str) -> None:
    raise ArticleError("", why)


def stumble(key: str) -> str:
    return {"": ""}[key]


def dig(depth: int) -> int:
    return dig(depth + 1)


def smuggle(_: str) -> object:
    return Foreign()


def smuggle_code(_: str) -> object:
    return os.system


def make_article(text: str) -> Article:
    return Article("a", text, pages=(0, 3))


def see_environment(name: str) -> str:
    return os.environ.get(name, "")


def process_id(_: str) -> int:
    return os.getpid()


def refusal(function: object, argument: object, *, seconds: float = 20.0) -> str:
    with pytest.raises(ArticleError) as caught:
        run_limited(function, argument, seconds=seconds, where="a.pdf")  # type: ignore[arg-type]
    assert caught.value.where == "a.pdf"
    assert run_limited(double, 4) == 8  # whoever comes next is served
    return caught.value.why


def test_results_come_back_and_the_worker_is_used_again() -> None:
    workers._stop_all()
    assert run_limited(double, 2) == 4
    assert run_limited(make_article, "Idlib fell.") == Article("a", "Idlib fell.", pages=(0, 3))
    assert run_limited(process_id, "") == run_limited(process_id, "")


def test_a_job_that_takes_too_long_is_ended() -> None:
    run_limited(double, 1)
    began = time.monotonic()
    assert refusal(sleep, 60.0, seconds=0.3).startswith("took longer to read than 0.3 seconds")
    assert time.monotonic() - began < 20


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="the system bounds no process's memory")
def test_a_job_that_takes_too_much_memory_is_ended() -> None:
    assert refusal(take, 3 << 30).startswith("needed more memory than one article may")


@pytest.mark.parametrize(("of", "says"), [(9, "more memory than there is"), (11, "broke the program")])
def test_a_worker_that_dies_costs_one_job(of: int, says: str) -> None:
    assert says in refusal(die, of)


def test_what_a_job_raises_becomes_a_sentence() -> None:
    assert refusal(refuse, "is encrypted; save it without a password") == "is encrypted; save it without a password"
    assert refusal(stumble, "x") == "can't be read (KeyError); it may be damaged"
    assert refusal(dig, 0).startswith("is nested too deeply")


def test_only_the_projects_records_are_taken_from_a_worker() -> None:
    assert "made to harm" in refusal(smuggle, "")
    assert "made to harm" in refusal(smuggle_code, "")


def test_a_worker_does_not_see_the_programs_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    workers._stop_all()
    monkeypatch.setenv("DATELINE_STORE", "postgresql://user:secret@host/db")
    assert run_limited(see_environment, "DATELINE_STORE") == ""
    assert run_limited(see_environment, "PATH") == os.environ["PATH"]


def test_an_interrupted_job_leaves_no_answer_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    run_limited(double, 1)

    def interrupted(stream: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(workers, "_frame", interrupted)
        run_limited(double, 100)
    assert run_limited(double, 3) == 6


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no such alarm")
def test_a_worker_ends_itself_where_nobody_does(monkeypatch: pytest.MonkeyPatch) -> None:
    run_limited(double, 1)
    monkeypatch.setattr(workers, "_GRACE", 0.2)
    monkeypatch.setattr(workers._Worker, "_kill", lambda worker, late: None)
    assert refusal(sleep, 60.0, seconds=0.1).startswith("took longer to read than 0.1 seconds")


def test_threads_are_served_side_by_side() -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda n=n: found.append(run_limited(double, n))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [0, 2, 4, 6]


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="only Linux bounds a process's address space")
def test_what_an_earlier_file_left_behind_is_not_laid_on_the_next() -> None:
    assert run_limited(leave_behind, 400 << 20) == 400 << 20
    assert run_limited(take, 50 << 20, memory=300 << 20) == 50 << 20
    with pytest.raises(ArticleError, match="more memory"):
        run_limited(take, 500 << 20, memory=300 << 20)
