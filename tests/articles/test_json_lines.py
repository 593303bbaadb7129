"""JSON Lines hold an article a line; a bad line is named with its number, and the rest is read."""

import gzip
import io
import json
import tracemalloc
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import MAX_LINE_BYTES, read_json_lines, read_json_records
from geo.errors import ArticleError
from geo.records import Article


def read(data: bytes, *, verbatim: bool = False) -> list[Article | ArticleError]:
    return list(read_json_lines(io.BytesIO(data), "news.jsonl", verbatim=verbatim, on_warning=pytest.fail))


def lines(*records: object) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def test_a_line_is_an_article_with_what_is_known_of_it() -> None:
    record = {
        "id": "a1",
        "text": "Idlib fell.",
        "title": "Idlib falls",
        "url": "http://www.example.org/1",
        "published": "2015-03-28T23:30:00-05:00",
    }
    assert read(lines(record)) == [
        Article("a1", "Idlib fell.", "Idlib falls", "http://www.example.org/1", "example.org", date(2015, 3, 29))
    ]


def test_numbers_are_ids_too_and_keep_their_type_where_they_go_out_again() -> None:
    found = list(read_json_records(io.BytesIO(lines({"id": 7, "text": "Idlib fell."})), "news.jsonl"))
    assert [(given_id, article.article_id) for given_id, article in found] == [(7, "7")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "not valid JSON"),
        (b"banana", "not valid JSON"),
        (b"[" * 200_000, "not valid JSON"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "x"}', "not valid JSON"),
        (b'{"id": "\xff", "text": "x"}', "not UTF-8"),
        (b"[1]", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'{"text": "Idlib fell."}', 'no "id"'),
        (b'{"id": true, "text": "Idlib fell."}', 'no "id"'),
        (b'{"id": " ", "text": "Idlib fell."}', 'no "id"'),
        (b'{"id": "a"}', 'no "text"'),
        (b'{"id": "a", "text": ["Idlib"]}', 'no "text"'),
        (b'{"id": "a", "text": " \\n"}', 'empty "text"'),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_the_rest_is_read(line: bytes, says: str) -> None:
    good = lines({"id": "before", "text": "Idlib fell."}), lines({"id": "after", "text": "Tartus did not."})
    before, problem, after = read(good[0] + line + b"\n" + good[1])
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert isinstance(problem, ArticleError)
    assert problem.where == "news.jsonl:2"
    assert says in problem.why


def test_blank_lines_and_a_missing_last_line_end_do_no_harm() -> None:
    found = read(b"\xef\xbb\xbf\n\n" + lines({"id": 1, "text": "Idlib fell."}) + b' \n{"id": 2, "text": "Tartus."}')
    assert [article.article_id for article in found if isinstance(article, Article)] == ["1", "2"]


def test_a_line_without_end_is_refused_without_holding_it_in_memory() -> None:
    class Endless(io.RawIOBase):
        left = 3 * MAX_LINE_BYTES

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            count = min(len(buffer), self.left)
            buffer[:count] = b"x" * count
            self.left -= count
            return count

    tracemalloc.start()
    found = list(read_json_lines(io.BufferedReader(Endless()), "news.jsonl"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [problem.where for problem in found if isinstance(problem, ArticleError)] == ["news.jsonl:1"]
    assert "too long for one article" in str(found[0])
    assert peak < 2.5 * MAX_LINE_BYTES


def test_what_follows_a_line_that_is_too_long_is_read() -> None:
    long = lines({"id": "long", "text": "x" * (MAX_LINE_BYTES + 10)})
    problem, article = read(long + lines({"id": "next", "text": "Idlib fell."}))
    assert isinstance(problem, ArticleError)
    assert isinstance(article, Article)
    assert article.article_id == "next"


@pytest.mark.parametrize("data", [b"\x00\x01\x02\n" * 9, b"%PDF-1.7\n%\xe2\n", "\ufeff{}\n".encode("utf-16-le")])
def test_a_file_that_is_no_json_lines_gives_one_sentence_and_not_thousands(data: bytes) -> None:
    assert len(read(data)) == 1


def test_after_a_thousand_bad_lines_in_a_row_the_file_is_left_alone() -> None:
    found = read(b"banana\n" * 5000)
    assert len(found) == 1001
    assert "the rest was left alone" in str(found[-1])


def test_a_gzip_file_that_breaks_off_keeps_what_came_before() -> None:
    whole = gzip.compress(lines(*({"id": n, "text": f"Idlib fell {n} times."} for n in range(2000))))
    stream = gzip.GzipFile(fileobj=io.BytesIO(whole[: len(whole) // 2]))
    found = list(read_json_lines(stream, "news.jsonl.gz"))
    assert len(found) > 100
    assert all(isinstance(article, Article) for article in found[:-1])
    assert isinstance(found[-1], ArticleError)
    assert "breaks off" in found[-1].why


def test_an_address_on_the_first_line_of_a_text_becomes_its_url() -> None:
    record = {
        "id": "af_afrol_1",
        "text": "http://www.afrol.com/articles/37145\r\n\r\nafrol News, 27 January - In Kampala",
    }
    (article,) = read(lines(record))
    assert article == Article(
        "af_afrol_1",
        "afrol News, 27 January - In Kampala",
        url="http://www.afrol.com/articles/37145",
        source="afrol.com",
    )


def test_verbatim_text_keeps_the_address_that_is_read_from_it() -> None:
    text = "http://www.afrol.com/articles/37145\r\n\r\nafrol News, 27 January - In Kampala"
    (article,) = read(lines({"id": "af_afrol_1", "text": text}), verbatim=True)
    assert isinstance(article, Article)
    assert (article.text, article.url, article.title) == (text, "http://www.afrol.com/articles/37145", "")


@given(st.text(min_size=0, max_size=200))
def test_verbatim_text_keeps_every_character_in_its_place(text: str) -> None:
    (article,) = read(lines({"id": "x", "text": text}), verbatim=True)
    assert isinstance(article, Article)
    assert len(article.text) == len(text)
    assert all(
        kept == given or given in "\0" or "\ud800" <= given <= "\udfff"
        for kept, given in zip(article.text, text, strict=True)
    )


def test_what_no_store_can_hold_is_replaced_one_for_one() -> None:
    (article,) = read(b'{"id": "x", "text": "a\\u0000b\\ud800c"}\n', verbatim=True)
    assert isinstance(article, Article)
    assert article.text == "a\ufffdb\ufffdc"


def test_a_date_that_is_none_is_a_warning_and_the_article_is_kept() -> None:
    warnings: list[ArticleError] = []
    stream = io.BytesIO(lines({"id": "x", "text": "Idlib fell.", "published": "banana"}))
    (article,) = read_json_lines(stream, "news.jsonl", on_warning=warnings.append)
    assert isinstance(article, Article)
    assert article.published is None
    assert [str(problem) for problem in warnings] == [
        'news.jsonl:1: "published" is not a date ("banana"); write it as 2026-11-22'
    ]
