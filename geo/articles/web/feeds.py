"""Read a feed: RSS, Atom or JSON Feed, with the full text of its entries where it has that.

A feed is taken apart in a worker with limits, as every format that strangers write. Whether an entry's text is the
whole article is told by its length and its end: a text that ends in "…" or in a link goes on elsewhere.
"""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from geo.articles.metadata import tidy
from geo.articles.workers import run_limited
from geo.errors import ArticleError

__all__ = ["Feed", "FeedEntry", "read_feed"]

_MOST_ENTRIES = 2_000
_LONG_CONTENT, _LONG_SUMMARY = 700, 1_500
"""Characters from which an entry's content, or its summary, may be a whole article: some 120 and 250 words, what a
short wire report has. A judgement, not a measurement: a wrong one costs a request, or a few last paragraphs."""

_GOES_ON = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\])[\s\])»”\"']*$")
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
_JSON_FEED = "https://jsonfeed.org/version/"
_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: `text` is the whole article as plain paragraphs, or "" where the feed does not have it.

    `published` is an ISO date, or what the feed says; "" where it says nothing. `link` may be relative, or "". `html`
    is what `text` was made of.
    """

    entry_id: str
    link: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    text: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and its entries, newest first as feeds have them."""

    title: str
    language: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class _Raw:
    content: bytes
    content_type: str


def read_feed(content: bytes, *, url: str, headers: Mapping[str, str] | None = None) -> Feed:
    """The entries of a feed that was fetched from `url`; raises ArticleError where it is none.

    `headers` are the response's, for the character set.
    """
    kind = next((value for name, value in (headers or {}).items() if name.lower() == "content-type"), "")
    return run_limited(_read, _Raw(content, kind[:200]), seconds=_SECONDS, where=url)


def _read(raw: _Raw) -> Feed:
    if raw.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json(raw.content)
    return _read_xml(raw)


def _read_json(content: bytes) -> Feed:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ArticleError("", "is no feed: neither RSS, Atom nor JSON Feed") from None
    if not isinstance(found, dict) or not str(found.get("version", "")).startswith(_JSON_FEED):
        raise ArticleError("", "is no feed: neither RSS, Atom nor JSON Feed")
    items = found.get("items")
    entries = []
    for item in items[:_MOST_ENTRIES] if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        authors = item.get("authors")
        author = authors[0] if isinstance(authors, list) and authors else item.get("author")
        link = _line(item, "url") or _line(item, "external_url")
        title = _line(item, "title")
        text, html = _whole(
            _string(item, "content_html") or _as_html(_string(item, "content_text")), _string(item, "summary")
        )
        entries.append(
            FeedEntry(
                tidy(str(item.get("id") or link or title), limit=2_000),
                link,
                title,
                _line(author, "name") if isinstance(author, dict) else "",
                _line(item, "date_published"),
                _line(item, "language"),
                text,
                html,
            )
        )
    return Feed(_line(found, "title"), _line(found, "language"), tuple(entry for entry in entries if entry.entry_id))


def _read_xml(raw: _Raw) -> Feed:
    if _ENTITY.search(raw.content.replace(b"\0", b"")[:100_000]):
        raise ArticleError("", "declares XML entities, which no feed needs: it may be made to harm")
    import feedparser

    said = {"content-type": raw.content_type} if raw.content_type else {}
    found = feedparser.parse(
        io.BytesIO(raw.content), response_headers=said, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.get("version") and not found.entries:
        raise ArticleError("", "is no feed: neither RSS, Atom nor JSON Feed" + _named_feed(raw.content))
    entries = (_entry(entry) for entry in found.entries[:_MOST_ENTRIES])
    language = _line(found.feed, "language")
    return Feed(_line(found.feed, "title"), language, tuple(entry for entry in entries if entry.entry_id))


def _named_feed(page: bytes) -> str:
    """A clause that says where a page's feed is, where it is a page and says so itself."""
    from geo.articles.blocks import html_tree

    tree = html_tree(page[:500_000].decode("utf-8", "replace")) if b"<html" in page[:4_096].lower() else None
    for link in tree.iter("link") if tree is not None else ():
        if "alternate" in (link.get("rel") or "").lower() and _FEED_TYPE.fullmatch(link.get("type") or ""):
            return f"; this page names {tidy(link.get('href') or '', limit=200)} as its feed"
    return ""


def _entry(entry: Mapping[str, Any]) -> FeedEntry:
    link, title = _line(entry, "link"), _line(entry, "title")
    contents = [_string(part, "value") for part in entry.get("content") or () if isinstance(part, Mapping)]
    text, html = _whole(max(contents, key=len, default=""), _string(entry, "summary"))
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return FeedEntry(
        _line(entry, "id") or link or title,
        link,
        _plain(title),
        _line(entry, "author"),
        _day(moment),
        "",
        text,
        html,
    )


def _whole(content: str, summary: str) -> tuple[str, str]:
    """The text that is the whole article, and the HTML that it was made of; "" where neither is whole."""
    for html, least in ((content, _LONG_CONTENT), (summary, _LONG_SUMMARY)):
        text = _paragraphs(html) if len(html) >= least else ""
        if len(text) >= least and not _GOES_ON.search(text):
            return text, html
    return "", ""


def _as_html(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())


def _paragraphs(html: str) -> str:
    """The plain paragraphs of a piece of HTML (or of plain text), less a last one that is nothing but a link."""
    from geo.articles.blocks import blocks_of, html_tree

    tree = html_tree(f"<div>{html}</div>") if html.strip() else None
    if tree is None:
        return ""
    blocks = blocks_of(tree)
    links = {" ".join(link.text_content().split()) for link in tree.iter("a")}
    if len(blocks) > 1 and blocks[-1] in links:
        return "\n\n".join(blocks[:-1]) + " …"  # "Read on": the text ends elsewhere
    return "\n\n".join(blocks)


def _plain(title: str) -> str:
    return tidy(_paragraphs(title).replace("\n", " "), limit=500) if "<" in title or "&" in title else title


def _day(moment: Any) -> str:
    try:
        return date(*moment[:3]).isoformat() if moment else ""
    except (TypeError, ValueError):
        return ""


def _string(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _line(fields: Mapping[str, Any], key: str) -> str:
    return tidy(_string(fields, key), limit=2_000)
