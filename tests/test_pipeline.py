from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.errors import ActorListError, ArticleError
from geo.evaluation import distance_km
from geo.gazetteer import Gazetteer
from geo.pipeline import ArticleOutcome, FailedArticle, Pipeline, ingest, parse_stream
from geo.records import Article, GivenPlace, ParsedArticle
from geo.store import SaveOutcome, open_store
from geo.text import ActorList

ARTICLES = [
    Article("a", "Shells fell on Latakia on Monday, officials said."),
    Article("b", "Rain stopped in Tartus."),
    Article("c", "Nothing happened."),
]


@pytest.fixture(scope="module")
def pipeline(real_gazetteer_path: Path) -> Pipeline:
    return Pipeline.open(real_gazetteer_path)


class OneBadApple(Pipeline):
    def parse(self, article: Article) -> ParsedArticle:
        if article.article_id == "b":
            raise ValueError("no luck")
        return super().parse(article)


@pytest.fixture(scope="module")
def unlucky(real_gazetteer: Gazetteer) -> Pipeline:
    return OneBadApple(real_gazetteer, ActorList.load())


def test_articles_come_back_in_order(pipeline: Pipeline) -> None:
    found = list(parse_stream(ARTICLES, pipeline))
    assert [p.article.article_id for p in found if isinstance(p, ParsedArticle)] == ["a", "b", "c"]


def test_two_processes_answer_as_one_does(pipeline: Pipeline) -> None:
    many = [Article(f"{a.article_id}{i}", a.text) for i in range(4) for a in ARTICLES]
    assert list(parse_stream(many, pipeline, jobs=2)) == list(parse_stream(many, pipeline))


def test_a_stream_is_never_read_far_ahead(pipeline: Pipeline) -> None:
    read = 0

    def endless() -> Iterator[Article]:
        nonlocal read
        while True:
            read += 1
            yield Article(str(read), "Nothing happened.")

    stream = parse_stream(endless(), pipeline)
    next(stream)
    assert read <= 2
    stream.close()  # type: ignore[attr-defined]


def test_one_bad_article_does_not_stop_the_others(unlucky: Pipeline) -> None:
    first, second, third = parse_stream(ARTICLES, unlucky)
    assert isinstance(first, ParsedArticle)
    assert isinstance(third, ParsedArticle)
    assert isinstance(second, FailedArticle)
    assert (second.where, "no luck" in second.why) == ("b", True)


def test_what_was_skipped_is_named_and_the_rest_is_kept(unlucky: Pipeline, tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.sqlite")
    summary = ingest([ArticleError("x.txt", "is empty"), *ARTICLES], store, unlucky)
    assert (summary.added, [problem.where for problem in summary.skipped]) == (2, ["x.txt", "b"])
    assert store.summary().articles == 2


def test_the_same_articles_again_change_nothing(pipeline: Pipeline, tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.sqlite")
    first = ingest(ARTICLES, store, pipeline)
    revision = store.revision()
    second = ingest(ARTICLES, store, pipeline)
    assert (first.added, first.reports, second.unchanged, second.reports) == (3, 2, 3, 0)
    assert store.revision() == revision


def test_a_changed_article_replaces_itself(pipeline: Pipeline, tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.sqlite")
    ingest(ARTICLES, store, pipeline)
    summary = ingest([Article("a", "Shells fell on Homs.")], store, pipeline)
    assert (summary.added, summary.updated) == (0, 1)
    assert store.summary().articles == 3


def test_every_saved_article_is_told(pipeline: Pipeline, tmp_path: Path) -> None:
    told: list[ArticleOutcome] = []
    summary = ingest(ARTICLES, open_store(tmp_path / "store.sqlite"), pipeline, on_saved=told.append)
    assert [one.article_id for one in told] == [article.article_id for article in ARTICLES]
    assert {one.outcome for one in told} == {SaveOutcome.ADDED}
    assert sum(one.reports for one in told) == summary.reports
    assert all(one.places <= one.reports for one in told)


def test_a_users_actors_take_effect_and_change_the_parser(
    pipeline: Pipeline, real_gazetteer_path: Path, tmp_path: Path
) -> None:
    csv = tmp_path / "actors.csv"
    csv.write_text(
        "actor_id,name,kind,country,aliases\ngroup:grey-herons,Grey Herons,armed group,,the Herons\n", encoding="utf-8"
    )
    other = Pipeline.open(real_gazetteer_path, actors_csv=csv)
    found = other.parse(Article("a", "Fighters of the Grey Herons entered Homs."))
    assert [(m.actor_id, m.surface) for m in found.actors] == [("group:grey-herons", "Grey Herons")]
    assert other.parser != pipeline.parser


def test_a_broken_list_of_actors_is_one_sentence(real_gazetteer_path: Path, tmp_path: Path) -> None:
    csv = tmp_path / "actors.csv"
    csv.write_text("name\nx\n", encoding="utf-8")
    with pytest.raises(ActorListError, match=r"actors\.csv"):
        Pipeline.open(real_gazetteer_path, actors_csv=csv)


def test_a_state_of_the_union_is_not_the_country_of_its_name(pipeline: Pipeline) -> None:
    text = "Crowds filled Atlanta and Savannah. In Atlanta, Georgia said it would count the votes again."
    found = pipeline.parse(Article("a", text))
    (georgia,) = [t for t in found.toponyms if t.surface == "Georgia"]
    assert georgia.place is not None
    assert georgia.place.country == "US"
    assert "state:ge" not in {mention.actor_id for mention in found.actors}


def test_a_capital_with_its_state_written_out_is_placed(pipeline: Pipeline) -> None:
    found = pipeline.parse(Article("a", "Heavy rain fell near Baltimore, officials in Washington, D.C. said."))
    washington = next(t for t in found.toponyms if t.surface.startswith("Washington"))
    assert washington.place is not None
    assert distance_km(washington.place.lat, washington.place.lon, 38.9, -77.04) < 15


def test_other_processes_open_the_recogniser_that_was_named(real_gazetteer_path: Path, pipeline: Pipeline) -> None:
    plain = Pipeline.open(real_gazetteer_path, recogniser="plain")
    assert plain.parser != pipeline.parser
    articles = [Article(str(i), "Heavy rain fell in Copenhagen on Monday, the police said.") for i in range(2)]
    found = [parsed for parsed in parse_stream(articles, plain, jobs=2) if isinstance(parsed, ParsedArticle)]
    assert [parsed.parser for parsed in found] == [plain.parser] * 2
    assert [t.surface for parsed in found for t in parsed.toponyms] == ["Copenhagen"] * 2


def test_an_ingest_that_is_taken_up_again_learns_from_what_the_first_start_knew(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[set[str]] = []
    monkeypatch.setattr(
        Pipeline, "learn_homes", lambda self, reported: learnt.append({article for _, article, _ in reported})
    )

    def broken_off() -> Iterator[Article]:
        yield Article("b", ARTICLES[1].text, source="Post")
        raise KeyboardInterrupt

    store = open_store(tmp_path / "store.sqlite")
    ingest([Article("a", ARTICLES[0].text, source="Post")], store, pipeline)
    with pytest.raises(KeyboardInterrupt):
        ingest(broken_off(), store, pipeline)
    ingest([], store, pipeline)
    ingest([], store, pipeline)
    store.close()
    assert learnt == [set(), {"a"}, {"a"}, {"a", "b"}]


def test_what_a_table_gives_becomes_a_report_where_it_says(pipeline: Pipeline) -> None:
    given = (GivenPlace("Nowhereville", 36.5, 37.4, 0, 12),)
    parsed = pipeline.parse(Article("row", "Nowhereville: Fighters clashed near Aleppo.", given=given))
    first, second = parsed.toponyms
    assert first.place is not None
    assert (first.surface, first.place.lat, first.place.lon, first.origin) == ("Nowhereville", 36.5, 37.4, "given")
    assert second.surface == "Aleppo"
