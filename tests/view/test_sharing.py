"""A link as a QR code, and as a map inside another page."""

import re

import segno

from geo.view.link import View, read_link, write_link
from geo.view.sharing import qr_code

ADDRESS = "http://localhost:8501/?place=geonames:163843&q=naval+base&map=7/35.1/36.2"


def test_a_code_holds_the_link_with_a_white_rim() -> None:
    size, path = qr_code(ADDRESS)
    wanted = segno.make(ADDRESS, error="m", micro=False).matrix
    assert size == len(wanted) + 8
    dark = {(int(x) - 4, int(y) - 4) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}
    assert dark == {(x, y) for y, row in enumerate(wanted) for x, module in enumerate(row) if module}


def test_a_link_that_is_too_long_has_no_code_rather_than_an_error() -> None:
    assert qr_code("http://localhost/?" + "q" * 2000) == (0, "")
    assert qr_code("") == (0, "")


def test_only_the_map_is_part_of_the_link() -> None:
    view = View(only_map=True)
    assert write_link(view) == {"only": ["map"]}
    assert read_link({"only": ["map"]}) == (view, ())
    assert read_link({"only": ["everything"]}) == (View(), ("only",))
