"""Read articles whose toponyms were marked by hand, and answers that a geoparser gave for them."""

import gzip
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from geo.errors import ArticleError
from geo.gazetteer import Gazetteer
from geo.records import Alternative, Place, ResolvedToponym, Role

__all__ = ["Document", "GoldToponym", "Prediction", "prediction", "read_answers", "read_gold"]


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A marked toponym; `lat` and `lon` are None where the annotators gave none.

    `role` is "literal", "associative" or, where the corpus doesn't tell, ""; `feature` is the corpus' own word for what
    sort of place it is, often a feature code of GeoNames ("PPL"), or "".
    """

    start: int
    end: int
    name: str
    lat: float | None
    lon: float | None
    role: str = ""
    geonames_id: int | None = None
    feature: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A toponym that the geoparser found.

    `score` is None where the answers carry none; `place` is known where the answer came from this geoparser, or its
    `place_id` from this gazetteer.
    """

    start: int
    end: int
    name: str
    lat: float | None
    lon: float | None
    role: str = ""
    place_id: str = ""
    score: float | None = None
    reason: str = ""
    place: Place | None = None
    alternatives: tuple[Alternative, ...] = ()

    @property
    def is_literal(self) -> bool:
        """Whether it counts as a place meant as such: literal, the place of a dateline, or of no known role."""
        return self.role != Role.ASSOCIATIVE.value


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated article."""

    document_id: str
    text: str
    gold: tuple[GoldToponym, ...]
    title: str = ""
    url: str = ""


def prediction(found: ResolvedToponym) -> Prediction:
    """An answer of the pipeline as it is scored."""
    place = found.place if found.place is not None and math.isfinite(found.place.lat) else None
    return Prediction(
        found.start,
        found.end,
        found.surface,
        place.lat if place else None,
        place.lon if place else None,
        found.role.value,
        place.place_id if place else "",
        found.score if place else None,
        found.reason,
        place,
        found.alternatives,
    )


def read_gold(path: Path) -> Iterator[Document]:
    """Read annotated JSON Lines (`.gz` too): `{"id", "text", "toponyms": [{"start", "end", "name", "lat", "lon"}]}`.

    Raises `ArticleError` that names the line where one is malformed.
    """
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                gold = tuple(
                    GoldToponym(
                        int(t["start"]), int(t["end"]), str(t.get("name", "")), t.get("lat"), t.get("lon"),
                        str(t.get("type") or ""), t.get("geonames_id"), str(t.get("feature") or ""),
                    )
                    for t in row["toponyms"]
                )  # fmt: skip
                yield Document(
                    str(row["id"]), row["text"], gold, str(row.get("title") or ""), str(row.get("url") or "")
                )
            except (KeyError, TypeError, ValueError) as cause:
                raise ArticleError(f"{path.name}, line {number}", f"not an annotated article ({cause})") from cause


def read_answers(path: Path, gazetteer: Gazetteer | None = None) -> dict[str, list[Prediction]]:
    """Read answers in the form that `geo parse` writes (`.gz` too), by the id of the article.

    With a gazetteer, answers whose `place_id` it knows get their place. Raises `ArticleError` that names the line
    where one is malformed.
    """
    found: dict[str, list[Prediction]] = {}
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                found[str(row["id"])] = [
                    Prediction(
                        int(t["start"]), int(t["end"]), str(t.get("name", "")), _number(t.get("lat")),
                        _number(t.get("lon")), str(t.get("role") or ""), str(t.get("place_id") or ""),
                        _number(t.get("score")) if t.get("lat") is not None else None, str(t.get("reason") or ""),
                        _known(str(t.get("place_id") or ""), gazetteer),
                    )
                    for t in row["toponyms"]
                ]  # fmt: skip
            except (KeyError, TypeError, ValueError) as cause:
                where = f"{path.name}, line {number}"
                raise ArticleError(where, f"no answer in the form that `geo parse` writes ({cause})") from cause
    return found


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _known(place_id: str, gazetteer: Gazetteer | None) -> Place | None:
    row = gazetteer.row(place_id) if gazetteer is not None and place_id else -1
    return gazetteer.place(row) if gazetteer is not None and row >= 0 else None
