import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geo.records import Sentence
from geo.text.sentences import split_sentences
from geo.text.tokens import tokenise


def sentences_of(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, tokenise(text))]


def counting(text: str) -> list[bool]:
    return [s.counts for s in split_sentences(text, tokenise(text))]


def words(text: str) -> list[str]:
    return [token.surface for token in tokenise(text)]


@given(st.text(max_size=400))
def test_tokens_stand_where_they_say_and_lose_no_letter(text: str) -> None:
    tokens = tokenise(text)
    at = 0
    for token in tokens:
        assert text[token.start : token.end] == token.surface
        assert token.start >= at
        assert not any(c.isalnum() for c in text[at : token.start])
        at = token.end


@given(st.text(alphabet="Ab .!?\n\"'“”’()Mr", max_size=300))
def test_sentences_cover_every_token_in_order(text: str) -> None:
    tokens = tokenise(text)
    sentences: tuple[Sentence, ...] = split_sentences(text, tokens)
    covered = [t for t in tokens if any(s.start <= t.start and t.end <= s.end for s in sentences)]
    assert covered == tokens
    assert all(a.end <= b.start for a, b in pairwise(sentences))


def test_a_possessive_leaves_its_name() -> None:
    assert words("Israel’s army") == ["Israel", "’s", "army"]


def test_a_name_keeps_its_inner_apostrophe() -> None:
    assert words("Sana'a and O'Brien") == ["Sana'a", "and", "O'Brien"]


def test_a_long_line_without_spaces_takes_no_squared_time() -> None:
    began = time.process_time()
    tokenise("al-" * 100_000 + "@")
    assert time.process_time() - began < 5


def test_initials_with_full_stops_are_one_word() -> None:
    assert words("the U.S. in D.C.") == ["the", "U.S.", "in", "D.C."]


def test_hyphens_part_words() -> None:
    assert words("US-led") == ["US", "-", "led"]


def test_a_title_or_an_initial_ends_no_sentence() -> None:
    text = "Mr. Jones met Gen. J. R. Smith. They left."
    assert sentences_of(text) == ["Mr. Jones met Gen. J. R. Smith.", "They left."]


def test_a_country_in_initials_may_end_a_sentence() -> None:
    assert len(sentences_of("It was sold to the U.S. The price is not known.")) == 2
    assert len(sentences_of("He flew to St. Louis on Monday.")) == 1


def test_a_quotation_that_goes_on_is_one_sentence() -> None:
    assert len(sentences_of("“Is it far?” she asked.")) == 1
    assert len(sentences_of("He called it “significant.” Nobody agreed.")) == 2


def test_a_headline_is_a_sentence_of_its_own() -> None:
    assert sentences_of("Troops arrive in port\n\nThey came by ship.")[0] == "Troops arrive in port"


def test_text_wrapped_for_a_terminal_is_put_together() -> None:
    line = "the convoy went on along the river towards the northern suburbs\n"
    assert len(sentences_of("It said that " + line * 6 + "and stopped there.")) == 1


def test_a_caption_that_stands_twice_counts_once() -> None:
    assert counting("Ships at Tartus.\nShips at Tartus.\nThey left.") == [True, False, True]


def test_a_newsletter_prompt_is_no_evidence() -> None:
    text = "Boats left Homs.\n\nSign up to our World Explained newsletter\n\nMore are to come."
    assert counting(text) == [True, False, True]


def test_a_report_about_a_newsletter_is_evidence() -> None:
    assert counting("The ministry urged farmers in Homs to sign up for a newsletter about the drought.") == [True]
