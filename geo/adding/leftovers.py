"""Know what could not be read, give it up, and let nothing that was given be lost when a reading breaks off."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from geo.adding.inbox import Inbox
from geo.errors import DatelineError
from geo.store import Failure, open_store

__all__ = ["dismiss", "left_over", "note_unread", "tidy"]

_BROKE_OFF = "was not read to its end, as the reading broke off; try again"


def left_over(store: str) -> list[Failure]:
    """What could not be read, the longest known first; raises StoreError."""
    opened = open_store(store, read_only=True)
    try:
        return opened.failures()
    finally:
        opened.close()


def dismiss(store: str, places: Collection[str] | None = None) -> list[Path]:
    """Give up what failed at these places, or everywhere; gives the files that it was in."""
    opened = open_store(store)
    try:
        going = [one for one in opened.failures() if places is None or one.place in places]
        if going:
            opened.clear_failures([one.place for one in going])
    finally:
        opened.close()
    return [Path(target) for target in dict.fromkeys(one.target for one in going) if target]


def tidy(store: str, files: Collection[Path], *, but: Collection[Path] = ()) -> None:
    """Delete those of these files that lie in the inbox, but for what failed, and for others that are still needed."""
    inbox = Inbox.of(store)
    kept = {inbox.part(one.target) for one in left_over(store)} | {inbox.part(str(path)) for path in but}
    for path in files:
        if inbox.part(str(path)) not in kept:
            inbox.free(path)


def note_unread(store: str, paths: Sequence[Path]) -> None:
    """Put unread files of the inbox on the list of failures; where that fails too, they stay in the inbox."""
    if not paths:
        return
    with suppress(DatelineError):
        opened = open_store(store)
        try:
            for path in paths:
                opened.note_failure(Failure(str(path), _BROKE_OFF, "file", str(path)))
        finally:
            opened.close()
