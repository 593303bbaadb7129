"""`--home SOURCE=PLACE` tells where a publisher is at home."""

import pytest
import typer

from geo.commands.opening import read_homes
from geo.gazetteer import Gazetteer


def quiet(step: str, fraction: float) -> None:
    pass


def test_a_home_is_named_as_a_reader_would(real_gazetteer: Gazetteer) -> None:
    homes = read_homes(["Athens Review = Athens, Texas", "Post=geonames:172955"], real_gazetteer.path, quiet)
    assert [(source, place.name, place.admin1) for source, place in homes.items()] == [
        ("Athens Review", "Athens", "Texas"),
        ("Post", real_gazetteer.place(real_gazetteer.row("geonames:172955")).name, "Raqqa"),
    ]


@pytest.mark.parametrize("home", ["Review", "=Athens", "Review="])
def test_a_home_without_source_or_place_is_told(real_gazetteer: Gazetteer, home: str) -> None:
    with pytest.raises(typer.BadParameter, match="SOURCE=PLACE"):
        read_homes([home], real_gazetteer.path, quiet)


def test_a_home_that_nobody_knows_is_told(real_gazetteer: Gazetteer) -> None:
    with pytest.raises(typer.BadParameter, match="knows no “Qwxzzy”"):
        read_homes(["Review=Qwxzzy"], real_gazetteer.path, quiet)
