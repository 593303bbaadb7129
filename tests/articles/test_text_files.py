"""A text file is one article, whatever its encoding; what is no text is refused with one clear sentence."""

import json
from datetime import date
from pathlib import Path

import pytest

from geo.articles.limits import MAX_FILE_BYTES, MAX_TEXT
from geo.articles.plaintext import read_text_file
from geo.errors import ArticleError
from geo.records import Article

FRENCH = "L'armée a repris Saint-Étienne mercredi.\nLe préfet a déclaré à Genève que « tout est fini ».\n"
SPANISH = "El niño llegó a España mañana; ¿dónde está el señor Muñoz? La policía detuvo a él.\n"
RUSSIAN = "Россия направила войска в Сирию, сообщил министр обороны Израиля в среду вечером.\n"
ARABIC = "قالت روسيا إنها سترسل قوات إلى سوريا خلال الأيام القادمة وفق ما أعلن الوزير\n"
POLISH = "Rzeczpospolita wysłała żołnierzy do Łodzi i Gdańska, gdzie źródło mówiło o zagrożeniu.\n"
CURLY = "RUSSIA “has been” sending – Israel’s defence chief’s visit to Málaga cost €5.\n"


def written(folder: Path, data: bytes | str, *, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def refusal(path: Path) -> ArticleError:
    with pytest.raises(ArticleError) as caught:
        read_text_file(path)
    assert caught.value.where == str(path)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "latin-1"),
        (SPANISH, "latin-1"),
        (CURLY, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "cp1256"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (RUSSIAN, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (RUSSIAN, "utf-32"),
    ],
)
def test_text_is_read_in_whatever_encoding_it_was_saved(tmp_path: Path, text: str, encoding: str) -> None:
    assert read_text_file(written(tmp_path, text.encode(encoding))).text == text


def test_one_broken_byte_does_not_cost_the_article(tmp_path: Path) -> None:
    damaged = FRENCH.encode() * 20 + b"\xff\n"
    text = read_text_file(written(tmp_path, damaged)).text
    assert text.count("mercredi") == 20


def test_windows_line_ends_become_plain_ones(tmp_path: Path) -> None:
    assert read_text_file(written(tmp_path, b"Idlib fell.\r\n\r\nTartus did not.\rHoms waits.")).text == (
        "Idlib fell.\n\nTartus did not.\nHoms waits."
    )


@pytest.mark.parametrize("empty", [b"", b"  \n\t\n ", b"\xef\xbb\xbf", "\ufeff".encode("utf-16-le")])
def test_an_empty_file_is_refused(tmp_path: Path, empty: bytes) -> None:
    assert "take the file away" in refusal(written(tmp_path, empty)).why


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n", "a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", "an office document"),
        (b"{\\rtf1\\ansi Idlib fell.}", "a rich-text document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"),
        (b"SQLite format 3\x00", "a database"),
    ],
)
def test_a_binary_renamed_txt_is_refused_by_what_it_is(tmp_path: Path, start: bytes, kind: str) -> None:
    why = refusal(written(tmp_path, start + b"\x00\x01\x02" * 50)).why
    assert kind in why
    assert "plain text" in why


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"Idlib\x00fell\x00in\x00spring", b"\x01\x02\x03 text" * 9])
def test_an_unknown_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "binary file" in refusal(written(tmp_path, data)).why


def test_a_fifty_megabyte_line_is_refused_and_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert f"{MAX_TEXT:,} characters" in refusal(path).why


def test_a_text_over_the_limit_is_refused_though_its_file_is_not(tmp_path: Path) -> None:
    path = written(tmp_path, b"a " * (MAX_TEXT // 2 + 1))
    assert path.stat().st_size < MAX_FILE_BYTES
    assert "split it" in refusal(path).why


def test_a_headline_becomes_the_title_and_stays_in_the_text(tmp_path: Path) -> None:
    article = read_text_file(written(tmp_path, "Idlib falls to rebels\n\nThe province fell on Saturday.\n"))
    assert article.title == "Idlib falls to rebels"
    assert article.text.startswith("Idlib falls to rebels\n\n")


@pytest.mark.parametrize(
    "text",
    [
        "Idlib fell on Saturday.\n\nThe town was quiet.\n",
        "Idlib falls to rebels\nThe province fell on Saturday.\n",
        "Idlib falls to rebels\n",
        "Idlib falls to rebels\n\n \n",
        "1234\n\nThe province fell on Saturday.\n",
        "The province of Idlib " * 12 + "\n\nMore.\n",
    ],
)
def test_a_first_line_that_is_no_headline_gives_no_title(tmp_path: Path, text: str) -> None:
    assert read_text_file(written(tmp_path, text)).title == ""


def test_an_address_on_the_first_line_is_the_articles_and_leaves_the_text(tmp_path: Path) -> None:
    article = read_text_file(written(tmp_path, "https://www.example.org/a?b=1\r\n\r\nIdlib fell.\r\n"))
    assert (article.url, article.source, article.text) == (
        "https://www.example.org/a?b=1",
        "example.org",
        "Idlib fell.\n",
    )


def test_an_address_within_a_sentence_stays_in_it(tmp_path: Path) -> None:
    text = "https://example.org/a says that Idlib fell.\n"
    article = read_text_file(written(tmp_path, text))
    assert (article.url, article.text) == ("", text)


def test_the_sidecar_gives_what_is_known_of_an_article(tmp_path: Path) -> None:
    sidecar = {
        "id": "ap-77",
        "title": " Idlib\n falls ",
        "url": "https://news.example.org/idlib",
        "source": "The Example",
        "published": "2015-03-28",
        "licence": "CC BY 4.0",
        "note": "by hand",
    }
    written(tmp_path, json.dumps(sidecar), name="report.json")
    article = read_text_file(written(tmp_path, "The province fell."), on_warning=pytest.fail)
    assert article == Article(
        article_id="ap-77",
        text="The province fell.",
        title="Idlib falls",
        url="https://news.example.org/idlib",
        source="The Example",
        published=date(2015, 3, 28),
    )


@pytest.mark.parametrize(
    ("sidecar", "says"),
    [
        (b"{not json", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b"\xff\xfe\x00", "not valid JSON"),
        (b'{"title": 7}', '"title" is not text'),
        (b'{"tittle": "Idlib"}', '"tittle"'),
        (b'{"published": "banana"}', '"published" is not a date'),
        (b'{"url": "javascript:alert(1)"}', '"url" is not a web address'),
        (b'{"url": "file:///etc/passwd"}', '"url" is not a web address'),
    ],
)
def test_a_broken_sidecar_is_named_and_the_article_is_read_all_the_same(
    tmp_path: Path, sidecar: bytes, says: str
) -> None:
    written(tmp_path, sidecar, name="report.json")
    warnings: list[ArticleError] = []
    article = read_text_file(written(tmp_path, "The province fell."), on_warning=warnings.append)
    assert (article.text, article.title, article.url, article.published) == ("The province fell.", "", "", None)
    assert [problem.where for problem in warnings] == [str(tmp_path / "report.json")]
    assert says in warnings[0].why


def test_the_id_of_a_text_is_the_same_however_it_was_saved(tmp_path: Path) -> None:
    one = read_text_file(written(tmp_path, FRENCH.encode("utf-8"), name="one.txt"))
    two = read_text_file(written(tmp_path, FRENCH.replace("\n", "\r\n").encode("utf-16"), name="two.txt"))
    other = read_text_file(written(tmp_path, SPANISH.encode("utf-8"), name="other.txt"))
    assert one.article_id == two.article_id != other.article_id
    assert len(one.article_id) == 16


def test_a_file_that_cannot_be_opened_is_an_article_error(tmp_path: Path) -> None:
    assert "check the file" in refusal(tmp_path).why


def test_the_seed_article_is_read_as_it_is_with_no_invented_date() -> None:
    seeds = Path(__file__).parents[2] / "seeds"
    article = read_text_file(seeds / "russian-troops-already-on-ground-in-syria.txt", on_warning=pytest.fail)
    assert article.title == "Russian troops ‘already on ground in Syria’"
    assert (article.url, article.source, article.published) == ("", "", None)
    assert article.text.endswith("the nearby province of Idlib fell to al-Qaida and other Islamic fighters.")
    assert article.text.count("Picture: AP") == 2
