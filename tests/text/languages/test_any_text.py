from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.text.hits import HitCoder
from geo.text.languages import PlainRecogniser, tell_language
from geo.text.sentences import split_sentences
from geo.text.tokens import tokenise
from tests.text.languages.marked import marked_sentences

LANGUAGES = "ar az be bg ca cs da de el es fa fi fr he hi hr it ja ka ko nl pl pt ru sr sv th tr uk ur vi zh".split()
WORDS = sorted({word for sentence in marked_sentences() for word in sentence.text.split()})
JUMBLE = st.lists(st.sampled_from([*WORDS, "-", "’", "'", "·", ",", "\n\n", "l'", "\u0301", "و", "A"]), max_size=25)


def check(gazetteer: Gazetteer, coder: HitCoder, language: str, text: str) -> None:
    tokens = tokenise(text)
    hits = coder.code(text, gazetteer.scan(text))
    entities = PlainRecogniser(gazetteer, language, coder=coder).recognise(
        text, tokens, split_sentences(text, tokens), hits
    )
    assert all(text[e.start : e.end] == e.surface and e.surface for e in entities)
    assert all(a.end <= b.start for a, b in pairwise(entities))
    assert tell_language(text, tokens) == tell_language(text, tokens)


@settings(max_examples=150, deadline=None)
@given(language=st.sampled_from(LANGUAGES), words=JUMBLE, gap=st.sampled_from([" ", "", "-", ", "]))
def test_any_jumble_of_words_gives_exact_offsets_in_any_language(
    real_gazetteer: Gazetteer, language: str, words: list[str], gap: str
) -> None:
    check(real_gazetteer, HitCoder(real_gazetteer), language, gap.join(words))


@settings(max_examples=100, deadline=None)
@given(language=st.sampled_from(LANGUAGES), text=st.text(max_size=120))
def test_any_text_gives_exact_offsets_in_any_language(real_gazetteer: Gazetteer, language: str, text: str) -> None:
    check(real_gazetteer, HitCoder(real_gazetteer), language, text)
