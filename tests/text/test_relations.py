"""Relative places: phrases that locate something by a name are found, phrases that don't are left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.records import EntityKind, Relation, RelationKind, Role, Toponym
from geo.text.measures import AMOUNT, bearing_of, kilometres
from geo.text.relations import find_relations
from geo.text.sentences import split_sentences
from geo.text.tokens import tokenise

K = RelationKind
NAMES = {"latakia", "idlib", "northern ireland", "ireland", "south sudan", "sudan", "aleppo", "west virginia"}


def relations(marked: str) -> list[Relation]:
    """The relations of a text with its toponyms in brackets, demonyms in braces, associative ones in angle brackets."""
    text, toponyms = "", []
    last = 0
    for mark in re.finditer(r"\[([^\]]+)\]|\{([^}]+)\}|<([^>]+)>", marked):
        text += marked[last : mark.start()]
        surface = next(group for group in mark.groups() if group)
        role = Role.LITERAL if mark[1] else Role.ASSOCIATIVE
        kind = EntityKind.DEMONYM if mark[2] else EntityKind.PLACE
        toponyms.append(Toponym(len(text), len(text) + len(surface), surface, role, kind=kind))
        text += surface
        last = mark.end()
    text += marked[last:]
    sentences = split_sentences(text, tokenise(text))
    found = find_relations(text, sentences, toponyms, is_name=lambda name: name.lower() in NAMES)
    for relation in found:
        assert text[relation.start : relation.end] == relation.surface
        assert {t.start for t in toponyms} >= set(relation.anchors)
        assert all(relation.start <= anchor < relation.end for anchor in relation.anchors)
    return list(found)


def told(marked: str) -> list[tuple[RelationKind, str, float, float | None]]:
    return [(r.kind, r.surface, round(r.distance_km, 1), r.bearing) for r in relations(marked)]


@pytest.mark.parametrize(
    ("text", "surface", "distance", "bearing"),
    [
        ("The base lies 50 miles south of [Latakia].", "50 miles south of Latakia", 80.5, 180.0),
        ("It fell 12km north-east of [Homs].", "12km north-east of Homs", 12.0, 45.0),
        ("a village about fifty kilometers (31 miles) northeast of [Baghdad]", None, 50.0, 45.0),
        ("some 30 to 50 km south-southwest of the {Syrian} town of [Idlib]", None, 40.0, 202.5),
        ("a dozen miles to the west of [Toledo]", "a dozen miles to the west of Toledo", 19.3, 270.0),
        ("The camp is 1,200 metres from [Homs].", "1,200 metres from Homs", 1.2, None),
        ("They live within 10 miles of [Aleppo].", "within 10 miles of Aleppo", 16.1, None),
        ("an hour's drive from [Damascus]", "an hour's drive from Damascus", 60.0, None),
        ("two hours north of [Seattle]", "two hours north of Seattle", 120.0, 0.0),
        ("south of [Homs]", "south of Homs", 0.0, 180.0),
        ("a wreck 20 nautical miles off [Tartus]", "20 nautical miles off Tartus", 37.0, None),
    ],
)
def test_a_distance_or_a_direction_places_something(
    text: str, surface: str | None, distance: float, bearing: float | None
) -> None:
    ((kind, found, far, direction),) = told(text)
    assert (kind, far, direction) == (K.OFFSET, distance, bearing)
    assert surface is None or found == surface


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("A bomb went off near [Latakia] on Monday.", "near Latakia"),
        ("Troops gathered just outside [Homs].", "just outside Homs"),
        ("a farm close to the village of [Saraqib]", "close to the village of Saraqib"),
        ("Fires burn in and around [Homs].", "in and around Homs"),
        ("near the contested [Paracel Islands]", "near the contested Paracel Islands"),
    ],
)
def test_what_is_near_a_place_is_found(text: str, surface: str) -> None:
    assert [(kind, found) for kind, found, *_ in told(text)] == [(K.NEAR, surface)]


@pytest.mark.parametrize(
    ("text", "bearing"),
    [
        ("in northern [Syria]", 0.0),
        ("Bombs fell on NORTHERN [SYRIA].", 0.0),
        ("in the south of [Hama] province", 180.0),
        ("in the south-western part of [Seoul]", 225.0),
        ("in [northern Idlib]", 0.0),
        ("in central [Kerala]", None),
    ],
)
def test_a_part_of_a_place_is_found(text: str, bearing: float | None) -> None:
    ((kind, _, _, direction),) = told(text)
    assert (kind, direction) == (K.PART, bearing)


@pytest.mark.parametrize(
    ("text", "kind", "anchors"),
    [
        ("on the outskirts of [Aleppo]", K.OUTSKIRTS, 1),
        ("in the [Damascus] suburbs", K.OUTSKIRTS, 1),
        ("in the eastern [Aleppo] countryside", K.OUTSKIRTS, 1),
        ("in the [northern Idlib] countryside", K.OUTSKIRTS, 1),
        ("to [Aleppo]’s southern outskirts", K.OUTSKIRTS, 1),
        ("on the highway between [Homs] and [Hama]", K.BETWEEN, 2),
        ("on the road from [Homs] to [Hama]", K.BETWEEN, 2),
        ("on the [Aleppo]-[Damascus] highway", K.BETWEEN, 2),
        ("off the coast of [Yemen]", K.COAST, 1),
        ("off [Yemen]’s western coast", K.COAST, 1),
        ("off the [northern coast of Ireland]", K.COAST, 1),
        ("along the {Syrian} coast", K.COAST, 1),
        ("near the {Turkish} border", K.BORDER, 1),
        ("on the border between [Syria] and [Iraq]", K.BORDER, 2),
        ("at the {Syrian}-{Turkish} border", K.BORDER, 2),
        ("along [Syria]’s border with [Turkey]", K.BORDER, 2),
        ("5 km from the {Turkish} border", K.BORDER, 1),
    ],
)
def test_rims_roads_coasts_and_borders_are_found(text: str, kind: RelationKind, anchors: int) -> None:
    (found,) = relations(f"It was seen {text} on Monday.")
    assert (found.kind, len(found.anchors)) == (kind, anchors)


@pytest.mark.parametrize(
    "text",
    [
        "Talks between [Russia] and [Turkey] failed.",
        "He spoke outside [Manchester] Crown Court.",
        "sources close to [Moscow] said so",
        "The {Turkish} border police said so.",
        "near the {Turkish} border town of [Kilis]"[5:],
        "the northern {Syrian} province",
        "the northern city of [Aleppo]",
        "[Northern Ireland] and [South Sudan] are names",
        "[Southern Sudan] voted",
        "[West Virginia] is a state",
        "People travelled from [London] to [Paris].",
        "She flew 50 miles from [London] to [Reading].",
        "the west [London] suburb of [Acton]",
        "moved north from [Nubia]",
        "fighters from [Homs]",
        "teams from outside [Montreal]",
        "the government of [Syria]",
        "<Moscow> is near",
        "closed the {Syrian} border",
    ],
)
def test_what_places_nothing_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_phrase_stops_at_its_sentence() -> None:
    assert told("They drove 50 miles south of. [Latakia] is a port.") == []


def test_every_phrase_of_a_list_stands_alone() -> None:
    found = told("Shells hit the outskirts of [Aleppo], northern [Hama] and a mill 3 km east of [Homs].")
    assert [kind for kind, *_ in found] == [K.OUTSKIRTS, K.PART, K.OFFSET]


@given(
    st.sampled_from("north south east west".split()),
    st.sampled_from(["", "-", " "]),
    st.sampled_from(["", "ern", "erly"]),
)
def test_a_direction_and_its_opposite_are_half_a_turn_apart(word: str, joint: str, ending: str) -> None:
    opposite = {"north": "south", "south": "north", "east": "west", "west": "east"}
    side = "east" if word in {"north", "south"} else ""
    first = bearing_of(f"{word}{joint if side else ''}{side}{ending}")
    second = bearing_of(f"{opposite[word]}{joint if side else ''}{opposite.get(side, '')}{ending}")
    assert first is not None and second is not None
    assert (first - second) % 360 == 180


@given(
    st.integers(1, 999_999), st.sampled_from([("km", 1.0), ("miles", 1.609344), ("kilometres", 1.0), ("metres", 0.001)])
)
def test_a_number_with_thousands_commas_is_read_whole(number: int, unit: tuple[str, float]) -> None:
    match = re.fullmatch(AMOUNT, f"{number:,} {unit[0]}")
    assert match is not None
    assert kilometres(match) == pytest.approx(number * unit[1])


@pytest.mark.parametrize(
    ("words", "far"),
    [
        ("half a mile", 0.8),
        ("a couple of miles", 3.2),
        ("twenty-five miles", 40.2),
        ("two dozen miles", 38.6),
        ("a hundred km", 100),
        ("30-50 km", 40),
        ("90 minutes by car", 90),
        ("an hour and a half", 90),
        ("two hours' walk", 9),
    ],
)
def test_numbers_in_words_are_read(words: str, far: float) -> None:
    match = re.match(AMOUNT, words)
    assert match is not None
    assert kilometres(match) == pytest.approx(far, abs=0.1)
