"""`geo evaluate`: measure the geoparser, or another's answers, against annotated articles."""

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands import options
from geo.commands.opening import open_pipeline
from geo.commands.outcome import guarded
from geo.errors import ArticleError

if TYPE_CHECKING:
    from geo.evaluation import Document, Prediction

__all__ = ["evaluate"]

_FIGURES = (
    ("recognition_exact_f1", "recognition F1, exact spans"),
    ("recognition_overlap_precision", "recognition precision, overlapping spans"),
    ("recognition_overlap_recall", "recognition recall, overlapping spans"),
    ("recognition_overlap_f1", "recognition F1, overlapping spans"),
    ("accuracy_161km", "accuracy within 161 km, of toponyms found"),
    ("mean_error_km", "mean error, km"),
    ("median_error_km", "median error, km"),
    ("auc_log_error", "area under the log error (0 is best)"),
    ("end_to_end_precision", "end-to-end precision"),
    ("end_to_end_recall", "end-to-end recall"),
    ("end_to_end_f1", "end-to-end F1"),
)
_WITH_INTERVAL = ("recognition_overlap_f1", "accuracy_161km", "end_to_end_f1")


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
    gazetteer: options.Gazetteer = None,
    as_json: options.Json = False,
) -> None:
    """Measure how many toponyms are found, and how many are put in the right spot.

    GOLD: `{"id", "text", "toponyms": [{"start", "end", "name", "lat", "lon"}]}` a line. Intervals are 95 % bootstrap
    intervals over articles.

    Examples:

        geo evaluate annotated.jsonl

        geo evaluate annotated.jsonl.gz --pred answers.jsonl --json
    """
    from geo.evaluation import interval, read_gold, score

    answer = _answers(pred) if pred is not None else _parser(gazetteer)
    report: dict[str, dict[str, float]] = {}
    for path in gold:
        try:
            total, each = score(read_gold(path), answer)
        except OSError as error:
            raise ArticleError(str(path), f"can't be read ({error.strerror}); check the path") from error
        figures: dict[str, float] = {"articles": float(len(each)), "toponyms": float(total.gold), **total.summary()}
        for name in _WITH_INTERVAL:
            figures[f"{name}_low"], figures[f"{name}_high"] = interval(each, name) if each else (math.nan, math.nan)
        report[path.name] = figures
    if as_json:
        clean = {
            name: {key: None if math.isnan(value) else round(value, 4) for key, value in figures.items()}
            for name, figures in report.items()
        }
        typer.echo(json.dumps(clean))
        return
    for name, figures in report.items():
        typer.echo(f"{name}: {figures['articles']:.0f} articles, {figures['toponyms']:.0f} toponyms")
        for key, label in _FIGURES:
            value = figures[key]
            shown = f"{value:,.0f}" if key.endswith("_km") and not math.isnan(value) else f"{value:.3f}"
            if key in _WITH_INTERVAL:
                shown += f"  ({figures[f'{key}_low']:.3f}–{figures[f'{key}_high']:.3f})"
            typer.echo(f"  {label:<44}{shown}")


def _parser(gazetteer: Path | None) -> "Callable[[Document], Sequence[Prediction]]":
    """Parse each document with the shipped pipeline."""
    from geo.evaluation import Prediction
    from geo.records import Article

    pipeline = open_pipeline(gazetteer)

    def parse(document: "Document") -> "list[Prediction]":
        article = Article(document.document_id, document.text, title=document.title, url=document.url)
        return [
            Prediction(
                t.start,
                t.end,
                t.surface,
                t.place.lat if t.place else None,
                t.place.lon if t.place else None,
                t.role.value,
                t.place.place_id if t.place else "",
            )
            for t in pipeline.parse(article).toponyms
        ]

    return parse


def _answers(path: Path) -> "Callable[[Document], Sequence[Prediction]]":
    """Read answers written before, by the id of the article."""
    from geo.evaluation import Prediction

    found: dict[str, list[Prediction]] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    row = json.loads(line)
                    found[str(row["id"])] = [
                        Prediction(
                            int(t["start"]), int(t["end"]), str(t.get("name", "")), t.get("lat"), t.get("lon"),
                            str(t.get("role") or ""), str(t.get("place_id") or ""),
                        )
                        for t in row["toponyms"]
                    ]  # fmt: skip
                except (KeyError, TypeError, ValueError) as cause:
                    where = f"{path.name}, line {number}"
                    raise ArticleError(where, f"no answer in the form that `geo parse` writes ({cause})") from cause
    except OSError as error:
        raise ArticleError(str(path), f"can't be read ({error.strerror}); check the path") from error
    return lambda document: found.get(document.document_id, [])
