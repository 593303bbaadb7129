"""`geo evaluate`: measure the geoparser, or another's answers, against annotated articles."""

import json
import math
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from geo import settings
from geo.commands import options
from geo.commands.opening import open_pipeline
from geo.commands.outcome import complain, guarded
from geo.errors import ArticleError, GazetteerError

if TYPE_CHECKING:
    from geo.evaluation import Document, Evaluation, Judge, Prediction, Share
    from geo.gazetteer import Gazetteer

__all__ = ["evaluate"]

_FIGURES = (
    ("recognition_exact", "recognition, exact spans"),
    ("recognition_overlap", "recognition, overlapping spans"),
    ("end_to_end", "end to end, within 161 km"),
    ("area_aware", "end to end, area-aware (kind)"),
    ("area_mutual", "end to end, area-aware (mutual)"),
)
_SINGLE = (
    ("accuracy_161km", "accuracy within 161 km, of toponyms found"),
    ("mean_error_km", "mean error, km"),
    ("median_error_km", "median error, km"),
    ("auc_log_error", "area under the log error (0 is best)"),
    ("role_accuracy", "role right, of toponyms found"),
)
_PARTS = (("kind", "kind of place"), ("length", "length of name"), ("country", "country"))
_NO_INDEX = "no place index here: areas, causes and breakdowns are left out (`geo gazetteer build` makes one)"
_SHOWN = 15
T = TypeVar("T")


@guarded()
def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD…", help="Annotated JSON Lines (.gz too).", show_default=False),
    ],
    *,
    pred: Annotated[
        Path | None,
        typer.Option("--pred", metavar="FILE", help="Score these answers (as `geo parse` writes) instead of parsing."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="FILE",
            help="Write the worst hundred mistakes as a page with text and maps. It holds the articles' text.",
        ),
    ] = None,
    breakdown: Annotated[
        bool, typer.Option("--breakdown", help="Show the scores by kind of place, length of name and country, too.")
    ] = False,
    gazetteer: options.Gazetteer = None,
    recogniser: options.Recogniser = "trained",
    as_json: options.Json = False,
) -> None:
    """Measure how many toponyms are found, and how many are put in the right spot.

    GOLD: `{"id", "text", "toponyms": [{"start", "end", "name", "lat", "lon"}]}` a line; "type" (literal or
    associative) and "geonames_id" are used where they are given. Intervals are 95 % bootstrap intervals over articles.

    Examples:

        geo evaluate annotated.jsonl

        geo evaluate annotated.jsonl.gz --pred answers.jsonl --json

        geo evaluate annotated.jsonl --breakdown --html build/worst.html
    """
    from geo.evaluation import Judge, read_answers, worst_mistakes, worst_page

    answer: Callable[[Document], Sequence[Prediction]]
    if pred is not None:
        index = _index(gazetteer)
        found = _readable(pred, lambda: read_answers(pred, index))
        answer = lambda document: found.get(document.document_id, [])  # noqa: E731
    else:
        index, answer = _parser(gazetteer, recogniser)
    if index is None:
        if html is not None:
            raise GazetteerError("The page of mistakes needs the place index: run `python -m geo gazetteer build`.")
        complain(_NO_INDEX)
    judge = Judge.of(index)
    done = [_readable(path, partial(_measure, judge, path, answer)) for path in gold]
    if html is not None and judge.extents is not None:
        page = worst_page(worst_mistakes({one.name: one.diagnoses for one in done}, judge.extents))
        try:
            html.parent.mkdir(parents=True, exist_ok=True)
            html.write_text(page, encoding="utf-8")
        except OSError as error:
            raise ArticleError(str(html), f"can't be written ({error.strerror}); name another file") from error
        complain(f"wrote {html} (it holds text of the articles: keep it to yourself unless they are yours)")
    if as_json:
        typer.echo(json.dumps({one.name: _record(one) for one in done}))
        return
    for one in done:
        _tell(one, breakdown=breakdown)


def _measure(judge: "Judge", path: Path, answer: "Callable[[Document], Sequence[Prediction]]") -> "Evaluation":
    from geo.evaluation import read_gold

    return judge.evaluate(path.name, read_gold(path), answer)


def _readable(path: Path, read: Callable[[], T]) -> T:
    try:
        return read()
    except OSError as error:
        raise ArticleError(str(path), f"can't be read ({error.strerror}); check the path") from error


def _index(gazetteer: Path | None) -> "Gazetteer | None":
    """The place index where there is one; to score another's answers none is built."""
    from geo.gazetteer import Gazetteer

    try:
        return Gazetteer.open(settings.gazetteer_path(gazetteer))
    except GazetteerError:
        return None


def _parser(gazetteer: Path | None, recogniser: str) -> "tuple[Gazetteer, Callable[[Document], Sequence[Prediction]]]":
    """Parse each document with the shipped pipeline."""
    from geo.evaluation import prediction
    from geo.records import Article

    pipeline = open_pipeline(gazetteer, recogniser=recogniser)

    def parse(document: "Document") -> "list[Prediction]":
        article = Article(document.document_id, document.text, title=document.title, url=document.url)
        return [prediction(t) for t in pipeline.parse(article).toponyms]

    return pipeline.gazetteer, parse


def _record(one: "Evaluation") -> dict[str, object]:
    """One corpus as `--json` writes it: figures, each with `_low` and `_high`, and the tables; null for unknown."""
    figures: dict[str, object] = {name: _number(value) for name, value in one.figures().items()}
    for name, (low, high) in one.intervals().items():
        figures[f"{name}_low"], figures[f"{name}_high"] = _number(low), _number(high)
    marked, answered = one.causes()
    parts = {
        part: {
            key: {
                "marked": share.marked,
                "found": round(share.found_share, 4),
                "precision": round(share.precision, 4),
                "recall": round(share.recall, 4),
                "f1": round(share.f1, 4),
            }
            for key, share in shares.items()
        }
        for part, shares in one.breakdowns().items()
    }
    reliability = [
        {
            "low": b.low,
            "high": b.high,
            "count": b.count,
            "score": round(b.mean_score, 4),
            "right": round(b.share_right, 4),
        }
        for b in one.bins
    ]
    return {
        **figures,
        "causes_marked": {cause.value: count for cause, count in marked.items()},
        "causes_answered": {cause.value: count for cause, count in answered.items()},
        "by": parts,
        "reliability": reliability,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def _tell(one: "Evaluation", *, breakdown: bool) -> None:
    figures, ranges = one.figures(), one.intervals()
    typer.echo(f"{one.name}: {figures['articles']:.0f} articles, {figures['toponyms']:.0f} toponyms")
    typer.echo(f"  {'':<46}precision  recall      F1")
    for prefix, note in (("", ""), ("literal_", " (literal only)")):
        if prefix and f"{prefix}end_to_end_f1" not in figures:
            continue
        for name, label in _FIGURES:
            p, r, f1 = (figures[f"{prefix}{name}_{what}"] for what in ("precision", "recall", "f1"))
            low, high = ranges[f"{prefix}{name}_f1"]
            typer.echo(f"  {label + note:<46}{p:9.3f}{r:8.3f}{f1:8.3f}  ({low:.3f}–{high:.3f})")
    for name, label in _SINGLE:
        value, (low, high) = figures[name], ranges[name]
        if not math.isnan(value):
            places = 0 if name.endswith("_km") else 3
            typer.echo(f"  {label:<46}{value:9,.{places}f}  ({low:,.{places}f}–{high:,.{places}f})")
    if one.bins:
        typer.echo(f"  {'expected calibration error of the score':<46}{figures['calibration_error']:9.3f}")
    marked, answered = one.causes()
    for title, causes in (("what became of the toponyms marked", marked), ("and of the answers", answered)):
        if causes:
            typer.echo(f"  {title}:")
            for cause, count in causes.items():
                typer.echo(f"    {count:6,}  {cause.value}")
    if breakdown:
        for part, shares in one.breakdowns().items():
            _tell_part(dict(_PARTS)[part], shares)


def _tell_part(title: str, shares: "dict[str, Share]") -> None:
    typer.echo(f"  by {title:<27}  marked   found  precision  recall      F1")
    for name, s in list(shares.items())[:_SHOWN]:
        typer.echo(f"    {name:<28}{s.marked:7,}{s.found_share:8.3f}{s.precision:11.3f}{s.recall:8.3f}{s.f1:8.3f}")
    if len(shares) > _SHOWN:
        typer.echo(f"    … and {len(shares) - _SHOWN} more (--json has all)")
