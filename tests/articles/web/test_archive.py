"""What was fetched is kept as it came, in a form that others read, and can be taken out again."""

import gzip
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from geo.articles.web import Archive, Fetched
from tests.articles.web.site import PUBLIC

AT = datetime(2026, 11, 22, 14, 3, 5, tzinfo=UTC)


def fetched(url: str = "http://news.example/s", body: bytes = b"<p>Latakia</p>", packed: bool = False) -> Fetched:
    received = gzip.compress(body) if packed else body
    headers = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"), ("X-Name", "caf\xe9")]
    headers += [("Content-Encoding", "gzip")] if packed else []
    return Fetched(url, url, 200, "OK", tuple(headers), received, body, PUBLIC, AT)


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_comes_back_as_it_was(tmp_path: Path, packed: bool) -> None:
    archive = Archive(tmp_path / "archive")
    first = archive.keep(fetched(packed=packed))
    second = archive.keep(fetched("http://news.example/t", b"Other"))
    kept = archive.find(first)
    assert kept is not None
    assert (kept.url, kept.body, kept.at, kept.place) == ("http://news.example/s", b"<p>Latakia</p>", AT, first)
    assert ("Content-Type", "text/html") in kept.headers
    other = archive.find(second)
    assert other is not None
    assert other.body == b"Other"


def test_others_can_read_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    place = archive.keep(fetched(packed=True))
    with (tmp_path / place.partition("@")[0]).open("rb") as file:
        records = []
        for record in ArchiveIterator(file, check_digests="raise"):
            record.raw_stream.read()
            records.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
            if record.rec_type == "response":
                assert record.rec_headers.get_header("WARC-IP-Address") == PUBLIC
                assert record.rec_headers.get_header("WARC-Date") == "2026-11-22T14:03:05Z"
    assert records == [("warcinfo", None), ("response", "http://news.example/s")]


def test_a_new_file_is_begun_when_one_has_grown(tmp_path: Path) -> None:
    archive = Archive(tmp_path, largest=1_000)
    places = [archive.keep(fetched(f"http://news.example/{n}", bytes(range(256)) * 3)) for n in range(5)]
    assert len({place.partition("@")[0] for place in places}) > 1
    for n, place in enumerate(places):
        kept = archive.find(place)
        assert kept is not None
        assert kept.url == f"http://news.example/{n}"


def test_every_copy_of_a_page_is_found_and_can_be_forgotten(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for body in (b"Before.", b"After."):
        archive.keep(fetched(body=body))
        archive.keep(fetched("http://news.example/other"))
    assert [kept.body for kept in archive.copies("http://news.example/s")] == [b"Before.", b"After."]
    assert archive.forget(["http://news.example/s"]) == 2
    assert list(archive.copies("http://news.example/s")) == []
    others = list(archive.copies("http://news.example/other"))
    assert len(others) == 2
    found = archive.find(others[1].place)
    assert found is not None
    assert found.url == "http://news.example/other"
    assert b"Before" not in b"".join(gzip.decompress(path.read_bytes()) for path in tmp_path.glob("*.gz"))


@pytest.mark.parametrize(
    "place", ["", "x", "../../etc/passwd@0", "dateline-00001.warc.gz@7", "dateline-00009.warc.gz@0"]
)
def test_a_place_where_nothing_lies_is_nothing(tmp_path: Path, place: str) -> None:
    archive = Archive(tmp_path)
    archive.keep(fetched())
    assert archive.find(place) is None
    assert archive.find("dateline-00001.warc.gz@0") is None


def test_an_archive_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "none")
    assert list(archive.copies("http://news.example/s")) == []
    assert archive.forget(["http://news.example/s"]) == 0
    assert not (tmp_path / "none").exists()


def test_several_may_write_at_once(tmp_path: Path) -> None:
    places: list[str] = []

    def write(who: int) -> None:
        archive = Archive(tmp_path)
        places.extend(archive.keep(fetched(f"http://news.example/{who}/{n}")) for n in range(5))

    threads = [threading.Thread(target=write, args=[who]) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [Archive(tmp_path).find(place) for place in places]
    assert len({kept.url for kept in found if kept is not None}) == 20


def test_a_page_is_found_by_its_own_address_and_by_its_articles(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.keep(fetched("http://m.news.example/s"), article="http://news.example/s")
    for url in ("http://m.news.example/s", "http://news.example/s"):
        (kept,) = archive.copies(url)
        assert (kept.url, kept.article) == ("http://m.news.example/s", "http://news.example/s")
    assert archive.forget(["http://news.example/s"]) == 1
    assert list(archive.copies("http://m.news.example/s")) == []


def test_what_a_feed_held_of_an_article_is_kept_by_itself(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.keep_part("http://news.example/s", "<p>Café at Latakia</p>", feed="http://news.example/rss", at=AT)
    (kept,) = archive.copies("http://news.example/s")
    assert kept.body.decode() == "<p>Café at Latakia</p>"
    assert kept.at == AT
    assert archive.forget(["http://news.example/s"]) == 1


@pytest.mark.parametrize("tail", [b"garbage that is no record", b"\x1f\x8b\x08\x00torn"])
def test_a_damaged_end_hides_nothing_before_it_and_survives_a_removal(tmp_path: Path, tail: bytes) -> None:
    archive = Archive(tmp_path)
    place = archive.keep(fetched())
    archive.keep(fetched("http://news.example/t"))
    path = tmp_path / place.partition("@")[0]
    with path.open("ab") as file:
        file.write(tail)
    assert len(list(archive.copies("http://news.example/t"))) == 1
    assert archive.forget(["http://news.example/s"]) == 1
    assert path.read_bytes().endswith(tail)
    assert len(list(archive.copies("http://news.example/t"))) == 1
    assert list(archive.copies("http://news.example/s")) == []
