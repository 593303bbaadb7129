"""Let what a person or a service sends to end a command reach the command, for as long as it works."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["handled"]


@contextmanager
def handled(by: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """SIGINT and SIGTERM are handled `by` this; where signals can't be had (in a thread), as they were."""
    try:
        before = {number: signal.signal(number, by) for number in (signal.SIGINT, signal.SIGTERM)}
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
