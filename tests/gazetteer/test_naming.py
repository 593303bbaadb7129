import pytest

from geo.gazetteer.naming import CODE, MAIN, ROMANISED, keys_of


def test_an_arabic_name_is_known_with_and_without_its_article() -> None:
    keys = keys_of("Al Ḩasakah", ["Jisr ash Shughūr"], country="SY")
    assert {"al hasakah", "hasakah", "hasaka", "jisr ash shughur", "jisr al shughur", "jisr shughur"} <= set(keys)
    assert keys["hasaka"] == MAIN
    assert keys["jisr shughur"] == 0


def test_an_arabic_name_with_hyphens_is_known_without_them() -> None:
    keys = keys_of("Deir ez-Zor", [], country="SY")
    assert {"deir zor", "deir ez zor", "deir al zor"} == set(keys)
    assert {"al hasakah", "hasakah"} <= set(keys_of("Al-Hasakah", [], country="SY"))


def test_a_spanish_article_is_never_dropped() -> None:
    assert set(keys_of("El Salvador", ["El-Salvador"], country="SV")) == {"el salvador"}


def test_a_strait_of_no_country_is_known_without_its_inner_article() -> None:
    assert "bab mandeb" in keys_of("Bab el Mandeb", [], country="")
    assert "bab mandeb" in keys_of("Bab el-Mandeb", [], country="")


def test_an_arabic_name_in_arabic_letters_is_known_without_its_article() -> None:
    assert {"اللاذقيه", "لاذقيه"} <= set(keys_of("Latakia", ["اللاذقية"], country="SY"))


@pytest.mark.parametrize(
    ("alternate", "key", "flags"),
    [
        ("LTK", "ltk", CODE),
        ("OSLK", "oslk", CODE),
        ("Ba", "ba", CODE),
        ("NYC", "nyc", 0),
        ("U.K.", "uk", 0),
        ("dong jing", "dong jing", ROMANISED),
        ("Edo", "edo", 0),
        ("東京", "東京", 0),
        ("Ец", "ец", CODE),
        ("Лац", "лац", 0),
    ],
)
def test_codes_and_machine_romanisations_are_told_from_names(alternate: str, key: str, flags: int) -> None:
    assert keys_of("Somewhere", [alternate], country="")[key] == flags


def test_two_letters_that_a_person_chose_are_a_name() -> None:
    assert keys_of("Rojava", ["NE"], country="SY", trusted=True)["ne"] == 0


def test_a_town_called_by_two_letters_keeps_its_name() -> None:
    assert keys_of("Ii", ["II"], country="FI") == {"ii": MAIN}


def test_a_name_without_a_letter_is_none() -> None:
    assert set(keys_of("6th of October", ["1984", "12-3", "…", ""], country="EG")) == {"6th of october"}


def test_a_bracket_after_a_name_may_be_left_out() -> None:
    assert "seen" in keys_of("Seen (Kreis 3)", [], country="CH")


def test_the_is_left_out_where_the_name_stands_without_it() -> None:
    assert "the vatican" not in keys_of("Vatican City", ["Vatican", "The Vatican"], country="VA")
    assert set(keys_of("The Hague", ["Hague"], country="NL")) == {"the hague", "hague"}
