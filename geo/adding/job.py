"""Read one request in a process of its own, and say at any time how far it has come.

The process is told to stop as by Ctrl-C, after which what it saved stays; it is ended for good where it does not.
"""

import json
import os
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from geo.adding.inbox import Inbox
from geo.adding.request import Request
from geo.adding.trouble import Trouble

__all__ = ["GRACE", "SHOWN", "Job", "Outcome", "Progress", "State"]

SHOWN = 500
"""Outcomes that are kept to be looked at, the newest ones."""
GRACE = 10.0
"""Seconds that a process has to stop by itself."""

_LINE = 1 << 20
_STILL = 15
_COUNTED = ("added", "updated", "unchanged", "skipped")
_GOOD = frozenset({0, 3})


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self in {State.DONE, State.STOPPED, State.FAILED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: `outcome` is "added", "updated", "unchanged" or "skipped", the last with `why`.

    `where` is as people know it: a file's name, an address.
    """

    outcome: str
    where: str
    article_id: str = ""
    title: str = ""
    reports: int = 0
    places: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A job as it stands: its counts, the newest outcomes first, and what went wrong with it as a whole.

    `done` of `total` files or addresses have been begun; `total` is 0 where it is not known. `error` is the program's
    own sentence, in English; `trouble` what is known by name.
    """

    number: int
    request: Request
    state: State
    done: int
    added: int
    updated: int
    unchanged: int
    skipped: int
    reports: int
    seconds: float
    outcomes: tuple[Outcome, ...]
    error: str = ""
    trouble: Trouble | None = None

    @property
    def told(self) -> int:
        """How many articles have an outcome."""
        return self.added + self.updated + self.unchanged + self.skipped


class Job:
    """One request on its way. `run` is called once, in a thread that waits for it; all else from any thread."""

    def __init__(
        self,
        number: int,
        request: Request,
        inbox: Inbox,
        *,
        command: Sequence[str],
        environ: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        grace: float = GRACE,
    ) -> None:
        self.number = number
        self.request = request
        self._inbox = inbox
        self._command = [*command, *request.command()]
        self._environ = environ
        self._clock = clock
        self._grace = grace
        self._lock = threading.Lock()
        self._state = State.WAITING
        self._process: subprocess.Popen[bytes] | None = None
        self._counts = dict.fromkeys(_COUNTED, 0)
        self._reports = 0
        self._outcomes: deque[Outcome] = deque(maxlen=SHOWN)
        self._begun: dict[str, None] = {}
        self._summed_up = False
        self._stderr: deque[str] = deque(maxlen=20)
        self._started = 0.0
        self._ended = 0.0
        self._error = ""
        self._trouble: Trouble | None = None

    def progress(self) -> Progress:
        """How it stands now."""
        with self._lock:
            now = self._ended or self._clock()
            return Progress(
                self.number,
                self.request,
                self._state,
                done=len(self._begun),
                added=self._counts["added"],
                updated=self._counts["updated"],
                unchanged=self._counts["unchanged"],
                skipped=self._counts["skipped"],
                reports=self._reports,
                seconds=now - self._started if self._started else 0.0,
                outcomes=tuple(reversed(self._outcomes)),
                error=self._error,
                trouble=self._trouble,
            )

    def unread(self) -> tuple[str, ...]:
        """The parts of the inbox that it has not read to their end, where it broke off."""
        parts = dict.fromkeys(self._inbox.part(str(path)) for path in self.request.files)
        with self._lock:
            last = next(reversed(self._begun), "")
            return tuple(part for part in parts if part not in self._begun or part == last)

    def run(self) -> State:
        """Read it, and give how that ended."""
        with self._lock:
            if self._state is not State.WAITING:
                return self._state
            self._state, self._started = State.RUNNING, self._clock()
        try:
            process = subprocess.Popen(  # noqa: S603 - our own command; what is read is named in a file
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=None if self._environ is None else dict(self._environ),
                start_new_session=True,
            )
        except OSError as error:
            return self._end(State.FAILED, str(error), Trouble.NO_PROCESS)
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, process.pid, 5)  # readers' pages go first
        with self._lock:
            self._process = process
            stopping = self._state is State.STOPPING
        if stopping:
            self._interrupt(process)
        assert process.stdout is not None
        assert process.stderr is not None
        quiet = threading.Thread(target=self._drain, args=(process.stderr,), name="job-stderr", daemon=True)
        quiet.start()
        with process.stdout as lines:
            for line in iter(lambda: lines.readline(_LINE), b""):
                self._hear(line)
        code = process.wait()
        quiet.join(_STILL)
        return self._conclude(code)

    def stop(self) -> None:
        """Ask it to stop; one that has not begun will not."""
        with self._lock:
            if self._state is State.WAITING:
                self._state = State.STOPPED
                return
            if self._state is not State.RUNNING:
                return
            self._state = State.STOPPING
            process = self._process
        if process is not None:
            self._interrupt(process)

    def end(self, patience: float) -> None:
        """Stop it, and see it ended within about `patience` seconds."""
        self.stop()
        process = self._process
        if process is None:
            return
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            _kill(process)

    def _interrupt(self, process: "subprocess.Popen[bytes]") -> None:
        with suppress(OSError):
            process.send_signal(signal.SIGINT)
        timer = threading.Timer(self._grace, _kill, args=(process,))
        timer.daemon = True
        timer.start()

    def _drain(self, stream: IO[bytes]) -> None:
        with stream:
            for line in iter(lambda: stream.readline(_LINE), b""):
                self._stderr.append(line.decode("utf-8", "replace").strip()[:2_000])

    def _hear(self, line: bytes) -> None:
        """Take one line of what the process tells; what is none is passed over."""
        try:
            told = json.loads(line)
        except ValueError:
            return
        if not isinstance(told, dict):
            return
        outcome = told.get("outcome")
        if outcome == "summary":
            self._summed_up = True
        if outcome not in _COUNTED:
            return
        where = str(told.get("where", ""))
        part = self._inbox.part(where) or where
        with self._lock:
            self._counts[outcome] += 1
            self._reports += _number(told.get("reports"))
            if len(self._begun) < max(self.request.total, 1) or part in self._begun:
                self._begun.pop(part, None)
                self._begun[part] = None
            self._outcomes.append(
                Outcome(
                    outcome,
                    self._inbox.shown(where),
                    str(told.get("id", "")),
                    str(told.get("title", "")),
                    _number(told.get("reports")),
                    _number(told.get("places")),
                    str(told.get("why", "")),
                )
            )

    def _conclude(self, code: int) -> State:
        if self._summed_up and code in _GOOD:
            return self._end(State.DONE)
        if self._state is State.STOPPING:
            return self._end(State.STOPPED)
        said = [line.removeprefix("geo: ") for line in self._stderr if line.startswith("geo: ")]
        return self._end(State.FAILED, said[-1] if said else "", Trouble.BROKE_OFF)

    def _end(self, state: State, error: str = "", trouble: Trouble | None = None) -> State:
        with self._lock:
            self._state, self._ended = state, self._clock()
            self._error, self._trouble = error, trouble
        return state


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process with all that it started, where it has not ended."""
    if process.poll() is not None:
        return
    with suppress(OSError, AttributeError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError):
        process.kill()
