"""Read Markdown (.md): the words, without the marks; and what a block of metadata at its top says.

The block is what static-site programs know as front matter: `key: value` lines between two lines of `---`.
"""

import re
from pathlib import Path

from geo.articles.documents import Document, Extract
from geo.articles.plaintext import read_plain

__all__ = ["document_of", "plain_of", "read_markdown"]

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.+)")
_NAMES = {"title": "title", "author": "author", "date": "published", "published": "published", "lang": "language"}
_NAMES |= {"language": "language", "publisher": "source", "source": "source", "url": "url", "canonical_url": "url"}
_FENCE = re.compile(r"^[ \t]*(?:```|~~~).*$")
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$")
_UNDERLINE = re.compile(r"^[ ]{0,3}(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r"^[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ ]?)+")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*$")
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+")
_MARKS = (
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^()\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\]\n]{1,500})\]\[[^\]\n]{0,200}\]"), r"\1"),
    (re.compile(r"\[\^[^\]\n]{1,100}\]"), ""),
    (re.compile(r"<(https?://[^\s<>]{1,2000})>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>\n]{0,1000}>|<!--.{0,5000}?-->", re.DOTALL), ""),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,2000}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_\n]{1,2000}?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"~~([^~\n]{1,2000})~~"), r"\1"),
    (re.compile(r"(`{1,2})([^`\n]{1,2000})\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)


def read_markdown(path: str) -> Extract:
    """The article in a Markdown file; raises ArticleError."""
    return Extract((document_of(read_plain(Path(path), path)),))


def document_of(source: str) -> Document:
    """A Markdown text with what its front matter says of it."""
    said: dict[str, str] = {}
    if front := _FRONT.match(source):
        for line in front[1].splitlines():
            if (field := _FIELD.fullmatch(line.strip())) and (name := _NAMES.get(field[1].lower())):
                said.setdefault(name, field[2].strip().strip("\"'"))
        source = source[front.end() :]
    text, heading = plain_of(source)
    return Document(
        text,
        title=said.get("title", heading),
        author=said.get("author", ""),
        source=said.get("source", ""),
        published=said.get("published", ""),
        language=said.get("language", ""),
        url=said.get("url", ""),
    )


def plain_of(source: str) -> tuple[str, str]:
    """The words of a Markdown text, a paragraph a line with blank lines between, and its first heading or ""."""
    blocks: list[list[str]] = [[]]
    heading = ""
    fenced = False
    for raw in source.split("\n"):
        if _FENCE.match(raw):
            fenced = not fenced
            blocks.append([])
            continue
        if fenced:
            blocks[-1].append(raw)
            continue
        line = _QUOTE.sub("", raw)
        if found := _HEADING.match(line):
            blocks += [[found[1]], []]
            heading = heading or _bare(found[1])
        elif _UNDERLINE.match(line) and len(blocks[-1]) == 1:
            heading = heading or _bare(blocks[-1][0])
            blocks.append([])
        elif not line.strip() or _RULE.match(line) or _TABLE_RULE.match(line) or _DEFINITION.match(line):
            blocks.append([])
        elif _ITEM.match(line):
            blocks.append([_ITEM.sub("", line)])
        elif line.lstrip().startswith("|"):
            blocks += [[line.strip().strip("|").replace("|", "\t")], []]
        else:
            blocks[-1].append(line)
    paragraphs = (_bare(" ".join(line.strip() for line in block)) for block in blocks)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph), heading


def _bare(text: str) -> str:
    for mark, kept in _MARKS:
        text = mark.sub(kept, text)
    return text.strip()
