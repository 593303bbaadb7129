import re
from html.parser import HTMLParser

import pytest

from geo.evaluation import (
    Cause,
    Document,
    GoldToponym,
    Judge,
    Mistake,
    Prediction,
    diagnose,
    match,
    worst_mistakes,
    worst_page,
)
from geo.evaluation.mini_map import mini_map
from geo.gazetteer import Gazetteer
from tests.evaluation.making import answer, document, gold, known

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>${alert(3)}`\\u0027\"'&amp;"


class Elements(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed_into = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def read(page: str) -> Elements:
    elements = Elements()
    elements.feed(page)
    return elements


def mistake(text: str, title: str = "", corpus: str = "ours") -> Mistake:
    mark = GoldToponym(0, len(text), text, 34.7, 36.7, role=text)
    wrong = Prediction(0, len(text), text, 10.0, 20.0, text, text, 0.5, text)
    return Mistake(corpus, Document("1", text, (mark,), title), Cause.WRONG_CANDIDATE, mark, wrong, 1234.5)


def test_hostile_text_is_shown_and_stays_text() -> None:
    page = worst_page([mistake(HOSTILE, HOSTILE, HOSTILE)], heading=HOSTILE)
    harmless = read(worst_page([mistake("Homs", "A title", "ours")], heading="Worst"))
    elements = read(page)
    assert [tag for tag, _ in elements.tags] == [tag for tag, _ in harmless.tags], "no element is born of text"
    assert not [a for _, attrs in elements.tags for a in attrs if a.startswith("on")]
    assert "alert(2)" in elements.text


def test_the_page_fetches_nothing_and_runs_one_script_only() -> None:
    elements = read(worst_page([mistake("Homs")]))
    policy = next(a["content"] for tag, a in elements.tags if tag == "meta" and "http-equiv" in a)
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1]
    assert not [a for _, attrs in elements.tags for name, a in attrs.items() if name in {"src", "srcset", "action"}]
    assert [a["href"] for tag, a in elements.tags if "href" in a and not str(a["href"]).startswith("#")] == []


def test_the_mention_is_marked_by_its_offsets() -> None:
    text = "Georgia votes. In Georgia, snow."
    mark = GoldToponym(18, 25, "Georgia", 42.0, 43.5)
    page = worst_page([Mistake("ours", Document("1", text, (mark,)), Cause.NOT_FOUND, mark, None)])
    assert "Georgia votes. In <mark>Georgia</mark>, snow." in page


def test_a_map_shows_both_points_on_either_side_of_the_date_line() -> None:
    drawn = mini_map((-17.7, 178.0), (-13.8, -171.8))
    box = [float(x) for x in re.search(r'viewBox="([^"]+)"', drawn)[1].split()]
    xs = [float(x) for x in re.findall(r'(?:cx="|rotate\(45 )(-?[\d.]+)', drawn)]
    assert len(xs) == 2
    assert all(box[0] < x < box[0] + box[2] for x in xs)
    assert box[2] < 40, "the short way round"
    assert drawn.count("#land") == 2


@pytest.mark.parametrize("points", [((90.0, 0.0), (-90.0, 0.0)), ((0.0, 0.0), (0.0, 180.0)), ((5.0, 5.0), (5.0, 5.0))])
def test_a_map_of_any_two_points_is_drawn(points) -> None:
    assert "nan" not in mini_map(*points)


def test_no_point_makes_no_map() -> None:
    assert mini_map(None, None) == ""


@pytest.fixture(scope="module")
def judge(real_gazetteer: Gazetteer) -> Judge:
    return Judge.of(real_gazetteer)


def test_one_kind_of_mistake_cannot_fill_the_list(judge: Judge, real_gazetteer: Gazetteer) -> None:
    paris = known(real_gazetteer, "Paris", country="FR", kind="town")
    text = "A storm passed Paris and Homs, then Aleppo."
    assert judge.reach is not None
    assert judge.extents is not None
    diagnoses = []
    for i in range(40):
        marks = (gold(text, "Paris", 33.66, -95.55), gold(text, "Homs", 34.7, 36.7))
        answers = [answer(text, "Paris", paris), answer(text, "Aleppo", paris, score=0.5)]
        diagnoses.append(diagnose(match(document(text, *marks, number=str(i)), answers), judge.reach))
    worst = worst_mistakes({"ours": diagnoses}, judge.extents, count=50)
    causes = [m.cause for m in worst]
    assert len(worst) == 50
    assert {Cause.WRONG_CANDIDATE, Cause.NOT_FOUND, Cause.SPURIOUS} == set(causes)
    assert max(causes.count(c) for c in set(causes)) < 30


def test_a_name_counts_once_in_an_article_and_the_surest_comes_first(judge: Judge, real_gazetteer: Gazetteer) -> None:
    paris = known(real_gazetteer, "Paris", country="FR", kind="town")
    text = "Paris, Paris and Homs"
    assert judge.reach is not None
    assert judge.extents is not None
    marks = [GoldToponym(s, s + 5, "Paris", 33.66, -95.55) for s in (0, 7)] + [gold(text, "Homs", 34.7, 36.7)]
    answers = [
        Prediction(0, 5, "Paris", paris.lat, paris.lon, "literal", "", 0.3, "", paris),
        Prediction(7, 12, "Paris", paris.lat, paris.lon, "literal", "", 0.8, "", paris),
        Prediction(17, 21, "Homs", 33.7, -84.0, "literal", "", 0.9, ""),
    ]
    worst = worst_mistakes(
        {"ours": [diagnose(match(document(text, *marks), answers), judge.reach)]}, judge.extents, count=10
    )
    assert [m.document.text[slice(*m.span)] for m in worst] == ["Homs", "Paris"]
    assert worst[1].answer is not None
    assert worst[1].answer.score == 0.8
