"""Name what can keep an editor's articles from being read at all, so that a page can say it in any language."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from geo.errors import DatelineError

__all__ = ["Refused", "Trouble", "writing"]


class Trouble(StrEnum):
    """Why something that was given is not taken, or a reading broke off."""

    NO_TEXT = "no_text"
    LONG_TEXT = "long_text"
    BAD_ADDRESS = "bad_address"
    NO_FILES = "no_files"
    MANY_FILES = "many_files"
    LARGE_FILES = "large_files"
    NO_LINKS = "no_links"
    MANY_LINKS = "many_links"
    NOTHING_LEFT = "nothing_left"
    QUEUE_FULL = "queue_full"
    DISK_FULL = "disk_full"
    UNWRITABLE = "unwritable"
    NO_PROCESS = "no_process"
    BROKE_OFF = "broke_off"


class Refused(DatelineError):
    """What was given can't be taken; `trouble` says why, the message says it in English."""

    def __init__(self, trouble: Trouble, sentence: str, *, n: int = 0) -> None:
        super().__init__(sentence)
        self.trouble = trouble
        self.n = n


@contextmanager
def writing(folder: object) -> Iterator[None]:
    """Turn a failure to write into `Refused`, with what to do about it."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Refused(
                Trouble.DISK_FULL, f"There is no room left on the disk of {folder}: free some, then give it again."
            ) from error
        raise Refused(
            Trouble.UNWRITABLE,
            f"{folder} can't be written ({error.strerror or error}): make it writable, then give it again.",
        ) from error
