"""End every command the same way: one sentence for what went wrong, and an exit code that a script can rely on."""

import functools
import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

import typer

from geo.errors import ArticleError, DatelineError

__all__ = ["FAILED", "INTERRUPTED", "SKIPPED", "Problems", "complain", "guarded", "inert", "name_problems"]

FAILED = 1
"""Something a user can mend stopped the command; the sentence on stderr says what to do."""

SKIPPED = 3
"""The command went through, but some articles could not be read; each is named on stderr."""

INTERRUPTED = 130
"""The user stopped it (Ctrl-C); what was reported as saved is saved."""

P = ParamSpec("P")
R = TypeVar("R")


def guarded(*, on_stop: str = "Stopped.") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Wrap a command: errors that a user can mend become one sentence on stderr, never a traceback."""

    def wrap(command: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(command)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return command(*args, **kwargs)
            except DatelineError as error:
                complain(str(error))
                raise typer.Exit(FAILED) from error
            except KeyboardInterrupt as error:
                complain(on_stop)
                raise typer.Exit(INTERRUPTED) from error
            except BrokenPipeError as error:
                _silence_stdout()
                raise typer.Exit(0) from error

        return run

    return wrap


def complain(sentence: str) -> None:
    """One line on stderr, whatever the text holds."""
    typer.echo(f"geo: {inert(sentence)}", err=True)


class Problems:
    """Problems as they come: all are counted, and the first thousand kept, so that memory stays within bounds."""

    def __init__(self) -> None:
        self.kept: list[ArticleError] = []
        self.total = 0

    def append(self, problem: ArticleError) -> None:
        """One more."""
        self.total += 1
        if len(self.kept) < 1000:
            self.kept.append(problem)

    def extend(self, others: "Problems") -> None:
        """All of another run's."""
        for problem in others.kept:
            self.append(problem)
        self.total += others.total - len(others.kept)


def name_problems(title: str, problems: Sequence[ArticleError], *, total: int | None = None) -> None:
    """A heading and a line for each problem, on stderr; `total` where not all were kept."""
    count = len(problems) if total is None else total
    if not problems:
        return
    typer.echo(f"{title} ({count:,}):", err=True)
    for problem in problems:
        typer.echo(f"  {inert(str(problem))}", err=True)
    if count > len(problems):
        typer.echo(f"  … and {count - len(problems):,} more", err=True)


def inert(text: str) -> str:
    """Text from outside, safe to print: no terminal control sequences, no half characters."""
    return "".join("\ufffd" if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" else c for c in text)


def _silence_stdout() -> None:
    """Whoever read our output has gone (`… | head`): that is their right, and no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
