"""Read one article from a text file, with the metadata that lies beside it.

`NAME.txt` may have a `NAME.json` with `title`, `url`, `source`, `published`, `id`, `licence`
and `note`. A sidecar that can't be read is named in a warning; the article is read all the same.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.articles.decoding import decode
from geo.articles.limits import MAX_FILE_BYTES, MAX_SIDECAR_BYTES, MAX_TEXT
from geo.articles.metadata import headline_of, read_metadata, split_leading_url, tidy
from geo.articles.sniffing import kind_of
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["PLAIN_TEXT", "digest_of", "given_id", "read_plain", "read_sidecar", "read_text_file", "too_long"]

_FIELDS = frozenset({"title", "url", "source", "published", "id", "licence", "license", "note"})


@dataclass(frozen=True, slots=True)
class _PlainText:
    """The format: whatever is called `.txt`, or has no name, and is nothing else."""

    name: str = "plain text"
    suffixes: tuple[str, ...] = (".txt",)

    def fits(self, head: bytes, name: str) -> bool:
        return not kind_of(head) and (not name or name.lower().endswith(self.suffixes))

    def read(self, path: Path, where: str, *, warn: Callable[[ArticleError], None]) -> Iterator[Article | ArticleError]:
        try:
            yield read_text_file(path, where=where, on_warning=warn)
        except ArticleError as error:
            yield error


PLAIN_TEXT = _PlainText()


def read_text_file(path: Path, *, where: str = "", on_warning: Callable[[ArticleError], None] | None = None) -> Article:
    """The article in a text file; raises ArticleError where it can't be read.

    The text keeps its headline; an address alone on the first line becomes the article's `url`
    and leaves the text. The id is the sidecar's, or made from the text.
    """
    warn = on_warning or (lambda problem: None)
    where = where or str(path)
    whole = read_plain(path, where)
    leading_url, text = split_leading_url(whole)
    if not text.strip():
        raise ArticleError(where, "holds no text; write the article into it, or take the file away")
    sidecar = path.with_suffix(".json")
    fields = dict(read_sidecar(sidecar, warn)) if sidecar.is_file() else {}
    if not fields.get("url"):
        fields["url"] = leading_url
    given = read_metadata(fields, warn=lambda why: warn(ArticleError(str(sidecar), why)))
    return Article(
        article_id=given_id(fields.get("id")) or digest_of(text),
        text=text,
        title=given.title or headline_of(text),
        url=given.url,
        source=given.source,
        published=given.published,
    )


def digest_of(text: str) -> str:
    """The id of a text that has none: the start of its SHA-256, line ends and outer blanks apart."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def too_long(unit: str = "file") -> str:
    """The clause for an article that is longer than is read."""
    return f"the {unit} is too long for one article (more than {MAX_TEXT:,} characters); split it into its articles"


def read_plain(path: Path, where: str) -> str:
    """The text of a file, decoded; raises ArticleError where it is none, or is too long."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise ArticleError(where, f"can't be read ({error.strerror or error}); check the file") from error
    if not data:
        raise ArticleError(where, "is empty; write the article into it, or take the file away")
    if len(data) > MAX_FILE_BYTES:
        raise ArticleError(where, too_long())
    try:
        text = decode(data)
    except ValueError as error:
        raise ArticleError(where, str(error)) from error
    if len(text) > MAX_TEXT:
        raise ArticleError(where, too_long())
    return text


def read_sidecar(path: Path, warn: Callable[[ArticleError], None]) -> Mapping[str, object]:
    """The fields of a metadata file; none where it can't be read, of which `warn` is told."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SIDECAR_BYTES + 1)
        if len(data) > MAX_SIDECAR_BYTES:
            warn(ArticleError(str(path), "is too long for an article's metadata; the article was read without it"))
            return {}
        fields = json.loads(data.decode("utf-8-sig"))
    except OSError as error:
        warn(ArticleError(str(path), f"can't be read ({error.strerror}); the article was read without it"))
        return {}
    except (ValueError, RecursionError) as error:
        warn(ArticleError(str(path), f"is not valid JSON ({_short(error)}); the article was read without it"))
        return {}
    if not isinstance(fields, dict):
        warn(ArticleError(str(path), "is not a JSON object; the article was read without it"))
        return {}
    if unknown := sorted(set(fields) - _FIELDS):
        names = ", ".join(f'"{tidy(name, limit=40)}"' for name in unknown[:5])
        warn(ArticleError(str(path), f"has fields that mean nothing here: {names}"))
    return fields


def given_id(given: object) -> str:
    """The id that a sidecar gives, or "" where it gives none that can be used."""
    if isinstance(given, str | int) and not isinstance(given, bool):
        return tidy(str(given), limit=200)
    return ""


def _short(error: Exception) -> str:
    return tidy(str(error), limit=80) or type(error).__name__
