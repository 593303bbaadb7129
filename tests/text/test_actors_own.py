"""A user's own list is added to and taken from without harm to what else stands in it."""

from pathlib import Path

import pytest

from geo.errors import ActorListError
from geo.records import Actor, ActorKind
from geo.text import ActorList, NameScanner
from geo.text.own_actors import add_actor, new_id, remove_actor

WOLVES = Actor("group:grey-wolves", "Grey Wolves of Ruritania", ActorKind.ARMED_GROUP, ("GWR", "Wolf, Pack"), "SY")


def test_what_is_added_is_found_and_what_is_taken_out_is_not(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "actors.csv"
    add_actor(path, WOLVES)
    assert ActorList.load(path).actors["group:grey-wolves"] == WOLVES
    assert remove_actor(path, "group:grey-wolves") == WOLVES
    assert "group:grey-wolves" not in ActorList.load(path).actors


def test_a_users_other_columns_and_rows_stay(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text('\ufeffactor_id,name,kind,country,aliases,note\norg:a,A1,organisation,,,"mine, all"\n', "utf-8")
    add_actor(path, WOLVES)
    remove_actor(path, "group:grey-wolves")
    assert path.read_text("utf-8") == 'actor_id,name,kind,country,aliases,note\norg:a,A1,organisation,,,"mine, all"\n'


def test_nothing_is_written_where_a_row_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    add_actor(path, WOLVES)
    before = path.read_bytes()
    with pytest.raises(ActorListError, match=r"actors\.csv, line 3, has the country 'SYRIA'; write two letters"):
        add_actor(path, Actor("group:b", "B", ActorKind.ARMED_GROUP, (), "SYRIA"))
    with pytest.raises(ActorListError, match="line 2, holds group:grey-wolves already"):
        add_actor(path, WOLVES)
    with pytest.raises(ActorListError, match="holds no group:b"):
        remove_actor(path, "group:b")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_ids_are_made_from_the_name() -> None:
    assert new_id("Grey Wolves of Ruritania", ActorKind.ARMED_GROUP) == "group:grey-wolves-of-ruritania"
    assert new_id("Серые волки", ActorKind.BODY) == "body:Серые-волки"


def test_a_users_name_wins_over_one_that_ships(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    add_actor(path, Actor("org:kite-works", "Kite Works", ActorKind.ORGANISATION, ("NATO",)))
    (mention,) = ActorList.load(path).find("Then NATO said so.", (), [], [])
    assert mention.actor_id == "org:kite-works"


def test_only_texts_that_hold_a_name_can_change() -> None:
    scanner = NameScanner([WOLVES, Actor("person:x", "Sergey Kornblau", ActorKind.PERSON)])
    assert scanner.finds("He met the GWR.")
    assert scanner.finds("THE GREY WOLVES OF RURITANIA ATTACKED")
    assert scanner.finds("Sergei Qornblau spoke.")
    assert not scanner.finds("The wolves were grey; Sergey slept.")
    assert not NameScanner([]).finds("Anything at all.")
