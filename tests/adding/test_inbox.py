"""What is given lies under its content's digest; a name from outside does nothing; what can't be written is said."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.adding import Inbox, Refused, Trouble
from geo.adding.inbox import safe_name


@settings(deadline=None)
@given(st.text(max_size=400))
def test_a_safe_name_is_one_plain_bounded_part_of_a_path(name: str) -> None:
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert safe
    assert safe[0] not in ".-"
    assert "/" not in safe
    assert "\\" not in safe
    assert safe.isprintable()
    assert len(safe.encode()) <= 255
    assert safe_name(safe) == safe, "safe already"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\desk\\Brief.docx", "Brief.docx"),
        ("--store=x.txt", "store=x.txt"),
        (".hidden.txt", "hidden.txt"),
        ("wire.jsonl.gz", "wire.jsonl.gz"),
        ("a\u202etxt.exe\x00.txt", "atxt.exe.txt"),
        ("تقرير.txt", "تقرير.txt"),
        ("", "article"),
        ("...", "article"),
        ("é" * 300 + ".txt", "é" * 80 + ".txt"),
        ("<img src=x onerror=`${1}`>.txt", "_img src=x onerror=__{1}__.txt"),
    ],
)
def test_names_stay_readable(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@settings(deadline=None)
@given(st.text(max_size=60), st.binary(max_size=60))
def test_the_same_file_twice_lies_at_one_place_inside(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    inbox = Inbox(tmp_path_factory.getbasetemp() / "inbox")
    path = inbox.keep(name, data)
    assert inbox.keep(name, data) == path
    assert path.read_bytes() == data
    assert path.parent.parent == inbox.folder
    assert inbox.shown(str(path)) == path.name
    assert inbox.part(str(path)) == path.parent.name
    inbox.free(path)
    assert not path.parent.exists()


def test_an_inbox_is_its_store_s_own(tmp_path: Path) -> None:
    assert Inbox.of(str(tmp_path / "a.sqlite")).folder == tmp_path / "a.inbox"
    assert Inbox.of("postgresql://desk:secret@db/news").folder.name.endswith(".inbox")
    assert "secret" not in str(Inbox.of("postgresql://desk:secret@db/news").folder)


def test_nothing_outside_the_inbox_is_ever_deleted(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox")
    inbox.keep("a.txt", b"a")
    outside = tmp_path / "mine.txt"
    outside.write_text("mine")
    for path in (outside, tmp_path / "inbox", tmp_path / "inbox" / ".." / "mine.txt", Path("/")):
        inbox.free(path)
    assert outside.exists()
    assert len(list(inbox.files())) == 1


def test_only_its_owner_reads_the_inbox(tmp_path: Path) -> None:
    path = Inbox(tmp_path / "inbox").keep("a.txt", b"a")
    assert (tmp_path / "inbox").stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.ENOSPC, Trouble.DISK_FULL),
        (errno.EDQUOT, Trouble.DISK_FULL),
        (errno.EROFS, Trouble.UNWRITABLE),
    ],
)
def test_a_full_disk_and_a_closed_folder_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, trouble: Trouble
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("tempfile.mkstemp", fail)
    with pytest.raises(Refused) as refused:
        Inbox(tmp_path / "inbox").keep("a.txt", b"a")
    assert refused.value.trouble is trouble
    assert "again" in str(refused.value)
