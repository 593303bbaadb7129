"""Whatever is opened as a store either is one, or is refused in one clear sentence."""

import contextlib
import dataclasses
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from geo.errors import StoreError, StoreReadOnly, StoreTooNew
from geo.records import Focus, ParsedArticle
from geo.store import SaveOutcome, Store, open_store
from geo.store.migrating import migrate
from geo.store.schema import SCHEMA_VERSION, tables
from tests.store.making import SYRIA, buildup, wire

NOBODY = 65534
SCHEMA = text("SELECT value FROM dateline_meta WHERE name = 'schema'")


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that users other than its owner can look into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextlib.contextmanager
def without_rights() -> Iterator[None]:
    """Root may write anything: lay that down for a while, where these tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def sealed(path: Path) -> Path:
    """Take from a store and its folder the right to write."""
    for one in (*path.parent.iterdir(), path.parent):
        one.chmod(one.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return path


def one_sentence(error: pytest.ExceptionInfo[StoreError], *words: str) -> None:
    message = str(error.value)
    assert "\n" not in message
    assert message.endswith(".")
    assert "Traceback" not in message
    for word in words:
        assert word in message


def test_a_store_is_made_where_there_is_none_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "über" / "100% #1?.sqlite"
    store = open_store(path)
    store.save(buildup())
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["100% #1?.sqlite"]  # the log is tidied away
    again = open_store(str(path))
    assert again.article("buildup") == buildup()
    again.close()


def test_a_url_of_sqlite_names_the_same_store(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/store.sqlite")
    store.save(buildup())
    store.close()
    again = open_store(tmp_path / "store.sqlite", read_only=True)
    assert again.summary().articles == 1
    again.close()


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    store = open_store(path)
    assert store.save(buildup()) is SaveOutcome.ADDED
    store.close()


def test_a_text_file_is_refused_and_left_as_it_is(path: Path) -> None:
    path.write_text("RUSSIA has been sending military forces into Syria in recent days.")
    with pytest.raises(StoreError) as error:
        open_store(path)
    one_sentence(error, str(path), "not a Dateline store")
    assert path.read_text().startswith("RUSSIA")
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_another_programs_database_is_refused_and_left_as_it_is(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE articles (title)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError) as error:
        open_store(path)
    one_sentence(error, "not a Dateline store")
    assert path.read_bytes() == before


def test_a_damaged_store_is_refused(path: Path) -> None:
    store = open_store(path)
    store.save(buildup())
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(StoreError) as error:
        open_store(path)
    one_sentence(error, "damaged", "restore a copy")


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(path: Path) -> None:
    store = open_store(path)
    with store.engine.connect() as connection, connection.begin():
        connection.execute(text("UPDATE dateline_meta SET value = 99 WHERE name = 'schema'"))
    store.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew) as error:
        open_store(path)
    one_sentence(error, "newer version", "update Dateline")
    assert path.read_bytes() == before


def test_an_older_store_is_brought_up_to_date_step_by_step(store: Store) -> None:
    store.save(buildup())
    taken: list[int] = []
    with store.engine.connect() as connection, connection.begin():
        first, second, third = SCHEMA_VERSION, SCHEMA_VERSION + 1, SCHEMA_VERSION + 2
        steps = {first: lambda _: taken.append(first), second: lambda _: taken.append(second)}
        migrate(connection, steps=steps, version=third)
        assert connection.execute(SCHEMA).scalar_one() == third
    assert taken == [first, second]


def made_by_version_2(path: Path, *articles: ParsedArticle) -> Path:
    """A store as version 2 left it, with these articles."""
    store = open_store(path)
    for article in articles or (buildup(),):
        store.save(article)
    with store.engine.connect() as connection, connection.begin():
        for table in ("stories", "story_bands", "failures"):
            connection.execute(text(f"DROP TABLE {table}"))
        for column in ("author", "language", "pages", "given"):
            connection.execute(text(f"ALTER TABLE articles DROP COLUMN {column}"))
        connection.execute(text("UPDATE dateline_meta SET value = 2 WHERE name = 'schema'"))
    store.close()
    return path


def made_by_version_1(path: Path) -> Path:
    """A store as version 1 left it, with one article."""
    made_by_version_2(path)
    with contextlib.closing(sqlite3.connect(path)) as store:
        store.execute("DROP TABLE focuses")
        store.execute("UPDATE dateline_meta SET value = 1 WHERE name = 'schema'")
        store.commit()
    return path


def test_a_store_of_version_2_keeps_its_articles_and_learns_their_stories(path: Path) -> None:
    one, copy, other = (wire(paper, seed) for paper, seed in (("Post", 0), ("Mail", 0), ("Star", 1)))
    made_by_version_2(path, one, copy, other)
    store = open_store(path)
    with store.reading() as connection:
        assert connection.execute(SCHEMA).scalar_one() == SCHEMA_VERSION
        grouped = connection.execute(text("SELECT story_no FROM stories ORDER BY article_no")).scalars().all()
    assert grouped == [1, 1, 3]
    assert [store.article(article.article.article_id) for article in (one, copy, other)] == [one, copy, other]
    assert store.save(one) is SaveOutcome.UNCHANGED  # its digest is what it was
    signed = dataclasses.replace(one, article=dataclasses.replace(one.article, author="A. Reporter", pages=(0, 9)))
    assert store.save(signed) is SaveOutcome.UPDATED
    assert store.article(one.article.article_id) == signed
    store.close()


def test_a_store_of_version_2_that_is_read_only_says_how_it_is_brought_up_to_date(path: Path) -> None:
    made_by_version_2(path)
    with pytest.raises(StoreReadOnly) as error:
        open_store(path, read_only=True)
    one_sentence(error, "older version", "geo serve")


def test_a_store_of_version_1_keeps_its_articles_and_learns_to_keep_their_focus(path: Path) -> None:
    store = open_store(made_by_version_1(path))
    with store.reading() as connection:
        assert connection.execute(SCHEMA).scalar_one() == SCHEMA_VERSION
    kept = store.article("buildup")
    assert kept == buildup()
    assert kept.focus == ()
    about = dataclasses.replace(buildup(), focus=(Focus(SYRIA, 0.75),))
    assert store.save(about) is SaveOutcome.UPDATED
    assert store.article("buildup") == about
    store.close()


def test_a_store_of_version_1_that_is_read_only_says_how_it_is_brought_up_to_date(path: Path) -> None:
    made_by_version_1(path)
    before = path.read_bytes()
    with pytest.raises(StoreReadOnly) as error:
        open_store(path, read_only=True)
    one_sentence(error, "older version", "geo serve")
    assert path.read_bytes() == before


def test_an_older_store_without_a_way_up_is_refused(store: Store) -> None:
    with (
        store.engine.connect() as connection,
        connection.begin(),
        pytest.raises(StoreError, match="can't bring up to date"),
    ):
        migrate(connection, steps={}, version=SCHEMA_VERSION + 1)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "name a file"),
        (":memory:", "name a file"),
        ("sqlite://", "in memory"),
        ("news\x00.sqlite", "name a file"),
        ("://", "not a store's address"),
        ("oracular://host/news", "isn't known"),
        ("/dev/null", "device"),
        ("/proc/nothing/here.sqlite", "can't be opened"),
    ],
)
def test_a_name_that_cannot_hold_a_store_is_refused(url: str, words: str) -> None:
    with pytest.raises(StoreError) as error:
        open_store(url)
    one_sentence(error, words)


def test_a_missing_driver_says_what_to_install_and_keeps_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(StoreError) as error:
        open_store("postgresql+psycopg://reader:secret@localhost/news")
    one_sentence(error, "pip install")
    assert "secret" not in str(error.value)


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        open_store(tmp_path)
    one_sentence(error, "is a folder")


def test_a_missing_store_is_not_made_for_reading(path: Path) -> None:
    with pytest.raises(StoreError) as error:
        open_store(path, read_only=True)
    one_sentence(error, "python -m geo ingest")
    assert not path.exists()


def test_a_store_opened_for_reading_reads_and_refuses_to_write(store: Store, path: Path) -> None:
    store.save(buildup())
    reader = open_store(path, read_only=True)
    with pytest.raises(StoreReadOnly) as error:
        reader.save(buildup("other"))
    one_sentence(error, "read-only")
    with pytest.raises(StoreReadOnly):
        reader.cache_geocode("nominatim", "Hmeimim", payload=None)
    assert reader.article("buildup") == buildup()
    store.save(buildup("other"))
    assert reader.summary().articles == 2  # it sees what the writer adds
    reader.close()


def test_a_store_in_a_folder_without_the_right_to_write_is_read(shelf: Path) -> None:
    path = shelf / "store.sqlite"
    store = open_store(path)
    store.save(buildup())
    store.close()
    sealed(path)
    with without_rights():
        reader = open_store(path)
        assert reader.read_only
        assert reader.article("buildup") == buildup()
        with pytest.raises(StoreReadOnly) as error:
            reader.save(buildup("other"))
        reader.close()
    one_sentence(error, "read-only")
    assert [file.name for file in shelf.iterdir()] == ["store.sqlite"]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs two users: one who may write the store, and one who may not")
def test_a_reader_without_the_right_to_write_sees_what_anothers_ingest_adds(shelf: Path) -> None:
    path = shelf / "store.sqlite"
    writer = open_store(path)
    writer.save(buildup())
    writer.close()
    with without_rights():
        reader = open_store(path)
        assert reader.summary().articles == 1
    writer = open_store(path)
    writer.save(buildup("other"))
    with without_rights():
        assert reader.summary().articles == 2
    writer.close()
    with without_rights():
        assert reader.summary().articles == 2
        reader.close()


def test_a_store_can_not_be_made_in_a_folder_without_the_right_to_write(shelf: Path) -> None:
    shelf.chmod(0o555)
    with without_rights(), pytest.raises(StoreReadOnly) as error:
        open_store(shelf / "store.sqlite")
    one_sentence(error, "folder is read-only", "--store")


def test_the_tables_can_be_made_on_postgresql() -> None:
    made = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in tables.sorted_tables]
    assert sum("REFERENCES" in statement for statement in made) == 7
    assert not any("WITHOUT ROWID" in statement for statement in made)
