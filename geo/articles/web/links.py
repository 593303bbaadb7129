"""Read a list of links: one address a line; blank lines and those that begin with `#` are passed over."""

from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from geo.articles.metadata import tidy
from geo.articles.web.locations import MAX_URL, is_link
from geo.errors import ArticleError

__all__ = ["by_turns", "read_links"]

_MAX_BYTES = 100_000_000


def read_links(path: Path) -> Iterator[str | ArticleError]:
    """The addresses in a file, each once, in order, and what is none as an ArticleError (`where:line`)."""
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        yield ArticleError(str(path), f"can't be read ({error.strerror}); check the file")
        return
    if len(data) > _MAX_BYTES:
        yield ArticleError(str(path), f"is longer than {_MAX_BYTES // 1_000_000} MB; split it")
        return
    met: set[str] = set()
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        url = line.strip()
        if not url or url.startswith("#"):
            continue
        if not is_link(url) or len(url) > MAX_URL:
            yield ArticleError(f"{path}:{number}", f"is no web address ({tidy(url, limit=60)})")
        elif url not in met:
            met.add(url)
            yield url


def by_turns(links: Sequence[str | ArticleError]) -> Iterator[str | ArticleError]:
    """The links, one of each site after another, so that the pause that one site is owed is spent on the others.

    Those of one site keep their order; errors come first.
    """
    waiting: dict[str, deque[str]] = {}
    for link in links:
        if isinstance(link, ArticleError):
            yield link
        else:
            waiting.setdefault(_host(link), deque()).append(link)
    while waiting:
        for host in list(waiting):
            yield waiting[host].popleft()
            if not waiting[host]:
                del waiting[host]


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""
