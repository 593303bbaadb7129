"""Read the shapes of the counties of the United States (Census Bureau, by way of the bokeh_sampledata package).

GeoNames' list of counties has no points, and a county's name is seldom a town's in it.
"""

import json
import sqlite3
import zipfile
from functools import lru_cache
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["county_shapes"]

DATABASE = "bokeh_sampledata/_data/geographic_boundaries.db"


@lru_cache(maxsize=2)
def county_shapes(packages: Path) -> dict[str, BaseGeometry]:
    """Shapes by GeoNames' code: "US.TX.113"; Puerto Rico's, which are divisions there, as "PR.127"."""
    with zipfile.ZipFile(next(packages.glob("bokeh_sampledata-2026.1-*.whl"))) as archive:
        raw = archive.read(DATABASE)
    database = sqlite3.connect(":memory:")
    database.deserialize(raw)
    found = {}
    for state, about, shape in database.execute("SELECT state, metadata, geometry FROM us_counties ORDER BY id"):
        number = json.loads(about)["county_fips"]
        found[f"PR.{number}" if state == "PR" else f"US.{state}.{number}"] = shapely.from_wkb(shape)
    database.close()
    return found
