"""Read what may be hostile in a process of its own, so that a file made to harm costs one article.

A worker is started when the first such file is met, serves many, and is killed and replaced where it takes too long
or breaks. It runs with a bound on its memory where the system knows one (Linux; elsewhere the time bound stands alone),
without the environment of the program, and what it answers is taken for data: only plain values and this project's own
records are accepted from it.
"""

import atexit
import io
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date, datetime, timezone
from enum import Enum
from importlib import import_module
from typing import IO, Any, TypeVar

from geo.errors import ArticleError

__all__ = ["MEMORY", "SECONDS", "run_limited"]

MEMORY = 1 << 30
"""Bytes of address space for a worker: with every reader imported it takes 70 MB before it has read anything."""

SECONDS = 60.0
"""Wall-clock seconds for one job, where its caller names none."""

_GRACE = 5.0
"""Seconds over its time after which a worker ends itself, should the program that started it be gone."""
_MAX_REPLY = 1 << 28
_STARTING_SECONDS = 60.0
_MOST_JOBS = 1_000
_MOST_IDLE = 2
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH")

A = TypeVar("A")
R = TypeVar("R")


def run_limited(
    function: Callable[[A], R], argument: A, *, seconds: float = SECONDS, memory: int = MEMORY, where: str = ""
) -> R:
    """What `function(argument)` returns, run elsewhere within `seconds` (wall clock) and `memory` (bytes).

    `function` is importable by its name; argument and result are plain values or frozen dataclasses of this project.
    Raises ArticleError (`where`, and why): the function's own ArticleError in its own words, or that it took too long,
    needed too much memory, or broke. Safe to call from several threads.
    """
    request = pickle.dumps((function.__module__, function.__qualname__, argument, memory, seconds + _GRACE))
    worker = _take()
    used = worker.used
    kind, value = _asked(worker, request, seconds)
    if kind == "exhausted" and used:  # by what earlier files left behind, it may be: a fresh process decides
        kind, value = _asked(_Worker(), request, seconds)
    if kind == "done":
        result: R = value
        return result
    raise ArticleError(where, str(value))


def _asked(worker: "_Worker", request: bytes, seconds: float) -> tuple[str, Any]:
    """The answer, "exhausted" where the worker ended over it, but not for time; the worker is kept if it can be."""
    try:
        kind, value = worker.ask(request, seconds)
    except _Lost as lost:
        return ("late" if lost.late else "exhausted"), str(lost)
    except BaseException:  # interrupted: its answer must not be taken for the next job's
        worker.stop()
        raise
    finally:
        if not worker.reusable:
            worker.stop()
    if worker.reusable:
        _give(worker)
    return kind, value


class _Lost(Exception):
    """A worker that gave no answer, and why; `late` where its time was over."""

    def __init__(self, why: str, *, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


class _Worker:
    """One process; it takes one job at a time."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109 - a text
        self._process = subprocess.Popen(
            [sys.executable, "-m", "geo.articles.confined"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # a Ctrl-C is for the program, which then stops its workers
        )
        self._jobs = 0
        self.reusable = True
        try:
            self._exchange(b"", _STARTING_SECONDS)
        except _Lost:
            self.stop()
            raise ArticleError("", "can't be read, because no process to read it in could be started") from None

    @property
    def used(self) -> bool:
        """Whether it has had a job already."""
        return self._jobs > 0

    def ask(self, request: bytes, seconds: float) -> tuple[str, Any]:
        """The worker's answer to a job; raises _Lost where none came."""
        self._jobs += 1
        answer = self._exchange(request, seconds)
        if self._jobs >= _MOST_JOBS:
            self.reusable = False
        try:
            kind, goes_on, value = _Unpickler(io.BytesIO(answer)).load()
        except (pickle.UnpicklingError, ValueError, TypeError, EOFError, AttributeError, ImportError, IndexError):
            self.reusable = False
            raise _Lost("was read into something that is no article; it may be made to harm") from None
        self.reusable = self.reusable and bool(goes_on)
        return str(kind), value

    def _exchange(self, request: bytes, seconds: float) -> bytes:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        late = threading.Event()
        timer = threading.Timer(seconds, self._kill, [late])
        timer.daemon = True
        timer.start()
        try:
            if request:
                self._process.stdin.write(struct.pack(">Q", len(request)) + request)
                self._process.stdin.flush()
            answer = _frame(self._process.stdout)
        except OSError:
            answer = None
        finally:
            timer.cancel()
        if late.is_set():
            self.reusable = False
        if answer is None:
            self.reusable = False
            raise _Lost(self._cause(late.is_set(), seconds), late=late.is_set())
        return answer

    def _kill(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _cause(self, late: bool, seconds: float) -> str:
        code = 0 if late else self._process.wait()
        if late or code == -getattr(signal, "SIGALRM", code + 1):
            return f"took longer to read than {seconds:g} seconds; it may be damaged or made to harm"
        if code == -getattr(signal, "SIGKILL", code + 1):
            return "needed more memory than there is; it may be damaged or made to harm"
        return "broke the program that reads such files; it may be damaged or made to harm"

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.reusable = False
        for stream in (self._process.stdin, self._process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                continue
        self._process.kill()
        self._process.wait()


_idle: list[_Worker] = []
_lock = threading.Lock()


def _take() -> _Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker._process.poll() is None:
                return worker
            worker.stop()
    return _Worker()


def _give(worker: _Worker) -> None:
    with _lock:
        if len(_idle) < _MOST_IDLE:
            _idle.append(worker)
            return
    worker.stop()


@atexit.register
def _stop_all() -> None:
    with _lock:
        while _idle:
            _idle.pop().stop()


def _frame(stream: IO[bytes]) -> bytes | None:
    """One answer, or None where the stream ends first or the answer is longer than any that is taken."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    (length,) = struct.unpack(">Q", head)
    if length > _MAX_REPLY:
        return None
    body = stream.read(length)
    return body if len(body) == length else None


class _Unpickler(pickle.Unpickler):
    """Builds records and plain values, and nothing else, whatever a worker sends."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in {"date", "datetime", "timezone"}:
            return {"date": date, "datetime": datetime, "timezone": timezone}[name]
        if module.startswith("geo.") and "." not in name:
            found = getattr(import_module(module), name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, ArticleError | Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")
