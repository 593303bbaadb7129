"""Take requests for a store and read them one after another, in this process's care.

A page may be closed meanwhile: what it gave is read all the same. When the server ends, what is being read is stopped,
and what was not read is put on the list of failures, to be tried again.
"""

import atexit
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

from geo import settings
from geo.adding.inbox import Inbox
from geo.adding.job import GRACE, Job, Progress, State
from geo.adding.leftovers import dismiss, left_over, note_unread, tidy
from geo.adding.request import Request
from geo.adding.trouble import Refused, Trouble
from geo.errors import DatelineError

__all__ = ["Desk", "desk_of"]

_MOST_WAITING = 8
_FINISHED = 5
_STALE = 3_600.0
_PATIENCE = 3.0
_GEO = (sys.executable, "-m", "geo")


class Desk:
    """The requests for one store; every method may be called from any thread."""

    def __init__(
        self,
        store: str,
        *,
        command: Sequence[str] = _GEO,
        environ: Mapping[str, str] | None = None,
        grace: float = GRACE,
    ) -> None:
        """`store` as `geo.settings.store_url` gives it; `command` is what understands `ingest` and `watch`."""
        self.store = store
        self.inbox = Inbox.of(store)
        self._command = command
        self._environ = environ
        self._grace = grace
        self._lock = threading.Lock()
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._finished: deque[Job] = deque(maxlen=_FINISHED)
        self._count = 0
        self._working = False
        self._closed = False

    def submit(self, request: Request) -> int:
        """Read this when its turn comes; gives its number. Raises Refused where too much waits already."""
        with self._lock:
            full = self._closed or len(self._waiting) >= _MOST_WAITING
        if full:
            self._release(request)
            why = "Too much is waiting to be read: wait until some of it is done."
            raise Refused(Trouble.QUEUE_FULL, why, n=_MOST_WAITING)
        with self._lock:
            self._count += 1
            environ = _environment(self.store) if self._environ is None else self._environ
            job = Job(self._count, request, self.inbox, command=self._command, environ=environ, grace=self._grace)
            self._waiting.append(job)
            if not self._working:
                self._working = True
                threading.Thread(target=self._work, name="desk", daemon=True).start()
            return job.number

    def now(self) -> tuple[Progress, ...]:
        """What is being read, then what waits, in order, then what was read last, the newest first."""
        with self._lock:
            jobs = [*([self._running] if self._running else []), *self._waiting, *reversed(self._finished)]
        return tuple(job.progress() for job in jobs)

    def busy(self) -> bool:
        """Whether anything is being read, or waits."""
        with self._lock:
            return self._running is not None or bool(self._waiting)

    def stop(self, number: int) -> None:
        """Stop the job of this number; nothing happens where there is none."""
        with self._lock:
            jobs = [*([self._running] if self._running else []), *self._waiting]
        for job in jobs:
            if job.number == number:
                job.stop()

    def dismiss(self, places: Collection[str] | None = None) -> None:
        """Give up what could not be read at these places, or everywhere; raises StoreError."""
        gone = dismiss(self.store, places)
        with self._lock:
            jobs = [*([self._running] if self._running else []), *self._waiting]
        needed = {path for job in jobs if not job.progress().state.over for path in job.request.paths}
        tidy(self.store, gone, but=needed)

    def close(self) -> None:
        """Stop everything, as the server ends; what was not read can be tried again."""
        with self._lock:
            self._closed = True
            waiting, running = list(self._waiting), self._running
            self._waiting.clear()
        if running is not None:
            running.end(_PATIENCE)
            self._keep_unread(running)
        for job in waiting:
            note_unread(self.store, job.request.files)

    def recover(self, *, now: float | None = None) -> int:
        """Put files that nobody came to read (a server was killed) on the list of failures; says how many."""
        moment = time.time() if now is None else now
        known = {self.inbox.part(one.target) for one in left_over(self.store)}
        lost = [
            path
            for path in self.inbox.files()
            if self.inbox.part(str(path)) not in known and moment - path.stat().st_mtime > _STALE
        ]
        if lost:
            note_unread(self.store, lost)
        return len(lost)

    def _work(self) -> None:
        while True:
            with self._lock:
                self._running = self._waiting.popleft() if self._waiting else None
                job = self._running
                if job is None:
                    self._working = False
                    return
            state = job.run()
            if not self._closed:
                self._settle(job, state)
            with self._lock:
                self._finished.append(job)
                self._running = None

    def _settle(self, job: Job, state: State) -> None:
        """Take what was read out of the inbox; where the store fails, all of it stays."""
        if state is State.FAILED:
            self._keep_unread(job)
        self._release(job.request)

    def _keep_unread(self, job: Job) -> None:
        parts = set(job.unread())
        note_unread(self.store, [path for path in job.request.files if self.inbox.part(str(path)) in parts])

    def _release(self, request: Request) -> None:
        """Let go of a request's files, but for those that failed, and those that another one needs."""
        with self._lock:
            needed = {path for job in self._waiting for path in job.request.paths}
            if self._running is not None and self._running.request is not request:
                needed.update(self._running.request.paths)
        with suppress(DatelineError, OSError):
            tidy(self.store, request.paths, but=needed)


def _environment(store: str) -> dict[str, str]:
    """The server's own environment with this store, less the editors' key, which no other process needs."""
    kept = {name: value for name, value in os.environ.items() if name != settings.EDIT_KEY}
    return kept | {settings.STORE: store}


_desks: dict[str, Desk] = {}
_desks_lock = threading.Lock()


def desk_of(store: str) -> Desk:
    """The desk of a store in this process, the same for every page."""
    with _desks_lock:
        desk = _desks.get(store)
        if desk is None:
            desk = _desks[store] = Desk(store)
            with suppress(DatelineError, OSError):
                desk.recover()
        return desk


@atexit.register
def _close_all() -> None:
    for desk in _desks.values():
        desk.close()
