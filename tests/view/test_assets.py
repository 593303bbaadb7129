"""What the browser needs lies beside the dashboard, whole, and is mended where it isn't."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geo.errors import DatelineError
from geo.gazetteer.areas import Areas
from geo.view.assets import ensure_assets, write_outline
from geo.view.outlines import Outlines


def test_the_maps_files_are_copied_and_ask_nothing_of_the_network(tmp_path: Path) -> None:
    ensure_assets(tmp_path)
    script = (tmp_path / "dateline.js").read_text(encoding="utf-8")
    assert "dateline.start" in script
    assert (tmp_path / "leaflet" / "leaflet.js").stat().st_size > 100_000
    assert (tmp_path / "basemap" / "land-low.json").is_file()
    hosts = set(re.findall(r"""https?://([^/ "'`)]+)""", script))
    asked_for = {"tile.openstreetmap.org", "basemaps.cartocdn.com"}
    named = {"www.openstreetmap.org", "carto.com", "www.w3.org", "bugzilla.mozilla.org"}
    assert hosts == asked_for | named, "only tiles that a reader asks for, credits, a namespace and a comment"


def test_a_half_written_file_is_mended(tmp_path: Path) -> None:
    ensure_assets(tmp_path)
    (tmp_path / "dateline.js").write_text("half")
    (tmp_path / "version.txt").unlink()
    ensure_assets(tmp_path)
    assert len((tmp_path / "dateline.js").read_text(encoding="utf-8")) > 10_000


def test_two_at_once_do_not_spoil_each_others_files(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        versions = set(pool.map(lambda _: ensure_assets(tmp_path), range(8)))
    assert len(versions) == 1
    assert not list(tmp_path.rglob(".part-*"))


def test_a_folder_that_cannot_be_written_is_one_sentence_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "static").write_text("a file where the folder should be")
    with pytest.raises(DatelineError, match="can't be written"):
        ensure_assets(tmp_path / "static")


def test_an_outline_is_named_by_its_content_never_by_its_id(tmp_path: Path) -> None:
    address = write_outline(tmp_path, "../../etc/passwd\0", "{}")
    assert address.startswith("../../app/static/areas/")
    assert [p.parent.name for p in tmp_path.rglob("*.json")] == ["areas"]


def test_the_outline_of_a_country_is_found_and_an_unknown_one_is_none(tmp_path: Path) -> None:
    areas = Areas.open()
    known = next(iter(areas))
    outlines = Outlines(areas, tmp_path)
    assert outlines.find(known) is not None
    assert outlines.find("no such area") is None
    assert Outlines(None, tmp_path).find(known) is None
