"""Give each place and actor its number in the store, and keep what is known of it current.

The newest word wins: where an article brings a place whose facts differ from
those kept (a mended gazetteer), the facts are replaced for every article.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from geo.records import ActorMention, ParsedArticle, Place
from geo.store.schema import actors, places

__all__ = ["Numbers"]

_Facts = dict[str, Any]


class Numbers:
    """The numbers of places and actors, remembered for as long as one connection writes.

    `keep` after a commit, `forget` after a rollback.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._places: dict[str, tuple[int, Place]] = {}
        self._actors: dict[str, tuple[int, _Facts]] = {}
        self._new_places: dict[str, tuple[int, Place]] = {}
        self._new_actors: dict[str, tuple[int, _Facts]] = {}

    def keep(self) -> None:
        """Remember the numbers given since the last `keep` or `forget`."""
        self._places |= self._new_places
        self._actors |= self._new_actors
        self.forget()

    def forget(self) -> None:
        """Forget the numbers given since the last `keep` or `forget`."""
        self._new_places = {}
        self._new_actors = {}

    def places(self, parsed: ParsedArticle, revision: int) -> dict[str, int]:
        """Number the places of an article, alternatives included: place_id → number."""
        wanted = {place.place_id: place for place in _places_of(parsed)}
        numbers, unknown = {}, {}
        for place_id, place in wanted.items():
            known = self._places.get(place_id)
            if known is not None and (known[1] is place or known[1] == place):
                numbers[place_id] = known[0]
            else:
                unknown[place_id] = place
        facts = {place_id: _place_facts(place) for place_id, place in unknown.items()}
        for place_id, number in self._numbered(places, "place", facts, revision).items():
            numbers[place_id] = number
            self._new_places[place_id] = (number, unknown[place_id])
        return numbers

    def actors(self, found: Iterable[ActorMention], revision: int) -> dict[str, int]:
        """Number the actors of an article: actor_id → number."""
        wanted = {m.actor_id: {"actor_id": m.actor_id, "name": m.name, "kind": m.kind.value} for m in found}
        numbers, unknown = {}, {}
        for actor_id, facts in wanted.items():
            known = self._actors.get(actor_id)
            if known is not None and known[1] == facts:
                numbers[actor_id] = known[0]
            else:
                unknown[actor_id] = facts
        for actor_id, number in self._numbered(actors, "actor", unknown, revision).items():
            numbers[actor_id] = number
            self._new_actors[actor_id] = (number, unknown[actor_id])
        return numbers

    def _numbered(self, table: Table, what: str, wanted: dict[str, _Facts], revision: int) -> dict[str, int]:
        if not wanted:
            return {}
        number, identity = table.c[f"{what}_no"], table.c[f"{what}_id"]
        rows = self._connection.execute(select(table).where(identity.in_(sorted(wanted)))).mappings().all()
        numbers: dict[str, int] = {}
        for row in rows:
            key, at = row[identity], row[number]
            numbers[key] = at
            if any(row[name] != value for name, value in wanted[key].items()):
                self._connection.execute(update(table).where(number == at), wanted[key] | {"changed": revision})
        new = [facts | {"changed": revision} for key, facts in wanted.items() if key not in numbers]
        if new:
            made = self._connection.execute(insert(table).returning(identity, number), new)
            numbers |= {key: int(at) for key, at in made}
        return numbers


def _places_of(parsed: ParsedArticle) -> Iterable[Place]:
    for toponym in (*parsed.toponyms, *parsed.vicinities):
        for alternative in toponym.alternatives:
            yield alternative.place
    for toponym in (*parsed.toponyms, *parsed.vicinities):
        if toponym.place is not None:
            yield toponym.place
    for focus in parsed.focus:
        yield focus.place


def _place_facts(place: Place) -> _Facts:
    return {
        "place_id": place.place_id,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "kind": place.kind.value,
        "feature_class": place.feature_class,
        "country": place.country,
        "admin1": place.admin1,
        "admin1_id": place.admin1_id,
        "population": place.population,
        "radius_km": place.radius_km,
        "area_id": place.area_id,
    }
