"""Open zip files without trusting them: archives, and the documents that are zip files inside.

What an entry says of its own size is not believed: it is read up to a bound and no further.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from geo.articles.limits import MAX_ENTRIES, MAX_RATIO, MAX_XML_BYTES, RATIO_COUNTS_FROM
from geo.errors import ArticleError

__all__ = ["open_zip", "read_entry", "read_xml_part", "unpack_entry", "unsafe", "what_it_is"]

_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/epub+zip": "epub",
}

_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, EOFError, OSError, RuntimeError)
_CHUNK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0"
_OLD_DOCUMENT = "is an old Word document (.doc), or an encrypted one; save it as .docx without a password"
_NO_LIST = "is cut off or damaged, or is not what its name says: it has no list of what is in it, as a zip file has"


def open_zip(path: str) -> zipfile.ZipFile:
    """A zip file, its list of entries read; raises ArticleError where it is none, or holds too many."""
    try:
        opened = zipfile.ZipFile(path)
    except _BROKEN as error:
        with Path(path).open("rb") as file:
            if file.read(len(_OLE)) == _OLE:
                raise ArticleError(path, _OLD_DOCUMENT) from error
        raise ArticleError(path, _NO_LIST) from error
    if len(opened.infolist()) > MAX_ENTRIES:
        opened.close()
        raise ArticleError(path, f"holds more than {MAX_ENTRIES:,} entries; unpack it, and give the folder instead")
    return opened


def what_it_is(opened: zipfile.ZipFile) -> str:
    """What a zip file is, by what is in it: "docx", "odt", "epub", "zip", or an office document's kind in words."""
    names = set(opened.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "mimetype" in names:
        kind = read_entry(opened, "mimetype", limit=1_000).decode("latin-1").strip()
        if kind in _DOCUMENTS:
            return _DOCUMENTS[kind]
        if kind.startswith("application/vnd.oasis.opendocument."):
            return f"an OpenDocument {kind.rpartition('.')[2]}"
    if "META-INF/container.xml" in names:
        return "epub"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "an Excel workbook"
    if "ppt/presentation.xml" in names:
        return "a presentation"
    return "zip"


def read_entry(opened: zipfile.ZipFile, name: str, *, limit: int) -> bytes:
    """An entry's bytes; raises ArticleError where there are more than `limit`, or it is packed as only bombs are."""
    try:
        info = opened.getinfo(name)
    except KeyError as error:
        raise ArticleError(name, f"lacks a part that such a file has ({name}); it may be damaged") from error
    return b"".join(_chunks(opened, info, limit))


def unpack_entry(opened: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, *, limit: int) -> None:
    """Write an entry to a file, as `read_entry` reads one."""
    with target.open("wb") as file:
        for chunk in _chunks(opened, info, limit):
            file.write(chunk)


def _chunks(opened: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    if info.flag_bits & 1:
        raise ArticleError(info.filename, "is encrypted; save it without a password")
    length = 0
    try:
        with opened.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                length += len(chunk)
                if length > limit:
                    raise ArticleError(
                        info.filename, f"unpacks to more than {limit / 1e6:,.3g} MB; it may be made to harm"
                    )
                if length > RATIO_COUNTS_FROM and length > MAX_RATIO * max(info.compress_size, 1):
                    raise ArticleError(
                        info.filename, f"unpacks to over {MAX_RATIO} times its size; it may be made to harm"
                    )
                yield chunk
    except (*_BROKEN, zlib.error) as error:
        raise ArticleError(info.filename, "is cut off or damaged, and can't be unpacked") from error


def read_xml_part(opened: zipfile.ZipFile, name: str) -> bytes:
    """A part of a document that is XML, within the bound for such parts."""
    return read_entry(opened, name, limit=MAX_XML_BYTES)


def unsafe(info: zipfile.ZipInfo) -> str:
    """Why an entry of an archive is not opened, as a clause, or ""."""
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or ".." in PurePosixPath(name).parts:
        return "has a path that leads out of the archive, and was not opened"
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is a link or a device, not a file, and was not opened"
    if info.flag_bits & 1:
        return "is encrypted; unpack it with its password, and give what was in it"
    return ""
