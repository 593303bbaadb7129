"""Whatever the bytes, reading ends in text or in a sentence, and in nothing else."""

import gzip
import io

from hypothesis import given
from hypothesis import strategies as st

from geo.articles import read_json_lines
from geo.articles.decoding import decode
from geo.errors import ArticleError
from geo.records import Article

WORDS = st.text(st.characters(categories=("L", "Nd", "P", "Zs"), exclude_characters="\u3000"), min_size=1, max_size=200)


@given(st.binary(max_size=3000))
def test_any_bytes_are_text_or_a_clause_that_says_why_not(data: bytes) -> None:
    try:
        text = decode(data)
    except ValueError as error:
        assert not isinstance(error, UnicodeError)
        assert "save it as" in str(error)
    else:
        assert "\r" not in text
        text.encode("utf-8")


@given(WORDS)
def test_utf8_is_always_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode("utf-8")) == text
    assert decode(text.encode("utf-8-sig")) == text


@given(WORDS)
def test_marked_utf16_is_always_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode("utf-16")) == text


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_any_lines_are_articles_or_errors_that_name_their_line(lines: list[bytes]) -> None:
    for found in read_json_lines(io.BytesIO(b"\n".join(lines)), "news.jsonl", on_warning=lambda _: None):
        assert isinstance(found, Article) or (isinstance(found, ArticleError) and found.where.startswith("news.jsonl:"))


@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_damage_to_a_gzip_file_is_an_error_and_no_crash(noise: bytes, at: int) -> None:
    packed = bytearray(gzip.compress(b'{"id": 1, "text": "Idlib fell."}\n' * 50))
    packed[at : at + len(noise)] = noise
    stream = gzip.GzipFile(fileobj=io.BytesIO(bytes(packed)))
    for found in read_json_lines(stream, "news.jsonl.gz", on_warning=lambda _: None):
        assert isinstance(found, Article | ArticleError)
