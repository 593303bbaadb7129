"""Find towns by what they are said to lie in: "Savannah, Georgia" names a town, whoever else is called Savannah."""

from collections.abc import Mapping, Sequence

from geo.records import Entity, EntityKind, Place, PlaceKind, Toponym
from geo.text.hits import CodedHit, NameIndex
from geo.text.mentions import MentionIndex

__all__ = ["towns_within"]

_LONGEST = 60
_MOST_HOLDERS = 4
_MOST_TOWNS = 80
_INSIDE = frozenset({PlaceKind.TOWN, PlaceKind.SUBURB, PlaceKind.ADMIN2})
_GIVES_WAY = frozenset({EntityKind.PERSON})


def towns_within(
    mentions: MentionIndex, entities: Sequence[Entity], found: Sequence[Toponym], names: NameIndex
) -> list[CodedHit]:
    """The gazetteer's names right before ", X" that no toponym covers, where X has a town or county of that name.

    A name that was taken for a person gives way, where it is the whole of that name; others do not.
    """
    kinds: Mapping[tuple[int, int], EntityKind] = {(e.start, e.end): e.kind for e in entities}
    covered = [(t.start, t.end) for t in found] + [span for span, kind in kinds.items() if kind not in _GIVES_WAY]
    towns = []
    for toponym in found:
        end = toponym.start - 2
        if end <= 0 or mentions.text[end : toponym.start] != ", ":
            continue
        hit = next((h for h in reversed(mentions.within(max(end - _LONGEST, 0), end)) if h.end == end), None)
        if hit is None or not mentions.is_cased_as_a_name(hit.start, hit.end):
            continue
        if any(start < hit.end and hit.start < stop for start, stop in covered):
            continue
        part = any(
            e.kind in _GIVES_WAY
            and e.start < hit.end
            and hit.start < e.end
            and (e.start, e.end) != (hit.start, hit.end)
            for e in entities
        )
        if not part and _has(_holders(toponym, names), hit.name_id, names):
            towns.append(hit)
    return towns


def _holders(toponym: Toponym, names: NameIndex) -> list[Place]:
    name_id = names.name_id(toponym.surface)
    rows = names.rows(name_id)[:_MOST_HOLDERS].tolist() if name_id >= 0 else []
    places = [names.place(int(row)) for row in rows]
    return [p for p in places if p.kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1}]


def _has(holders: Sequence[Place], name_id: int, names: NameIndex) -> bool:
    """Whether one of the holders has a town or county of the name."""
    if not holders:
        return False
    countries = {p.country for p in holders if p.kind is PlaceKind.COUNTRY}
    divisions = {p.place_id for p in holders if p.kind is PlaceKind.ADMIN1}
    towns = (names.place(int(row)) for row in names.rows(name_id)[:_MOST_TOWNS].tolist())
    return any(t.kind in _INSIDE and (t.country in countries or t.admin1_id in divisions) for t in towns)
