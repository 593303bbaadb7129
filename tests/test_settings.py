"""Options come before the environment, the environment before the user's own folders, and none lies in the checkout."""

from pathlib import Path

import pytest

from geo import settings
from geo.errors import DatelineError

ROOT = Path(__file__).parents[1]


def test_an_option_comes_before_the_environment_and_that_before_the_default() -> None:
    environ = {"DATELINE_STORE": "~/news.sqlite", "DATELINE_GAZETTEER": "/srv/places", "DATELINE_ACTORS": "mine.csv"}
    assert settings.store_url("given.sqlite", environ=environ) == "given.sqlite"
    assert settings.store_url(environ=environ) == str(Path.home() / "news.sqlite")
    assert settings.gazetteer_path(Path("given"), environ=environ) == Path("given")
    assert settings.gazetteer_path(environ=environ) == Path("/srv/places")
    assert settings.actors_csv(environ=environ) == Path("mine.csv")
    assert settings.actors_csv(environ={}) is None


def test_addresses_are_left_as_they_are() -> None:
    url = "postgresql+psycopg://desk@db/~news"
    assert settings.store_url(url) == url


def test_defaults_lie_in_the_users_folders_and_never_in_the_checkout() -> None:
    store, index = Path(settings.store_url(environ={})), settings.gazetteer_path(environ={})
    for path in (store, index):
        assert path.is_absolute()
        assert "dateline" in path.parts
        assert ROOT not in path.parents
    assert store.name == "store.sqlite"


def test_blank_settings_count_as_none() -> None:
    assert settings.store_url(environ={"DATELINE_STORE": " "}) == settings.store_url(environ={})


def test_own_actors_lie_beside_the_store_unless_a_list_is_named() -> None:
    kept = settings.own_actors(environ={})
    assert kept.name == "actors.csv"
    assert kept.parent == Path(settings.store_url(environ={})).parent
    assert settings.own_actors(environ={"DATELINE_ACTORS": "mine.csv"}) == Path("mine.csv")


def test_a_key_for_carto_is_taken_only_where_it_looks_like_one() -> None:
    assert settings.carto_key(environ={}) == ""
    assert settings.carto_key(environ={"DATELINE_CARTO_KEY": " abcDEF123456 "}) == "abcDEF123456"
    for nonsense in ("short", "abcdefgh'); alert(1); ('", "abc def ghi jkl", "abcdefgh\n", "ключ-ключ-ключ"):
        assert settings.carto_key(environ={"DATELINE_CARTO_KEY": nonsense}) in {"", "abcdefgh"}


def test_nobody_edits_unless_it_is_turned_on() -> None:
    for value in ("", "0", "no", "false", "2", " "):
        assert not settings.editing(environ={"DATELINE_EDIT": value}).on
    assert settings.editing(environ={"DATELINE_EDIT": "1"}) == settings.Editing(on=True)
    assert not settings.editing(environ={"DATELINE_EDIT_KEY": "a key that is long"}).on


def test_an_editors_key_is_long_enough_and_never_shown() -> None:
    with pytest.raises(DatelineError, match="at least 12 characters"):
        settings.editing(environ={"DATELINE_EDIT": "1", "DATELINE_EDIT_KEY": "too short"})
    editing = settings.editing(environ={"DATELINE_EDIT": "1", "DATELINE_EDIT_KEY": " long enough a key "})
    assert editing.key == "long enough a key"
    assert "long enough" not in repr(editing)
