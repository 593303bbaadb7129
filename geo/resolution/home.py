"""Know where a publisher is at home: "Athens" in a paper of Henderson County is the one in Texas.

A home is given (one place), or learnt from what the publisher reported before: which countries and provinces, and
where. It is no more than a leaning: what the text says outweighs it. Pure: places in, homes out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer import Gazetteer
from geo.records import Place, PlaceKind
from geo.resolution.sheets import FIXED, Sheet

__all__ = ["Home", "home_at", "homes_of"]

_LEAST = 5
"""A publisher of fewer articles has no home yet."""
_KEPT = 24
"""How many of a publisher's places are remembered."""
_DOUBT = 2.0
"""As many articles as this are thought to speak of elsewhere, so that few articles make a weak leaning."""
_NEAR_KM = 60.0
_EARTH_KM = 6371.0088
_NO_SPOT = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.REGION, PlaceKind.SEA, PlaceKind.ADMIN1})

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Home:
    """Where a publisher reports from, as shares (0…1) of its articles.

    `countries` by the gazetteer's number of the country, `admin1` by row; `points` (n, 3) on the unit
    sphere and `pull` (n,), the share of the articles that name a place there; `label` names the home to a reader.
    """

    countries: Mapping[int, float]
    admin1: Mapping[int, float]
    points: Floats
    pull: Floats
    label: str

    def nearness(self, sheet: Sheet) -> dict[str, Floats]:
        """How near to home each candidate is, by the name of the feature: float64, (candidates,), 0…1 each."""
        numbers = sheet.numbers
        near = np.zeros(len(sheet))
        if len(self.pull):
            cosine = sheet.fixed[:, len(FIXED) :] @ self.points.T
            squared = np.maximum(2 - 2 * cosine, 0) * _EARTH_KM**2
            near = (self.pull / (1 + squared * (1 / _NEAR_KM**2))).max(axis=1)
            near *= ~np.isin(numbers[:, 5], (0, 5))
        return {
            "paper_country": _looked_up(self.countries, numbers[:, 1]),
            "paper_admin1": _looked_up(self.admin1, numbers[:, 2]),
            "paper_near": near,
        }


def _looked_up(shares: Mapping[int, float], keys: NDArray[np.int64]) -> Floats:
    return np.array([shares.get(key, 0.0) for key in keys.tolist()])


def homes_of(reports: Iterable[tuple[str, str, str]], gazetteer: Gazetteer, *, least: int = _LEAST) -> dict[str, Home]:
    """Where each source is at home, learnt from what it reported: triples of source, article and place_id.

    Each article counts once for a country, an admin-1 and a place. Sources of fewer than `least` articles, and those
    without a name, have no home. The same reports in any order give the same homes.
    """
    articles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source, article, place_id in reports:
        if source:
            articles[source][article].add(place_id)
    return {
        source: _learnt(list(named.values()), gazetteer)
        for source, named in sorted(articles.items())
        if len(named) >= least
    }


def _learnt(articles: list[set[str]], gazetteer: Gazetteer) -> Home:
    countries: Counter[int] = Counter()
    admin1: Counter[int] = Counter()
    places: Counter[int] = Counter()
    for named in articles:
        rows = {gazetteer.row(place_id) for place_id in named} - {-1}
        countries.update({int(gazetteer.country[row]) for row in rows} - {0})
        admin1.update(
            {row if gazetteer.kind_of(row) is PlaceKind.ADMIN1 else int(gazetteer.admin1[row]) for row in rows} - {-1}
        )
        places.update(row for row in rows if gazetteer.kind_of(row) is not PlaceKind.COUNTRY)
    return _home(countries, admin1, places, len(articles) + _DOUBT, gazetteer)


def home_at(place: Place, gazetteer: Gazetteer) -> Home:
    """The home of a publisher that is known to sit in a place."""
    row = gazetteer.row(place.place_id)
    country = {gazetteer.country_number(place.country): 1} if place.country else {}
    if row < 0 or place.kind is PlaceKind.COUNTRY:
        return _home(country, {}, {}, 1.0, gazetteer)
    if place.kind is PlaceKind.ADMIN1:
        return _home(country, {row: 1}, {row: 1}, 1.0, gazetteer)
    admin1 = int(gazetteer.admin1[row])
    return _home(country, {admin1: 1} if admin1 >= 0 else {}, {row: 1}, 1.0, gazetteer)


def _home(
    countries: Mapping[int, int],
    admin1: Mapping[int, int],
    places: Mapping[int, int],
    total: float,
    gazetteer: Gazetteer,
) -> Home:
    kept = sorted(places.items(), key=lambda pair: (-pair[1], pair[0]))[:_KEPT]
    spots = [(row, count) for row, count in kept if gazetteer.kind_of(row) not in _NO_SPOT]
    lat, lon = (np.radians([float(column[row]) for row, _ in spots]) for column in (gazetteer.lat, gazetteer.lon))
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    label = ""
    for shares in (admin1, countries):
        if shares:
            best, count = min(shares.items(), key=lambda pair: (-pair[1], pair[0]))
            if count / total > 0.4:
                row = best if shares is admin1 else gazetteer.country_row(gazetteer.country_codes[best])
                label = gazetteer.place(row).name if row >= 0 else ""
                break
    return Home(
        {key: count / total for key, count in countries.items()},
        {key: count / total for key, count in admin1.items()},
        points.reshape(-1, 3),
        np.array([count / total for _, count in spots], dtype=np.float64),
        label,
    )
