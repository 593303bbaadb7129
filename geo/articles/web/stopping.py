"""Stop cleanly: at once while waiting for the network, and otherwise when the article at hand is saved."""

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Stop", "Stopped"]


class Stopped(Exception):
    """The user asked to stop; nothing is lost."""


class Stop:
    """Whether to stop; made to be called by a signal, in the thread that works."""

    def __init__(self) -> None:
        self.asked = False
        self._waiting = False

    def __call__(self, *_: object) -> None:
        """Ask to stop; the second time at once, whatever is going on (KeyboardInterrupt)."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        if self._waiting:
            raise Stopped

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Where nothing is being saved, so that stopping takes effect at once: Stopped is raised inside."""
        if self.asked:
            raise Stopped
        self._waiting = True
        try:
            yield
        finally:
            self._waiting = False
