"""Small indexes and dump files for the tests of this room."""

from collections.abc import Iterable
from pathlib import Path

from geo.gazetteer import Gazetteer
from geo.gazetteer.collecting import Collector
from geo.gazetteer.index import INDEX_NAME
from geo.gazetteer.layout import IndexWriter
from geo.gazetteer.merging import collect
from geo.gazetteer.sources import SourcePlace
from geo.records import PlaceKind


def a_place(name: str = "Idlib", *alternates: str, **changes: object) -> SourcePlace:
    """A town in Syria, unless said otherwise."""
    place = SourcePlace(
        place_id=f"test:{name}",
        name=name,
        lat=35.9,
        lon=36.6,
        kind=PlaceKind.TOWN,
        feature_class="P",
        country="SY",
        admin1="",
        admin2="",
        population=1000,
        radius_km=0.0,
        area_id="",
        alternates=list(alternates),
    )
    return place._replace(**changes)  # type: ignore[arg-type]


def make_gazetteer(
    folder: Path,
    towns: Iterable[SourcePlace],
    supplement: Iterable[SourcePlace] = (),
    curated: Iterable[SourcePlace] = (),
) -> Gazetteer:
    """An index of just these places."""
    scratch = folder / "scratch"
    scratch.mkdir(parents=True)
    with IndexWriter(folder / INDEX_NAME) as writer, Collector(scratch) as collector:
        collect(collector, towns, supplement, curated)
        facts = collector.write(writer, lambda step, fraction: None)
        facts |= {"version": "test", "dumps": [], "sources": [], "skipped": 0, "skipped_examples": []}
        writer.finish(facts)
    return Gazetteer.open(folder)


def dump_line(number: int, name: str, *, others: str = "", lat: str = "35.0", lon: str = "36.0", **columns: str) -> str:
    """A line of a GeoNames dump: 19 columns."""
    column = {"class": "P", "code": "PPL", "country": "SY", "admin1": "", "admin2": "", "population": "0"} | columns
    head = [str(number), name, name, others, lat, lon, column["class"], column["code"], column["country"], ""]
    admin = [column["admin1"], column["admin2"], "", ""]
    return "\t".join([*head, *admin, column["population"], "", "", "Asia/Damascus", "2024-01-01"]) + "\n"
