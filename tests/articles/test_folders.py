"""Folders are read whole and in order; one bad file costs no other."""

import gzip
import json
import os
from pathlib import Path

import pytest

from geo.articles import read_articles, size_of
from geo.errors import ArticleError
from geo.records import Article


def ids(paths: list[Path]) -> list[str]:
    return [found.article_id if isinstance(found, Article) else found.where for found in read_articles(paths)]


def problems(paths: list[Path]) -> list[ArticleError]:
    return [found for found in read_articles(paths) if isinstance(found, ArticleError)]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "b" / "deep").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "hidden.txt").write_text("Hidden.")
    for name in ("z", "a"):
        (folder / f"{name}.txt").write_text(f"Idlib fell, says {name}.")
        (folder / f"{name}.json").write_text(json.dumps({"id": name}))
    (folder / "b" / "deep" / "UPPER.TXT").write_text("Tartus did not.")
    (folder / "b" / "deep" / "UPPER.json").write_text('{"id": "upper"}')
    (folder / "c.jsonl").write_text('{"id": "c1", "text": "Homs."}\n{"id": "c2", "text": "Hama."}\n')
    (folder / "d.jsonl.gz").write_bytes(gzip.compress(b'{"id": "d1", "text": "Aleppo."}\n'))
    (folder / "notes.log").write_text("not news")
    return folder


def test_a_folder_is_read_with_all_below_it_sorted_by_name(news: Path) -> None:
    assert ids([news]) == ["a", "upper", "c1", "c2", "d1", "z"]


def test_a_file_named_twice_is_read_once(news: Path) -> None:
    assert ids([news / "z.txt", news]) == ["z", "a", "upper", "c1", "c2", "d1"]


def test_a_missing_path_is_named_and_the_others_are_read(news: Path) -> None:
    found = list(read_articles([news / "gone", news / "a.txt"]))
    assert isinstance(found[0], ArticleError)
    assert str(found[0]) == f"{news / 'gone'}: no such file or folder; check the path"
    assert isinstance(found[1], Article)


def test_a_folder_without_an_article_is_named(tmp_path: Path) -> None:
    (problem,) = problems([tmp_path])
    assert "holds no .txt, .md, .html, .pdf" in problem.why


def test_an_empty_json_lines_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    (problem,) = problems([tmp_path])
    assert problem.why.startswith("is empty")


def test_a_file_of_another_kind_is_named_where_it_was_asked_for(news: Path) -> None:
    (problem,) = problems([news / "notes.log"])
    assert "not a .txt, .md, .html, .pdf" in problem.why


def test_a_link_back_to_a_folder_above_ends_no_run(news: Path) -> None:
    (news / "b" / "loop").symlink_to(news)
    (news / "b" / "self").symlink_to("self")
    assert ids([news]) == ["a", "upper", "c1", "c2", "d1", "z"]


def test_a_link_to_a_folder_elsewhere_is_followed(news: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "e.jsonl").write_text('{"id": "e1", "text": "Deir ez-Zor."}')
    (news / "e").symlink_to(tmp_path / "elsewhere")
    assert "e1" in ids([news])


def test_a_link_to_nothing_and_a_pipe_are_named(news: Path) -> None:
    (news / "gone.txt").symlink_to(news / "nothing")
    os.mkfifo(news / "pipe.txt")
    assert sorted(Path(problem.where).name for problem in problems([news])) == ["gone.txt", "pipe.txt"]
    assert "ordinary file" in str(problems([news / "pipe.txt"])[0])


def test_a_folder_that_cannot_be_listed_costs_only_itself(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.iterdir

    def iterdir(folder: Path) -> object:
        if folder.name == "b":
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = ids([news])
    assert found == ["a", str(news / "b"), "c1", "c2", "d1", "z"]


def test_what_was_read_is_counted_in_bytes_up_to_the_whole_size(news: Path) -> None:
    counts: list[int] = []
    list(read_articles([news], on_bytes=counts.append))
    assert sum(counts) == size_of([news]) > 0


def test_a_broken_gzip_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl.gz").write_bytes(b"no gzip at all")
    (problem,) = problems([tmp_path])
    assert "breaks off" in problem.why


def test_a_path_with_a_nul_is_named(tmp_path: Path) -> None:
    (problem,) = problems([tmp_path / "a\0.txt"])
    assert "check the path" in problem.why


def test_folders_without_bottom_are_named(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 120)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("Idlib fell.")
    (tmp_path / "top.txt").write_text("Tartus did not.")
    found = list(read_articles([tmp_path]))
    assert ["deep" in str(found[0]), isinstance(found[1], Article)] == [True, True]
