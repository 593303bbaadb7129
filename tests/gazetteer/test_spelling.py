import pytest

from geo.gazetteer.spelling import reader_name


@pytest.mark.parametrize(
    ("name", "alternates", "country", "shown"),
    [
        ("Ţarţūs", ["Tartus", "طرطوس"], "SY", "Tartus"),
        ("Al Fallūjah", ["Al Fallujah", "Fallujah", "الفلوجة"], "IQ", "Fallujah"),
        ("Ōsaka", ["Osaka", "OSA"], "JP", "Osaka"),
        ("Latakia", ["Al Ladhiqiyah"], "SY", "Latakia"),
        ("Mīrzāpur", [], "IN", "Mirzapur"),
        ("Constanţa", ["Constanta"], "RO", "Constanţa"),
        ("Malmö", ["Malmo"], "SE", "Malmö"),
    ],
)
def test_a_romanised_name_is_shown_as_newspapers_spell_it(
    name: str, alternates: list[str], country: str, shown: str
) -> None:
    assert reader_name(name, alternates, country=country) == shown
