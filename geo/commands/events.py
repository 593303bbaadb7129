"""Tell a program that waits what becomes of each article, as it happens: a line of JSON on stdout for each."""

import json
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands.signals import handled
from geo.errors import ArticleError

if TYPE_CHECKING:
    from geo.pipeline import ArticleOutcome
    from geo.records import Article

__all__ = ["Events", "Option", "stoppable"]

Option = Annotated[
    bool,
    typer.Option(
        "--events",
        help="For programs: a line of JSON on stdout for each article as it is done, and one at the end that sums up.",
    ),
]
_LONGEST = 2_000
_TITLE = 300


class Events:
    """Writes a line for each outcome; nothing at all unless it is `on`.

    A line is an object: `outcome` is "added", "updated", "unchanged" or "skipped"; `where` the file or address that it
    came from. What was read has its `id`, its `title`, and how many `reports` and `places` it brought; what was skipped
    has `why`. The last line has the outcome "summary" and the command's counts. All is ASCII.
    """

    def __init__(self, *, on: bool, write: Callable[[str], None] = typer.echo) -> None:
        self.on = on
        self._write = write
        self._at = ""
        self._origins: dict[str, str] = {}

    def begin(self, file: Path) -> None:
        """Articles that come now are from this file."""
        self._at = str(file)

    def following(
        self, items: "Iterable[Article | ArticleError]", *, web: bool = False
    ) -> "Iterator[Article | ArticleError]":
        """The same items, their origins noted; `web`: each by its own address."""
        if not self.on:
            yield from items
            return
        for item in items:
            if not isinstance(item, ArticleError):
                self._origins[item.article_id] = (item.url if web else self._at) or item.article_id
            yield item

    def saved(self, done: "ArticleOutcome") -> None:
        """An article was kept, or was kept already."""
        self._tell(
            {
                "outcome": str(done.outcome),
                "where": self._origins.pop(done.article_id, "")[:_LONGEST],
                "id": done.article_id,
                "title": done.title[:_TITLE],
                "reports": done.reports,
                "places": done.places,
            }
        )

    def skipped(self, problem: ArticleError) -> None:
        """Something could not be read."""
        self._tell({"outcome": "skipped", "where": problem.where[:_LONGEST], "why": problem.why[:_LONGEST]})

    def sum_up(self, record: Mapping[str, object]) -> None:
        """The end of it."""
        self._tell({"outcome": "summary", **record})

    def _tell(self, record: Mapping[str, object]) -> None:
        if self.on:
            self._write(json.dumps(record))


@contextmanager
def stoppable(*, on: bool) -> Iterator[None]:
    """Let SIGINT and SIGTERM stop the run as Ctrl-C does, also where whoever started it ignores them.

    What is saved stays saved: an article is kept whole or not at all.
    """
    with handled(signal.default_int_handler) if on else nullcontext():
        yield
