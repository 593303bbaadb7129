"""axe-core finds nothing serious on the page or the map, in light and dark, wide and on a phone."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false}"
OURS = "{exclude: [['svg.marks']]}"  # Vega leaves the parts of a brush without a name
VIEWS = (
    "",
    "?sel=list:places",
    "?sel=list:grid&assoc=1",
    "?sel=actor:state:ru",
    "?sel=place:geonames:163345&q=naval",
    "?q=thiswordisnowhere",
    "?only=map",
)


def serious(where: Page | Frame) -> list[str]:
    """What axe-core calls serious or critical, each with the rule and the first elements."""
    where.evaluate(AXE)
    found: dict[str, Any] = where.evaluate(f"axe.run({OURS}, {RULES})")
    return [
        f"{broken['id']}: {[node['html'][:120] for node in broken['nodes'][:3]]}"
        for broken in found["violations"]
        if broken["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(("width", "dark"), [(1200, False), (1200, True), (390, False)])
def test_nothing_stands_in_anyone_s_way(visit: Callable[..., Visit], width: int, dark: bool) -> None:
    here = visit(width=width, dark=dark)
    for view in VIEWS if width > 400 and not dark else VIEWS[:3]:
        here.open(view)
        here.settled()
        assert serious(here.page) == [], view
        assert serious(here.map()) == [], view


def test_an_article_and_the_ways_to_share_stand_in_nobody_s_way(visit: Callable[..., Visit]) -> None:
    here = visit().open("?q=naval")
    here.page.get_by_role("button", name="Share", exact=True).click()
    here.page.get_by_role("button", name="Why here?").first.click()
    here.page.locator(".ways").wait_for()
    assert serious(here.page) == []
    here.page.get_by_role("button", name="Read the article").first.click()
    here.page.locator(".mini").wait_for()
    assert serious(here.page) == []
