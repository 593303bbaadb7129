"""Files that were made to harm, or were cut off, cost one article and one sentence."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.articles import read_articles
from geo.errors import ArticleError
from geo.records import Article
from tests.articles import making

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
LAUGHS += "]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
WHOLE: dict[str, Callable[[], bytes]] = {
    "a.pdf": making.pdf,
    "a.docx": making.docx,
    "a.odt": making.odt,
    "a.epub": making.epub,
    "a.rtf": making.rtf,
    "a.html": making.page().encode,
    "a.eml": lambda: bytes(making.letter()),
    "a.zip": lambda: making.zipped({"a.txt": "Idlib fell."}),
}


def read(folder: Path, name: str, data: bytes) -> list[Article | ArticleError]:
    (folder / "good.txt").write_text("Tartus did not fall.")
    path = folder / name
    path.write_bytes(data)
    *found, last = read_articles([path, folder / "good.txt"])
    assert isinstance(last, Article)  # the run goes on
    assert all(isinstance(item, Article) or "\n" not in str(item) for item in found)
    return found


def refusal(folder: Path, name: str, data: bytes) -> str:
    (found,) = read(folder, name, data)
    assert isinstance(found, ArticleError), found
    return found.why


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize(("name", "made"), [("a.docx", making.docx), ("a.odt", making.odt), ("a.epub", making.epub)])
def test_entities_are_refused(tmp_path: Path, name: str, made: Callable[..., bytes], prolog: str) -> None:
    assert "declares XML entities" in refusal(tmp_path, name, made(prolog=prolog))


def test_entities_in_what_a_document_says_of_itself_are_refused(tmp_path: Path) -> None:
    data = making.docx(parts={"docProps/app.xml": f"{LAUGHS}<Properties><Company>&j;</Company></Properties>"})
    assert "declares XML entities" in refusal(tmp_path, "a.docx", data)


def test_entities_in_a_page_or_a_chapter_stay_as_they_are(tmp_path: Path) -> None:
    body = f"<article><p>{making.FIRST}</p><p>{making.SECOND} &j; &e;</p></article>"
    for prolog in (LAUGHS, OUTSIDE):
        (found,) = read(tmp_path, "a.xhtml", (prolog + making.page(body)).encode())
        assert isinstance(found, Article)
        assert "hahaha" not in found.text
        assert "root:" not in found.text


def test_a_document_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = making.docx(making.docx_body(["Idlib fell. " * 100]) * 9_000)
    assert len(bomb) < 200_000
    assert "unpacks to" in refusal(tmp_path, "a.docx", bomb)


def test_a_document_without_bottom_is_refused(tmp_path: Path) -> None:
    deep = "<w:sdt>" * 30_000 + "</w:sdt>" * 30_000
    assert "nested too deeply" in refusal(tmp_path, "a.docx", making.docx(deep))


def test_a_page_without_bottom_is_read_or_refused(tmp_path: Path) -> None:
    deep = "<div>" * 50_000 + making.FIRST + "</div>" * 50_000
    assert len(read(tmp_path, "a.html", making.page(deep).encode())) == 1


def test_a_letter_without_bottom_is_read_or_refused(tmp_path: Path) -> None:
    data = b"From: a@example.org\nMessage-ID: <1@x>\nSubject: x\n"
    for n in range(500):
        data += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
    assert len(read(tmp_path, "a.eml", data + b"\nIdlib fell.\n")) == 1


def test_a_letter_of_letters_is_opened_only_so_far(tmp_path: Path) -> None:
    letter = making.letter("The innermost.")
    for n in range(6):
        outer = making.letter(f"Around it, {n}.")
        outer.add_attachment(letter, filename=f"{n}.eml")
        letter = outer
    found = read(tmp_path, "a.eml", bytes(letter))
    texts = [item.text for item in found if isinstance(item, Article)]
    assert len(texts) == 3
    assert "Around it, 3." in texts[-1]
    assert isinstance(found[-1], ArticleError)
    assert "lies too deep" in found[-1].why


def test_spaces_without_number_are_a_few(tmp_path: Path) -> None:
    body = "<text:p>Idlib<text:s text:c='99999'/>fell<text:s text:c='-7'/>.</text:p>"
    (found,) = read(tmp_path, "a.odt", making.odt(body))
    assert isinstance(found, Article)
    assert found.text == "Idlib fell ."


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_read_or_named(tmp_path: Path, name: str, kept: float) -> None:
    whole = WHOLE[name]()
    for item in read(tmp_path, name, whole[: int(len(whole) * kept)]):
        if isinstance(item, ArticleError):
            assert item.where == str(tmp_path / name)
            assert any(word in item.why for word in ("cut off", "damaged", "no text", "is no ", "no list")), item.why


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub", "a.zip"])
def test_a_zip_file_that_was_cut_off_says_so(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, name, WHOLE[name]()[:-30]).startswith("is cut off or damaged")


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_something_else_is_named(tmp_path: Path, name: str) -> None:
    for item in read(tmp_path, name, b"Just a text: Idlib fell, he said."):
        assert isinstance(item, ArticleError) or name == "a.html"
    assert "is empty" in refusal(tmp_path, name, b"")


def test_an_old_or_encrypted_word_document_is_told_apart(tmp_path: Path) -> None:
    assert "old Word document" in refusal(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))


def test_encrypted_and_protected_documents_are_named(tmp_path: Path) -> None:
    manifest = {"META-INF/manifest.xml": "<m><file-entry><encryption-data/></file-entry></m>"}
    assert "is encrypted" in refusal(tmp_path, "a.odt", making.odt(parts=manifest))
    rights = {"META-INF/encryption.xml": "<e><CipherReference URI='OEBPS/text/ch0.xhtml'/></e>"}
    assert "protected against copying" in refusal(tmp_path, "a.epub", making.epub(parts=rights))
    fonts = {"META-INF/encryption.xml": "<e><CipherReference URI='OEBPS/font.otf'/></e>"}
    assert len(read(tmp_path, "a.epub", making.epub(parts=fonts))) == 2


def test_a_file_larger_than_is_read_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(200_000_001)
    (found,) = read_articles([path])
    assert isinstance(found, ArticleError)
    assert found.why.startswith("is larger than 200 MB")


def raw_pdf(*objects: bytes) -> bytes:
    made = b"%PDF-1.7\n"
    places = []
    for number, inner in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, inner)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(made),
    )


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"


@pytest.mark.parametrize(
    "pages",
    [
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1 >>",
        b"<< /Type /Pages /Kids [" + b"3 0 R " * 50_000 + b"] /Count 1 >>",
        b"[" * 100_000,
    ],
    ids=["a loop", "more pages than it says", "no bottom"],
)
def test_a_pdf_that_leads_its_reader_in_circles_costs_one_sentence(tmp_path: Path, pages: bytes) -> None:
    assert refusal(tmp_path, "a.pdf", raw_pdf(CATALOG, pages, PAGE, b"<< >>"))


def test_a_pdf_that_unpacks_to_too_much_costs_one_sentence(tmp_path: Path) -> None:
    packed = zlib.compress(b"BT (aaaa) Tj ET\n" * 8_000_000)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)
    assert refusal(tmp_path, "a.pdf", raw_pdf(CATALOG, ONE_PAGE, PAGE, stream))
