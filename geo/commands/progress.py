"""Show how far a long step has come, on stderr, and only where a person watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["byte_bar", "step_bar"]


@contextmanager
def byte_bar(what: str, total: int) -> Iterator[Callable[[int], None] | None]:
    """A bar over `total` bytes; gives a function that takes how many more were read, or None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=max(total, 1))
        yield lambda count: bar.advance(task, count)


@contextmanager
def step_bar(what: str) -> Iterator[Callable[[str, float], None]]:
    """A bar over named steps; gives a function that takes the step's name and the share done, 0…1.

    Nothing is drawn until the first call, and only where a person watches; elsewhere `what` is
    said once, so that a quiet log shows what took its time.
    """
    if not sys.stderr.isatty():
        said = False

        def say(step: str, share: float) -> None:
            nonlocal said
            if not said:
                said = True
                print(f"{what}…", file=sys.stderr, flush=True)

        yield say
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[step]}"))
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=1.0, step="")

    def draw(step: str, share: float) -> None:
        bar.start()
        bar.update(task, completed=share, step=step)

    try:
        yield draw
    finally:
        bar.stop()
