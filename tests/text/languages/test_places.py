"""Places in other languages, on sentences marked by hand: what is found is a place, and most places are found."""

import pytest

from geo.gazetteer import Gazetteer
from geo.records import Role, Toponym
from geo.text import ActorList, TextFinder
from tests.text.languages.marked import marked_sentences

MANY = ("ar", "es", "fa", "fr", "ru", "tr", "uk", "zh")


@pytest.fixture(scope="module")
def finder(real_gazetteer: Gazetteer) -> TextFinder:
    return TextFinder(real_gazetteer, ActorList.load())


def found(finder: TextFinder, text: str) -> list[Toponym]:
    return list(finder.find(text).toponyms)


@pytest.mark.parametrize("language", [*MANY, "other"])
def test_places_are_found_and_little_else(finder: TextFinder, language: str) -> None:
    predicted = right = marked = reached = told = sentences = 0
    for sentence in marked_sentences():
        if (sentence.language if sentence.language in MANY else "other") != language:
            continue
        answer = finder.find(sentence.text)
        spans = [(t.start, t.end) for t in answer.toponyms]
        assert all(sentence.text[t.start : t.end] == t.surface for t in answer.toponyms)
        predicted += len(spans)
        right += sum(any(s < end and start < e for start, end, _ in sentence.places) for s, e in spans)
        marked += len(sentence.places)
        reached += sum(any(s < end and start < e for s, e in spans) for start, end, _ in sentence.places)
        told += answer.language == sentence.language
        sentences += 1
    assert right / predicted >= 0.85
    assert reached / marked >= 0.65
    assert told / sentences >= 0.75


def test_sentences_that_no_rule_was_shaped_on_do_as_well(finder: TextFinder) -> None:
    predicted = right = marked = reached = 0
    for sentence in marked_sentences("kept_back.tsv"):
        spans = [(t.start, t.end) for t in found(finder, sentence.text)]
        predicted += len(spans)
        right += sum(any(s < end and start < e for start, end, _ in sentence.places) for s, e in spans)
        marked += len(sentence.places)
        reached += sum(any(s < end and start < e for s, e in spans) for start, end, _ in sentence.places)
    assert right / predicted >= 0.9
    assert reached / marked >= 0.85


def test_a_club_named_for_a_city_is_not_in_it(finder: TextFinder) -> None:
    text = "Il a rejoint les Rangers de New York après deux ans à Montréal avec son frère."
    roles = {t.surface: t.role for t in found(finder, text)}
    assert roles == {"New York": Role.ASSOCIATIVE, "Montréal": Role.LITERAL}


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("Министр прилетел из Москвы и сразу уехал.", "Москвы", "Moscow"),
        ("Это было в Нижнем Новгороде в среду и в четверг.", "Нижнем Новгороде", "Nizhniy Novgorod"),
        ("Власти Саудовской Аравии не ответили на вопрос.", "Саудовской Аравии", "Saudi Arabia"),
        ("У Києві сьогодні не було світла.", "Києві", "Kyiv"),
        ("На Близькому Сході знову неспокійно, кажуть експерти.", "Близькому Сході", "Middle East"),
        ("Bakan dün Ankara'dan döndü ve bir açıklama yaptı.", "Ankara", "Ankara"),
        ("L'attaque a fait deux morts dans le sud de l'Irak.", "Irak", "Iraq"),
        ("W Warszawie nie ma dziś prądu.", "Warszawie", "Warsaw"),
        ("Bundeskanzler und Minister reisten in die Vereinigten Staaten.", "Vereinigten Staaten", "United States"),
        ("وصل الوفد أمس من بيروت ثم سافر للقاهرة.", "للقاهرة", "Cairo"),
        ("سافر الوفد أمس بالقطار وبالولايات المتحدة زار مصنعا.", "الولايات المتحدة", "United States"),
        ("他昨天从纽约回来。", "纽约", "New York City"),
        ("Cumhurbaşkanı yarın Çin'e gidecek ve bir konuşma yapacak.", "Çin", "China"),
    ],
)
def test_a_name_in_another_form_is_the_same_place(
    finder: TextFinder, real_gazetteer: Gazetteer, text: str, surface: str, place: str
) -> None:
    toponym = next(t for t in found(finder, text) if t.surface == surface)
    row = real_gazetteer.row(toponym.lookup)
    known = real_gazetteer.place(row).name if row >= 0 else toponym.lookup or toponym.surface
    assert known == place


@pytest.mark.parametrize(
    ("text", "surface", "role"),
    [
        ("Москва заявила, что не признаёт этих выборов.", "Москва", Role.ASSOCIATIVE),
        ("В Москве заявили, что не признают этих выборов.", "Москве", Role.LITERAL),
        ("أعلنت دمشق أن الوفد سيصل غدا.", "دمشق", Role.ASSOCIATIVE),
        ("وقع انفجار في دمشق صباح اليوم.", "دمشق", Role.LITERAL),
    ],
)
def test_a_capital_that_speaks_is_an_actor(finder: TextFinder, text: str, surface: str, role: Role) -> None:
    assert next(t.role for t in found(finder, text) if t.surface == surface) == role


@pytest.mark.parametrize(
    "text",
    [
        "Владимир Петров родился в деревне, но всю жизнь работал врачом.",
        "Paris Hilton a présenté sa nouvelle collection devant la presse.",
        "Il a joué du piano pendant deux heures, et les tours étaient vides au mois de mars.",
        "قال المعلم إن باب المدرسة كان مغلقا في الليل.",
        "安全是第一位的，他说，大学也一样。",
    ],
)
def test_words_and_people_that_share_a_name_with_a_place_stay_off_the_map(finder: TextFinder, text: str) -> None:
    assert found(finder, text) == []
