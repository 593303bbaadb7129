"""Read zip files: archives of articles, and the documents that are zip files inside (Word, OpenDocument, EPUB).

Which of them a file is, is told by what is in it. An archive is unpacked one entry at a time, in a worker, into a
folder that is taken away again; an entry that leads out of it, is a link, or is encrypted, is named and costs no other.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from geo.articles.documents import Extract, articles_of, extract, has_sidecar
from geo.articles.limits import MAX_ENTRY_BYTES
from geo.articles.metadata import tidy
from geo.articles.nesting import Around, read_inside, suffix_of
from geo.articles.sniffing import ZIP, kind_of
from geo.articles.workers import run_limited
from geo.articles.zipped import open_zip, unpack_entry, unsafe, what_it_is
from geo.errors import ArticleError
from geo.records import Article

__all__ = ["EPUB", "ODT", "WORD", "ZIP_ARCHIVE", "Zipped"]

Warn = Callable[[ArticleError], None]

_HIDDEN = ("__MACOSX",)
_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Zipped:
    """A format whose files are zip files; `any_name` is the one that takes all of them, whatever they are called."""

    name: str
    suffixes: tuple[str, ...]
    any_name: bool = False

    def fits(self, head: bytes, name: str) -> bool:
        """Whether it is a zip file of such a name; or is nothing else, and has the name."""
        kind = kind_of(head)
        return (kind == ZIP and self.any_name) or (kind in {ZIP, ""} and name.lower().endswith(self.suffixes))

    def read(self, path: Path, where: str, *, warn: Warn) -> Iterator[Article | ArticleError]:
        """The articles of the document, or of all files in the archive."""
        yield from self.read_nested(path, where, warn=warn, around=Around())

    def read_nested(self, path: Path, where: str, *, warn: Warn, around: Around) -> Iterator[Article | ArticleError]:
        """As `read`, within what lies around it."""
        try:
            found = extract(_take_apart, path, where, seconds=_SECONDS)
            if isinstance(found, Extract):
                yield from articles_of(found, path, where, warn=warn)
            elif around.too_deep:
                yield ArticleError(
                    where, "lies too deep, in an archive in an archive; unpack it, and give what is in it"
                )
            else:
                yield from _read_entries(found, path, where, warn=warn, around=around)
        except ArticleError as error:
            yield error


WORD = Zipped("Word", (".docx", ".docm", ".dotx"))
ODT = Zipped("OpenDocument text", (".odt",))
EPUB = Zipped("EPUB", (".epub",))
ZIP_ARCHIVE = Zipped("zip archive", (".zip",), any_name=True)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in an archive; `refused` is a clause where it is not to be opened; `beside` the index of its sidecar."""

    index: int
    name: str
    size: int
    refused: str = ""
    beside: int | None = None


@dataclass(frozen=True, slots=True)
class _Listing:
    entries: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class _Unpacking:
    archive: str
    index: int
    target: str


def _take_apart(path: str) -> Extract | _Listing:
    """What is in a zip file: a document's text, or the list of an archive's files. Runs in a worker."""
    from geo.articles.epub import epub_chapters
    from geo.articles.opendocument import odt_document
    from geo.articles.word import docx_document

    with open_zip(path) as opened:
        kind = what_it_is(opened)
        if kind == "docx":
            return docx_document(opened)
        if kind == "odt":
            return odt_document(opened)
        if kind == "epub":
            return epub_chapters(opened)
        if kind == "zip":
            return _Listing(tuple(_entries(opened)))
    raise ArticleError(path, f"is {kind}, not a text or an archive of texts; save its text as .txt, .docx or .pdf")


def _entries(opened: ZipFile) -> Iterator[_Entry]:
    """The files in an archive that are of a format that is read by their name; what is hidden is passed over."""
    from geo.articles.formats import suffixes

    known = suffixes()
    files = {info.filename: index for index, info in enumerate(opened.infolist()) if not info.is_dir()}
    sidecars = {str(PurePosixPath(name).with_suffix(".json")) for name in files if has_sidecar(name)}
    for index, info in enumerate(opened.infolist()):
        path = PurePosixPath(info.filename)
        refused = unsafe(info)
        hidden = any(part.startswith(".") and part != ".." for part in path.parts) or path.parts[:1] == _HIDDEN
        if info.is_dir() or (hidden and not refused) or info.filename in sidecars:
            continue
        if info.filename.lower().endswith(known):
            beside = files.get(str(path.with_suffix(".json"))) if has_sidecar(info.filename) else None
            yield _Entry(index, info.filename, info.file_size, refused, beside)


def _read_entries(
    listing: _Listing, path: Path, where: str, *, warn: Warn, around: Around
) -> Iterator[Article | ArticleError]:
    if not listing.entries:
        yield ArticleError(where, "holds no file of a format that is read")
    for entry in listing.entries:
        at = f"{where}/{tidy(entry.name, limit=200)}"
        if entry.refused:
            yield ArticleError(at, entry.refused)
        elif not around.spend(entry.size):
            yield ArticleError(
                at, "comes after more than is unpacked of one archive; unpack it, and give the folder instead"
            )
            return
        else:
            try:
                yield from _read_entry(entry, path, at, warn=warn, around=around)
            except ArticleError as error:
                yield error


def _read_entry(entry: _Entry, path: Path, at: str, *, warn: Warn, around: Around) -> Iterator[Article | ArticleError]:
    name = PurePosixPath(entry.name)
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        target = Path(folder) / f"entry{suffix_of(name.name)}"
        run_limited(_unpack, _Unpacking(str(path), entry.index, str(target)), seconds=_SECONDS, where=at)
        if entry.beside is not None:
            beside = target.with_suffix(".json")
            run_limited(_unpack, _Unpacking(str(path), entry.beside, str(beside)), seconds=_SECONDS, where=at)
        yield from read_inside(target, name.name, at, warn=warn, around=around.deeper())


def _unpack(job: _Unpacking) -> None:
    """Write one entry of an archive to a file; raises ArticleError. Runs in a worker."""
    opened = _opened(job.archive, Path(job.archive).stat().st_mtime_ns)
    unpack_entry(opened, opened.infolist()[job.index], Path(job.target), limit=MAX_ENTRY_BYTES)


@lru_cache(maxsize=1)
def _opened(path: str, changed: int) -> ZipFile:
    """An archive that stays open while its entries are read; opened anew where the file has changed."""
    return open_zip(path)
