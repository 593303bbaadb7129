"""Run the steps in order: find the mentions of an article, place them, keep the result.

One process by default; with more, articles are parsed in workers and come back in the order they were sent, never
more of them waiting than the workers can use. One bad article never stops a run: it is handed on as a failure.
"""

import gc
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from geo import settings
from geo.errors import ArticleError
from geo.gazetteer import Gazetteer, ensure_index
from geo.records import ActorKind, ActorMention, Article, ParsedArticle, Place, ResolvedToponym
from geo.resolution import FocusFinder, Resolver, Vicinities, place_given, tell_filed
from geo.resolution.home import Home, home_at, homes_of
from geo.store import SaveOutcome, Store
from geo.store.reading import read_reported
from geo.store.reporting import ReportRow, reports_of
from geo.text import ActorList, TextFinder
from geo.text.recogniser import Recogniser
from geo.text.recognisers import DEFAULT_RECOGNISER, open_recogniser

__all__ = ["ArticleOutcome", "FailedArticle", "IngestSummary", "Pipeline", "collect_rarely", "ingest", "parse_stream"]

_VERSION = "3"
"""Raised when the code's answers change without a change of weights or data, so that a store is parsed anew."""


@dataclass(frozen=True, slots=True)
class FailedArticle:
    """An article that could not be parsed: which, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What a run of ingest did; `reports` counts those of the articles added or updated."""

    added: int
    updated: int
    unchanged: int
    reports: int
    skipped: tuple[ArticleError, ...]


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """What became of one article that was read; one that was added or updated brought `reports`, from `places`."""

    article_id: str
    title: str
    outcome: SaveOutcome
    reports: int = 0
    places: int = 0


class Pipeline:
    """Everything that parsing needs, opened once. Not safe to share between threads: each has its own."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        actors: ActorList,
        *,
        opening: "_Opening | None" = None,
        homes: Mapping[str, Place] | None = None,
        recogniser: Recogniser | None = None,
    ) -> None:
        self._finder = TextFinder(gazetteer, actors, recogniser=recogniser)
        self._homes = {source: home_at(place, gazetteer) for source, place in sorted((homes or {}).items())}
        self._given = "|".join(f"{source}={place.place_id}" for source, place in sorted((homes or {}).items()))
        self._resolver = Resolver(gazetteer, homes=self._homes)
        self._vicinities = Vicinities(gazetteer)
        self._focus = FocusFinder(gazetteer)
        self.gazetteer = gazetteer
        self.opening = opening
        self._actors_digest = actors.digest
        self.parser = self.parser_with(actors.digest)

    def parser_with(self, actors_digest: str) -> str:
        """What `parser` would be with another list of actors."""
        finder = self._finder.digest.replace(self._actors_digest, actors_digest)
        parts = (_VERSION, self.gazetteer.version, finder, self._resolver.digest, *filter(None, [self._given]))
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]

    def learn_homes(self, reported: Iterable[tuple[str, str, str]]) -> None:
        """Learn where publishers are at home from what they reported: triples of source, article and place_id.

        What was parsed before is not parsed anew for it: homes that were learnt are no part of `parser`. Those that
        were given stay.
        """
        self._lean(homes_of(reported, self.gazetteer))

    def _lean(self, homes: Mapping[str, Home]) -> None:
        self._resolver = self._resolver.with_homes({**homes, **self._homes})
        if self.opening is not None:
            self.opening = replace(self.opening, learnt=homes)

    @classmethod
    def open(
        cls,
        gazetteer_path: Path | None = None,
        *,
        actors_csv: Path | None = None,
        homes: Mapping[str, Place] | None = None,
        recogniser: str = DEFAULT_RECOGNISER,
        progress: Callable[[str, float], None] | None = None,
    ) -> "Pipeline":
        """Open the gazetteer (built first where need be), the recogniser and the actors.

        `homes`: where publishers are at home, by `Article.source`, as far as that is known. `recogniser`: which one
        finds the names (see `geo.text.recognisers`).
        Raises `GazetteerError`, `ActorListError` or `ModelError`, each with what to do about it.
        """
        path = settings.gazetteer_path(gazetteer_path)
        gazetteer = ensure_index(path, progress=progress)
        actors = ActorList.load(*([actors_csv] if actors_csv else []))
        opening = _Opening(path, actors_csv, homes, recogniser=recogniser)
        return cls(gazetteer, actors, opening=opening, homes=homes, recogniser=open_recogniser(recogniser, gazetteer))

    def parse(self, article: Article) -> ParsedArticle:
        """Find and place what an article reports."""
        found = self._finder.find(article.text)
        placed = self._resolver.resolve(article, found.toponyms)
        placed, vicinities = self._vicinities.place(article, found.sentences, found.relations, placed)
        placed = tell_filed(article.text, placed)
        if article.given:
            placed = place_given(article, placed, self.gazetteer)
        actors = _consistent(found.actors, placed)
        focus = self._focus.focus(article, placed)
        return ParsedArticle(article, found.sentences, placed, actors, self.parser, vicinities, focus)


def _consistent(actors: tuple[ActorMention, ...], placed: tuple[ResolvedToponym, ...]) -> tuple[ActorMention, ...]:
    """The actors, less the states whose name turned out to mean a place in another country ("Georgia beat Florida")."""
    country_at = {t.start: t.place.country.lower() for t in placed if t.place is not None and t.place.country}
    return tuple(
        mention
        for mention in actors
        if mention.kind is not ActorKind.STATE
        or country_at.get(mention.start, mention.actor_id[6:8]) == mention.actor_id[6:8]
    )


@dataclass(frozen=True, slots=True)
class _Opening:
    """How to open the same pipeline again, in another process."""

    gazetteer_path: Path
    actors_csv: Path | None
    homes: Mapping[str, Place] | None = None
    learnt: Mapping[str, Home] = field(default_factory=dict)
    recogniser: str = DEFAULT_RECOGNISER


def parse_stream(
    articles: Iterable[Article], pipeline: Pipeline, *, jobs: int = 1
) -> Iterator[ParsedArticle | FailedArticle]:
    """Parse articles one after another, or `jobs` at a time, in order and with bounded memory."""
    if jobs <= 1 or pipeline.opening is None:
        for article in articles:
            yield _parse_one(pipeline, article)
        return
    waiting: deque[tuple[Article, Future[ParsedArticle | FailedArticle]]] = deque()
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_open, initargs=(pipeline.opening,)) as pool:
        try:
            for article in articles:
                waiting.append((article, pool.submit(_parse_here, article)))
                if len(waiting) >= jobs * 4:
                    yield _result(*waiting.popleft(), pipeline)
            while waiting:
                yield _result(*waiting.popleft(), pipeline)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _result(
    article: Article, future: "Future[ParsedArticle | FailedArticle]", pipeline: Pipeline
) -> ParsedArticle | FailedArticle:
    try:
        return future.result()
    except BrokenProcessPool:  # a worker was killed (memory, say): go on here rather than lose the article
        return _parse_one(pipeline, article)


def _parse_one(pipeline: Pipeline, article: Article) -> ParsedArticle | FailedArticle:
    try:
        return pipeline.parse(article)
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError, MemoryError, RecursionError) as cause:
        return FailedArticle(
            article.article_id, f"could not be parsed ({type(cause).__name__}: {cause}); please report it"
        )


def collect_rarely() -> None:
    """Let the process look for cyclic garbage seldom; for a process whose work is parsing.

    Parsing makes many small objects and hardly a cycle, and each look goes through all that the caches hold: about a
    tenth of the time on articles not seen before. It changes the whole process, so a library never does it by itself.
    """
    gc.set_threshold(50_000, 20, 100)


_pipeline: Pipeline | None = None


def _open(opening: _Opening) -> None:
    global _pipeline  # noqa: PLW0603 - a worker process holds one pipeline for its life
    collect_rarely()
    _pipeline = Pipeline.open(
        opening.gazetteer_path, actors_csv=opening.actors_csv, homes=opening.homes, recogniser=opening.recogniser
    )
    _pipeline._lean(opening.learnt)


def _parse_here(article: Article) -> ParsedArticle | FailedArticle:
    assert _pipeline is not None
    return _parse_one(_pipeline, article)


def ingest(
    items: Iterable[Article | ArticleError],
    store: Store,
    pipeline: Pipeline,
    *,
    jobs: int = 1,
    complete: Callable[[ParsedArticle], ParsedArticle] | None = None,
    on_saved: Callable[[ArticleOutcome], None] | None = None,
    on_skipped: Callable[[ArticleError], None] | None = None,
) -> IngestSummary:
    """Parse and keep articles, each in a transaction of its own; pass over those that are kept already.

    `on_saved` is told of each article once it is kept, and of those passed over. What can't be read or parsed is
    skipped and named in the summary, and `on_skipped` is told at once. `complete` may
    place what the gazetteer could not (an online geocoder, where one is configured). Where publishers are at home is
    learnt once, at the start, from what the store held before; a run that is taken up again learns from the same.
    Raises `StoreError` where the store can't be written: what was saved stays saved.
    """
    begun = store.begin_ingest()
    with store.reading() as connection:
        pipeline.learn_homes(read_reported(connection, upto=begun))
    skipped: list[ArticleError] = []
    tally = dict.fromkeys(SaveOutcome, 0)
    reports = 0

    def skip(problem: ArticleError) -> None:
        skipped.append(problem)
        if on_skipped is not None:
            on_skipped(problem)

    def tell(article: Article, outcome: SaveOutcome, rows: Sequence[ReportRow] = ()) -> None:
        tally[outcome] += 1
        if on_saved is not None:
            places = len({row.place_id for row in rows if row.literal})
            on_saved(ArticleOutcome(article.article_id, article.title, outcome, len(rows), places))

    def fresh() -> Iterator[Article]:
        for item in items:
            if isinstance(item, ArticleError):
                skip(item)
            elif store.has(item, pipeline.parser):
                tell(item, SaveOutcome.UNCHANGED)
            else:
                yield item

    with store.writer() as writer:
        for result in parse_stream(fresh(), pipeline, jobs=jobs):
            if isinstance(result, FailedArticle):
                skip(ArticleError(result.where, result.why))
                continue
            parsed = result if complete is None else complete(result)
            outcome = writer.save(parsed)
            rows = reports_of(parsed) if outcome is not SaveOutcome.UNCHANGED else []
            reports += len(rows)
            tell(parsed.article, outcome, rows)
    store.end_ingest()
    return IngestSummary(
        tally[SaveOutcome.ADDED], tally[SaveOutcome.UPDATED], tally[SaveOutcome.UNCHANGED], reports, tuple(skipped)
    )
