"""Make text from outside harmless wherever it is put into a page.

Folium writes popups and tooltips into a JavaScript template literal, where `html.escape` alone leaves
`` ` ``, `$` and `\\` alive: a headline with `${…}` would be code. `packed` carries data into a script.
"""

import base64
import html
import json
from collections.abc import Mapping

__all__ = ["inert", "inert_markdown", "packed", "safe_url"]

_TEMPLATE = str.maketrans({"`": "&#96;", "$": "&#36;", "\\": "&#92;", "{": "&#123;", "}": "&#125;", "\0": "�"})
_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]()#+-.!|<>~$:^&@/"} | {"\n": " ", "\r": " ", "\0": "�"})


def inert(text: str) -> str:
    """`text` as HTML that shows exactly it, in element content, in a quoted attribute, and in a template literal."""
    return html.escape(text, quote=True).translate(_TEMPLATE)


def inert_markdown(text: str) -> str:
    """`text` as Markdown that shows exactly it: for labels, which Streamlit reads as Markdown, images and all."""
    return text.translate(_MARKDOWN)


def packed(data: Mapping[str, object]) -> str:
    """`data` as base64 of its JSON: letters, digits, `+`, `/` and `=` only, so that no script can be broken by it."""
    return base64.b64encode(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    ).decode()


def safe_url(url: str) -> str:
    """`url` where it is a plain http or https address, else ""."""
    cleaned = url.strip()
    plain = cleaned.lower().startswith(("http://", "https://")) and cleaned.isprintable()
    return cleaned if plain and not any(c in cleaned for c in " <>\"'`\\") else ""
