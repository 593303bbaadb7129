"""An archive is read entry by entry; what is hostile in it is named, and costs no other."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from geo.articles import archives, limits, nesting, read_articles, zipped
from geo.errors import ArticleError
from geo.records import Article
from tests.articles import making

GOOD = {"good.txt": "Idlib fell.", "later/z.docx": making.docx()}


def read(folder: Path, data: bytes, *, name: str = "news.zip") -> list[Article | ArticleError]:
    path = folder / name
    path.write_bytes(data)
    return list(read_articles([path]))


def texts(found: list[Article | ArticleError]) -> list[str]:
    return [item.text for item in found if isinstance(item, Article)]


def problems(folder: Path, found: list[Article | ArticleError]) -> dict[str, str]:
    assert all("\n" not in str(item) for item in found if isinstance(item, ArticleError))
    return {item.where.removeprefix(f"{folder}/"): item.why for item in found if isinstance(item, ArticleError)}


def with_entry(info: zipfile.ZipInfo, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(info, data)
        for name, good in GOOD.items():
            archive.writestr(name, good)
    return made.getvalue()


def test_an_archive_is_read_as_a_folder_would_be(tmp_path: Path) -> None:
    entries = {
        "b/report.pdf": making.pdf(),
        "a.txt": "Idlib fell.",
        "a.json": '{"source": "Desk", "id": "a1"}',
        "lines.jsonl": '{"id": 1, "text": "Homs."}\n{"id": 2, "text": "Hama."}\n',
        "logo.png": b"\x89PNG",
        ".hidden.txt": "no",
        "__MACOSX/a.txt": "no",
    }
    pdf, text, *lines = read(tmp_path, making.zipped(entries))
    assert isinstance(pdf, Article)
    assert isinstance(text, Article)
    assert pdf.pages == (0,)
    assert (text.article_id, text.source) == ("a1", "Desk")
    assert texts(lines) == ["Homs.", "Hama."]


def test_an_archive_called_anything_is_an_archive(tmp_path: Path) -> None:
    assert texts(read(tmp_path, making.zipped({"a.txt": "Idlib fell."}), name="report.txt")) == ["Idlib fell."]
    assert texts(read(tmp_path, making.zipped({"a.txt": "Idlib fell."}), name="report.docx")) == ["Idlib fell."]


def test_an_archive_in_an_archive_is_opened_and_one_in_that_is_not(tmp_path: Path) -> None:
    third = making.zipped({"c.txt": "Too deep."})
    second = making.zipped({"third.zip": third, "b.txt": "Homs."})
    found = read(tmp_path, making.zipped({"second.zip": second, "a.txt": "Idlib."}))
    assert texts(found) == ["Homs.", "Idlib."]
    assert problems(tmp_path, found) == {
        "news.zip/second.zip/third.zip": "lies too deep, in an archive in an archive; unpack it, and give what is in it"
    }


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
def test_a_path_that_leads_out_of_the_archive_is_named_and_not_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    info = zipfile.ZipInfo("x")
    info.filename = name
    found = read(tmp_path / "in", with_entry(info, b"Paris fell."))
    (why,) = problems(tmp_path, found).values()
    assert "leads out of the archive" in why
    assert len(texts(found)) == 2
    assert not list(tmp_path.rglob("out.txt"))


def test_a_link_in_an_archive_is_named_and_not_followed(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("passwords.txt")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    found = read(tmp_path, with_entry(info, b"/etc/passwd"))
    assert problems(tmp_path, found) == {
        "news.zip/passwords.txt": "is a link or a device, not a file, and was not opened"
    }
    assert len(texts(found)) == 2


def test_an_encrypted_entry_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    data = bytearray(with_entry(zipfile.ZipInfo("secret.txt"), b"Paris fell."))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    found = read(tmp_path, bytes(data))
    assert "is encrypted" in problems(tmp_path, found)["news.zip/secret.txt"]
    assert len(texts(found)) == 2


def test_a_bomb_costs_one_entry_and_one_sentence(tmp_path: Path) -> None:
    found = read(tmp_path, making.zipped({"bomb.txt": bytes(30_000_000), **GOOD}))
    assert "unpacks to over 200 times its size" in problems(tmp_path, found)["news.zip/bomb.txt"]
    assert len(texts(found)) == 2


def test_a_bomb_that_lies_about_its_size_costs_one_entry(tmp_path: Path) -> None:
    data = bytearray(making.zipped({"bomb.txt": bytes(30_000_000), **GOOD}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    found = read(tmp_path, bytes(data))
    assert list(problems(tmp_path, found)) == ["news.zip/bomb.txt"]
    assert len(texts(found)) == 2


def test_an_entry_that_unpacks_to_too_much_is_refused() -> None:
    made = io.BytesIO(making.zipped({"a.txt": b"Idlib fell. " * 1000}))
    with zipfile.ZipFile(made) as opened, pytest.raises(ArticleError, match=r"unpacks to more than 0\.01 MB"):
        zipped.read_entry(opened, "a.txt", limit=10_000)


def test_all_archives_in_an_archive_share_one_bound(tmp_path: Path) -> None:
    inner = making.zipped({f"{n}.txt": f"Idlib fell {n} times. " * 40 for n in range(4)})
    path = tmp_path / "news.zip"
    path.write_bytes(making.zipped({f"{n}.zip": inner for n in range(9)}))
    around = nesting.Around(budget=nesting.Budget(size=12_000))
    found = list(archives.ZIP_ARCHIVE.read_nested(path, str(path), warn=lambda problem: None, around=around))
    assert 4 <= len(texts(found)) <= 12
    assert any("more than is unpacked of one archive" in why for why in problems(tmp_path, found).values())


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for n in range(limits.MAX_ENTRIES + 1):
            archive.writestr(f"{n}", b"")
    assert "holds more than 10,000 entries" in problems(tmp_path, read(tmp_path, made.getvalue()))["news.zip"]


def test_a_damaged_entry_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(making.zipped({"bad.txt": b"Idlib fell on Thursday, and others did not. " * 30, **GOOD}))
    data[60:90] = bytes(30)
    found = read(tmp_path, bytes(data))
    assert problems(tmp_path, found) == {"news.zip/bad.txt": "is cut off or damaged, and can't be unpacked"}
    assert len(texts(found)) == 2


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"ppt/presentation.xml": "<p/>"}, "is a presentation, not a text"),
        ({"a.png": b"x"}, "holds no file of a format that is read"),
        ({}, "holds no file of a format that is read"),
    ],
)
def test_what_is_no_archive_of_articles_is_named(tmp_path: Path, entries: dict[str, bytes], says: str) -> None:
    assert says in problems(tmp_path, read(tmp_path, making.zipped(entries)))["news.zip"]


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(archives.tempfile, "tempdir", str(tmp_path / "scratch"))
    assert len(texts(read(tmp_path, making.zipped({"bad.docx": b"PK\x03\x04", **GOOD})))) == 2
    assert list((tmp_path / "scratch").iterdir()) == []
