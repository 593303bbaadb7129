"""Text from outside shows as itself and does nothing, in HTML, in a template literal, in Markdown, in a script."""

import base64
import html
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from geo.view.inert import inert, inert_markdown, packed, safe_url
from tests.view.sample import HOSTILE


@given(st.text(max_size=200))
def test_inert_text_has_nothing_that_html_or_a_template_literal_acts_on(text: str) -> None:
    safe = inert(text)
    assert not re.search(r"[<>\"'`$\\{}\0]", safe)
    assert html.unescape(safe) == text.replace("\0", "�")


def test_a_hostile_headline_is_inert() -> None:
    safe = inert(HOSTILE)
    assert "<" not in safe
    assert "${" not in safe
    assert "`" not in safe


def test_markdown_labels_have_no_links_or_images() -> None:
    assert (
        inert_markdown("![x](https://evil.example/p.png)") == "\\!\\[x\\]\\(https\\:\\/\\/evil\\.example\\/p\\.png\\)"
    )


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=5))
def test_packed_data_is_letters_that_end_no_string_and_comes_back_whole(data: dict[str, str]) -> None:
    carried = packed(data)
    assert re.fullmatch(r"[A-Za-z0-9+/=]*", carried)
    clean = {k.encode("utf-8", "replace").decode(): v.encode("utf-8", "replace").decode() for k, v in data.items()}
    assert json.loads(base64.b64decode(carried)) == clean


def test_only_http_addresses_become_links() -> None:
    assert safe_url("https://news.example/a?b=c#d") == "https://news.example/a?b=c#d"
    for bad in (
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//x",
        'https://a"onclick=',
        "http://a\nb",
    ):
        assert safe_url(bad) == ""
