"""Compile the countries and territories, with every name that news uses for them."""

from pathlib import Path

import shapely

from sources import cldr, geonames
from sources.entries import Entry
from sources.names import is_latin, usable
from sources.natural_earth import Feature, layer
from sources.shapes import circle_radius_km

__all__ = ["compile_countries", "natural_earth_code"]

ODD_CODES = {"FRA": "FR", "NOR": "NO", "KOS": "XK"}
"""Natural Earth's three letters of countries to which it gives no ISO code of two."""


def natural_earth_code(feature: Feature) -> str:
    """ISO code of a Natural Earth country, "" where ISO has none (Northern Cyprus, Somaliland)."""
    code = feature.text("ISO_A2") or feature.text("iso_a2")
    return ODD_CODES.get(feature.text("ADM0_A3") or feature.text("adm0_a3"), code if len(code) == 2 else "")


def _by_hand() -> dict[str, tuple[str, list[str]]]:
    lines = (Path(__file__).parent / "country_names.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {code: (main, names.split("|")) for code, main, names in rows}


def _natural_earth_names(feature: Feature) -> list[str]:
    keys = ("NAME", "NAME_LONG", "FORMAL_EN", "NAME_CIAWF", "ADMIN", "FORMAL_FR")
    return [n for n in map(feature.text, keys) if n and ". " not in n and not n.endswith(".") and usable(n)]


def _code(feature: Feature | None) -> str:
    kind = feature.text("TYPE") if feature else "Dependency"
    return {"Dependency": "PCLD", "Indeterminate": "PCL", "Disputed": "PCL", "Lease": "PCLD"}.get(kind, "PCLI")


def compile_countries(sources: Path, packages: Path) -> list[Entry]:
    """One entry for each of GeoNames' countries; population is GeoNames', the radius that of its land area."""
    points = geonames.points(packages)
    shapes = {natural_earth_code(f): f for f in layer(sources, "ne_50m_admin_0_countries")}
    by_hand = _by_hand()
    entries = []
    for country in geonames.countries(sources):
        feature = shapes.get(country.code)
        point = points.get(country.number)
        main, names = by_hand.get(country.code, ("", []))
        names = [*names, country.name, *(_natural_earth_names(feature) if feature else [])]
        names += cldr.territory_names(packages, country.code)
        if point:
            names += [n for n in point.names if not is_latin(n) and usable(n) and len(n) >= 3]
            names += [point.name] if usable(point.name) else []
            lat, lon = point.lat, point.lon
        elif feature:
            inside = max(shapely.get_parts(feature.geometry), key=lambda g: g.area).representative_point()
            lat, lon = inside.y, inside.x
        else:
            lat, lon = _capital(country)
        radius = (country.area / 3.14159265) ** 0.5 if country.area else 0.0
        if not radius and feature:
            radius = circle_radius_km(feature.geometry)
        entries.append(
            Entry(
                f"geonames:{country.number}",
                main or country.name,
                "country",
                "A",
                _code(feature),
                lat,
                lon,
                country.code,
                population=country.population,
                radius_km=radius,
                alternates=names,
            )
        )
    return entries


def _capital(country: geonames.Country) -> tuple[float, float]:
    """The capital's point, else that of the country's largest town, for islands that Natural Earth leaves out."""
    inside = [t for t in geonames.towns() if t.country == country.code]
    town = next((t for t in inside if t.name == country.capital), inside[0] if inside else None)
    if town is None:
        known = {"UM": (19.2833, 166.6), "BV": (-54.42, 3.36), "TK": (-9.2, -171.85), "SJ": (78.0, 16.0)}
        return known[country.code]
    return town.lat, town.lon
