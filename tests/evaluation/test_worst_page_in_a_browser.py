import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright

from geo.evaluation import Cause, Document, GoldToponym, Mistake, Prediction, worst_page

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND"
HOSTILE = (
    "</script><script>window.pwned=1</script><img src=http://example.org/x onerror=window.pwned=2>"
    "<svg onload=window.pwned=3>\"' onmouseover=window.pwned=4 ${window.pwned=5}`</style><style>*{display:none}"
)


def mistake(text: str, cause: Cause, corpus: str) -> Mistake:
    mark = GoldToponym(0, len(text), text, 34.7, 36.7, role=text)
    wrong = Prediction(0, len(text), text, 10.0, 20.0, text, text, 0.5, text)
    return Mistake(corpus, Document(text, text, (mark,), text), cause, mark, wrong, 1234.5)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, playwright: Playwright) -> Iterator[tuple[Page, list[str]]]:
    """The page of three mistakes, and what went wrong on it."""
    mistakes = [
        mistake(HOSTILE, Cause.WRONG_CANDIDATE, HOSTILE),
        mistake("Homs", Cause.WRONG_CANDIDATE, "ours"),
        mistake("Hama", Cause.NOT_FOUND, "ours"),
    ]
    path = tmp_path_factory.mktemp("page") / "worst.html"
    path.write_text(worst_page(mistakes, heading=HOSTILE), encoding="utf-8")
    problems: list[str] = []
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, CUT_OFF])
    here = browser.new_page()
    here.on("request", lambda r: None if r.url == path.as_uri() else problems.append(r.url))
    here.on("pageerror", lambda error: problems.append(str(error)))
    here.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    here.goto(path.as_uri())
    yield here, problems
    browser.close()


def shown(here: Page) -> list[str]:
    return here.locator("article:visible h2").all_inner_texts()


def test_hostile_text_runs_nothing_and_asks_for_nothing(page: tuple[Page, list[str]]) -> None:
    here, problems = page
    here.locator("article h2").first.hover()
    assert here.evaluate("window.pwned ?? null") is None
    assert problems == []
    assert here.locator("article").first.locator("mark").inner_text() == HOSTILE
    assert len(shown(here)) == 3


def test_mistakes_are_filtered_by_cause_and_by_corpus(page: tuple[Page, list[str]]) -> None:
    here, problems = page
    missed = here.get_by_role("button", name=Cause.NOT_FOUND.value)
    missed.click()
    assert [name.split()[0] for name in shown(here)] == ["Hama"]
    assert here.locator("#shown").inner_text() == "1 shown"
    missed.click()
    assert len(shown(here)) == 3, "a second click on the only one shows all again"
    here.get_by_label("Corpus").select_option(label="ours (2)")
    assert len(shown(here)) == 2
    here.get_by_label("Corpus").select_option(index=0)
    assert problems == []
