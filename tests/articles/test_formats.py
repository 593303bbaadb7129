"""Every format becomes an article with its text and what it says of itself, and is told by what it holds."""

import gzip
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geo.articles import read_articles
from geo.articles.formats import FORMATS, format_of
from geo.articles.html import read_html
from geo.errors import ArticleError
from geo.records import Article
from tests.articles import making

DAY = date(2015, 9, 3)
FRONT = f"---\ntitle: {making.HEADLINE}\nauthor: Jane Roe\ndate: 2015-09-03\n---\n"
INFORMATION = {"/Title": making.HEADLINE, "/Author": "Jane Roe", "/CreationDate": "D:20150903101500+02'00'"}


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(path: Path) -> list[Article | ArticleError]:
    return list(read_articles([path]))


def article(path: Path) -> Article:
    (found,) = read(path)
    assert isinstance(found, Article), found
    return found


def refusal(path: Path) -> str:
    (found,) = read(path)
    assert isinstance(found, ArticleError), found
    assert found.where == str(path)
    assert "\n" not in str(found)
    return found.why


def piped(data: bytes) -> list[Article | ArticleError]:
    return list(read_articles([Path("-")], standard_input=io.BytesIO(data)))


def posted() -> bytes:
    letter = making.letter()
    letter["Content-Language"] = "en"
    letter["Organization"] = "The Daily Example"
    return bytes(letter)


MADE: dict[str, Callable[[], bytes]] = {
    ".pdf": lambda: making.pdf(information=INFORMATION),
    ".docx": making.docx,
    ".odt": making.odt,
    ".rtf": making.rtf,
    ".html": lambda: making.page().encode(),
    ".eml": posted,
    ".epub": lambda: making.epub([f"<h1>{making.HEADLINE}</h1><p>{making.FIRST}</p><p>{making.SECOND}</p>"]),
    ".md": f"{FRONT}\n{making.FIRST}\n\n{making.SECOND}\n".encode,
}


@pytest.mark.parametrize("suffix", MADE)
def test_every_format_gives_its_text_title_author_and_date(tmp_path: Path, suffix: str) -> None:
    found = article(written(tmp_path, f"report{suffix}", MADE[suffix]()))
    assert making.FIRST in " ".join(found.text.split())
    assert making.SECOND in " ".join(found.text.split())
    assert found.title == making.HEADLINE
    assert found.author == "Jane Roe"
    zoned = {".epub": date(2015, 12, 1), ".eml": date(2015, 9, 4)}  # a letter's day is UTC
    assert found.published == zoned.get(suffix, DAY)


@pytest.mark.parametrize(
    ("suffix", "publisher"),
    [
        (".docx", "The Daily Example"),
        (".html", "The Daily Example"),
        (".eml", "The Daily Example"),
        (".rtf", "The Daily Example"),
        (".epub", "Example Press"),
    ],
)
def test_the_publisher_is_kept_where_a_format_has_one(tmp_path: Path, suffix: str, publisher: str) -> None:
    assert article(written(tmp_path, f"report{suffix}", MADE[suffix]())).source == publisher


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".html", ".eml", ".epub"])
def test_the_language_is_kept_where_a_format_has_one(tmp_path: Path, suffix: str) -> None:
    assert article(written(tmp_path, f"report{suffix}", MADE[suffix]())).language == "en"


@pytest.mark.parametrize("suffix", [suffix for suffix in MADE if suffix != ".md"])
def test_a_name_that_lies_makes_no_difference(tmp_path: Path, suffix: str) -> None:
    told = article(written(tmp_path, f"report{suffix}", MADE[suffix]())).text
    assert article(written(tmp_path, "report.txt", MADE[suffix]())).text == told


@pytest.mark.parametrize("suffix", [suffix for suffix in MADE if suffix != ".md"])
def test_standard_input_takes_every_format(tmp_path: Path, suffix: str) -> None:
    (found,) = piped(MADE[suffix]())
    assert found == article(written(tmp_path, f"report{suffix}", MADE[suffix]()))


def test_standard_input_takes_text_and_packed_lines() -> None:
    (text,) = piped(b"Idlib fell.\n\nTartus did not.\n")
    assert isinstance(text, Article)
    assert text.text.startswith("Idlib fell.")
    lines = piped(gzip.compress(b'{"id": 1, "text": "Homs."}\n{"id": 2, "text": "Hama."}\n'))
    assert [found.text for found in lines if isinstance(found, Article)] == ["Homs.", "Hama."]
    assert piped(b"") == piped(b" \n\n") == []


def test_a_line_is_answered_before_the_next_is_sent() -> None:
    class Stream:
        asked = 0

        def readline(self, size: int, /) -> bytes:
            Stream.asked += 1
            return b'{"id": 1, "text": "Idlib fell."}\n'

    found = next(read_articles([Path("-")], standard_input=Stream()))
    assert isinstance(found, Article)
    assert Stream.asked == 1


def test_no_two_formats_claim_a_suffix() -> None:
    claimed = [suffix for known in FORMATS for suffix in known.suffixes]
    assert len(claimed) == len(set(claimed))


@pytest.mark.parametrize(
    ("head", "name", "told"),
    [
        (b"From: the desk\nSubject: a headline\n\nIdlib fell.", "a.txt", "plain text"),
        (b"The file begins with %PDF-1.7, he said.", "a.txt", "plain text"),
        (b"<p>Idlib fell</p>", "a.txt", "plain text"),
        (b"<!-- saved --><!DOCTYPE html><title>x", "a.txt", "web page"),
        ("<html><p>Идлиб".encode("utf-16"), "a.txt", "web page"),
        (b'{"id": 1, "text": "Homs."}', "a.txt", "JSON Lines"),
        (b"{curly brackets open this text}", "a.txt", "plain text"),
        (b"\xef\xbb\xbf%PDF-1.4", "", "PDF"),
    ],
)
def test_only_what_is_certain_is_told_by_content(head: bytes, name: str, told: str) -> None:
    found = format_of(head, name)
    assert found is not None
    assert found.name == told


@pytest.mark.timeout(10)
@pytest.mark.parametrize("head", [b"<!--" + b"--><!--" * 500, b"<?xml ?>" * 500, b"A:\n \t" * 600, b" \n" * 2000])
def test_telling_a_format_takes_no_time_whatever_the_start(head: bytes) -> None:
    found = format_of(head, "a.txt")
    assert found is not None
    assert found.name == "plain text"


def test_a_sidecar_goes_before_what_a_document_says_of_itself(tmp_path: Path) -> None:
    written(tmp_path, "report.json", '{"title": "Better", "source": "Desk", "published": "2015-09-05", "id": "r1"}')
    found = article(written(tmp_path, "report.pdf", making.pdf(information=INFORMATION)))
    assert (found.article_id, found.title, found.source, found.published) == ("r1", "Better", "Desk", date(2015, 9, 5))
    assert found.author == "Jane Roe"
    assert list(read_articles([tmp_path])) == [found]  # and is no article itself


@pytest.mark.parametrize("title", ["Microsoft Word - draft 3.docx", "story_final.indd", "Untitled"])
def test_a_title_that_a_program_made_up_is_none(tmp_path: Path, title: str) -> None:
    found = article(written(tmp_path, "report.docx", making.docx(core={"title": title})))
    assert found.title == making.HEADLINE


def test_word_tables_notes_and_boxes_are_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    body = making.docx_body(["Before."]) + (
        f"<w:tbl><w:tr><w:tc>{making.docx_body(['Homs'])}</w:tc><w:tc>{making.docx_body(['12'])}</w:tc></w:tr></w:tbl>"
        "<w:p><w:del><w:r><w:delText>Paris</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>Rome</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>Lat</w:t></w:r></w:ins>"
        "<w:r><w:softHyphen/><w:t>akia</w:t><w:tab/><w:t>fell</w:t></w:r>"
        "<w:r><w:instrText>PAGE Berlin</w:instrText></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    notes = f'<w:footnotes xmlns:w="{making.WORD}"><w:footnote w:type="separator"><w:p><w:r><w:t>—</w:t></w:r></w:p>'
    notes += "</w:footnote><w:footnote><w:p><w:r><w:t>As told in Hama.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    data = making.docx(body, parts={"word/footnotes.xml": notes, "word/vbaProject.bin": "macro"})
    text = article(written(tmp_path, "a.docx", data)).text
    assert text == "Before.\n\nHoms\t12\n\nLatakia fell\n\nIn a box\n\nAs told in Hama."


def test_opendocument_lists_tables_and_notes_are_read_and_comments_are_not(tmp_path: Path) -> None:
    body = (
        "<text:h>Shelling</text:h>"
        "<text:list><text:list-item><text:p>In<text:s text:c='3'/>Homs</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Hama</text:p></table:table-cell>"
        "<table:table-cell><text:p>3</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>Idlib<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>A note.</text:p></text:note-body></text:note> fell."
        "<office:annotation><text:p>Paris?</text:p></office:annotation></text:p>"
    )
    text = article(written(tmp_path, "a.odt", making.odt(body))).text
    assert text == "Shelling\n\nIn Homs\n\nHama\t3\n\nIdlib fell.\n\nA note."


def test_a_book_gives_its_chapters_in_order_and_not_its_contents(tmp_path: Path) -> None:
    first, second = read(written(tmp_path, "a.epub", making.epub()))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, second.title) == (making.HEADLINE, "Ankara answers")
    assert first.article_id[:-2] == second.article_id[:-2]
    assert "Contents" not in first.text + second.text


def test_a_page_loses_its_scripts_styles_and_menus(tmp_path: Path) -> None:
    body = (
        "<nav><a href='/'>Home</a> <a href='/paris'>Paris</a></nav><script>var place = 'Berlin';</script>"
        "<style>.madrid {}</style>"
        f"<main><article><h1>{making.HEADLINE}</h1><p>{making.FIRST}</p><p>{making.SECOND}</p>"
        "<script>document.write('Lisbon')</script></article></main><footer>London office</footer>"
    )
    text = article(written(tmp_path, "a.html", making.page(body))).text
    assert text == "\n\n".join(making.PARAGRAPHS)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path, charset: str) -> None:
    words = "Россия направила войска в Сирию, сообщил министр обороны Израиля в среду вечером."
    source = making.page(f"<article><p>{words}</p></article>", charset=charset)
    assert words in article(written(tmp_path, "a.html", source.encode(charset))).text


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1251", "no-such-thing", "utf-16", "utf-7"])
def test_utf8_that_is_declared_to_be_something_else_is_read_all_the_same(tmp_path: Path, declared: str) -> None:
    words = "Le préfet a déclaré à Genève que « tout est fini », a dit l'armée mercredi à Saint-Étienne."
    source = making.page(f"<article><p>{words}</p></article>", charset=declared)
    assert words in article(written(tmp_path, "a.html", source.encode())).text


def test_a_page_that_is_declared_utf8_and_is_not_is_read_as_it_looks(tmp_path: Path) -> None:
    words = "Le préfet a déclaré à Genève que tout est fini, a dit l'armée mercredi à Saint-Étienne."
    source = making.page(f"<article><p>{words}</p></article>", charset="utf-8")
    assert words in article(written(tmp_path, "a.html", source.encode("cp1252"))).text


def test_a_fetched_page_heeds_its_headers_and_keeps_its_own_address() -> None:
    words = "Россия направила войска в Сирию, сообщил министр обороны Израиля в среду вечером."
    source = f"<html><head><title>Новости</title></head><body><article><p>{words}</p></article></body></html>"
    found = read_html(
        source.encode("koi8-r"),
        url="https://example.org/a?utm_source=x",
        headers={"content-type": 'text/html; charset="KOI8-R"'},
    )
    assert words in found.text
    assert found.url.startswith("https://example.org/a")
    assert found.source == "example.org"
    assert (
        read_html(making.page().encode(), url="https://m.example.org/amp").url == "https://example.org/2015/09/saraqib"
    )


def test_no_date_is_guessed_from_a_pages_text() -> None:
    found = read_html(f"<html><body><p>{making.FIRST}</p><p>© 2011 Example, 4 May 2012</p></body></html>".encode())
    assert found.published is None


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    assert "holds no text" in refusal(written(tmp_path, "a.html", "<html><body><script>x()</script></body></html>"))


def test_a_letter_prefers_plain_text_and_brings_what_is_attached(tmp_path: Path) -> None:
    letter = making.letter("Tartus did not fall, the governor of the port wrote.\n-- \nJane\nParis office")
    letter.add_alternative("<p>Not this.</p>", subtype="html")
    letter.add_attachment(making.docx(), maintype="application", subtype="octet-stream", filename="report.docx")
    letter.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="logo.png")
    letter.add_attachment(making.letter("Inner words of a forwarded letter."), filename="inner.eml")
    body, attached, inner = read(written(tmp_path, "a.eml", bytes(letter)))
    assert isinstance(body, Article)
    assert isinstance(attached, Article)
    assert isinstance(inner, Article)
    assert body.text == f"{making.HEADLINE}\n\nTartus did not fall, the governor of the port wrote."
    assert attached.text == "\n\n".join(making.PARAGRAPHS)
    assert "Inner words" in inner.text


def test_a_letter_in_html_alone_shows_its_text(tmp_path: Path) -> None:
    letter = making.letter()
    letter.set_content("<style>p {}</style><p>Idlib fell,<br>he said.</p><p>Málaga waits.</p>", subtype="html")
    assert article(written(tmp_path, "a.eml", bytes(letter))).text.endswith("Idlib fell,\nhe said.\n\nMálaga waits.")


def test_flowed_lines_of_a_letter_are_one_paragraph(tmp_path: Path) -> None:
    data = (
        b"From: jane@example.org\nSubject: x\nMessage-ID: <1@x>\n"
        b"Content-Type: text/plain; format=flowed; charset=latin-1\n"
        b"Content-Transfer-Encoding: quoted-printable\n\nThe army entered \nM=E1laga on Thursday.\n\nIt left.\n"
    )
    assert article(written(tmp_path, "a.eml", data)).text == "x\n\nThe army entered Málaga on Thursday.\n\nIt left."


def test_markdown_loses_its_marks_and_keeps_its_words(tmp_path: Path) -> None:
    source = (
        "# Shelling *near* Saraqib\n\nFour **people** were\nkilled in [Idlib](https://x.org/a_(b)), `he` said.[^1]\n\n"
        "> Ankara answered.\n\n- Homs\n- Hama\n\n| Town | Dead |\n|---|---|\n| Homs | 3 |\n\n![Map](m.png)\n\n"
        "5\\. of snake_case_words stay\n\n***\n\n<b>Bold</b> end\n\n[ref]: https://x.org\n"
    )
    found = article(written(tmp_path, "a.md", source))
    assert found.title == "Shelling near Saraqib"
    assert found.text.split("\n\n") == [
        "Shelling near Saraqib",
        "Four people were killed in Idlib, he said.",
        "Ankara answered.",
        "Homs",
        "Hama",
        "Town \t Dead",
        "Homs \t 3",
        "5. of snake_case_words stay",
        "Bold end",
    ]


def test_globs_narrow_what_is_read_of_a_folder_and_not_what_is_named(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "b.md", "sub/c.txt"):
        written(tmp_path, name, f"This is {name}, from Idlib.")

    def texts(*globs: str) -> list[str]:
        found = read_articles([tmp_path], globs=globs)
        return [f.text.split()[2].rstrip(",") if isinstance(f, Article) else f.why for f in found]

    assert texts("*.TXT") == ["a.txt", "sub/c.txt"]
    assert texts("sub/*.txt") == ["sub/c.txt"]
    assert texts("*.md", "sub/*") == ["b.md", "sub/c.txt"]
    assert "no file that matches" in texts("*.pdf")[0]
    assert len(list(read_articles([tmp_path / "b.md"], globs=["*.txt"]))) == 1
