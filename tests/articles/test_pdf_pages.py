"""A PDF's lines become paragraphs again, and every page keeps its place."""

import io
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import read_articles
from geo.articles.pages import running_text
from geo.errors import ArticleError
from geo.records import Article
from tests.articles import making

WRAPPED = (
    "Four people were killed when shells hit a market in the town of Sara-",
    "qib on Thursday morning, and others near Deir ez-",
    "Zor, witnesses said to a well-known reporter of this newspaper who",
    "had come from Hama.",
    "Officials in Ankara condemned the attack, and said that they would bring",
    "it before the council in New York, where a well-",
    "known diplomat is to speak.",
)


def read(folder: Path, data: bytes) -> Article | ArticleError:
    path = folder / "report.pdf"
    path.write_bytes(data)
    (found,) = read_articles([path])
    return found


def paper(number: int, *lines: str) -> tuple[str, ...]:
    return ("The Daily Example", f"Thursday, page {number} of 5", *lines, f"- {number} -")


def test_lines_become_paragraphs_and_parted_words_one() -> None:
    text, starts = running_text(["\n".join(WRAPPED)])
    first, second = text.split("\n\n")
    assert "in the town of Saraqib on Thursday" in first
    assert "near Deir ez-Zor, witnesses" in first
    assert first.endswith("from Hama.")
    assert "where a well-known diplomat" in second
    assert starts == (0,)


def test_what_stands_on_most_pages_is_left_out_and_what_stands_on_one_is_not() -> None:
    bodies = [f"Line {'abcde'[n]} tells what happened in town {'abcde'[n]} on that day." for n in range(5)]
    text, starts = running_text(["\n".join(paper(n + 1, body)) for n, body in enumerate(bodies)])
    assert "Daily Example" not in text
    assert "Thursday" not in text
    assert "- 3 -" not in text
    assert [text[start:].startswith(body) for start, body in zip(starts, bodies, strict=True)] == [True] * 5


def test_a_title_that_stands_on_every_page_stays_on_the_first() -> None:
    pages = ["Shelling near Idlib\nOne fell on Homs.\n1", "Shelling near Idlib\nTwo fell on Hama.\n2"]
    assert running_text(pages, titles=["Shelling near  IDLIB"])[0].count("Shelling near Idlib") == 1
    assert "Shelling" not in running_text(pages)[0]


def test_page_numbers_alone_are_left_out() -> None:
    text, _ = running_text(["One fell on Homs.", "In 2015\ntwo fell on Hama, and\n12", "- 3 -\nleft."])
    assert text == "One fell on Homs. In 2015 two fell on Hama, and 12 left."


def test_a_paragraph_goes_on_over_the_page_and_the_page_begins_within_it() -> None:
    text, starts = running_text(["The army has entered the old town of Ha-", "ma, and has left the road to Homs open."])
    assert text == "The army has entered the old town of Hama, and has left the road to Homs open."
    assert starts == (0, text.index("ma, and"))


def test_a_page_without_text_begins_where_the_next_one_does() -> None:
    text, starts = running_text(["", "Idlib fell.", "", "Tartus did not.", ""])
    assert text == "Idlib fell.\n\nTartus did not."
    assert starts == (0, 0, 13, 13, len(text))


@given(st.lists(st.text(st.sampled_from("aAbB .-\n\u00ad1é"), max_size=80), max_size=8))
def test_pages_begin_in_order_within_the_text_and_no_word_is_lost(pages: list[str]) -> None:
    text, starts = running_text(pages)
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)
    if len(pages) < 2:
        assert sum(c.isalnum() for c in text) == sum(c.isalnum() for page in pages for c in page)


def test_the_pages_of_a_pdf_are_kept(tmp_path: Path) -> None:
    found = read(tmp_path, making.pdf([[f"This is what happened in {place}."] for place in ("Homs", "Hama", "Idlib")]))
    assert isinstance(found, Article)
    assert [found.text[start:].split(".")[0].split()[-1] for start in found.pages] == ["Homs", "Hama", "Idlib"]


def test_a_headline_in_large_type_is_no_part_of_what_follows_and_stays(tmp_path: Path) -> None:
    head = "Shells fall on Homs and the road to Hama is closed for the day, and for the night"
    body = "The army said nothing about it on Thursday, and nothing on Friday, when it was asked"
    pages = [[head, body, "again by reporters in the town."], [head, "It was silent too in Idlib, people said."]]
    found = read(tmp_path, making.pdf(pages, large=1))
    assert isinstance(found, Article)
    assert found.text.startswith(f"{head}\n\n{body} again")
    assert found.text.count(head) == 1
    assert found.title == head


def test_a_pdf_without_text_is_told_to_be_a_scan(tmp_path: Path) -> None:
    found = read(tmp_path, making.pdf([[], []]))
    assert isinstance(found, ArticleError)
    assert found.why == "holds no text; it may be a scan: run OCR over it first"


@pytest.mark.parametrize(("password", "readable"), [("secret", False), ("", True)])
def test_an_encrypted_pdf_is_read_only_where_it_needs_no_password(
    tmp_path: Path, password: str, readable: bool
) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(making.pdf())))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    found = read(tmp_path, made.getvalue())
    if readable:
        assert isinstance(found, Article)
    else:
        assert isinstance(found, ArticleError)
        assert found.why == "is encrypted; save it without a password"


@pytest.mark.skipif(find_spec("cryptography") is not None, reason="AES can be read here")
def test_a_pdf_that_needs_aes_says_what_it_needs(tmp_path: Path) -> None:
    nothing = "00" * 48
    encryption = f"/Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <{nothing}> /U <{nothing}> /OE <{nothing[:64]}>"
    encryption += f" /UE <{nothing[:64]}> /Perms <{nothing[:32]}> /StmF /StdCF /StrF /StdCF"
    made = (
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n"
        f"2 0 obj\n<< {encryption} /CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> >>\nendobj\n"
        "3 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        "trailer\n<< /Root 1 0 R /Encrypt 2 0 R /ID [<00> <00>] >>\nstartxref\n0\n%%EOF\n"
    )
    found = read(tmp_path, made.encode())
    assert isinstance(found, ArticleError)
    assert found.why == "is encrypted with AES; install the package cryptography, or save it without a password"


def test_xmp_is_read_where_there_is_no_information(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="urn:r"><r:Description xmlns:dc="urn:dc" xmlns:xmp="urn:x"'
        ' xmp:CreateDate="2015-09-03T10:00:00Z"><dc:title><r:Alt><r:li>Shelling</r:li></r:Alt></dc:title><dc:publisher>'
        "<r:Bag><r:li>The Daily Example</r:li></r:Bag></dc:publisher></r:Description></r:RDF></x:xmpmeta>"
    )
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(making.pdf())))
    writer.xmp_metadata = packet.encode()
    made = io.BytesIO()
    writer.write(made)
    found = read(tmp_path, made.getvalue())
    assert isinstance(found, Article)
    assert (found.title, found.source, str(found.published)) == ("Shelling", "The Daily Example", "2015-09-03")


def test_ten_thousand_pages_are_refused_in_no_time(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(10_000):
        writer.add_blank_page(width=10, height=10)
    made = io.BytesIO()
    writer.write(made)
    found = read(tmp_path, made.getvalue())
    assert isinstance(found, ArticleError)
    assert found.why.startswith("has 10,000 pages, more than the 1,000 that are read")
