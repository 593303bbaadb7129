"""Foreign names end up where they are, although the weights were fitted on English news."""

import pytest

from geo.gazetteer import Gazetteer
from geo.records import Article
from geo.resolution import Resolver
from geo.text import ActorList, TextFinder
from tests.text.languages.marked import marked_sentences


@pytest.fixture(scope="module")
def finder(real_gazetteer: Gazetteer) -> TextFinder:
    return TextFinder(real_gazetteer, ActorList.load())


def test_most_places_of_foreign_sentences_are_put_in_the_right_country(
    real_gazetteer: Gazetteer, finder: TextFinder
) -> None:
    resolver = Resolver(real_gazetteer)
    right = marked = 0
    for sentence in marked_sentences("kept_back.tsv"):
        placed = resolver.resolve(Article("a", sentence.text), finder.find(sentence.text).toponyms)
        for start, end, country in sentence.places:
            there = {t.place.country for t in placed if t.place and t.start < end and start < t.end}
            right += bool(there & {country, ""} or (there and not country))
            marked += 1
    assert right / marked >= 0.8


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Пожар произошёл на складе в Москве, пострадавших нет.", "RU"),
        ("اندلع حريق في مستودع بالقاهرة دون إصابات.", "EG"),
        ("Depoda çıkan yangın Halep'te büyük hasara yol açtı ve iki kişi öldü.", "SY"),
        ("L'incendie d'un entrepôt à Alger n'a pas fait de blessés.", "DZ"),
        ("大马士革一座仓库发生火灾。", "SY"),
    ],
)
def test_a_capital_is_found_under_its_foreign_name(
    real_gazetteer: Gazetteer, finder: TextFinder, text: str, country: str
) -> None:
    placed = Resolver(real_gazetteer).resolve(Article("a", text), finder.find(text).toponyms)
    assert [t.place.country for t in placed if t.place] == [country]
