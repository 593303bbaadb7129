"""Read rich text (.rtf): its text, and the title, author and date in its information group."""

import re
from pathlib import Path

from geo.articles.documents import Document, Extract
from geo.articles.limits import MAX_XML_BYTES
from geo.errors import ArticleError

__all__ = ["read_rtf"]

_INFO = re.compile(r"\{\\info\b")
_FIELD = r"\{(?:\\\*)?\\%s\b ?((?:[^{}\\]|\\.)*)\}"
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_INFO_REACH = 5_000
_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
_LANGUAGES = {
    1033: "en",
    2057: "en",
    1036: "fr",
    1031: "de",
    1034: "es",
    3082: "es",
    1040: "it",
    1046: "pt",
    2070: "pt",
}
_LANGUAGES |= {1049: "ru", 1058: "uk", 1055: "tr", 1025: "ar", 1045: "pl", 1043: "nl", 1065: "fa", 1037: "he"}
_DEFAULT_LANGUAGE = re.compile(r"\\deflang(\d{1,5})")


def read_rtf(path: str) -> Extract:
    """The article in a rich-text file; raises ArticleError."""
    data = Path(path).read_bytes()
    if len(data) > MAX_XML_BYTES:
        raise ArticleError(
            path, f"is larger than {MAX_XML_BYTES // 1_000_000} MB; take the pictures out, and try again"
        )
    source = data.lstrip(b"\xef\xbb\xbf \t\r\n\0").decode("latin-1")
    if not source.startswith("{\\rtf"):
        raise ArticleError(path, "is no rich text, though its name says so; rename it to what it is")
    found = _CODE_PAGE.search(source[:_INFO_REACH])
    encoding = f"cp{found[1]}" if found and found[1] != "65001" else "cp1252"
    try:
        text = _text(source, encoding)
    except LookupError:  # a code page that Python doesn't know
        encoding = "cp1252"
        text = _text(source, encoding)
    blocks = [" ".join(line.replace("|", " ").split()) if "|" in line else line.strip() for line in text.split("\n")]
    said = _information(source, encoding)
    return Extract(
        (
            Document(
                "\n\n".join(block for block in blocks if block),
                title=said.get("title", ""),
                author=said.get("author", ""),
                source=said.get("company", ""),
                published=said.get("published", ""),
            ),
        )
    )


def _text(source: str, encoding: str) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(source, encoding=encoding, errors="replace"))  # type: ignore[no-untyped-call]


def _information(source: str, encoding: str) -> dict[str, str]:
    said: dict[str, str] = {}
    start = _INFO.search(source[:200_000])
    if start is None:
        return said
    group = source[start.start() : start.start() + _INFO_REACH]
    for name in ("title", "author", "company"):
        if found := re.search(_FIELD % name, group):
            said[name] = _text("{\\rtf1 " + found[1] + "}", encoding).strip()
    if created := _CREATED.search(group):
        said["published"] = f"{created[1]}-{int(created[2]):02}-{int(created[3]):02}"
    return said
