"""Tell which lands the map draws: countries as Natural Earth has them held, with their names and faces."""

from collections import defaultdict
from dataclasses import dataclass

from sources.countries import natural_earth_code
from sources.natural_earth import Feature
from sources.topology import Topology

__all__ = ["DrawnLand", "drawn_lands"]


@dataclass(frozen=True)
class DrawnLand:
    """A land: Natural Earth's three letters, its ISO code (or those letters where ISO has none), name and faces."""

    letters: str
    code: str
    name: str
    faces: list[int]


def drawn_lands(topology: Topology, countries: list[Feature]) -> list[DrawnLand]:
    """Every land, by its letters; names are those of the countries' own layer where it has the land."""
    known = {c.text("ADM0_A3"): c for c in countries}
    faces: dict[str, list[int]] = defaultdict(list)
    for face, letters in enumerate(topology.lands):
        faces[letters].append(face)
    lands = []
    for letters, own in sorted(faces.items()):
        division = topology.coverage.divisions[topology.coverage.owners[own[0]]]
        country = known.get(letters)
        code = natural_earth_code(country or division) or letters
        lands.append(DrawnLand(letters, code, country.text("NAME_LONG") if country else division.text("admin"), own))
    return lands
