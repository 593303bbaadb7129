"""The process that reads hostile files: takes jobs on standard input, answers on standard output, until that ends.

Started by `geo.articles.workers`, never by hand. A job that runs out of memory is answered, and ends the process, which
may hold what it could not let go of.
"""

import logging
import os
import pickle
import signal
import struct
import warnings
from importlib import import_module
from typing import Any, BinaryIO

from geo.errors import ArticleError

__all__ = ["main"]

_TOO_MUCH = "needed more memory than one article may; it may be damaged or made to harm"


def main() -> None:
    """Answer jobs until there are no more."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)  # whatever a library prints or asks goes nowhere
    os.dup2(nowhere, 1)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    _send(answers, b"ready")
    while (request := _receive(requests)) is not None:
        kind, goes_on, value = _answer(request)
        _bound_time(0)
        try:
            reply = pickle.dumps((kind, goes_on, value))
        except MemoryError:
            del value
            goes_on, reply = False, pickle.dumps(("exhausted", False, _TOO_MUCH))
        _send(answers, reply)
        if not goes_on:
            return


def _answer(request: bytes) -> tuple[str, bool, Any]:
    """What a job came to, whether another can follow it, and its value or a clause that says why there is none."""
    try:
        module, name, argument, memory, seconds = pickle.loads(request)  # noqa: S301 - from who started this one
        _bound_memory(memory)
        _bound_time(seconds)
        return "done", True, getattr(import_module(module), name)(argument)
    except MemoryError:
        return "exhausted", False, _TOO_MUCH
    except ArticleError as error:
        return "refused", True, error.why
    except RecursionError:
        return "refused", True, "is nested too deeply; it may be damaged or made to harm"
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a hostile file, it costs that file alone
        return "refused", True, f"can't be read ({type(error).__name__}); it may be damaged"


def _bound_time(seconds: float) -> None:
    """Have the system end this process after so long, whatever it does then; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory(memory: int) -> None:
    try:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, AttributeError, ValueError, OSError):  # not every system has such a bound
        return


def _receive(stream: BinaryIO) -> bytes | None:
    head = stream.read(8)
    if len(head) < 8:
        return None
    return stream.read(struct.unpack(">Q", head)[0])


def _send(stream: BinaryIO, data: bytes) -> None:
    stream.write(struct.pack(">Q", len(data)) + data)
    stream.flush()


if __name__ == "__main__":
    main()
