"""Wire copy is recognised however it was cut, and what only looks alike is not taken for it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from geo.stories import Signature, same_days, same_story, signature_from, signature_of
from tests.store.making import wire

_SAME = wire("Post", 0).article.text
_OTHER = wire("Post", 1).article.text


def signature(text: str) -> Signature:
    made = signature_of(text)
    assert made is not None
    return made


def test_a_copy_that_is_cut_and_has_boilerplate_is_the_same_story() -> None:
    cut = _SAME[: len(_SAME) * 2 // 3] + " Sign up for our newsletter, and follow us wherever you are."
    assert same_story(signature(_SAME + " " + _OTHER), signature(cut))


def test_other_reports_from_the_same_town_are_not() -> None:
    assert not same_story(signature(_SAME), signature(_OTHER))


def test_case_quotes_and_line_breaks_make_no_other_story() -> None:
    shouted = _SAME.upper().replace(". ", ".\n\n“")
    assert signature(shouted).packed() == signature(_SAME).packed()


def test_a_short_text_is_the_same_only_where_every_word_is() -> None:
    told = "The curfew in the old town begins at eight tonight and ends at five tomorrow, the governor said."
    assert same_story(signature(told), signature(told.replace(",", "")))
    assert not same_story(signature(told), signature(told.replace("eight", "nine")))
    assert signature_of("Read more on this here.") is None


def test_a_script_without_spaces_is_told_by_its_signs() -> None:
    told = "港口的渔民在修补渔网,卡车在北门等候。发言人拒绝说明起重机何时恢复工作。春天离开的家庭回来发现商店关门。"
    assert same_story(signature(told * 1 + "面包价格上涨。"), signature(told + "面包价格上涨。"))
    assert not same_story(signature(told), signature(told[::-1]))


def test_a_signature_is_what_stores_keep_and_may_not_change() -> None:
    packed = signature(_SAME).packed()
    assert len(packed) == 260
    assert packed[:12].hex() == "3e00000059414cc09dae7f18"
    again = signature_from(packed)
    assert again is not None
    assert again.bands == signature(_SAME).bands
    assert same_story(again, signature(_SAME))
    assert signature_from(b"") is None


@given(st.text(max_size=400))
def test_any_text_is_its_own_story_or_too_short(text: str) -> None:
    made = signature_of(text)
    assert made is None or (same_story(made, made) and len(set(made.bands)) == 32)


def test_copies_are_printed_within_days() -> None:
    day = date(2026, 5, 1)
    assert same_days(day, day + timedelta(5))
    assert not same_days(day + timedelta(6), day)
    assert same_days(None, day)
