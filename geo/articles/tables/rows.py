"""Make an article of a row: its text and facts by the columns, and the place that it gives."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from geo.articles.limits import MAX_TEXT
from geo.articles.metadata import headline_of, read_metadata, tidy
from geo.articles.plaintext import digest_of, too_long
from geo.articles.tables import known
from geo.articles.tables.days import parse_day
from geo.articles.tables.known import Spot
from geo.articles.tables.mapping import Mapping as Columns
from geo.articles.tables.mapping import is_coordinate
from geo.articles.tables.table import Row
from geo.errors import ArticleError
from geo.records import Article, GivenPlace, PlaceKind

__all__ = ["article_of"]

_INERT = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")
_ACLED = {"1": (PlaceKind.TOWN, 0.0), "2": (PlaceKind.ADMIN2, 25.0), "3": (PlaceKind.ADMIN1, 100.0)}
"""ACLED's geo_precision: the town or spot itself; somewhere in that part of the region; only the region is known.
How far off that may be is not in its codebook: the kilometres are what a district and a province measure, roughly."""


def article_of(row: Row, columns: Columns, *, day_first: bool | None, warn: Callable[[ArticleError], None]) -> Article:
    """The article of a row; raises ArticleError where it has no text, or one that is too long."""
    cells = row.cells
    told = known.text_of(cells, columns.columns) if "text" not in columns.given else None
    text = told if told is not None else _cell(cells, columns.column("text")) or _cell(cells, columns.column("title"))
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INERT).strip()
    if not text:
        raise ArticleError(row.at, "has no text")
    if len(text) > MAX_TEXT:
        raise ArticleError(row.at, too_long("text"))
    text, given = _placed(text, cells, columns, row.at, warn)
    fields = {role: _cell(cells, columns.column(role)) for role in ("title", "url", "source")}
    facts = read_metadata(fields, warn=lambda why: warn(ArticleError(row.at, why)))
    day = cells.get(columns.column("published"))
    published = None if day in (None, "") else parse_day(day, first=day_first)
    if day not in (None, "") and published is None:
        warn(
            ArticleError(
                row.at, f'"{columns.column("published")}" is not a day that is certain ("{tidy(str(day), limit=40)}")'
            )
        )
    language = _cell(cells, columns.column("language")).strip().lower()
    return Article(
        article_id=_identity(row, columns, text, facts.url or facts.source, given),
        text=text,
        title=facts.title or headline_of(text),
        url=facts.url,
        source=facts.source,
        published=published,
        author=tidy(_cell(cells, columns.column("author")), limit=200),
        language=language[:2] if language[2:3] in {"", "-", "_"} and language[:2].isalpha() else "",
        given=given,
    )


def _cell(cells: Mapping[str, object], column: str) -> str:
    value = cells.get(column) if column else None
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _identity(row: Row, columns: Columns, text: str, whose: str, placed: Sequence[GivenPlace]) -> str:
    """The row's own id; else one made of its text, whose it is and where it is placed, so that rows stay apart."""
    given = tidy(_cell(row.cells, columns.column("id")).translate(_INERT), limit=200)
    if given and ("GlobalEventID" in row.cells or "GKGRECORDID" in row.cells):
        return f"gdelt-{given}"
    return given or digest_of("\n".join(filter(None, (whose, *(f"{p.lat} {p.lon}" for p in placed), text))))


def _placed(
    text: str, cells: Mapping[str, object], columns: Columns, at: str, warn: Callable[[ArticleError], None]
) -> tuple[str, tuple[GivenPlace, ...]]:
    """The text, which names the places that the row gives, and where in it it does."""
    spots = known.spots_of(cells)
    if spots is None:
        spots = _spot(cells, columns, at, warn)
    placed: list[GivenPlace] = []
    for spot in spots:
        start = _where_named(text, spot.name)
        if start < 0:
            text = f"{spot.name}: {text}"
            placed = [_moved(place, len(spot.name) + 2) for place in placed]
            start = 0
        taken = any(place.start < start + len(spot.name) and start < place.end for place in placed)
        if not taken:
            name = spot.name.split(",")[0].strip()
            placed.append(
                GivenPlace(
                    name,
                    spot.lat,
                    spot.lon,
                    start,
                    start + len(spot.name),
                    spot.kind,
                    spot.country,
                    spot.admin1,
                    spot.radius_km,
                )
            )
    return text, tuple(sorted(placed, key=lambda place: place.start))


def _moved(place: GivenPlace, by: int) -> GivenPlace:
    return replace(place, start=place.start + by, end=place.end + by)


def _where_named(text: str, name: str) -> int:
    """Where the text names a place first, as a word of its own; −1 where it doesn't."""
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
        if not before.isalnum() and not after.isalnum():
            return at
        at = text.find(name, at + 1)
    return -1


def _spot(
    cells: Mapping[str, object], columns: Columns, at: str, warn: Callable[[ArticleError], None]
) -> tuple[Spot, ...]:
    lat, lon = (_cell(cells, columns.column(role)).strip() for role in ("lat", "lon"))
    if not lat and not lon:
        return ()
    if not is_coordinate(lat, 90) or not is_coordinate(lon, 180):
        warn(ArticleError(at, f'has coordinates that lie nowhere ("{tidy(lat, limit=20)}", "{tidy(lon, limit=20)}")'))
        return ()
    where = (float(lat.replace(",", ".")), float(lon.replace(",", ".")))
    if where == (0.0, 0.0):
        return ()
    place, admin1, country = (
        tidy(_cell(cells, columns.column(role)).translate(_INERT), limit=120) for role in ("place", "admin1", "country")
    )
    kind, radius = _ACLED.get(_cell(cells, columns.column("precision")).strip(), (PlaceKind.TOWN, 0.0))
    if not place:
        kind, place = (PlaceKind.SITE, f"{where[0]:.4f}, {where[1]:.4f}")
    return (Spot(place, *where, kind, country, admin1, radius),)
