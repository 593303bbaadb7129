"""Put the places that came with an article where it says that they are.

A row of a table of events has coordinates already, checked by whoever made the table. They are kept: as the
gazetteer's place where it has one of that name close by, so that reports of a town are counted together; else as a
place of their own.
"""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from geo.gazetteer import Gazetteer, fold
from geo.gazetteer.nearness import distances_km
from geo.records import Article, GivenPlace, Place, PlaceKind, ResolvedToponym, Role

__all__ = ["GIVEN", "place_given"]

GIVEN = "given:"
"""How the ids of places begin that only an article gives."""
_CLOSE_KM = 20.0
"""How far from the gazetteer's point of a town its coordinates in a table may lie: a large city's own breadth."""
_DIVISION_KM = 300.0
"""The same for a province or district, whose middle is anyone's choice."""
_NEAREST_KM = 50.0
"""Within which the nearest town tells the country of a point."""
_DIVISIONS = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2})
_LEAST_RADIUS_KM = 25.0


def place_given(
    article: Article, placed: Sequence[ResolvedToponym], gazetteer: Gazetteer
) -> tuple[ResolvedToponym, ...]:
    """The toponyms with those that the article gives, in order; one found in the same words gives way.

    The same name elsewhere in the text means the same place.
    """
    if not article.given:
        return tuple(placed)
    given = [_resolved(article.text, one, gazetteer) for one in article.given]
    by_name = {fold(one.name): resolved for one, resolved in zip(article.given, given, strict=True)}
    kept = []
    for toponym in placed:
        if any(toponym.start < one.end and one.start < toponym.end for one in given):
            continue
        same = by_name.get(fold(toponym.surface))
        kept.append(toponym if same is None or toponym.role is not Role.LITERAL else _like(toponym, same))
    return tuple(sorted((*kept, *given), key=lambda toponym: toponym.start))


def _resolved(text: str, given: GivenPlace, gazetteer: Gazetteer) -> ResolvedToponym:
    known = _known(given, gazetteer)
    place = _own(given, gazetteer) if known is None else known
    reason = f"The article came with these coordinates ({given.lat:.4f}, {given.lon:.4f})."
    if known is not None and not known.is_area:
        away = _distance_km(given, known)
        reason += f" {known.name} lies {away:.0f} km from them." if away >= 1 else ""
    return ResolvedToponym(
        given.start, given.end, text[given.start : given.end], Role.LITERAL, place, 1.0, reason, origin="given"
    )


def _like(toponym: ResolvedToponym, given: ResolvedToponym) -> ResolvedToponym:
    return ResolvedToponym(
        toponym.start, toponym.end, toponym.surface, toponym.role, given.place, 1.0, given.reason, origin="given"
    )


def _known(given: GivenPlace, gazetteer: Gazetteer) -> Place | None:
    """The gazetteer's place of that name and sort that is closest, if it is close enough."""
    fitting = []
    country = _country_code(given.country, gazetteer)
    for place in gazetteer.lookup(given.name):
        away = _distance_km(given, place)
        if place.kind is PlaceKind.COUNTRY or given.kind is PlaceKind.COUNTRY:
            fits = place.kind is given.kind
        elif country and place.country and place.country != country:
            fits = False
        elif given.kind in _DIVISIONS:
            fits = place.kind in _DIVISIONS and away <= _DIVISION_KM
        else:
            fits = not place.is_area and away <= _CLOSE_KM
        if fits:
            fitting.append((away, place))
    return min(fitting, key=lambda one: one[0])[1] if fitting else None


def _own(given: GivenPlace, gazetteer: Gazetteer) -> Place:
    """A place that only the article gives; the same name at the same point is the same place in every article."""
    key = f"{fold(given.name)}|{given.kind.value}|{given.lat:.4f}|{given.lon:.4f}"
    near = gazetteer.nearest(given.lat, given.lon, max_km=_NEAREST_KM, kinds={PlaceKind.TOWN})
    country = _country_code(given.country, gazetteer) or (near[0][0].country if near else "")
    within = near[0][0] if near and near[0][0].country == country else None
    area = given.kind in _DIVISIONS or given.kind is PlaceKind.COUNTRY
    return Place(
        place_id=GIVEN + hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).hexdigest(),
        name=given.name,
        lat=given.lat,
        lon=given.lon,
        kind=given.kind,
        country=country,
        admin1=given.admin1 or (within.admin1 if within else ""),
        admin1_id=within.admin1_id if within else "",
        radius_km=max(given.radius_km, _LEAST_RADIUS_KM) if area else given.radius_km,
    )


def _country_code(country: str, gazetteer: Gazetteer) -> str:
    """The code of a country by its code or any of its names, "" where it is none."""
    if not country:
        return ""
    row = gazetteer.country_row(country.upper()) if len(country) == 2 else -1
    if row >= 0:
        return country.upper()
    named: Iterable[Place] = gazetteer.lookup(country)
    return next((place.country for place in named if place.kind is PlaceKind.COUNTRY), "")


def _distance_km(given: GivenPlace, place: Place) -> float:
    return float(distances_km(given.lat, given.lon, np.array([place.lat]), np.array([place.lon]))[0])
