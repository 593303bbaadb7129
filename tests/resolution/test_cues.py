from geo.records import EntityKind, Role, Toponym
from geo.resolution.cues import Container, Cue, read_cues, split_kind_word


def cues_of(text: str, *names: str, demonyms: tuple[str, ...] = ()) -> list[Cue]:
    toponyms, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        kind = EntityKind.DEMONYM if name in demonyms else EntityKind.PLACE
        toponyms.append(Toponym(start, at, name, Role.LITERAL, kind=kind))
    return read_cues(text, toponyms)


def test_a_word_after_the_name_tells_its_kind() -> None:
    assert cues_of("shelling in Idlib province on Monday", "Idlib")[0].kind_word == "province"


def test_a_word_before_the_name_tells_its_kind() -> None:
    assert cues_of("near the coastal town of Latakia that", "Latakia")[0].kind_word == "town"
    assert cues_of("in the Kenyan capital, Nairobi", "Nairobi")[0].kind_word == "capital"


def test_a_plural_speaks_of_every_place_in_the_list() -> None:
    cues = cues_of("in Homs, Idlib and Aleppo provinces", "Homs", "Idlib", "Aleppo")
    assert [cue.kind_word for cue in cues] == ["province"] * 3


def test_a_comma_says_where_a_place_lies() -> None:
    cue = cues_of("in Paris, Texas, and elsewhere", "Paris", "Texas")[0]
    assert (cue.container, cue.strength) == (1, Container.COMMA)


def test_a_possessive_says_where_a_place_lies() -> None:
    assert cues_of("in Syria’s northern Idlib", "Syria", "Idlib")[1].strength is Container.POSSESSIVE
    cues = cues_of("the Syrian port of Latakia", "Syrian", "Latakia", demonyms=("Syrian",))
    assert (cues[1].container, cues[1].strength) == (0, Container.POSSESSIVE)


def test_names_in_different_sentences_do_not_contain_each_other() -> None:
    assert cues_of("They left Paris. Texas was next", "Paris", "Texas")[0].container == -1


def test_the_kind_word_of_a_name_can_be_split_off() -> None:
    assert split_kind_word("Idlib province") == ("Idlib", "province")
    assert split_kind_word("Lake Assad") == ("Assad", "lake")
    assert split_kind_word("Latakia") == ("Latakia", "")
