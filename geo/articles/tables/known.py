"""Know the exports of the usual services by their columns: GDELT, ACLED, Media Cloud, NewsAPI.

GDELT's files have no heading and are told by their shape. Columns: GDELT's codebooks of Events 1.0 and 2.0 and of GKG
2.1; ACLED's codebook of 2023; the exports of Media Cloud's search and NewsAPI's documentation.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.records import PlaceKind

__all__ = ["Spot", "export_columns", "headless_columns", "spots_of", "text_of"]

_GEO = ("type", "fullname", "country", "adm1", "adm2", "lat", "long", "feature")
_ACTOR = (
    "code", "name", "country", "group", "ethnic", "religion1", "religion2", "type1", "type2", "type3",
)  # fmt: skip


def _event_columns(*, second: bool) -> tuple[str, ...]:
    geo = _GEO if second else tuple(name for name in _GEO if name != "adm2")
    return (
        "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
        *(f"Actor1_{name}" for name in _ACTOR), *(f"Actor2_{name}" for name in _ACTOR),
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
        "NumSources", "NumArticles", "AvgTone",
        *(f"Actor1Geo_{name}" for name in geo), *(f"Actor2Geo_{name}" for name in geo),
        *(f"ActionGeo_{name}" for name in geo),
        "DATEADDED", "SOURCEURL",
    )  # fmt: skip


_EVENTS = {61: _event_columns(second=True), 58: _event_columns(second=False)}
_GKG = (
    "GKGRECORDID", "DATE", "SourceCollectionIdentifier", "SourceCommonName", "DocumentIdentifier", "Counts", "V2Counts",
    "Themes", "V2Themes", "Locations", "V2Locations", "Persons", "V2Persons", "Organizations", "V2Organizations",
    "V2Tone", "Dates", "GCAM", "SharingImage", "RelatedImages", "SocialImageEmbeds", "SocialVideoEmbeds", "Quotations",
    "AllNames", "Amounts", "TranslationInfo", "Extras",
)  # fmt: skip
_ACTS = {
    "01": "makes a statement", "02": "appeals", "03": "says that it will cooperate", "04": "consults",
    "05": "cooperates in diplomacy", "06": "cooperates in deed", "07": "gives aid", "08": "yields",
    "09": "investigates", "10": "demands", "11": "disapproves", "12": "rejects", "13": "threatens", "14": "protests",
    "15": "shows force", "16": "reduces relations", "17": "coerces", "18": "assaults", "19": "fights",
    "20": "uses mass violence",
}  # fmt: skip
"""The twenty root classes of CAMEO (Schrodt 2012) in a few words each."""
_PAGE_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.DOTALL)
_GDELT_KINDS = {
    "1": PlaceKind.COUNTRY, "2": PlaceKind.ADMIN1, "3": PlaceKind.TOWN, "4": PlaceKind.TOWN, "5": PlaceKind.ADMIN1,
}  # fmt: skip
_EXPORTS: tuple[tuple[frozenset[str], Mapping[str, str]], ...] = (
    (
        frozenset({"event_id_cnty", "event_date", "notes"}),
        {
            "text": "notes", "title": "sub_event_type", "source": "source", "published": "event_date",
            "id": "event_id_cnty", "lat": "latitude", "lon": "longitude", "place": "location", "admin1": "admin1",
            "country": "country", "precision": "geo_precision",
        },
    ),
    (
        frozenset({"media_name", "media_url", "publish_date", "title", "url"}),
        {
            "text": "text", "title": "title", "url": "url", "source": "media_name", "published": "publish_date",
            "language": "language", "id": "id",
        },
    ),
    (
        frozenset({"source.name", "title", "url", "publishedAt", "content"}),
        {
            "text": "content", "title": "title", "url": "url", "source": "source.name", "published": "publishedAt",
            "author": "author",
        },
    ),
    (
        frozenset({"GlobalEventID", "ActionGeo_fullname", "SOURCEURL"}),
        {"id": "GlobalEventID", "published": "Day", "url": "SOURCEURL"},
    ),
    (
        frozenset({"GKGRECORDID", "DocumentIdentifier", "V2Locations"}),
        {"id": "GKGRECORDID", "published": "DATE", "url": "DocumentIdentifier", "source": "SourceCommonName"},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a row gives, before it is known where in the article's text it is named."""

    name: str
    lat: float
    lon: float
    kind: PlaceKind
    country: str = ""
    admin1: str = ""
    radius_km: float = 0.0


def headless_columns(cells: Sequence[str]) -> tuple[str, ...] | None:
    """The columns of a GDELT file, by the cells of its first line between tabs; None where it is none."""
    columns = _EVENTS.get(len(cells))
    if columns and re.fullmatch(r"\d{5,12}", cells[0]) and re.fullmatch(r"(19|20)\d{6}", cells[1]):
        return columns
    if len(cells) == len(_GKG) and re.fullmatch(r"\d{14}-T?\d+", cells[0]) and re.fullmatch(r"\d{14}", cells[1]):
        return _GKG
    return None


def export_columns(columns: Sequence[str]) -> Mapping[str, str]:
    """Which column is what in a service's export; empty where the columns are no known service's."""
    have = set(columns)
    for marks, roles in _EXPORTS:
        if marks <= have:
            return {role: column for role, column in roles.items() if column in have}
    return {}


def text_of(cells: Mapping[str, object], columns: Mapping[str, str]) -> str | None:
    """The text of a row of GDELT or NewsAPI, which have none as such; None for all others."""
    if "ActionGeo_fullname" in cells:
        act = _ACTS.get(str(cells.get("EventRootCode", "")).zfill(2), "acts")
        first, second = str(cells.get("Actor1_name") or "").strip(), str(cells.get("Actor2_name") or "").strip()
        place = str(cells.get("ActionGeo_fullname") or "").strip()
        said = f"{first or 'Someone'} {act}" + (f" ({second})" if second else "")
        return f"{place}: {said}." if place else f"{said}."
    if "GKGRECORDID" in cells:
        title = _PAGE_TITLE.search(str(cells.get("Extras") or ""))
        head = html.unescape(title[1]).strip() if title else ""
        return "\n\n".join(filter(None, (head, *dict.fromkeys(spot.name for spot in _gkg_spots(cells)))))
    if "source.name" in cells and "publishedAt" in cells:
        content = re.sub(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$", "…", str(cells.get("content") or "")).strip()
        described = str(cells.get("description") or "").strip()
        return "\n\n".join(dict.fromkeys(part for part in (described, content) if part))
    return None


def spots_of(cells: Mapping[str, object]) -> tuple[Spot, ...] | None:
    """The places of a row of GDELT; None for all others."""
    if "ActionGeo_fullname" in cells:
        return _gdelt_spot(*(str(cells.get(f"ActionGeo_{name}") or "") for name in ("type", "fullname", "lat", "long")))
    return tuple(_gkg_spots(cells)) if "GKGRECORDID" in cells else None


def _gkg_spots(cells: Mapping[str, object]) -> list[Spot]:
    found: dict[Spot, None] = {}
    for block in str(cells.get("V2Locations") or "").split(";"):
        parts = block.split("#")
        if len(parts) >= 8:
            found |= dict.fromkeys(_gdelt_spot(parts[0], parts[1], parts[5], parts[6]))
    return list(found)


def _gdelt_spot(kind: str, fullname: str, lat: str, lon: str) -> tuple[Spot, ...]:
    try:
        where = (float(lat), float(lon))
    except ValueError:
        return ()
    if kind not in _GDELT_KINDS or not fullname or abs(where[0]) > 90 or abs(where[1]) > 180:
        return ()
    parts = [part.strip() for part in fullname.split(",")]
    country = parts[-1] if len(parts) > 1 else ""
    return (Spot(fullname, *where, _GDELT_KINDS[kind], country, parts[1] if len(parts) > 2 else ""),)
