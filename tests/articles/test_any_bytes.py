"""Whatever the bytes, reading ends in text or in a sentence, and in nothing else."""

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.articles import read_articles, read_json_lines
from geo.articles.decoding import decode
from geo.articles.formats import format_of, suffixes
from geo.errors import ArticleError
from geo.records import Article
from tests.articles import making

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


STARTS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"{\\rtf1", b"<html>", b"<!doctype html>", b"\x1f\x8b\x08"]
STARTS += [b"From: a@example.org\nMessage-ID: <1>\n", b'{"id": ', b"---\ntitle: x\n---\n", b"\xff\xfe<\0h\0t\0m\0l\0"]
WHOLE = [
    ("a.pdf", making.pdf()),
    ("a.docx", making.docx()),
    ("a.odt", making.odt()),
    ("a.epub", making.epub()),
    ("a.rtf", making.rtf()),
    ("a.html", making.page().encode()),
    ("a.eml", bytes(making.letter())),
    ("a.zip", making.zipped({"a.txt": "Idlib fell."})),
]
WITH_FILES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def only_articles_and_errors(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    found = list(read_articles([path], on_warning=lambda _: None))
    assert found
    for item in found:
        if isinstance(item, Article):
            assert item.text.strip()
            item.text.encode("utf-8")
        else:
            assert isinstance(item, ArticleError)
            assert item.where.startswith(str(path))
            assert "\n" not in item.why


@WITH_FILES
@given(suffix=st.sampled_from(suffixes()), start=st.sampled_from(STARTS), rest=st.binary(max_size=400))
def test_any_bytes_under_any_name_are_articles_or_errors(
    tmp_path: Path, suffix: str, start: bytes, rest: bytes
) -> None:
    only_articles_and_errors(tmp_path / f"a{suffix}", start + rest)


@pytest.mark.parametrize(("name", "whole"), WHOLE, ids=[name for name, _ in WHOLE])
@settings(WITH_FILES, max_examples=15)
@given(noise=st.binary(min_size=1, max_size=60), at=st.floats(0, 1))
def test_any_damage_to_a_document_is_an_article_or_an_error(
    tmp_path: Path, name: str, whole: bytes, noise: bytes, at: float
) -> None:
    damaged = bytearray(whole)
    start = int(at * len(whole))
    damaged[start : start + len(noise)] = noise
    only_articles_and_errors(tmp_path / name, bytes(damaged))


@given(st.binary(max_size=200), st.sampled_from(["", "a", "a.txt", "a.unknown", "a.docx", ".pdf"]))
def test_telling_a_format_never_fails(head: bytes, name: str) -> None:
    known = format_of(head, name)
    assert known is None or known.name
